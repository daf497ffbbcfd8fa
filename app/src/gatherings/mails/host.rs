//! Messages to who goes to a gathering for the college. They ask nothing: the file puts the appointment into a calendar, brings
//! it up to date, or takes it out.

use domain::gatherings::Changed;
use jiff::Timestamp;

use super::{Event, contact, differences, greeting, when_in_full};
use crate::{
    calendar::compose::{self, Standing},
    error::AppError,
    gatherings::store::Gathering,
    mail::{Block, CalendarFile, Message, Recipient},
    tenant::Tenant,
    text::{Lang, whole},
};

/// What somebody of the college is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// The council was invited, and they are expected.
    Expected,
    /// When or where is another.
    Changed,
    /// It does not take place.
    Cancelled,
    /// They need not go any more.
    Relieved,
}

impl Word {
    /// The word in the keys of the texts.
    fn code(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Changed => "changed",
            Self::Cancelled => "cancelled",
            Self::Relieved => "relieved",
        }
    }

    /// The entry in their calendar from now on, and how far it is ahead of the gathering's.
    fn standing(self) -> (Standing, i64) {
        match self {
            Self::Expected | Self::Changed => (Standing::Firm, 0),
            Self::Cancelled => (Standing::Cancelled, 0),
            Self::Relieved => (Standing::Cancelled, 1),
        }
    }
}

/// A gathering as it is, and what of it changed where that is what is told.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'a> {
    /// As it is.
    pub gathering: &'a Gathering,
    /// As it was, and what must be known of it.
    pub before: Option<(&'a Gathering, &'a [Changed])>,
}

/// One message about one or more gatherings. `None` about none.
///
/// # Errors
/// When a calendar file cannot be written.
pub fn message(
    (tenant, base_url): (&Tenant, &str),
    to: Recipient,
    word: Word,
    turns: &[Turn<'_>],
    now: Timestamp,
) -> Result<Option<Message>, AppError> {
    let Some(first) = turns.first().map(|turn| turn.gathering) else { return Ok(None) };
    let (lang, code) = (to.lang, word.code());
    let values = [
        ("title", first.details.title.as_str().into()),
        ("office", tenant.office_name().into()),
        ("date", lang.date(first.date, tenant.date(now)).into()),
        ("n", whole(turns.len()).into()),
    ];
    let subject = lang.tn(&format!("host-mail-{code}-subject"), &values);
    let mut blocks = vec![greeting(&to), Block::Para(lang.tn(&format!("host-mail-{code}"), &values))];
    blocks.extend(turns.iter().map(|turn| Block::Facts(facts(lang, word, turn))));
    let page = |one: &Gathering| format!("{base_url}{}", tenant.path(&one.path()));
    let links = turns.iter().map(|Turn { gathering, .. }| match turns.len() {
        1 => (lang.t("gathering-mail-open"), page(gathering)),
        _ => (when_in_full(lang, gathering), page(gathering)),
    });
    blocks.extend([
        Block::Links(links.collect()),
        Block::Small(lang.tn(&format!("host-mail-{code}-file"), &values)),
        contact(tenant, lang),
    ]);
    let (standing, ahead) = word.standing();
    let events = turns.iter().map(|turn| Event::new(tenant, base_url, turn.gathering, ahead, standing));
    let events: Vec<Event<'_>> = events.collect();
    let written: Vec<compose::Event<'_>> = events.iter().map(Event::written).collect();
    let ics = CalendarFile { text: compose::several(&written)?, asks: None };
    let person = to.person.unwrap_or_default();
    let occasion = format!("host:{code}:{}:{}:{person}", first.id, first.version);
    Ok(Some(Message { kind: "host", occasion, to, subject, blocks, ics: Some(ics), item: None }))
}

fn facts(lang: Lang, word: Word, turn: &Turn<'_>) -> Vec<(String, String)> {
    let one = turn.gathering;
    let when = (lang.t("gathering-when"), when_in_full(lang, one));
    let reason = || one.cancel_reason.clone().map(|reason| (lang.t("gathering-why"), reason));
    let place = || one.details.place.clone().map(|place| (lang.t("gathering-where"), place));
    let online = || one.details.link.clone().map(|link| (lang.t("gathering-online"), link));
    match (word, turn.before) {
        (_, Some((before, changed))) => {
            let moved = changed.iter().any(|changed| matches!(changed, Changed::Date | Changed::Time));
            let when = (!moved).then_some(when);
            when.into_iter().chain(differences(lang, before, one, changed)).collect()
        }
        (Word::Cancelled, None) => std::iter::once(when).chain(reason()).collect(),
        (Word::Relieved, None) => vec![when],
        (Word::Expected | Word::Changed, None) => std::iter::once(when).chain(place()).chain(online()).collect(),
    }
}
