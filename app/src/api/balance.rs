//! The balance of a quarter, and what is recorded about oneself.

use axum::{extract::State, response::Response};
use domain::{
    balance::{Cell, Group, Item, OutsideCount, Row, Table},
    localtime::Quarter,
    measuring::Reading,
    policy::{Facts, act},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Asked, FactionName, choice, json, some};
use crate::{
    AppState,
    balance::{measuring, record, store, views},
    ctx::Ctx,
    error::AppError,
    form::FieldErrors,
    people::{self, store::CouncilBook},
};

/// "2026-3".
pub(super) fn quarter_code(quarter: Quarter) -> String {
    format!("{}-{}", quarter.year(), quarter.n())
}

/// Which quarter.
#[derive(Deserialize, Default, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct BalanceQuery {
    #[param(value_type = Option<String>)]
    kwartaal: String,
}

/// The balance of a quarter.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Informatiebalans)]
pub struct Balance {
    kwartaal: String,
    onderdelen: usize,
    verteld: Counted,
    /// Absent where the council does not have reading measured.
    gelezen: Option<Counted>,
}

/// One measure, by side and by faction.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Telling)]
pub struct Counted {
    geteld: usize,
    niet_geteld: usize,
    buiten_vergelijking: &'static str,
    totaal: CountedRow,
    zijden: Vec<CountedRow>,
    fracties: Vec<CountedRow>,
}

/// One row.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TellingRegel)]
pub struct CountedRow {
    zijde: Option<&'static str>,
    fracties: Vec<FactionName>,
    personen: usize,
    verborgen: bool,
    aantal: Option<u64>,
    van: Option<u64>,
    uren_mediaan: Option<f64>,
}

impl CountedRow {
    fn of(book: &CouncilBook, row: &Row) -> Self {
        let (side, factions) = match &row.group {
            Group::Everybody => (None, Vec::new()),
            Group::Side(side) => (Some(*side), Vec::new()),
            Group::Faction(side, faction) => (Some(*side), vec![*faction]),
            Group::Others(side, factions) => (Some(*side), factions.clone()),
        };
        let (count, of) = match row.cell {
            Cell::Shown { count, of } => (Some(count), Some(of)),
            Cell::Hidden | Cell::Empty => (None, None),
        };
        Self {
            zijde: side.map(|side| side.code()),
            fracties: factions.into_iter().flatten().map(|faction| FactionName::of(book, faction)).collect(),
            personen: row.people,
            verborgen: row.cell == Cell::Hidden,
            aantal: count,
            van: of,
            uren_mediaan: row.median_hours(),
        }
    }
}

impl Counted {
    fn of(book: &CouncilBook, table: &Table) -> Self {
        let rows = |rows: &[Row]| rows.iter().map(|row| CountedRow::of(book, row)).collect();
        Self {
            geteld: table.items,
            niet_geteld: table.left_out.len(),
            buiten_vergelijking: match table.outside {
                OutsideCount::None => "niemand",
                OutsideCount::Few => "enkele",
                OutsideCount::Count(_) => "meer",
            },
            totaal: CountedRow::of(book, &table.total),
            zijden: rows(&table.sides),
            fracties: rows(&table.groups),
        }
    }
}

/// `GET /informatiebalans`: the figures of the page, and no others.
#[utoipa::path(
    get, path = "/{gemeente}/informatiebalans", operation_id = "informatiebalans", tag = "informatiebalans",
    params(BalanceQuery), responses((status = 200, body = Balance))
)]
pub async fn quarter(
    ctx: Ctx,
    State(app): State<AppState>,
    Asked(asked): Asked<BalanceQuery>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Facts::default())?;
    let running = Quarter::containing(ctx.today());
    let mut errors = FieldErrors::default();
    let known = |text: &str| Quarter::parse(text).filter(|quarter| *quarter <= running);
    let quarter = choice(&mut errors, "kwartaal", &asked.kwartaal, known).unwrap_or(running);
    errors.check()?;
    let db = app.db.read();
    let lines = store::in_quarter(db, &ctx.tenant, quarter).await?;
    let items: Vec<Item> = lines.into_iter().map(|line| line.item).collect();
    let book = people::store::book(db, &ctx.tenant).await?;
    let reading = measuring::load(db, &ctx.tenant).await?.reading(&items, ctx.now);
    let counted = |reading: Reading| {
        let (_, counted) = views::reached_in_quarter(&reading.items, ctx.now);
        Counted::of(&book, &if reading.hours { counted } else { views::without_hours(counted) })
    };
    Ok(json(Balance {
        kwartaal: quarter_code(quarter),
        onderdelen: items.len(),
        verteld: Counted::of(&book, &views::told_in_quarter(&items, ctx.now)),
        gelezen: reading.map(counted),
    }))
}

/// Where the page of one's own record goes on.
#[derive(Deserialize, Default, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct RecordQuery {
    #[param(value_type = Option<Uuid>)]
    voor: String,
}

/// What is recorded about oneself, newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Vastgelegd)]
pub struct Record {
    vastgelegd: Vec<Entry>,
    /// The value of `voor` for the next page.
    volgende: Option<Uuid>,
}

/// One entry.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = VastgelegdRegel)]
pub struct Entry {
    id: Uuid,
    wat: String,
    soort: String,
    langs: String,
    wanneer: Timestamp,
    bewijs: Option<String>,
    door: Option<String>,
    vervallen: bool,
}

/// `GET /mijn/vastgelegd`
#[utoipa::path(
    get, path = "/{gemeente}/mijn/vastgelegd", operation_id = "vastgelegd", tag = "mijn", params(RecordQuery),
    responses((status = 200, body = Record))
)]
pub async fn own_record(
    ctx: Ctx,
    State(app): State<AppState>,
    Asked(asked): Asked<RecordQuery>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SeeOwnRecord>(Facts::default())?;
    let mut errors = FieldErrors::default();
    let before: Option<Uuid> = choice(&mut errors, "voor", &asked.voor, |id| id.parse().ok());
    errors.check()?;
    let db = app.db.read();
    let found = record::store::entries(db, &ctx.tenant, allowed.person(), before, record::store::PAGE).await?;
    let full = u64::try_from(found.len()).map_err(AppError::unexpected)? == record::store::PAGE;
    let book = people::store::book(db, &ctx.tenant).await?;
    Ok(json(Record {
        volgende: found.last().filter(|_| full).map(|last| last.id),
        vastgelegd: found
            .into_iter()
            .map(|entry| Entry {
                id: entry.id,
                wat: entry.title,
                soort: entry.kind,
                langs: entry.channel,
                wanneer: entry.at,
                bewijs: some(&entry.evidence),
                door: entry.recorded_by.map(|by| book.name(by).to_owned()),
                vervallen: entry.voided,
            })
            .collect(),
    }))
}
