//! What the rules form carries, and what it means.

use std::ops::RangeInclusive;

use domain::{
    localtime::{format_time, parse_time},
    news::Policy,
    quiet::Quiet,
    reminders::waves::Rules,
};
use jiff::civil::Time;
use serde::Deserialize;

use super::rules::MailRules;
use crate::form::{FieldErrors, Value};

/// Days ahead of something.
const DAYS: RangeInclusive<i64> = 0..=21;
/// Hours until notes are overdue: at most thirty days.
const HOURS: RangeInclusive<i64> = 0..=720;

/// The rules, as typed.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct RulesInput {
    /// Days before a gathering that the silent are reminded.
    pub antwoorddagen: String,
    /// `true`: those who come are reminded the day before.
    pub vooraf: String,
    /// Days before a question is due.
    pub vraagdagen: String,
    /// Hours until notes are overdue.
    pub verslaguren: String,
    /// Begin of the quiet hours.
    pub stil_van: String,
    /// Their end.
    pub stil_tot: String,
    /// `true`: Sunday is quiet.
    pub zondag: String,
    /// The code of a [`Policy`].
    pub nieuws: String,
    /// When the daily mail leaves.
    pub dagmail: String,
    /// The version the reader saw.
    pub version: String,
}

fn number(errors: &mut FieldErrors, field: &str, typed: &str, limits: RangeInclusive<i64>) -> Option<i64> {
    let number = errors.take(field, typed.trim().parse::<i64>().map_err(|_| "error-number"))?;
    if !limits.contains(&number) {
        errors.add_with(field, "reminder-number-wrong", vec![("most", Value::Number(*limits.end()))]);
    }
    Some(number)
}

fn time(typed: &str) -> Result<Time, &'static str> {
    if typed.trim().is_empty() { Err("error-missing") } else { parse_time(typed).ok_or("error-time") }
}

fn tick(yes: bool) -> String {
    if yes { "true".to_owned() } else { String::new() }
}

impl RulesInput {
    /// The form as the rules stand.
    pub fn of(rules: &MailRules) -> Self {
        let reminders = &rules.reminders;
        Self {
            antwoorddagen: reminders.answer_days.to_string(),
            vooraf: tick(reminders.day_before),
            vraagdagen: reminders.question_days.to_string(),
            verslaguren: reminders.notes_hours.to_string(),
            stil_van: format_time(reminders.quiet.from),
            stil_tot: format_time(reminders.quiet.to),
            zondag: tick(reminders.quiet.sunday),
            nieuws: rules.news.code().to_owned(),
            dagmail: format_time(rules.cutoff),
            version: rules.version.to_string(),
        }
    }

    /// Checks every field.
    pub fn parse(&self) -> Result<MailRules, FieldErrors> {
        let mut errors = FieldErrors::default();
        let answer_days = number(&mut errors, "antwoorddagen", &self.antwoorddagen, DAYS);
        let question_days = number(&mut errors, "vraagdagen", &self.vraagdagen, DAYS);
        let notes_hours = number(&mut errors, "verslaguren", &self.verslaguren, HOURS);
        let from = errors.take("stil_van", time(&self.stil_van));
        let to = errors.take("stil_tot", time(&self.stil_tot));
        let quiet = from.zip(to).map(|(from, to)| Quiet { from, to, sunday: self.zondag == "true" });
        let news = errors.take("nieuws", Policy::parse(&self.nieuws).ok_or("error-choice"));
        let cutoff = errors.take("dagmail", time(&self.dagmail));
        if quiet.zip(cutoff).is_some_and(|(quiet, cutoff)| quiet.has(cutoff)) {
            errors.add("dagmail", "reminder-cutoff-quiet");
        }
        let version = errors.take("form", self.version.parse::<i64>().map_err(|_| "error-form"));
        match (answer_days, question_days, notes_hours, quiet, news, cutoff, version) {
            (
                Some(answer_days),
                Some(question_days),
                Some(notes_hours),
                Some(quiet),
                Some(news),
                Some(cutoff),
                Some(version),
            ) if errors.is_empty() => Ok(MailRules {
                reminders: Rules { answer_days, day_before: self.vooraf == "true", question_days, notes_hours, quiet },
                news,
                cutoff,
                version,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_form_shows_is_what_it_reads_and_what_is_wrong_is_named() {
        let usual = MailRules::default();
        assert_eq!(RulesInput::of(&usual).parse(), Ok(usual));
        let wrong = RulesInput {
            antwoorddagen: "22".into(),
            verslaguren: "-1".into(),
            stil_van: "25:00".into(),
            nieuws: "soms".into(),
            ..RulesInput::of(&usual)
        };
        let errors = wrong.parse().unwrap_err();
        let keys: Vec<_> = errors.keys().collect();
        let number = "reminder-number-wrong";
        let wanted = [
            ("antwoorddagen", number),
            ("nieuws", "error-choice"),
            ("stil_van", "error-time"),
            ("verslaguren", number),
        ];
        assert_eq!(keys, wanted);
        let night = RulesInput { dagmail: "22:00".into(), ..RulesInput::of(&usual) };
        let errors = night.parse().unwrap_err();
        assert_eq!(errors.keys().collect::<Vec<_>>(), [("dagmail", "reminder-cutoff-quiet")]);
    }
}
