//! One click, and one is somebody.

use axum::{http::HeaderMap, response::Response};
use serde::Deserialize;
use uuid::Uuid;

use super::store::is_offered;
use crate::{
    accounts::{
        forms::{session_cookie, welcome},
        sign_in::{self, Device},
    },
    actor::Actor,
    ctx::Ctx,
    error::AppError,
    form::Form,
};

/// Who to be.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct DemoInput {
    persoon: String,
    naar: String,
}

/// `POST /{gemeente}/demo/aanmelden`: 404 wherever this is no demo.
pub async fn sign_in(ctx: Ctx, headers: HeaderMap, Form(input): Form<DemoInput>) -> Result<Response, AppError> {
    if !is_offered(&ctx) {
        return Err(AppError::NotFound);
    }
    let person = Uuid::parse_str(&input.persoon).map_err(|_| AppError::NotFound)?;
    let actor = Actor::load(ctx.app.db.read(), &ctx.tenant, person, ctx.now).await?;
    if actor.is_none_or(|actor| actor.roles.is_empty()) {
        return Err(AppError::NotFound);
    }
    let before = session_cookie(&headers);
    let device = Device { name: &ctx.device, trusted: false, before: before.as_deref(), known: None, onward: "" };
    let opened =
        crate::transaction!(&ctx.app.db, |tx| { sign_in::open(tx, &ctx.tenant, person, device, ctx.now).await })?;
    Ok(welcome(&ctx, &opened.ok_or(AppError::NotFound)?, &input.naar))
}
