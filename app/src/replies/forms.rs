//! What the forms of this room do.

use axum::{extract::Path, response::Response};
use domain::policy::{Facts, act};
use serde::Deserialize;

use super::{commands, pages, trial};
use crate::{
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::Form,
    page::see,
    people,
};

/// `POST /{gemeente}/agenda-antwoord/{token}`: it was me.
pub async fn confirm(ctx: Ctx, Path((_, token)): Path<(String, String)>) -> Result<Response, AppError> {
    if let Err(gone) = pages::asked(&ctx, &token).await? {
        return Ok(gone);
    }
    let base_url = &ctx.app.settings.base_url;
    let outcome = commands::confirm(&ctx.app.db, &ctx.tenant, base_url, &token, ctx.now).await?;
    Ok(pages::confirmed(&ctx, outcome.after.answer))
}

/// How an answer is taken over.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct TakeOver {
    onthoud: String,
}

/// `POST /{gemeente}/agenda-antwoorden/{id}/overname`
pub async fn take_over(
    ctx: Ctx,
    Path((_, Id(id))): Path<(String, Id)>,
    Form(input): Form<TakeOver>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SettleReply>(Facts::default())?;
    let (db, base_url) = (&ctx.app.db, &ctx.app.settings.base_url);
    let done = commands::take_over(db, &allowed, base_url, id, input.onthoud == "true", ctx.now).await;
    let flash = match done {
        Ok(outcome) => {
            let book = people::store::book(db.read(), &ctx.tenant).await?;
            Flash::new("replies-taken").with("name", book.name(outcome.after.person))
        }
        // Begun or cancelled meanwhile: nothing to correct in a form.
        Err(AppError::Invalid(_)) => Flash::new("replies-too-late"),
        Err(AppError::Conflict("replies-overtaken")) => Flash::new("replies-overtaken"),
        Err(error) => return Err(error),
    };
    Ok(see(&ctx, "/agenda-antwoorden", Some(flash)))
}

/// `POST /{gemeente}/agenda-antwoorden/{id}/afhandeling`
pub async fn lay_aside(ctx: Ctx, Path((_, Id(id))): Path<(String, Id)>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SettleReply>(Facts::default())?;
    commands::lay_aside(&ctx.app.db, &allowed, id, ctx.now).await?;
    Ok(see(&ctx, "/agenda-antwoorden", Some(Flash::new("replies-laid-aside"))))
}

/// Which address is forgotten.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Forgotten {
    adres: String,
}

/// `POST /{gemeente}/mijn/adressen/verwijdering`
pub async fn forget_address(ctx: Ctx, Form(input): Form<Forgotten>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeOwnAccount>(Facts::default())?;
    commands::forget_address(&ctx.app.db, &allowed, &input.adres, ctx.now).await?;
    Ok(see(&ctx, "/mijn", Some(Flash::new("replies-address-forgotten"))))
}

/// A button that does its work once.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct Once {
    key: String,
}

/// `POST /{gemeente}/instellingen/agenda-antwoorden/proef`
pub async fn start_trial(ctx: Ctx, Form(input): Form<Once>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let domain = ctx.app.settings.post.domain.as_deref();
    trial::start(&ctx.app.db, &allowed, domain, &input.key, ctx.now).await?;
    Ok(see(&ctx, "/instellingen/agenda-antwoorden", Some(Flash::new("replies-trial-started"))))
}
