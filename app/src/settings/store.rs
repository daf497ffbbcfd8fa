//! Reading settings: the council's decisions on measuring.

use jiff::{Timestamp, civil::Date};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    balance::{entity::decision, reading::Level},
    db::moment,
    error::AppError,
    people,
    tenant::Tenant,
};

/// One decision of the council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionLine {
    /// What may be recorded from then on.
    pub level: Level,
    /// Where the assessment is filed.
    pub dpia_reference: String,
    /// When the council decided.
    pub decided_on: Date,
    /// When it was recorded here.
    pub recorded_at: Timestamp,
    /// Who recorded it.
    pub recorded_by: String,
    /// Days a reading entry is kept after its quarter.
    pub reading_days: i64,
}

/// Every decision, the one recorded last first.
pub async fn decisions(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Vec<DecisionLine>, AppError> {
    let rows = decision::Entity::find()
        .filter(decision::Column::MunicipalityId.eq(tenant.id()))
        .order_by_desc(decision::Column::RecordedAt)
        .order_by_desc(decision::Column::Id)
        .all(db)
        .await?;
    let book = people::store::book(db, tenant).await?;
    rows.into_iter()
        .map(|row| {
            Ok(DecisionLine {
                level: Level::parse(&row.level).unwrap_or(Level::Off),
                dpia_reference: row.dpia_reference,
                decided_on: row.decided_on.parse().map_err(AppError::unexpected)?,
                recorded_at: moment(row.recorded_at),
                recorded_by: row.recorded_by.map(|by| book.name(by).to_owned()).unwrap_or_default(),
                reading_days: row.reading_days,
            })
        })
        .collect()
}
