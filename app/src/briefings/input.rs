//! What was typed about something told, and what it means.

use domain::{
    briefings::Way,
    localtime::{format_time, local},
    values::{LongText, ShortText, TextError, Title},
};
use jiff::tz::TimeZone;
use serde::Deserialize;
use uuid::Uuid;

use super::commands::Log;
use crate::{
    balance::needed,
    ctx::Ctx,
    form::{FieldErrors, fresh_key},
};

/// Longest text of what was told, in bytes: a short text, not a paper.
const MAX_BODY: usize = 8_000;
/// Last page somebody can ask for.
const MAX_PAGE: u64 = 10_000;

/// What the address of the list may say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// `gedeeld` or `wacht`; all when absent.
    pub stand: String,
    /// Number of the page.
    pub blad: String,
}

impl ListQuery {
    /// Shared, not shared, or all of it.
    pub fn shared(&self) -> Option<bool> {
        match self.stand.as_str() {
            "gedeeld" => Some(true),
            "wacht" => Some(false),
            _ => None,
        }
    }

    /// The page, the first being 1.
    pub fn page(&self) -> u64 {
        self.blad.parse().unwrap_or(1).clamp(1, MAX_PAGE)
    }
}

/// The form that logs what was told.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LogInput {
    /// About what.
    pub onderwerp: String,
    /// What was told.
    pub tekst: String,
    /// The factions that heard it.
    pub fractie: Vec<String>,
    /// People who heard it.
    pub persoon: Vec<String>,
    /// Day.
    pub datum: String,
    /// Time.
    pub tijd: String,
    /// How.
    pub hoe: String,
    /// Who told it; only the griffie chooses.
    pub verteller: String,
    /// Day by which it must be known.
    pub nodig_datum: String,
    /// Time by which it must be known.
    pub nodig_tijd: String,
    /// Which button: `delen` shares it with everybody at once.
    pub actie: String,
    /// Idempotency key.
    pub key: String,
}

impl LogInput {
    /// Now, by mouth, by whoever fills it in.
    pub fn fresh(ctx: &Ctx) -> Self {
        Self {
            datum: ctx.today().to_string(),
            tijd: format_time(local(ctx.now, ctx.tenant.zone()).time()),
            hoe: Way::Mouth.code().to_owned(),
            key: fresh_key(),
            ..Self::default()
        }
    }

    /// What was typed, understood; or every field that is wrong, all at once.
    pub fn parse(&self, zone: &TimeZone) -> Result<Log, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.take("onderwerp", Title::parse(&self.onderwerp));
        let short = |text: LongText| if text.as_str().len() > MAX_BODY { Err(TextError::TooLong) } else { Ok(text) };
        let body = errors.take("tekst", LongText::parse(&self.tekst).and_then(short));
        let factions = ids(&mut errors, "fractie", &self.fractie);
        let people = ids(&mut errors, "persoon", &self.persoon);
        if self.fractie.is_empty() && self.persoon.is_empty() {
            errors.add("fractie", "briefing-error-nobody");
        }
        let told_at = needed::moment(&mut errors, ("datum", &self.datum), ("tijd", &self.tijd), zone);
        let way = errors.take("hoe", Way::parse(&self.hoe).ok_or("error-choice"));
        let teller = match self.verteller.as_str() {
            "" => None,
            text => errors.take("verteller", text.parse::<Uuid>().map_err(|_| "error-choice")),
        };
        let needed_at = needed::read(&mut errors, &self.nodig_datum, &self.nodig_tijd, zone);
        match (title, body, told_at, way) {
            (Some(title), Some(body), Some(told_at), Some(way)) if errors.is_empty() => Ok(Log {
                title,
                body,
                factions,
                people,
                told_at,
                way,
                teller,
                needed_at,
                share: self.actie == "delen",
                key: self.key.clone(),
            }),
            _ => Err(errors),
        }
    }
}

/// The form that takes back who was told.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CorrectInput {
    /// The entries.
    pub vermelding: Vec<String>,
    /// Why.
    pub reden: String,
    /// Idempotency key.
    pub key: String,
}

impl CorrectInput {
    /// The entries and the reason; or what is wrong.
    pub fn parse(&self) -> Result<(Vec<Uuid>, ShortText), FieldErrors> {
        let mut errors = FieldErrors::default();
        let entries = ids(&mut errors, "vermelding", &self.vermelding);
        if self.vermelding.is_empty() {
            errors.add("vermelding", "briefing-error-entry");
        }
        let why = errors.take("reden", ShortText::parse(&self.reden));
        match why {
            Some(why) if errors.is_empty() => Ok((entries, why)),
            _ => Err(errors),
        }
    }
}

fn ids(errors: &mut FieldErrors, field: &str, typed: &[String]) -> Vec<Uuid> {
    let read: Option<Vec<Uuid>> = typed.iter().map(|id| id.parse().ok()).collect();
    errors.take(field, read.ok_or("error-choice")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> LogInput {
        LogInput {
            onderwerp: "Zwembad".into(),
            tekst: "Het dak lekt.".into(),
            fractie: vec![Uuid::nil().to_string()],
            datum: "1-9-2026".into(),
            tijd: "9.15".into(),
            hoe: "mond".into(),
            ..LogInput::default()
        }
    }

    #[test]
    fn what_was_told_is_read_as_people_type_it() {
        let log = typed().parse(&domain::localtime::amsterdam()).unwrap();
        assert_eq!(log.told_at, "2026-09-01T07:15:00Z".parse().unwrap());
        assert_eq!((log.way, log.teller, log.needed_at, log.share), (Way::Mouth, None, None, false));
    }

    #[test]
    fn every_field_that_is_wrong_is_named_at_once() {
        let input = LogInput {
            onderwerp: String::new(),
            tekst: "a".repeat(MAX_BODY + 1),
            fractie: Vec::new(),
            datum: "gisteren".into(),
            hoe: "duif".into(),
            verteller: "niemand".into(),
            nodig_datum: "2026-09-02".into(),
            ..typed()
        };
        let errors = input.parse(&domain::localtime::amsterdam()).unwrap_err();
        let fields: Vec<&str> = errors.keys().map(|(field, _)| field).collect();
        assert_eq!(fields, ["datum", "fractie", "hoe", "nodig-tijd", "onderwerp", "tekst", "verteller"]);
    }

    #[test]
    fn taking_back_needs_somebody_and_a_reason() {
        let errors = CorrectInput::default().parse().unwrap_err();
        assert_eq!(
            errors.keys().collect::<Vec<_>>(),
            [("reden", "error-missing"), ("vermelding", "briefing-error-entry")]
        );
    }
}
