//! Forms: what was typed, what is wrong with it, and doing the work of a form only once.

use std::{borrow::Cow, collections::BTreeMap};

use axum::{
    extract::{FromRequest, Request},
    http::{HeaderMap, HeaderValue, header},
};
use domain::values::{EmailError, TextError, UrlError};
use fluent_templates::fluent_bundle::FluentValue;
use http_body_util::BodyExt;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    actor::Actor,
    db::{millis, sql},
    error::AppError,
    page::NAMELESS,
    text::Lang,
};

/// A value inside the text of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A name, a date, a word.
    Text(String),
    /// A count.
    Number(i64),
}

/// One error by a field: a key of the catalogue and what goes into it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FieldError {
    key: Cow<'static, str>,
    args: Vec<(&'static str, Value)>,
}

impl FieldError {
    fn text(&self, lang: Lang) -> String {
        let args: Vec<(&str, FluentValue<'_>)> = self
            .args
            .iter()
            .map(|(name, value)| match value {
                Value::Text(text) => (*name, text.as_str().into()),
                Value::Number(number) => (*name, (*number).into()),
            })
            .collect();
        lang.tn(&self.key, &args)
    }
}

/// Why something typed cannot be used.
pub trait Unfit {
    /// The text that says so, by its key in the catalogue.
    fn key(self) -> &'static str;
}

impl Unfit for &'static str {
    fn key(self) -> &'static str {
        self
    }
}

impl Unfit for TextError {
    fn key(self) -> &'static str {
        match self {
            Self::Empty => "error-missing",
            Self::TooLong => "error-too-long",
            Self::ControlCharacter => "error-control",
            Self::NoLetter => "error-no-letter",
        }
    }
}

impl Unfit for EmailError {
    fn key(self) -> &'static str {
        match self {
            Self::Empty => "error-missing",
            Self::TooLong => "error-too-long",
            Self::ControlCharacter => "error-control",
            Self::Malformed => "error-email",
        }
    }
}

impl Unfit for UrlError {
    fn key(self) -> &'static str {
        match self {
            Self::Empty => "error-missing",
            Self::TooLong => "error-too-long",
            Self::ControlCharacter => "error-control",
            Self::NotHttp => "error-url",
            Self::UserInfo | Self::Malformed => "error-address",
        }
    }
}

/// A form without fields: a button, and nothing else may come with it.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Nothing {}

/// Errors that only the field beside them makes clear.
const NAMELESS_KEYS: [&str; 11] = [
    "error-missing",
    "error-no-letter",
    "error-too-long",
    "error-control",
    "error-choice",
    "error-date",
    "error-time",
    "error-number",
    "error-email",
    "error-url",
    "error-address",
];

/// Every field that is wrong. Empty means nothing is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(BTreeMap<String, FieldError>);

impl FieldErrors {
    /// Notes an error; the first one of a field stays.
    pub fn add(&mut self, field: &str, key: impl Into<Cow<'static, str>>) {
        self.add_with(field, key, Vec::new());
    }

    /// Notes an error with values in its text.
    pub fn add_with(&mut self, field: &str, key: impl Into<Cow<'static, str>>, args: Vec<(&'static str, Value)>) {
        self.0.entry(field.to_owned()).or_insert(FieldError { key: key.into(), args });
    }

    /// Keeps the value, or notes the error and answers `None`.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, impl Unfit>) -> Option<T> {
        parsed.map_err(|error| self.add(field, error.key())).ok()
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text by one field, for the field component.
    pub fn text(&self, lang: Lang, field: &str) -> Option<String> {
        self.0.get(field).map(|error| error.text(lang))
    }

    /// Every field with its text, for the list on top of a page: there an error that says "this" gets the name of its field.
    pub fn listed(&self, lang: Lang) -> Vec<(String, String)> {
        let text = |error: &FieldError| match NAMELESS_KEYS.contains(&error.key.as_ref()) {
            true => format!("{NAMELESS}{}", error.text(lang)),
            false => error.text(lang),
        };
        self.0.iter().map(|(field, error)| (field.clone(), text(error))).collect()
    }

    /// Every field with its text.
    pub fn all(&self, lang: Lang) -> Vec<(String, String)> {
        self.0.iter().map(|(field, error)| (field.clone(), error.text(lang))).collect()
    }

    /// Field and key, for the API and for tests.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, error)| (field.as_str(), error.key.as_ref()))
    }

    /// `Err` when anything is wrong.
    pub fn check(self) -> Result<(), AppError> {
        if self.is_empty() { Ok(()) } else { Err(AppError::Invalid(self)) }
    }
}

/// A posted form: every field a string (or a list of them), so that what was typed is never lost to a parser.
/// The struct says `#[serde(default, deny_unknown_fields)]` and holds nothing but what the form has (R33).
pub struct Form<T>(pub T);

/// Whether a body is the fields of a form, as browsers send one without a file.
pub(crate) fn is_urlencoded(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    kind.starts_with(b"application/x-www-form-urlencoded")
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &S) -> Result<Self, AppError> {
        if !is_urlencoded(request.headers()) {
            return Err(AppError::field("form", "error-form"));
        }
        let bytes = request.into_body().collect().await.map_err(|_| AppError::field("form", "error-form"))?.to_bytes();
        // What the parser says quotes what was typed, so it is not logged (R90).
        serde_html_form::from_bytes(&bytes).map(Self).map_err(|_| {
            tracing::debug!("a form did not fit");
            AppError::field("form", "error-form")
        })
    }
}

/// A key for a form that makes something; the page puts it into a hidden field.
pub fn fresh_key() -> String {
    Uuid::now_v7().to_string()
}

/// Longest idempotency key taken from a form or header.
const MAX_KEY: usize = 100;

/// Claims a key for the thing about to be made (R75). `Ok(None)`: go ahead. `Ok(Some(id))`: the same form came before
/// and made `id`; answer as then. An empty key claims nothing.
pub async fn claim(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    key: &str,
    subject: Uuid,
    now: Timestamp,
) -> Result<Option<Uuid>, AppError> {
    if key.is_empty() {
        return Ok(None);
    }
    if key.len() > MAX_KEY || key.chars().any(char::is_control) {
        return Err(AppError::field("key", "error-form"));
    }
    let insert = sql(
        tx,
        "INSERT INTO idempotency_keys (municipality_id, person_id, key, subject_id, created_at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        [actor.tenant.id().into(), actor.person.into(), key.into(), subject.into(), millis(now).into()],
    );
    if tx.execute_raw(insert).await?.rows_affected() == 1 {
        return Ok(None);
    }
    let find = sql(
        tx,
        "SELECT subject_id FROM idempotency_keys WHERE municipality_id = $1 AND person_id = $2 AND key = $3",
        [actor.tenant.id().into(), actor.person.into(), key.into()],
    );
    let row = tx.query_one_raw(find).await?.ok_or(AppError::NotFound)?;
    Ok(Some(row.try_get_by_index(0)?))
}
