//! The JSON API under `/api/v1`: Dutch resource names, problem documents for errors, the same gate as the pages.
//!
//! Each file answers for one kind of resource with small structs of its own; nothing of a table leaves the store. Writes
//! call the commands the forms call. What the document at `openapi.json` says about a path stands with its handler.

use axum::{
    extract::{FromRequest, FromRequestParts, Query, Request},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use serde::{Serialize, de::DeserializeOwned};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::AppError,
    form::{FieldErrors, Value},
    people::store::CouncilBook,
    text::{Lang, whole},
};

/// Answers to an invitation, and who was there.
pub mod answers;
/// The balance, and one's own record.
pub mod balance;
/// What was told to a part of the council.
pub mod briefings;
/// The composition of the council.
pub mod council;
/// Gatherings.
pub mod gatherings;
/// The document that describes it all.
pub mod openapi;
/// Notes and papers of a gathering.
pub mod papers;
/// Questions.
pub mod questions;
/// Quarterly updates.
pub mod updates;

/// Version said in the `API-Version` header of every answer.
pub const VERSION: &str = "1.0.0";
/// Where it begins.
pub const BASE: &str = "/api/v1";
/// The header that says [`VERSION`].
pub const VERSION_HEADER: HeaderName = HeaderName::from_static("api-version");
/// Begins the name of a field that stands in the query.
const IN_QUERY: char = '?';

// Errors -----------------------------------------------------------------------------------------------------------

/// An error as RFC 9457 has it.
#[derive(Serialize, ToSchema)]
#[schema(as = Probleem)]
pub struct Problem {
    status: u16,
    title: String,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ProblemField>,
}

/// One field that cannot be used.
#[derive(Serialize, ToSchema)]
#[schema(as = ProbleemVeld)]
pub struct ProblemField {
    r#in: &'static str,
    location: String,
    code: String,
    detail: String,
}

/// An error as RFC 9457 has it. What cannot be used is 400 here, all errors together (Dutch API Design Rules).
pub fn problem(error: &AppError, reference: &str) -> Response {
    let status = match error {
        AppError::Invalid(_) => StatusCode::BAD_REQUEST,
        other => other.status(),
    };
    let (title, detail) = match error {
        AppError::SignIn => (Lang::Nl.t("api-sign-in-title"), Lang::Nl.t("api-sign-in")),
        AppError::NotFound => (Lang::Nl.t("api-not-found-title"), Lang::Nl.t("api-not-found")),
        other => other.words(Lang::Nl, reference),
    };
    let errors = match error {
        AppError::Invalid(errors) => fields(errors),
        _ => Vec::new(),
    };
    let mut response = document(status, &Problem { status: status.as_u16(), title, detail, errors });
    match error {
        AppError::SignIn => {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        AppError::TooMany(seconds) => {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        _ => {}
    }
    response
}

fn document(status: StatusCode, problem: &Problem) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, kind, axum::Json(problem)).into_response()
}

