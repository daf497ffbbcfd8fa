//! Reading the calendar of another system: iCalendar, or what NotuBiz answers. Whatever is in the file, this ends soon
//! and says what it could not use.

mod ics;
mod notubiz;
#[cfg(test)]
mod tests;

use jiff::{
    civil::{Date, Time},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

use crate::form::Unfit;

/// Bytes of a calendar that are read.
pub(crate) const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Entries of one calendar.
pub(crate) const MAX_ENTRIES: usize = 5_000;
/// Characters of a title or a place that are kept.
const MAX_TEXT: usize = 200;

/// Something in a calendar of somebody else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Found {
    /// First local day.
    pub(crate) first: Date,
    /// Last local day.
    pub(crate) last: Date,
    /// Begin and end on the wall clock; `None` for whole days.
    pub(crate) times: Option<(Time, Time)>,
    /// What it is called.
    pub(crate) title: String,
    /// Where, or nothing.
    pub(crate) place: String,
    /// Its own page, or nothing.
    pub(crate) url: String,
}

/// Something in a file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Trouble {
    /// Which entry, by its name or its number.
    pub(crate) entry: String,
    /// Why: a key of the catalogue.
    pub(crate) key: String,
}

impl Trouble {
    fn new(entry: &str, number: usize, key: &str) -> Self {
        let entry = if entry.is_empty() { format!("#{number}") } else { entry.to_owned() };
        Self { entry, key: key.to_owned() }
    }
}

/// Why a whole file cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// Nothing in it.
    Empty,
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// No text in UTF-8.
    NotText,
    /// Neither iCalendar nor NotuBiz.
    Unknown,
    /// It ends in the middle.
    Half,
    /// Parts within parts, deeper than any calendar is.
    TooDeep,
    /// More than [`MAX_ENTRIES`].
    TooMany,
}

impl Unfit for Unreadable {
    fn key(self) -> &'static str {
        match self {
            Self::Empty => "calendar-foreign-empty",
            Self::TooLarge => "calendar-foreign-large",
            Self::NotText => "calendar-foreign-not-text",
            Self::Unknown => "calendar-foreign-unknown",
            Self::Half => "calendar-foreign-half",
            Self::TooDeep => "calendar-foreign-deep",
            Self::TooMany => "calendar-foreign-many",
        }
    }
}

/// What a file holds: entries in order, each once, and what could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Reading {
    /// What can be shown.
    pub(crate) found: Vec<Found>,
    /// What cannot.
    pub(crate) troubles: Vec<Trouble>,
}

/// Reads a calendar. What comes back every week is written out from a year before `today` to two years after. Keeps a
/// processor busy; call it where that hurts nobody.
pub(crate) fn read(bytes: &[u8], zone: &TimeZone, today: Date) -> Result<Reading, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
    let text = text.trim_start_matches('\u{feff}').trim();
    let begins = |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let mut reading = if text.is_empty() {
        return Err(Unreadable::Empty);
    } else if begins("BEGIN:VCALENDAR") {
        ics::read(text, zone, today)?
    } else if text.starts_with('{') {
        notubiz::read(text)?
    } else {
        return Err(Unreadable::Unknown);
    };
    reading.found.sort();
    reading.found.dedup();
    if reading.found.len() > MAX_ENTRIES {
        return Err(Unreadable::TooMany);
    }
    Ok(reading)
}

/// The same beside other work. A file that breaks the reading is one that cannot be read.
pub(crate) async fn read_aside(bytes: Vec<u8>, zone: TimeZone, today: Date) -> Result<Reading, Unreadable> {
    match tokio::task::spawn_blocking(move || read(&bytes, &zone, today)).await {
        Ok(reading) => reading,
        Err(error) => {
            tracing::error!(%error, "reading a calendar broke");
            Err(Unreadable::Unknown)
        }
    }
}

/// A line of text as it may be shown: no control characters, no endless length.
fn tidy(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') { ' ' } else { c })
        .collect();
    let mut line = String::new();
    for word in plain.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line.chars().take(MAX_TEXT).collect()
}

/// An address one may follow, or nothing.
fn followable(text: &str) -> String {
    match url::Url::parse(text.trim()) {
        Ok(url) if matches!(url.scheme(), "https" | "http") && url.as_str().len() <= 1_000 => url.to_string(),
        _ => String::new(),
    }
}

/// From 00:00 to 00:00, to 23:59 or to nowhere is how many systems write whole days.
fn whole_days(first: Date, start: Time, last: Date, end: Time) -> Option<(Date, Date)> {
    if start != Time::midnight() {
        return None;
    }
    if (end.hour(), end.minute()) == (23, 59) {
        return Some((first, last));
    }
    if end != Time::midnight() {
        return None;
    }
    let last = if last > first { last.yesterday().unwrap_or(first) } else { first };
    Some((first, last))
}
