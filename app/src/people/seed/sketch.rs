//! A council on paper, and its founding in one transaction.

use domain::{
    people::{Appointment, Change, Faction, MoveError, Moves, OwnedCouncil, Reach, Role, Side, SideSpell, Span, Term},
    values::Slug,
};
use jiff::{Timestamp, civil::Date};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{SeedProblem, SeedReport};
use crate::{
    accounts::entity::account,
    audit,
    db::{Db, millis},
    error::AppError,
    people::{
        changes::{self, Extras},
        entity::person,
        invented::{Invented, Inventor},
    },
    tenant, transaction,
};

/// Days the college has for an answer until the council says otherwise; thirty is what most rules of order say.
const ANSWER_DAYS: i64 = 30;

/// The part of the college and the office beside the council.
const PORTFOLIOS: &[&str] = &[
    "Jeugd, Wmo en onderwijs",
    "Wonen, ruimte en Omgevingswet",
    "Financiën en economie",
    "Duurzaamheid, verkeer en openbare ruimte",
];
const MAYOR_PORTFOLIO: &str = "Openbare orde en veiligheid";

/// A council being drawn up.
pub(super) struct Sketch {
    name: String,
    slug: Slug,
    tooi_code: Option<String>,
    from: Date,
    seats: u16,
    inventor: Inventor,
    people: Vec<(Uuid, Invented)>,
    changes: Vec<Change>,
    council: OwnedCouncil,
    extras: Extras,
}

impl Sketch {
    /// An empty council whose term begins on `from`.
    pub(super) fn new(name: &str, tooi_code: Option<String>, from: Date, seats: u16) -> Result<Self, SeedProblem> {
        let slug = Slug::from_name(name).map_err(|why| SeedProblem::Name { name: name.to_owned(), why })?;
        let inventor = Inventor::new(slug.as_str());
        let mut sketch = Self {
            name: name.to_owned(),
            slug,
            tooi_code,
            from,
            seats,
            inventor,
            people: Vec::new(),
            changes: Vec::new(),
            council: OwnedCouncil::default(),
            extras: Extras::default(),
        };
        let term = Term { id: Uuid::now_v7(), span: Span::open(from), seats };
        sketch.extras.term_names.insert(term.id, changes::year(from));
        sketch.draw(Change::AddTerm(term));
        Ok(sketch)
    }

    /// Draws one change.
    pub(super) fn draw(&mut self, change: Change) {
        self.council.apply(&change);
        self.changes.push(change);
    }

    /// Draws what a move gave; a refusal is a fault of the sketch.
    pub(super) fn carry_out(&mut self, moves: Result<Moves, MoveError>) -> Result<(), SeedProblem> {
        let moves = moves.map_err(|why| AppError::unexpected(format!("the sketch is impossible: {why:?}")))?;
        for change in moves.changes {
            self.draw(change);
        }
        Ok(())
    }

    /// The council as drawn so far.
    pub(super) fn council(&self) -> OwnedCouncil {
        self.council.clone()
    }

    /// The term's first day.
    pub(super) fn from(&self) -> Date {
        self.from
    }

    /// Notes which faction a new one split off from.
    pub(super) fn note_split(&mut self, new: Uuid, old: Uuid) {
        self.extras.split_from.insert(new, old);
    }

