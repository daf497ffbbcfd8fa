//! What the forms of this room carry, and what it means.

use domain::{
    measuring::{READING_DAYS, READING_DAYS_RANGE},
    values::{EmailAddress, EmailError, PersonName, ShortText},
};
use jiff::civil::{Date, Time};
use serde::Deserialize;

use crate::{
    balance::reading::Level,
    form::{FieldErrors, Value},
    tenant::Tenant,
};

/// Fewest and most days the college can have to answer.
const ANSWER_DAYS: std::ops::RangeInclusive<i64> = 1..=120;
/// Fewest and most days that what was told to some may wait.
const SHARE_DAYS: std::ops::RangeInclusive<i64> = 1..=30;
/// Digits of a telephone number, with the country.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// The settings form, as typed.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct SettingsInput {
    /// The griffie as sender.
    pub naam: String,
    /// Where replies go.
    pub email: String,
    /// The griffie by phone.
    pub telefoon: String,
    /// Where the presidium reads its mail.
    pub presidium: String,
    /// Where gatherings usually are.
    pub plaats: String,
    /// When they usually begin.
    pub begintijd: String,
    /// Days to answer a question.
    pub antwoorddagen: String,
    /// Days that what was told to some may wait.
    pub deeldagen: String,
    /// The version the reader saw.
    pub version: String,
}

/// The settings, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The griffie as sender.
    pub office_name: PersonName,
    /// Where replies go.
    pub office_email: EmailAddress,
    /// The griffie by phone.
    pub office_phone: Option<String>,
    /// Where the presidium reads its mail; may be empty.
    pub presidium_email: String,
    /// Where gatherings usually are; may be empty.
    pub usual_place: String,
    /// When they usually begin.
    pub usual_start: Time,
    /// Days to answer a question.
    pub answer_days: i64,
    /// Days that what was told to some may wait.
    pub share_days: i64,
    /// The version the reader saw.
    pub version: i64,
}

/// An address, or none.
fn optional_email(typed: &str) -> Result<String, EmailError> {
    match EmailAddress::parse(typed) {
        Ok(address) => Ok(address.as_str().to_owned()),
        Err(EmailError::Empty) => Ok(String::new()),
        Err(error) => Err(error),
    }
}

/// A telephone number as people write it: digits, spaces, hyphens, brackets, a plus in front.
fn phone(typed: &str) -> Result<Option<String>, &'static str> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let rest = typed.strip_prefix('+').unwrap_or(typed);
    let clean = rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')'));
    if clean && PHONE_DIGITS.contains(&digits) && typed.len() <= 30 {
        Ok(Some(typed.to_owned()))
    } else {
        Err("settings-phone-wrong")
    }
}

/// A number of days within limits.
fn days(errors: &mut FieldErrors, field: &str, typed: &str, limits: std::ops::RangeInclusive<i64>) -> Option<i64> {
    let days = errors.take(field, typed.trim().parse::<i64>().map_err(|_| "error-number"))?;
    if !limits.contains(&days) {
        errors.add_with(field, "settings-days-wrong", vec![("most", Value::Number(*limits.end()))]);
    }
    Some(days)
}

/// `19:30`, also written `19.30`.
fn time(typed: &str) -> Result<Time, &'static str> {
    let typed = typed.trim().replace('.', ":");
    if typed.is_empty() {
        return Err("error-missing");
    }
    Time::strptime("%H:%M", &typed).map_err(|_| "error-time")
}

impl SettingsInput {
    /// The form as it stands in the database.
    pub fn of(tenant: &Tenant) -> Self {
        Self {
            naam: tenant.office_name().to_owned(),
            email: tenant.office_email().to_owned(),
            telefoon: tenant.office_phone().unwrap_or_default().to_owned(),
            presidium: tenant.presidium_email().to_owned(),
            plaats: tenant.usual_place().to_owned(),
            begintijd: tenant.usual_start().to_owned(),
            antwoorddagen: tenant.answer_days().to_string(),
            deeldagen: tenant.share_days().to_string(),
            version: tenant.version().to_string(),
        }
    }

