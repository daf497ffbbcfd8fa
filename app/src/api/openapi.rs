//! The document at `/api/v1/openapi.json`: generated from the handlers and their structs, in Dutch from the catalogue.

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;

use super::{
    BASE, IDEMPOTENCY_KEY, Problem, VERSION, answers, balance, briefings, council, gatherings, papers, questions,
    updates,
};
use crate::{AppState, text::Lang};

/// Everything there is.
#[derive(OpenApi)]
#[openapi(
    paths(
        document,
        council::council,
        gatherings::list,
        gatherings::plan,
        gatherings::one,
        answers::answer,
        answers::names,
        answers::present,
        papers::notes,
        papers::documents,
        questions::list,
        questions::ask,
        questions::one,
        updates::list,
        updates::one,
        briefings::list,
        balance::quarter,
        balance::download,
        balance::own_record
    ),
    components(schemas(Problem))
)]
struct Paths;

/// The licence of the software, by its SPDX name.
const LICENCE: &str = "EUPL-1.2";

/// `GET /openapi.json`: for anybody, from anywhere.
#[utoipa::path(get, path = "/openapi.json", operation_id = "openapi", tag = "beschrijving", responses((status = 200)))]
pub async fn document(State(app): State<AppState>) -> Response {
    let mut response = axum::Json(describe(&app.settings.base_url)).into_response();
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// The document of an installation at this address.
pub fn describe(base_url: &str) -> Value {
    let text = |key: &str| Lang::Nl.t(key);
    let mut whole = serde_json::to_value(Paths::openapi()).unwrap_or_default();
    whole["info"] = json!({
        "title": text("api-title"),
        "description": text("api-description"),
        "version": VERSION,
        "contact": { "name": text("app-name"), "url": base_url },
        "license": { "name": LICENCE, "identifier": LICENCE },
    });
    whole["servers"] = json!([{ "url": format!("{base_url}{BASE}"), "description": text("app-name") }]);
    whole["components"]["securitySchemes"] =
        json!({ "token": { "type": "http", "scheme": "bearer", "description": text("api-token") } });
    let mut tags = Vec::new();
    for (path, operations) in children(&mut whole["paths"]) {
        for (method, operation) in children(operations) {
            complete(path, method, operation);
            if let Some(tag) = operation["tags"][0].as_str().filter(|tag| !tags.iter().any(|known| known == tag)) {
                tags.push(tag.to_owned());
            }
        }
    }
    let tag = |name: &String| json!({ "name": name, "description": text(&format!("api-tag-{name}")) });
    whole["tags"] = tags.iter().map(tag).collect();
    for (_, schema) in children(&mut whole["components"]["schemas"]) {
        name_fields(schema);
    }
    whole
}

fn children(value: &mut Value) -> impl Iterator<Item = (&String, &mut Value)> {
    value.as_object_mut().map(Map::iter_mut).into_iter().flatten()
}

/// What holds for every operation: its words, the municipality, the token, the errors, the version.
fn complete(path: &str, method: &str, operation: &mut Value) {
    let text = |key: &str| Lang::Nl.t(key);
    let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
    operation["summary"] = json!(text(&format!("api-op-{id}")));
    if let Some(operation) = operation.as_object_mut() {
        operation.remove("description");
    }
    let mut parameters: Vec<Value> = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| {
            let schema =
                if name == "id" { json!({ "type": "string", "format": "uuid" }) } else { json!({ "type": "string" }) };
            let description = text(&format!("api-path-{name}"));
            json!({ "name": name, "in": "path", "required": true, "description": description, "schema": schema })
        })
        .collect();
    for mut asked in operation["parameters"].as_array().cloned().unwrap_or_default() {
        let name = asked["name"].as_str().unwrap_or_default();
        asked["description"] = json!(text(&format!("api-query-{name}")));
        parameters.push(asked);
    }
    if method == "post" {
        parameters.push(json!({
            "name": IDEMPOTENCY_KEY, "in": "header", "required": false, "description": text("api-idempotency-key"),
            "schema": { "type": "string", "maxLength": 80 },
        }));
    }
    let open = id == "openapi";
    operation["security"] = if open { json!([]) } else { json!([{ "token": [] }]) };
    if open {
        operation["responses"]["200"]["content"] = json!({ "application/json": { "schema": { "type": "object" } } });
    } else {
        // Nothing can be wrong with a request that brings nothing but its address.
        let brings_nothing = method == "get" && parameters.iter().all(|parameter| parameter["in"] == "path");
        for status in ["400", "401", "403", "404"].into_iter().filter(|status| !(brings_nothing && *status == "400")) {
            let error =
                json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Probleem" } } });
            operation["responses"][status]["content"] = error;
        }
    }
    operation["parameters"] = json!(parameters);
    for (status, response) in children(&mut operation["responses"]) {
        response["description"] = json!(text(&format!("api-status-{status}")));
        response["headers"]["API-Version"] =
            json!({ "description": text("api-version"), "schema": { "type": "string" } });
    }
}

