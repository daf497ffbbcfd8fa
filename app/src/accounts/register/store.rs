//! Who has an account.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::people::Role;
use jiff::{Timestamp, civil::Date};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    accounts::{
        entity::{account, link, session},
        links::Purpose,
        second, store,
    },
    db::{millis, moment},
    error::AppError,
    people::{self, store::CouncilBook},
    tenant::Tenant,
};

domain::codes! {
    /// How far somebody is on the way to signing in.
    pub enum Stage {
        /// No account yet.
        None = "geen",
        /// Invited, no password chosen.
        Invited = "uitgenodigd",
        /// Chose a password.
        Active = "actief",
        /// Not let in.
        Disabled = "uitgezet",
    }
}

/// One person of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub person: Uuid,
    /// Their name.
    pub name: String,
    /// Where mail goes.
    pub email: Option<String>,
    /// What they are today.
    pub roles: Vec<Role>,
    /// The factions that go with those roles, with their names.
    pub factions: Vec<(Uuid, String)>,
    /// How far they are.
    pub stage: Stage,
    /// Until when the last invitation can be used, if it still can.
    pub invited_until: Option<Timestamp>,
    /// When a device of theirs was last seen, as far as a session remembers.
    pub last_seen: Option<Timestamp>,
    /// Whether they have a second factor.
    pub has_second: bool,
}

/// Everybody who serves today or has an account, by name.
pub async fn lines(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<Vec<Line>, AppError> {
    let today = tenant.date(now);
    let book = people::store::book(db, tenant).await?;
    let mut roles: HashMap<Uuid, Vec<Role>> = HashMap::new();
    let mut factions: HashMap<Uuid, Vec<(Uuid, String)>> = HashMap::new();
    for appointment in book.council.view().active(today) {
        let held = roles.entry(appointment.person).or_default();
        if !held.contains(&appointment.role) {
            held.push(appointment.role);
        }
        if let Some(faction) = appointment.faction {
            let of = factions.entry(appointment.person).or_default();
            if of.iter().all(|(known, _)| *known != faction) {
                of.push((faction, book.faction_name(faction).to_owned()));
            }
        }
    }
    let accounts: HashMap<Uuid, account::Model> =
        store::accounts(db, tenant).await?.into_iter().map(|row| (row.person_id, row)).collect();
    let invited = invitations(db, tenant, now).await?;
    let seen = last_seen(db, tenant).await?;
    let second = second::store::holders(db, tenant).await?;

    let mut lines: Vec<Line> = book
        .people
        .iter()
        .filter(|(id, _)| roles.contains_key(id) || accounts.contains_key(id))
        .map(|(id, entry)| {
            let mut roles = roles.get(id).cloned().unwrap_or_default();
            roles.sort_unstable();
            Line {
                person: *id,
                name: entry.name.clone(),
                email: entry.email.clone(),
                roles,
                factions: factions.get(id).cloned().unwrap_or_default(),
                stage: stage(accounts.get(id)),
                invited_until: invited.get(id).copied(),
                last_seen: seen.get(id).copied(),
                has_second: second.contains(id),
            }
        })
        .collect();
    lines.sort_by_cached_key(|line| (domain::values::fold(&line.name), line.person));
    Ok(lines)
}

/// Those who serve on a day, have an address, and no account.
pub async fn without_account(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    book: &CouncilBook,
    today: Date,
) -> Result<BTreeSet<Uuid>, AppError> {
    let accounts: HashSet<Uuid> = store::accounts(db, tenant).await?.into_iter().map(|row| row.person_id).collect();
    let serving = book.council.view().active(today).into_iter().map(|appointment| appointment.person);
    Ok(serving.filter(|person| book.has_address(*person) && !accounts.contains(person)).collect())
}

fn stage(account: Option<&account::Model>) -> Stage {
    match account {
        None => Stage::None,
        Some(account) if account.disabled_at.is_some() => Stage::Disabled,
        Some(account) if account.password_hash.is_some() => Stage::Active,
        Some(_) => Stage::Invited,
    }
}

async fn invitations(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    now: Timestamp,
) -> Result<HashMap<Uuid, Timestamp>, AppError> {
    let rows = link::Entity::find()
        .filter(link::Column::MunicipalityId.eq(tenant.id()))
        .filter(link::Column::Purpose.eq(Purpose::Invitation.code()))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::RevokedAt.is_null())
        .filter(link::Column::ExpiresAt.gt(millis(now)))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.person_id, moment(row.expires_at))).collect())
}

async fn last_seen(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<HashMap<Uuid, Timestamp>, AppError> {
    let rows = session::Entity::find().filter(session::Column::MunicipalityId.eq(tenant.id())).all(db).await?;
    let mut seen: HashMap<Uuid, Timestamp> = HashMap::new();
    for row in rows {
        let at = moment(row.last_seen_at);
        seen.entry(row.person_id).and_modify(|known| *known = at.max(*known)).or_insert(at);
    }
    Ok(seen)
}