    /// Checks every field.
    pub fn parse(&self) -> Result<Settings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let office_name = errors.take("naam", PersonName::parse(&self.naam));
        let office_email = errors.take("email", EmailAddress::parse(&self.email));
        let office_phone = errors.take("telefoon", phone(&self.telefoon));
        let presidium_email = errors.take("presidium", optional_email(&self.presidium));
        let place = ShortText::optional(&self.plaats);
        let usual_place = errors.take("plaats", place).map(|place| place.map_or(String::new(), ShortText::into_string));
        let usual_start = errors.take("begintijd", time(&self.begintijd));
        let answer_days = days(&mut errors, "antwoorddagen", &self.antwoorddagen, ANSWER_DAYS);
        let share_days = days(&mut errors, "deeldagen", &self.deeldagen, SHARE_DAYS);
        let version = errors.take("form", self.version.parse::<i64>().map_err(|_| "error-form"));
        let sender = office_name.zip(office_email).zip(office_phone);
        match (sender, presidium_email, usual_place, usual_start, answer_days, share_days, version) {
            (
                Some(((office_name, office_email), office_phone)),
                Some(presidium_email),
                Some(usual_place),
                Some(usual_start),
                Some(answer_days),
                Some(share_days),
                Some(version),
            ) if errors.is_empty() => Ok(Settings {
                office_name,
                office_email,
                office_phone,
                presidium_email,
                usual_place,
                usual_start,
                answer_days,
                share_days,
                version,
            }),
            _ => Err(errors),
        }
    }
}

/// The form with the council's decision, as typed.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionInput {
    /// The code of a [`Level`].
    pub niveau: String,
    /// Where the data protection impact assessment is filed.
    pub dpia: String,
    /// When the council decided.
    pub datum: String,
    /// Days a reading entry is kept after its quarter; empty is as usual.
    pub dagen: String,
    /// Idempotency key.
    pub key: String,
}

/// The council's decision, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What may be recorded.
    pub level: Level,
    /// Where the assessment is filed; empty only when nothing is recorded.
    pub dpia_reference: String,
    /// When the council decided.
    pub decided_on: Date,
    /// Days a reading entry is kept after its quarter.
    pub reading_days: u16,
}

impl DecisionInput {
    /// Checks every field against today.
    pub fn parse(&self, today: Date) -> Result<Decision, FieldErrors> {
        let mut errors = FieldErrors::default();
        let level = errors.take("niveau", Level::parse(&self.niveau).ok_or("error-choice"));
        let dpia = errors.take("dpia", ShortText::optional(&self.dpia));
        let decided_on = errors.take("datum", date(&self.datum));
        if decided_on.is_some_and(|date| date > today) {
            errors.add("datum", "settings-decided-later");
        }
        let needs_dpia = level.is_some_and(|level| level != Level::Off);
        if needs_dpia && dpia.as_ref().is_some_and(Option::is_none) {
            errors.add("dpia", "settings-dpia-missing");
        }
        let days = match self.dagen.trim() {
            "" => Ok(READING_DAYS),
            typed => typed.parse::<u16>().map_err(|_| "error-number"),
        };
        let reading_days = errors.take("dagen", days);
        if reading_days.is_some_and(|days| !READING_DAYS_RANGE.contains(&days)) {
            let range = |days: &u16| Value::Number(i64::from(*days));
            let (least, most) = (range(READING_DAYS_RANGE.start()), range(READING_DAYS_RANGE.end()));
            errors.add_with("dagen", "settings-reading-days-wrong", vec![("least", least), ("most", most)]);
        }
        match (level, dpia, decided_on, reading_days) {
            (Some(level), Some(dpia), Some(decided_on), Some(reading_days)) if errors.is_empty() => Ok(Decision {
                level,
                dpia_reference: dpia.map_or(String::new(), ShortText::into_string),
                decided_on,
                reading_days,
            }),
            _ => Err(errors),
        }
    }
}

