//! What the buttons in the list of accounts do.

use axum::{extract::Path, response::Response};
use domain::policy::{Facts, act};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    accounts::{commands, second, store},
    ctx::{Ctx, Flash},
    error::AppError,
    form::Form,
    page::{see, way_back},
};

const HERE: &str = "/instellingen/accounts";

/// A button that does its work once.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct OnceInput {
    key: String,
    naar: String,
}

/// A button that can be pressed again.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct BackInput {
    naar: String,
}

/// Back to the part of the list where the button stood.
fn back(ctx: &Ctx, naar: &str, flash: Flash) -> Response {
    see(ctx, &way_back(naar, HERE), Some(flash))
}

async fn name(ctx: &Ctx, person: Uuid) -> Result<String, AppError> {
    let row = store::person(ctx.app.db.read(), &ctx.tenant, person).await?;
    Ok(row.ok_or(AppError::NotFound)?.name)
}

fn id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text).map_err(|_| AppError::NotFound)
}

/// `POST /{gemeente}/instellingen/accounts/{id}/uitnodiging`
pub async fn invite(
    ctx: Ctx,
    Path((_, person)): Path<(String, String)>,
    Form(input): Form<OnceInput>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ManageAccounts>(Facts::default())?;
    let person = id(&person)?;
    let name = name(&ctx, person).await?;
    let base_url = &ctx.app.settings.base_url;
    commands::invite(&ctx.app.db, &allowed, person, &input.key, base_url, ctx.now).await?;
    Ok(back(&ctx, &input.naar, Flash::new("accounts-invited").with("name", name)))
}

/// `POST /{gemeente}/instellingen/accounts/uitnodigingen`: everybody who has none yet.
pub async fn invite_all(ctx: Ctx, Form(input): Form<OnceInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ManageAccounts>(Facts::default())?;
    let base_url = &ctx.app.settings.base_url;
    let invited = commands::invite_all(&ctx.app.db, &allowed, &input.key, base_url, ctx.now).await?;
    Ok(see(&ctx, HERE, Some(Flash::new("accounts-invited-all").with("n", invited))))
}

/// `POST /{gemeente}/instellingen/accounts/{id}/uitzetting`
pub async fn disable(
    ctx: Ctx,
    Path((_, person)): Path<(String, String)>,
    Form(input): Form<BackInput>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ManageAccounts>(Facts::default())?;
    let person = id(&person)?;
    let name = name(&ctx, person).await?;
    commands::disable(&ctx.app.db, &allowed, person, ctx.now).await?;
    let undo = format!("{HERE}/{person}/inschakeling");
    let fields = vec![("naar".to_owned(), input.naar.clone())];
    Ok(back(&ctx, &input.naar, Flash::new("accounts-disabled").with("name", name).undo(undo, fields)))
}

/// `POST /{gemeente}/instellingen/accounts/{id}/inschakeling`
pub async fn enable(
    ctx: Ctx,
    Path((_, person)): Path<(String, String)>,
    Form(input): Form<BackInput>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ManageAccounts>(Facts::default())?;
    let person = id(&person)?;
    let name = name(&ctx, person).await?;
    commands::enable(&ctx.app.db, &allowed, person, ctx.now).await?;
    Ok(back(&ctx, &input.naar, Flash::new("accounts-enabled").with("name", name)))
}

/// `POST /{gemeente}/instellingen/accounts/{id}/tweede-stap/wissing`: for who lost app and recovery codes.
pub async fn reset_second(
    ctx: Ctx,
    Path((_, person)): Path<(String, String)>,
    Form(input): Form<BackInput>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ManageAccounts>(Facts::default())?;
    let person = id(&person)?;
    let name = name(&ctx, person).await?;
    second::commands::reset(&ctx.app.db, &allowed, person, ctx.now).await?;
    Ok(back(&ctx, &input.naar, Flash::new("second-reset-done").with("name", name)))
}
