//! POST handlers: objecting, and beginning a look at another's record.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::policy::{Facts, act};
use serde::Deserialize;

use super::{pages, views};
use crate::{
    AppState,
    balance::{lookups, objections},
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::Form,
    page, people,
};

const RECORD: &str = "/mijn/vastgelegd";

/// "Maak bezwaar", with or without erasing what there is.
#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct ObjectInput {
    wissen: String,
}

/// `POST /{gemeente}/mijn/bezwaar`
pub async fn object(
    ctx: Ctx,
    State(app): State<AppState>,
    Form(input): Form<ObjectInput>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ObjectToMeasuring>(Facts::default())?;
    let erase = input.wissen == "ja";
    let gone = objections::object(&app.db, &allowed, erase, ctx.now).await?;
    let flash = if erase {
        Flash::new("measuring-objected-erased").with("n", gone)
    } else {
        Flash::new("measuring-objected").undo("/mijn/bezwaar/intrekking", Vec::new())
    };
    Ok(page::see(&ctx, RECORD, Some(flash)))
}

/// `POST /{gemeente}/mijn/bezwaar/wissing`
pub async fn erase(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ObjectToMeasuring>(Facts::default())?;
    let gone = objections::erase(&app.db, &allowed, ctx.now).await?;
    Ok(page::see(&ctx, RECORD, Some(Flash::new("measuring-erased").with("n", gone))))
}

/// `POST /{gemeente}/mijn/bezwaar/intrekking`
pub async fn withdraw(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ObjectToMeasuring>(Facts::default())?;
    objections::withdraw(&app.db, &allowed, ctx.now).await?;
    Ok(page::see(&ctx, RECORD, Some(Flash::new("measuring-withdrawn"))))
}

/// Why somebody's record is to be looked at.
#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct LookInput {
    reden: String,
    key: String,
}

/// `POST /{gemeente}/raad/mensen/{id}/vastgelegd`
pub async fn look(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<LookInput>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::LookIntoRecord>(Facts::default())?;
    let book = people::store::book(app.db.read(), &ctx.tenant).await?;
    let name = pages::name_of(&book, id.0)?;
    match lookups::begin(&app.db, &allowed, id.0, &input.reden, &input.key, ctx.now).await {
        Ok(look) => Ok(page::see(&ctx, &format!("/raad/mensen/{}/vastgelegd/{look}", id.0), None)),
        Err(AppError::Invalid(errors)) => {
            let view = views::ask(&ctx, id.0, &name, &input.reden, &input.key, &errors);
            let title = ctx.tn("measuring-look-title", &[("name", name.as_str().into())]);
            Ok(page::unprocessable(&ctx, title, view))
        }
        Err(error) => Err(error),
    }
}
