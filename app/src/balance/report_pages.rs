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
use leptos::prelude::AnyView;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    again::Again,
    answers,
    closing::{self, Closed, Past},
    digest,
    downloads::{self, File},
    extract::{self, Facts, Listed, Which},
    figures::{self, Grouping, NotMeasured, Reading},
    ledger::ItemKind,
    loaded::{self, Asked, Loaded, Span},
    measuring, pages,
    periods::{self, Part},
    readers, release,
    report_views::{self, Compared, ItemRow, PeriodPage, TrendPoint},
    said::{self, Groups},
    seating,
    store::{self, ItemLine},
    turns, undelivered, views,
};
use crate::{
    AppState,
    ctx::{Ctx, Id},
    error::AppError,
    gatherings,
    news::store::Awaiting,
    notes, page, people,
    people::store::CouncilBook,
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
    let rows = item_rows(&ctx, db, &loaded.items, loaded.facts.as_ref(), &loaded.book).await?;
    let mut shown = page_of(&ctx, &loaded, rows, &name, trend, outcome, full);
    shown.close = closing_form(&ctx, db, &loaded).await?;
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
        Span::Quarter(quarter) => report_views::quarter_part(ctx, quarter, part_number(loaded, loaded.part)),
        Span::Term(_, from, _) => ctx.tn("report-term-name", &[("date", ctx.lang.long_date(from).into())]),
    }
}

/// The items as the list shows them; for the clerk with how many were not told of each, and could not be reached.
async fn item_rows(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    items: &[Listed],
    facts: Option<&Facts>,
    book: &CouncilBook,
) -> Result<Vec<ItemRow>, AppError> {
    let mut rows: Vec<ItemRow> = items
        .iter()
        .map(|item| ItemRow {
            id: item.id,
            kind: item.kind.clone(),
            title: item.title.clone(),
            released_at: item.released_at,
            withdrawn: item.withdrawn,
            untold: 0,
            missed: 0,
        })
        .collect();
    let Some(facts) = facts.filter(|_| ctx.may::<act::SeeUntold>(Known::default())) else { return Ok(rows) };
    let council = book.council.view().owed_to(ctx.today());
    let awaiting = Awaiting::load(db, &ctx.tenant, ctx.now).await?;
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let undelivered = undelivered::load(db, &ctx.tenant, &ids).await?;
    for (row, item) in rows.iter_mut().zip(items) {
        let untold = facts.untold(item, &council, &awaiting, ctx.now).people;
        row.untold = untold.len();
        row.missed = undelivered.of(item.id, &untold, book).len();
    }
    Ok(rows)
}

/// Puts together what the page shows.
fn page_of<'a>(
    ctx: &Ctx,
    loaded: &'a Loaded,
    items: Vec<ItemRow>,
    name: &str,
    trend: Vec<TrendPoint>,
    outcome: Option<bool>,
    full: Vec<File>,
) -> PeriodPage<'a> {
    let address = |part: Option<i64>, grouping: Grouping| address(ctx, loaded.span, part, grouping);
    let part = part_number(loaded, loaded.part);
    let standing = match (&loaded.closed, loaded.span) {
        (Some(closed), _) => {
            let day = ctx.tenant.date(closed.closed_at());
            ctx.tn("report-closed-on", &[("date", ctx.day(day).into())])
        }
        (None, Span::Term(..)) => ctx.t("report-running"),
        (None, Span::Quarter(quarter)) => {
            let from = periods::closable_from(quarter, ctx.tenant.zone());
            let day = ctx.tenant.date(from);
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
        (report_views::period_url(ctx, quarter, None, Grouping::Sides), views::quarter_name(ctx, quarter))
    };
    let (older, newer) = match loaded.span {
        Span::Quarter(quarter) => {
            (Some(link(quarter.previous())), (quarter < loaded.running).then(|| link(quarter.next())))
        }
        Span::Term(..) => (Some(link(loaded.running)), None),
    };
    let here = address(part, Grouping::Sides);
    PeriodPage {
        name: name.to_owned(),
        is_term: matches!(loaded.span, Span::Term(..)),
        seating: seating::words(ctx, loaded),
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
            until: None,
        }),
        grouping: loaded.grouping,
        parts: loaded
            .parts
            .iter()
            .map(|one| (*one, address(part_number(loaded, *one), loaded.grouping), *one == loaded.part))
            .collect(),
        turns: turns::sentences(ctx, &loaded.book, &loaded.parts),
        groupings: groupings(ctx, loaded, part),
        beside,
        files: files(ctx, loaded, part),
        items,
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
        close: None,
    }
}

