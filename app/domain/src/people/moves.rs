//! What a clerk does to people in the council: appoint, end, move, split. Leave is in `leave`, sides and terms
//! are in `terms`.
//!
//! Each move looks at the council as it is and gives the changes to store, with warnings that stop nothing, or one
//! refusal. New ids come from the caller.

use super::{Appointment, Change, Council, Faction, Role, Side, Span};
use jiff::civil::Date;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Why a move is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MoveError {
    /// The person already has this role, or another seat or faction, in that time.
    AlreadyActive,
    /// There is no such role, membership or appointment on that day.
    NotActive,
    /// The day lies before the start of what it changes.
    BeforeStart,
    /// The day lies after the end of what it changes.
    AfterEnd,
    /// The last day lies before the first.
    EndsBeforeStart,
    /// A temporary replacement runs in that time: end that first.
    OverlapsReplacement,
    /// Nobody replaces themself.
    ReplacesSelf,
    /// Only members and committee members are replaced for a while.
    NotReplaceable,
    /// The person belongs to another faction in that time: move them instead.
    InOtherFaction,
    /// They are in that faction already.
    SameFaction,
    /// The person is not in the faction that is split.
    NotInFaction,
    /// This role needs a faction.
    FactionNeeded,
    /// This role has no faction.
    FactionNotAllowed,
    /// There is no such faction.
    UnknownFaction,
    /// The faction does not exist on that day.
    FactionNotThere,
    /// Everybody would leave: rename the faction instead.
    WholeFaction,
    /// A faction with that name exists.
    NameTaken,
    /// The name is empty.
    NameMissing,
    /// Nobody was named.
    NobodyNamed,
    /// The same faction or person was named twice.
    NamedTwice,
    /// No term runs on that day.
    NoTerm,
    /// Another term runs in that time.
    OverlapsTerm,
}

/// What a clerk should know about a move that is carried out all the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Warning {
    /// More members than the council has seats.
    NoSeatLeft,
    /// No term runs on that day, so seats cannot be counted.
    NoTerm,
    /// The faction has no members left.
    FactionEmpty(Uuid),
    /// The side of the faction is not known from that day.
    SideUnknown(Uuid),
}

/// A move: what to store, and what to say about it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Moves {
    /// To store, in this order, in one transaction.
    pub changes: Vec<Change>,
    /// To show.
    pub warnings: Vec<Warning>,
}

/// An appointment as a form gives it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NewAppointment {
    /// Who.
    pub person: Uuid,
    /// As what.
    pub role: Role,
    /// For which faction, where the role has one.
    pub faction: Option<Uuid>,
    /// When.
    pub span: Span,
}

/// The day before; the first day there is has none.
pub(super) fn day_before(day: Date) -> Date {
    day.yesterday().unwrap_or(Date::MIN)
}

