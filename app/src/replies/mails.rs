//! The mails of this room: was this you, and from where your answers count.

use domain::{answers::Answer, replies::Reason};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::store::Target;
use crate::{
    answers,
    error::AppError,
    mail::{Block, Message, Recipient, outbox},
    people,
    tenant::Tenant,
};

/// Asks the person invited whether an answer was theirs. Answers whether there was anybody to ask.
pub(super) async fn ask(
    tx: &impl ConnectionTrait,
    base_url: &str,
    target: &Target,
    id: Uuid,
    (answer, reason): (Answer, Reason),
    token: &str,
    now: Timestamp,
) -> Result<bool, AppError> {
    let tenant = &target.tenant;
    let book = people::store::book(tx, tenant).await?;
    let Some(to) = Recipient::of(&book, target.invitation.person_id) else { return Ok(false) };
    let lang = to.lang;
    let today = tenant.date(now);
    let title = [("title", target.gathering.title.as_str().into())];
    let what = if reason == Reason::Outdated { "replies-ask-outdated" } else { "replies-ask-unproven" };
    let message = Message {
        kind: "reply-ask",
        occasion: format!("reply-ask:{id}"),
        subject: lang.tn("replies-ask-subject", &title),
        blocks: vec![
            Block::Para(lang.tn(what, &title)),
            Block::Facts(vec![
                (lang.t("replies-ask-answer"), lang.t(&format!("replies-said-{answer}"))),
                (lang.t("answers-when"), answers::store::when(lang, tenant, &target.gathering, today)),
            ]),
            Block::Links(vec![(
                lang.t("replies-ask-link"),
                format!("{base_url}{}", tenant.path(&format!("/agenda-antwoord/{token}"))),
            )]),
            Block::Small(lang.t("replies-ask-else")),
        ],
        to,
        ics: None,
        item: None,
    };
    outbox::enqueue(tx, tenant, &message, now).await
}

/// Tells somebody that answers from another address count as theirs from now on, and where to end that.
pub(super) async fn remembered(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    base_url: &str,
    (mail, person, address): (Uuid, Uuid, &str),
    now: Timestamp,
) -> Result<(), AppError> {
    let book = people::store::book(tx, tenant).await?;
    let Some(to) = Recipient::of(&book, person) else { return Ok(()) };
    let lang = to.lang;
    let own = format!("{base_url}{}", tenant.path("/mijn#antwoordadressen"));
    let message = Message {
        kind: "reply-address",
        occasion: format!("reply-address:{mail}"),
        subject: lang.t("replies-address-subject"),
        blocks: vec![
            Block::Para(lang.tn("replies-address-mail", &[("office", tenant.office_name().into())])),
            Block::Facts(vec![(lang.t("replies-address-label"), address.to_owned())]),
            Block::Para(lang.t("replies-address-not-you")),
            Block::Links(vec![(lang.t("replies-address-see"), own)]),
        ],
        to,
        ics: None,
        item: None,
    };
    outbox::enqueue(tx, tenant, &message, now).await.map(drop)
}
