//! The list of accounts, and the preview of a wave of invitations.

use axum::{extract::RawQuery, response::Response};
use domain::policy::{Facts, act};
use serde::Deserialize;

use super::{
    store::{self, Stage},
    views,
};
use crate::{ctx::Ctx, error::AppError, page};

/// Which lines.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    stand: String,
}

/// `GET /{gemeente}/instellingen/accounts`
pub async fn list(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    ctx.allow::<act::ManageAccounts>(Facts::default())?;
    let filter: Filter = serde_html_form::from_str(&query.unwrap_or_default()).unwrap_or_default();
    let lines = store::lines(ctx.app.db.read(), &ctx.tenant, ctx.now).await?;
    let view = views::list(&ctx, &lines, Stage::parse(&filter.stand));
    Ok(page::page(&ctx, ctx.t("accounts-register-title"), view))
}

/// `GET /{gemeente}/instellingen/accounts/uitnodigen`
pub async fn preview(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::ManageAccounts>(Facts::default())?;
    let lines = store::lines(ctx.app.db.read(), &ctx.tenant, ctx.now).await?;
    let without: Vec<_> = lines.into_iter().filter(|line| line.stage == Stage::None).collect();
    Ok(page::page(&ctx, ctx.t("accounts-register-preview-title"), views::preview(&ctx, &without)))
}
