//! The messages of reminders, in the recipient's language. That to the silent is the one the clerk sends by hand.

use jiff::Timestamp;
use uuid::Uuid;

use super::waves::Wave;
use crate::{
    gatherings::{mails::when_in_full, store::Gathering},
    mail::{Block, Message, Recipient},
    questions::store::Question,
    tenant::Tenant,
};

/// Once for each person and wave.
pub(super) fn occasion(wave: &Wave, person: Uuid) -> String {
    format!("wave:{}:{person}", wave.key)
}

fn occasion_of(wave: &Wave, to: &Recipient) -> String {
    occasion(wave, to.person.unwrap_or_default())
}

fn contact(tenant: &Tenant, to: &Recipient) -> Block {
    let office = [("office", tenant.office_name().into()), ("email", tenant.office_email().into())];
    Block::Small(to.lang.tn("gathering-mail-contact", &office))
}

/// You come to this, tomorrow or today.
pub(super) fn day_before(
    tenant: &Tenant,
    base_url: &str,
    gathering: &Gathering,
    occasion: String,
    answer_url: &str,
    to: Recipient,
) -> Message {
    let (lang, details) = (to.lang, &gathering.details);
    let title = [("title", details.title.as_str().into())];
    let mut facts = vec![(lang.t("gathering-when"), when_in_full(lang, gathering))];
    facts.extend(details.place.clone().map(|place| (lang.t("gathering-where"), place)));
    facts.extend(details.link.clone().map(|link| (lang.t("gathering-online"), link)));
    let page = format!("{base_url}{}", tenant.path(&gathering.path()));
    Message {
        kind: "reminder",
        occasion,
        subject: lang.tn("reminder-mail-day-before-subject", &title),
        blocks: vec![
            Block::Para(lang.tn("gathering-mail-dear", &[("name", to.name.as_str().into())])),
            Block::Para(lang.tn("reminder-mail-day-before", &title)),
            Block::Facts(facts),
            Block::Links(vec![
                (lang.t("gathering-mail-open"), page),
                (lang.t("reminder-mail-cannot"), answer_url.to_owned()),
            ]),
            contact(tenant, &to),
        ],
        to,
        ics: None,
        item: None,
    }
}

/// A question put to you is nearly due.
pub(super) fn question_due(
    tenant: &Tenant,
    base_url: &str,
    wave: &Wave,
    question: &Question,
    to: Recipient,
    now: Timestamp,
) -> Message {
    let lang = to.lang;
    let day = lang.date(question.life.due(), tenant.date(now));
    let args = [("title", question.title.as_str().into()), ("day", day.into())];
    Message {
        kind: "reminder",
        occasion: occasion_of(wave, &to),
        subject: lang.tn("reminder-mail-question-subject", &args),
        blocks: vec![
            Block::Para(lang.tn("reminder-mail-question", &args)),
            Block::Links(vec![(lang.t("question-mail-write"), format!("{base_url}{}", tenant.path(&question.path())))]),
            contact(tenant, &to),
        ],
        to,
        ics: None,
        item: None,
    }
}

/// Notes should have been out by now.
pub(super) fn notes_overdue(
    tenant: &Tenant,
    base_url: &str,
    wave: &Wave,
    gathering: &Gathering,
    to: Recipient,
) -> Message {
    let lang = to.lang;
    let args = [("title", gathering.details.title.as_str().into())];
    let write = format!("{base_url}{}", tenant.path(&format!("{}/verslag/wijzigen", gathering.path())));
    Message {
        kind: "reminder",
        occasion: occasion_of(wave, &to),
        subject: lang.tn("reminder-mail-notes-subject", &args),
        blocks: vec![
            Block::Para(lang.tn("reminder-mail-notes", &args)),
            Block::Facts(vec![(lang.t("gathering-when"), when_in_full(lang, gathering))]),
            Block::Links(vec![(lang.t("reminder-mail-notes-write"), write)]),
        ],
        to,
        ics: None,
        item: None,
    }
}
