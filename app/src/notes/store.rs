//! Reading notes: the draft, and what was published.

use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity::{note, version};
use crate::{
    db::{moment, sql},
    error::AppError,
    tenant::Tenant,
};

/// Notes as they are being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Id of the notes.
    pub note: Uuid,
    /// The text.
    pub text: String,
    /// Counts the times it was saved.
    pub version: i64,
    /// Who saved it last.
    pub edited_by: Uuid,
    /// When.
    pub edited_at: Timestamp,
}

/// One published version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Id of the notes.
    pub note: Uuid,
    /// 1, 2, 3.
    pub number: i64,
    /// The text.
    pub body: String,
    /// Who published it.
    pub published_by: Uuid,
    /// When.
    pub published_at: Timestamp,
}

impl From<version::Model> for Version {
    fn from(row: version::Model) -> Self {
        Self {
            note: row.note_id,
            number: row.number,
            body: row.body,
            published_by: row.published_by,
            published_at: moment(row.published_at),
        }
    }
}

/// The newest version of a gathering's notes, without its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Its number.
    pub number: i64,
    /// When it was published.
    pub at: Timestamp,
    /// When the first version was.
    pub first_at: Timestamp,
}

/// What is being written for a gathering, if anybody began.
pub async fn draft(db: &impl ConnectionTrait, tenant: &Tenant, gathering: Uuid) -> Result<Option<Draft>, AppError> {
    let row = note::Entity::find()
        .filter(note::Column::MunicipalityId.eq(tenant.id()))
        .filter(note::Column::GatheringId.eq(gathering))
        .one(db)
        .await?;
    Ok(row.map(|row| Draft {
        note: row.id,
        text: row.draft,
        version: row.version,
        edited_by: row.edited_by,
        edited_at: moment(row.edited_at),
    }))
}

/// Notes of this municipality, or `NotFound`.
pub(super) async fn find(db: &impl ConnectionTrait, tenant: &Tenant, note: Uuid) -> Result<note::Model, AppError> {
    let here = note::Column::MunicipalityId.eq(tenant.id());
    note::Entity::find_by_id(note).filter(here).one(db).await?.ok_or(AppError::NotFound)
}

/// Every published version of a gathering's notes, newest first.
pub async fn versions(db: &impl ConnectionTrait, tenant: &Tenant, gathering: Uuid) -> Result<Vec<Version>, AppError> {
    let Some(draft) = draft(db, tenant, gathering).await? else { return Ok(Vec::new()) };
    versions_of(db, tenant, draft.note).await
}

/// Every version of these notes, newest first.
pub(super) async fn versions_of(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    note: Uuid,
) -> Result<Vec<Version>, AppError> {
    let rows = version::Entity::find()
        .filter(version::Column::MunicipalityId.eq(tenant.id()))
        .filter(version::Column::NoteId.eq(note))
        .order_by_desc(version::Column::Number)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Version::from).collect())
}

/// Whether the notes of a gathering are published, and since when.
pub async fn published_for(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: Uuid,
) -> Result<Option<Published>, AppError> {
    let query = sql(
        db,
        "SELECT MAX(v.number), MAX(v.published_at), MIN(v.published_at) FROM notes n \
         JOIN note_versions v ON v.note_id = n.id AND v.municipality_id = n.municipality_id \
         WHERE n.municipality_id = $1 AND n.gathering_id = $2 HAVING COUNT(*) > 0",
        [tenant.id().into(), gathering.into()],
    );
    let Some(row) = db.query_one_raw(query).await? else { return Ok(None) };
    let (at, first_at): (i64, i64) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
    Ok(Some(Published { number: row.try_get_by_index(0)?, at: moment(at), first_at: moment(first_at) }))
}

/// Which of these gatherings have published notes.
pub async fn published_subjects(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gatherings: &[Uuid],
) -> Result<Vec<Uuid>, AppError> {
    if gatherings.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (2..=gatherings.len() + 1).map(|n| format!("${n}")).collect();
    let query = sql(
        db,
        &format!(
            "SELECT n.gathering_id FROM notes n WHERE n.municipality_id = $1 AND n.gathering_id IN ({}) AND EXISTS \
             (SELECT 1 FROM note_versions v WHERE v.note_id = n.id AND v.municipality_id = n.municipality_id)",
            marks.join(", ")
        ),
        std::iter::once(tenant.id().into()).chain(gatherings.iter().map(|id| (*id).into())),
    );
    let rows = db.query_all_raw(query).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}
