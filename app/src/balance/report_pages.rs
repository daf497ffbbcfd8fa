//! GET handlers of the report: a quarter or a term, one item, one gathering, and the files one can take along.

use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    balance::report::{self, Flagged},
    localtime::Quarter,
    measuring::Level,
    policy::{Facts as Known, act},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    again::Again,
    answers,
    closing::{self, Closed},
    digest,
    downloads::{self, File},
    extract::{self, Which},
    figures::{Grouping, NotMeasured, Reading},
    loaded::{self, Asked, Loaded, Span},
    measuring, pages, periods, readers, release,
    report_views::{self, Compared, ItemRow, PeriodPage, TrendPoint},
    said::Groups,
    store, views,
};
use crate::{
    AppState,
    ctx::{Ctx, Id},
    error::AppError,
    gatherings, page, people,
};

/// Quarters in the trend.
const TREND: u64 = 8;
/// Parts a quarter has at most, when the coalition changes more than once.
const MOST_PARTS: u64 = 3;

/// The balance of a quarter, of a part of it, or of a term.
pub async fn period(ctx: Ctx, State(app): State<AppState>, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Known::default())?;
    let db = app.db.read();
    let loaded = loaded::load(db, &ctx.tenant, &asked, ctx.now).await?;
    let trend = trend(&ctx, &app, None).await?;
    let outcome = match (&loaded.closed, asked.narekenen.as_str()) {
        (Some(closed), "ja") => Some(compute_again(closed).await?),
        _ => None,
    };
    let full = full_files(&ctx, &app, loaded.closed.as_ref()).await?;
    let name = name(&ctx, &loaded);
    let shown = page_of(&ctx, &loaded, &name, trend, outcome, full);
    let title = ctx.tn("balance-title", &[("quarter", name.into())]);
    let done = match loaded.span {
        Span::Quarter(quarter) => Some(answers::section(&ctx, quarter).await?),
        Span::Term(..) => None,
    };
    Ok(page::page(&ctx, title, report_views::period(&ctx, &shown, done)))
}

/// "3e kwartaal 2026", "zittingsperiode sinds 26 maart 2026".
pub(super) fn name(ctx: &Ctx, loaded: &Loaded) -> String {
    match loaded.span {
        Span::Quarter(quarter) => {
            let n = i64::try_from(loaded.part.n).unwrap_or(1);
            report_views::quarter_part(ctx, quarter, n, loaded.parts.len() > 1)
        }
        Span::Term(_, from, _) => ctx.tn("report-term-name", &[("date", ctx.lang.long_date(from).into())]),
    }
}

