//! Notes and papers of a gathering.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::policy::act;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Person, gatherings::open, json};
use crate::{
    AppState,
    ctx::{Ctx, Id},
    documents::store::{self as documents, What},
    error::AppError,
    notes, people,
};

/// The newest published notes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Verslag)]
pub struct Notes {
    versie: i64,
    tekst: String,
    opmaak: &'static str,
    gepubliceerd_op: Timestamp,
    gepubliceerd_door: Person,
    versies: Vec<Version>,
}

/// One version.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = VerslagVersie)]
pub struct Version {
    nummer: i64,
    gepubliceerd_op: Timestamp,
}

/// `GET /bijeenkomsten/{id}/verslag`
#[utoipa::path(
    get, path = "/{gemeente}/bijeenkomsten/{id}/verslag", operation_id = "verslag", tag = "bijeenkomsten",
    responses((status = 200, body = Notes))
)]
pub async fn notes(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let (row, facts) = open(&ctx, id.0).await?;
    let db = app.db.read();
    let all = notes::store::versions(db, &ctx.tenant, row.id).await?;
    ctx.allow::<act::ReadNotes>(notes::read_facts(facts, !all.is_empty()))?;
    let versies = all.iter().map(|v| Version { nummer: v.number, gepubliceerd_op: v.published_at }).collect();
    let newest = all.into_iter().next().ok_or(AppError::NotFound)?;
    let book = people::store::book(db, &ctx.tenant).await?;
    Ok(json(Notes {
        versie: newest.number,
        gepubliceerd_op: newest.published_at,
        gepubliceerd_door: Person::of(&book, newest.published_by),
        tekst: newest.body,
        opmaak: "text/markdown",
        versies,
    }))
}

/// The papers and links of a gathering.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Documenten)]
pub struct Documents {
    aantal: usize,
    documenten: Vec<Document>,
}

/// A paper, or a link to one elsewhere.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Document)]
pub struct Document {
    id: Uuid,
    titel: String,
    soort: &'static str,
    adres: String,
    bestandsnaam: Option<String>,
    mediatype: Option<String>,
    grootte: Option<i64>,
    toegevoegd_op: Timestamp,
}

impl Document {
    fn of(ctx: &Ctx, document: documents::Document) -> Self {
        let (id, titel, toegevoegd_op) = (document.id, document.title, document.added_at);
        match document.what {
            What::Link(adres) => Self {
                id,
                titel,
                soort: "link",
                adres,
                bestandsnaam: None,
                mediatype: None,
                grootte: None,
                toegevoegd_op,
            },
            What::File { name, media_type, size, .. } => Self {
                id,
                titel,
                soort: "bestand",
                adres: ctx.absolute(&format!("/documenten/{id}")),
                bestandsnaam: Some(name),
                mediatype: Some(media_type),
                grootte: Some(size),
                toegevoegd_op,
            },
        }
    }
}

/// `GET /bijeenkomsten/{id}/documenten`
#[utoipa::path(
    get, path = "/{gemeente}/bijeenkomsten/{id}/documenten", operation_id = "documenten", tag = "bijeenkomsten",
    responses((status = 200, body = Documents))
)]
pub async fn documents(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let (row, facts) = open(&ctx, id.0).await?;
    ctx.allow::<act::ReadDocuments>(facts)?;
    let found = documents::of_gathering(app.db.read(), &ctx.tenant, row.id).await?;
    Ok(json(Documents {
        aantal: found.len(),
        documenten: found.into_iter().map(|one| Document::of(&ctx, one)).collect(),
    }))
}
