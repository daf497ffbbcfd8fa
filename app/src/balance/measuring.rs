//! The council's decisions and the objections of its members, read from the database for the rules in
//! [`domain::measuring`].

use domain::measuring::{Decision, Level, Measuring, READING_DAYS};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{entity::decision, objections};
use crate::{db::moment, error::AppError, tenant::Tenant};

/// What may be recorded, counted and kept here.
pub async fn load(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Measuring, AppError> {
    let rows = decision::Entity::find()
        .filter(decision::Column::MunicipalityId.eq(tenant.id()))
        .order_by_asc(decision::Column::RecordedAt)
        .order_by_asc(decision::Column::Id)
        .all(db)
        .await?;
    let decisions = rows
        .into_iter()
        .map(|row| {
            Ok(Decision::new(
                Level::parse(&row.level).unwrap_or(Level::Off),
                row.decided_on.parse().map_err(AppError::unexpected)?,
                moment(row.recorded_at),
                u16::try_from(row.reading_days).unwrap_or(READING_DAYS),
                tenant.zone(),
            ))
        })
        .collect::<Result<_, AppError>>()?;
    Ok(Measuring::new(decisions, objections::not_measured(db, tenant).await?, tenant.zone().clone()))
}