impl Council<'_> {
    /// Puts somebody in a role. A committee member of the same faction who becomes a member stops being a committee
    /// member.
    ///
    /// # Errors
    /// `EndsBeforeStart`, `FactionNeeded`, `FactionNotAllowed`, `UnknownFaction`, `FactionNotThere`, `AlreadyActive`,
    /// `InOtherFaction`, `OverlapsReplacement`.
    pub fn appoint(&self, new: NewAppointment, new_id: &mut dyn FnMut() -> Uuid) -> Result<Moves, MoveError> {
        if new.span.is_empty() {
            return Err(MoveError::EndsBeforeStart);
        }
        match (new.role.has_faction(), new.faction) {
            (true, None) => return Err(MoveError::FactionNeeded),
            (false, Some(_)) => return Err(MoveError::FactionNotAllowed),
            (true, Some(faction)) => self.faction_there(faction, new.span.from).map(|_| ())?,
            (false, None) => {}
        }
        let mut moves = Moves::default();
        for held in self.held_by(new.person).filter(|a| a.span.overlaps(new.span)) {
            if held.role == new.role || (held.role.holds_seat() && new.role.is_owed()) {
                return Err(MoveError::AlreadyActive);
            }
            if held.role.has_faction() && new.role.has_faction() && held.faction != new.faction {
                return Err(MoveError::InOtherFaction);
            }
            if held.role == Role::CommitteeMember && new.role.holds_seat() {
                if self.replacers_of(held.id).any(|r| r.span.reaches(new.span.from)) {
                    return Err(MoveError::OverlapsReplacement);
                }
                moves.changes.push(cut(held, new.span.from));
            }
        }
        moves.changes.push(Change::AddAppointment(Appointment {
            id: new_id(),
            person: new.person,
            role: new.role,
            faction: new.faction,
            span: new.span,
            replaces: None,
            reason: None,
        }));
        if new.role.holds_seat() {
            moves.warnings.extend(match self.seats_on(new.span.from) {
                None => Some(Warning::NoTerm),
                Some(seats) if seats.vacant() == 0 => Some(Warning::NoSeatLeft),
                Some(_) => None,
            });
        }
        Ok(moves)
    }

    /// Gives an appointment its last day. Whoever replaces them for a while stops on that day too.
    ///
    /// # Errors
    /// `NotActive` when there is no such appointment or it ended by then, `BeforeStart`.
    pub fn end(&self, appointment: Uuid, last_day: Date) -> Result<Moves, MoveError> {
        let held = self.appointment(appointment).ok_or(MoveError::NotActive)?;
        if held.span.to.is_some_and(|to| to <= last_day) {
            return Err(MoveError::NotActive);
        }
        if last_day < held.span.from {
            return Err(MoveError::BeforeStart);
        }
        let mut moves = Moves::default();
        moves.changes.push(Change::EndAppointment { id: held.id, last_day });
        self.end_replacers(held.id, last_day, &mut moves.changes);
        if let (true, Some(faction)) = (held.role.holds_seat(), held.faction) {
            self.warn_if_empty(faction, &[held.person], next_day(last_day), &mut moves.warnings);
        }
        Ok(moves)
    }

    /// Moves somebody to another faction from a day on, in every role that belongs to a faction.
    ///
    /// # Errors
    /// `UnknownFaction`, `FactionNotThere`, `NotActive`, `SameFaction`, `OverlapsReplacement`.
    pub fn move_to_faction(
        &self,
        person: Uuid,
        faction: Uuid,
        date: Date,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Moves, MoveError> {
        self.faction_there(faction, date)?;
        let from = self.held_in_faction_on(person, date)?;
        if from == faction {
            return Err(MoveError::SameFaction);
        }
        let mut moves = Moves::default();
        self.transfer(person, faction, date, new_id, &mut moves.changes)?;
        self.warn_if_empty(from, &[person], date, &mut moves.warnings);
        if self.side_of_faction(faction, date) == Side::Unknown {
            moves.warnings.push(Warning::SideUnknown(faction));
        }
        Ok(moves)
    }

    /// Some people leave a faction and form one of their own, from a day on. Its side is unknown until somebody says it.
    ///
    /// # Errors
    /// `NameMissing`, `NameTaken`, `NobodyNamed`, `NamedTwice`, `UnknownFaction`, `FactionNotThere`, `NotInFaction`,
    /// `WholeFaction`, `OverlapsReplacement`.
    pub fn split_faction(
        &self,
        faction: Uuid,
        people: &[Uuid],
        name: &str,
        date: Date,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Moves, MoveError> {
        let old = self.faction_there(faction, date)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(MoveError::NameMissing);
        }
        if self.faction_named(name, date).is_some() {
            return Err(MoveError::NameTaken);
        }
        if people.is_empty() {
            return Err(MoveError::NobodyNamed);
        }
        let leaving: BTreeSet<Uuid> = people.iter().copied().collect();
        if leaving.len() != people.len() {
            return Err(MoveError::NamedTwice);
        }
        for person in people {
            match self.held_in_faction_on(*person, date) {
                Ok(held) if held == faction => {}
                _ => return Err(MoveError::NotInFaction),
            }
        }
        let stays = self.appointments.iter().any(|a| {
            a.faction == Some(faction) && a.role.is_owed() && a.span.contains(date) && !leaving.contains(&a.person)
        });
        if !stays {
            return Err(MoveError::WholeFaction);
        }

        let id = new_id();
        let mut moves = Moves::default();
        moves.changes.push(Change::AddFaction(Faction {
            id,
            name: name.to_owned(),
            reach: old.reach,
            span: Span::open(date),
        }));
        for person in people {
            self.transfer(*person, id, date, new_id, &mut moves.changes)?;
        }
        self.warn_if_empty(faction, people, date, &mut moves.warnings);
        moves.warnings.push(Warning::SideUnknown(id));
        Ok(moves)
    }

    pub(super) fn held_by(&self, person: Uuid) -> impl Iterator<Item = &Appointment> {
        self.appointments.iter().filter(move |a| a.person == person && !a.span.is_empty())
    }

    pub(super) fn replacers_of(&self, id: Uuid) -> impl Iterator<Item = &Appointment> {
        self.appointments.iter().filter(move |a| a.replaces == Some(id) && !a.span.is_empty())
    }

    pub(super) fn faction_there(&self, id: Uuid, date: Date) -> Result<&Faction, MoveError> {
        let faction = self.faction(id).ok_or(MoveError::UnknownFaction)?;
        if faction.span.contains(date) { Ok(faction) } else { Err(MoveError::FactionNotThere) }
    }

    /// The faction somebody's appointments are in on the date, suspended or not.
    fn held_in_faction_on(&self, person: Uuid, date: Date) -> Result<Uuid, MoveError> {
        self.held_by(person).filter(|a| a.span.contains(date)).find_map(|a| a.faction).ok_or(MoveError::NotActive)
    }

    /// Continues somebody's appointments in another faction from a day on.
    fn transfer(
        &self,
        person: Uuid,
        faction: Uuid,
        date: Date,
        new_id: &mut dyn FnMut() -> Uuid,
        changes: &mut Vec<Change>,
    ) -> Result<(), MoveError> {
        let held =
            self.held_by(person).filter(|a| a.role.has_faction() && a.faction != Some(faction) && a.span.reaches(date));
        for old in held {
            if self.replacers_of(old.id).any(|r| r.span.reaches(date)) {
                return Err(MoveError::OverlapsReplacement);
            }
            changes.push(cut(old, date));
            changes.push(Change::AddAppointment(Appointment {
                id: new_id(),
                faction: Some(faction),
                span: Span { from: old.span.from.max(date), to: old.span.to },
                ..*old
            }));
        }
        Ok(())
    }

    /// Whoever replaces an appointment, and whoever replaces those, stops after a day.
    fn end_replacers(&self, appointment: Uuid, last_day: Date, changes: &mut Vec<Change>) {
        let mut ended = BTreeSet::from([appointment]);
        let mut open = vec![appointment];
        while let Some(id) = open.pop() {
            for replacer in self.replacers_of(id) {
                if !ended.insert(replacer.id) {
                    continue;
                }
                open.push(replacer.id);
                if replacer.span.from > last_day {
                    changes.push(Change::RemoveAppointment { id: replacer.id });
                } else if replacer.span.to.is_none_or(|to| to > last_day) {
                    changes.push(Change::EndAppointment { id: replacer.id, last_day });
                }
            }
        }
    }

    fn warn_if_empty(&self, faction: Uuid, leaving: &[Uuid], date: Date, warnings: &mut Vec<Warning>) {
        let somebody = self.members_on(date).iter().any(|a| a.faction == Some(faction) && !leaving.contains(&a.person));
        if !somebody {
            warnings.push(Warning::FactionEmpty(faction));
        }
    }
}

fn next_day(day: Date) -> Date {
    day.tomorrow().unwrap_or(Date::MAX)
}

/// Ends an appointment the day before, or removes it when it had not begun.
fn cut(held: &Appointment, date: Date) -> Change {
    if held.span.from >= date {
        Change::RemoveAppointment { id: held.id }
    } else {
        Change::EndAppointment { id: held.id, last_day: day_before(date) }
    }
}
