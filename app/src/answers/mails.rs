//! The mails of this room: a place that came free, a place that went away.

use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use super::{
    links,
    store::{self, Reply},
};
use crate::{
    db::{millis, moment},
    error::AppError,
    gatherings::entity::gathering,
    mail::{Block, Message, Recipient, outbox},
    people,
    tenant::Tenant,
};

/// What happened to somebody's place while they did nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// Waited, and has a place now.
    Promoted,
    /// Had a place, and waits now: there are fewer.
    PutBack,
}

impl Move {
    fn word(self) -> &'static str {
        match self {
            Self::Promoted => "promoted",
            Self::PutBack => "put-back",
        }
    }
}

/// Tells somebody that their place changed, in their own language, with a link that changes the answer. Nothing is sent
/// to somebody without an address.
pub(super) async fn place(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    base_url: &str,
    row: &gathering::Model,
    reply: &Reply,
    moved: Move,
    now: Timestamp,
) -> Result<(), AppError> {
    let book = people::store::book(tx, tenant).await?;
    let Some(to) = Recipient::of(&book, reply.person) else { return Ok(()) };
    let ends = moment(row.ends_at);
    let link = links::answer_link(tx, tenant, base_url, reply.invitation, reply.person, ends, now).await?;
    let lang = to.lang;
    let today = tenant.date(now);
    let title = [("title", row.title.as_str().into())];
    let word = moved.word();
    let message = Message {
        kind: "place",
        occasion: format!("place:{word}:{}:{}", reply.invitation, millis(now)),
        subject: lang.tn(&format!("answers-mail-{word}-subject"), &title),
        blocks: vec![
            Block::Para(lang.tn(&format!("answers-mail-{word}"), &title)),
            Block::Facts(vec![
                (lang.t("answers-when"), store::when(lang, tenant, row, today)),
                (lang.t("answers-where"), row.place.clone()),
            ]),
            Block::Links(vec![
                (lang.t("answers-mail-change"), link),
                (
                    lang.t("answers-mail-open"),
                    format!("{base_url}{}", tenant.path(&format!("/bijeenkomsten/{}", row.id))),
                ),
            ]),
            Block::Small(lang.t("answers-mail-why")),
        ],
        to,
        ics: None,
        item: None,
    };
    outbox::enqueue(tx, tenant, &message, now).await?;
    Ok(())
}
