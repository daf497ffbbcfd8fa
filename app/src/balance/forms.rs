//! POST handlers of the balance.

use std::collections::BTreeSet;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    localtime::Quarter,
    policy::{Facts, act},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    closing::{self, Closing},
    commands, store, views,
};
use crate::{
    AppState, briefings,
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::Form,
    page,
};

/// Where "Gelezen" returns to.
#[derive(Debug, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct ConfirmInput {
    naar: String,
}

/// "Gelezen" on one item.
pub async fn confirm(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<ConfirmInput>,
) -> Result<Response, AppError> {
    let actor = ctx.actor()?;
    let line = store::find(app.db.read(), &ctx.tenant, id.0).await?;
    let own = commands::is_owed(&app.db, &ctx.tenant, id.0, actor.person).await?
        && briefings::store::may_have_read(app.db.read(), &ctx.tenant, line.subject, actor.person).await?;
    let allowed = ctx.allow::<act::Confirm>(Facts { own, ..Facts::default() })?;
    commands::confirm(&app.db, &allowed, &[id.0], ctx.now).await?;
    let back = if input.naar == "home" || line.withdrawn { "" } else { line.path.as_str() };
    Ok(page::see(&ctx, back, Some(Flash::new("balance-confirmed").with("title", &line.title))))
}

/// What home showed.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shown {
    /// When, in milliseconds since 1970; empty for now.
    tot: String,
}

/// "Alle 6 gelezen" on home. It is about what home showed, and says as many: what is new about one thing is read with it.
/// What was released since then is not read by it.
pub async fn confirm_all(
    ctx: Ctx,
    State(app): State<AppState>,
    Form(shown): Form<Shown>,
) -> Result<Response, AppError> {
    let until: i64 = shown.tot.parse().unwrap_or(i64::MAX);
    let actor = ctx.actor()?;
    let allowed = ctx.allow::<act::Confirm>(Facts { own: true, ..Facts::default() })?;
    let mut fresh = store::fresh(app.db.read(), &ctx.tenant, actor.person, ctx.now).await?;
    fresh.retain(|fresh| fresh.released_at <= until);
    let items: Vec<Uuid> = fresh.iter().map(|fresh| fresh.id).collect();
    let things: BTreeSet<&str> = fresh.iter().map(|fresh| fresh.path.as_str()).collect();
    commands::confirm(&app.db, &allowed, &items, ctx.now).await?;
    Ok(page::see(&ctx, "", Some(Flash::new("balance-confirmed-all").with("n", things.len()))))
}

/// Tells who was not told.
pub async fn tell(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::TellUntold>(Facts::default())?;
    let line = store::find(app.db.read(), &ctx.tenant, id.0).await?;
    if briefings::store::unshared(app.db.read(), &ctx.tenant).await?.contains(&line.subject) {
        // What was told to some is told to the others by sharing it, with the text.
        return Ok(page::see(&ctx, &line.path, Some(Flash::new("briefing-share-here"))));
    }
    let told = commands::tell_untold(&app.db, &allowed, &app.settings.base_url, id.0, ctx.now).await?;
    let flash = if told.without_address.is_empty() {
        Flash::new("balance-tell-done").with("n", told.messages)
    } else {
        Flash::new("balance-tell-done-but").with("n", told.messages).with("without", told.without_address.len())
    };
    Ok(page::see(&ctx, &format!("/informatiebalans/onderdelen/{}", id.0), Some(flash)))
}

/// Closes a quarter.
pub async fn close_quarter(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, quarter)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::CloseQuarter>(Facts::default())?;
    let quarter = Quarter::parse(&quarter).ok_or(AppError::NotFound)?;
    let flash = match closing::close(&app.db, &allowed, &app.settings.base_url, quarter, ctx.now).await? {
        Closing::Done => Flash::new("report-closed").with("quarter", views::quarter_name(&ctx, quarter)),
        Closing::Already => Flash::new("report-closed-before"),
        Closing::Empty => Flash::new("report-close-empty"),
        Closing::TooEarly(from) => {
            let day = ctx.tenant.date(from);
            Flash::new("report-close-early").with("date", ctx.day(day))
        }
    };
    let back = if quarter <= Quarter::containing(ctx.today()) {
        format!("/informatiebalans?kwartaal={quarter}")
    } else {
        "/informatiebalans".to_owned()
    };
    Ok(page::see(&ctx, &back, Some(flash)))
}
