//! What was told to a part of the council, as far as the reader may see it.

use axum::{extract::State, response::Response};
use domain::policy::{Facts, act};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Asked, FactionName, Person, choice, json, page_asked};
use crate::{
    AppState,
    briefings::store::{self, Briefing, Eyes},
    ctx::Ctx,
    error::AppError,
    form::FieldErrors,
    people::{self, store::CouncilBook},
};

/// Which of them.
#[derive(Deserialize, Default, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct BriefingsQuery {
    #[param(value_type = Option<bool>)]
    gedeeld: String,
    #[param(value_type = Option<u64>)]
    pagina: String,
}

/// One page of them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GedeeldeInformatie)]
pub struct Briefings {
    aantal: u64,
    pagina: u64,
    per_pagina: u64,
    gedeelde_informatie: Vec<BriefingLine>,
}

/// One of them. The factions are those somebody of was told; to be shared is to be told to all.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GedeeldeInformatieRegel)]
pub struct BriefingLine {
    id: Uuid,
    onderwerp: String,
    tekst: String,
    opmaak: &'static str,
    wijze: &'static str,
    verteld_door: Person,
    verteld_op: Timestamp,
    verteld_aan: Vec<FactionName>,
    moet_bekend_zijn_voor: Option<Timestamp>,
    gedeeld_op: Option<Timestamp>,
}

impl BriefingLine {
    fn of(book: &CouncilBook, briefing: Briefing) -> Self {
        Self {
            verteld_aan: briefing
                .told_by_faction()
                .into_keys()
                .flatten()
                .map(|faction| FactionName::of(book, faction))
                .collect(),
            id: briefing.id,
            onderwerp: briefing.title,
            tekst: briefing.body,
            opmaak: "text/markdown",
            wijze: briefing.way.code(),
            verteld_door: Person::of(book, briefing.teller),
            verteld_op: briefing.told_at,
            moet_bekend_zijn_voor: briefing.needed_at,
            gedeeld_op: briefing.shared.map(|(at, _)| at),
        }
    }
}

/// `GET /gedeelde-informatie`
#[utoipa::path(
    get, path = "/{gemeente}/gedeelde-informatie", operation_id = "gedeeldeInformatie", tag = "gedeelde-informatie",
    params(BriefingsQuery), responses((status = 200, body = Briefings))
)]
pub async fn list(
    ctx: Ctx,
    State(app): State<AppState>,
    Asked(asked): Asked<BriefingsQuery>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBriefings>(Facts::default())?;
    let mut errors = FieldErrors::default();
    let page = page_asked(&mut errors, &asked.pagina);
    let shared = choice(&mut errors, "gedeeld", &asked.gedeeld, |text| text.parse::<bool>().ok());
    errors.check()?;
    let actor = ctx.actor()?;
    let (db, eyes) = (app.db.read(), Eyes::of(&actor.roles, actor.person));
    let found = store::list(db, &ctx.tenant, eyes, shared, page).await?;
    let counts = store::counts(db, &ctx.tenant, eyes).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    Ok(json(Briefings {
        aantal: match shared {
            None => counts.shared + counts.waiting,
            Some(true) => counts.shared,
            Some(false) => counts.waiting,
        },
        pagina: page,
        per_pagina: store::PAGE,
        gedeelde_informatie: found.into_iter().map(|briefing| BriefingLine::of(&book, briefing)).collect(),
    }))
}
