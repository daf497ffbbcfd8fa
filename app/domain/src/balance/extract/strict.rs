//! Reading JSON strictly: an object where an object belongs (serde's own would take a list too), days and moments written in
//! one way only.

use jiff::{Timestamp, civil::Date, civil::DateTime, tz::TimeZone};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};
use std::{fmt, marker::PhantomData};

/// Reads only from a JSON object.
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

/// For a field that is an object.
pub(super) fn object<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Object::deserialize(deserializer).map(|object| object.0)
}

/// For a field that is a list of objects.
pub(super) fn objects<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let mut objects: Vec<T> = Vec::<Object<T>>::deserialize(deserializer)?.into_iter().map(|object| object.0).collect();
    // There may be very many lists.
    objects.shrink_to_fit();
    Ok(objects)
}

/// A number written with exactly these digits.
fn digits(text: &[u8]) -> Option<i16> {
    let mut number = 0_i16;
    for digit in text {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number.checked_mul(10)?.checked_add(i16::from(digit - b'0'))?;
    }
    Some(number)
}

fn small(text: &[u8]) -> Option<i8> {
    digits(text).and_then(|number| i8::try_from(number).ok())
}

fn date(text: &[u8]) -> Option<Date> {
    match text {
        [year @ .., b'-', m1, m2, b'-', d1, d2] if year.len() == 4 => {
            Date::new(digits(year)?, small(&[*m1, *m2])?, small(&[*d1, *d2])?).ok()
        }
        _ => None,
    }
}

/// `2026-07-02T10:00:00Z`, or with a fraction of a second, or with an offset such as `+02:00`. Cut to whole milliseconds.
fn timestamp(text: &[u8]) -> Option<Timestamp> {
    let (day, rest) = text.split_at_checked(10)?;
    let (clock, rest) = rest.split_at_checked(9)?;
    let (hour, minute, second) = match clock {
        [b'T', h1, h2, b':', m1, m2, b':', s1, s2] => (small(&[*h1, *h2])?, small(&[*m1, *m2])?, small(&[*s1, *s2])?),
        _ => return None,
    };
    let (millis, offset) = match rest.split_first() {
        Some((b'.', rest)) => {
            let length = rest.iter().take_while(|digit| digit.is_ascii_digit()).count();
            let (fraction, offset) = rest.split_at(length);
            let mut three = *b"000";
            for (place, digit) in three.iter_mut().zip(fraction) {
                *place = *digit;
            }
            (if fraction.is_empty() { None } else { digits(&three) }?, offset)
        }
        _ => (0, rest),
    };
    let minutes = match offset {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (i64::from(small(&[*h1, *h2])?), i64::from(small(&[*m1, *m2])?));
            if hours > 23 || minutes > 59 {
                return None;
            }
            (hours * 60 + minutes) * if *sign == b'-' { -1 } else { 1 }
        }
        _ => return None,
    };
    let day = date(day)?;
    let local =
        DateTime::new(day.year(), day.month(), day.day(), hour, minute, second, i32::from(millis) * 1_000_000).ok()?;
    let utc = TimeZone::UTC.to_timestamp(local).ok()?;
    Timestamp::from_millisecond(utc.as_millisecond() - minutes * 60_000).ok()
}

/// Days as `2026-07-01`.
pub(super) mod day {
    use super::*;
    use serde::{Serializer, de::Error};

    pub(in super::super) fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(day)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        date(text.as_bytes()).ok_or_else(|| D::Error::custom(format!("{text:?} is not a day such as 2026-07-01")))
    }
}

/// Moments as `2026-07-02T10:00:00Z`.
pub(super) mod moment {
    use super::*;
    use serde::{Serializer, de::Error};

    pub(in super::super) fn serialize<S: Serializer>(moment: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(moment)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(deserializer)?;
        timestamp(text.as_bytes())
            .ok_or_else(|| D::Error::custom(format!("{text:?} is not a moment such as 2026-07-02T10:00:00Z")))
    }
}

/// A moment, or null.
pub(super) mod moment_or_null {
    use super::*;
    use serde::Serializer;

    struct Moment(Timestamp);

    impl<'de> Deserialize<'de> for Moment {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            moment::deserialize(deserializer).map(Self)
        }
    }

    #[expect(clippy::ref_option, reason = "serde hands over a reference")]
    pub(in super::super) fn serialize<S: Serializer>(
        moment: &Option<Timestamp>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match moment {
            Some(moment) => moment::serialize(moment, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        Option::<Moment>::deserialize(deserializer).map(|moment| moment.map(|moment| moment.0))
    }
}
