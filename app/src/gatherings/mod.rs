//! Gatherings: planned, invited, held, cancelled.
//!
//! `input` understands what was typed, `commands` change, `store` reads, `mails` writes the messages. Where a gathering
//! is in its life is computed in `domain::gatherings::state` and nowhere else.

use domain::people::Role;
use leptos::prelude::*;

use crate::{ctx::Ctx, error::AppError};

/// What changes them.
pub mod commands;
/// Two versions side by side.
pub mod differences;
/// What was told of one each time.
pub mod editions;
/// The tables.
pub mod entity;
/// Forms.
pub mod forms;
/// What was typed.
pub mod input;
/// The messages they send.
pub mod mails;
/// Pages.
pub mod pages;
/// Series: what their forms post to, and what is shown first.
mod series;
/// What the form needs to know.
pub mod sheet;
/// Reading.
pub mod store;
/// HTML.
pub mod views;

/// The clerk's week, for their home: drafts to finish, invitations to send, what comes up with its answers, and what was
/// held without notes. Nothing for anybody else.
pub async fn work_for_clerk(ctx: &Ctx) -> Result<AnyView, AppError> {
    if !ctx.actor()?.is(Role::Clerk) {
        return Ok(().into_any());
    }
    let week = store::week(ctx.app.db.read(), &ctx.tenant, ctx.now).await?;
    Ok(views::work(ctx, &week))
}
