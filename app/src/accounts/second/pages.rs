//! Pages of the second factor. None of them changes anything (R39).

use axum::{
    extract::Query,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::policy::{Facts, act};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    codes,
    commands::{self, Offer},
    steps::{self, Step},
    store, views,
};
use crate::{accounts, ctx::Ctx, error::AppError, form::FieldErrors, page};

/// The step this browser is at: the cookie and what it stands for.
pub(super) async fn step(ctx: &Ctx, headers: &HeaderMap) -> Result<Option<(String, Step)>, AppError> {
    let Some(cookie) = CookieJar::from_headers(headers).get(steps::COOKIE).map(|cookie| cookie.value().to_owned())
    else {
        return Ok(None);
    };
    let step = steps::find(ctx.app.db.read(), &ctx.tenant, &cookie, ctx.now).await?;
    Ok(step.map(|step| (cookie, step)))
}

/// Back to the password.
pub(super) fn again(ctx: &Ctx) -> Response {
    Redirect::to(&ctx.url("/aanmelden")).into_response()
}

/// `GET /{gemeente}/aanmelden/code`
pub async fn code(ctx: Ctx, headers: HeaderMap) -> Result<Response, AppError> {
    let Some((_, step)) = step(&ctx, &headers).await? else { return Ok(again(&ctx)) };
    let view = views::code_page(&ctx, step.trusted, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("second-code-title"), view))
}

/// `GET /{gemeente}/aanmelden/instellen`
pub async fn set_up(ctx: Ctx, headers: HeaderMap) -> Result<Response, AppError> {
    let Some((cookie, step)) = step(&ctx, &headers).await? else { return Ok(again(&ctx)) };
    let secret = codes::secret_of(&ctx.app.vault, &cookie)?;
    let offer = commands::offer(&ctx.app.vault, &ctx.tenant, step.person, secret, ctx.now)?;
    let view = set_up_view(&ctx, step.person, &offer, &FieldErrors::default()).await?;
    Ok(page::page(&ctx, ctx.t("second-set-up-title"), view))
}

/// The page with this drawing.
pub(super) async fn set_up_view(
    ctx: &Ctx,
    person: Uuid,
    offer: &Offer,
    errors: &FieldErrors,
) -> Result<AnyView, AppError> {
    let row = accounts::store::person(ctx.app.db.read(), &ctx.tenant, person).await?.ok_or(AppError::NotFound)?;
    let account = row.email.unwrap_or(row.name);
    let form = views::set_up(ctx, "/aanmelden/instellen", (offer, &account), errors)?;
    Ok(views::set_up_page(ctx, form, errors))
}

/// Whether another app is to take the place of the first.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OwnQuery {
    app: String,
}

/// `GET /{gemeente}/mijn/tweede-stap`
pub async fn own(ctx: Ctx, Query(query): Query<OwnQuery>) -> Result<Response, AppError> {
    ctx.allow::<act::ChangeOwnAccount>(Facts::default())?;
    let offer = commands::offer(&ctx.app.vault, &ctx.tenant, ctx.actor()?.person, codes::fresh_secret(), ctx.now)?;
    let view = own_view(&ctx, &offer, query.app == "nieuw", &FieldErrors::default()).await?;
    Ok(page::page(&ctx, ctx.t("second-title"), view))
}

/// The page of one's own second factor with this drawing.
pub(super) async fn own_view(
    ctx: &Ctx,
    offer: &Offer,
    replacing: bool,
    errors: &FieldErrors,
) -> Result<AnyView, AppError> {
    let actor = ctx.actor()?;
    let factor = store::factor(ctx.app.db.read(), &ctx.tenant, actor.person).await?;
    let account = actor.email.as_deref().unwrap_or(&actor.name);
    let form = views::set_up(ctx, "/mijn/tweede-stap", (offer, account), errors)?;
    Ok(views::own(ctx, factor, form, replacing, errors))
}
