//! Gatherings.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    answers::{Answer, Place},
    gatherings::{Kind, LegalStatus, Openness, Shelf},
    localtime::{format_time, parse_date},
    policy::{Facts, act},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Asked, BASE, Body, FactionName, Person, choice, created, json, page_asked, some};
use crate::{
    AppState, answers,
    ctx::{Ctx, Id},
    error::AppError,
    form::FieldErrors,
    gatherings::{
        commands::{
            self, Plan, Stage,
            series::{PlanSeries, plan_series},
        },
        entity::gathering,
        input::Input,
        store::{self, Card, Filter},
    },
    people::{self, store::CouncilBook},
};

/// A gathering the reader may know of, and what the policy needs to know of it.
pub(super) async fn open(ctx: &Ctx, id: Uuid) -> Result<(gathering::Model, Facts), AppError> {
    let actor = ctx.actor()?;
    let db = ctx.app.db.read();
    let row = store::find(db, &ctx.tenant, id).await?;
    let facts = store::facts(db, actor, &row).await?;
    ctx.allow::<act::SeeGathering>(facts)?;
    Ok((row, facts))
}

/// The filter of the list.
#[derive(Deserialize, Default, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct GatheringsQuery {
    #[param(value_type = Option<String>)]
    stand: String,
    #[param(value_type = Option<String>)]
    soort: String,
    #[param(value_type = Option<u64>)]
    pagina: String,
}

/// One page of the list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Bijeenkomsten)]
pub struct Gatherings {
    stand: &'static str,
    aantal: u64,
    pagina: u64,
    per_pagina: u64,
    meer: bool,
    bijeenkomsten: Vec<Line>,
}

/// One line of the list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BijeenkomstRegel)]
pub struct Line {
    id: Uuid,
    soort: &'static str,
    titel: String,
    stand: &'static str,
    begint_op: Timestamp,
    eindigt_op: Timestamp,
    tijdzone: Option<String>,
    plaats: Option<String>,
    openbaarheid: &'static str,
    uitgenodigd: bool,
    antwoord: Option<&'static str>,
}

impl Line {
    fn of(card: Card) -> Self {
        Self {
            id: card.id,
            soort: card.kind.code(),
            titel: card.title,
            stand: card.state.code(),
            begint_op: card.starts_at,
            eindigt_op: card.ends_at,
            tijdzone: card.zone.iana_name().map(str::to_owned),
            plaats: some(&card.place),
            openbaarheid: card.openness.code(),
            uitgenodigd: card.own.is_some(),
            antwoord: card.own.flatten().map(Answer::code),
        }
    }
}

/// `GET /bijeenkomsten`
#[utoipa::path(
    get, path = "/{gemeente}/bijeenkomsten", operation_id = "bijeenkomsten", tag = "bijeenkomsten",
    params(GatheringsQuery), responses((status = 200, body = Gatherings))
)]
pub async fn list(
    ctx: Ctx,
    State(app): State<AppState>,
    Asked(asked): Asked<GatheringsQuery>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SeeGatherings>(Facts::default())?;
    let mut errors = FieldErrors::default();
    let shelf = choice(&mut errors, "stand", &asked.stand, Shelf::parse).unwrap_or_default();
    let kind = choice(&mut errors, "soort", &asked.soort, Kind::parse);
    let page = page_asked(&mut errors, &asked.pagina);
    errors.check()?;
    let filter = Filter { shelf, kind, page };
    let found = store::list(app.db.read(), allowed.actor(), filter, ctx.now).await?;
    Ok(json(Gatherings {
        stand: shelf.code(),
        aantal: store::total(app.db.read(), allowed.actor(), shelf, kind, ctx.now).await?,
        pagina: page,
        per_pagina: store::PAGE,
        meer: found.more,
        bijeenkomsten: found.cards.into_iter().map(Line::of).collect(),
    }))
}

/// One gathering.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Bijeenkomst)]
pub struct Gathering {
    id: Uuid,
    soort: &'static str,
    titel: String,
    samenvatting: Option<String>,
    stand: &'static str,
    datum: Date,
    begin: Option<String>,
    eind: Option<String>,
    tijdzone: String,
    begint_op: Timestamp,
    eindigt_op: Timestamp,
    plaats: Option<String>,
    link: Option<String>,
    ris: Option<String>,
    juridische_status: &'static str,
    openbaarheid: &'static str,
    besloten_reden: Option<String>,
    wie: &'static str,
    wie_reden: Option<String>,
    fracties: Vec<FactionName>,
    personen: Vec<Person>,
    agenda: Option<String>,
    gastheer: Option<Person>,
    plaatsen: Option<u32>,
    afgelast_reden: Option<String>,
    reeks: Option<InSeries>,
    antwoorden: Counts,
    mijn_antwoord: Option<Own>,
    gewijzigd_op: Timestamp,
    versie: i64,
}

