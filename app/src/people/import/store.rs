//! Uploaded files that wait for the clerk, and the council a file is compared with.

use domain::import::{KnownPerson, Present, Sheet, SheetRow};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    db::millis,
    error::AppError,
    people::{
        entity::{import_preview as entity, person},
        store,
    },
    tenant::Tenant,
};

/// How long an uploaded file waits: names and addresses are kept no longer than the work needs (AVG art. 5).
const KEEP: SignedDuration = SignedDuration::from_hours(24);
/// Characters of a file name that are kept.
const MAX_NAME: usize = 120;

/// A sheet as it is stored.
#[derive(Serialize, Deserialize)]
struct Stored {
    headers: Vec<String>,
    rows: Vec<(u32, Vec<String>)>,
}

/// An uploaded file.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    /// Its id.
    pub(super) id: Uuid,
    /// Its name.
    pub(super) file_name: String,
    /// What is in it.
    pub(super) sheet: Sheet,
}

/// Keeps a file, and throws away those that waited too long.
pub(super) async fn keep(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    by: Uuid,
    file_name: &str,
    sheet: &Sheet,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let old = millis(now.saturating_sub(KEEP).map_err(AppError::unexpected)?);
    entity::Entity::delete_many()
        .filter(entity::Column::MunicipalityId.eq(tenant.id()))
        .filter(entity::Column::UploadedAt.lt(old))
        .exec(tx)
        .await?;
    let stored = Stored {
        headers: sheet.headers.clone(),
        rows: sheet.rows.iter().map(|row| (row.number, row.cells.clone())).collect(),
    };
    let id = Uuid::now_v7();
    let row = entity::ActiveModel {
        id: Set(id),
        municipality_id: Set(tenant.id()),
        file_name: Set(file_name.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect()),
        rows_json: Set(serde_json::to_string(&stored).map_err(AppError::unexpected)?),
        uploaded_by: Set(by),
        uploaded_at: Set(millis(now)),
    };
    entity::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// A file that waits.
pub(super) async fn find(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Option<Upload>, AppError> {
    let row = entity::Entity::find_by_id(id).filter(entity::Column::MunicipalityId.eq(tenant.id())).one(db).await?;
    let Some(row) = row else { return Ok(None) };
    let stored: Stored = serde_json::from_str(&row.rows_json).map_err(AppError::unexpected)?;
    let rows = stored.rows.into_iter().map(|(number, cells)| SheetRow { number, cells }).collect();
    Ok(Some(Upload { id, file_name: row.file_name, sheet: Sheet { headers: stored.headers, rows } }))
}

/// Throws a file away.
pub(super) async fn forget(tx: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<(), AppError> {
    entity::Entity::delete_many()
        .filter(entity::Column::MunicipalityId.eq(tenant.id()))
        .filter(entity::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Everybody known and the council as it is.
pub(super) async fn present(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Present, AppError> {
    let people = person::Entity::find().filter(person::Column::MunicipalityId.eq(tenant.id())).all(db).await?;
    let people =
        people.into_iter().map(|p| KnownPerson { id: p.id, name: p.name, email: p.email, phone: p.phone }).collect();
    Ok(Present { people, council: store::council(db, tenant).await? })
}
