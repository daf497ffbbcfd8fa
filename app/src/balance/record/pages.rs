//! GET handlers of one's own record, and of the griffie's look at another's.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::policy::{Facts, act};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    store,
    views::{self, Own},
};
use crate::{
    AppState,
    balance::{downloads, lookups, measuring, objections, retention},
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{FieldErrors, fresh_key},
    page,
    people::{self, store::CouncilBook},
};

/// What the address of a record may say.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct RecordQuery {
    /// The page goes on before this entry.
    voor: Option<Uuid>,
}

/// `GET /{gemeente}/mijn/vastgelegd`
pub async fn own(
    ctx: Ctx,
    State(app): State<AppState>,
    Query(query): Query<RecordQuery>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SeeOwnRecord>(Facts::default())?;
    let (db, person) = (app.db.read(), allowed.person());
    let entries = store::entries(db, &ctx.tenant, person, query.voor, store::PAGE).await?;
    let shown = Own {
        more: more(&ctx, "/mijn/vastgelegd", &entries),
        total: store::count(db, &ctx.tenant, person).await?,
        goes_on: query.voor.is_some(),
        lookups: &lookups::of(db, &ctx.tenant, person).await?,
        downloads: &downloads::of(db, &ctx.tenant, person).await?,
        objections: &objections::of(db, &ctx.tenant, person).await?,
        readings: retention::readings_of(db, &ctx.tenant, person).await?,
        measuring: &measuring::load(db, &ctx.tenant).await?,
        book: &people::store::book(db, &ctx.tenant).await?,
        may_object: ctx.may::<act::ObjectToMeasuring>(Facts::default()),
        entries: &entries,
    };
    Ok(page::page(&ctx, ctx.t("measuring-own-title"), views::own(&ctx, &shown)))
}

/// Where the record goes on, when this page is full.
fn more(ctx: &Ctx, path: &str, entries: &[store::OwnEntry]) -> Option<String> {
    let full = u64::try_from(entries.len()).is_ok_and(|n| n == store::PAGE);
    entries.last().filter(|_| full).map(|last| ctx.url(&format!("{path}?voor={}", last.id)))
}

/// The person a look is about; who is not here is not found.
pub(super) fn name_of(book: &CouncilBook, person: Uuid) -> Result<String, AppError> {
    book.people.get(&person).map(|entry| entry.name.clone()).ok_or(AppError::NotFound)
}

/// `GET /{gemeente}/raad/mensen/{id}/vastgelegd`: asks for the reason.
pub async fn ask(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    ctx.allow::<act::LookIntoRecord>(Facts::default())?;
    let book = people::store::book(app.db.read(), &ctx.tenant).await?;
    let name = name_of(&book, id.0)?;
    let view = views::ask(&ctx, id.0, &name, "", &fresh_key(), &FieldErrors::default());
    Ok(page::page(&ctx, ctx.tn("measuring-look-title", &[("name", name.as_str().into())]), view))
}

/// `GET /{gemeente}/raad/mensen/{id}/vastgelegd/{inzage}`: the record, as long as the look lasts.
pub async fn look(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id, look)): Path<(String, Id, Id)>,
    Query(query): Query<RecordQuery>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::LookIntoRecord>(Facts::default())?;
    let db = app.db.read();
    let book = people::store::book(db, &ctx.tenant).await?;
    let name = name_of(&book, id.0)?;
    let here = format!("/raad/mensen/{}/vastgelegd", id.0);
    let lookup = match lookups::open(db, &allowed, id.0, look.0, ctx.now).await? {
        lookups::Look::Open(lookup) => lookup,
        lookups::Look::Over => {
            return Ok(page::see(&ctx, &here, Some(Flash::new("measuring-look-over").with("name", name))));
        }
    };
    let entries = store::entries(db, &ctx.tenant, id.0, query.voor, store::PAGE).await?;
    let shown = views::LookPage {
        more: more(&ctx, &format!("{here}/{}", lookup.id), &entries),
        total: store::count(db, &ctx.tenant, id.0).await?,
        lookup: &lookup,
        name: &name,
        person: id.0,
        measuring: &measuring::load(db, &ctx.tenant).await?,
        book: &book,
        entries: &entries,
    };
    let title = ctx.tn("measuring-look-title", &[("name", name.as_str().into())]);
    Ok(page::page(&ctx, title, views::look(&ctx, &shown)))
}
