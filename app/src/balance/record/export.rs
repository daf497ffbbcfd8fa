//! One's own record as a file: every entry, who looked, and the objections. Machines read the codes of the ledger.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    measuring::Measuring,
    policy::{Facts, act},
};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::store::{self, OwnEntry};
use crate::{
    AppState,
    balance::{
        downloads::{self, Download},
        lookups::{self, Lookup},
        measuring,
        objections::{self, Objection},
    },
    ctx::Ctx,
    error::AppError,
    people::{self, store::CouncilBook},
};

/// Everything there is about one person.
struct Whole {
    entries: Vec<OwnEntry>,
    lookups: Vec<Lookup>,
    downloads: Vec<Download>,
    objections: Vec<Objection>,
    measuring: Measuring,
    book: CouncilBook,
    now: Timestamp,
}

impl Whole {
    async fn of(ctx: &Ctx, app: &AppState) -> Result<Self, AppError> {
        let allowed = ctx.allow::<act::SeeOwnRecord>(Facts::default())?;
        let (db, person) = (app.db.read(), allowed.person());
        Ok(Self {
            entries: store::entries(db, &ctx.tenant, person, None, u64::from(u32::MAX)).await?,
            lookups: lookups::of(db, &ctx.tenant, person).await?,
            downloads: downloads::of(db, &ctx.tenant, person).await?,
            objections: objections::of(db, &ctx.tenant, person).await?,
            measuring: measuring::load(db, &ctx.tenant).await?,
            book: people::store::book(db, &ctx.tenant).await?,
            now: ctx.now,
        })
    }

    fn goes_on(&self, entry: &OwnEntry) -> Option<String> {
        entry.is_reading().then(|| self.measuring.goes_on(entry.at, self.now).to_string())
    }

    fn recorded_by(&self, entry: &OwnEntry) -> Option<&str> {
        entry.recorded_by.map(|by| self.book.name(by))
    }
}

/// What happened to an objection, in order: what, and when.
fn steps(objection: &Objection) -> impl Iterator<Item = (&'static str, Timestamp)> {
    [
        Some(("gemaakt", objection.made_at)),
        objection.erased_at.map(|at| ("gewist", at)),
        objection.withdrawn_at.map(|at| ("ingetrokken", at)),
    ]
    .into_iter()
    .flatten()
}

/// `GET /{gemeente}/mijn/vastgelegd.json`
pub async fn json_file(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    let whole = Whole::of(&ctx, &app).await?;
    let entry = |entry: &OwnEntry| {
        json!({
            "wat": entry.title, "onderdeel": entry.item_kind, "soort": entry.kind, "langs": entry.channel,
            "wanneer": entry.at.to_string(), "bewijs": entry.evidence, "door": whole.recorded_by(entry),
            "voorPublicatie": entry.early, "verdwijntOp": whole.goes_on(entry), "vervallen": entry.voided,
        })
    };
    let look = |look: &Lookup| json!({ "wanneer": look.at.to_string(), "door": whole.book.name(look.looked_by), "reden": look.reason });
    let download = |one: &Download| {
        json!({
            "wanneer": one.at.to_string(), "door": whole.book.name(one.by), "bestand": one.file.code(),
            "kwartaal": one.quarter.to_string(), "reden": one.reason,
        })
    };
    let objection = |objection: &Objection| -> Value {
        steps(objection).map(|(step, at)| (step.to_owned(), Value::String(at.to_string()))).collect()
    };
    let body = json!({
        "vastgelegd": whole.entries.iter().map(entry).collect::<Vec<_>>(),
        "inzage": whole.lookups.iter().map(look).collect::<Vec<_>>(),
        "meegenomen": whole.downloads.iter().map(download).collect::<Vec<_>>(),
        "bezwaar": whole.objections.iter().map(objection).collect::<Vec<_>>(),
    });
    let name = [(header::CONTENT_DISPOSITION, "attachment; filename=\"vastgelegd.json\"")];
    Ok((name, axum::Json(body)).into_response())
}

/// `GET /{gemeente}/mijn/vastgelegd.csv`, for a spreadsheet: semicolons, and nothing that a spreadsheet would run.
pub async fn csv_file(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    let whole = Whole::of(&ctx, &app).await?;
    let yes_no = |is: bool| ctx.t(if is { "yes" } else { "no" });
    let mut rows: Vec<[String; 9]> = Vec::new();
    for entry in &whole.entries {
        rows.push([
            "vastgelegd".to_owned(),
            entry.kind.clone(),
            entry.channel.clone(),
            entry.title.clone(),
            entry.at.to_string(),
            entry.evidence.clone(),
            whole.recorded_by(entry).unwrap_or_default().to_owned(),
            whole.goes_on(entry).unwrap_or_default(),
            yes_no(entry.voided),
        ]);
    }
    let plain = |row: &str, kind: &str, what: &str, at: Timestamp, by: &str| {
        [row, kind, "", what, &at.to_string(), "", by, "", ""].map(str::to_owned)
    };
    for look in &whole.lookups {
        rows.push(plain("inzage", "", &look.reason, look.at, whole.book.name(look.looked_by)));
    }
    for one in &whole.downloads {
        let what = format!("{} · {}", one.quarter, one.reason);
        rows.push(plain("meegenomen", one.file.code(), &what, one.at, whole.book.name(one.by)));
    }
    for (step, at) in whole.objections.iter().flat_map(steps) {
        rows.push(plain("bezwaar", step, "", at, ""));
    }
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![0xEF, 0xBB, 0xBF]);
    let head = ["regel", "soort", "langs", "wat", "wanneer", "bewijs", "door", "verdwijnt", "vervallen"];
    writer.write_record(head).map_err(AppError::unexpected)?;
    for row in rows {
        writer.write_record(row.map(|text| people::export::harmless(&text))).map_err(AppError::unexpected)?;
    }
    let bytes = writer.into_inner().map_err(AppError::unexpected)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"vastgelegd.csv\""),
    ];
    Ok((headers, bytes).into_response())
}
