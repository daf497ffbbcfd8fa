//! POST handlers of what was told.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::policy::{Facts, act};

use super::{
    commands,
    input::{CorrectInput, LogInput},
    pages, store,
};
use crate::{
    AppState,
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{Form, fresh_key},
    page,
};

/// Logs what was told, and shares it with everybody when the button says so.
pub async fn log(ctx: Ctx, State(app): State<AppState>, Form(input): Form<LogInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::LogBriefing>(Facts::default())?;
    let done = match input.parse(ctx.tenant.zone()) {
        Ok(log) => commands::log(&app.db, &allowed, &app.settings.base_url, &log, ctx.now).await,
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match done {
        Ok(id) => {
            let key = if input.actie == "delen" { "briefing-logged-shared" } else { "briefing-logged" };
            Ok(page::see(&ctx, &store::path(id), Some(Flash::new(key))))
        }
        Err(AppError::Invalid(errors)) => {
            let input = LogInput { key: kept(&input.key), ..input };
            let view = pages::writing(&ctx, &input, &errors).await?;
            Ok(page::unprocessable(&ctx, ctx.t("briefing-new"), view))
        }
        Err(error) => Err(error),
    }
}

/// Shares it with everybody.
pub async fn share(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let actor = ctx.actor()?;
    let briefing = store::find(app.db.read(), &ctx.tenant, id.0).await?;
    let allowed = ctx.allow::<act::ShareBriefing>(briefing.facts(actor.person))?;
    let done = commands::share(&app.db, &allowed, &app.settings.base_url, id.0, ctx.now).await?;
    let flash = if done.before {
        Flash::new("briefing-shared-before")
    } else {
        Flash::new("briefing-shared-done").with("n", done.mails)
    };
    Ok(page::see(&ctx, &briefing.path(), Some(flash)))
}

/// Takes back who was told.
pub async fn correct(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<CorrectInput>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::CorrectBriefing>(Facts::default())?;
    let briefing = store::find(app.db.read(), &ctx.tenant, id.0).await?;
    let done = match input.parse() {
        Ok((entries, why)) => commands::correct(&app.db, &allowed, id.0, &entries, &why, &input.key, ctx.now).await,
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match done {
        Ok(()) => Ok(page::see(&ctx, &briefing.path(), Some(Flash::new("briefing-corrected")))),
        Err(AppError::Invalid(errors)) => {
            let input = CorrectInput { key: kept(&input.key), ..input };
            let title = briefing.title.clone();
            let view = pages::whole_page(&ctx, briefing, input, errors).await?;
            Ok(page::unprocessable(&ctx, title, view))
        }
        Err(error) => Err(error),
    }
}

/// The key of a form that comes back, or a new one where it had none.
fn kept(key: &str) -> String {
    if key.is_empty() { fresh_key() } else { key.to_owned() }
}
