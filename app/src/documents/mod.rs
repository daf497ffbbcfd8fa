//! Papers, slides and links with a gathering.
//!
//! What is released when: a paper added to a gathering that is planned is an item of its own in the ledger from that
//! moment, owed to the whole council, to be known by the begin of the gathering. A paper added to a draft is not: it
//! goes out with the gathering, whose own item counts. A link is never an item: what it points to was released where
//! it stands, and whether somebody read it there we cannot see. No mail goes out per paper; the clerk sees on the
//! balance who does not know of one yet and tells them there. Reading is opening the file while signed in. A paper
//! taken away leaves its item: that it was told stays true. Where there is a virus scanner, a paper is there for nobody,
//! and is not released, before it has found nothing: what cannot be opened was not told.

use domain::policy::act;
use leptos::prelude::*;

use crate::{AppState, ctx::Ctx, error::AppError, gatherings};

/// Papers that wait for the virus scanner.
pub mod checks;
/// Verbs.
pub mod commands;
/// The tables.
pub mod entity;
/// Files on disk.
pub mod files;
/// Form handlers.
pub mod forms;
/// Kinds of file.
mod kind;
mod mails;
/// File names.
mod name;
/// Page handlers.
pub mod pages;
/// The virus scanner.
pub mod scanner;
/// Reading.
pub mod store;
#[cfg(test)]
mod tests;
mod views;
/// Office files.
mod zipped;

pub use kind::{Kind, Unfit};

/// The papers of a gathering, with a form to add for who may.
pub async fn section(ctx: &Ctx, gathering: &gatherings::entity::gathering::Model) -> Result<AnyView, AppError> {
    let facts = gatherings::store::facts(ctx.app.db.read(), ctx.actor()?, gathering).await?;
    if !ctx.may::<act::ReadDocuments>(facts) {
        return Ok(().into_any());
    }
    let list = store::of_gathering(ctx.app.db.read(), &ctx.tenant, gathering.id).await?;
    let may_edit = ctx.may::<act::EditDocuments>(facts);
    let held = held(ctx, gathering.id, may_edit).await?;
    Ok(views::section(ctx, gathering.id, (list, held), may_edit))
}

/// What waits for the scanner, for who may add papers; nobody else knows of it.
async fn held(ctx: &Ctx, gathering: uuid::Uuid, may_edit: bool) -> Result<Vec<checks::Held>, AppError> {
    if !may_edit {
        return Ok(Vec::new());
    }
    checks::held(ctx.app.db.read(), &ctx.tenant, gathering, ctx.now).await
}

/// Clears away files that no row holds and nobody is still sending: what a power cut left behind.
pub async fn sweep(app: &AppState) -> Result<usize, AppError> {
    let folder = files::Folder::of(&app.settings);
    let mut gone = 0;
    for stored_as in folder.older_than(files::ABANDONED).await? {
        if files::is_arriving(&stored_as) || !store::holds(app.db.read(), &stored_as).await? {
            folder.remove(&stored_as).await?;
            gone += 1;
        }
    }
    Ok(gone)
}
