//! Reading a mail: who says to have sent it, what its calendar part says, whether a program wrote it. Nothing is decided
//! here, and nothing is believed.

use calcard::{
    Entry, Parser,
    common::PartialDateTime,
    icalendar::{
        ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarParameterName as Param,
        ICalendarProperty as Property, ICalendarValue,
    },
};
use domain::replies::{Attendee, Letter, Part, Scheduled};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use mail_parser::{HeaderValue, Message};
use sha2::{Digest, Sha256};

use super::mime;

/// Octets of a whole mail; what is larger is not a calendar's answer.
pub const LARGEST_MAIL: usize = 1024 * 1024;
/// Components in a calendar part: a reply has an event, a time zone and its rules.
const MOST_COMPONENTS: usize = 200;
/// Letters kept of what somebody wrote.
const MOST_WORDS: usize = 500;
/// Letters kept of an address or id.
const LONGEST: usize = 250;

/// A mail, read.
#[derive(Debug, Clone, Default)]
pub struct Mail {
    /// SHA-256 of its bytes.
    pub digest: Vec<u8>,
    /// Its own id, or nothing.
    pub message_id: String,
    /// Every address in every `From`, lower case.
    pub from: Vec<String>,
    /// Every `Authentication-Results` that our own mail servers can have written, topmost first.
    pub results: Vec<String>,
    /// What matters for the decision.
    pub letter: Letter,
    /// What the sender wrote beside it, on one line; may be empty.
    pub remark: String,
    /// The times it proposes, as its calendar writes them.
    pub proposed: Option<(Wall, Wall)>,
    /// Who is to come instead.
    pub delegate: Option<String>,
    /// What a mail server says about a delivery.
    pub report: Option<Report>,
}

/// A time on the wall of some zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wall {
    at: DateTime,
    utc: bool,
    zone: Option<String>,
}

impl Wall {
    /// The moment, where the zone's name means something to us; else in the zone `usual`: Outlook has names of its own.
    pub fn moment(&self, usual: &TimeZone) -> Option<Timestamp> {
        let zone = match (&self.zone, self.utc) {
            (_, true) => TimeZone::UTC,
            (Some(name), _) => domain::localtime::zone(name).unwrap_or_else(|| usual.clone()),
            (None, _) => usual.clone(),
        };
        self.at.to_zoned(zone).ok().map(|zoned| zoned.timestamp())
    }
}

/// A mail server's report about a mail of ours (RFC 3464).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whether it gave up.
    pub failed: bool,
    /// For whom, lower case.
    pub recipient: Option<String>,
    /// Its status code and nothing else of it: what it says may name people (RFC 3463).
    pub status: String,
}

/// Reads a mail. `null_sender`: the envelope named nobody to answer to. `servers`: how many mail servers of our own it
/// passed.
pub fn read(raw: &[u8], null_sender: bool, servers: usize) -> Mail {
    let mut mail = Mail { digest: Sha256::digest(raw).to_vec(), ..Mail::default() };
    let parts = if raw.len() > LARGEST_MAIL { None } else { mime::parts(raw).ok() };
    if let Some(head) = mime::head(raw) {
        mail.message_id = line(head.message_id().unwrap_or_default(), LONGEST);
        mail.from = from(&head);
        mail.results = mime::own_headers(&head, "authentication-results", servers);
        mail.letter.automatic = null_sender || is_automatic(&head);
    }
    let Some(parts) = parts else {
        mail.letter.part = Part::Unreadable;
        return mail;
    };
    mail.report = parts.report.as_deref().map(report);
    match parts.calendar {
        None => mail.remark = words(parts.words.as_deref().unwrap_or_default()),
        Some(part) => {
            let calendar = calendar(&part.text);
            match calendar.as_ref().and_then(|calendar| Some((calendar, event(calendar)?))) {
                Some((calendar, event)) => {
                    let comment = text(event, &Property::Comment);
                    mail.remark = comment.map(|text| line(&text, MOST_WORDS)).unwrap_or_default();
                    mail.proposed = wall(event, &Property::Dtstart).zip(wall(event, &Property::Dtend));
                    mail.delegate = delegate(event);
                    mail.letter.part = Part::Read(Box::new(scheduled(calendar, event, part.method)));
                }
                None => mail.letter.part = Part::Unreadable,
            }
        }
    }
    mail
}

fn from(head: &Message<'_>) -> Vec<String> {
    let headers = head.headers().iter().filter(|header| header.name.as_str().eq_ignore_ascii_case("from"));
    let mut found = Vec::new();
    for header in headers {
        let addresses: Vec<_> = match &header.value {
            HeaderValue::Address(list) => list.iter().filter_map(|one| one.address()).map(address).collect(),
            _ => Vec::new(),
        };
        // A header in which no address can be read is still one more than there may be.
        if addresses.is_empty() {
            found.push(String::new());
        }
        found.extend(addresses);
    }
    found
}

/// Written by a program of itself (RFC 3834), or to a list.
fn is_automatic(head: &Message<'_>) -> bool {
    let has = |name: &str| mime::raw_headers(head, name);
    let auto = has("auto-submitted").iter().any(|value| !value.to_ascii_lowercase().starts_with("no"));
    let bulk = has("precedence")
        .iter()
        .any(|value| matches!(value.to_ascii_lowercase().as_str(), "bulk" | "junk" | "list" | "auto_reply"));
    auto || bulk || !has("list-id").is_empty() || !has("x-autoreply").is_empty()
}

