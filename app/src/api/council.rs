//! The composition of the council.

use axum::response::Response;
use domain::policy::{Facts, act};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Asked, json};
use crate::{
    ctx::Ctx,
    error::AppError,
    form::FieldErrors,
    people::{
        composition::{Composition, FactionBlock, Post},
        store,
    },
};

/// Which day.
#[derive(Deserialize, Default, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct CouncilQuery {
    #[param(value_type = Option<Date>)]
    op: String,
}

/// The council on a day.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Raad)]
pub struct Council {
    op: Date,
    zetels: Option<u16>,
    bezet: Option<u16>,
    fracties: Vec<Faction>,
    college: Vec<Member>,
    griffie: Vec<Member>,
}

/// One faction with its people.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Fractie)]
pub struct Faction {
    id: Uuid,
    naam: String,
    zijde: &'static str,
    bereik: &'static str,
    zetels: usize,
    afgesplitst_van: Option<String>,
    leden: Vec<Member>,
}

/// Somebody in a role.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Functie)]
pub struct Member {
    id: Uuid,
    naam: String,
    functie: &'static str,
    portefeuille: Option<String>,
    sinds: Date,
    afwezig: bool,
}

impl Member {
    fn of(post: Post) -> Self {
        Self {
            id: post.person,
            naam: post.name,
            functie: post.role.code(),
            portefeuille: post.portfolio,
            sinds: post.span.from,
            afwezig: post.away,
        }
    }
}

fn faction(side: domain::people::Side, block: FactionBlock) -> Faction {
    let zetels = block.members.len();
    let people = block.members.into_iter().chain(block.away).chain(block.committee).chain(block.secretaries);
    Faction {
        id: block.id,
        naam: block.name,
        zijde: side.code(),
        bereik: block.reach.code(),
        zetels,
        afgesplitst_van: block.split_from,
        leden: people.map(Member::of).collect(),
    }
}

/// `GET /raad`
#[utoipa::path(
    get, path = "/{gemeente}/raad", operation_id = "raad", tag = "raad", params(CouncilQuery),
    responses((status = 200, body = Council))
)]
pub async fn council(ctx: Ctx, Asked(asked): Asked<CouncilQuery>) -> Result<Response, AppError> {
    ctx.allow::<act::SeeCouncil>(Facts::default())?;
    let mut errors = FieldErrors::default();
    let day = match asked.op.as_str() {
        "" => Some(ctx.today()),
        text => errors.take("?op", domain::localtime::parse_date(text).ok_or("error-date")),
    };
    errors.check()?;
    let register = store::register(ctx.app.db.read(), &ctx.tenant).await?;
    let composition = Composition::on(&register, day.unwrap_or_else(|| ctx.today()));
    let people = |posts: Vec<Post>| posts.into_iter().map(Member::of).collect();
    Ok(json(Council {
        op: composition.day,
        zetels: composition.seats.map(|seats| seats.total),
        bezet: composition.seats.map(|seats| seats.taken),
        fracties: composition
            .sides
            .into_iter()
            .flat_map(|block| block.factions.into_iter().map(move |one| faction(block.side, one)))
            .collect(),
        college: people(composition.college),
        griffie: people(composition.office),
    }))
}