fn page_of<'a>(
    ctx: &Ctx,
    loaded: &'a Loaded,
    name: &str,
    trend: Vec<TrendPoint>,
    outcome: Option<bool>,
    full: Vec<File>,
) -> PeriodPage<'a> {
    let clerk = ctx.may::<act::CloseQuarter>(Known::default());
    let address = |part: i64, grouping: Grouping| address(ctx, loaded.span, part, grouping);
    let part = i64::try_from(loaded.part.n).unwrap_or(1);
    let standing = match (&loaded.closed, loaded.span) {
        (Some(closed), _) => {
            let day = domain::localtime::date_in(closed.closed_at(), ctx.tenant.zone());
            ctx.tn("report-closed-on", &[("date", ctx.day(day).into())])
        }
        (None, Span::Term(..)) => ctx.t("report-running"),
        (None, Span::Quarter(quarter)) => {
            let from = periods::closable_from(quarter, ctx.tenant.zone());
            let day = domain::localtime::date_in(from, ctx.tenant.zone());
            if from > ctx.now {
                ctx.tn("report-closes-on", &[("date", ctx.day(day).into())])
            } else {
                ctx.t("report-open")
            }
        }
    };
    let mut beside = Vec::new();
    if loaded.span != Span::Quarter(loaded.running) {
        beside.push((ctx.t("report-to-running"), ctx.url("/informatiebalans?kwartaal=lopend")));
    }
    if let (Span::Quarter(quarter), Some(_)) = (loaded.span, &loaded.closed) {
        beside.push((ctx.t("digest-link"), ctx.url(&digest::path(quarter))));
    }
    let term = loaded.book.council.view().term_on(ctx.today());
    if let Some(term) = term.filter(|_| matches!(loaded.span, Span::Quarter(_))) {
        beside.push((ctx.t("report-to-term"), ctx.url(&format!("/informatiebalans?zittingsperiode={}", term.id))));
    }
    let link = |quarter: Quarter| {
        (report_views::period_url(ctx, quarter, 1, Grouping::Sides), views::quarter_name(ctx, quarter))
    };
    let (older, newer, close) = match loaded.span {
        Span::Quarter(quarter) => (
            Some(link(quarter.previous())),
            (quarter < loaded.running).then(|| link(quarter.next())),
            (clerk && loaded.closed.is_none() && periods::closable_from(quarter, ctx.tenant.zone()) <= ctx.now)
                .then(|| ctx.url(&format!("/informatiebalans/kwartalen/{quarter}/afsluiting"))),
        ),
        Span::Term(..) => (Some(link(loaded.running)), None, None),
    };
    let here = address(part, Grouping::Sides);
    let council = loaded.book.council.view().owed_to(ctx.today());
    PeriodPage {
        name: name.to_owned(),
        members: loaded.members,
        standing,
        compared: loaded.telling.as_ref().map(|telling| Compared {
            telling,
            // Reading of a term stands in the trend: its quarters were shown one by one.
            reading: (matches!(loaded.span, Span::Quarter(_)) && loaded.grouping == Grouping::Sides)
                .then_some(&loaded.reading),
            not_measured: loaded.not_measured,
            groups: Groups::of(ctx.lang, &loaded.book, loaded.grouping),
            book: &loaded.book,
            needed: None,
            one_item: false,
        }),
        grouping: loaded.grouping,
        parts: loaded
            .parts
            .iter()
            .map(|one| {
                let n = i64::try_from(one.n).unwrap_or(1);
                (*one, address(n, loaded.grouping), *one == loaded.part)
            })
            .collect(),
        groupings: groupings(ctx, loaded, part),
        beside,
        files: files(ctx, loaded, part),
        items: loaded
            .items
            .iter()
            .map(|item| ItemRow {
                id: item.id,
                kind: item.kind.clone(),
                title: item.title.clone(),
                released_at: item.released_at,
                untold: loaded.facts.as_ref().filter(|_| clerk).map(|facts| facts.untold(item.id, &council)),
            })
            .collect(),
        count: loaded.items.len(),
        late: &loaded.late,
        trend,
        again: loaded.closed.as_ref().map(|closed| Again {
            closed,
            full,
            outcome,
            here: format!("{here}&narekenen=ja#narekenen"),
            names: ctx.may::<act::NameExtractReaders>(Known::default()),
        }),
        older,
        newer,
        close,
    }
}

fn address(ctx: &Ctx, span: Span, part: i64, grouping: Grouping) -> String {
    match span {
        Span::Quarter(quarter) => report_views::period_url(ctx, quarter, part, grouping),
        Span::Term(id, ..) => {
            let mut url = ctx.url(&format!("/informatiebalans?zittingsperiode={id}"));
            if part > 1 {
                url.push_str(&format!("&deel={part}"));
            }
            if grouping != Grouping::Sides {
                url.push_str(&format!("&groepen={}", grouping.code()));
            }
            url
        }
    }
}

fn groupings(ctx: &Ctx, loaded: &Loaded, part: i64) -> Vec<(String, String, bool)> {
    let mut out: Vec<_> = [
        (ctx.t("report-by-sides"), Grouping::Sides),
        (ctx.t("report-by-reach"), Grouping::Reach),
        (ctx.t("report-by-experience"), Grouping::Experience),
    ]
    .to_vec();
    for (faction, _, seats) in loaded.book.factions_in_order(loaded.part.to) {
        if seats > 0 {
            out.push((ctx.tn("report-by-faction", &[("name", faction.name.into())]), Grouping::Faction(faction.id)));
        }
    }
    out.into_iter()
        .map(|(words, grouping)| (words, address(ctx, loaded.span, part, grouping), grouping == loaded.grouping))
        .collect()
}

fn files(ctx: &Ctx, loaded: &Loaded, part: i64) -> Vec<(String, String)> {
    if loaded.telling.is_none() {
        return Vec::new();
    }
    let query = address(ctx, loaded.span, part, loaded.grouping);
    let query = query.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default();
    [("report-file-pdf", "brief.pdf"), ("report-file-csv", "tabellen.csv"), ("report-file-ods", "tabellen.ods")]
        .map(|(key, file)| (ctx.t(key), ctx.url(&format!("/informatiebalans/{file}?{query}"))))
        .to_vec()
}