/// The calendar of a part; `None` when it is none, or has more in it than a reply.
fn calendar(text: &str) -> Option<ICalendar> {
    let begins = text.lines().filter(|line| line.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("begin:")));
    if begins.count() > MOST_COMPONENTS {
        return None;
    }
    match Parser::new(text.trim_start_matches('\u{feff}')).entry() {
        Entry::ICalendar(calendar) => Some(calendar),
        _ => None,
    }
}

/// Its one event; `None` when it has none, or several.
fn event(calendar: &ICalendar) -> Option<&ICalendarComponent> {
    let mut events =
        calendar.components.iter().filter(|component| component.component_type == ICalendarComponentType::VEvent);
    events.next().filter(|_| events.next().is_none())
}

fn scheduled(calendar: &ICalendar, event: &ICalendarComponent, declared: Option<String>) -> Scheduled {
    let whole = calendar.components.first();
    Scheduled {
        declared,
        method: whole.and_then(|whole| text(whole, &Property::Method)),
        uid: text(event, &Property::Uid),
        sequence: only(event, &Property::Sequence).and_then(|entry| entry.values.first()).and_then(
            |value| match value {
                ICalendarValue::Integer(number) => Some(*number),
                other => other.as_text().and_then(|text| text.trim().parse().ok()),
            },
        ),
        stamped_at: wall(event, &Property::Dtstamp).and_then(|wall| wall.moment(&TimeZone::UTC)),
        attendees: of(event, &Property::Attendee)
            .map(|entry| Attendee {
                address: entry.calendar_address().map(address).unwrap_or_default(),
                status: parameter(entry, &Param::Partstat).unwrap_or_default().to_ascii_uppercase(),
            })
            .collect(),
    }
}

fn of<'x>(component: &'x ICalendarComponent, name: &Property) -> impl Iterator<Item = &'x ICalendarEntry> {
    component.entries.iter().filter(move |entry| entry.name == *name)
}

/// A property that may stand there once; one that stands there twice says nothing.
fn only<'x>(component: &'x ICalendarComponent, name: &Property) -> Option<&'x ICalendarEntry> {
    let mut found = of(component, name);
    found.next().filter(|_| found.next().is_none())
}

fn text(component: &ICalendarComponent, name: &Property) -> Option<String> {
    let value = only(component, name)?.values.first()?.as_text()?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn parameter(entry: &ICalendarEntry, name: &Param) -> Option<String> {
    entry.parameter(name)?.as_text().map(str::to_owned)
}

fn wall(component: &ICalendarComponent, name: &Property) -> Option<Wall> {
    let entry = only(component, name)?;
    let value = entry.values.first()?.as_partial_date_time()?;
    Some(Wall { at: civil(value)?, utc: value.tz_hour.is_some(), zone: parameter(entry, &Param::Tzid) })
}

fn civil(value: &PartialDateTime) -> Option<DateTime> {
    let small = |part: Option<u8>| i8::try_from(part.unwrap_or(0)).ok();
    let year = i16::try_from(value.year?).ok()?;
    let (month, day) = (i8::try_from(value.month?).ok()?, i8::try_from(value.day?).ok()?);
    DateTime::new(year, month, day, small(value.hour)?, small(value.minute)?, small(value.second)?, 0).ok()
}

/// Who is to come instead: named by the one invited, or the second of two.
fn delegate(event: &ICalendarComponent) -> Option<String> {
    let named = of(event, &Property::Attendee).find_map(|entry| parameter(entry, &Param::DelegatedTo));
    let second = || of(event, &Property::Attendee).find(|entry| entry.has_parameter(&Param::DelegatedFrom));
    let found = named.or_else(|| second()?.calendar_address().map(str::to_owned))?;
    Some(address(&found)).filter(|found| !found.is_empty())
}

/// The words of somebody who wrote back, without what they answered to.
fn words(text: &str) -> String {
    let own = text.lines().filter(|line| !line.starts_with('>')).take(40).collect::<Vec<_>>().join(" ");
    line(&own, MOST_WORDS)
}

fn report(text: &str) -> Report {
    let field = |name: &str| {
        text.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let after = |value: String| value.split_once(';').map_or(value.clone(), |(_, rest)| rest.trim().to_owned());
    Report {
        failed: field("action").is_some_and(|action| action.eq_ignore_ascii_case("failed")),
        recipient: field("final-recipient").map(after).map(|text| address(&text)),
        status: field("status").and_then(|text| status(&text)).unwrap_or_default(),
    }
}

/// "5.1.1", and no more than that.
fn status(text: &str) -> Option<String> {
    let code = text.split_whitespace().next()?;
    let parts: Vec<&str> = code.split('.').collect();
    let numbers = parts.iter().all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    (parts.len() == 3 && numbers).then(|| code.to_owned())
}

fn address(text: &str) -> String {
    let bare = text.trim();
    let bare = match bare.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &bare[7..],
        _ => bare,
    };
    line(&bare.to_lowercase(), LONGEST)
}

/// Text on one line, without control characters, and not without end.
fn line(text: &str, most: usize) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

#[cfg(test)]
mod tests;
