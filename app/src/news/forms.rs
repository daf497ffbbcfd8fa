//! What the form on one's own page does.

use axum::response::Response;
use domain::{
    news::Choice,
    policy::{Facts, act},
};
use serde::Deserialize;

use super::commands;
use crate::{
    ctx::{Ctx, Flash},
    error::AppError,
    form::Form,
    page::see,
};

/// How one wants news.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct ChoiceInput {
    nieuws: String,
}

/// `POST /{gemeente}/mijn/nieuws`
pub async fn choose(ctx: Ctx, Form(input): Form<ChoiceInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeOwnAccount>(Facts::default())?;
    let choice = Choice::parse(&input.nieuws).ok_or_else(commands::not_offered)?;
    commands::choose(&ctx.app.db, &allowed, choice, ctx.now).await?;
    Ok(see(&ctx, "/mijn", Some(Flash::new("news-saved"))))
}
