//! Lists of gatherings. A shelf is the SQL twin of `State::shelf`; a test of the server compares the two.

use std::collections::{HashMap, HashSet};

use domain::{
    answers::Answer,
    gatherings::{Kind, LONGEST, Openness, Shelf, State, state},
    people::Role,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::{
    gathering, invitation, life, notes_published,
    series::{Nth, numbers},
};
use crate::{
    actor::Actor,
    answers,
    count::{Count, count},
    db::{millis, moment},
    error::AppError,
    tenant::Tenant,
};

/// Gatherings on one page.
pub const PAGE: u64 = 25;

/// What the reader asked to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Which list.
    pub shelf: Shelf,
    /// Of one kind only.
    pub kind: Option<Kind>,
    /// Which page, the first is 1.
    pub page: u64,
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Card {
    /// Id.
    pub id: Uuid,
    /// Kind.
    pub kind: Kind,
    /// Title.
    pub title: String,
    /// Place, or empty.
    pub place: String,
    /// Open to the public or not.
    pub openness: Openness,
    /// Begin.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// The zone of its wall times.
    pub zone: TimeZone,
    /// Where it is in its life.
    pub state: State,
    /// Whether the reader was invited, and what they answered.
    pub own: Option<Option<Answer>>,
    /// Whether the reader said yes and waits for a place.
    pub queued: bool,
    /// Which date of its series it is, where the list says so.
    pub nth: Option<Nth>,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page {
    /// The lines.
    pub cards: Vec<Card>,
    /// How many there are on each shelf the reader may open.
    pub counts: Vec<(Shelf, Count)>,
    /// Whether there is a page after this one.
    pub more: bool,
}

impl Page {
    /// How many there are on this shelf.
    pub fn count(&self, shelf: Shelf) -> Count {
        self.counts.iter().find(|(s, _)| *s == shelf).map(|(_, n)| *n).unwrap_or_default()
    }
}

/// The shelves this reader may open: drafts are the clerk's alone.
fn shelves(actor: &Actor) -> Vec<Shelf> {
    let clerk = actor.is(Role::Clerk);
    Shelf::ALL.iter().copied().filter(|shelf| clerk || *shelf != Shelf::Drafts).collect()
}

/// What lies on a shelf: the SQL twin of `State::shelf`. `clerk` also sees drafts that were cancelled. What follows from
/// the end of a gathering is said of its begin too, by which the indexes are ordered.
pub(super) fn on_shelf(shelf: Shelf, clerk: bool, now: Timestamp) -> Condition {
    use gathering::Column as C;
    let standing = || Condition::all().add(C::CancelledAt.is_null());
    match shelf {
        Shelf::Coming => standing()
            .add(C::PlannedAt.is_not_null())
            .add(C::EndsAt.gt(millis(now)))
            .add(C::StartsAt.gt(millis(now - LONGEST))),
        Shelf::Past => {
            standing().add(C::PlannedAt.is_not_null()).add(C::EndsAt.lte(millis(now))).add(C::StartsAt.lt(millis(now)))
        }
        Shelf::Drafts => standing().add(C::PlannedAt.is_null()),
        Shelf::Cancelled if clerk => Condition::all().add(C::CancelledAt.is_not_null()),
        Shelf::Cancelled => Condition::all().add(C::CancelledAt.is_not_null()).add(C::PlannedAt.is_not_null()),
    }
}

/// What lies on a shelf for this reader, in its order: what comes next first, what was last first.
fn on(actor: &Actor, shelf: Shelf, kind: Option<Kind>, now: Timestamp) -> Select<gathering::Entity> {
    use gathering::Column as C;
    let query = gathering::Entity::find().filter(C::MunicipalityId.eq(actor.tenant.id())).filter(on_shelf(
        shelf,
        actor.is(Role::Clerk),
        now,
    ));
    let query = match kind {
        Some(kind) => query.filter(C::Kind.eq(kind.code())),
        None => query,
    };
    match shelf {
        Shelf::Coming | Shelf::Drafts => query.order_by_asc(C::StartsAt).order_by_asc(C::Id),
        Shelf::Past | Shelf::Cancelled => query.order_by_desc(C::StartsAt).order_by_desc(C::Id),
    }
}

/// One page of gatherings for this reader. A shelf that is not theirs is `NotFound`.
pub async fn list(db: &impl ConnectionTrait, actor: &Actor, filter: Filter, now: Timestamp) -> Result<Page, AppError> {
    let shelves = shelves(actor);
    if !shelves.contains(&filter.shelf) {
        return Err(AppError::NotFound);
    }
    let mut counts = Vec::new();
    for shelf in shelves {
        counts.push((shelf, count(db, on(actor, shelf, filter.kind, now)).await?));
    }
    let before = filter.page.saturating_sub(1).saturating_mul(PAGE);
    let mut rows = on(actor, filter.shelf, filter.kind, now).offset(before).limit(PAGE + 1).all(db).await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(PAGE as usize);
    let mut cards = cards(db, &actor.tenant, Some(actor.person), rows, now).await?;
    number(db, &actor.tenant, &mut cards, actor.is(Role::Clerk)).await?;
    Ok(Page { cards, counts, more })
}

/// How many there are on a shelf, exactly; for programs, which may wait for it.
pub async fn total(
    db: &impl ConnectionTrait,
    actor: &Actor,
    shelf: Shelf,
    kind: Option<Kind>,
    now: Timestamp,
) -> Result<u64, AppError> {
    Ok(on(actor, shelf, kind, now).count(db).await?)
}

/// What else begins on the same local day and was not cancelled, in order of time; drafts too, for the clerk's eyes.
pub async fn same_day(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    date: Date,
    except: Option<Uuid>,
    now: Timestamp,
) -> Result<Vec<Card>, AppError> {
    use gathering::Column as C;
    let mut query = gathering::Entity::find()
        .filter(C::MunicipalityId.eq(tenant.id()))
        .filter(C::Date.eq(date.to_string()))
        .filter(C::CancelledAt.is_null());
    if let Some(id) = except {
        query = query.filter(C::Id.ne(id));
    }
    let rows = query.order_by_asc(C::StartsAt).order_by_asc(C::Id).limit(PAGE).all(db).await?;
    cards(db, tenant, None, rows, now).await
}

/// Says of each line which date of its series it is; `drafts` counts for who may see those.
pub(super) async fn number<'c>(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    cards: impl IntoIterator<Item = &'c mut Card>,
    drafts: bool,
) -> Result<(), AppError> {
    let cards: Vec<&mut Card> = cards.into_iter().collect();
    let ids: Vec<Uuid> = cards.iter().map(|card| card.id).collect();
    let numbers = numbers(db, tenant, &ids, drafts).await?;
    for card in cards {
        card.nth = numbers.get(&card.id).copied();
    }
    Ok(())
}

/// Rows as lines of a list.
pub(super) async fn cards(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    reader: Option<Uuid>,
    rows: Vec<gathering::Model>,
    now: Timestamp,
) -> Result<Vec<Card>, AppError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let notes = notes_published(db, tenant, &ids).await?;
    let mut own: HashMap<Uuid, Option<Answer>> = HashMap::new();
    let mut queued = HashSet::new();
    if let Some(reader) = reader {
        let mine = invitation::Entity::find()
            .filter(invitation::Column::MunicipalityId.eq(tenant.id()))
            .filter(invitation::Column::PersonId.eq(reader))
            .filter(invitation::Column::WithdrawnAt.is_null())
            .filter(invitation::Column::GatheringId.is_in(ids))
            .all(db)
            .await?;
        own = mine.into_iter().map(|row| (row.gathering_id, row.answer.as_deref().and_then(Answer::parse))).collect();
        let limited = rows.iter().filter(|row| own.get(&row.id) == Some(&Some(Answer::Yes)));
        let limited: Vec<_> = limited.filter_map(|row| Some((row.id, row.capacity?))).collect();
        queued = answers::store::waits_at(db, tenant, reader, &limited).await?;
    }
    rows.into_iter()
        .map(|row| {
            let broken = || AppError::unexpected(format!("gathering {} has an unknown code", row.id));
            Ok(Card {
                id: row.id,
                kind: Kind::parse(&row.kind).ok_or_else(broken)?,
                openness: Openness::parse(&row.openness).ok_or_else(broken)?,
                zone: domain::localtime::zone(&row.zone).ok_or_else(broken)?,
                starts_at: moment(row.starts_at),
                ends_at: moment(row.ends_at),
                state: state(&life(&row, notes.get(&row.id).copied()), now),
                own: own.get(&row.id).copied(),
                queued: queued.contains(&row.id),
                place: if row.place.is_empty() {
                    row.online_url.clone().unwrap_or_default()
                } else {
                    row.place.clone()
                },
                title: row.title,
                nth: None,
            })
        })
        .collect()
}