/// The series it is one of: how often it comes, which one this is, and all that the reader may know of, by begin.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Reeks)]
pub struct InSeries {
    id: Uuid,
    ritme: &'static str,
    nummer: usize,
    aantal: usize,
    bijeenkomsten: Vec<Uuid>,
}

/// How many answered what.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AntwoordTelling)]
pub struct Counts {
    uitgenodigd: usize,
    ja: usize,
    misschien: usize,
    nee: usize,
    op_wachtlijst: usize,
}

/// The reader's own answer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MijnAntwoord)]
pub struct Own {
    pub(super) antwoord: Option<&'static str>,
    pub(super) opmerking: Option<String>,
    pub(super) plek: Option<&'static str>,
    pub(super) wachtlijst_plaats: Option<usize>,
    pub(super) plaatsen_over: Option<u32>,
}

/// Whether there is a place: its word, and the number on the waiting list.
pub(super) fn spot(place: Place) -> (Option<&'static str>, Option<usize>) {
    match place {
        Place::Seated => (Some("plaats"), None),
        Place::Waiting(n) => (Some("wachtlijst"), Some(n)),
        Place::None => (None, None),
    }
}

async fn whole(ctx: &Ctx, row: gathering::Model) -> Result<Gathering, AppError> {
    let (db, me) = (ctx.app.db.read(), ctx.actor()?.person);
    let book = people::store::book(db, &ctx.tenant).await?;
    let replies = answers::store::replies(db, &ctx.tenant, row.id).await?;
    let seats = answers::store::seats(&replies, row.capacity);
    let said = |answer| replies.iter().filter(|reply| reply.answer == Some(answer)).count();
    let counts = Counts {
        uitgenodigd: replies.len(),
        ja: said(Answer::Yes),
        misschien: said(Answer::Maybe),
        nee: said(Answer::No),
        op_wachtlijst: seats.waiting.len(),
    };
    let own = replies.iter().find(|reply| reply.person == me).map(|reply| {
        let (plek, wachtlijst_plaats) = spot(seats.place_of(me));
        Own {
            antwoord: reply.answer.map(Answer::code),
            opmerking: some(&reply.note),
            plek,
            wachtlijst_plaats,
            plaatsen_over: seats.left(answers::store::places(row.capacity)),
        }
    });
    let gathering = store::read(db, &ctx.tenant, row).await?;
    let clerk = ctx.may::<act::PlanGathering>(Facts::default());
    let series = store::neighbours(db, &ctx.tenant, &gathering, clerk, ctx.now).await?.map(|series| InSeries {
        id: series.id,
        ritme: series.rhythm.code(),
        nummer: series.place_of(gathering.id),
        aantal: series.cards.len(),
        bijeenkomsten: series.cards.iter().map(|card| card.id).collect(),
    });
    Ok(Gathering { reeks: series, ..describe(ctx, &book, gathering, counts, own) })
}

fn describe(
    ctx: &Ctx,
    book: &CouncilBook,
    gathering: store::Gathering,
    antwoorden: Counts,
    mijn_antwoord: Option<Own>,
) -> Gathering {
    let stand = gathering.state(ctx.now).code();
    let details = gathering.details;
    Gathering {
        id: gathering.id,
        soort: details.kind.code(),
        titel: details.title,
        samenvatting: some(&gathering.summary),
        stand,
        datum: gathering.date,
        begin: details.start.map(format_time),
        eind: details.end.map(format_time),
        tijdzone: gathering.zone_name,
        begint_op: gathering.when.starts_at,
        eindigt_op: gathering.when.ends_at,
        plaats: details.place,
        link: details.link,
        ris: gathering.ris_url,
        juridische_status: details.legal_status.code(),
        openbaarheid: details.openness.code(),
        besloten_reden: details.closed_reason,
        wie: details.audience.kind.code(),
        wie_reden: details.audience.reason,
        fracties: details.audience.factions.iter().map(|id| FactionName::of(book, *id)).collect(),
        personen: details.audience.people.iter().map(|id| Person::of(book, *id)).collect(),
        agenda: some(&details.agenda),
        gastheer: details.host.map(|host| Person::of(book, host)),
        plaatsen: details.capacity,
        afgelast_reden: gathering.cancel_reason,
        reeks: None,
        antwoorden,
        mijn_antwoord,
        gewijzigd_op: gathering.changed_at,
        versie: gathering.version,
    }
}

/// `GET /bijeenkomsten/{id}`
#[utoipa::path(
    get, path = "/{gemeente}/bijeenkomsten/{id}", operation_id = "bijeenkomst", tag = "bijeenkomsten",
    responses((status = 200, body = Gathering))
)]
pub async fn one(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    let (row, _) = open(&ctx, id.0).await?;
    Ok(json(whole(&ctx, row).await?))
}

