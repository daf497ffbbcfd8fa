//! Local dates and wall times in a municipality's zone, and quarters.
//!
//! A gathering keeps its local date, time and zone; the moment in UTC follows from them here. On two nights a year a
//! wall time does not exist or happens twice; such a time is refused with the reason.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// IANA name of the zone every Dutch municipality is in.
pub const AMSTERDAM: &str = "Europe/Amsterdam";

/// First year a form or file may name.
pub const FIRST_YEAR: i16 = 1900;
/// Last year a form or file may name.
pub const LAST_YEAR: i16 = 2199;

/// Why a wall time gives no moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WallTimeError {
    /// The clock skips this time that night: it does not exist.
    Gap,
    /// The clock shows this time twice that night.
    Fold,
    /// The year is out of range.
    OutOfRange,
}

/// The zone `Europe/Amsterdam`, compiled in.
#[must_use]
pub fn amsterdam() -> TimeZone {
    static ZONE: TimeZone = jiff::tz::get!("Europe/Amsterdam");
    ZONE.clone()
}

/// A zone by its IANA name, from the data compiled in or the machine's own; `None` when there is no such zone.
#[must_use]
pub fn zone(name: &str) -> Option<TimeZone> {
    if name == AMSTERDAM { Some(amsterdam()) } else { TimeZone::get(name).ok() }
}

/// The moment of a local date and wall time.
///
/// # Errors
/// `Gap` and `Fold` on the nights the clock changes, `OutOfRange` outside [`FIRST_YEAR`]..=[`LAST_YEAR`].
pub fn resolve(date: Date, time: Time, zone: &TimeZone) -> Result<Timestamp, WallTimeError> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&date.year()) {
        return Err(WallTimeError::OutOfRange);
    }
    let ambiguous = zone.to_ambiguous_timestamp(date.to_datetime(time));
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => ambiguous.unambiguous().map_err(|_| WallTimeError::OutOfRange),
        AmbiguousOffset::Gap { .. } => Err(WallTimeError::Gap),
        AmbiguousOffset::Fold { .. } => Err(WallTimeError::Fold),
    }
}

/// The local date and wall time of a moment.
#[must_use]
pub fn local(moment: Timestamp, zone: &TimeZone) -> DateTime {
    zone.to_datetime(moment)
}

/// The local date of a moment.
#[must_use]
pub fn date_in(moment: Timestamp, zone: &TimeZone) -> Date {
    local(moment, zone).date()
}

/// The first moment of a local day. Where midnight is skipped, the moment the clock jumps.
#[must_use]
pub fn start_of_day(date: Date, zone: &TimeZone) -> Timestamp {
    let end = if date.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    zone.to_ambiguous_timestamp(date.to_datetime(Time::midnight())).compatible().unwrap_or(end)
}

/// The first moment after a local day.
#[must_use]
pub fn end_of_day(date: Date, zone: &TimeZone) -> Timestamp {
    date.tomorrow().map_or(Timestamp::MAX, |next| start_of_day(next, zone))
}

/// The day something asked on a date is due, calendar days counted.
#[must_use]
pub fn due_date(asked_on: Date, days: u16) -> Date {
    asked_on.saturating_add(SignedDuration::from_hours(24 * i64::from(days)))
}

/// Reads a date: `2026-03-29`, or as the Dutch write it `29-3-2026`, `29/3/2026`, `29.3.2026`. Years have four digits.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '-' | '/' | '.') {
        return None;
    }
    let parts: Vec<&str> = text.split(separator).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let (year, month, day) = if a.len() == 4 && separator == '-' { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 {
        return None;
    }
    let year = i16::try_from(digits(year, 4)?).ok()?;
    let month = i8::try_from(digits(month, 2)?).ok()?;
    let day = i8::try_from(digits(day, 2)?).ok()?;
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return None;
    }
    Date::new(year, month, day).ok()
}

