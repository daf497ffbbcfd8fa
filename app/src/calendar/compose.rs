//! Calendar files: events that a person's own calendar takes in.
//!
//! `icalendar` composes the events, `calcard` the VTIMEZONE; the envelope and the folding are done here, because neither
//! crate cleans what it is given (a line break in a title would begin a line of its own) or always folds at 75 octets.
//! The same gatherings give the same bytes on every request.

use std::{borrow::Cow, collections::BTreeMap};

use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType};
use icalendar::{Component, Event as Entry, EventLike, EventStatus, Property};
use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};
use uuid::Uuid;

use crate::{error::AppError, tenant::Tenant};

/// Longest text handed on, in characters.
pub(super) const MAX_TEXT: usize = 32 * 1_024;
/// Octets in a line, without its end (RFC 5545, 3.1).
const MAX_LINE: usize = 75;
/// How far around the events the zone's rules are given.
const ZONE_MARGIN: SignedDuration = SignedDuration::from_hours(24 * 400);

/// One event.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    /// Stable for the life of the gathering, see [`uid`].
    pub uid: &'a str,
    /// Counts the changes that matter to a calendar.
    pub sequence: i64,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// Name of the zone the wall times are in.
    pub zone: &'a str,
    /// Begin on the wall.
    pub start: DateTime,
    /// End on the wall.
    pub end: DateTime,
    /// Title.
    pub title: &'a str,
    /// Place, or the address to take part by.
    pub place: &'a str,
    /// More about it, in lines; may be empty.
    pub description: &'a str,
    /// The page of the gathering, for readers who may open it; below the address of this installation.
    pub url: Option<&'a str>,
    /// What it is to the reader.
    pub standing: Standing,
    /// Minutes before the begin at which the reader's calendar warns.
    pub reminder: Option<u16>,
}

/// What an event is to the one whose calendar it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It goes on, and takes the reader's time.
    Firm,
    /// The reader has not decided.
    Tentative,
    /// It goes on without the reader.
    Free,
    /// It was cancelled.
    Cancelled,
}

/// The head of a calendar that one subscribes to.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// Its name, as the reader's calendar lists it.
    pub name: &'a str,
    /// The zone of the municipality.
    pub zone: &'a str,
}

/// The UID of a gathering: the same in every file and mail, whatever happens to it.
pub fn uid(tenant: &Tenant, gathering: Uuid) -> String {
    format!("{gathering}@{}.evenwijs", tenant.slug())
}

/// A file with one event, to take in once.
pub fn file(event: &Event<'_>) -> Result<String, AppError> {
    whole(None, std::slice::from_ref(event))
}

/// A file with several events, to take in once. It has no METHOD: an invitation may hold one UID only (RFC 5546, 3.2.2).
pub fn several(events: &[Event<'_>]) -> Result<String, AppError> {
    whole(None, events)
}

/// A calendar to subscribe to. METHOD is left out: with it libical asks for an ORGANIZER (RFC 5546, 3.2.1).
pub fn feed(head: Head<'_>, events: &[Event<'_>]) -> Result<String, AppError> {
    whole(Some(head), events)
}

fn whole(head: Option<Head<'_>>, events: &[Event<'_>]) -> Result<String, AppError> {
    let mut out =
        String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Evenwijs//Evenwijs//NL\r\nCALSCALE:GREGORIAN\r\n");
    if let Some(head) = head {
        let name = escaped(&text(head.name));
        out.push_str(&format!(
            "NAME;VALUE=TEXT:{name}\r\nX-WR-CALNAME:{name}\r\nX-WR-TIMEZONE:{}\r\n\
             REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n",
            head.zone
        ));
    }
    let mut zones: BTreeMap<&str, (DateTime, DateTime)> = BTreeMap::new();
    for event in events {
        let span = zones.entry(event.zone).or_insert((event.start, event.end));
        *span = (span.0.min(event.start), span.1.max(event.end));
    }
    for (name, (from, to)) in zones {
        out.push_str(&zone(name, from, to)?);
    }
    for event in events {
        out.push_str(&entry(event)?);
    }
    out.push_str("END:VCALENDAR\r\n");
    wire(&out)
}