/// A date as a browser sends it, or as people type it: 9-9-2026.
fn date(typed: &str) -> Result<Date, &'static str> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err("error-missing");
    }
    typed.parse::<Date>().or_else(|_| Date::strptime("%d-%m-%Y", typed)).map_err(|_| "error-date")
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn keys(errors: &FieldErrors) -> Vec<(&str, &str)> {
        errors.keys().collect()
    }

    fn typed() -> SettingsInput {
        SettingsInput {
            naam: "Griffie Winterbeek".into(),
            email: "Griffie@Winterbeek.example".into(),
            telefoon: "0543 12 34 56".into(),
            presidium: "Presidium@Winterbeek.example".into(),
            plaats: " Kulturhus ".into(),
            begintijd: "19.30".into(),
            antwoorddagen: "30".into(),
            deeldagen: "3".into(),
            version: "1".into(),
        }
    }

    #[test]
    fn settings_are_read_as_people_type_them() {
        let settings = typed().parse().unwrap();
        assert_eq!(settings.office_email.as_str(), "griffie@winterbeek.example");
        assert_eq!(settings.usual_place, "Kulturhus");
        assert_eq!(settings.usual_start, time(19, 30, 0, 0));
        assert_eq!(settings.office_phone.as_deref(), Some("0543 12 34 56"));
        assert_eq!(SettingsInput { telefoon: String::new(), ..typed() }.parse().unwrap().office_phone, None);
        assert_eq!(SettingsInput { presidium: " ".into(), ..typed() }.parse().unwrap().presidium_email, "");
        let wrong = SettingsInput { presidium: "presidium".into(), ..typed() }.parse().unwrap_err();
        assert_eq!(keys(&wrong), [("presidium", "error-email")]);
    }

    #[test]
    fn every_wrong_setting_is_named_at_once() {
        let wrong = SettingsInput {
            naam: "Griffie\r\nBcc: x".into(),
            email: "griffie".into(),
            telefoon: "bel maar".into(),
            begintijd: "25:00".into(),
            antwoorddagen: "0".into(),
            deeldagen: "31".into(),
            ..typed()
        };
        let errors = wrong.parse().unwrap_err();
        assert_eq!(
            keys(&errors),
            [
                ("antwoorddagen", "settings-days-wrong"),
                ("begintijd", "error-time"),
                ("deeldagen", "settings-days-wrong"),
                ("email", "error-email"),
                ("naam", "error-control"),
                ("telefoon", "settings-phone-wrong"),
            ]
        );
    }

    #[test]
    fn measuring_needs_an_assessment_and_a_day_that_has_come() {
        let today = date(2026, 11, 21);
        let input = |level: &str, dpia: &str, day: &str| DecisionInput {
            niveau: level.into(),
            dpia: dpia.into(),
            datum: day.into(),
            dagen: String::new(),
            key: String::new(),
        };
        assert!(input("uit", "", "2026-11-21").parse(today).is_ok());
        assert_eq!(input("volledig", "Z-1", "1-9-2026").parse(today).unwrap().decided_on, date(2026, 9, 1));
        let errors = input("aantallen", " ", "2026-11-22").parse(today).unwrap_err();
        assert_eq!(keys(&errors), [("datum", "settings-decided-later"), ("dpia", "settings-dpia-missing")]);
        assert_eq!(keys(&input("alles", "x", "2026-11-21").parse(today).unwrap_err()), [("niveau", "error-choice")]);
        let days = |typed: &str| DecisionInput { dagen: typed.into(), ..input("uit", "", "2026-11-21") }.parse(today);
        assert_eq!(days("").unwrap().reading_days, 90);
        assert_eq!((days("30").unwrap().reading_days, days(" 365 ").unwrap().reading_days), (30, 365));
        for (typed, key) in
            [("29", "settings-reading-days-wrong"), ("366", "settings-reading-days-wrong"), ("x", "error-number")]
        {
            assert_eq!(keys(&days(typed).unwrap_err()), [("dagen", key)]);
        }
    }
}
