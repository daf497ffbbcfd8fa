//! The link in an invitation, by which one answers without signing in. Only the hash of its token is kept.

use std::collections::HashSet;

use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    accounts::entity::link,
    db::{millis, sql},
    error::AppError,
    secret,
    tenant::Tenant,
};

/// The `purpose` of such a link.
const PURPOSE: &str = "antwoord";
/// Longest token looked up; ours have 43 characters.
const MAX_TOKEN: usize = 64;

/// Makes a link for one invitation and answers its whole address. It works until `expires`, the end of the gathering,
/// or until it is revoked. Every mail has a link of its own; the earlier ones go on working.
pub async fn answer_link(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    base_url: &str,
    invitation: Uuid,
    person: Uuid,
    expires: Timestamp,
    now: Timestamp,
) -> Result<String, AppError> {
    let links = answer_links(tx, tenant, base_url, person, &[(invitation, expires)], now).await?;
    links.into_iter().next().ok_or_else(|| AppError::unexpected("a link that was not made"))
}

/// The same for several invitations of one person, each with when its link ends; in the same order.
pub async fn answer_links(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    base_url: &str,
    person: Uuid,
    invitations: &[(Uuid, Timestamp)],
    now: Timestamp,
) -> Result<Vec<String>, AppError> {
    let (mut rows, mut links) = (Vec::new(), Vec::new());
    for (invitation, expires) in invitations {
        let token = secret::fresh();
        rows.push(link::ActiveModel {
            token_hash: Set(secret::hash(&token)),
            municipality_id: Set(tenant.id()),
            person_id: Set(person),
            purpose: Set(PURPOSE.to_owned()),
            subject_id: Set(Some(*invitation)),
            created_at: Set(millis(now)),
            expires_at: Set(millis(*expires)),
            used_at: Set(None),
            revoked_at: Set(None),
        });
        links.push(format!("{base_url}{}", tenant.path(&format!("/antwoord/{token}"))));
    }
    if !rows.is_empty() {
        link::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(links)
}

/// Ends every link of an invitation: it was withdrawn, or its mail came into other hands. Answers how many ended.
pub async fn revoke(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    invitation: Uuid,
    now: Timestamp,
) -> Result<u64, AppError> {
    let done = tx
        .execute_raw(sql(
            tx,
            "UPDATE links SET revoked_at = $1 \
             WHERE municipality_id = $2 AND subject_id = $3 AND purpose = $4 AND revoked_at IS NULL",
            [millis(now).into(), tenant.id().into(), invitation.into(), PURPOSE.into()],
        ))
        .await?;
    Ok(done.rows_affected())
}

/// The gatherings for which this person holds a link that works, of whatever mail.
pub async fn alive_for(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    now: Timestamp,
) -> Result<HashSet<Uuid>, AppError> {
    let text = "SELECT DISTINCT i.gathering_id FROM links l \
                JOIN invitations i ON i.municipality_id = l.municipality_id AND i.id = l.subject_id \
                AND i.person_id = l.person_id AND i.withdrawn_at IS NULL \
                WHERE l.municipality_id = $1 AND l.person_id = $2 AND l.purpose = $3 \
                AND l.revoked_at IS NULL AND l.expires_at > $4";
    let values = [tenant.id().into(), person.into(), PURPOSE.into(), millis(now).into()];
    let rows = db.query_all_raw(sql(db, text, values)).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// What a token opens: the permission to answer one invitation. Only [`open`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    invitation: Uuid,
    person: Uuid,
    alive: bool,
}

impl Opened {
    /// Which invitation.
    pub fn invitation(self) -> Uuid {
        self.invitation
    }

    /// Whose.
    pub fn person(self) -> Uuid {
        self.person
    }

    /// Whether the link still works: not revoked, not past its end.
    pub fn is_alive(self) -> bool {
        self.alive
    }
}

/// The link behind a token of this municipality; `NotFound` for a token that never was.
pub async fn open(db: &impl ConnectionTrait, tenant: &Tenant, token: &str, now: Timestamp) -> Result<Opened, AppError> {
    if token.len() > MAX_TOKEN {
        return Err(AppError::NotFound);
    }
    let row = link::Entity::find_by_id(secret::hash(token))
        .filter(link::Column::MunicipalityId.eq(tenant.id()))
        .filter(link::Column::Purpose.eq(PURPOSE))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    let invitation = row.subject_id.ok_or(AppError::NotFound)?;
    let alive = row.revoked_at.is_none() && millis(now) < row.expires_at;
    Ok(Opened { invitation, person: row.person_id, alive })
}
