//! What the forms of this room do.

use axum::{extract::Path, response::Response};
use domain::policy::{Facts, act};

use super::{
    commands,
    input::RulesInput,
    pages::AHEAD,
    rules, views,
    waves::{self, Wave},
};
use crate::{
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Form},
    page::{conflict, see, unprocessable},
};

/// The wave of this name, as long as it can leave.
async fn find(ctx: &Ctx, key: &str) -> Result<Wave, AppError> {
    let db = ctx.app.db.read();
    let rules = rules::load(db, &ctx.tenant).await?;
    let waves = waves::coming(db, &ctx.tenant, &rules, ctx.now, AHEAD).await?;
    waves.into_iter().find(|wave| wave.key == key).ok_or(AppError::NotFound)
}

/// `POST /{gemeente}/herinneringen/{golf}/overslaan`
pub async fn skip(ctx: Ctx, Path((_, key)): Path<(String, String)>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::InviteToGathering>(Facts::default())?;
    let wave = find(&ctx, &key).await?;
    commands::skip(&ctx.app.db, &allowed, &wave, ctx.now).await?;
    let undo = format!("/herinneringen/{key}/hervatting");
    let flash = Flash::new("reminder-skipped").with("title", &wave.title).undo(undo, Vec::new());
    Ok(see(&ctx, "/herinneringen", Some(flash)))
}

/// `POST /{gemeente}/herinneringen/{golf}/hervatting`
pub async fn resume(ctx: Ctx, Path((_, key)): Path<(String, String)>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::InviteToGathering>(Facts::default())?;
    let wave = find(&ctx, &key).await?;
    commands::resume(&ctx.app.db, &allowed, &wave, ctx.now).await?;
    Ok(see(&ctx, "/herinneringen", Some(Flash::new("reminder-resumed").with("title", &wave.title))))
}

/// `POST /{gemeente}/instellingen/herinneringen`
pub async fn rules(ctx: Ctx, Form(input): Form<RulesInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let title = ctx.t("reminder-rules-title");
    let rules = match input.parse() {
        Ok(rules) => rules,
        Err(errors) => return Ok(unprocessable(&ctx, title, views::rules(&ctx, &input, &errors, None))),
    };
    match commands::change_rules(&ctx.app.db, &allowed, &rules, ctx.now).await {
        Ok(()) => Ok(see(&ctx, "/instellingen/herinneringen", Some(Flash::new("reminder-rules-saved")))),
        Err(AppError::Conflict(_)) => {
            let theirs = RulesInput::of(&rules::load(ctx.app.db.read(), &ctx.tenant).await?);
            // Saving once more is then a choice made with both in view.
            let mine = RulesInput { version: theirs.version.clone(), ..input };
            let view = views::rules(&ctx, &mine, &FieldErrors::default(), Some(&theirs));
            Ok(conflict(&ctx, ctx.t("error-conflict-title"), view))
        }
        Err(error) => Err(error),
    }
}
