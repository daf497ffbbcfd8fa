//! The pages of this room.

use axum::{extract::RawQuery, response::Response};
use domain::policy::{Facts, act};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    DecisionInput, SettingsInput,
    post::{self, Stage},
    store, views,
};
use crate::{
    balance,
    ctx::Ctx,
    error::AppError,
    form::{FieldErrors, fresh_key},
    page,
};

/// `GET /{gemeente}/instellingen`
pub async fn settings(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::SeeSettings>(Facts::default())?;
    let view = views::settings(&ctx, &SettingsInput::of(&ctx.tenant), &FieldErrors::default(), None);
    Ok(page::page(&ctx, ctx.t("settings-title"), view))
}

/// `GET /{gemeente}/instellingen/meten`
pub async fn measuring(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::SeeSettings>(Facts::default())?;
    let earlier = store::decisions(ctx.app.db.read(), &ctx.tenant).await?;
    let known = balance::measuring::load(ctx.app.db.read(), &ctx.tenant).await?;
    let draft = DecisionInput {
        niveau: known.level_at(ctx.now).code().to_owned(),
        datum: ctx.today().to_string(),
        dagen: known.reading_days(ctx.now).to_string(),
        key: fresh_key(),
        ..Default::default()
    };
    let view = views::measuring(&ctx, &draft, &FieldErrors::default(), &earlier, &known);
    Ok(page::page(&ctx, ctx.t("settings-measuring-title"), view))
}

/// Which mail.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    stand: String,
    voor: String,
}

/// `GET /{gemeente}/instellingen/post`
pub async fn mail(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    ctx.allow::<act::SeeOutbox>(Facts::default())?;
    let filter: Filter = serde_html_form::from_str(&query.unwrap_or_default()).unwrap_or_default();
    let db = ctx.app.db.read();
    let counts = post::counts(db, &ctx.tenant).await?;
    let stuck = counts.iter().any(|(stage, n)| *stage == Stage::Stuck && *n > 0);
    // What is stuck asks for somebody; without a choice it comes first.
    let usual = if stuck { Stage::Stuck } else { Stage::Waiting };
    let stage = Stage::parse(&filter.stand).unwrap_or(usual);
    let (lines, more) = post::page(db, &ctx.tenant, stage, Uuid::parse_str(&filter.voor).ok()).await?;
    let view = views::mail(&ctx, &counts, stage, &lines, more);
    Ok(page::page(&ctx, ctx.t("settings-mail-title"), view))
}
