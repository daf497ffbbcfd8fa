//! Reading the council. What changes it is in `commands`.

use std::collections::HashMap;

use domain::people::{Appointment, Faction, LeaveReason, OwnedCouncil, Reach, Role, Side, SideSpell, Span, Term};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::{appointment, faction, person, side_spell, term};
use crate::{error::AppError, tenant::Tenant, text::Lang};

/// The council with everybody's name: what most pages need of it.
#[derive(Debug, Clone)]
pub struct CouncilBook {
    /// Who is what, from when to when.
    pub council: OwnedCouncil,
    /// Everybody the municipality knows.
    pub people: HashMap<Uuid, Entry>,
}

/// One line of the book.
#[derive(Debug, Clone)]
pub struct Entry {
    /// As written on the door.
    pub name: String,
    /// Where mail goes.
    pub email: Option<String>,
    /// The language they read.
    pub lang: crate::text::Lang,
}

impl CouncilBook {
    /// A name, or an empty text for somebody unknown.
    pub fn name(&self, person: Uuid) -> &str {
        self.people.get(&person).map_or("", |entry| entry.name.as_str())
    }

    /// The name of a faction.
    pub fn faction_name(&self, faction: Uuid) -> &str {
        self.council.factions.iter().find(|f| f.id == faction).map_or("", |f| f.name.as_str())
    }

    /// The office somebody holds in the executive on a day.
    pub fn executive_role(&self, person: Uuid, day: Date) -> Option<Role> {
        self.executive(day).into_iter().find(|(one, _)| *one == person).map(|(_, role)| role)
    }

    /// The executive of a day: the mayor, then the aldermen by name.
    pub fn executive(&self, day: Date) -> Vec<(Uuid, Role)> {
        let view = self.council.view();
        let active = view.active(day);
        let mut rows: Vec<_> = active.iter().filter(|a| a.role.is_executive()).map(|a| (a.person, a.role)).collect();
        rows.sort_by_key(|(person, role)| (*role, self.name(*person).to_owned(), *person));
        rows.dedup_by_key(|(person, _)| *person);
        rows
    }

    /// A name with the office held in the executive on a day: "wethouder Wim Aalders".
    pub fn titled(&self, lang: Lang, person: Uuid, day: Date) -> String {
        match self.executive_role(person, day) {
            Some(role) => format!("{} {}", lang.t(&format!("role-{}", role.code())), self.name(person)),
            None => self.name(person).to_owned(),
        }
    }

    /// The factions of a day in the order of the house: coalition, opposition, unknown; then by seats, then by name.
    pub fn factions_in_order(&self, day: Date) -> Vec<(Faction, Side, usize)> {
        let view = self.council.view();
        let members = view.members_on(day);
        let mut rows: Vec<_> = view
            .factions_on(day)
            .into_iter()
            .map(|f| {
                let seats = members.iter().filter(|a| a.faction == Some(f.id)).count();
                (f.clone(), view.side_of_faction(f.id, day), seats)
            })
            .collect();
        rows.sort_by(|a, b| (a.1, std::cmp::Reverse(a.2), &a.0.name).cmp(&(b.1, std::cmp::Reverse(b.2), &b.0.name)));
        rows
    }
}

/// Reads the whole council with its history: a few hundred rows at most.
pub async fn book(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<CouncilBook, AppError> {
    let people = person::Entity::find().filter(person::Column::MunicipalityId.eq(tenant.id())).all(db).await?;
    let people = people
        .into_iter()
        .map(|p| (p.id, Entry { name: p.name, email: p.email, lang: crate::text::Lang::parse(&p.lang) }))
        .collect();
    Ok(CouncilBook { council: council(db, tenant).await?, people })
}

/// Reads terms, factions, sides and appointments.
pub async fn council(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<OwnedCouncil, AppError> {
    let here = tenant.id();
    let terms = term::Entity::find().filter(term::Column::MunicipalityId.eq(here)).all(db).await?;
    let factions = faction::Entity::find().filter(faction::Column::MunicipalityId.eq(here)).all(db).await?;
    let spells = side_spell::Entity::find().filter(side_spell::Column::MunicipalityId.eq(here)).all(db).await?;
    let appointments = appointment::Entity::find().filter(appointment::Column::MunicipalityId.eq(here)).all(db).await?;
    Ok(OwnedCouncil {
        terms: terms
            .into_iter()
            .map(|t| {
                Ok(Term {
                    id: t.id,
                    span: span(&t.from_date, t.to_date.as_deref())?,
                    seats: u16::try_from(t.seats).map_err(AppError::unexpected)?,
                })
            })
            .collect::<Result<_, AppError>>()?,
        factions: factions
            .into_iter()
            .map(|f| {
                Ok(Faction {
                    id: f.id,
                    name: f.name,
                    reach: Reach::parse(&f.reach).unwrap_or(Reach::Unknown),
                    span: span(&f.from_date, f.to_date.as_deref())?,
                })
            })
            .collect::<Result<_, AppError>>()?,
        spells: spells
            .into_iter()
            .map(|s| {
                Ok(SideSpell {
                    id: s.id,
                    faction: s.faction_id,
                    side: Side::parse(&s.side).unwrap_or(Side::Unknown),
                    span: span(&s.from_date, s.to_date.as_deref())?,
                })
            })
            .collect::<Result<_, AppError>>()?,
        appointments: appointments
            .into_iter()
            .map(|a| {
                Ok(Appointment {
                    id: a.id,
                    person: a.person_id,
                    role: Role::parse(&a.role).ok_or_else(|| AppError::unexpected(format!("role {}", a.role)))?,
                    faction: a.faction_id,
                    span: span(&a.from_date, a.to_date.as_deref())?,
                    replaces: a.replaces_id,
                    reason: a.reason.as_deref().and_then(LeaveReason::parse),
                })
            })
            .collect::<Result<_, AppError>>()?,
    })
}

fn span(from: &str, to: Option<&str>) -> Result<Span, AppError> {
    let date = |text: &str| text.parse::<Date>().map_err(AppError::unexpected);
    Ok(Span { from: date(from)?, to: to.map(date).transpose()? })
}
