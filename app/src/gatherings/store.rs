//! Reading gatherings.

use domain::policy::Facts;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::gathering;
use crate::{actor::Actor, answers::entity::invitation, error::AppError, tenant::Tenant};

/// A gathering of this municipality, or `NotFound`. Whether the reader may see it is for the gate: ask with [`facts`].
pub async fn find(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<gathering::Model, AppError> {
    gathering::Entity::find_by_id(id)
        .filter(gathering::Column::MunicipalityId.eq(tenant.id()))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)
}

/// What the policy needs to know of a gathering and this actor.
pub async fn facts(db: &impl ConnectionTrait, actor: &Actor, row: &gathering::Model) -> Result<Facts, AppError> {
    let invitation = invitation::Entity::find()
        .filter(invitation::Column::MunicipalityId.eq(actor.tenant.id()))
        .filter(invitation::Column::GatheringId.eq(row.id))
        .filter(invitation::Column::PersonId.eq(actor.person))
        .filter(invitation::Column::WithdrawnAt.is_null())
        .one(db)
        .await?;
    Ok(Facts {
        own: invitation.is_some(),
        released: row.planned_at.is_some(),
        invited: invitation.is_some(),
        host: row.host_id == Some(actor.person),
        same_faction: false,
    })
}