    /// The surname of somebody drawn before.
    pub(super) fn surname(&self, person: Uuid) -> &'static str {
        self.people.iter().find(|(id, _)| *id == person).map_or("", |(_, invented)| invented.surname)
    }

    /// Somebody new.
    pub(super) fn person(&mut self) -> Result<(Uuid, Invented), SeedProblem> {
        let invented = self.inventor.next().ok_or_else(|| AppError::unexpected("out of invented names"))?;
        let id = Uuid::now_v7();
        self.people.push((id, invented.clone()));
        Ok((id, invented))
    }

    /// A faction on a side from the first day, with this many members.
    pub(super) fn faction(&mut self, name: &str, reach: Reach, side: Side, seats: u16) -> Result<Uuid, SeedProblem> {
        let span = Span::open(self.from);
        let id = Uuid::now_v7();
        self.draw(Change::AddFaction(Faction { id, name: name.to_owned(), reach, span }));
        if side != Side::Unknown {
            self.draw(Change::AddSpell(SideSpell { id: Uuid::now_v7(), faction: id, side, span }));
        }
        for _ in 0..seats {
            self.appoint(Role::Member, Some(id), span)?;
        }
        Ok(id)
    }

    /// Somebody new in a role: person and appointment.
    pub(super) fn appoint(
        &mut self,
        role: Role,
        faction: Option<Uuid>,
        span: Span,
    ) -> Result<(Uuid, Uuid), SeedProblem> {
        let (person, _) = self.person()?;
        let id = Uuid::now_v7();
        let new = Appointment { id, person, role, faction, span, replaces: None, reason: None };
        self.draw(Change::AddAppointment(new));
        Ok((person, id))
    }

    /// Committee members, one per faction in turn, in the order given.
    pub(super) fn committee(&mut self, factions: &[Uuid], count: usize) -> Result<(), SeedProblem> {
        let span = Span::open(self.from);
        for faction in factions.iter().cycle().take(count) {
            self.appoint(Role::CommitteeMember, Some(*faction), span)?;
        }
        Ok(())
    }

    /// The college, the griffie and everybody beside the council.
    pub(super) fn surroundings(&mut self, aldermen: usize, largest: Option<Uuid>) -> Result<(), SeedProblem> {
        let span = Span::open(self.from);
        let (_, mayor) = self.appoint(Role::Mayor, None, span)?;
        self.extras.portfolios.insert(mayor, MAYOR_PORTFOLIO.to_owned());
        for portfolio in PORTFOLIOS.iter().take(aldermen) {
            let (_, id) = self.appoint(Role::Alderman, None, span)?;
            self.extras.portfolios.insert(id, (*portfolio).to_owned());
        }
        let others = [Role::Clerk, Role::Clerk, Role::Official, Role::Official, Role::Administrator];
        for role in others {
            self.appoint(role, None, span)?;
        }
        if let Some(faction) = largest {
            self.appoint(Role::FactionSecretary, Some(faction), span)?;
        }
        Ok(())
    }

    /// Writes it all, with an account for everybody, unless the municipality exists.
    pub(super) async fn found(self, db: &Db, now: Timestamp) -> Result<SeedReport, SeedProblem> {
        let founded = self.write(db, now).await?;
        if !founded {
            return Err(SeedProblem::Exists(self.slug.into_string()));
        }
        let today = now.to_zoned(domain::localtime::amsterdam()).date();
        let view = self.council.view();
        Ok(SeedReport {
            slug: self.slug.into_string(),
            name: self.name,
            seats: self.seats,
            members: view.seats_on(today.max(self.from)).map_or(0, |seats| seats.taken),
            factions: view.factions_on(today.max(self.from)).len(),
            people: self.people.len(),
        })
    }

    async fn write(&self, db: &Db, now: Timestamp) -> Result<bool, AppError> {
        let id = Uuid::now_v7();
        transaction!(db, |tx| {
            use tenant::entity as t;
            if t::Entity::find().filter(t::Column::Slug.eq(self.slug.as_str())).one(tx).await?.is_some() {
                return Ok(false);
            }
            t::Entity::insert(self.municipality(id, now)).exec_without_returning(tx).await?;
            let here = tenant::find_by_id(tx, id).await?.ok_or(AppError::NotFound)?;
            let people = self.people.iter().map(|(person, invented)| person::ActiveModel {
                id: Set(*person),
                municipality_id: Set(id),
                name: Set(invented.name.clone()),
                email: Set(Some(invented.email.clone())),
                phone: Set(None),
                lang: Set("nl".to_owned()),
                version: Set(1),
                created_at: Set(millis(now)),
            });
            person::Entity::insert_many(people).exec_without_returning(tx).await?;
            let accounts = self.people.iter().map(|(person, _)| account::ActiveModel {
                person_id: Set(*person),
                municipality_id: Set(id),
                password_hash: Set(None),
                disabled_at: Set(None),
                created_at: Set(millis(now)),
            });
            account::Entity::insert_many(accounts).exec_without_returning(tx).await?;
            changes::record(tx, &here, &self.changes, &self.extras).await?;
            audit::note(tx, &here, None, "municipality.seed", ("municipality", Some(id)), "", now).await?;
            Ok(true)
        })
    }

    fn municipality(&self, id: Uuid, now: Timestamp) -> tenant::entity::ActiveModel {
        tenant::entity::ActiveModel {
            id: Set(id),
            slug: Set(self.slug.as_str().to_owned()),
            name: Set(self.name.clone()),
            tooi_code: Set(self.tooi_code.clone()),
            zone: Set(domain::localtime::AMSTERDAM.to_owned()),
            office_name: Set(format!("Griffie {}", self.name)),
            office_email: Set(format!("griffie@{}.example", self.slug)),
            office_phone: Set(None),
            answer_days: Set(ANSWER_DAYS),
            share_days: Set(crate::tenant::SHARE_DAYS),
            presidium_email: Set(String::new()),
            usual_place: Set("Gemeentehuis, raadzaal".to_owned()),
            usual_start: Set("19:30".to_owned()),
            demo: Set(true),
            version: Set(1),
            created_at: Set(millis(now)),
        }
    }
}
