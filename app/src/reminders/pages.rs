//! The pages of this room.

use axum::response::Response;
use domain::policy::{Facts, act};
use jiff::SignedDuration;

use super::{input::RulesInput, rules, views, waves};
use crate::{ctx::Ctx, error::AppError, form::FieldErrors, page, people};

/// How far ahead waves are shown.
pub(super) const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 14);

/// `GET /{gemeente}/herinneringen`
pub async fn list(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::InviteToGathering>(Facts::default())?;
    let db = ctx.app.db.read();
    let rules = rules::load(db, &ctx.tenant).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let mut coming = Vec::new();
    for wave in waves::coming(db, &ctx.tenant, &rules, ctx.now, AHEAD).await? {
        let at = wave.window.from.max(ctx.now);
        let people = waves::recipients(db, &ctx.tenant, &book, &wave, at).await?;
        let mut names: Vec<String> = people.iter().map(|person| book.name(*person).to_owned()).collect();
        names.sort();
        coming.push((wave, names));
    }
    let sent = waves::sent_since(db, &ctx.tenant, ctx.now - AHEAD).await?;
    Ok(page::page(&ctx, ctx.t("reminder-title"), views::list(&ctx, &coming, &sent)))
}

/// `GET /{gemeente}/instellingen/herinneringen`
pub async fn rules(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::SeeSettings>(Facts::default())?;
    let rules = rules::load(ctx.app.db.read(), &ctx.tenant).await?;
    let view = views::rules(&ctx, &RulesInput::of(&rules), &FieldErrors::default(), None);
    Ok(page::page(&ctx, ctx.t("reminder-rules-title"), view))
}
