//! The balance of a quarter, and what is recorded about oneself.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    balance::report::{Flagged, Report},
    localtime::Quarter,
    policy::{Facts, act},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Body, FactionName, choice, json, some};
use crate::{
    AppState,
    balance::{
        closing,
        downloads::{self, File},
        figures::{Grouping, Reading},
        loaded::{self, Asked, Loaded},
        lookups, objections, record,
        said::{self, Groups},
        sheets,
    },
    ctx::{Ctx, Id},
    error::AppError,
    form::FieldErrors,
    people,
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
    #[param(value_type = Option<i64>)]
    deel: String,
    #[param(value_type = Option<String>)]
    groepen: String,
}

/// The balance of a quarter.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Informatiebalans)]
pub struct Balance {
    kwartaal: String,
    van: String,
    tot_en_met: String,
    onderdelen: usize,
    zinnen: Vec<String>,
    /// Absent where nothing was released.
    verteld: Option<Told>,
    /// Absent where it is not measured, the quarter still runs, or a person could be recognised.
    gelezen: Option<Read>,
    /// Absent as long as the quarter is not closed.
    afgesloten: Option<Closing>,
    /// Logged after the closing of the quarter they belong to, and so in no figure.
    nagekomen: Vec<LateItem>,
}

/// Something that was logged late.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Nagekomen)]
pub struct LateItem {
    onderdeel: Uuid,
    titel: String,
    kwartaal: String,
    gehoord: Timestamp,
    vastgelegd: Option<Timestamp>,
}

/// What makes a closed quarter checkable.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Afsluiting)]
pub struct Closing {
    verslag: Uuid,
    wanneer: Timestamp,
    startgetal: i64,
    versie: String,
    sha256_uittreksel: String,
    /// Absent where the council does not allow hours of reading.
    sha256_volledig_uittreksel: Option<String>,
}

/// Telling: two groups, the difference, the factions.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Verteld)]
pub struct Told {
    groepen: Vec<ToldRow>,
    /// Hours the second group was told later than the first.
    uren_later: Option<f64>,
    p: Option<f64>,
    valt_op: bool,
    fracties: Vec<ToldRow>,
}

/// One group.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = VerteldRegel)]
pub struct ToldRow {
    naam: String,
    fractie: Option<FactionName>,
    personen: usize,
    deel_nooit: Option<f64>,
    uren_gemiddeld: Option<f64>,
    uren_mediaan: Option<f64>,
    /// For a faction: hours later than the rest.
    uren_later: Option<f64>,
    p: Option<f64>,
    valt_op: bool,
}

/// Reading, by side and faction.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Gelezen)]
pub struct Read {
    onderdelen: usize,
    niet_geteld: usize,
    regels: Vec<ReadRow>,
    verschil: Option<f64>,
    p: Option<f64>,
    uren_later: Option<f64>,
    valt_op: bool,
}

/// One group.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = GelezenRegel)]
pub struct ReadRow {
    zijde: String,
    fracties: Vec<FactionName>,
    personen: usize,
    verborgen: bool,
    aantal: Option<u64>,
    van: Option<u64>,
    uren_mediaan: Option<f64>,
}

fn told(ctx: &Ctx, loaded: &Loaded) -> Option<Told> {
    let telling = loaded.telling.as_ref()?;
    let groups = Groups::of(ctx.lang, &loaded.book, loaded.grouping);
    let row = |report: &Report, at: usize, name: String, faction: Option<Uuid>| ToldRow {
        naam: name,
        fractie: faction.map(|id| FactionName::of(&loaded.book, id)),
        personen: report.groups.values[at].people,
        deel_nooit: report.telling.never_share.values[at],
        uren_gemiddeld: report.telling.mean_hours.values[at],
        uren_mediaan: report.telling.median_hours.values[at],
        uren_later: report.telling.head_start_hours.map(|head| if at == 0 { -head } else { head }),
        p: report.telling.p,
        valt_op: report.flagged.contains(&Flagged::Telling),
    };
    let report = &telling.report;
    Some(Told {
        groepen: [0, 1].map(|at| row(report, at, groups.names[at].clone(), None)).into(),
        uren_later: report.telling.head_start_hours,
        p: report.telling.p,
        valt_op: report.flagged.contains(&Flagged::Telling),
        fracties: sheets::order(telling, &loaded.book)
            .into_iter()
            .map(|one| row(&one.report, 0, sheets::faction_name(ctx, &loaded.book, one.faction), one.faction))
            .collect(),
    })
}

