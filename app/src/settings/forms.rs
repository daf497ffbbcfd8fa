//! What the forms of this room do.

use axum::{extract::Path, response::Response};
use domain::policy::{Facts, act};
use serde::Deserialize;
use uuid::Uuid;

use super::{DecisionInput, SettingsInput, commands, store, views};
use crate::{
    balance,
    ctx::{Ctx, Flash},
    error::AppError,
    form::Form,
    page::{conflict, see, unprocessable},
    tenant,
};

/// `POST /{gemeente}/instellingen`
pub async fn settings(ctx: Ctx, Form(input): Form<SettingsInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let settings = match input.parse() {
        Ok(settings) => settings,
        Err(errors) => {
            let view = views::settings(&ctx, &input, &errors, None);
            return Ok(unprocessable(&ctx, ctx.t("settings-title"), view));
        }
    };
    match commands::change(&ctx.app.db, &allowed, &settings, ctx.now).await {
        Ok(()) => Ok(see(&ctx, "/instellingen", Some(Flash::new("settings-saved")))),
        Err(AppError::Conflict(_)) => {
            let now = tenant::find_by_id(ctx.app.db.read(), ctx.tenant.id()).await?.ok_or(AppError::NotFound)?;
            let theirs = SettingsInput::of(&now);
            // Saving once more is then a choice made with both texts in view.
            let mine = SettingsInput { version: theirs.version.clone(), ..input };
            let view = views::settings(&ctx, &mine, &Default::default(), Some(&theirs));
            Ok(conflict(&ctx, ctx.t("error-conflict-title"), view))
        }
        Err(error) => Err(error),
    }
}

/// A button that does its work once.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct OnceInput {
    key: String,
}

/// `POST /{gemeente}/instellingen/testmail`
pub async fn test_mail(ctx: Ctx, Form(input): Form<OnceInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let address = commands::test_mail(&ctx.app.db, &allowed, &input.key, ctx.now).await?;
    Ok(see(&ctx, "/instellingen", Some(Flash::new("settings-test-sent").with("email", address))))
}

/// `POST /{gemeente}/instellingen/meten`
pub async fn measuring(ctx: Ctx, Form(input): Form<DecisionInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::DecideMeasuring>(Facts::default())?;
    let decided = match input.parse(ctx.today()) {
        Ok(decided) => decided,
        Err(errors) => {
            let earlier = store::decisions(ctx.app.db.read(), &ctx.tenant).await?;
            let known = balance::measuring::load(ctx.app.db.read(), &ctx.tenant).await?;
            let view = views::measuring(&ctx, &input, &errors, &earlier, &known);
            return Ok(unprocessable(&ctx, ctx.t("settings-measuring-title"), view));
        }
    };
    commands::decide(&ctx.app.db, &allowed, &decided, &input.key, ctx.now).await?;
    Ok(see(&ctx, "/instellingen/meten", Some(Flash::new("settings-decided"))))
}

/// `POST /{gemeente}/instellingen/post/{id}/poging`
pub async fn retry(ctx: Ctx, Path((_, message)): Path<(String, String)>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::RetryMail>(Facts::default())?;
    let message = Uuid::parse_str(&message).map_err(|_| AppError::NotFound)?;
    commands::retry(&ctx.app.db, &allowed, message, ctx.now).await?;
    Ok(see(&ctx, "/instellingen/post", Some(Flash::new("settings-retried").with("n", 1))))
}

/// `POST /{gemeente}/instellingen/post/pogingen`: all that is stuck.
pub async fn retry_all(ctx: Ctx) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::RetryMail>(Facts::default())?;
    let again = commands::retry_all(&ctx.app.db, &allowed, ctx.now).await?;
    Ok(see(&ctx, "/instellingen/post", Some(Flash::new("settings-retried").with("n", again))))
}
