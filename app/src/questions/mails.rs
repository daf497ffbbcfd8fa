//! The messages of questions, in the recipient's language.

use domain::people::Role;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::store::Question;
use crate::{
    db::millis,
    mail::{Block, Message, Recipient},
    markdown,
    people::store::CouncilBook,
    tenant::Tenant,
    text::Lang,
};

/// Characters of a question or answer in a message; the rest is behind the link.
const SUMMARY: usize = 280;

/// Writes the messages about one question.
#[derive(Debug)]
pub struct Post<'a> {
    tenant: &'a Tenant,
    base_url: &'a str,
    question: &'a Question,
    book: &'a CouncilBook,
    now: Timestamp,
    today: Date,
}

impl<'a> Post<'a> {
    /// Ready to write about this question as it is now.
    pub fn new(
        tenant: &'a Tenant,
        base_url: &'a str,
        question: &'a Question,
        book: &'a CouncilBook,
        now: Timestamp,
    ) -> Self {
        Self { tenant, base_url, question, book, now, today: tenant.date(now) }
    }

    /// The people of the griffie; the address of their office when none of them has one.
    pub fn clerks(&self) -> Vec<Recipient> {
        let view = self.book.council.view();
        let clerks = view.with_role(Role::Clerk, self.today);
        let people: Vec<_> = clerks.iter().filter_map(|a| Recipient::of(self.book, a.person)).collect();
        if people.is_empty() { vec![self.office()] } else { people }
    }

    fn office(&self) -> Recipient {
        Recipient {
            person: None,
            name: self.tenant.office_name().to_owned(),
            address: self.tenant.office_email().to_owned(),
            lang: Lang::Nl,
        }
    }

    /// A question came in: somebody must hand it on.
    pub fn asked(&self, to: Recipient) -> Message {
        let lang = to.lang;
        let whom = to.person.map_or_else(|| "office".to_owned(), |person| person.to_string());
        let blocks = vec![
            Block::Para(self.sentence(lang, "question-mail-asked")),
            Block::Facts(self.facts(lang)),
            Block::Para(markdown::summary(&self.question.body, SUMMARY, |_| false)),
            Block::Links(vec![(lang.t("question-mail-route"), self.url())]),
        ];
        let subject = self.sentence(lang, "question-mail-asked-subject");
        let occasion = format!("question-asked:{}:{whom}", self.question.id);
        self.message("question", occasion, to, subject, blocks, None)
    }

    /// It is yours to answer; `None` when the holder has no address.
    pub fn routed(&self, holder: Uuid) -> Option<Message> {
        let to = Recipient::of(self.book, holder)?;
        let lang = to.lang;
        let blocks = vec![
            Block::Para(self.sentence(lang, "question-mail-routed")),
            Block::Facts(self.facts(lang)),
            Block::Para(markdown::summary(&self.question.body, SUMMARY, |_| false)),
            Block::Links(vec![(lang.t("question-mail-write"), self.url())]),
        ];
        let subject = self.sentence(lang, "question-mail-routed-subject");
        let occasion = format!("question-routed:{}:{holder}:{}", self.question.id, millis(self.now));
        Some(self.message("question", occasion, to, subject, blocks, None))
    }

    /// The answer is out, for everybody at the same moment.
    pub fn answered(&self, to: Recipient, item: Uuid) -> Message {
        let lang = to.lang;
        let whom = to.person.map(|person| person.to_string()).unwrap_or_default();
        let answer = self.question.answer.as_deref().unwrap_or_default();
        let blocks = vec![
            Block::Para(self.sentence(lang, "question-mail-answered")),
            Block::Para(markdown::summary(answer, SUMMARY, |_| false)),
            Block::Links(vec![(lang.t("question-mail-read"), self.url())]),
            Block::Small(lang.t("question-mail-everybody")),
        ];
        let subject = self.sentence(lang, "question-mail-answered-subject");
        let occasion = format!("answer:{}:{whom}", self.question.id);
        self.message("answer", occasion, to, subject, blocks, Some(item))
    }

    fn url(&self) -> String {
        format!("{}{}", self.base_url, self.tenant.path(&self.question.path()))
    }

    /// A text that may name the title, who asked, for which faction, and who answers.
    fn sentence(&self, lang: Lang, key: &str) -> String {
        let question = self.question;
        let kind = lang.t(&format!("question-kind-{}", question.kind.code()));
        let faction = match question.faction {
            Some(faction) => self.book.faction_name(faction).to_owned(),
            None => lang.t("question-no-faction"),
        };
        let holder = match question.holder.or(question.answered_by) {
            Some(person) => self.book.titled(lang, person, self.today),
            None => String::new(),
        };
        lang.tn(
            key,
            &[
                ("title", question.title.as_str().into()),
                ("name", self.book.name(question.asker).into()),
                ("faction", faction.into()),
                ("kind", kind.into()),
                ("holder", holder.into()),
            ],
        )
    }

    fn facts(&self, lang: Lang) -> Vec<(String, String)> {
        vec![
            (lang.t("question-one"), self.question.title.clone()),
            (lang.t("question-due"), lang.long_date(self.question.life.due())),
        ]
    }

    fn message(
        &self,
        kind: &'static str,
        occasion: String,
        to: Recipient,
        subject: String,
        mut blocks: Vec<Block>,
        item: Option<Uuid>,
    ) -> Message {
        let from = to.lang.tn("question-mail-from", &[("office", self.tenant.office_name().into())]);
        blocks.push(Block::Small(from));
        Message { kind, occasion, to, subject, blocks, ics: None, item }
    }
}
