//! Reading a series.

use std::collections::HashMap;

use domain::series::{Rhythm, Scope, reaches};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{Card, Gathering, audiences, list::cards, notes_published};
use crate::{db::sql, error::AppError, gatherings::entity::gathering, tenant::Tenant};

/// A series with everything of it.
#[derive(Debug, Clone)]
pub struct Series {
    /// Id.
    pub id: Uuid,
    /// How often it comes.
    pub rhythm: Rhythm,
    /// Its gatherings, by begin; cancelled ones too.
    pub parts: Vec<Gathering>,
}

impl Series {
    /// Goes up with every change to any of its gatherings: who saw the same number saw all of it as it is.
    pub fn stand(&self) -> i64 {
        self.parts.iter().map(|part| part.version).sum()
    }

    /// The others that a change to this one reaches, by begin.
    pub fn reached(&self, target: &Gathering, scope: Scope, now: Timestamp) -> Vec<&Gathering> {
        let others = self.parts.iter().filter(|part| part.id != target.id);
        others.filter(|part| reaches(scope, &target.life, &part.life, now)).collect()
    }
}

async fn rhythm(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Rhythm, AppError> {
    let text = "SELECT rhythm FROM gathering_series WHERE municipality_id = $1 AND id = $2";
    let row = db.query_one_raw(sql(db, text, [tenant.id().into(), id.into()])).await?.ok_or(AppError::NotFound)?;
    let code: String = row.try_get_by_index(0)?;
    Rhythm::parse(&code).ok_or_else(|| AppError::unexpected(format!("series {id}: rhythm {code}")))
}

/// The gatherings of a series, by begin; drafts and cancelled ones too.
pub async fn dates(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Vec<gathering::Model>, AppError> {
    Ok(gathering::Entity::find()
        .filter(gathering::Column::MunicipalityId.eq(tenant.id()))
        .filter(gathering::Column::SeriesId.eq(id))
        .order_by_asc(gathering::Column::StartsAt)
        .order_by_asc(gathering::Column::Id)
        .all(db)
        .await?)
}

/// The series a gathering is one of, if it is.
pub async fn series(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: &Gathering,
) -> Result<Option<Series>, AppError> {
    let Some(id) = gathering.series else { return Ok(None) };
    let rows = dates(db, tenant, id).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut audiences = audiences(db, tenant, &ids).await?;
    let notes = notes_published(db, tenant, &ids).await?;
    let parts = rows.into_iter().map(|row| {
        let audience = audiences.remove(&row.id).unwrap_or_default();
        let notes_at = notes.get(&row.id).copied();
        Gathering::of(row, audience, notes_at)
    });
    let parts = parts.collect::<Result<_, _>>()?;
    Ok(Some(Series { id, rhythm: rhythm(db, tenant, id).await?, parts }))
}

/// What the page of a gathering says of its series.
#[derive(Debug, Clone)]
pub struct Neighbours {
    /// The series.
    pub id: Uuid,
    /// How often it comes.
    pub rhythm: Rhythm,
    /// Its gatherings that the reader may know of, by begin.
    pub cards: Vec<Card>,
}

impl Neighbours {
    /// Which one this is, counted from 1.
    pub fn place_of(&self, gathering: Uuid) -> usize {
        self.cards.iter().position(|card| card.id == gathering).map_or(0, |at| at + 1)
    }
}

/// The series a gathering is one of, as far as the reader may know of it: drafts are for the clerk.
pub async fn neighbours(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: &Gathering,
    drafts: bool,
    now: Timestamp,
) -> Result<Option<Neighbours>, AppError> {
    let Some(id) = gathering.series else { return Ok(None) };
    let mut rows = dates(db, tenant, id).await?;
    rows.retain(|row| drafts || row.planned_at.is_some());
    let cards = cards(db, tenant, None, rows, now).await?;
    Ok(Some(Neighbours { id, rhythm: rhythm(db, tenant, id).await?, cards }))
}

/// Which date of its series a gathering is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nth {
    /// Its number, from 1, by begin.
    pub at: i64,
    /// How many dates the series has.
    pub of: i64,
}

/// Which date of its series each of these gatherings is, counted as on its own page: as far as the reader may know of
/// the others. Those that stand alone are left out.
pub async fn numbers(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    ids: &[Uuid],
    drafts: bool,
) -> Result<HashMap<Uuid, Nth>, AppError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let marks: Vec<String> = (2..=ids.len() + 1).map(|n| format!("${n}")).collect();
    let text = format!(
        "SELECT g.id, ROW_NUMBER() OVER (PARTITION BY g.series_id ORDER BY g.starts_at, g.id), \
         COUNT(*) OVER (PARTITION BY g.series_id) FROM gatherings g \
         WHERE g.municipality_id = $1 AND g.series_id IN (SELECT s.series_id FROM gatherings s \
         WHERE s.municipality_id = $1 AND s.id IN ({}) AND s.series_id IS NOT NULL){}",
        marks.join(", "),
        if drafts { "" } else { " AND g.planned_at IS NOT NULL" }
    );
    let values = std::iter::once(tenant.id().into()).chain(ids.iter().map(|id| (*id).into()));
    let mut found = HashMap::new();
    for row in db.query_all_raw(sql(db, &text, values)).await? {
        let nth = Nth { at: row.try_get_by_index(1)?, of: row.try_get_by_index(2)? };
        if nth.of > 1 {
            found.insert(row.try_get_by_index(0)?, nth);
        }
    }
    Ok(found)
}
