//! iCalendar, by the parser that stands hostile input. Depth, size and rules are looked at before it begins, and each series
//! is written out by itself, so that none takes the time of all.

use std::{
    collections::{BTreeMap, HashSet},
    time::{Duration, Instant},
};

use calcard::{
    Entry as Parsed, Parser,
    common::{PartialDateTime, timezone::Tz},
    icalendar::{
        ICalendar, ICalendarClassification, ICalendarComponent, ICalendarComponentType, ICalendarFrequency,
        ICalendarProperty, ICalendarRecurrenceRule, ICalendarStatus, ICalendarValue,
        dates::{CalendarExpand, TimeOrDelta},
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
/// Series in one calendar.
const MAX_SERIES: usize = 500;
/// Times that one series comes back, before those too long ago are left out.
const MAX_TIMES: usize = 24_000;
/// Years back that a series may have begun.
const OLDEST_SERIES: i64 = 30;
/// What begins before it was not meant so.
const OLDEST_YEAR: i16 = 1900;
/// Entries in a list of a rule: the days of a year.
const MAX_LIST: usize = 366;
/// How long series are written out.
const PATIENCE: Duration = Duration::from_secs(3);

pub(super) fn read(text: &str, zone: &TimeZone, today: Date) -> Result<Reading, Unreadable> {
    measure(text)?;
    let Parsed::ICalendar(mut calendar) = Parser::new(text).entry() else { return Err(Unreadable::Unknown) };
    let mut gathered = Gathered {
        reading: Reading::default(),
        said: HashSet::new(),
        zone,
        from: today.saturating_sub(1.year()),
        until: today.saturating_add(2.years()),
    };
    let usual = zone.iana_name().and_then(|name| name.parse::<Tz>().ok()).unwrap_or(Tz::Floating);
    let series = take_series(&mut calendar, &mut gathered)?;
    gathered.take(&calendar, calendar.expand_dates(usual, 0), false);
    let began = Instant::now();
    for parts in series.into_values() {
        if began.elapsed() > PATIENCE || gathered.reading.found.len() > 10 * MAX_ENTRIES {
            return Err(Unreadable::TooMany);
        }
        for (at, part) in &parts {
            calendar.components[*at].clone_from(part);
        }
        // A rule without a zone of its own goes by the zone given: that of its begin, where it is written in UTC.
        let zone = if parts.iter().any(|(_, part)| comes_back_in_utc(part)) { Tz::UTC } else { usual };
        gathered.take(&calendar, calendar.expand_dates(zone, MAX_TIMES), true);
        for (at, _) in &parts {
            calendar.components[*at] = nothing();
        }
    }
    Ok(gathered.reading)
}

/// What stands where a part was taken out: the others are found by their number.
fn nothing() -> ICalendarComponent {
    let component_type = ICalendarComponentType::Other(String::new());
    ICalendarComponent { component_type, entries: Vec::new(), component_ids: Vec::new() }
}

/// Parts of one series by their number: the one with the rule, and days of it that were changed by themselves.
type Series = BTreeMap<String, Vec<(usize, ICalendarComponent)>>;

/// Takes every series out of the calendar. What has a rule that no municipality's calendar has is named instead.
fn take_series(calendar: &mut ICalendar, gathered: &mut Gathered<'_>) -> Result<Series, Unreadable> {
    let mut series = Series::new();
    let is_event = |part: &ICalendarComponent| part.component_type == ICalendarComponentType::VEvent;
    let oldest = gathered.until.saturating_sub(OLDEST_SERIES.years());
    for (at, part) in calendar.components.iter_mut().enumerate() {
        if !is_event(part) || !part.has_property(&ICalendarProperty::Rrule) {
            continue;
        }
        if begin_of(part).is_some_and(|day| day >= oldest) && sober(part, gathered.until) {
            let uid = part.uid().unwrap_or_default().to_owned();
            series.entry(uid).or_default().push((at, std::mem::replace(part, nothing())));
        } else {
            gathered.trouble(part, at, "calendar-foreign-rule");
            *part = nothing();
        }
    }
    if series.len() > MAX_SERIES || series.values().any(|parts| parts.len() > MAX_SERIES) {
        return Err(Unreadable::TooMany);
    }
    for (at, part) in calendar.components.iter_mut().enumerate() {
        if is_event(part)
            && part.has_property(&ICalendarProperty::RecurrenceId)
            && let Some(parts) = part.uid().and_then(|uid| series.get_mut(uid))
        {
            parts.push((at, std::mem::replace(part, nothing())));
        }
    }
    Ok(series)
}

/// Whether it has a rule and a begin in UTC.
fn comes_back_in_utc(part: &ICalendarComponent) -> bool {
    part.has_property(&ICalendarProperty::Rrule) && start_of(part).is_some_and(|start| start.tz_hour == Some(0))
}

/// The begin of a part as it is written.
fn start_of(part: &ICalendarComponent) -> Option<&PartialDateTime> {
    part.property(&ICalendarProperty::Dtstart)?.values.first()?.as_partial_date_time()
}

/// The day on which a part begins.
fn begin_of(part: &ICalendarComponent) -> Option<Date> {
    let start = start_of(part)?;
    let small = |number: Option<u8>| number.and_then(|number| i8::try_from(number).ok());
    Date::new(i16::try_from(start.year?).ok()?, small(start.month)?, small(start.day)?).ok()
}

/// Whether each rule is one that is soon written out; lets it end where the calendar ends.
fn sober(part: &mut ICalendarComponent, until: Date) -> bool {
    let rules = part.entries.iter_mut().filter(|entry| entry.name == ICalendarProperty::Rrule);
    let mut values = rules.flat_map(|entry| entry.values.iter_mut());
    values.all(|value| {
        let ICalendarValue::RecurrenceRule(rule) = value else { return false };
        let sober = is_sober(rule);
        let last = PartialDateTime {
            year: u16::try_from(until.year()).ok(),
            month: u8::try_from(until.month()).ok(),
            day: u8::try_from(until.day()).ok(),
            hour: Some(23),
            minute: Some(59),
            second: Some(59),
            ..PartialDateTime::default()
        };
        let year_of = |moment: &PartialDateTime| moment.year.unwrap_or(u16::MAX);
        if rule.count.is_none() && rule.until.as_ref().is_none_or(|own| year_of(own) > year_of(&last)) {
            rule.until = Some(last);
        }
        sober
    })
}

fn is_sober(rule: &ICalendarRecurrenceRule) -> bool {
    let often =
        matches!(rule.freq, ICalendarFrequency::Hourly | ICalendarFrequency::Minutely | ICalendarFrequency::Secondly);
    let lists = [
        rule.byday.len(),
        rule.bymonthday.len(),
        rule.byyearday.len(),
        rule.byweekno.len(),
        rule.bymonth.len(),
        rule.bysetpos.len(),
    ];
    let a_day: usize =
        [&rule.byhour, &rule.byminute, &rule.bysecond].iter().map(|list| list.len().clamp(1, 61)).product();
    !often && lists.iter().all(|length| *length <= MAX_LIST) && a_day <= 2
}

/// What was read so far.
struct Gathered<'a> {
    reading: Reading,
    /// What was said of which part, so that a series says it once.
    said: HashSet<(usize, &'static str)>,
    zone: &'a TimeZone,
    from: Date,
    until: Date,
}

/// A day and a time on the wall clock.
fn wall(seconds: i64, zone: &TimeZone) -> Option<DateTime> {
    Timestamp::from_second(seconds).ok().map(|at| zone.to_datetime(at))
}

impl Gathered<'_> {
    fn trouble(&mut self, part: &ICalendarComponent, at: usize, key: &'static str) {
        if self.reading.troubles.len() < MAX_ENTRIES && self.said.insert((at, key)) {
            self.reading.troubles.push(Trouble::new(&title(part), at, key));
        }
    }

    fn take(&mut self, calendar: &ICalendar, written: CalendarExpand, series: bool) {
        let event_at = |at: u32| {
            let part = calendar.components.get(at as usize)?;
            (part.component_type == ICalendarComponentType::VEvent).then_some(part)
        };
        for error in &written.errors {
            if let Some(part) = event_at(error.comp_id) {
                self.trouble(part, error.comp_id as usize, "calendar-foreign-date");
            }
        }
        let replaced = if series { replaced(calendar) } else { HashSet::new() };
        let wrong = written.errors.iter().map(|error| error.comp_id);
        let said: HashSet<u32> = written.events.iter().map(|event| event.comp_id).chain(wrong).collect();
        for (at, part) in calendar.components.iter().enumerate().filter(|_| series && replaced.is_empty()) {
            let never = u32::try_from(at).is_ok_and(|at| !said.contains(&at));
            if never && part.has_property(&ICalendarProperty::Rrule) {
                self.trouble(part, at, "calendar-foreign-never");
            }
        }
        for event in written.events {
            let Some(part) = event_at(event.comp_id) else { continue };
            let start = event.start.naive_local().and_utc().timestamp();
            let comes_back = part.has_property(&ICalendarProperty::Rrule);
            if comes_back && replaced.contains(&start) {
                continue;
            }
            // What has no zone, and whole days, are on the wall clock as they were written.
            let floats = event.start.timezone().is_floating() || !has_time(part);
            let (begin, end) = match (&event.end, floats) {
                (TimeOrDelta::Time(end), true) => (start, end.naive_local().and_utc().timestamp()),
                (TimeOrDelta::Time(end), false) => (event.start.timestamp(), end.timestamp()),
                (TimeOrDelta::Delta(long), true) => (start, start.saturating_add(long.num_seconds())),
                (TimeOrDelta::Delta(long), false) => {
                    (event.start.timestamp(), event.start.timestamp().saturating_add(long.num_seconds()))
                }
            };
            let zone = if floats { &TimeZone::UTC } else { self.zone };
            match wall(begin, zone).zip(wall(end, zone)) {
                Some((begin, end)) => self.event(part, event.comp_id as usize, begin, end),
                None => self.trouble(part, event.comp_id as usize, "calendar-foreign-date"),
            }
        }
    }

    fn event(&mut self, part: &ICalendarComponent, at: usize, begin: DateTime, mut end: DateTime) {
        if part.status() == Some(&ICalendarStatus::Cancelled) {
            return;
        }
        let title = title(part);
        if title.is_empty() {
            return self.trouble(part, at, "calendar-foreign-no-title");
        }
        if is_confidential(part) {
            return self.trouble(part, at, "calendar-foreign-confidential");
        }
        let says_end =
            [ICalendarProperty::Dtend, ICalendarProperty::Duration].iter().any(|name| part.has_property(name));
        if !says_end && has_time(part) {
            end = begin;
        }
        if end < begin {
            return self.trouble(part, at, "calendar-foreign-backwards");
        }
        if begin.year() < OLDEST_YEAR {
            return self.trouble(part, at, "calendar-foreign-date");
        }
        let comes_back = part.has_property(&ICalendarProperty::Rrule);
        if comes_back && (end.date() < self.from || begin.date() > self.until) {
            return;
        }
        let (first, last, times) = match whole_days(begin.date(), begin.time(), end.date(), end.time()) {
            Some((first, last)) => (first, last, None),
            None => (begin.date(), last_day(begin, end), Some((begin.time(), end.time()))),
        };
        self.reading.found.push(Found {
            first,
            last,
            times,
            title,
            place: tidy(text_of(part, &ICalendarProperty::Location)),
            url: followable(text_of(part, &ICalendarProperty::Url)),
        });
    }
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
    if depth == 0 { Ok(()) } else { Err(Unreadable::Half) }
}

fn text_of<'a>(part: &'a ICalendarComponent, name: &ICalendarProperty) -> &'a str {
    part.property(name).and_then(|entry| entry.values.first()).and_then(ICalendarValue::as_text).unwrap_or_default()
}

fn title(part: &ICalendarComponent) -> String {
    tidy(text_of(part, &ICalendarProperty::Summary))
}

/// Whether it is marked as not for everybody's eyes.
fn is_confidential(part: &ICalendarComponent) -> bool {
    let class = part.property(&ICalendarProperty::Class).and_then(|entry| entry.values.first());
    class.is_some_and(|class| *class != ICalendarValue::Classification(ICalendarClassification::Public))
}

/// Whether it begins at a time, or is about whole days.
fn has_time(part: &ICalendarComponent) -> bool {
    start_of(part).is_none_or(|date| date.hour.is_some())
}

/// Which days of the series at hand were changed by themselves: the series must not show them as well.
fn replaced(calendar: &ICalendar) -> HashSet<i64> {
    let at = |part: &ICalendarComponent| {
        let value = part.property(&ICalendarProperty::RecurrenceId)?.values.first()?;
        let date = value.as_partial_date_time()?.to_date_time()?;
        Some(date.date_time.and_utc().timestamp())
    };
    calendar.components.iter().filter_map(at).collect()
}
