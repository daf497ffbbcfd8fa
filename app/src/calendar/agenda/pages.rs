//! `GET /{gemeente}/agenda`

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use domain::{
    calendar::{View, monday, weeks},
    policy::{Facts, act},
};

use super::{
    query::AgendaQuery,
    store,
    views::{self, Shown},
};
use crate::{
    AppState,
    calendar::{foreign, free},
    ctx::Ctx,
    error::AppError,
    page, people,
};

/// The calendar in one of its views.
pub async fn show(ctx: Ctx, State(app): State<AppState>, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SeeGatherings>(Facts::default())?;
    let asked = AgendaQuery::read(query.as_deref(), ctx.today());
    let db = app.db.read();
    let period = asked.period;
    // A month and a year are drawn in whole weeks.
    let (first, last) = match period.view {
        View::Month | View::Year => {
            let end = weeks(period.last(), period.last()).last().map_or(period.last(), |week| week[6]);
            (monday(period.first()), end)
        }
        View::List | View::Day | View::Week => (period.first(), period.last()),
    };
    let mut entries = store::gatherings(db, allowed.actor(), &asked.filter, first, last, ctx.now).await?;
    let may_plan = ctx.may::<act::PlanGathering>(Facts::default());
    let others = foreign::store::between(db, &ctx.tenant, first, last).await?;
    if may_plan {
        store::note_meetings(&mut entries, &others);
    }
    entries.extend(store::sift(others, &asked.filter));
    entries.sort_by_key(|entry| (entry.first, entry.times));
    let free_days = free::store::between(db, &ctx.tenant, first, last).await?;
    let region = free::store::region(db, &ctx.tenant).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let mut hosts: Vec<_> = store::hosts(db, allowed.actor())
        .await?
        .into_iter()
        .map(|host| (host.to_string(), book.name(host).to_owned()))
        .collect();
    hosts.sort_by_key(|(_, name)| name.to_lowercase());
    let title = ctx.tn("calendar-agenda-page", &[("period", views::period_words(&ctx, period).into())]);
    let shown = Shown {
        asked,
        entries,
        free: free_days,
        region,
        hosts,
        may_plan,
        may_set: ctx.may::<act::ChangeSettings>(Facts::default()),
    };
    Ok(page::page(&ctx, title, views::agenda(&ctx, &shown)))
}
