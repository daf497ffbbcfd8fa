//! GET handlers of the calendar.

use axum::{extract::State, response::Response};
use domain::policy::{Facts, act};
use leptos::prelude::AnyView;

use super::{forms::FeedInput, store, views};
use crate::{AppState, ctx::Ctx, error::AppError, form::FieldErrors, page, people};

/// `GET /{gemeente}/mijn/agenda`: one's subscriptions, and how to make one.
pub async fn own(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    let input = FeedInput { voorvoegsel: true, ..FeedInput::default() };
    let view = own_view(&ctx, &app, &input, &FieldErrors::default()).await?;
    Ok(page::page(&ctx, ctx.t("calendar-title"), view))
}

/// The page with what was typed.
pub(super) async fn own_view(
    ctx: &Ctx,
    app: &AppState,
    input: &FeedInput,
    errors: &FieldErrors,
) -> Result<AnyView, AppError> {
    let allowed = ctx.allow::<act::SubscribeToCalendar>(Facts::default())?;
    let db = app.db.read();
    let feeds = store::own(db, &ctx.tenant, allowed.person()).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let faction = allowed.actor().faction.map(|faction| book.faction_name(faction).to_owned());
    let public = ctx.absolute(super::feeds::PUBLIC);
    Ok(views::own(ctx, &views::OwnPage { feeds: &feeds, faction, public, book: &book }, input, errors))
}
