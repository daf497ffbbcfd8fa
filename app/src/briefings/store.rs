//! Reading what was told: the list a reader may see, one of them, and what still waits for the rest of the council.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    briefings::Way,
    people::Role,
    policy::{Facts, RoleSet},
};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::briefing;
use crate::{
    balance::{
        entity::{audience, exposure, item},
        ledger::ItemKind,
    },
    db::{moment, sql},
    error::AppError,
    tenant::Tenant,
};

/// Lines on one page of the list.
pub const PAGE: u64 = 30;

/// Somebody it was told to, by an entry that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// Who.
    pub person: Uuid,
    /// The entry in the ledger.
    pub entry: Uuid,
}

/// Something told, with all around it.
#[derive(Debug, Clone)]
pub struct Briefing {
    /// Id.
    pub id: Uuid,
    /// About what, in one line.
    pub title: String,
    /// What was told, Markdown.
    pub body: String,
    /// How.
    pub way: Way,
    /// Who told it.
    pub teller: Uuid,
    /// Who logged it.
    pub logged_by: Uuid,
    /// When it was told.
    pub told_at: Timestamp,
    /// When it was logged.
    pub logged_at: Timestamp,
    /// When it was shared with everybody, and by whom.
    pub shared: Option<(Timestamp, Uuid)>,
    /// Its item in the ledger.
    pub item: Uuid,
    /// When it must be known.
    pub needed_at: Option<Timestamp>,
    /// Who was told.
    pub heard: Vec<Heard>,
    /// Everybody it is owed to, with their faction when it was told.
    pub owed: BTreeMap<Uuid, Option<Uuid>>,
}

impl Briefing {
    /// Where it is read, below the municipality.
    pub fn path(&self) -> String {
        path(self.id)
    }

    /// What the gate wants to know of it and this person.
    pub fn facts(&self, person: Uuid) -> Facts {
        Facts {
            own: self.teller == person || self.logged_by == person,
            released: self.shared.is_some(),
            invited: self.was_told(person),
            ..Facts::default()
        }
    }

    /// Whether this person was told.
    pub fn was_told(&self, person: Uuid) -> bool {
        self.heard.iter().any(|heard| heard.person == person)
    }

    /// Those told by faction: how many of how many, for each faction somebody of was told.
    pub fn told_by_faction(&self) -> BTreeMap<Option<Uuid>, (usize, usize)> {
        let mut rows: BTreeMap<Option<Uuid>, (usize, usize)> = BTreeMap::new();
        for (person, faction) in &self.owed {
            let row = rows.entry(*faction).or_default();
            row.0 += usize::from(self.was_told(*person));
            row.1 += 1;
        }
        rows.retain(|_, (told, _)| *told > 0);
        rows
    }
}

/// Where something told is read, below the municipality.
pub fn path(id: Uuid) -> String {
    format!("/gedeelde-informatie/{id}")
}

/// For whose eyes a list is.
#[derive(Debug, Clone, Copy)]
pub enum Eyes {
    /// The griffie sees all of it.
    Clerk,
    /// What was shared, what this person was told, what they told or logged.
    Person(Uuid),
}

impl Eyes {
    /// Those of somebody with these roles.
    pub fn of(roles: &RoleSet, person: Uuid) -> Self {
        if roles.has(Role::Clerk) { Self::Clerk } else { Self::Person(person) }
    }

    /// The condition on `b`, with the person as `$2`.
    fn condition(self) -> &'static str {
        match self {
            Self::Clerk => "$2 = $2",
            Self::Person(_) => {
                "(b.shared_at IS NOT NULL OR b.teller_id = $2 OR b.logged_by = $2 OR EXISTS (\
                 SELECT 1 FROM items i JOIN exposures e ON e.item_id = i.id \
                 WHERE i.municipality_id = $1 AND i.kind = 'gedeeld' AND i.subject_id = b.id AND e.person_id = $2 \
                 AND e.kind = 'told' AND e.channel = 'mond' AND NOT EXISTS (\
                 SELECT 1 FROM exposures v WHERE v.item_id = e.item_id AND v.voids_id = e.id)))"
            }
        }
    }

    fn person(self) -> Uuid {
        match self {
            Self::Clerk => Uuid::nil(),
            Self::Person(person) => person,
        }
    }
}

/// How many a reader may see: shared, and not shared yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Shared with everybody.
    pub shared: u64,
    /// Not yet.
    pub waiting: u64,
}

/// How many there are of each for these eyes.
pub async fn counts(db: &impl ConnectionTrait, tenant: &Tenant, eyes: Eyes) -> Result<Counts, AppError> {
    let text = format!(
        "SELECT COUNT(b.shared_at), COUNT(*) FROM briefings b WHERE b.municipality_id = $1 AND {}",
        eyes.condition()
    );
    let row = db.query_one_raw(sql(db, &text, [tenant.id().into(), eyes.person().into()])).await?;
    let Some(row) = row else { return Ok(Counts::default()) };
    let whole = |at: usize| -> Result<u64, AppError> {
        let n: i64 = row.try_get_by_index(at)?;
        u64::try_from(n).map_err(AppError::unexpected)
    };
    let (shared, all) = (whole(0)?, whole(1)?);
    Ok(Counts { shared, waiting: all.saturating_sub(shared) })
}

