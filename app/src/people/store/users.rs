//! Who can sign in, as lines of a list.

use domain::values::fold;
use jiff::civil::Date;
use sea_orm::ConnectionTrait;

use super::book;
use crate::{error::AppError, tenant::Tenant, text::Lang};

/// One role of somebody with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    /// Their address.
    pub email: String,
    /// Their role, in Dutch.
    pub role: String,
    /// The faction that goes with the role, or nothing.
    pub faction: String,
    /// Its side, in Dutch, or nothing.
    pub side: String,
}

/// Everybody with an address and a role today, one line per role, by role and name; `evenwijs user list` prints them.
pub async fn user_rows(db: &impl ConnectionTrait, tenant: &Tenant, today: Date) -> Result<Vec<UserRow>, AppError> {
    let book = book(db, tenant).await?;
    let view = book.council.view();
    let mut active = view.active(today);
    active.sort_by_cached_key(|a| (a.role, fold(book.name(a.person)), a.id));
    let row = |a: &domain::people::Appointment| {
        let email = book.people.get(&a.person)?.email.clone()?;
        let side = a.faction.map(|faction| view.side_of_faction(faction, today));
        Some(UserRow {
            email,
            role: Lang::Nl.t(&format!("role-{}", a.role.code())),
            faction: a.faction.map(|faction| book.faction_name(faction).to_owned()).unwrap_or_default(),
            side: side.map(|side| Lang::Nl.t(&format!("side-{}", side.code()))).unwrap_or_default(),
        })
    };
    Ok(active.into_iter().filter_map(row).collect())
}
