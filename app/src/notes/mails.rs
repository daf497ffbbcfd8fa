//! Who gets the notes, and the message that says they are there.

use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

use super::SUMMARY;
use crate::{
    gatherings::entity::gathering,
    mail::{Block, Message, Recipient},
    markdown,
    people::store::CouncilBook,
    tenant::Tenant,
};

/// Everybody the notes are owed to on a day.
#[derive(Debug, Clone, Default)]
pub struct Wave {
    /// Members of the council.
    pub members: usize,
    /// Committee members.
    pub committee: usize,
    /// Those of both who get a mail.
    pub mailed: Vec<Recipient>,
    /// Names of those who have no address: they find the notes on the site only.
    pub without_address: Vec<String>,
}

impl Wave {
    /// As the council is on this day: the whole of it, whoever was invited.
    pub fn on(book: &CouncilBook, day: Date) -> Self {
        let view = book.council.view();
        let members: Vec<Uuid> = view.members_on(day).iter().map(|a| a.person).collect();
        let mut wave = Self::default();
        for person in view.owed_to(day) {
            let count = if members.contains(&person) { &mut wave.members } else { &mut wave.committee };
            *count += 1;
            match Recipient::of(book, person) {
                Some(recipient) => wave.mailed.push(recipient),
                None => wave.without_address.push(book.name(person).to_owned()),
            }
        }
        wave
    }

    /// All of them.
    pub fn people(&self) -> usize {
        self.members + self.committee
    }
}

/// What the message is about.
#[derive(Debug, Clone)]
pub(super) struct News<'a> {
    pub(super) gathering: &'a gathering::Model,
    pub(super) note: Uuid,
    pub(super) number: i64,
    pub(super) body: &'a str,
    pub(super) item: Uuid,
    /// How the outside world reaches this installation.
    pub(super) base_url: &'a str,
}

/// "Het verslag van … staat klaar", with a link and the first lines.
pub(super) fn published(tenant: &Tenant, to: Recipient, news: &News<'_>, now: Timestamp) -> Message {
    let lang = to.lang;
    let path = tenant.path(&format!("/bijeenkomsten/{}/verslag", news.gathering.id));
    let today = tenant.date(now);
    let day =
        news.gathering.date.parse::<Date>().map_or_else(|_| news.gathering.date.clone(), |day| lang.date(day, today));
    let key = if news.number > 1 { "notes-mail-subject-changed" } else { "notes-mail-subject" };
    let subject = lang.tn(key, &[("title", news.gathering.title.as_str().into())]);
    let intro = if news.number > 1 { "notes-mail-intro-changed" } else { "notes-mail-intro" };
    let args = [("title", news.gathering.title.as_str().into()), ("day", day.into()), ("n", news.number.into())];
    let mut blocks = vec![Block::Para(lang.tn(intro, &args))];
    let summary = markdown::summary(news.body, SUMMARY, domain::notes::is_attendance);
    if !summary.is_empty() {
        blocks.push(Block::Para(summary));
    }
    blocks.push(Block::Links(vec![(lang.t("notes-mail-read"), format!("{}{path}", news.base_url))]));
    blocks.push(Block::Small(lang.tn("notes-mail-why", &[("office", tenant.office_name().into())])));
    let person = to.person.map_or_else(|| to.address.clone(), |person| person.to_string());
    Message {
        kind: "notes",
        occasion: format!("verslag:{}:{}:{person}", news.note, news.number),
        to,
        subject,
        blocks,
        ics: None,
        item: Some(news.item),
    }
}
