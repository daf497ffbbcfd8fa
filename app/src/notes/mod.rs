//! Notes of a gathering: written, published to all at one moment, kept in every version.

use leptos::prelude::*;

use crate::{ctx::Ctx, error::AppError, gatherings};

/// The tables.
pub mod entity;

/// The notes on a gathering's page: link to the published version, or to writing them.
pub async fn section(ctx: &Ctx, gathering: &gatherings::entity::gathering::Model) -> Result<AnyView, AppError> {
    let _ = (ctx, gathering);
    Ok(().into_any())
}
