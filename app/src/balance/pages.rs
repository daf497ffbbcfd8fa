//! GET handlers of the balance and of one's own record.

use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    balance::Recipient,
    localtime::Quarter,
    policy::{Facts, act},
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{
    answers,
    reading::{self, Level},
    store::{self, OwnEntry},
    views,
};
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
    let shown = views::QuarterPage {
        quarter,
        next: (quarter < running).then(|| quarter.next()),
        lines: &lines,
        book: &book,
        for_clerk: ctx.may::<act::SeeUntold>(Facts::default()),
        reading: reading::level(db, &ctx.tenant).await? != Level::Off,
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
    let untold = ctx
        .may::<act::SeeUntold>(Facts::default())
        .then(|| by_faction(&ctx, &book, &domain::balance::untold(&line.item, ctx.now)));
    let shown = views::ItemPage {
        line: &line,
        book: &book,
        on_the_way: store::on_the_way(db, &ctx.tenant, id.0).await?.len(),
        untold,
        reading: reading::level(db, &ctx.tenant).await? != Level::Off,
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

/// How it all works, in one screen.
pub async fn explanation(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    ctx.allow::<act::SeeHome>(Facts::default())?;
    let level = reading::level(app.db.read(), &ctx.tenant).await?;
    Ok(page::page(&ctx, ctx.t("balance-explain"), views::explanation(&ctx, level)))
}

/// What the address of one's own record may say.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct RecordQuery {
    /// The page goes on before this entry.
    voor: Option<Uuid>,
}

/// "Wat is over mij vastgelegd".
pub async fn own_record(
    ctx: Ctx,
    State(app): State<AppState>,
    Query(query): Query<RecordQuery>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SeeOwnRecord>(Facts::default())?;
    let db = app.db.read();
    let entries = store::own_record(db, &ctx.tenant, allowed.person(), query.voor, store::RECORD_PAGE).await?;
    let full = u64::try_from(entries.len()).map_err(AppError::unexpected)? == store::RECORD_PAGE;
    let more = entries.last().filter(|_| full).map(|last| ctx.url(&format!("/mijn/vastgelegd?voor={}", last.id)));
    let book = people::store::book(db, &ctx.tenant).await?;
    Ok(page::page(&ctx, ctx.t("balance-own-title"), views::own_record(&ctx, &entries, more, &book)))
}

/// The same as JSON, all of it.
pub async fn own_record_json(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    let entries = whole_record(&ctx, &app).await?;
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| {
            json!({
                "wat": entry.title, "soort": entry.kind, "langs": entry.channel, "wanneer": entry.at.to_string(),
                "bewijs": entry.evidence, "vervallen": entry.voided,
            })
        })
        .collect();
    let name = [(header::CONTENT_DISPOSITION, "attachment; filename=\"vastgelegd.json\"")];
    Ok((name, axum::Json(rows)).into_response())
}

/// The same as CSV for a spreadsheet: semicolons, and nothing that a spreadsheet would run.
pub async fn own_record_csv(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    let entries = whole_record(&ctx, &app).await?;
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![0xEF, 0xBB, 0xBF]);
    writer.write_record(["wat", "soort", "langs", "wanneer", "bewijs", "vervallen"]).map_err(AppError::unexpected)?;
    for entry in &entries {
        let voided = ctx.t(if entry.voided { "yes" } else { "no" });
        let row = [&entry.title, &entry.kind, &entry.channel, &entry.at.to_string(), &entry.evidence, &voided]
            .map(|text| people::export::harmless(text));
        writer.write_record(row).map_err(AppError::unexpected)?;
    }
    let bytes = writer.into_inner().map_err(AppError::unexpected)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"vastgelegd.csv\""),
    ];
    Ok((headers, bytes).into_response())
}

async fn whole_record(ctx: &Ctx, app: &AppState) -> Result<Vec<OwnEntry>, AppError> {
    let allowed = ctx.allow::<act::SeeOwnRecord>(Facts::default())?;
    store::own_record(app.db.read(), &ctx.tenant, allowed.person(), None, u64::from(u32::MAX)).await
}
