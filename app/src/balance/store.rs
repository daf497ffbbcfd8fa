//! Reading the ledger: items with their audience and entries, what is new for somebody, what is recorded about them.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{
    balance::{Exposure, ExposureKind, Item, Recipient},
    localtime::Quarter,
    people::Side,
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    entity::{audience, exposure, item},
    ledger::{ItemKind, PRESENT},
    undelivered::{self, Missed},
};
use crate::{
    briefings,
    db::{millis, moment, sql},
    documents,
    error::AppError,
    news::store::{Awaiting, News},
    people,
    people::store::CouncilBook,
    tenant::Tenant,
};

/// How long something stays under "Nieuw voor u" when it is not opened.
const FRESH_FOR: SignedDuration = SignedDuration::from_hours(24 * 60);
/// Most lines under "Nieuw voor u"; the rest is in the lists of the rooms.
const MOST_FRESH: u64 = 12;
/// How far back the clerk is shown who was not told.
const UNTOLD_FOR: SignedDuration = SignedDuration::from_hours(24 * 30);

/// An item as lists and pages show it, with everything the counting needs.
#[derive(Debug, Clone)]
pub struct ItemLine {
    /// What kind of thing, a code of `ItemKind`.
    pub kind: String,
    /// As lists show it.
    pub title: String,
    /// Where it is read, below the municipality.
    pub path: String,
    /// What was released.
    pub subject: Uuid,
    /// Which edition of it.
    pub edition: i64,
    /// Who released it.
    pub released_by: Uuid,
    /// Audience and entries.
    pub item: Item,
    /// Who was there, where it is a gathering.
    pub present: BTreeSet<Uuid>,
    /// A paper that was taken away again: it cannot be opened, and nobody is told of it any more.
    pub withdrawn: bool,
}

/// Who was not told of an item.
#[derive(Debug, Clone, Default)]
pub struct Untold {
    /// Those whom nobody will tell by itself.
    pub people: Vec<Recipient>,
    /// Those who wait for the daily mail of their own choosing.
    pub awaiting: BTreeSet<Uuid>,
    /// The moment of that mail.
    pub mail_at: Option<Timestamp>,
}

impl ItemLine {
    /// Who was not told, of those of the council of today.
    pub fn untold(&self, council: &CouncilBook, tenant: &Tenant, awaiting: &Awaiting, now: Timestamp) -> Untold {
        let today = council.council.view().owed_to(tenant.date(now));
        match self.withdrawn {
            true => Untold::default(),
            false => untold_of(&self.item, &self.present, self.subject, &today, awaiting, now),
        }
    }
}

/// Who was not told of an item and was not `present` at it, of the council of today: who left it is not written to any
/// more. Reading does not count: it would say that somebody read it.
pub fn untold_of(
    item: &Item,
    present: &BTreeSet<Uuid>,
    subject: Uuid,
    today: &[Uuid],
    awaiting: &Awaiting,
    now: Timestamp,
) -> Untold {
    let news = News { item: item.id, subject, released_at: item.released_at, needed_at: item.needed_at };
    let mut untold = Untold::default();
    for recipient in domain::balance::untold(item, present, now) {
        if !today.contains(&recipient.person) {
            continue;
        }
        match awaiting.until(recipient.person, news) {
            Some(at) => {
                untold.mail_at = Some(at);
                untold.awaiting.insert(recipient.person);
            }
            None => untold.people.push(recipient),
        }
    }
    untold
}

/// The items released in a quarter, oldest first.
pub async fn in_quarter(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    quarter: Quarter,
) -> Result<Vec<ItemLine>, AppError> {
    between(db, tenant, quarter.starts_at(tenant.zone()), quarter.ends_at(tenant.zone())).await
}

