//! Answers to an invitation, and who was there.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    answers::{Answer, Stand, Via},
    people::Role,
    policy::{Denied, Facts, act},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Body, FactionName, Person,
    gatherings::{Own, open, spot},
    json, some,
};
use crate::{
    AppState,
    answers::{
        commands,
        forms::AnswerInput,
        remarks,
        roll::{self, Order},
        store,
    },
    ctx::{Ctx, Id},
    error::AppError,
    people,
};

/// An answer. It replaces what was said before: without `antwoord` it is taken back, without `opmerking` there is none.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Antwoord)]
pub struct NewAnswer {
    antwoord: Option<String>,
    opmerking: Option<String>,
}

/// `PUT /bijeenkomsten/{id}/antwoord`
#[utoipa::path(
    put, path = "/{gemeente}/bijeenkomsten/{id}/antwoord", operation_id = "geefAntwoord", tag = "bijeenkomsten",
    request_body = NewAnswer, responses((status = 200, body = Own))
)]
pub async fn answer(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    body: Body,
) -> Result<Response, AppError> {
    let (row, facts) = open(&ctx, id.0).await?;
    let allowed = ctx.allow::<act::Answer>(facts)?;
    let NewAnswer { antwoord, opmerking } = body.read()?;
    let said = AnswerInput::replacing(antwoord, opmerking).parse().map_err(AppError::Invalid)?;
    let base_url = &app.settings.base_url;
    let outcome = commands::answer(&app.db, &allowed, base_url, row.id, said, Via::Api, ctx.now).await?;
    let (plek, wachtlijst_plaats) = spot(outcome.place);
    Ok(json(Own {
        antwoord: outcome.after.answer.map(Answer::code),
        opmerking: some(&outcome.after.note),
        plek,
        wachtlijst_plaats,
        plaatsen_over: outcome.left,
    }))
}

/// Everybody's answers.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Antwoorden)]
pub struct Answers {
    aantal: usize,
    antwoorden: Vec<Given>,
}

/// One invitation and what came back.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GegevenAntwoord)]
pub struct Given {
    persoon: Person,
    fractie: Option<FactionName>,
    zijde: Option<&'static str>,
    antwoord: Option<&'static str>,
    opmerking: Option<String>,
    plek: Option<&'static str>,
    wachtlijst_plaats: Option<usize>,
    via: Option<&'static str>,
    gegeven_op: Option<Timestamp>,
}

/// `GET /bijeenkomsten/{id}/antwoorden`: all of them for whoever may see names, their own for the secretary of a faction.
#[utoipa::path(
    get, path = "/{gemeente}/bijeenkomsten/{id}/antwoorden", operation_id = "antwoorden", tag = "bijeenkomsten",
    responses((status = 200, body = Answers))
)]
pub async fn names(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let (row, facts) = open(&ctx, id.0).await?;
    let only = match ctx.allow::<act::SeeNames>(facts) {
        Ok(_) => None,
        Err(refused) => {
            ctx.allow::<act::AnswerFor>(Facts { same_faction: true, ..facts }).map_err(|_| refused)?;
            let actor = ctx.actor()?;
            let own = actor.faction.filter(|_| actor.is(Role::FactionSecretary));
            Some(own.ok_or(AppError::Forbidden(Denied::NotYours))?)
        }
    };
    let db = app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let mut replies = store::replies(db, &ctx.tenant, row.id).await?;
    let seats = store::seats(&replies, row.capacity);
    let order = Order::on_day_of(&book, &row)?;
    remarks::keep_readable(&ctx, facts, &order, &mut replies)?;
    let mut list = Vec::new();
    for (faction, _, side, replies) in order.group(&book, replies, |reply| reply.person) {
        if only.is_some() && faction != only {
            continue;
        }
        list.extend(replies.into_iter().map(|reply| {
            let (plek, wachtlijst_plaats) = spot(seats.place_of(reply.person));
            Given {
                persoon: Person::of(&book, reply.person),
                fractie: faction.map(|faction| FactionName::of(&book, faction)),
                zijde: faction.map(|_| side.code()),
                antwoord: reply.answer.map(Answer::code),
                opmerking: some(&reply.note),
                plek,
                wachtlijst_plaats,
                via: reply.via.filter(|_| reply.answer.is_some()).map(Via::code),
                gegeven_op: reply.answered_at.filter(|_| reply.answer.is_some()),
            }
        }));
    }
    Ok(json(Answers { aantal: list.len(), antwoorden: list }))
}

/// Who was there. Nobody is named before the list is complete, except to the griffie, who ticks it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Presentie)]
pub struct Attendance {
    compleet_op: Option<Timestamp>,
    aantal: usize,
    aanwezigen: Vec<Present>,
    gasten: Vec<String>,
}

/// Somebody who was there.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Aanwezige)]
pub struct Present {
    persoon: Person,
    fractie: Option<FactionName>,
    zijde: Option<&'static str>,
    functie: Option<&'static str>,
    stand: &'static str,
    vervangt: Option<Uuid>,
}

/// `GET /bijeenkomsten/{id}/aanwezigen`
#[utoipa::path(
    get, path = "/{gemeente}/bijeenkomsten/{id}/aanwezigen", operation_id = "aanwezigen", tag = "bijeenkomsten",
    responses((status = 200, body = Attendance))
)]
pub async fn present(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let (row, facts) = open(&ctx, id.0).await?;
    ctx.allow::<act::SeeNames>(facts)?;
    let db = app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let roll = roll::roll(db, &ctx.tenant, &book, &row).await?;
    let shown = roll.closed_at.is_some() || ctx.may::<act::RecordAttendance>(facts);
    let mut people = Vec::new();
    for group in roll.groups.iter().filter(|_| shown) {
        people.extend(group.people.iter().filter_map(|person| {
            Some(Present {
                persoon: Person::of(&book, person.id),
                fractie: group.faction.map(|faction| FactionName::of(&book, faction)),
                zijde: group.faction.map(|_| group.side.code()),
                functie: person.role.map(Role::code),
                stand: person.stand.map(Stand::code)?,
                vervangt: person.substitute_for,
            })
        }));
    }
    let guests = roll.guests.into_iter().filter(|_| shown).map(|guest| guest.name).collect::<Vec<_>>();
    Ok(json(Attendance {
        compleet_op: roll.closed_at,
        aantal: people.len() + guests.len(),
        aanwezigen: people,
        gasten: guests,
    }))
}
