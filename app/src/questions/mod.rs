//! Questions to the college: asked, routed, answered to all at once.

use leptos::prelude::*;

use crate::{ctx::Ctx, error::AppError, gatherings};

/// The tables.
pub mod entity;

/// The questions asked at a gathering, with the way to ask one.
pub async fn section(ctx: &Ctx, gathering: &gatherings::entity::gathering::Model) -> Result<AnyView, AppError> {
    let _ = (ctx, gathering);
    Ok(().into_any())
}

/// "Uw vragen" (who asked) or "Te beantwoorden" (who answers) on home; nothing when there is none.
pub async fn on_home(ctx: &Ctx) -> Result<AnyView, AppError> {
    let _ = ctx;
    Ok(().into_any())
}