/// The items released from one moment until just before another.
async fn between(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<ItemLine>, AppError> {
    let rows = item::Entity::find()
        .filter(item::Column::MunicipalityId.eq(tenant.id()))
        .filter(item::Column::ReleasedAt.gte(millis(from)))
        .filter(item::Column::ReleasedAt.lt(millis(until)))
        .order_by_asc(item::Column::ReleasedAt)
        .order_by_asc(item::Column::Id)
        .all(db)
        .await?;
    lines(db, tenant, rows).await
}

/// One item.
pub async fn find(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<ItemLine, AppError> {
    let row = item::Entity::find_by_id(id)
        .filter(item::Column::MunicipalityId.eq(tenant.id()))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    lines(db, tenant, vec![row]).await?.pop().ok_or(AppError::NotFound)
}

/// These items with their audiences and entries.
pub(super) async fn lines(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    rows: Vec<item::Model>,
) -> Result<Vec<ItemLine>, AppError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut audiences: HashMap<Uuid, Vec<Recipient>> = HashMap::new();
    let mut exposures: HashMap<Uuid, Vec<Exposure>> = HashMap::new();
    let mut present: HashMap<Uuid, BTreeSet<Uuid>> = HashMap::new();
    let papers: Vec<Uuid> = rows.iter().filter(|row| row.kind == ItemKind::Document.code()).map(|row| row.id).collect();
    let withdrawn = documents::store::taken_away_of(db, tenant, &papers).await?;
    for some in ids.chunks(200) {
        let people = audience::Entity::find()
            .filter(audience::Column::MunicipalityId.eq(tenant.id()))
            .filter(audience::Column::ItemId.is_in(some.to_vec()))
            .all(db)
            .await?;
        for row in people {
            audiences.entry(row.item_id).or_default().push(Recipient {
                person: row.person_id,
                faction: row.faction_id,
                side: Side::parse(&row.side).unwrap_or(Side::Unknown),
            });
        }
        let entries = exposure::Entity::find()
            .filter(exposure::Column::MunicipalityId.eq(tenant.id()))
            .filter(exposure::Column::ItemId.is_in(some.to_vec()))
            .all(db)
            .await?;
        let voided: HashSet<Uuid> = entries.iter().filter_map(|row| row.voids_id).collect();
        for row in entries {
            // A voiding entry is no exposure of its own.
            let Some(kind) = ExposureKind::parse(&row.kind) else { continue };
            if row.channel == PRESENT && !voided.contains(&row.id) {
                present.entry(row.item_id).or_default().insert(row.person_id);
            }
            exposures.entry(row.item_id).or_default().push(Exposure {
                person: row.person_id,
                kind,
                at: moment(row.at),
                voided: voided.contains(&row.id),
            });
        }
    }
    Ok(rows
        .into_iter()
        .map(|row| ItemLine {
            item: Item {
                id: row.id,
                released_at: moment(row.released_at),
                needed_at: row.needed_at.map(moment),
                audience: audiences.remove(&row.id).unwrap_or_default(),
                exposures: exposures.remove(&row.id).unwrap_or_default(),
            },
            present: present.remove(&row.id).unwrap_or_default(),
            withdrawn: withdrawn.contains(&row.id),
            kind: row.kind,
            title: row.title,
            path: row.path,
            subject: row.subject_id,
            edition: row.edition,
            released_by: row.released_by,
        })
        .collect())
}

/// Something owed to a person that they have not opened or confirmed.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Fresh {
    /// The item.
    pub id: Uuid,
    /// A code of `ItemKind`.
    pub kind: String,
    /// As lists show it.
    pub title: String,
    /// Where it is read, below the municipality.
    pub path: String,
    /// Milliseconds since 1970.
    pub released_at: i64,
    /// Of a gathering: its begin, in milliseconds since 1970. Those of a series are called alike.
    pub starts_at: Option<i64>,
}

