//! Quarterly updates: what happened, what failed, what is next.

use leptos::prelude::*;

use crate::{ctx::Ctx, error::AppError};

/// The tables.
pub mod entity;

/// Updates to write this quarter, on the home of who writes them; nothing when there is none.
pub async fn on_home(ctx: &Ctx) -> Result<AnyView, AppError> {
    let _ = ctx;
    Ok(().into_any())
}
