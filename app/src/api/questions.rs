//! Questions to the college.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::policy::{Facts, act};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Asked, BASE, Body, FactionName, Person, choice, created, json, page_asked};
use crate::{
    AppState,
    ctx::{Ctx, Id},
    error::AppError,
    form::FieldErrors,
    gatherings, people,
    people::store::CouncilBook,
    questions::{
        commands,
        input::AskInput,
        store::{self, Filter, Line},
    },
};

/// The filter of the register.
#[derive(Deserialize, Default, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct QuestionsQuery {
    #[param(value_type = Option<String>)]
    stand: String,
    #[param(value_type = Option<Uuid>)]
    van: String,
    #[param(value_type = Option<String>)]
    zoek: String,
    #[param(value_type = Option<u64>)]
    pagina: String,
}

/// One page of the register.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Vragen)]
pub struct Questions {
    aantal: u64,
    open: u64,
    te_laat: u64,
    beantwoord: u64,
    pagina: u64,
    per_pagina: u64,
    vragen: Vec<QuestionLine>,
}

/// One line of the register.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = VraagRegel)]
pub struct QuestionLine {
    id: Uuid,
    soort: &'static str,
    titel: String,
    stand: &'static str,
    vrager: Person,
    fractie: Option<FactionName>,
    gesteld_op: Date,
    antwoord_voor: Date,
    te_laat: bool,
    beantwoord_op: Option<Timestamp>,
    portefeuillehouder: Option<Person>,
}

impl QuestionLine {
    fn of(book: &CouncilBook, line: Line, today: Date) -> Self {
        Self {
            id: line.id,
            soort: line.kind.code(),
            titel: line.title,
            stand: line.life.state().code(),
            vrager: Person::of(book, line.asker),
            fractie: line.faction.map(|faction| FactionName::of(book, faction)),
            gesteld_op: line.life.asked_on,
            antwoord_voor: line.life.due(),
            te_laat: line.life.overdue(today),
            beantwoord_op: line.life.answered_at,
            portefeuillehouder: line.holder.map(|holder| Person::of(book, holder)),
        }
    }
}

/// `GET /vragen`
#[utoipa::path(
    get, path = "/{gemeente}/vragen", operation_id = "vragen", tag = "vragen", params(QuestionsQuery),
    responses((status = 200, body = Questions))
)]
pub async fn list(
    ctx: Ctx,
    State(app): State<AppState>,
    Asked(asked): Asked<QuestionsQuery>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeQuestions>(Facts::default())?;
    let mut errors = FieldErrors::default();
    let answered = choice(&mut errors, "stand", &asked.stand, |stand| match stand {
        "open" => Some(false),
        "beantwoord" => Some(true),
        _ => None,
    });
    let faction = choice(&mut errors, "van", &asked.van, |id| id.parse().ok());
    let page = page_asked(&mut errors, &asked.pagina);
    errors.check()?;
    let words = asked.zoek.trim().chars().take(crate::questions::input::MAX_SEARCH).collect();
    let filter = Filter { answered, faction, words };
    let db = app.db.read();
    let (lines, _) = store::list(db, &ctx.tenant, &filter, page).await?;
    let counts = store::counts(db, &ctx.tenant, &filter, ctx.today()).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    Ok(json(Questions {
        aantal: match answered {
            None => counts.all(),
            Some(true) => counts.answered,
            Some(false) => counts.open,
        },
        open: counts.open,
        te_laat: counts.overdue,
        beantwoord: counts.answered,
        pagina: page,
        per_pagina: store::PAGE,
        vragen: lines.into_iter().map(|line| QuestionLine::of(&book, line, ctx.today())).collect(),
    }))
}

/// One question with its answer, once that is released.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Vraag)]
pub struct Question {
    id: Uuid,
    soort: &'static str,
    titel: String,
    tekst: String,
    opmaak: &'static str,
    stand: &'static str,
    vrager: Person,
    fractie: Option<FactionName>,
    bijeenkomst: Option<Uuid>,
    gesteld_op: Timestamp,
    antwoord_voor: Date,
    te_laat: bool,
    portefeuillehouder: Option<Person>,
    doorgezet_op: Option<Timestamp>,
    antwoord: Option<String>,
    beantwoord_op: Option<Timestamp>,
    beantwoord_door: Option<Person>,
}

async fn whole(ctx: &Ctx, app: &AppState, question: store::Question) -> Result<Question, AppError> {
    let db = app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let gathering = match question.gathering {
        Some(id) => {
            let row = gatherings::store::find(db, &ctx.tenant, id).await?;
            let facts = gatherings::store::facts(db, ctx.actor()?, &row).await?;
            ctx.may::<act::SeeGathering>(facts).then_some(id)
        }
        None => None,
    };
    Ok(Question {
        id: question.id,
        soort: question.kind.code(),
        stand: question.state().code(),
        titel: question.title,
        tekst: question.body,
        opmaak: "text/markdown",
        vrager: Person::of(&book, question.asker),
        fractie: question.faction.map(|faction| FactionName::of(&book, faction)),
        bijeenkomst: gathering,
        gesteld_op: question.asked_at,
        antwoord_voor: question.life.due(),
        te_laat: question.life.overdue(ctx.today()),
        portefeuillehouder: question.holder.map(|holder| Person::of(&book, holder)),
        doorgezet_op: question.life.routed_at,
        antwoord: question.answer,
        beantwoord_op: question.life.answered_at,
        beantwoord_door: question.answered_by.map(|by| Person::of(&book, by)),
    })
}

/// `GET /vragen/{id}`
#[utoipa::path(
    get, path = "/{gemeente}/vragen/{id}", operation_id = "vraag", tag = "vragen",
    responses((status = 200, body = Question))
)]
pub async fn one(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeQuestions>(Facts::default())?;
    let question = store::find(app.db.read(), &ctx.tenant, id.0).await?;
    Ok(json(whole(&ctx, &app, question).await?))
}

/// A question to ask.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = NieuweVraag)]
pub struct NewQuestion {
    #[schema(required)]
    soort: String,
    #[schema(required)]
    titel: String,
    #[schema(required)]
    tekst: String,
    bijeenkomst: Option<String>,
}

/// `POST /vragen`
#[utoipa::path(
    post, path = "/{gemeente}/vragen", operation_id = "stelVraag", tag = "vragen", request_body = NewQuestion,
    responses((status = 201, body = Question))
)]
pub async fn ask(ctx: Ctx, State(app): State<AppState>, body: Body) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::AskQuestion>(Facts::default())?;
    let NewQuestion { soort, titel, tekst, bijeenkomst } = body.read()?;
    let key = body.key("vragen");
    let input = AskInput { soort, titel, tekst, bijeenkomst: bijeenkomst.unwrap_or_default(), key };
    let ask = input.parse().map_err(AppError::Invalid)?;
    let asked = commands::ask(&app.db, &allowed, &app.settings.base_url, ask, ctx.now).await;
    // The address is right; what is not there, or not for this reader, is the gathering named in the body.
    let id = asked.map_err(|error| match error {
        AppError::NotFound => AppError::field("bijeenkomst", "error-choice"),
        other => other,
    })?;
    let question = store::find(app.db.read(), &ctx.tenant, id).await?;
    let location = format!("{BASE}{}", ctx.url(&question.path()));
    Ok(created(location, whole(&ctx, &app, question).await?))
}
