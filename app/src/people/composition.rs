//! The council on one day, in the order of the house: what its page and its download show.

use domain::{
    people::{Appointment, LeaveReason, Reach, Role, Seats, Side, Span, Warning},
    values::fold,
};
use jiff::civil::Date;
use uuid::Uuid;

use super::store::Register;

/// The council on one day.
#[derive(Debug, Clone)]
pub struct Composition {
    /// The day.
    pub day: Date,
    /// The term that runs.
    pub term: Option<TermLine>,
    /// Seats, and how many are taken; nothing when no term runs.
    pub seats: Option<Seats>,
    /// Sides that have a faction: coalition, opposition, unknown.
    pub sides: Vec<SideBlock>,
    /// Mayor and aldermen.
    pub college: Vec<Post>,
    /// The clerk and their office.
    pub office: Vec<Post>,
    /// Civil servants.
    pub officials: Vec<Post>,
    /// Who manages accounts.
    pub administrators: Vec<Post>,
    /// What does not add up.
    pub warnings: Vec<Warning>,
}

/// A term as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermLine {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// When it runs.
    pub span: Span,
    /// Size of the council.
    pub seats: u16,
}

/// The factions of one side.
#[derive(Debug, Clone)]
pub struct SideBlock {
    /// Which.
    pub side: Side,
    /// Seats together.
    pub seats: usize,
    /// By seats, then name.
    pub factions: Vec<FactionBlock>,
}

/// One faction.
#[derive(Debug, Clone)]
pub struct FactionBlock {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Local or national.
    pub reach: Reach,
    /// The faction it split off from.
    pub split_from: Option<String>,
    /// Who holds its seats, by name.
    pub members: Vec<Post>,
    /// Members who are replaced for a while: no seat that day.
    pub away: Vec<Post>,
    /// Committee members.
    pub committee: Vec<Post>,
    /// Its secretaries.
    pub secretaries: Vec<Post>,
}

/// Somebody in a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The appointment.
    pub appointment: Uuid,
    /// Who.
    pub person: Uuid,
    /// Their name.
    pub name: String,
    /// As what.
    pub role: Role,
    /// Of what, for an alderman.
    pub portfolio: Option<String>,
    /// When.
    pub span: Span,
    /// Somebody else takes their place for a while; else, with an `other`, they take that one's.
    pub away: bool,
    /// The other one of a temporary replacement.
    pub other: Option<Other>,
}

/// The other one of a temporary replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Who.
    pub person: Uuid,
    /// Their name.
    pub name: String,
    /// Last day of the replacement.
    pub until: Option<Date>,
    /// Why; for the griffie alone.
    pub reason: Option<LeaveReason>,
}

impl Composition {
    /// The council on this day.
    pub fn on(register: &Register, day: Date) -> Self {
        let view = register.book.council.view();
        let with = |roles: &[Role]| {
            let mut posts: Vec<Post> =
                view.active(day).into_iter().filter(|a| roles.contains(&a.role)).map(|a| post(register, a)).collect();
            posts.sort_by_cached_key(|p| (p.role, fold(&p.name)));
            posts
        };
        let sides = sides(register, day);
        let warnings = warnings(register, day, &sides);
        Self {
            day,
            term: view.term_on(day).map(|term| TermLine {
                id: term.id,
                name: register.term_names.get(&term.id).cloned().unwrap_or_default(),
                span: term.span,
                seats: term.seats,
            }),
            seats: view.seats_on(day),
            sides,
            college: with(&[Role::Mayor, Role::Alderman]),
            office: with(&[Role::Clerk]),
            officials: with(&[Role::Official]),
            administrators: with(&[Role::Administrator]),
            warnings,
        }
    }

    /// Nobody has been entered yet.
    pub fn is_empty(&self) -> bool {
        self.sides.is_empty() && self.college.is_empty()
    }
}

/// An appointment with names.
pub fn post(register: &Register, held: &Appointment) -> Post {
    let council = register.book.council.view();
    let other = held.replaces.and_then(|id| council.appointment(id)).map(|replaced| Other {
        person: replaced.person,
        name: register.book.name(replaced.person).to_owned(),
        until: held.span.to,
        reason: held.reason,
    });
    Post {
        appointment: held.id,
        person: held.person,
        name: register.book.name(held.person).to_owned(),
        role: held.role,
        portfolio: register.portfolios.get(&held.id).cloned(),
        span: held.span,
        away: false,
        other,
    }
}

/// Who takes the place of this appointment on the day.
pub fn replaced_by(register: &Register, held: &Appointment, day: Date) -> Option<Other> {
    let council = &register.book.council;
    let replacer = council.appointments.iter().find(|a| a.replaces == Some(held.id) && a.span.contains(day))?;
    Some(Other {
        person: replacer.person,
        name: register.book.name(replacer.person).to_owned(),
        until: replacer.span.to,
        reason: replacer.reason,
    })
}

fn sides(register: &Register, day: Date) -> Vec<SideBlock> {
    let mut blocks: Vec<SideBlock> = Vec::new();
    for (faction, side, seats) in register.book.factions_in_order(day) {
        let split_from = register.split_from.get(&faction.id).map(|from| register.book.faction_name(*from).to_owned());
        let block = FactionBlock {
            id: faction.id,
            name: faction.name.clone(),
            reach: faction.reach,
            split_from,
            members: of_faction(register, faction.id, Role::Member, day),
            away: away(register, faction.id, day),
            committee: of_faction(register, faction.id, Role::CommitteeMember, day),
            secretaries: of_faction(register, faction.id, Role::FactionSecretary, day),
        };
        match blocks.last_mut().filter(|last| last.side == side) {
            Some(last) => {
                last.seats += seats;
                last.factions.push(block);
            }
            None => blocks.push(SideBlock { side, seats, factions: vec![block] }),
        }
    }
    blocks
}

fn of_faction(register: &Register, faction: Uuid, role: Role, day: Date) -> Vec<Post> {
    let mut posts: Vec<Post> = register
        .book
        .council
        .view()
        .with_role(role, day)
        .into_iter()
        .filter(|a| a.faction == Some(faction))
        .map(|a| post(register, a))
        .collect();
    posts.sort_by_cached_key(|p| fold(&p.name));
    posts
}

fn away(register: &Register, faction: Uuid, day: Date) -> Vec<Post> {
    let mut posts: Vec<Post> = register
        .book
        .council
        .appointments
        .iter()
        .filter(|a| a.faction == Some(faction) && a.role.is_owed() && a.span.contains(day))
        .filter_map(|a| Some(Post { away: true, other: Some(replaced_by(register, a, day)?), ..post(register, a) }))
        .collect();
    posts.sort_by_cached_key(|p| fold(&p.name));
    posts
}

/// What a clerk should look at: seats that do not add up, factions nobody sits for, sides nobody recorded while others
/// have one.
fn warnings(register: &Register, day: Date, sides: &[SideBlock]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    match register.book.council.view().seats_on(day) {
        None if !sides.is_empty() => warnings.push(Warning::NoTerm),
        Some(seats) if seats.surplus() > 0 => warnings.push(Warning::NoSeatLeft),
        _ => {}
    }
    let some_known = sides.iter().any(|block| block.side != Side::Unknown);
    for block in sides {
        for faction in &block.factions {
            if faction.members.is_empty() {
                warnings.push(Warning::FactionEmpty(faction.id));
            } else if block.side == Side::Unknown && some_known {
                warnings.push(Warning::SideUnknown(faction.id));
            }
        }
    }
    warnings
}