/// Where the clerk closes the quarter, once its time has come and where there is anything in it to close.
async fn closing_form(ctx: &Ctx, db: &impl ConnectionTrait, loaded: &Loaded) -> Result<Option<String>, AppError> {
    let Span::Quarter(quarter) = loaded.span else { return Ok(None) };
    let zone = ctx.tenant.zone();
    let open = loaded.closed.is_none() && periods::closable_from(quarter, zone) <= ctx.now;
    if !open || !ctx.may::<act::CloseQuarter>(Known::default()) {
        return Ok(None);
    }
    // Where the coalition changed, the page shows one part of it.
    let whole = Which::Released(quarter.starts_at(zone), quarter.ends_at(zone));
    let empty = loaded.items.is_empty() && extract::listed(db, &ctx.tenant, whole).await?.is_empty();
    Ok((!empty).then(|| ctx.url(&format!("/informatiebalans/kwartalen/{quarter}/afsluiting"))))
}

/// The number of a part, where there are several.
fn part_number(loaded: &Loaded, part: Part) -> Option<i64> {
    if loaded.parts.len() > 1 { i64::try_from(part.n).ok() } else { None }
}

fn address(ctx: &Ctx, span: Span, part: Option<i64>, grouping: Grouping) -> String {
    match span {
        Span::Quarter(quarter) => report_views::period_url(ctx, quarter, part, grouping),
        Span::Term(id, ..) => {
            let mut url = ctx.url(&format!("/informatiebalans?zittingsperiode={id}"));
            if let Some(part) = part {
                url.push_str(&format!("&deel={part}"));
            }
            if grouping != Grouping::Sides {
                url.push_str(&format!("&groepen={}", grouping.code()));
            }
            url
        }
    }
}

