//! Gatherings: planned, invited, held, cancelled.

/// The tables.
pub mod entity;
/// Reading.
pub mod store;

/// The clerk's week: drafts to finish, invitations to send, notes to write; nothing when nothing waits.
pub async fn work_for_clerk(ctx: &crate::ctx::Ctx) -> Result<leptos::prelude::AnyView, crate::error::AppError> {
    use leptos::prelude::IntoAny;
    let _ = ctx;
    Ok(().into_any())
}
