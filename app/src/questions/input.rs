//! What was typed about a question, and what it means.

use domain::{
    questions::Kind,
    values::{LongText, Title},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{commands::Ask, store::Filter};
use crate::form::FieldErrors;

/// Last page somebody can ask for.
const MAX_PAGE: u64 = 10_000;
/// Longest search, in characters.
pub(crate) const MAX_SEARCH: usize = 100;

/// What the address of the register may say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// `open` or `beantwoord`; all when absent.
    pub stand: String,
    /// The faction that asked.
    pub van: String,
    /// Words to look for.
    pub zoek: String,
    /// Number of the page.
    pub blad: String,
}

impl ListQuery {
    /// What is asked for; what cannot be understood asks for nothing.
    pub fn filter(&self) -> Filter {
        Filter {
            answered: match self.stand.as_str() {
                "open" => Some(false),
                "beantwoord" => Some(true),
                _ => None,
            },
            faction: self.van.parse().ok(),
            words: self.zoek.trim().chars().take(MAX_SEARCH).collect(),
        }
    }

    /// The page, the first being 1.
    pub fn page(&self) -> u64 {
        self.blad.parse().unwrap_or(1).clamp(1, MAX_PAGE)
    }
}

/// The address of the register with this filter, below the municipality.
pub fn address(filter: &Filter, page: u64) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if let Some(answered) = filter.answered {
        query.append_pair("stand", if answered { "beantwoord" } else { "open" });
    }
    if let Some(faction) = filter.faction {
        query.append_pair("van", &faction.to_string());
    }
    if !filter.words.is_empty() {
        query.append_pair("zoek", &filter.words);
    }
    if page > 1 {
        query.append_pair("blad", &page.to_string());
    }
    let query = query.finish();
    if query.is_empty() { "/vragen".to_owned() } else { format!("/vragen?{query}") }
}

/// The form that asks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AskInput {
    /// Kind.
    pub soort: String,
    /// Title.
    pub titel: String,
    /// The question, Markdown.
    pub tekst: String,
    /// The gathering it is asked at.
    pub bijeenkomst: String,
    /// Idempotency key.
    pub key: String,
}

impl AskInput {
    /// The gathering it is asked at; an id nothing has when the text is none.
    pub fn gathering(&self) -> Option<Uuid> {
        (!self.bijeenkomst.is_empty()).then(|| self.bijeenkomst.parse().unwrap_or(Uuid::nil()))
    }

    /// What was typed, understood; or every field that is wrong, all at once.
    pub fn parse(&self) -> Result<Ask, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kind = errors.take("soort", Kind::parse(&self.soort).ok_or("question-error-kind"));
        let title = errors.take("titel", Title::parse(&self.titel));
        let body = errors.take("tekst", LongText::parse(&self.tekst));
        match (kind, title, body) {
            (Some(kind), Some(title), Some(body)) => {
                Ok(Ask { kind, title, body, gathering: self.gathering(), key: self.key.clone() })
            }
            _ => Err(errors),
        }
    }
}

/// The form that hands a question on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RouteInput {
    /// To whom.
    pub aan: String,
}

/// The form that keeps a draft of the answer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DraftInput {
    /// The answer, Markdown.
    pub antwoord: String,
    /// The version it was written from.
    pub version: String,
    /// Which button: `versturen` goes on to the preview.
    pub actie: String,
}

impl DraftInput {
    /// What was typed, or nothing; or what is wrong with it.
    pub fn parse(&self) -> Result<Option<LongText>, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.take("antwoord", LongText::optional(&self.antwoord)).ok_or(errors)
    }
}

/// The form that releases the answer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReleaseInput {
    /// The version that was looked at.
    pub version: String,
    /// Day by which it must be known.
    pub nodig_datum: String,
    /// Time by which it must be known.
    pub nodig_tijd: String,
    /// Idempotency key.
    pub key: String,
}

/// The version a form was made from; 0, which no row has, when it is not a number.
pub fn version(text: &str) -> i64 {
    text.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_the_list_is_in_its_address() {
        let query = ListQuery {
            stand: "open".into(),
            van: Uuid::nil().to_string(),
            zoek: " 50% Wmo&jeugd ".into(),
            blad: "onzin".into(),
        };
        assert_eq!(query.page(), 1);
        let shown = address(&query.filter(), 2);
        assert_eq!(shown, "/vragen?stand=open&van=00000000-0000-0000-0000-000000000000&zoek=50%25+Wmo%26jeugd&blad=2");
        assert_eq!(address(&Filter::default(), 1), "/vragen");
    }

    #[test]
    fn every_field_that_is_wrong_is_named_at_once() {
        let errors = AskInput { titel: "a\nb".into(), ..AskInput::default() }.parse().unwrap_err();
        let keys: Vec<_> = errors.keys().collect();
        assert_eq!(keys, [("soort", "question-error-kind"), ("tekst", "error-missing"), ("titel", "error-control")]);
    }

    #[test]
    fn a_draft_may_be_empty() {
        assert_eq!(DraftInput::default().parse(), Ok(None));
        assert!(DraftInput { antwoord: "a\0".into(), ..DraftInput::default() }.parse().is_err());
    }
}
