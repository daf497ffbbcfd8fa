//! Who is asking: a person of one municipality with the roles they hold today.

use domain::{people::Role, policy::RoleSet};
use jiff::{Timestamp, civil::Date};
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::{db::sql, error::AppError, people, tenant::Tenant, text::Lang};

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
        let text = "SELECT p.name, p.email, p.lang, a.disabled_at FROM people p LEFT JOIN accounts a ON a.person_id = p.id \
            WHERE p.municipality_id = $1 AND p.id = $2";
        let row = db.query_one_raw(sql(db, text, [tenant.id().into(), person.into()])).await?;
        let Some(row) = row else { return Ok(None) };
        if row.try_get_by_index::<Option<i64>>(3)?.is_some() {
            return Ok(None);
        }
        let today = tenant.date(now);
        let (roles, faction) = roles_on(db, tenant, person, today).await?;
        Ok(Some(Self {
            tenant: tenant.clone(),
            person,
            name: row.try_get_by_index(0)?,
            email: row.try_get_by_index(1)?,
            lang: Lang::parse(&row.try_get_by_index::<String>(2)?),
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
    // Theirs, and those of whoever replaces them.
    let text = "SELECT a.* FROM appointments a WHERE a.municipality_id = $1 AND a.person_id = $2 \
        UNION ALL SELECT r.* FROM appointments a JOIN appointments r ON r.municipality_id = a.municipality_id \
        AND r.replaces_id = a.id AND r.person_id <> a.person_id WHERE a.municipality_id = $1 AND a.person_id = $2";
    let rows = a::Entity::find().from_raw_sql(sql(db, text, [tenant.id().into(), person.into()])).all(db).await?;
    let (mine, replacements): (Vec<_>, Vec<_>) =
        rows.into_iter().filter(running).partition(|row| row.person_id == person);
    let suspended: Vec<_> = replacements.iter().filter_map(|row| row.replaces_id).collect();
    let mine: Vec<_> = mine.into_iter().filter(|row| !suspended.contains(&row.id)).collect();
    let faction = mine.iter().find_map(|row| row.faction_id);
    Ok((RoleSet::new(mine.iter().filter_map(|row| Role::parse(&row.role))), faction))
}