/// A gathering to make. What is left out gets the default of the form.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = NieuweBijeenkomst)]
pub struct NewGathering {
    #[schema(required)]
    stand: String,
    #[schema(required)]
    soort: String,
    #[schema(required)]
    titel: String,
    samenvatting: String,
    #[schema(required, format = Date)]
    datum: String,
    #[schema(required)]
    begin: String,
    #[schema(required)]
    eind: String,
    plaats: String,
    link: String,
    ris: String,
    juridische_status: Option<String>,
    openbaarheid: Option<String>,
    besloten_reden: String,
    wie: Option<String>,
    wie_reden: String,
    fracties: Vec<String>,
    personen: Vec<String>,
    agenda: String,
    gastheer: Option<String>,
    plaatsen: Option<i64>,
    herhaling: Option<Repetition>,
}

/// How often it comes again, from `datum` on: so many times, or until a day, not both; days in `zonder` are left out. Every one of them is a gathering of its own; the answer is the first one.
#[derive(Serialize, Deserialize, Default, Clone, ToSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Herhaling)]
pub struct Repetition {
    #[schema(required)]
    ritme: String,
    keren: Option<i64>,
    #[schema(format = Date)]
    tot: String,
    zonder: Vec<String>,
}

impl NewGathering {
    fn stage(&self) -> Option<Stage> {
        match self.stand.as_str() {
            "concept" => Some(Stage::Draft),
            "gepland" => Some(Stage::Planned),
            "gehouden" => Some(Stage::Held),
            _ => None,
        }
    }

    /// As the form would have sent it.
    fn typed(self, key: String) -> Input {
        let status = Kind::parse(&self.soort).map(|kind| kind.default_legal_status());
        let status = status.unwrap_or(LegalStatus::InformalGathering);
        let or = |given: Option<String>, otherwise: &str| given.unwrap_or_else(|| otherwise.to_owned());
        Input {
            soort: self.soort,
            titel: self.titel,
            samenvatting: self.samenvatting,
            datum: self.datum,
            begin: self.begin,
            eind: self.eind,
            plaats: self.plaats,
            link: self.link,
            ris: self.ris,
            status: or(self.juridische_status, status.code()),
            openbaarheid: or(self.openbaarheid, Openness::Public.code()),
            besloten_reden: self.besloten_reden,
            wie: or(self.wie, domain::gatherings::AudienceKind::Everybody.code()),
            wie_reden: self.wie_reden,
            fractie: self.fracties,
            persoon: self.personen,
            agenda: self.agenda,
            gastheer: self.gastheer.unwrap_or_default(),
            plaatsen: self.plaatsen.map(|places| places.to_string()).unwrap_or_default(),
            herhalen: self.herhaling.as_ref().map(|again| again.ritme.clone()).unwrap_or_default(),
            keren: self.herhaling.as_ref().and_then(|again| again.keren).map(|n| n.to_string()).unwrap_or_default(),
            tot: self.herhaling.map(|again| again.tot).unwrap_or_default(),
            key,
            ..Input::default()
        }
    }
}

/// `POST /bijeenkomsten`
#[utoipa::path(
    post, path = "/{gemeente}/bijeenkomsten", operation_id = "maakBijeenkomst", tag = "bijeenkomsten",
    request_body = NewGathering, responses((status = 201, body = Gathering))
)]
pub async fn plan(ctx: Ctx, State(app): State<AppState>, body: Body) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::PlanGathering>(Facts::default())?;
    let asked: NewGathering = body.read()?;
    let stage = asked.stage();
    let again = asked.herhaling.clone();
    let input = asked.typed(body.key("bijeenkomsten"));
    let parsed = input.parse(stage.unwrap_or(Stage::Draft), ctx.tenant.zone());
    let (stage, filled) = match (stage, parsed) {
        (Some(stage), Ok(filled)) => (stage, filled),
        (stage, parsed) => {
            let mut errors = parsed.err().unwrap_or_default();
            if stage.is_none() {
                errors.add("stand", "error-choice");
            }
            return Err(AppError::Invalid(errors));
        }
    };
    let id = match (again, filled.details.date) {
        (Some(again), Some(first)) => {
            let (rhythm, mut dates) = input.repetition(first).map_err(AppError::Invalid)?;
            let mut errors = FieldErrors::default();
            for day in &again.zonder {
                match parse_date(day) {
                    Some(day) => dates.retain(|date| *date != day),
                    None => errors.add("zonder", "error-date"),
                }
            }
            errors.check()?;
            let series = PlanSeries { filled, stage, rhythm, dates, key: input.key };
            plan_series(&app.db, &allowed, series, ctx.now).await?
        }
        _ => commands::plan(&app.db, &allowed, Plan { filled, stage, key: input.key }, ctx.now).await?,
    };
    let (row, _) = open(&ctx, id).await?;
    let location = format!("{BASE}{}", ctx.url(&format!("/bijeenkomsten/{id}")));
    Ok(created(location, whole(&ctx, row).await?))
}