/// One page of what these eyes may see, told last first; `shared` for one kind only.
pub async fn list(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    eyes: Eyes,
    shared: Option<bool>,
    page: u64,
) -> Result<Vec<Briefing>, AppError> {
    let only = match shared {
        None => "",
        Some(true) => " AND b.shared_at IS NOT NULL",
        Some(false) => " AND b.shared_at IS NULL",
    };
    let text = format!(
        "SELECT b.id FROM briefings b WHERE b.municipality_id = $1 AND {}{only} \
         ORDER BY b.told_at DESC, b.id DESC LIMIT $3 OFFSET $4",
        eyes.condition()
    );
    let number = |n: u64| i64::try_from(n).map_err(AppError::unexpected);
    let (most, skip) = (number(PAGE)?, number(page.saturating_sub(1).saturating_mul(PAGE))?);
    let values = [tenant.id().into(), eyes.person().into(), most.into(), skip.into()];
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    by_ids(db, tenant, ids).await
}

/// What waits for the rest of the council: not shared, and told to somebody. Told first stands first.
pub async fn waiting(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Vec<Briefing>, AppError> {
    let mut waiting = by_ids(db, tenant, unshared(db, tenant).await?.into_iter().collect()).await?;
    waiting.retain(|briefing| !briefing.heard.is_empty());
    waiting.reverse();
    Ok(waiting)
}

/// The ids of what is not shared: their items are told by sharing them, and by nothing else.
pub async fn unshared(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<HashSet<Uuid>, AppError> {
    let text = "SELECT id FROM briefings WHERE municipality_id = $1 AND shared_at IS NULL";
    let rows = db.query_all_raw(sql(db, text, [tenant.id().into()])).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// Whether this person can have read what an item is about: anything but what is told to others and not shared yet.
pub async fn may_have_read(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    subject: Uuid,
    person: Uuid,
) -> Result<bool, AppError> {
    let found = by_ids(db, tenant, vec![subject]).await?;
    Ok(found.iter().all(|briefing| briefing.shared.is_some() || briefing.was_told(person)))
}

/// One of them, or `NotFound`. Whether the reader may see it is for the gate.
pub async fn find(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Briefing, AppError> {
    by_ids(db, tenant, vec![id]).await?.pop().ok_or(AppError::NotFound)
}

/// These, told last first, with their items, audiences and standing entries: four queries for all of them.
async fn by_ids(db: &impl ConnectionTrait, tenant: &Tenant, ids: Vec<Uuid>) -> Result<Vec<Briefing>, AppError> {
    let mut out = Vec::new();
    for some in ids.chunks(200) {
        let rows = briefing::Entity::find()
            .filter(briefing::Column::MunicipalityId.eq(tenant.id()))
            .filter(briefing::Column::Id.is_in(some.to_vec()))
            .all(db)
            .await?;
        let items: HashMap<Uuid, item::Model> = item::Entity::find()
            .filter(item::Column::MunicipalityId.eq(tenant.id()))
            .filter(item::Column::Kind.eq(ItemKind::Shared.code()))
            .filter(item::Column::SubjectId.is_in(some.to_vec()))
            .all(db)
            .await?
            .into_iter()
            .map(|item| (item.subject_id, item))
            .collect();
        let of: Vec<Uuid> = items.values().map(|item| item.id).collect();
        let mut owed: HashMap<Uuid, BTreeMap<Uuid, Option<Uuid>>> = HashMap::new();
        let people = audience::Entity::find()
            .filter(audience::Column::MunicipalityId.eq(tenant.id()))
            .filter(audience::Column::ItemId.is_in(of.clone()))
            .all(db)
            .await?;
        for row in people {
            owed.entry(row.item_id).or_default().insert(row.person_id, row.faction_id);
        }
        let entries = exposure::Entity::find()
            .filter(exposure::Column::MunicipalityId.eq(tenant.id()))
            .filter(exposure::Column::ItemId.is_in(of))
            .filter(exposure::Column::Channel.is_in(["mond", "correctie"]))
            .all(db)
            .await?;
        let voided: HashSet<Uuid> = entries.iter().filter_map(|row| row.voids_id).collect();
        let mut heard: HashMap<Uuid, Vec<Heard>> = HashMap::new();
        for row in entries.iter().filter(|row| row.voids_id.is_none() && !voided.contains(&row.id)) {
            heard.entry(row.item_id).or_default().push(Heard { person: row.person_id, entry: row.id });
        }
        for row in rows {
            let item =
                items.get(&row.id).ok_or_else(|| AppError::unexpected(format!("briefing {} has no item", row.id)))?;
            out.push(Briefing {
                id: row.id,
                way: Way::parse(&row.way).ok_or_else(|| AppError::unexpected(format!("way {}", row.way)))?,
                title: row.title,
                body: row.body,
                teller: row.teller_id,
                logged_by: row.logged_by,
                told_at: moment(row.told_at),
                logged_at: moment(row.logged_at),
                shared: row.shared_at.map(moment).zip(row.shared_by),
                item: item.id,
                needed_at: item.needed_at.map(moment),
                heard: heard.remove(&item.id).unwrap_or_default(),
                owed: owed.remove(&item.id).unwrap_or_default(),
            });
        }
    }
    out.sort_by_key(|briefing| std::cmp::Reverse((briefing.told_at, briefing.id)));
    Ok(out)
}
