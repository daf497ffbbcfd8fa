//! The list of accounts, and the preview of a wave of invitations.

use axum::{extract::RawQuery, response::Response};
use domain::{
    people::Role,
    policy::{Facts, act},
};
use serde::Deserialize;

use super::{
    filter::Filter,
    store::{self, Stage},
    views,
};
use crate::{ctx::Ctx, error::AppError, page};

/// Words that are searched for at most.
const MOST_WORDS: usize = 10;

/// Which lines, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    stand: String,
    zoek: String,
    rol: String,
    fractie: String,
    blad: String,
}

/// `GET /{gemeente}/instellingen/accounts`
pub async fn list(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    ctx.allow::<act::ManageAccounts>(Facts::default())?;
    let asked: Asked = serde_html_form::from_str(&query.unwrap_or_default()).unwrap_or_default();
    let filter = Filter {
        stage: Stage::parse(&asked.stand),
        words: asked.zoek.split_whitespace().take(MOST_WORDS).collect::<Vec<_>>().join(" "),
        role: Role::parse(&asked.rol),
        faction: asked.fractie.parse().ok(),
    };
    let lines = store::lines(ctx.app.db.read(), &ctx.tenant, ctx.now).await?;
    let page = asked.blad.parse().unwrap_or(1);
    Ok(page::page(&ctx, ctx.t("accounts-register-title"), views::list(&ctx, &lines, &filter, page)))
}

/// `GET /{gemeente}/instellingen/accounts/uitnodigen`
pub async fn preview(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::ManageAccounts>(Facts::default())?;
    let lines = store::lines(ctx.app.db.read(), &ctx.tenant, ctx.now).await?;
    let without: Vec<_> = lines.into_iter().filter(|line| line.stage == Stage::None).collect();
    Ok(page::page(&ctx, ctx.t("accounts-register-preview-title"), views::preview(&ctx, &without)))
}
