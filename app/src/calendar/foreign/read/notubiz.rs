//! The calendar as NotuBiz answers it: `{"meetings": [{"description", "date": "31-12-2026", "time": "19:30", …}]}`.
//! There is no end; 00:00 means the whole day.

use domain::localtime::{parse_date, parse_time};
use jiff::civil::Time;
use serde::Deserialize;
use serde_json::Value;

use super::{Found, MAX_ENTRIES, Reading, Trouble, Unreadable, followable, tidy};

#[derive(Deserialize)]
struct Answer {
    meetings: Vec<Value>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Meeting {
    description: Option<String>,
    location: Option<String>,
    link: Option<String>,
    date: Option<String>,
    time: Option<String>,
    canceled: Value,
    confidential: Value,
}

/// Whether a flag is set. It is a number in one place and a word in another; what is not clearly a no is a yes.
fn is_set(flag: &Value) -> bool {
    match flag {
        Value::Null | Value::Bool(false) => false,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !matches!(text.as_str(), "" | "0"),
        _ => true,
    }
}

pub(super) fn read(text: &str) -> Result<Reading, Unreadable> {
    let answer: Answer = serde_json::from_str(text).map_err(|_| Unreadable::Unknown)?;
    if answer.meetings.len() > MAX_ENTRIES {
        return Err(Unreadable::TooMany);
    }
    let mut reading = Reading::default();
    for (at, value) in answer.meetings.into_iter().enumerate() {
        let number = at + 1;
        let Ok(meeting) = serde_json::from_value::<Meeting>(value) else {
            reading.troubles.push(Trouble::new("", number, "calendar-foreign-shape"));
            continue;
        };
        if is_set(&meeting.canceled) {
            continue;
        }
        let title = tidy(&meeting.description.unwrap_or_default());
        let date = meeting.date.as_deref().and_then(parse_date);
        let time = match meeting.time.as_deref().map(str::trim) {
            None | Some("") => Some(Time::midnight()),
            Some(time) => parse_time(time),
        };
        if is_set(&meeting.confidential) {
            reading.troubles.push(Trouble::new(&title, number, "calendar-foreign-confidential"));
            continue;
        }
        match (title.is_empty(), date, time) {
            (true, ..) => reading.troubles.push(Trouble::new("", number, "calendar-foreign-no-title")),
            (_, None, _) => reading.troubles.push(Trouble::new(&title, number, "calendar-foreign-date")),
            (_, _, None) => reading.troubles.push(Trouble::new(&title, number, "calendar-foreign-time")),
            (false, Some(day), Some(time)) => reading.found.push(Found {
                first: day,
                last: day,
                times: (time != Time::midnight()).then_some((time, time)),
                title,
                place: tidy(&meeting.location.unwrap_or_default()),
                url: followable(&meeting.link.unwrap_or_default()),
            }),
        }
    }
    Ok(reading)
}