/// Reads a wall time: `19:30`, `9:05` or `19.30`; seconds only when they are zero (`19:30:00`).
#[must_use]
pub fn parse_time(text: &str) -> Option<Time> {
    let text = text.trim();
    let mut parts = text.split([':', '.']);
    let hour = i8::try_from(digits(parts.next()?, 2)?).ok()?;
    let minute_text = parts.next()?;
    if minute_text.len() != 2 {
        return None;
    }
    let minute = i8::try_from(digits(minute_text, 2)?).ok()?;
    match (parts.next(), parts.next()) {
        (None | Some("00"), None) => Time::new(hour, minute, 0, 0).ok(),
        _ => None,
    }
}

/// A wall time as `HH:MM`, the form it is stored in.
#[must_use]
pub fn format_time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A number of 1 to `most` digits and nothing else.
fn digits(text: &str, most: usize) -> Option<u32> {
    let fits = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// A calendar quarter, written `2026-3`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Quarter {
    year: i16,
    n: i8,
}

/// Not a quarter: `year-n` with n from 1 to 4 is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotAQuarter;

impl fmt::Display for NotAQuarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a quarter")
    }
}

impl std::error::Error for NotAQuarter {}

impl Quarter {
    /// Quarter `n` (1 to 4) of a year in [`FIRST_YEAR`]..=[`LAST_YEAR`].
    #[must_use]
    pub fn new(year: i16, n: i8) -> Option<Self> {
        ((FIRST_YEAR..=LAST_YEAR).contains(&year) && (1..=4).contains(&n)).then_some(Self { year, n })
    }

    /// Reads `2026-3`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, n) = text.split_once('-')?;
        if year.len() != 4 {
            return None;
        }
        Self::new(i16::try_from(digits(year, 4)?).ok()?, i8::try_from(digits(n, 1)?).ok()?)
    }

    /// The quarter a date lies in; dates out of range count as the nearest quarter.
    #[must_use]
    pub fn containing(date: Date) -> Self {
        if date.year() < FIRST_YEAR {
            Self { year: FIRST_YEAR, n: 1 }
        } else if date.year() > LAST_YEAR {
            Self { year: LAST_YEAR, n: 4 }
        } else {
            Self { year: date.year(), n: (date.month() - 1) / 3 + 1 }
        }
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }

    /// 1 to 4.
    #[must_use]
    pub const fn n(self) -> i8 {
        self.n
    }

    /// First day.
    #[must_use]
    pub const fn from(self) -> Date {
        Date::constant(self.year, self.n * 3 - 2, 1)
    }

    /// Last day.
    #[must_use]
    pub fn to(self) -> Date {
        Date::constant(self.year, self.n * 3, 1).last_of_month()
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.from() <= date && date <= self.to()
    }

    /// The quarter before; the first one stays itself.
    #[must_use]
    pub fn previous(self) -> Self {
        let before = if self.n == 1 { (self.year - 1, 4) } else { (self.year, self.n - 1) };
        Self::new(before.0, before.1).unwrap_or(self)
    }

    /// The quarter after; the last one stays itself.
    #[must_use]
    pub fn next(self) -> Self {
        let after = if self.n == 4 { (self.year + 1, 1) } else { (self.year, self.n + 1) };
        Self::new(after.0, after.1).unwrap_or(self)
    }

    /// First moment in the zone.
    #[must_use]
    pub fn starts_at(self, zone: &TimeZone) -> Timestamp {
        start_of_day(self.from(), zone)
    }

    /// First moment after it in the zone.
    #[must_use]
    pub fn ends_at(self, zone: &TimeZone) -> Timestamp {
        end_of_day(self.to(), zone)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.n)
    }
}

impl FromStr for Quarter {
    type Err = NotAQuarter;

    fn from_str(text: &str) -> Result<Self, NotAQuarter> {
        Self::parse(text).ok_or(NotAQuarter)
    }
}

impl Serialize for Quarter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quarter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(NotAQuarter))
    }
}

#[cfg(test)]
mod tests;