/// What is new for a person: released in the last two months, owed to them, not opened, not confirmed. Newest first.
/// What was told to some is new to everybody when it is shared, not before; a paper that was taken away is not new.
pub async fn fresh(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    now: Timestamp,
) -> Result<Vec<Fresh>, AppError> {
    let rows = db
        .query_all_raw(sql(
            db,
            &format!(
                "SELECT i.id, i.kind, i.title, i.path, i.at AS released_at, (SELECT g.starts_at FROM gatherings g \
             WHERE g.municipality_id = $1 AND g.id = i.subject_id) AS starts_at FROM ( \
             SELECT id, kind, title, path, subject_id, released_at AS at FROM items WHERE municipality_id = $1 \
             AND kind <> 'gedeeld' AND released_at > $3 AND released_at <= $4 \
             UNION ALL SELECT i.id, i.kind, i.title, i.path, i.subject_id, b.shared_at FROM briefings b \
             JOIN items i ON i.municipality_id = b.municipality_id AND i.subject_id = b.id AND i.kind = 'gedeeld' \
             WHERE b.municipality_id = $1 AND b.shared_at > $3 AND b.shared_at <= $4) i \
             WHERE EXISTS (SELECT 1 FROM item_audience a WHERE a.item_id = i.id AND a.person_id = $2) AND NOT EXISTS \
             (SELECT 1 FROM exposures e WHERE e.item_id = i.id AND e.person_id = $2 AND e.kind IN ('reached', 'confirmed')) \
             AND NOT {} ORDER BY 5 DESC LIMIT $5",
                documents::store::taken_away("i.subject_id")
            ),
            [
                tenant.id().into(),
                person.into(),
                millis(now - FRESH_FOR).into(),
                millis(now).into(),
                i64::try_from(MOST_FRESH).map_err(AppError::unexpected)?.into(),
            ],
        ))
        .await?;
    Ok(rows.iter().map(|row| Fresh::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// An item somebody has not been told of, for the clerk.
#[derive(Debug, Clone)]
pub struct UntoldItem {
    /// The item.
    pub line: ItemLine,
    /// Who was not told.
    pub untold: Vec<Recipient>,
    /// Who of them could not be reached.
    pub missed: Vec<Missed>,
}

/// The items of the last month somebody was not told of, newest first.
pub async fn untold(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<Vec<UntoldItem>, AppError> {
    let lines = between(db, tenant, now - UNTOLD_FOR, now).await?;
    let book = people::store::book(db, tenant).await?;
    // What was told to some is told to the others by sharing it: it stands on home by itself.
    let unshared = briefings::store::unshared(db, tenant).await?;
    let awaiting = Awaiting::load(db, tenant, now).await?;
    let mut items: Vec<UntoldItem> = lines
        .into_iter()
        .rev()
        .filter(|line| !unshared.contains(&line.subject))
        .filter_map(|line| {
            let untold = line.untold(&book, tenant, &awaiting, now).people;
            (!untold.is_empty()).then_some(UntoldItem { line, untold, missed: Vec::new() })
        })
        .collect();
    let ids: Vec<Uuid> = items.iter().map(|item| item.line.item.id).collect();
    let undelivered = undelivered::load(db, tenant, &ids).await?;
    for item in &mut items {
        item.missed = undelivered.of(item.line.item.id, &item.untold, &book);
    }
    Ok(items)
}

/// People to whom a message about this item is on its way.
pub async fn on_the_way(db: &impl ConnectionTrait, tenant: &Tenant, item: Uuid) -> Result<HashSet<Uuid>, AppError> {
    let rows = db
        .query_all_raw(sql(
            db,
            "SELECT o.person_id FROM outbox o WHERE o.municipality_id = $1 AND o.person_id IS NOT NULL \
             AND o.sent_at IS NULL AND o.parked_at IS NULL AND (o.item_id = $2 OR EXISTS \
             (SELECT 1 FROM outbox_items i WHERE i.outbox_id = o.id AND i.item_id = $2))",
            [tenant.id().into(), item.into()],
        ))
        .await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// The item of this edition owed to this person, and whether they confirmed it; for the button "Gelezen".
pub async fn owed(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    subject: Uuid,
    person: Uuid,
) -> Result<Option<(Uuid, bool)>, AppError> {
    let row = db
        .query_one_raw(sql(
            db,
            "SELECT i.id, EXISTS (SELECT 1 FROM exposures e WHERE e.item_id = i.id AND e.person_id = $3 \
             AND e.kind = 'confirmed') AS confirmed FROM items i \
             JOIN item_audience a ON a.item_id = i.id AND a.person_id = $3 \
             WHERE i.municipality_id = $1 AND i.subject_id = $2 ORDER BY i.released_at DESC, i.edition DESC LIMIT 1",
            [tenant.id().into(), subject.into(), person.into()],
        ))
        .await?;
    row.map(|row| Ok((row.try_get("", "id")?, row.try_get("", "confirmed")?))).transpose()
}