fn groupings(ctx: &Ctx, loaded: &Loaded, part: Option<i64>) -> Vec<(String, String, bool)> {
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

fn files(ctx: &Ctx, loaded: &Loaded, part: Option<i64>) -> Vec<(String, String)> {
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
    let book = people::store::book(app.db.read(), &ctx.tenant).await?;
    let quarters_of: Vec<Quarter> = past.iter().map(|past| past.quarter).collect();
    past.iter()
        .map(|past| {
            let (told, read) = (told_words(ctx, &book, past)?, read_words(ctx, past));
            let gap = match &past.reading {
                Reading::Shown(figures) => figures.gap.as_ref().and_then(|gap| gap.value),
                _ => None,
            };
            let later_hours = past.report.telling.head_start_hours;
            let several = quarters_of.iter().filter(|quarter| **quarter == past.quarter).count() > 1;
            let part = several.then_some(past.part);
            Ok(TrendPoint { quarter: past.quarter, part, later_hours, told, gap, read })
        })
        .collect()
}

/// What of telling was flagged: the side, or the faction where it is one.
fn told_words(ctx: &Ctx, book: &CouncilBook, past: &Past) -> Result<Option<String>, AppError> {
    let sides = past.report.telling.head_start_hours.filter(|_| past.report.flagged.contains(&Flagged::Telling));
    let factions = figures::flagged_factions(&past.factions, &past.key, &book.council)?;
    let words = match (sides, factions.as_slice()) {
        // A flag about a faction that is known no more.
        (None, []) => return Ok(past.factions.flag.then(|| ctx.t("report-trend-a-faction"))),
        (Some(head), [] | [_, _, ..]) => report_views::signed_hours(ctx, head),
        (_, factions) => factions
            .iter()
            .map(|(id, head)| {
                let key = if *head < 0.0 { "report-trend-later" } else { "report-trend-earlier" };
                let hours = said::hours(ctx.lang, head.abs());
                ctx.tn(key, &[("who", book.faction_name(*id).into()), ("hours", hours.into())])
            })
            .collect::<Vec<_>>()
            .join(", "),
    };
    Ok(Some(words))
}

/// What of reading was flagged.
fn read_words(ctx: &Ctx, past: &Past) -> Option<String> {
    let Reading::Shown(figures) = &past.reading else { return None };
    let gap = figures.gap.as_ref().and_then(|gap| gap.value).filter(|_| figures.flagged.contains(&Flagged::Gap));
    let hours = figures.head_start_hours.filter(|_| figures.flagged.contains(&Flagged::Reaching));
    let words: Vec<String> =
        [gap.map(|gap| said::read_gap(ctx.lang, gap)), hours.map(|hours| report_views::signed_hours(ctx, hours))]
            .into_iter()
            .flatten()
            .collect();
    (!words.is_empty()).then(|| words.join(", "))
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
    let untold = match for_clerk && !line.withdrawn {
        true => Some(untold(&ctx, db, &line, &book).await?),
        false => None,
    };
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
        told: told(&ctx, &line).await?,
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
            until: Some(ctx.now.duration_since(line.item.released_at).as_secs_f64() / 3600.0),
        },
    };
    Ok(page::page(&ctx, line.title.clone(), views::item(&ctx, shown)))
}

/// What an item says by itself, for who may see what it is about: of a change what changed, of a cancellation why, of later
/// notes what differs from the version before.
async fn told(ctx: &Ctx, line: &ItemLine) -> Result<Option<AnyView>, AppError> {
    match ItemKind::parse(&line.kind) {
        Some(ItemKind::Notes) if line.edition > 1 => notes::told_by(ctx, line.subject, line.edition).await,
        Some(kind @ (ItemKind::Change | ItemKind::Cancellation)) => {
            let db = ctx.app.db.read();
            let row = gatherings::store::find(db, &ctx.tenant, line.subject).await?;
            let known = gatherings::store::facts(db, ctx.actor()?, &row).await?;
            if !ctx.may::<act::SeeGathering>(known) {
                return Ok(None);
            }
            let gathering = gatherings::store::read(db, &ctx.tenant, row).await?;
            gatherings::editions::told_by(ctx, kind, &gathering, line.item.id).await
        }
        _ => Ok(None),
    }
}

/// Who does not know of an item, for the clerk.
async fn untold(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    line: &ItemLine,
    book: &CouncilBook,
) -> Result<views::Untold, AppError> {
    let awaiting = Awaiting::load(db, &ctx.tenant, ctx.now).await?;
    let untold = line.untold(book, &ctx.tenant, &awaiting, ctx.now);
    let on_the_way = store::on_the_way(db, &ctx.tenant, line.item.id).await?;
    let undelivered = undelivered::load(db, &ctx.tenant, &[line.item.id]).await?;
    let mut missed = undelivered.of(line.item.id, &untold.people, book);
    missed.retain(|one| !on_the_way.contains(&one.person));
    Ok(views::Untold {
        missed: undelivered::notice(ctx, book, &missed),
        on_the_way: untold.people.iter().filter(|recipient| on_the_way.contains(&recipient.person)).count(),
        people: pages::by_faction(ctx, book, &untold.people),
        awaiting: untold.mail_at.map(|at| (untold.awaiting.len(), at)),
    })
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
    let quarter = Quarter::containing(ctx.tenant.date(released_at));
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
        until: None,
    };
    let items = item_rows(&ctx, db, &facts.items, Some(&facts), &book).await?;
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
