//! Reading recess and the region of school holidays.

use domain::{
    calendar::{Free, Region, free_days},
    localtime::parse_date,
};
use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{db::sql, error::AppError, tenant::Tenant};

/// Recesses one page shows.
const MOST: i64 = 200;

/// Days on which the council does not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recess {
    /// Id.
    pub id: Uuid,
    /// What the municipality calls it.
    pub name: String,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

/// The recesses that end on this day or later, the first first.
pub async fn recesses(db: &impl ConnectionTrait, tenant: &Tenant, from: Date) -> Result<Vec<Recess>, AppError> {
    let query = sql(
        db,
        "SELECT id, name, first_day, last_day FROM recesses WHERE municipality_id = $1 AND last_day >= $2 \
         ORDER BY first_day, id LIMIT $3",
        [tenant.id().into(), from.to_string().into(), MOST.into()],
    );
    let rows = db.query_all_raw(query).await?;
    let day = |text: String| parse_date(&text).ok_or_else(|| AppError::unexpected(format!("recess on {text}")));
    rows.iter()
        .map(|row| {
            Ok(Recess {
                id: row.try_get_by_index(0)?,
                name: row.try_get_by_index(1)?,
                first: day(row.try_get_by_index(2)?)?,
                last: day(row.try_get_by_index(3)?)?,
            })
        })
        .collect()
}

/// Whose school holidays count here; `None` when nobody said so yet.
pub async fn region(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Option<Region>, AppError> {
    let query = sql(db, "SELECT region FROM school_regions WHERE municipality_id = $1", [tenant.id().into()]);
    match db.query_one_raw(query).await? {
        Some(row) => {
            let code: String = row.try_get_by_index(0)?;
            let region = Region::parse(&code).ok_or_else(|| AppError::unexpected(format!("school region {code}")))?;
            Ok(Some(region))
        }
        None => Ok(None),
    }
}

/// Recess, school holidays and feast days that touch these days.
pub async fn between(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    first: Date,
    last: Date,
) -> Result<Vec<Free>, AppError> {
    let own: Vec<_> =
        recesses(db, tenant, first).await?.into_iter().map(|one| (one.name, one.first, one.last)).collect();
    Ok(free_days(&own, region(db, tenant).await?, first, last))
}
