//! What a period is about, put together once for the page, the files and the API: which days, whether it is closed, and
//! its figures for the groups asked for.

use std::collections::BTreeSet;

use domain::{balance::DEFAULT_HORIZON_HOURS, localtime::Quarter};
use jiff::{SignedDuration, Timestamp, civil::Date};
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    closing::{self, Closed},
    extract::{self, Content, Facts, Frame, Listed, Which},
    figures::{self, Grouping, NotMeasured, Reading, Telling},
    late::{self, LateItems},
    periods::{self, Part},
};
use crate::{
    db::{millis, moment},
    error::AppError,
    people::{self, store::CouncilBook},
    tenant::Tenant,
};

/// What an address may say about a period.
#[derive(Debug, Deserialize, Default, Clone)]
#[serde(default)]
pub struct Asked {
    /// `2026-3`, or `lopend`; the newest closed one when absent.
    pub kwartaal: String,
    /// A term, instead of a quarter.
    pub zittingsperiode: String,
    /// Which part, where the coalition changed; the one that holds today, else the last, when absent.
    pub deel: String,
    /// Which groups are compared.
    pub groepen: String,
    /// Whether the page computes the closed report again.
    pub narekenen: String,
}

/// The days a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// A quarter.
    Quarter(Quarter),
    /// A term, up to today.
    Term(Uuid, Date, Date),
}

/// A period with its figures.
#[derive(Debug)]
pub struct Loaded {
    /// Which days.
    pub span: Span,
    /// The quarter that runs now.
    pub running: Quarter,
    /// Every part.
    pub parts: Vec<Part>,
    /// The part shown.
    pub part: Part,
    /// What is compared.
    pub grouping: Grouping,
    /// Names, factions, sides.
    pub book: CouncilBook,
    /// The closed report, where there is one.
    pub closed: Option<Closed>,
    /// The items of the part that its figures count.
    pub items: Vec<Listed>,
    /// What came in late.
    pub late: LateItems,
    /// The ledger, where the period is not closed.
    pub facts: Option<Facts>,
    /// Members it is about.
    pub members: usize,
    /// Who they are, as far as the council still knows them.
    pub member_ids: BTreeSet<Uuid>,
    /// Telling; none where nothing was released.
    pub telling: Option<Telling>,
    /// Reading, of the sides.
    pub reading: Reading,
    /// Who and what is not in it.
    pub not_measured: NotMeasured,
}

/// Reads the period asked for. `NotFound` for a quarter that has not begun, a term, a part or groups there are not.
pub async fn load(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    asked: &Asked,
    now: Timestamp,
) -> Result<Loaded, AppError> {
    let grouping = Grouping::parse(&asked.groepen).ok_or(AppError::NotFound)?;
    let book = people::store::book(db, tenant).await?;
    let today = tenant.date(now);
    let running = Quarter::containing(today);
    let span = span(db, tenant, &book, asked, today).await?;
    if let Grouping::Faction(id) = grouping
        && !book.council.factions.iter().any(|faction| faction.id == id)
    {
        return Err(AppError::NotFound);
    }
    let closed = match span {
        Span::Quarter(quarter) => closing::of_quarter(db, tenant, quarter).await?,
        Span::Term(..) => Vec::new(),
    };
    let parts = match (closed.is_empty(), span) {
        (false, _) => closed.iter().map(Closed::span).collect::<Result<_, _>>()?,
        (true, Span::Quarter(quarter)) => periods::parts(&book.council, quarter.from(), quarter.to()),
        (true, Span::Term(_, from, to)) => periods::parts(&book.council, from, to),
    };
    let part = match asked.deel.as_str() {
        "" => periods::shown_first(&parts, today),
        n => parts.iter().copied().find(|part| part.n.to_string() == n),
    };
    let part = part.ok_or(AppError::NotFound)?;
    let late = LateItems {
        own: late::of_part(db, tenant, &closed, part, now).await?,
        earlier: match span {
            Span::Quarter(quarter) if part.n == parts[0].n => late::logged_in(db, tenant, quarter, now).await?,
            Span::Quarter(_) | Span::Term(..) => Vec::new(),
        },
    };
    let closed = closed.into_iter().find(|one| usize::try_from(one.part()).is_ok_and(|n| n == part.n));
    let (from, until) = part.moments(tenant.zone());
    let which = Which::Released(from, until);

    let mut loaded = Loaded {
        span,
        running,
        parts,
        part,
        grouping,
        book,
        closed,
        items: Vec::new(),
        late,
        facts: None,
        members: 0,
        member_ids: BTreeSet::new(),
        telling: None,
        reading: Reading::Running,
        not_measured: NotMeasured::default(),
    };
    match &loaded.closed {
        Some(closed) => {
            loaded.items = extract::listed(db, tenant, which).await?;
            loaded.items.retain(|item| !loaded.late.own.iter().any(|late| late.item.id == item.id));
            let extract = closed.telling_extract()?;
            loaded.members = extract.people.iter().filter(|person| person.group != extract::COMMITTEE).count();
            loaded.member_ids = figures::members_of(&extract, closed.key(), &loaded.book.council)?;
            let known = (grouping == Grouping::Sides).then(|| closed.reports()).transpose()?;
            let (key, council) = (closed.key().to_vec(), loaded.book.council.clone());
            let work = move || figures::telling(&extract, &key, &council, part.to, grouping, known);
            loaded.telling = Some(blocking(work).await?);
            let kept = closed.reading()?;
            (loaded.reading, loaded.not_measured) = (kept.reading, kept.not_measured);
        }
        None => {
            let facts = extract::read(db, tenant, which, now).await?;
            loaded.member_ids = facts.members();
            loaded.members = loaded.member_ids.len();
            loaded.items = facts.items.clone();
            if !facts.items.is_empty() {
                let (telling, _) = live(tenant, &facts, part, &loaded.book, grouping, now).await?;
                loaded.telling = Some(telling);
            }
            match closing::measured(db, tenant, &facts, now, now).await? {
                Some(measured) => loaded.not_measured = measured.not_measured,
                None => loaded.reading = Reading::Off,
            }
            loaded.facts = Some(facts);
        }
    }
    Ok(loaded)
}

