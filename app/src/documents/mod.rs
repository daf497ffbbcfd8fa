//! Papers, slides and links with a gathering.

use leptos::prelude::*;

use crate::{ctx::Ctx, error::AppError, gatherings};

/// The tables.
pub mod entity;

/// The papers of a gathering, with a form to add for who may.
pub async fn section(ctx: &Ctx, gathering: &gatherings::entity::gathering::Model) -> Result<AnyView, AppError> {
    let _ = (ctx, gathering);
    Ok(().into_any())
}
