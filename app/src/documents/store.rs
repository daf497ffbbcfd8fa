//! Reading papers and links.

use std::collections::HashSet;

use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

use super::entity::document;
use crate::{
    answers,
    db::{Tx, moment, sql},
    error::AppError,
    tenant::Tenant,
};

/// The check of a paper, while there is one.
const CHECK_OF_IT: &str = "(SELECT 1 FROM document_checks c WHERE c.document_id = documents.id)";

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

/// The papers and links of a gathering in the order they came, without those that wait for the virus scanner.
pub async fn of_gathering(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: Uuid,
) -> Result<Vec<Document>, AppError> {
    let rows = document::Entity::find()
        .filter(document::Column::MunicipalityId.eq(tenant.id()))
        .filter(document::Column::GatheringId.eq(gathering))
        .filter(document::Column::RemovedAt.is_null())
        .filter(Expr::cust(format!("NOT EXISTS {CHECK_OF_IT}")))
        .order_by_asc(document::Column::AddedAt)
        .order_by_asc(document::Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(Document::of).collect()
}

/// Says in SQL that something is a paper that was taken away: `subject` is a column with its id, `$1` the municipality.
/// Such a paper is nobody's news, and nobody is told of it any more.
pub fn taken_away(subject: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM documents d WHERE d.municipality_id = $1 AND d.id = {subject} AND d.removed_at IS NOT NULL)"
    )
}

/// Which of these items are about a paper that was taken away.
pub async fn taken_away_of(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    items: &[Uuid],
) -> Result<HashSet<Uuid>, AppError> {
    let mut found = HashSet::new();
    for some in items.chunks(500) {
        let marks: Vec<String> = (2..some.len() + 2).map(|n| format!("${n}")).collect();
        let text = format!(
            "SELECT i.id FROM items i WHERE i.municipality_id = $1 AND i.id IN ({}) AND {}",
            marks.join(", "),
            taken_away("i.subject_id")
        );
        let values = std::iter::once(tenant.id().into()).chain(some.iter().map(|item| (*item).into()));
        for row in db.query_all_raw(sql(db, &text, values)).await? {
            found.insert(row.try_get_by_index(0)?);
        }
    }
    Ok(found)
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

/// The paper as it is once its gathering is in hand. Who plans the gathering or puts the paper back is then done, or waits
/// for this to end: otherwise each could leave the release to the other.
pub(super) async fn in_hand(tx: &Tx, tenant: &Tenant, document: Uuid) -> Result<Document, AppError> {
    let gathering = find(tx, tenant, document).await?.gathering;
    answers::store::hold(tx, tenant, gathering).await?;
    find(tx, tenant, document).await
}

/// Whether the virus scanner keeps a paper from being shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// It does not.
    None,
    /// It has not looked at it.
    Waiting,
    /// It found something.
    Infected,
}

/// What the scanner makes of a paper of this municipality.
pub async fn hold(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Hold, AppError> {
    let text = "SELECT found FROM document_checks WHERE municipality_id = $1 AND document_id = $2";
    let row = db.query_one_raw(sql(db, text, [tenant.id().into(), id.into()])).await?;
    let found = row.map(|row| row.try_get_by_index::<Option<String>>(0)).transpose()?;
    Ok(match found {
        None => Hold::None,
        Some(None) => Hold::Waiting,
        Some(Some(_)) => Hold::Infected,
    })
}

/// Bytes of all files of a municipality, removed ones too as long as they can be brought back.
pub async fn stored_bytes(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<u64, AppError> {
    let query = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM documents \
                 WHERE municipality_id = $1 AND stored_as IS NOT NULL \
                 AND NOT EXISTS (SELECT 1 FROM document_checks c WHERE c.document_id = documents.id AND c.found IS NOT NULL)";
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

/// Whether any row, of any municipality, holds this file. One in which the scanner found something holds none.
pub async fn holds(db: &impl ConnectionTrait, stored_as: &str) -> Result<bool, AppError> {
    let text = "SELECT 1 FROM documents d WHERE d.stored_as = $1 AND NOT EXISTS \
                (SELECT 1 FROM document_checks c WHERE c.document_id = d.id AND c.found IS NOT NULL)";
    Ok(db.query_one_raw(sql(db, text, [stored_as.into()])).await?.is_some())
}
