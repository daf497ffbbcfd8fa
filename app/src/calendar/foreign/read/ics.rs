//! iCalendar, by the parser that stands hostile input. Depth and size are looked at before it begins.

use std::collections::HashSet;

use calcard::{
    Entry as Parsed, Parser,
    common::timezone::Tz,
    icalendar::{
        ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarStatus, ICalendarValue,
        dates::TimeOrDelta,
    },
};
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

use super::{Found, MAX_ENTRIES, Reading, Trouble, Unreadable, followable, tidy, whole_days};

/// Parts within parts: a calendar holds events, an event holds alarms.
const MAX_DEPTH: usize = 8;
/// Parts in all.
const MAX_PARTS: usize = 20_000;
/// Events that come back.
const MAX_RULES: usize = 500;
/// Days that rules are written out to, before those too long ago are left out.
const MAX_WRITTEN: usize = 50_000;

/// A day and a time on the wall clock of the municipality.
fn wall(seconds: i64, zone: &TimeZone) -> Option<DateTime> {
    Timestamp::from_second(seconds).ok().map(|at| zone.to_datetime(at))
}

pub(super) fn read(text: &str, zone: &TimeZone, today: Date) -> Result<Reading, Unreadable> {
    measure(text)?;
    let Parsed::ICalendar(calendar) = Parser::new(text).entry() else { return Err(Unreadable::Unknown) };
    let rules = calendar.components.iter().filter(|part| part.has_property(&ICalendarProperty::Rrule)).count();
    if rules > MAX_RULES {
        return Err(Unreadable::TooMany);
    }
    let mut reading = Reading::default();
    let mut trouble = |part: &ICalendarComponent, at: u32, key: &str| {
        let trouble = Trouble::new(&title(part), at as usize, key);
        if !reading.troubles.contains(&trouble) && reading.troubles.len() < MAX_ENTRIES {
            reading.troubles.push(trouble);
        }
    };
    let event_at = |at: u32| {
        let part = calendar.components.get(at as usize)?;
        (part.component_type == ICalendarComponentType::VEvent).then_some(part)
    };
    let usual = zone.iana_name().and_then(|name| name.parse::<Tz>().ok()).unwrap_or(Tz::Floating);
    let written = calendar.expand_dates(usual, MAX_WRITTEN);
    for error in &written.errors {
        if let Some(part) = event_at(error.comp_id) {
            trouble(part, error.comp_id, "calendar-foreign-date");
        }
    }
    let replaced = replaced(&calendar);
    let (from, until) = (today.saturating_sub(1.year()), today.saturating_add(2.years()));
    for event in written.events {
        let Some(part) = event_at(event.comp_id) else { continue };
        if part.status() == Some(&ICalendarStatus::Cancelled) {
            continue;
        }
        let title = title(part);
        if title.is_empty() {
            trouble(part, event.comp_id, "calendar-foreign-no-title");
            continue;
        }
        let written = event.start.naive_local().and_utc().timestamp();
        let comes_back = part.has_property(&ICalendarProperty::Rrule);
        if comes_back && replaced.contains(&(part.uid().unwrap_or_default().to_owned(), written)) {
            continue;
        }
        // What has no zone, and whole days, are on the wall clock as they were written.
        let floats = event.start.timezone().is_floating() || !has_time(part);
        let (begin, end) = match (&event.end, floats) {
            (TimeOrDelta::Time(end), true) => (written, end.naive_local().and_utc().timestamp()),
            (TimeOrDelta::Time(end), false) => (event.start.timestamp(), end.timestamp()),
            (TimeOrDelta::Delta(long), true) => (written, written.saturating_add(long.num_seconds())),
            (TimeOrDelta::Delta(long), false) => {
                (event.start.timestamp(), event.start.timestamp().saturating_add(long.num_seconds()))
            }
        };
        let zone = if floats { &TimeZone::UTC } else { zone };
        let Some((begin, mut end)) = wall(begin, zone).zip(wall(end, zone)) else {
            trouble(part, event.comp_id, "calendar-foreign-date");
            continue;
        };
        let endless = !part.has_property(&ICalendarProperty::Dtend) && !part.has_property(&ICalendarProperty::Duration);
        if endless && has_time(part) {
            end = begin;
        }
        if end < begin {
            trouble(part, event.comp_id, "calendar-foreign-backwards");
            continue;
        }
        if comes_back && (end.date() < from || begin.date() > until) {
            continue;
        }
        let (first, last, times) = match whole_days(begin.date(), begin.time(), end.date(), end.time()) {
            Some((first, last)) => (first, last, None),
            None => (begin.date(), last_day(begin, end), Some((begin.time(), end.time()))),
        };
        reading.found.push(Found {
            first,
            last,
            times,
            title,
            place: tidy(text_of(part, &ICalendarProperty::Location)),
            url: followable(text_of(part, &ICalendarProperty::Url)),
        });
    }
    Ok(reading)
}

/// What ends at midnight ends the day before.
fn last_day(begin: DateTime, end: DateTime) -> Date {
    if end.time() == Time::midnight() && end > begin {
        end.saturating_sub(SignedDuration::from_secs(1)).date()
    } else {
        end.date()
    }
}

/// Refuses what no calendar is, before anything is built of it.
fn measure(text: &str) -> Result<(), Unreadable> {
    let (mut depth, mut parts) = (0_usize, 0_usize);
    for line in text.lines() {
        let begins = |word: &str| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if begins("BEGIN:") {
            depth += 1;
            parts += 1;
        } else if begins("END:") {
            depth = depth.saturating_sub(1);
        }
        if depth > MAX_DEPTH {
            return Err(Unreadable::TooDeep);
        }
        if parts > MAX_PARTS {
            return Err(Unreadable::TooMany);
        }
    }
    Ok(())
}

fn text_of<'a>(part: &'a ICalendarComponent, name: &ICalendarProperty) -> &'a str {
    part.property(name).and_then(|entry| entry.values.first()).and_then(ICalendarValue::as_text).unwrap_or_default()
}

fn title(part: &ICalendarComponent) -> String {
    tidy(text_of(part, &ICalendarProperty::Summary))
}

/// Whether it begins at a time, or is about whole days.
fn has_time(part: &ICalendarComponent) -> bool {
    let start = part.property(&ICalendarProperty::Dtstart).and_then(|entry| entry.values.first());
    start.and_then(ICalendarValue::as_partial_date_time).is_none_or(|date| date.hour.is_some())
}

/// Which days of which series were changed by themselves: the series must not show them as well.
fn replaced(calendar: &ICalendar) -> HashSet<(String, i64)> {
    let at = |part: &ICalendarComponent| {
        let value = part.property(&ICalendarProperty::RecurrenceId)?.values.first()?;
        let date = value.as_partial_date_time()?.to_date_time()?;
        Some((part.uid()?.to_owned(), date.date_time.and_utc().timestamp()))
    };
    calendar.components.iter().filter_map(at).collect()
}
