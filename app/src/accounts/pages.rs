//! Pages of signing in and of choosing a password. None of them changes anything (R39).

use axum::{
    extract::{Path, RawQuery},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{links, own_path, store, views};
use crate::{ctx::Ctx, demo, error::AppError, form::FieldErrors, page};

/// Where somebody wanted to go.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Onward {
    naar: String,
}

/// `GET /{gemeente}/aanmelden`
pub async fn sign_in(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    let onward: Onward = serde_html_form::from_str(&query.unwrap_or_default()).unwrap_or_default();
    if ctx.visitor.is_some() {
        let rest = own_path(&ctx.tenant, &onward.naar).unwrap_or_default();
        return Ok(Redirect::to(&ctx.url(rest)).into_response());
    }
    let draft = views::SignInDraft { naar: onward.naar, ..Default::default() };
    let view = sign_in_view(&ctx, draft, &FieldErrors::default(), None).await?;
    Ok(page::page(&ctx, ctx.t("accounts-sign-in-title"), view))
}

/// The sign-in page with what was typed.
pub(super) async fn sign_in_view(
    ctx: &Ctx,
    draft: views::SignInDraft,
    errors: &FieldErrors,
    notice: Option<String>,
) -> Result<leptos::prelude::AnyView, AppError> {
    let demo = demo::people(ctx).await?;
    Ok(views::sign_in(ctx, &draft, errors, notice, demo))
}

/// `GET /{gemeente}/wachtwoord-vergeten`
pub async fn forgotten(ctx: Ctx) -> Result<Response, AppError> {
    let view = views::forgotten(&ctx, "", &FieldErrors::default(), None);
    Ok(page::page(&ctx, ctx.t("accounts-forgotten-title"), view))
}

/// `GET /{gemeente}/account/{token}`
pub async fn choose(ctx: Ctx, Path((_, token)): Path<(String, String)>) -> Result<Response, AppError> {
    let Some((person, purpose)) = links::find(ctx.app.db.read(), &ctx.tenant, &token, ctx.now).await? else {
        return Ok(expired(&ctx));
    };
    let Some(person) = store::person(ctx.app.db.read(), &ctx.tenant, person).await? else { return Ok(expired(&ctx)) };
    let view = views::choose(&ctx, &token, purpose, &person.email.unwrap_or_default(), false, &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("accounts-choose-title"), view))
}

/// The page behind a link that works no longer: 410, with the way to a new one.
pub(super) fn expired(ctx: &Ctx) -> Response {
    let reason = Some(ctx.t("accounts-link-ended"));
    let view = views::forgotten(ctx, "", &FieldErrors::default(), reason);
    let mut response = page::page(ctx, ctx.t("accounts-link-ended-title"), view);
    *response.status_mut() = axum::http::StatusCode::GONE;
    response
}
