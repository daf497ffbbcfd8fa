//! The JSON API under `/api/v1`: Dutch resource names, problem documents for errors, the same gate as the pages.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{error::AppError, text::Lang};

/// Version said in the `API-Version` header of every answer.
pub const VERSION: &str = "1.0.0";

/// An error as RFC 9457 has it. What cannot be used is 400 here, all errors together (Dutch API Design Rules).
pub fn problem(error: &AppError, reference: &str) -> Response {
    let status = match error {
        AppError::Invalid(_) => StatusCode::BAD_REQUEST,
        other => other.status(),
    };
    let (title, detail) = error.words(Lang::Nl, reference);
    let mut body = json!({ "status": status.as_u16(), "title": title, "detail": detail });
    if let AppError::Invalid(errors) = error {
        let list: Vec<_> = errors
            .all(Lang::Nl)
            .into_iter()
            .zip(errors.keys())
            .map(|((field, text), (_, key))| json!({ "in": "body", "location": field, "code": key, "detail": text }))
            .collect();
        body["errors"] = json!(list);
    }
    let headers = [(header::CONTENT_TYPE.as_str(), "application/problem+json"), ("api-version", VERSION)];
    (status, headers, body.to_string()).into_response()
}
