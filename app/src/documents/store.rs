//! Reading papers and links.

use std::collections::HashSet;

use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::entity::document;
use crate::{
    db::{moment, sql},
    error::AppError,
    tenant::Tenant,
};

/// A paper or link, as pages need it.
#[derive(Debug, Clone)]
pub struct Document {
    /// Id.
    pub id: Uuid,
    /// The gathering it belongs to.
    pub gathering: Uuid,
    /// As lists show it.
    pub title: String,
    /// What it is.
    pub what: What,
    /// When it was added.
    pub added_at: Timestamp,
    /// Whether it was taken away again.
    pub removed: bool,
}

/// A file of ours or an address elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A file.
    File {
        /// Its name for people.
        name: String,
        /// What it is.
        media_type: String,
        /// Bytes.
        size: i64,
        /// Its name on disk.
        stored_as: String,
    },
    /// A link.
    Link(String),
}

impl Document {
    fn of(row: document::Model) -> Result<Self, AppError> {
        let what = match (row.url, row.stored_as, row.file_name, row.media_type, row.size) {
            (Some(url), None, ..) => What::Link(url),
            (None, Some(stored_as), Some(name), Some(media_type), Some(size)) => {
                What::File { name, media_type, size, stored_as }
            }
            _ => return Err(AppError::unexpected(format!("document {} is neither file nor link", row.id))),
        };
        Ok(Self {
            id: row.id,
            gathering: row.gathering_id,
            title: row.title,
            what,
            added_at: moment(row.added_at),
            removed: row.removed_at.is_some(),
        })
    }
}

/// The papers and links of a gathering in the order they came.
pub async fn of_gathering(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: Uuid,
) -> Result<Vec<Document>, AppError> {
    let rows = document::Entity::find()
        .filter(document::Column::MunicipalityId.eq(tenant.id()))
        .filter(document::Column::GatheringId.eq(gathering))
        .filter(document::Column::RemovedAt.is_null())
        .order_by_asc(document::Column::AddedAt)
        .order_by_asc(document::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(Document::of).collect()
}

/// Which of these papers were taken away.
pub async fn removed_of(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    papers: Vec<Uuid>,
) -> Result<HashSet<Uuid>, AppError> {
    let mut removed = HashSet::new();
    for some in papers.chunks(500) {
        let found = document::Entity::find()
            .select_only()
            .column(document::Column::Id)
            .filter(document::Column::MunicipalityId.eq(tenant.id()))
            .filter(document::Column::RemovedAt.is_not_null())
            .filter(document::Column::Id.is_in(some.to_vec()))
            .into_tuple::<Uuid>()
            .all(db)
            .await?;
        removed.extend(found);
    }
    Ok(removed)
}

/// One paper or link of this municipality, also one that was taken away; or `NotFound`. Whether the reader may see it
/// is for the gate.
pub async fn find(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Document, AppError> {
    let row = document::Entity::find_by_id(id)
        .filter(document::Column::MunicipalityId.eq(tenant.id()))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    Document::of(row)
}

/// Bytes of all files of a municipality, removed ones too as long as they can be brought back.
pub async fn stored_bytes(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<u64, AppError> {
    let query = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM documents \
                 WHERE municipality_id = $1 AND stored_as IS NOT NULL";
    let row = db.query_one_raw(sql(db, query, [tenant.id().into()])).await?.ok_or(AppError::NotFound)?;
    Ok(row.try_get_by_index::<i64>(0)?.unsigned_abs())
}

/// Lets no other transaction of this municipality reckon its room until this one has ended. SQLite has one writer.
pub(super) async fn hold_room(tx: &impl ConnectionTrait, tenant: &Tenant) -> Result<(), AppError> {
    if tx.get_database_backend() == sea_orm::DbBackend::Postgres {
        let lock = "SELECT id FROM municipalities WHERE id = $1 FOR NO KEY UPDATE";
        tx.query_one_raw(sql(tx, lock, [tenant.id().into()])).await?;
    }
    Ok(())
}

/// Whether any row, of any municipality, holds this file.
pub async fn holds(db: &impl ConnectionTrait, stored_as: &str) -> Result<bool, AppError> {
    Ok(document::Entity::find().filter(document::Column::StoredAs.eq(stored_as)).one(db).await?.is_some())
}
