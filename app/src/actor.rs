//! Who is asking: a person of one municipality with the roles they hold today.

use domain::{people::Role, policy::RoleSet};
use jiff::{Timestamp, civil::Date};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{accounts, error::AppError, people, tenant::Tenant, text::Lang};

/// A person, signed in or acting by token. Roles are read for each request (R25), never kept in a session.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The municipality they act in.
    pub tenant: Tenant,
    /// Who they are.
    pub person: Uuid,
    /// Their name.
    pub name: String,
    /// Their address, if they have one.
    pub email: Option<String>,
    /// The language they chose.
    pub lang: Lang,
    /// What they are today.
    pub roles: RoleSet,
    /// The faction they sit in, or answer for as its secretary.
    pub faction: Option<Uuid>,
    /// The session of this request; none for a token or the command line.
    pub session: Option<Uuid>,
    /// When who sits before that session last proved who they are.
    pub proven_at: Option<Timestamp>,
    /// When they last typed a code of their second factor.
    pub code_proven_at: Option<Timestamp>,
}

impl Actor {
    /// Whether this role is held today.
    pub fn is(&self, role: Role) -> bool {
        self.roles.has(role)
    }

    /// The person with their roles on the day of `now`; `None` when there is no such person here or the account is
    /// disabled.
    pub async fn load(
        db: &impl ConnectionTrait,
        tenant: &Tenant,
        person: Uuid,
        now: Timestamp,
    ) -> Result<Option<Self>, AppError> {
        use people::entity::person as p;
        let row = p::Entity::find_by_id(person).filter(p::Column::MunicipalityId.eq(tenant.id())).one(db).await?;
        let Some(row) = row else { return Ok(None) };
        let account = accounts::entity::account::Entity::find_by_id(person).one(db).await?;
        if account.is_some_and(|account| account.disabled_at.is_some()) {
            return Ok(None);
        }
        let today = now.to_zoned(tenant.zone().clone()).date();
        let (roles, faction) = roles_on(db, tenant, person, today).await?;
        Ok(Some(Self {
            tenant: tenant.clone(),
            person,
            name: row.name,
            email: row.email,
            lang: Lang::parse(&row.lang),
            roles,
            faction,
            session: None,
            proven_at: None,
            code_proven_at: None,
        }))
    }
}

/// The roles of one person on one day, and the faction that comes with them. Who is temporarily replaced has no role
/// from that appointment meanwhile: it is suspended.
async fn roles_on(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    today: Date,
) -> Result<(RoleSet, Option<Uuid>), AppError> {
    use people::entity::appointment as a;
    let day = today.to_string();
    let running = |row: &a::Model| {
        row.from_date.as_str() <= day.as_str() && row.to_date.as_deref().is_none_or(|to| day.as_str() <= to)
    };
    let rows = a::Entity::find()
        .filter(a::Column::MunicipalityId.eq(tenant.id()))
        .filter(a::Column::PersonId.eq(person))
        .all(db)
        .await?;
    let mine: Vec<_> = rows.into_iter().filter(running).collect();
    let ids: Vec<_> = mine.iter().map(|row| row.id).collect();
    let replacements = a::Entity::find()
        .filter(a::Column::MunicipalityId.eq(tenant.id()))
        .filter(a::Column::ReplacesId.is_in(ids))
        .all(db)
        .await?;
    let suspended: Vec<_> = replacements.iter().filter(|row| running(row)).filter_map(|row| row.replaces_id).collect();
    let mine: Vec<_> = mine.into_iter().filter(|row| !suspended.contains(&row.id)).collect();
    let faction = mine.iter().find_map(|row| row.faction_id);
    Ok((RoleSet::new(mine.iter().filter_map(|row| Role::parse(&row.role))), faction))
}
