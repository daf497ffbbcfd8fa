//! Reading the council. What changes it is in `commands`.

mod kept;
mod users;

use std::collections::HashMap;

use domain::people::{Appointment, Faction, LeaveReason, OwnedCouncil, Reach, Role, Side, SideSpell, Span, Term};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::{appointment, faction, person, side_spell, term};
use crate::{error::AppError, tenant::Tenant, text::Lang};
pub use kept::why_kept;
pub use users::{UserRow, user_rows};

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

    /// Whether mail can reach them.
    pub fn has_address(&self, person: Uuid) -> bool {
        self.people.get(&person).is_some_and(|entry| entry.email.is_some())
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

/// Everything kept about the council: the book, and what only its own pages need.
#[derive(Debug, Clone)]
pub struct Register {
    /// Who is what, and everybody's name.
    pub book: CouncilBook,
    /// Telephone numbers by person.
    pub phones: HashMap<Uuid, String>,
    /// Portfolios by appointment.
    pub portfolios: HashMap<Uuid, String>,
    /// Names by term.
    pub term_names: HashMap<Uuid, String>,
    /// The faction a faction split off from.
    pub split_from: HashMap<Uuid, Uuid>,
    /// Versions of people, terms, factions and appointments.
    pub versions: HashMap<Uuid, i64>,
}

impl Register {
    /// The version of a row; 0 for one that is not there.
    pub fn version(&self, id: Uuid) -> i64 {
        self.versions.get(&id).copied().unwrap_or_default()
    }
}

/// Reads the whole council with its history: a few hundred rows at most.
pub async fn book(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<CouncilBook, AppError> {
    Ok(CouncilBook { council: council(db, tenant).await?, people: entries(&people(db, tenant).await?) })
}

/// Reads terms, factions, sides and appointments.
pub async fn council(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<OwnedCouncil, AppError> {
    Rows::read(db, tenant).await?.council()
}

/// Reads everything kept about the council.
pub async fn register(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Register, AppError> {
    let people = people(db, tenant).await?;
    let rows = Rows::read(db, tenant).await?;
    let versions = people
        .iter()
        .map(|p| (p.id, p.version))
        .chain(rows.terms.iter().map(|t| (t.id, t.version)))
        .chain(rows.factions.iter().map(|f| (f.id, f.version)))
        .chain(rows.appointments.iter().map(|a| (a.id, a.version)))
        .collect();
    Ok(Register {
        book: CouncilBook { council: rows.council()?, people: entries(&people) },
        phones: people.into_iter().filter_map(|p| p.phone.map(|phone| (p.id, phone))).collect(),
        portfolios: rows.appointments.iter().filter_map(|a| a.portfolio.clone().map(|text| (a.id, text))).collect(),
        term_names: rows.terms.iter().map(|t| (t.id, t.name.clone())).collect(),
        split_from: rows.factions.iter().filter_map(|f| f.split_from.map(|from| (f.id, from))).collect(),
        versions,
    })
}

async fn people(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Vec<person::Model>, AppError> {
    Ok(person::Entity::find().filter(person::Column::MunicipalityId.eq(tenant.id())).all(db).await?)
}

fn entries(people: &[person::Model]) -> HashMap<Uuid, Entry> {
    let entry = |p: &person::Model| Entry {
        name: p.name.clone(),
        email: p.email.clone(),
        lang: crate::text::Lang::parse(&p.lang),
    };
    people.iter().map(|p| (p.id, entry(p))).collect()
}

struct Rows {
    terms: Vec<term::Model>,
    factions: Vec<faction::Model>,
    spells: Vec<side_spell::Model>,
    appointments: Vec<appointment::Model>,
}

impl Rows {
    async fn read(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Self, AppError> {
        let here = tenant.id();
        Ok(Self {
            terms: term::Entity::find().filter(term::Column::MunicipalityId.eq(here)).all(db).await?,
            factions: faction::Entity::find().filter(faction::Column::MunicipalityId.eq(here)).all(db).await?,
            spells: side_spell::Entity::find().filter(side_spell::Column::MunicipalityId.eq(here)).all(db).await?,
            appointments: appointment::Entity::find()
                .filter(appointment::Column::MunicipalityId.eq(here))
                .all(db)
                .await?,
        })
    }

    fn council(&self) -> Result<OwnedCouncil, AppError> {
        Ok(OwnedCouncil {
            terms: self.terms.iter().map(term_of).collect::<Result<_, _>>()?,
            factions: self.factions.iter().map(faction_of).collect::<Result<_, _>>()?,
            spells: self.spells.iter().map(spell_of).collect::<Result<_, _>>()?,
            appointments: self.appointments.iter().map(appointment_of).collect::<Result<_, _>>()?,
        })
    }
}

fn term_of(row: &term::Model) -> Result<Term, AppError> {
    Ok(Term {
        id: row.id,
        span: span(&row.from_date, row.to_date.as_deref())?,
        seats: u16::try_from(row.seats).map_err(AppError::unexpected)?,
    })
}

fn faction_of(row: &faction::Model) -> Result<Faction, AppError> {
    Ok(Faction {
        id: row.id,
        name: row.name.clone(),
        reach: Reach::parse(&row.reach).unwrap_or(Reach::Unknown),
        span: span(&row.from_date, row.to_date.as_deref())?,
    })
}

fn spell_of(row: &side_spell::Model) -> Result<SideSpell, AppError> {
    Ok(SideSpell {
        id: row.id,
        faction: row.faction_id,
        side: Side::parse(&row.side).unwrap_or(Side::Unknown),
        span: span(&row.from_date, row.to_date.as_deref())?,
    })
}

fn appointment_of(row: &appointment::Model) -> Result<Appointment, AppError> {
    Ok(Appointment {
        id: row.id,
        person: row.person_id,
        role: Role::parse(&row.role).ok_or_else(|| AppError::unexpected(format!("role {}", row.role)))?,
        faction: row.faction_id,
        span: span(&row.from_date, row.to_date.as_deref())?,
        replaces: row.replaces_id,
        reason: row.reason.as_deref().and_then(LeaveReason::parse),
    })
}

fn span(from: &str, to: Option<&str>) -> Result<Span, AppError> {
    let date = |text: &str| text.parse::<Date>().map_err(AppError::unexpected);
    Ok(Span { from: date(from)?, to: to.map(date).transpose()? })
}
