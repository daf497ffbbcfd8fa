//! Everything recorded about one person, as they see it themself.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::{
    balance::{
        entity::{exposure, item},
        ledger::ItemKind,
    },
    db::moment,
    documents,
    error::AppError,
    tenant::Tenant,
};

/// Most lines of one person's record on one page.
pub const PAGE: u64 = 100;

/// One entry about a person, as they see it themself.
#[derive(Debug, Clone)]
pub struct OwnEntry {
    /// Its id; pages go on from it.
    pub id: Uuid,
    /// What kind of thing it is about, a code of `ItemKind`.
    pub item_kind: String,
    /// What it is about.
    pub title: String,
    /// Where that is read.
    pub path: String,
    /// `told`, `reached`, `confirmed` or `void`.
    pub kind: String,
    /// `mail`, `portal`, `presentie`, …
    pub channel: String,
    /// When it happened.
    pub at: Timestamp,
    /// Who recorded it, when that was somebody else.
    pub recorded_by: Option<Uuid>,
    /// What it rests on.
    pub evidence: String,
    /// Whether a later entry voided it.
    pub voided: bool,
    /// Whether that is a paper that was taken away again.
    pub withdrawn: bool,
    /// Whether it happened before the thing was released to all.
    pub early: bool,
}

impl OwnEntry {
    /// Whether it is a reading, which goes after its time. Everything else stays.
    pub fn is_reading(&self) -> bool {
        self.kind == "reached" && self.channel == "portal"
    }
}

/// How many entries there are about a person.
pub async fn count(db: &impl ConnectionTrait, tenant: &Tenant, person: Uuid) -> Result<u64, AppError> {
    Ok(exposure::Entity::find()
        .filter(exposure::Column::MunicipalityId.eq(tenant.id()))
        .filter(exposure::Column::PersonId.eq(person))
        .count(db)
        .await?)
}

/// Everything recorded about a person, newest first, one page of it before the entry given.
pub async fn entries(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    before: Option<Uuid>,
    most: u64,
) -> Result<Vec<OwnEntry>, AppError> {
    let mut query = exposure::Entity::find()
        .filter(exposure::Column::MunicipalityId.eq(tenant.id()))
        .filter(exposure::Column::PersonId.eq(person));
    if let Some(before) = before {
        let mark = exposure::Entity::find_by_id(before)
            .filter(exposure::Column::MunicipalityId.eq(tenant.id()))
            .filter(exposure::Column::PersonId.eq(person))
            .one(db)
            .await?
            .ok_or(AppError::NotFound)?;
        query = query.filter(
            Condition::any()
                .add(exposure::Column::At.lt(mark.at))
                .add(Condition::all().add(exposure::Column::At.eq(mark.at)).add(exposure::Column::Id.lt(before))),
        );
    }
    let rows =
        query.order_by_desc(exposure::Column::At).order_by_desc(exposure::Column::Id).limit(most).all(db).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut items: HashMap<Uuid, item::Model> = HashMap::new();
    let mut voided = HashSet::new();
    for some in ids.chunks(500) {
        let voids = exposure::Entity::find()
            .filter(exposure::Column::MunicipalityId.eq(tenant.id()))
            .filter(exposure::Column::VoidsId.is_in(some.to_vec()))
            .all(db)
            .await?;
        voided.extend(voids.into_iter().filter_map(|row| row.voids_id));
    }
    let subjects: HashSet<Uuid> = rows.iter().map(|row| row.item_id).collect();
    for some in subjects.into_iter().collect::<Vec<_>>().chunks(500) {
        let found = item::Entity::find()
            .filter(item::Column::MunicipalityId.eq(tenant.id()))
            .filter(item::Column::Id.is_in(some.to_vec()))
            .all(db)
            .await?;
        items.extend(found.into_iter().map(|row| (row.id, row)));
    }
    let papers = items.values().filter(|item| item.kind == ItemKind::Document.code()).map(|item| item.id);
    let withdrawn = documents::store::taken_away_of(db, tenant, &papers.collect::<Vec<_>>()).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let item = items.get(&row.item_id);
            let text = |of: fn(&item::Model) -> &String| item.map(of).cloned().unwrap_or_default();
            OwnEntry {
                id: row.id,
                item_kind: text(|item| &item.kind),
                title: text(|item| &item.title),
                path: text(|item| &item.path),
                withdrawn: item.is_some_and(|item| withdrawn.contains(&item.id)),
                early: row.kind != "void" && item.is_some_and(|item| row.at < item.released_at),
                kind: row.kind,
                channel: row.channel,
                at: moment(row.at),
                recorded_by: row.recorded_by,
                evidence: row.evidence,
                voided: voided.contains(&row.id),
            }
        })
        .collect())
}
