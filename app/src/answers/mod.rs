//! Invitations, answers and presence: the four facts per person and gathering, kept apart.

use leptos::prelude::*;

use crate::{ctx::Ctx, error::AppError, gatherings};

/// The tables.
pub mod entity;
/// The link in an invitation.
pub mod links;

/// Your answer and who comes: the narrow column of a gathering's page.
pub async fn panel(ctx: &Ctx, gathering: &gatherings::entity::gathering::Model) -> Result<AnyView, AppError> {
    let _ = (ctx, gathering);
    Ok(().into_any())
}

/// "Wacht op uw antwoord": the section of a member's home; nothing when nothing waits.
pub async fn waiting(ctx: &Ctx) -> Result<AnyView, AppError> {
    let _ = ctx;
    Ok(().into_any())
}