fn entry(event: &Event<'_>) -> Result<String, AppError> {
    let mut entry = Entry::new();
    entry.uid(event.uid);
    entry.sequence(u32::try_from(event.sequence).unwrap_or(0));
    let changed = stamp(event.changed_at);
    entry.append_property(("DTSTAMP", changed.as_str()));
    entry.append_property(("LAST-MODIFIED", changed.as_str()));
    entry.append_property(local("DTSTART", event.start, event.zone));
    entry.append_property(local("DTEND", event.end, event.zone));
    entry.summary(&text(event.title));
    if !event.place.is_empty() {
        entry.location(&text(event.place));
    }
    if !event.description.is_empty() {
        entry.description(&text(event.description));
    }
    if let Some(url) = event.url {
        entry.url(url);
    }
    let (status, shows) = match event.standing {
        Standing::Firm => (EventStatus::Confirmed, "OPAQUE"),
        Standing::Tentative => (EventStatus::Tentative, "OPAQUE"),
        Standing::Free => (EventStatus::Confirmed, "TRANSPARENT"),
        Standing::Cancelled => (EventStatus::Cancelled, "TRANSPARENT"),
    };
    entry.status(status);
    entry.append_property(("TRANSP", shows));
    let written = entry.try_into_string().map_err(AppError::unexpected)?;
    let Some(minutes) = event.reminder.filter(|_| event.standing != Standing::Cancelled) else { return Ok(written) };
    // By hand: the crate gives each VALARM a UID and a DTSTAMP that differ at every request.
    let alarm = format!(
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:{}\r\nTRIGGER:-PT{minutes}M\r\nEND:VALARM\r\n",
        escaped(&text(event.title))
    );
    let body =
        written.trim_end().strip_suffix("END:VEVENT").ok_or_else(|| AppError::unexpected("no end of the event"))?;
    Ok(format!("{body}{alarm}END:VEVENT\r\n"))
}

/// A moment as RFC 5545 (3.3.5) writes it in UTC.
pub(super) fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// TEXT as RFC 5545 (3.3.11) writes it.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

fn local(name: &str, at: DateTime, zone: &str) -> Property {
    let mut property = Property::new(name, at.strftime("%Y%m%dT%H%M%S").to_string());
    property.add_parameter("TZID", zone);
    property
}

/// The VTIMEZONE of a TZID, around the wall times it is used for: Outlook takes a time without one for floating.
fn zone(name: &str, from: DateTime, to: DateTime) -> Result<String, AppError> {
    let root = ICalendarComponent {
        component_type: ICalendarComponentType::VCalendar,
        entries: Vec::new(),
        component_ids: Vec::new(),
    };
    let mut calendar = ICalendar { components: vec![root] };
    let utc = |at: DateTime| at.to_zoned(TimeZone::UTC).map_err(AppError::unexpected);
    let from = utc(from)?.timestamp().saturating_sub(ZONE_MARGIN).map_err(AppError::unexpected)?;
    let to = utc(to)?.timestamp().saturating_add(ZONE_MARGIN).map_err(AppError::unexpected)?;
    if calendar.add_timezone(name, from.as_second(), to.as_second()).is_none() {
        return Err(AppError::unexpected(format!("no zone {name}")));
    }
    let whole = calendar.to_string();
    let (Some(begin), Some(end)) = (whole.find("BEGIN:VTIMEZONE"), whole.rfind("END:VTIMEZONE")) else {
        return Err(AppError::unexpected("no VTIMEZONE was written"));
    };
    Ok(format!("{}END:VTIMEZONE\r\n", &whole[begin..end]))
}

/// Text as a calendar may have it: line breaks as one LF, no other control character, and not without end.
fn text(text: &str) -> Cow<'_, str> {
    if text.len() <= MAX_TEXT && !text.chars().any(|c| c != '\n' && c.is_control()) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.chars().filter(|c| *c == '\n' || !c.is_control()).take(MAX_TEXT).collect())
}

/// Takes all folding back, refuses control characters, and folds every line at 75 octets, never inside a character.
pub(super) fn wire(text: &str) -> Result<String, AppError> {
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    let mut room = None;
    for piece in text.split("\r\n") {
        if has_control(piece) {
            return Err(AppError::unexpected("a control character in a calendar file"));
        }
        let left = match (room, piece.strip_prefix([' ', '\t'])) {
            (Some(left), Some(more)) => folded(&mut out, more, left),
            (None, _) if piece.is_empty() => continue,
            (None, _) => folded(&mut out, piece, MAX_LINE),
            (Some(_), None) => {
                out.push_str("\r\n");
                if piece.is_empty() {
                    room = None;
                    continue;
                }
                folded(&mut out, piece, MAX_LINE)
            }
        };
        room = Some(left);
    }
    if room.is_some() {
        out.push_str("\r\n");
    }
    Ok(out)
}