/// How the last closed quarters went, newest first; up to and with a quarter where one is given.
pub(super) async fn trend(ctx: &Ctx, app: &AppState, until: Option<Quarter>) -> Result<Vec<TrendPoint>, AppError> {
    let mut past = closing::newest(app.db.read(), &ctx.tenant, until, TREND * MOST_PARTS).await?;
    let mut quarters: Vec<Quarter> = past.iter().map(|past| past.quarter).collect();
    quarters.dedup();
    quarters.truncate(usize::try_from(TREND).map_err(AppError::unexpected)?);
    past.retain(|past| quarters.contains(&past.quarter));
    Ok(past
        .into_iter()
        .map(|past| {
            let (gap, read_flag) = match &past.reading {
                Reading::Shown(figures) => {
                    (figures.gap.as_ref().and_then(|gap| gap.value), !figures.flagged.is_empty())
                }
                _ => (None, false),
            };
            TrendPoint {
                quarter: past.quarter,
                part: past.part,
                later_hours: past.report.telling.head_start_hours,
                told_flag: past.faction_flag || past.report.flagged.contains(&Flagged::Telling),
                gap,
                read_flag,
            }
        })
        .collect())
}

/// Whether computing the kept extract now gives the kept reports: of the sides and of every faction.
async fn compute_again(closed: &Closed) -> Result<bool, AppError> {
    let extract = closed.telling_extract()?;
    let same_hash = extract::sha256(closed.telling_json().as_bytes()) == closed.telling_sha256();
    let kept = [closed.telling_report_json(), closed.factions_report_json()].map(str::to_owned);
    loaded::blocking(move || {
        let sides = serde_json::to_string(&report::report(&extract)).map_err(AppError::unexpected)?;
        let factions = serde_json::to_string(&report::all_factions(&extract)).map_err(AppError::unexpected)?;
        Ok(same_hash && [sides, factions] == kept)
    })
    .await
}

/// The balance of one item.
pub async fn item(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Known::default())?;
    let db = app.db.read();
    let line = store::find(db, &ctx.tenant, id.0).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let facts = extract::read(db, &ctx.tenant, Which::One(id.0), ctx.now).await?;
    let part = loaded::day_of(line.item.released_at, &ctx.tenant);
    let (telling, _) = loaded::live(&ctx.tenant, &facts, part, &book, Grouping::Sides, ctx.now).await?;
    let (reading, not_measured) = reading_of_item(&ctx, &app, id.0, line.item.released_at).await?;
    let for_clerk = ctx.may::<act::SeeUntold>(Known::default());
    let untold = line.untold(&book, &ctx.tenant, ctx.now);
    let mut on_the_way = store::on_the_way(db, &ctx.tenant, id.0).await?;
    on_the_way.retain(|person| untold.iter().any(|recipient| recipient.person == *person));
    let untold = for_clerk.then(|| pages::by_faction(&ctx, &book, &untold));
    let early = release::early(&line.item);
    let release = release::Release {
        wave: match for_clerk {
            true => release::wave(db, &ctx.tenant, id.0, line.item.released_at).await?,
            false => None,
        },
        early: early.people.len(),
        most: early.most,
        names: for_clerk.then(|| pages::by_faction(&ctx, &book, &early.people)),
    };
    let shown = views::ItemPage {
        line: &line,
        on_the_way: on_the_way.len(),
        untold,
        release,
        people: line.item.audience.len(),
        by: book.name(line.released_by).to_owned(),
        quarter: Quarter::containing(part.from),
        compared: Compared {
            telling: &telling,
            reading: Some(&reading),
            not_measured,
            groups: Groups::of(ctx.lang, &book, Grouping::Sides),
            book: &book,
            needed: facts.items.first().and_then(loaded::needed_hours),
            one_item: true,
        },
    };
    Ok(page::page(&ctx, line.title.clone(), views::item(&ctx, &shown)))
}

/// Reading of one item, as it was frozen when its quarter was closed; before that nothing, as of the quarter itself: with
/// two looks one would see who read, objected or had their readings erased in between.
async fn reading_of_item(
    ctx: &Ctx,
    app: &AppState,
    item: Uuid,
    released_at: Timestamp,
) -> Result<(Reading, NotMeasured), AppError> {
    let db = app.db.read();
    let quarter = Quarter::containing(domain::localtime::date_in(released_at, ctx.tenant.zone()));
    let closed = closing::of_quarter(db, &ctx.tenant, quarter).await?;
    for one in &closed {
        if one.items()?.holds(item)? {
            let not_measured = NotMeasured { items: 0, ..one.reading()?.not_measured };
            return Ok((one.reading_of(item)?, not_measured));
        }
    }
    let reading = match measuring::load(db, &ctx.tenant).await?.level_at(ctx.now) {
        _ if !closed.is_empty() => Reading::Late,
        Level::Off => Reading::Off,
        Level::Counts | Level::Full => Reading::Running,
    };
    Ok((reading, NotMeasured::default()))
}

