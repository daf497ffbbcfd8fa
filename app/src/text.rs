//! Text for people: Fluent catalogues in `app/locales`, Dutch first, English beside it; and dates and numbers the way
//! each language writes them.

use std::{borrow::Cow, collections::HashMap};

use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, static_loader};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use unic_langid::langid;

static_loader! {
    static CATALOGUE = {
        locales: "./locales",
        fallback_language: "nl",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The language a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// Nederlands, the default.
    #[default]
    Nl,
    /// English.
    En,
}

/// A value inside a text.
pub type Arg<'a> = (&'a str, FluentValue<'a>);

/// A count for a text or a heading. What no `i64` holds nobody counts: it is the most there is.
pub fn whole(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

/// With a capital, as a sentence begins: "Wethouder Wim Aalders".
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The parts that say something, with this between them.
pub fn joined<T: AsRef<str>>(parts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut whole = String::new();
    for part in parts.into_iter().filter(|part| !part.as_ref().is_empty()) {
        if !whole.is_empty() {
            whole.push_str(between);
        }
        whole.push_str(part.as_ref());
    }
    whole
}

impl Lang {
    /// Both, Dutch first.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// `nl` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// From its code; anything else is Dutch.
    pub fn parse(code: &str) -> Self {
        if code == "en" { Self::En } else { Self::Nl }
    }

    fn id(self) -> LanguageIdentifier {
        match self {
            Self::Nl => langid!("nl"),
            Self::En => langid!("en"),
        }
    }

    /// The text behind a key; the key itself when there is none (a test makes sure there always is).
    pub fn t(self, key: &str) -> String {
        CATALOGUE.try_lookup(&self.id(), key).unwrap_or_else(|| key.to_owned())
    }

    /// The text behind a key with values filled in.
    pub fn tn(self, key: &str, args: &[Arg<'_>]) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue<'_>> =
            args.iter().map(|(name, value)| (Cow::Owned((*name).to_owned()), value.clone())).collect();
        CATALOGUE.try_lookup_with_args(&self.id(), key, &args).unwrap_or_else(|| key.to_owned())
    }

    /// Whether the catalogue of this very language has the key.
    pub fn has(self, key: &str) -> bool {
        // A text that misses its values is a text all the same.
        let found = CATALOGUE.lookup_single_language::<String>(&self.id(), key, None);
        found.map_or_else(|error| error.to_string().starts_with("Fluent errors"), |_| true)
    }

    /// A whole number with the thousands marked: 1.234 or 1,234.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mark = if self == Self::Nl { '.' } else { ',' };
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        if number < 0 { format!("-{out}") } else { out }
    }

    /// A number with one decimal, or none when it is whole: 2,5 or 2.5.
    pub fn decimal(self, number: f64) -> String {
        let text = format!("{number:.1}");
        let text = text.strip_suffix(".0").map_or(text.clone(), str::to_owned);
        if self == Self::Nl { text.replace('.', ",") } else { text }
    }

    /// "di 9 sep", with the year only when it is not this one.
    pub fn date(self, date: Date, today: Date) -> String {
        let weekday = self.t(&format!("weekday-short-{}", date.weekday().to_monday_one_offset()));
        let month = self.t(&format!("month-short-{}", date.month()));
        if date.year() == today.year() {
            format!("{weekday} {} {month}", date.day())
        } else {
            format!("{weekday} {} {month} {}", date.day(), date.year())
        }
    }

    /// "dinsdag 9 september 2026".
    pub fn long_date(self, date: Date) -> String {
        let weekday = self.t(&format!("weekday-{}", date.weekday().to_monday_one_offset()));
        let month = self.t(&format!("month-{}", date.month()));
        format!("{weekday} {} {month} {}", date.day(), date.year())
    }

    /// "19.30" in Dutch, "19:30" in English.
    pub fn clock(self, hour: i8, minute: i8) -> String {
        let mark = if self == Self::Nl { '.' } else { ':' };
        format!("{hour:02}{mark}{minute:02}")
    }

    /// "di 9 sep, 19.30" as the clock on the wall shows it in this zone.
    pub fn when(self, at: Timestamp, zone: &TimeZone, today: Date) -> String {
        let local = at.to_zoned(zone.clone());
        format!("{}, {}", self.date(local.date(), today), self.clock(local.hour(), local.minute()))
    }

    /// "3 uur geleden", "2 dagen geleden"; beyond two weeks the date.
    pub fn ago(self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let minutes = (now.as_second() - at.as_second()) / 60;
        match minutes {
            ..0 => self.when(at, zone, now.to_zoned(zone.clone()).date()),
            0..2 => self.t("ago-now"),
            2..60 => self.tn("ago-minutes", &[("n", minutes.into())]),
            60..1_440 => self.tn("ago-hours", &[("n", (minutes / 60).into())]),
            1_440..20_160 => self.tn("ago-days", &[("n", (minutes / 1_440).into())]),
            _ => self.date(at.to_zoned(zone.clone()).date(), now.to_zoned(zone.clone()).date()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_and_numbers_are_written_the_way_each_language_does() {
        let today = date(2026, 11, 21);
        assert_eq!(Lang::Nl.date(date(2026, 9, 8), today), "di 8 sep");
        assert_eq!(Lang::En.date(date(2025, 9, 9), today), "Tue 9 Sep 2025");
        assert_eq!(Lang::Nl.number(1_234_567), "1.234.567");
        assert_eq!(Lang::Nl.decimal(2.5), "2,5");
        assert_eq!(Lang::En.decimal(3.0), "3");
        assert_eq!(Lang::Nl.clock(19, 5), "19.05");
    }

    const NL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/locales/nl");
    const EN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en");

    fn keys(folder: &str) -> BTreeMap<String, String> {
        let mut keys = BTreeMap::new();
        for entry in std::fs::read_dir(folder).expect("the catalogue") {
            let path = entry.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            for line in text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())) {
                let (key, _) = line.split_once('=').unwrap_or_else(|| panic!("{path:?}: {line}"));
                let twice = keys.insert(key.trim().to_owned(), path.display().to_string());
                assert_eq!(twice, None, "{key} stands twice");
            }
        }
        keys
    }

    fn sources(folder: &std::path::Path, out: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                sources(&path, out);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                out.push((path.display().to_string(), std::fs::read_to_string(&path).expect("a source")));
            }
        }
    }

    #[test]
    fn no_text_is_missing_in_either_language() {
        let (nl, en) = (keys(NL), keys(EN));
        let missing: Vec<_> = nl.keys().filter(|key| !en.contains_key(*key)).collect();
        assert!(missing.is_empty(), "not in English: {missing:?}");
        let missing: Vec<_> = en.keys().filter(|key| !nl.contains_key(*key)).collect();
        assert!(missing.is_empty(), "not in Dutch: {missing:?}");
        for key in nl.keys() {
            assert!(Lang::Nl.has(key) && Lang::En.has(key), "{key} cannot be read");
        }
    }

    #[test]
    fn every_text_asked_for_is_in_the_catalogue() {
        let known = keys(NL);
        let mut files = Vec::new();
        sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut files);
        let mut asked = 0;
        // The components have no catalogue; their comments show how they are called.
        for (path, text) in files.into_iter().filter(|(path, _)| !path.contains("/src/ui/")) {
            for mark in [".t(\"", ".tn(\"", "Flash::new(\"", "AppError::Conflict(\""] {
                for rest in text.split(mark).skip(1) {
                    let Some((key, _)) = rest.split_once('"') else { continue };
                    asked += 1;
                    assert!(known.contains_key(key), "{path} asks for {key}");
                }
            }
        }
        assert!(asked > 20, "the search finds nothing any more");
    }
}