fn fields(errors: &FieldErrors) -> Vec<ProblemField> {
    let texts = errors.all(Lang::Nl);
    let of = |((field, detail), (_, code)): ((String, String), (&str, &str))| {
        let (place, location) = place(&field);
        ProblemField { r#in: place, location, code: code.to_owned(), detail }
    };
    texts.into_iter().zip(errors.keys()).map(of).collect()
}

/// Where a field stands, and what the API calls what a form calls `besloten-reden` or `fractie`.
fn place(field: &str) -> (&'static str, String) {
    if let Some(name) = field.strip_prefix(IN_QUERY) {
        return ("query", name.to_owned());
    }
    match field {
        "key" => ("header", IDEMPOTENCY_KEY.to_owned()),
        "fractie" => ("body", "fracties".to_owned()),
        "persoon" => ("body", "personen".to_owned()),
        "status" => ("body", "juridischeStatus".to_owned()),
        other => ("body", camel(other)),
    }
}

fn camel(field: &str) -> String {
    let mut out = String::with_capacity(field.len());
    let mut upper = false;
    for c in field.chars() {
        match c {
            '-' => upper = true,
            c if upper => {
                out.extend(c.to_uppercase());
                upper = false;
            }
            c => out.push(c),
        }
    }
    out
}

/// Layer around the whole site: every answer under `/api/` says its version, and a method nobody serves there is a
/// problem document too.
pub async fn stamp(request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let mut response = next.run(request).await;
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let status = StatusCode::METHOD_NOT_ALLOWED;
        let (title, detail) = (Lang::Nl.t("api-method-title"), Lang::Nl.t("api-method"));
        let allow = response.headers_mut().remove(header::ALLOW);
        response = document(status, &Problem { status: status.as_u16(), title, detail, errors: Vec::new() });
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    response.headers_mut().insert(VERSION_HEADER, HeaderValue::from_static(VERSION));
    response
}

// What comes in ----------------------------------------------------------------------------------------------------

/// A body, read only after the gate was asked: whoever may not is told that first.
pub struct Body {
    is_json: bool,
    bytes: Vec<u8>,
    key: String,
}

/// The header by which a POST is done once.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = AppError;

    async fn from_request(request: Request, _: &S) -> Result<Self, AppError> {
        let text = |headers: &HeaderMap, name: &str| {
            headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let kind = text(request.headers(), header::CONTENT_TYPE.as_str());
        let key = text(request.headers(), IDEMPOTENCY_KEY);
        let body = request.into_body().collect().await.map_err(|_| AppError::field("", "api-body"))?;
        let is_json = kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        Ok(Self { is_json, bytes: body.to_bytes().to_vec(), key })
    }
}

impl Body {
    /// The JSON in it; `Invalid` says where it does not fit.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, AppError> {
        if !self.is_json {
            return Err(AppError::field("", "api-body-type"));
        }
        serde_json::from_slice(&self.bytes).map_err(|error| {
            // The parser's own words quote the body (R90).
            let (line, column) = (error.line(), error.column());
            tracing::debug!(line, column, kind = ?error.classify(), "a body did not fit");
            let number = |n: usize| Value::Number(whole(n));
            let mut errors = FieldErrors::default();
            let at = vec![("line", number(error.line())), ("column", number(error.column()))];
            errors.add_with("", "api-body-fit", at);
            AppError::Invalid(errors)
        })
    }

    /// The key by which it is done once, apart for each resource; empty without one.
    pub fn key(&self, resource: &str) -> String {
        if self.key.is_empty() { String::new() } else { format!("{resource}:{}", self.key) }
    }
}

/// The query. Values stay texts until [`choice`] and its like read them, so that every error is by its name.
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        let query = Query::<T>::try_from_uri(&parts.uri);
        query.map(|Query(asked)| Self(asked)).map_err(|_| AppError::field("?", "api-query"))
    }
}

/// Last page of a list that is looked for.
const MAX_PAGE: u64 = 10_000;

/// A page number as typed; the first page is 1.
fn page_asked(errors: &mut FieldErrors, typed: &str) -> u64 {
    if typed.is_empty() {
        return 1;
    }
    let read = typed.parse().ok().filter(|page| (1..=MAX_PAGE).contains(page)).ok_or("error-number");
    errors.take("?pagina", read).unwrap_or(1)
}

/// One of the choices of a query parameter; `None` when it is absent.
fn choice<T>(errors: &mut FieldErrors, name: &str, typed: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
    if typed.is_empty() {
        return None;
    }
    errors.take(&format!("{IN_QUERY}{name}"), read(typed).ok_or("error-choice"))
}

// What goes out ----------------------------------------------------------------------------------------------------

/// Somebody, by id and name.
#[derive(Serialize, ToSchema)]
#[schema(as = Persoon)]
pub struct Person {
    id: Uuid,
    naam: String,
}

impl Person {
    fn of(book: &CouncilBook, id: Uuid) -> Self {
        Self { id, naam: book.name(id).to_owned() }
    }
}

/// A faction, by id and name.
#[derive(Serialize, ToSchema)]
#[schema(as = FractieNaam)]
pub struct FactionName {
    id: Uuid,
    naam: String,
}

impl FactionName {
    fn of(book: &CouncilBook, id: Uuid) -> Self {
        Self { id, naam: book.faction_name(id).to_owned() }
    }
}

/// A text, or nothing when it is empty.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A JSON answer.
fn json<T: Serialize>(answer: T) -> Response {
    axum::Json(answer).into_response()
}

/// The answer to a POST: what was made, and where it stands.
fn created<T: Serialize>(location: String, answer: T) -> Response {
    (StatusCode::CREATED, [(header::LOCATION, location)], axum::Json(answer)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_a_field_the_way_the_api_does() {
        assert_eq!(place("besloten-reden"), ("body", "beslotenReden".to_owned()));
        assert_eq!(place("fractie"), ("body", "fracties".to_owned()));
        assert_eq!(place("?stand"), ("query", "stand".to_owned()));
        assert_eq!(place("key"), ("header", "Idempotency-Key".to_owned()));
    }
}
