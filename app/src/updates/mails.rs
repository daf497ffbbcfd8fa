//! The message about a published update, in the recipient's language.

use jiff::civil::Date;
use uuid::Uuid;

use super::{store::Update, words};
use crate::{
    mail::{Block, Message, Recipient},
    markdown,
    people::store::CouncilBook,
    tenant::Tenant,
    text::capital,
};

/// Characters of each part in the message; the rest is behind the link.
const SUMMARY: usize = 200;

/// Writes the messages about one update.
#[derive(Debug)]
pub struct Post<'a> {
    /// Where.
    pub tenant: &'a Tenant,
    /// How the outside world reaches this installation.
    pub base_url: &'a str,
    /// What was published.
    pub update: &'a Update,
    /// For names.
    pub book: &'a CouncilBook,
    /// The item the message tells about.
    pub item: Uuid,
    /// The local day.
    pub today: Date,
}

impl Post<'_> {
    /// It is out, for everybody at the same moment.
    pub fn published(&self, to: Recipient) -> Message {
        let (lang, update) = (to.lang, self.update);
        let whom = to.person.map(|person| person.to_string()).unwrap_or_default();
        let who = capital(&self.book.titled(lang, update.alderman, self.today));
        let quarter = words::quarter(lang, update.quarter);
        let args = [
            ("title", update.title.as_str().into()),
            ("name", who.into()),
            ("quarter", quarter.into()),
            ("n", update.minutes().into()),
        ];
        let parts =
            [("update-happened", &update.happened), ("update-failed", &update.failed), ("update-ahead", &update.ahead)];
        let summaries = parts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (lang.t(key), markdown::summary(text, SUMMARY, |_| false)))
            .collect();
        let url = format!("{}{}", self.base_url, self.tenant.path(&update.path()));
        Message {
            kind: "update",
            occasion: format!("update:{}:{whom}", update.id),
            subject: lang.tn("update-mail-subject", &args),
            blocks: vec![
                Block::Para(lang.tn("update-mail-published", &args)),
                Block::Facts(summaries),
                Block::Links(vec![(lang.tn("update-mail-read", &args), url)]),
                Block::Small(lang.t("update-mail-everybody")),
                Block::Small(lang.tn("update-mail-from", &[("office", self.tenant.office_name().into())])),
            ],
            to,
            ics: None,
            item: Some(self.item),
        }
    }
}