/// Gives the fields of a struct their words; a field that needs none has none in the catalogue.
fn name_fields(schema: &mut Value) {
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("description");
    }
    for (name, field) in children(&mut schema["properties"]) {
        let Some(field) = field.as_object_mut() else { continue };
        field.remove("description");
        let key = format!("api-field-{name}");
        if Lang::Nl.has(&key) {
            field.insert("description".to_owned(), json!(Lang::Nl.t(&key)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn described() -> Value {
        describe("https://evenwijs.example")
    }

    #[test]
    fn every_api_route_is_in_the_document_and_nothing_else_is() {
        let table = crate::routes::table();
        let served: BTreeSet<(String, String)> = table
            .entries()
            .iter()
            .filter_map(|(method, path)| Some((method.as_str().to_lowercase(), path.strip_prefix(BASE)?.to_owned())))
            .collect();
        let mut whole = described();
        let mut told = BTreeSet::new();
        for (path, operations) in children(&mut whole["paths"]) {
            told.extend(children(operations).map(|(method, _)| (method.clone(), path.clone())));
        }
        assert_eq!(served, told);
        let outside = table.entries().iter().filter(|(_, path)| path.starts_with("/api/") && !path.starts_with(BASE));
        assert_eq!(outside.count(), 0);
    }

    #[test]
    fn every_text_in_the_document_is_in_both_catalogues() {
        let text = described().to_string();
        assert!(!text.contains("\"api-"), "a key without a text: {text}");
    }

    #[test]
    fn paths_are_kebab_case_properties_camel_case_and_references_lead_somewhere() {
        let mut whole = described();
        let text = whole.to_string();
        let schemas: Vec<String> =
            children(&mut whole["components"]["schemas"]).map(|(name, _)| name.clone()).collect();
        for reference in text.split("#/components/schemas/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(schemas.iter().any(|known| known == name), "{name}");
        }
        for (path, _) in children(&mut whole["paths"]) {
            assert!(
                path.chars().all(|c| c.is_ascii_lowercase() || "/-{}.".contains(c)) && !path.ends_with('/'),
                "{path}"
            );
        }
        for (_, schema) in children(&mut whole["components"]["schemas"]) {
            for (name, _) in children(&mut schema["properties"]) {
                assert!(
                    name.chars().all(|c| c.is_ascii_alphanumeric())
                        && name.starts_with(|c: char| c.is_ascii_lowercase()),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn everything_but_the_document_itself_asks_for_a_token() {
        let mut whole = described();
        for (path, operations) in children(&mut whole["paths"]) {
            for (_, operation) in children(operations) {
                assert_eq!(operation["security"].as_array().unwrap().is_empty(), path == "/openapi.json", "{path}");
            }
        }
    }
}
