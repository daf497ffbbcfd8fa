//! Quarterly updates.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::policy::{Facts, act};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Asked, Person, balance::quarter_code, json, page_asked, some};
use crate::{
    AppState,
    ctx::{Ctx, Id},
    error::AppError,
    form::FieldErrors,
    people,
    updates::store,
};

/// Which page.
#[derive(Deserialize, Default, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct UpdatesQuery {
    #[param(value_type = Option<u64>)]
    pagina: String,
}

/// One page of what is published.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Kwartaalupdates)]
pub struct Updates {
    aantal: u64,
    pagina: u64,
    per_pagina: u64,
    kwartaalupdates: Vec<UpdateLine>,
}

/// One line of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = KwartaalupdateRegel)]
pub struct UpdateLine {
    id: Uuid,
    kwartaal: String,
    titel: String,
    bestuurder: Person,
    gepubliceerd_op: Option<Timestamp>,
}

/// `GET /kwartaalupdates`
#[utoipa::path(
    get, path = "/{gemeente}/kwartaalupdates", operation_id = "kwartaalupdates", tag = "kwartaalupdates",
    params(UpdatesQuery), responses((status = 200, body = Updates))
)]
pub async fn list(
    ctx: Ctx,
    State(app): State<AppState>,
    Asked(asked): Asked<UpdatesQuery>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeUpdates>(Facts::default())?;
    let mut errors = FieldErrors::default();
    let page = page_asked(&mut errors, &asked.pagina);
    errors.check()?;
    let db = app.db.read();
    let (found, _) = store::published(db, &ctx.tenant, page).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let line = |line: store::Line| UpdateLine {
        id: line.id,
        kwartaal: quarter_code(line.quarter),
        titel: line.title,
        bestuurder: Person::of(&book, line.alderman),
        gepubliceerd_op: line.life.published_at,
    };
    Ok(json(Updates {
        aantal: store::count_published(db, &ctx.tenant).await?,
        pagina: page,
        per_pagina: store::PAGE,
        kwartaalupdates: found.into_iter().map(line).collect(),
    }))
}

/// One update.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Kwartaalupdate)]
pub struct Update {
    id: Uuid,
    kwartaal: String,
    titel: String,
    stand: &'static str,
    bestuurder: Person,
    gebeurd: String,
    mislukt: String,
    vooruitblik: String,
    opmaak: &'static str,
    cijfers: Vec<Figure>,
    ingepland_voor: Option<Timestamp>,
    gepubliceerd_op: Option<Timestamp>,
}

/// A figure, as somebody wrote it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Cijfer)]
pub struct Figure {
    naam: String,
    waarde: String,
    doel: Option<String>,
    bron: Option<String>,
}

/// `GET /kwartaalupdates/{id}`
#[utoipa::path(
    get, path = "/{gemeente}/kwartaalupdates/{id}", operation_id = "kwartaalupdate", tag = "kwartaalupdates",
    responses((status = 200, body = Update))
)]
pub async fn one(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let actor = ctx.actor()?;
    let db = app.db.read();
    let update = store::find(db, &ctx.tenant, id.0).await?;
    ctx.allow::<act::SeeUpdate>(update.facts(actor.person))?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let figure = |figure: store::Figure| Figure {
        naam: figure.name,
        waarde: figure.value,
        doel: some(&figure.target),
        bron: some(&figure.source),
    };
    Ok(json(Update {
        id: update.id,
        kwartaal: quarter_code(update.quarter),
        stand: update.state().code(),
        titel: update.title,
        bestuurder: Person::of(&book, update.alderman),
        gebeurd: update.happened,
        mislukt: update.failed,
        vooruitblik: update.ahead,
        opmaak: "text/markdown",
        cijfers: update.figures.into_iter().map(figure).collect(),
        ingepland_voor: update.life.scheduled_for,
        gepubliceerd_op: update.life.published_at,
    }))
}