/// The balance of everything about one gathering: telling; reading stands with each item.
pub async fn gathering(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Known::default())?;
    let db = app.db.read();
    let gathering = gatherings::store::find(db, &ctx.tenant, id.0).await?;
    let facts = extract::read(db, &ctx.tenant, Which::Gathering(id.0), ctx.now).await?;
    let first = facts.items.first().ok_or(AppError::NotFound)?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let mut part = loaded::day_of(first.released_at, &ctx.tenant);
    part.to = facts.items.last().map_or(part.to, |last| loaded::day_of(last.released_at, &ctx.tenant).to);
    let (telling, _) = loaded::live(&ctx.tenant, &facts, part, &book, Grouping::Sides, ctx.now).await?;
    let compared = Compared {
        telling: &telling,
        reading: None,
        not_measured: NotMeasured::default(),
        groups: Groups::of(ctx.lang, &book, Grouping::Sides),
        book: &book,
        needed: None,
        one_item: facts.items.len() == 1,
    };
    let council = book.council.view().owed_to(ctx.today());
    let items: Vec<ItemRow> = facts
        .items
        .iter()
        .map(|item| ItemRow {
            id: item.id,
            kind: item.kind.clone(),
            title: item.title.clone(),
            released_at: item.released_at,
            untold: ctx.may::<act::SeeUntold>(Known::default()).then(|| facts.untold(item.id, &council)),
        })
        .collect();
    let title = ctx.tn("report-gathering", &[("title", gathering.title.as_str().into())]);
    let back = ctx.url(&format!("/bijeenkomsten/{}", id.0));
    Ok(page::page(&ctx, title.clone(), report_views::gathering(&ctx, title, back, &compared, &items)))
}

// Files ------------------------------------------------------------------------------------------------------------

pub(super) fn json_file(name: &str, content: impl Into<axum::body::Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, content.into()).into_response()
}

pub(super) fn file_name(ctx: &Ctx, closed: &Closed, word: &str) -> String {
    let quarter = closed.quarter().map(|quarter| quarter.to_string()).unwrap_or_default();
    let part = if closed.part() > 1 { format!("-{}", closed.part()) } else { String::new() };
    format!("informatiebalans-{}-{quarter}{part}-{word}.json", ctx.tenant.slug())
}

/// A file of a closed report that is for everybody who may see the balance.
async fn open_file(
    ctx: &Ctx,
    app: &AppState,
    id: Uuid,
    word: &str,
    content: impl FnOnce(&Closed) -> &str,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Known::default())?;
    let closed = closing::find(app.db.read(), &ctx.tenant, id).await?;
    Ok(json_file(&file_name(ctx, &closed, word), content(&closed).to_owned()))
}

/// The extract without reading.
pub async fn telling_extract(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    open_file(&ctx, &app, id.0, "verteld", Closed::telling_json).await
}

/// The report of that extract.
pub async fn telling_report(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    open_file(&ctx, &app, id.0, "verslag", Closed::telling_report_json).await
}

/// The report of every faction against the rest, of that extract.
pub async fn factions_report(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    open_file(&ctx, &app, id.0, "fracties", Closed::factions_report_json).await
}

/// The files with reading of a closed report that there are, for who may have them. The report is kept; the extract goes
/// with its readings.
async fn full_files(ctx: &Ctx, app: &AppState, closed: Option<&Closed>) -> Result<Vec<File>, AppError> {
    let Some(quarter) = closed.filter(|closed| closed.full_sha256().is_some()).and_then(Closed::quarter) else {
        return Ok(Vec::new());
    };
    match downloads::allow(ctx, app).await {
        Ok(_) => {}
        Err(AppError::Forbidden(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    }
    let kept = closing::readings_kept_from(app.db.read(), &ctx.tenant, ctx.now).await?;
    Ok(downloads::there(quarter, ctx.tenant.zone(), kept))
}

/// Who may have the full extract: the list and its form for the griffie, the files for whoever was named.
pub async fn readers(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    downloads::allow(&ctx, &app).await?;
    let view = readers::page(&ctx, &app, &readers::Named::default(), &crate::form::FieldErrors::default()).await?;
    Ok(page::page(&ctx, ctx.t("report-readers"), view))
}