fn read(loaded: &Loaded) -> Option<Read> {
    let Reading::Shown(figures) = &loaded.reading else { return None };
    let gap = figures.gap.as_ref();
    Some(Read {
        onderdelen: figures.items,
        niet_geteld: figures.left_out,
        regels: figures
            .sides
            .iter()
            .chain(&figures.groups)
            .map(|row| ReadRow {
                zijde: row.side.clone(),
                fracties: row.factions.iter().flatten().map(|id| FactionName::of(&loaded.book, *id)).collect(),
                personen: row.people,
                verborgen: row.count.is_none(),
                aantal: row.count,
                van: row.of,
                uren_mediaan: row.median_hours,
            })
            .collect(),
        verschil: gap.and_then(|gap| gap.value),
        p: gap.and_then(|gap| gap.p),
        uren_later: figures.head_start_hours,
        valt_op: !figures.flagged.is_empty(),
    })
}

/// `GET /informatiebalans`: the figures of the page, and no others.
#[utoipa::path(
    get, path = "/{gemeente}/informatiebalans", operation_id = "informatiebalans", tag = "informatiebalans",
    params(BalanceQuery), responses((status = 200, body = Balance))
)]
pub async fn quarter(
    ctx: Ctx,
    State(app): State<AppState>,
    super::Asked(asked): super::Asked<BalanceQuery>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Facts::default())?;
    let running = Quarter::containing(ctx.today());
    let mut errors = FieldErrors::default();
    let known = |text: &str| Quarter::parse(text).filter(|quarter| *quarter <= running);
    let quarter = choice(&mut errors, "kwartaal", &asked.kwartaal, known).unwrap_or(running);
    choice(&mut errors, "groepen", &asked.groepen, Grouping::parse);
    choice(&mut errors, "deel", &asked.deel, |text| text.parse::<usize>().ok());
    errors.check()?;
    let asked = Asked { kwartaal: quarter_code(quarter), deel: asked.deel, groepen: asked.groepen, ..Asked::default() };
    let loaded = loaded::load(app.db.read(), &ctx.tenant, &asked, ctx.now).await?;
    let groups = Groups::of(ctx.lang, &loaded.book, loaded.grouping);
    let sides = loaded.grouping == Grouping::Sides;
    let mut sentences = loaded
        .telling
        .as_ref()
        .map(|telling| said::telling(ctx.lang, &groups, telling, &loaded.book, false))
        .unwrap_or_default();
    if sides && loaded.telling.is_some() {
        sentences.extend(said::reading(ctx.lang, &groups, &loaded.reading, false));
    }
    Ok(json(Balance {
        kwartaal: quarter_code(quarter),
        van: loaded.part.from.to_string(),
        tot_en_met: loaded.part.to.to_string(),
        onderdelen: loaded.items.len(),
        zinnen: sentences,
        verteld: told(&ctx, &loaded),
        gelezen: read(&loaded).filter(|_| sides),
        nagekomen: loaded
            .late
            .own
            .iter()
            .chain(&loaded.late.earlier)
            .map(|late| LateItem {
                onderdeel: late.item.id,
                titel: late.item.title.clone(),
                kwartaal: quarter_code(late.quarter),
                gehoord: late.item.released_at,
                vastgelegd: late.logged_at,
            })
            .collect(),
        afgesloten: loaded.closed.as_ref().map(|closed| Closing {
            verslag: closed.id(),
            wanneer: closed.closed_at(),
            startgetal: closed.seed(),
            versie: closed.code_version().to_owned(),
            sha256_uittreksel: closed.telling_sha256().to_owned(),
            sha256_volledig_uittreksel: closed.full_sha256().map(str::to_owned),
        }),
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
    /// Who looked at this list, the last one first.
    inzage: Vec<Look>,
    /// Who took the full extract along, with this person in it under a pseudonym; the last one first.
    meegenomen: Vec<Taken>,
    /// What this person objected, the newest first.
    bezwaar: Vec<Objected>,
}

/// One look at the list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Inzage)]
pub struct Look {
    wanneer: Timestamp,
    door: String,
    reden: String,
}

/// One download of the full extract, or of the report of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Meegenomen)]
pub struct Taken {
    wanneer: Timestamp,
    door: String,
    bestand: &'static str,
    kwartaal: String,
    reden: String,
}

/// One objection to being measured.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Bezwaar)]
pub struct Objected {
    gemaakt: Timestamp,
    gewist: Option<Timestamp>,
    ingetrokken: Option<Timestamp>,
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
    super::Asked(asked): super::Asked<RecordQuery>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SeeOwnRecord>(Facts::default())?;
    let mut errors = FieldErrors::default();
    let before: Option<Uuid> = choice(&mut errors, "voor", &asked.voor, |id| id.parse().ok());
    errors.check()?;
    let db = app.db.read();
    let found = record::store::entries(db, &ctx.tenant, allowed.person(), before, record::store::PAGE).await?;
    let full = u64::try_from(found.len()).map_err(AppError::unexpected)? == record::store::PAGE;
    let book = people::store::book(db, &ctx.tenant).await?;
    let name = |id: Uuid| book.name(id).to_owned();
    let looks = lookups::of(db, &ctx.tenant, allowed.person()).await?;
    let taken = downloads::of(db, &ctx.tenant, allowed.person()).await?;
    let objections = objections::of(db, &ctx.tenant, allowed.person()).await?;
    Ok(json(Record {
        inzage: looks
            .into_iter()
            .map(|look| Look { wanneer: look.at, door: name(look.looked_by), reden: look.reason })
            .collect(),
        meegenomen: taken
            .into_iter()
            .map(|one| Taken {
                wanneer: one.at,
                door: name(one.by),
                bestand: one.file.code(),
                kwartaal: quarter_code(one.quarter),
                reden: one.reason,
            })
            .collect(),
        bezwaar: objections
            .into_iter()
            .map(|one| Objected { gemaakt: one.made_at, gewist: one.erased_at, ingetrokken: one.withdrawn_at })
            .collect(),
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

/// Why what holds reading times is taken along.
#[derive(Deserialize, Default, ToSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = NieuweInzage)]
pub struct NewDownload {
    #[schema(required)]
    reden: String,
    /// `volledig`, the extract, or `volledig-verslag`, the report of it; the extract when absent.
    bestand: Option<String>,
}

/// `POST /informatiebalans/verslagen/{report}/inzage`: the full extract, or the report of it. The reason stands in the record
/// of everybody it is about.
#[utoipa::path(
    post, path = "/{gemeente}/informatiebalans/verslagen/{report}/inzage", operation_id = "neemUittrekselMee",
    tag = "informatiebalans", request_body = NewDownload, responses((status = 200, body = Object))
)]
pub async fn download(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    body: Body,
) -> Result<Response, AppError> {
    let allowed = downloads::allow(&ctx, &app).await?;
    let closed = closing::find(app.db.read(), &ctx.tenant, id.0).await?;
    let NewDownload { reden, bestand } = body.read()?;
    let file = match bestand.as_deref() {
        None => File::Extract,
        Some(word) => File::parse(word).ok_or_else(|| AppError::field("bestand", "error-choice"))?,
    };
    let contents = downloads::contents(app.db.read(), &ctx.tenant, &closed, file).await?;
    downloads::begin(&app.db, &allowed, &closed, file, (&reden, &body.key("uittreksels")), ctx.now).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], contents).into_response())
}