/// Adds to a line that has room for so many octets; answers how many it has room for then.
fn folded(out: &mut String, mut text: &str, mut room: usize) -> usize {
    while text.len() > room {
        let (now, later) = text.split_at(text.floor_char_boundary(room));
        out.push_str(now);
        out.push_str("\r\n ");
        (text, room) = (later, MAX_LINE - 1);
    }
    out.push_str(text);
    room - text.len()
}

/// Whether a control character other than a tab is in it (C0, DEL or C1).
fn has_control(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().any(|byte| (*byte < b' ' && *byte != b'\t') || *byte == 0x7f)
        || bytes.windows(2).any(|two| two[0] == 0xc2 && two[1] < 0xa0)
}

#[cfg(test)]
mod tests {
    use calcard::{Entry as Parsed, Parser, icalendar::ICalendarProperty};
    use jiff::civil::datetime;
    use proptest::prelude::*;

    use super::*;

    fn event<'a>(title: &'a str, place: &'a str) -> Event<'a> {
        Event {
            uid: "0198c0de-0000-7000-8000-000000000001@winterbeek.evenwijs",
            sequence: 3,
            changed_at: "2026-09-01T08:00:00Z".parse().expect("a moment"),
            zone: "Europe/Amsterdam",
            start: datetime(2026, 9, 9, 19, 30, 0, 0),
            end: datetime(2026, 9, 9, 21, 0, 0, 0),
            title,
            place,
            description: "",
            url: Some("https://evenwijs.example/winterbeek/bijeenkomsten/0198c0de-0000-7000-8000-000000000001"),
            standing: Standing::Firm,
            reminder: None,
        }
    }

    fn parsed(file: &str) -> ICalendar {
        match Parser::new(file).entry() {
            Parsed::ICalendar(calendar) => calendar,
            other => panic!("no calendar: {other:?}"),
        }
    }

    fn value(calendar: &ICalendar, name: &ICalendarProperty) -> Vec<String> {
        calendar
            .components
            .iter()
            .filter(|component| component.component_type == ICalendarComponentType::VEvent)
            .flat_map(|component| component.entries.iter())
            .filter(|entry| entry.name == *name)
            .filter_map(|entry| entry.values.first().and_then(|value| value.as_text().map(str::to_owned)))
            .collect()
    }

    #[test]
    fn what_goes_in_comes_out() {
        let file = file(&event("Werkbezoek; De Brug, \"dagbesteding\" \\ é", "Kulturhus, zaal 2")).expect("a file");
        let calendar = parsed(&file);
        assert_eq!(value(&calendar, &ICalendarProperty::Summary), ["Werkbezoek; De Brug, \"dagbesteding\" \\ é"]);
        assert_eq!(value(&calendar, &ICalendarProperty::Location), ["Kulturhus, zaal 2"]);
        for line in [
            "DTSTART;TZID=Europe/Amsterdam:20260909T193000",
            "DTEND;TZID=Europe/Amsterdam:20260909T210000",
            "DTSTAMP:20260901T080000Z",
            "SEQUENCE:3",
            "STATUS:CONFIRMED",
            "TZID:Europe/Amsterdam",
        ] {
            assert_eq!(file.matches(&format!("{line}\r\n")).count(), 1, "{line}\n{file}");
        }
        assert!(!file.contains("METHOD") && !file.contains("ATTENDEE"), "{file}");
    }

    #[test]
    fn the_zone_says_when_summer_time_begins_and_ends() {
        let file = file(&event("a", "b")).expect("a file");
        assert!(file.contains("BEGIN:DAYLIGHT") && file.contains("BEGIN:STANDARD"), "{file}");
        assert!(file.contains("TZOFFSETFROM:+0100") && file.contains("TZOFFSETTO:+0200"), "{file}");
    }

