//! GET handlers of the balance.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    balance::Recipient,
    localtime::Quarter,
    policy::{Facts, act},
};
use serde::Deserialize;

use super::{answers, measuring, release, store, views};
use crate::{
    AppState,
    ctx::{Ctx, Id},
    error::AppError,
    page,
    people::{self, store::CouncilBook},
};

/// What the address of the balance may say.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct QuarterQuery {
    /// `2026-3`; the running quarter when absent.
    kwartaal: String,
}

/// The balance of a quarter.
pub async fn quarter(
    ctx: Ctx,
    State(app): State<AppState>,
    Query(query): Query<QuarterQuery>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Facts::default())?;
    let running = Quarter::containing(ctx.today());
    let quarter = match query.kwartaal.as_str() {
        "" => running,
        text => Quarter::parse(text).filter(|quarter| *quarter <= running).ok_or(AppError::NotFound)?,
    };
    let db = app.db.read();
    let lines = store::in_quarter(db, &ctx.tenant, quarter).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let items: Vec<_> = lines.iter().map(|line| line.item.clone()).collect();
    let shown = views::QuarterPage {
        quarter,
        next: (quarter < running).then(|| quarter.next()),
        lines: &lines,
        book: &book,
        for_clerk: ctx.may::<act::SeeUntold>(Facts::default()),
        reading: measuring::load(db, &ctx.tenant).await?.reading(&items, ctx.now),
    };
    let title = ctx.tn("balance-title", &[("quarter", views::quarter_name(&ctx, quarter).into())]);
    let done = answers::section(&ctx, quarter).await?;
    let view = views::quarter(&ctx, &shown);
    Ok(page::page(&ctx, title, leptos::view! { {view} {done} }))
}

/// The balance of one item.
pub async fn item(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Facts::default())?;
    let db = app.db.read();
    let line = store::find(db, &ctx.tenant, id.0).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let for_clerk = ctx.may::<act::SeeUntold>(Facts::default());
    let untold = for_clerk.then(|| by_faction(&ctx, &book, &domain::balance::untold(&line.item, ctx.now)));
    let early = release::early(&line.item);
    let release = release::Release {
        wave: match for_clerk {
            true => release::wave(db, &ctx.tenant, id.0, line.item.released_at).await?,
            false => None,
        },
        early: early.people.len(),
        most: early.most,
        names: for_clerk.then(|| by_faction(&ctx, &book, &early.people)),
    };
    let shown = views::ItemPage {
        line: &line,
        book: &book,
        on_the_way: store::on_the_way(db, &ctx.tenant, id.0).await?.len(),
        untold,
        release,
        reading: measuring::load(db, &ctx.tenant).await?.reading(std::slice::from_ref(&line.item), ctx.now),
    };
    Ok(page::page(&ctx, line.title.clone(), views::item(&ctx, &shown)))
}

/// Names by faction, in the order of the house.
pub fn by_faction(ctx: &Ctx, book: &CouncilBook, people: &[Recipient]) -> Vec<(String, Vec<String>)> {
    let mut sorted: Vec<&Recipient> = people.iter().collect();
    let name_of = |recipient: &Recipient| match recipient.faction {
        Some(faction) => book.faction_name(faction).to_owned(),
        None => ctx.t("balance-no-faction"),
    };
    sorted.sort_by_key(|recipient| (recipient.side, name_of(recipient), book.name(recipient.person).to_owned()));
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for recipient in sorted {
        let (faction, person) = (name_of(recipient), book.name(recipient.person).to_owned());
        match groups.last_mut() {
            Some((name, people)) if *name == faction => people.push(person),
            _ => groups.push((faction, vec![person])),
        }
    }
    groups
}