async fn span(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    book: &CouncilBook,
    asked: &Asked,
    today: Date,
) -> Result<Span, AppError> {
    let running = Quarter::containing(today);
    if !asked.zittingsperiode.is_empty() {
        let term = book.council.terms.iter().find(|term| term.id.to_string() == asked.zittingsperiode);
        let term = term.filter(|term| term.span.from <= today).ok_or(AppError::NotFound)?;
        let to = term.span.to.map_or(today, |to| to.min(today));
        return Ok(Span::Term(term.id, term.span.from, to));
    }
    Ok(Span::Quarter(match asked.kwartaal.as_str() {
        "" => closing::newest_quarter(db, tenant).await?.unwrap_or(running),
        "lopend" => running,
        text => Quarter::parse(text).filter(|quarter| *quarter <= running).ok_or(AppError::NotFound)?,
    }))
}

/// Telling of what still runs, and the frame it was computed in.
pub async fn live(
    tenant: &Tenant,
    facts: &Facts,
    part: Part,
    book: &CouncilBook,
    grouping: Grouping,
    now: Timestamp,
) -> Result<(Telling, Frame), AppError> {
    let computed_at = settled(facts, now);
    let frame = Frame { from: part.from, to: part.to, computed_at, key: passing_key(tenant, part) };
    let extract = facts.extract(tenant, &frame, Content::Telling, None)?;
    let (key, council) = (frame.key.clone(), book.council.clone());
    let telling = blocking(move || figures::telling(&extract, &key, &council, part.to, grouping, None)).await?;
    Ok((telling, frame))
}

/// The moment what still runs is computed for: the last quarter of an hour, or what happened since when something did. So
/// that everybody who looks in between sees the same report and it is computed once ([`super::memo`]); a new entry, a new
/// item, and a deadline or fortnight that has passed are in it at once.
fn settled(facts: &Facts, now: Timestamp) -> Timestamp {
    const STEP_MS: i64 = 15 * 60 * 1000;
    let step = moment(millis(now) - millis(now).rem_euclid(STEP_MS));
    let horizon = SignedDuration::from_hours(DEFAULT_HORIZON_HOURS);
    facts
        .counted(Content::Telling)
        .iter()
        .flat_map(|item| {
            let end = item.released_at.saturating_add(horizon).unwrap_or(Timestamp::MAX);
            let told = item.exposures.iter().map(|entry| entry.at);
            told.chain([item.released_at, end]).chain(item.needed_at).collect::<Vec<_>>()
        })
        .filter(|at| *at <= now)
        .fold(step, Timestamp::max)
}

/// The days an item was released on, as a part by itself.
pub fn day_of(at: Timestamp, tenant: &Tenant) -> Part {
    let day = tenant.date(at);
    Part { n: 1, from: day, to: day }
}

/// Key of pseudonyms that never leave the program, so that the draws of a running period are the same at every look.
fn passing_key(tenant: &Tenant, part: Part) -> Vec<u8> {
    Sha256::digest(format!("{} {} {}", tenant.id(), part.from, part.to)).to_vec()
}

/// Arithmetic, away from the threads that answer requests.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work).await.map_err(AppError::unexpected)?
}

/// Hours from release to the moment it must be known.
pub fn needed_hours(item: &Listed) -> Option<f64> {
    let span: SignedDuration = item.needed_at?.duration_since(item.released_at);
    (span > SignedDuration::ZERO).then(|| span.as_secs_f64() / 3600.0)
}

impl Closed {
    /// Its days as a part.
    pub fn span(&self) -> Result<Part, AppError> {
        let (from, to) = self.days()?;
        Ok(Part { n: usize::try_from(self.part()).map_err(AppError::unexpected)?, from, to })
    }
}