    #[test]
    fn a_cancelled_gathering_says_so_under_the_same_uid() {
        let planned = event("a", "b");
        let cancelled = Event { standing: Standing::Cancelled, sequence: 4, ..planned.clone() };
        let file = file(&cancelled).expect("a file");
        assert!(file.contains("STATUS:CANCELLED\r\n") && file.contains("SEQUENCE:4\r\n"), "{file}");
        assert_eq!(value(&parsed(&file), &ICalendarProperty::Uid), [planned.uid]);
    }

    #[test]
    fn a_title_begins_no_line_of_its_own() {
        for hostile in ["A\r\nATTENDEE:mailto:x@y", "A\rATTENDEE:x", "A\nEND:VEVENT", "A\0\u{b}\u{85}B", "\r\n \r\nX:1"]
        {
            let file = file(&event(hostile, hostile)).expect("a file");
            assert!(!file.contains("\r\nATTENDEE") && !file.contains("\r\nX:1"), "{file}");
            assert_eq!(file.matches("\r\nEND:VEVENT\r\n").count(), 1, "{file}");
            assert!(file.chars().all(|c| !c.is_control() || matches!(c, '\r' | '\n')), "{file:?}");
        }
    }

    #[test]
    fn a_feed_has_one_zone_for_all_and_a_reminder_that_stays_the_same() {
        let first = Event { reminder: Some(60), standing: Standing::Tentative, ..event("Sessie; één", "Zaal") };
        let later = datetime(2027, 11, 9, 19, 30, 0, 0);
        let second = Event { uid: "b@x", start: later, end: later, reminder: Some(60), ..event("b", "") };
        let third = Event { uid: "c@x", standing: Standing::Cancelled, reminder: Some(60), ..event("c", "") };
        let head = Head { name: "Raad, Winterbeek", zone: "Europe/Amsterdam" };
        let feed = feed(head, &[first, second, third]).expect("a feed");
        for (line, times) in [
            ("BEGIN:VTIMEZONE", 1),
            ("BEGIN:VEVENT", 3),
            ("X-WR-CALNAME:Raad\\, Winterbeek", 1),
            ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", 1),
            ("STATUS:TENTATIVE", 1),
            ("TRIGGER:-PT60M", 2),
            ("DESCRIPTION:Sessie\\; één", 1),
        ] {
            assert_eq!(feed.matches(&format!("{line}\r\n")).count(), times, "{line}\n{feed}");
        }
        assert!(!feed.contains("METHOD"), "{feed}");
        assert_eq!(value(&parsed(&feed), &ICalendarProperty::Uid).len(), 3);
    }

    #[test]
    fn an_empty_feed_is_a_calendar_all_the_same() {
        let feed = feed(Head { name: "Leeg", zone: "Europe/Amsterdam" }, &[]).expect("a feed");
        assert!(value(&parsed(&feed), &ICalendarProperty::Uid).is_empty());
    }

    #[test]
    fn lines_are_unfolded_and_folded_again_at_the_right_place() {
        let long = format!("X:{}", "é".repeat(60));
        let folded =
            wire(&format!("A:1\r\n 2\r\n\t3\r\n\r\n{long}\r\nB:{}", "b".repeat(73))).expect("no control character");
        let lines: Vec<&str> = folded.split("\r\n").collect();
        let (first, rest) = (format!("X:{}", "é".repeat(36)), format!(" {}", "é".repeat(24)));
        let exact = format!("B:{}", "b".repeat(73));
        assert_eq!(lines, ["A:123", first.as_str(), rest.as_str(), exact.as_str(), ""]);
        for hostile in ["A:\u{1}", "A:\u{7f}", "A:\u{85}", "A:\n", "A:\r"] {
            wire(hostile).expect_err(hostile);
        }
        wire("A:\tÀ\u{a0}").expect("a tab, and what only looks like a control character");
    }

    #[test]
    fn the_same_gathering_gives_the_same_bytes() {
        assert_eq!(file(&event("a", "b")).expect("a file"), file(&event("a", "b")).expect("a file"));
    }

    proptest! {
        #[test]
        fn any_text_survives_and_no_line_is_too_long(title in "\\PC{0,300}", place in "\\PC{1,300}") {
            let file = file(&event(&title, &place)).expect("a file");
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= MAX_LINE, "{} octets: {line}", line.len());
            }
            let calendar = parsed(&file);
            prop_assert_eq!(value(&calendar, &ICalendarProperty::Location), [place]);
        }
    }
}
