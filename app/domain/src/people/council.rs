//! Questions about the council on a date.

use super::{Appointment, Faction, Role, Side, SideSpell, Term};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A borrowed view of one municipality's council through time.
#[derive(Clone, Copy, Debug)]
pub struct Council<'a> {
    /// Terms.
    pub terms: &'a [Term],
    /// Factions, past ones too.
    pub factions: &'a [Faction],
    /// Appointments, past ones too.
    pub appointments: &'a [Appointment],
    /// Sides through time.
    pub spells: &'a [SideSpell],
}

/// Seats of the council on a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seats {
    /// Size of the council.
    pub total: u16,
    /// Members who hold a seat that day.
    pub taken: u16,
}

impl Seats {
    /// Seats nobody holds.
    #[must_use]
    pub const fn vacant(self) -> u16 {
        self.total.saturating_sub(self.taken)
    }

    /// Members beyond the size of the council: a mistake in the record.
    #[must_use]
    pub const fn surplus(self) -> u16 {
        self.taken.saturating_sub(self.total)
    }
}

impl<'a> Council<'a> {
    /// The faction with this id.
    #[must_use]
    pub fn faction(&self, id: Uuid) -> Option<&'a Faction> {
        self.factions.iter().find(|f| f.id == id)
    }

    /// The appointment with this id.
    #[must_use]
    pub fn appointment(&self, id: Uuid) -> Option<&'a Appointment> {
        self.appointments.iter().find(|a| a.id == id)
    }

    /// The term that runs on the date; the newest when two do.
    #[must_use]
    pub fn term_on(&self, date: Date) -> Option<&'a Term> {
        self.terms.iter().filter(|t| t.span.contains(date)).max_by_key(|t| (t.span.from, t.id))
    }

    /// Factions that exist on the date, by name.
    #[must_use]
    pub fn factions_on(&self, date: Date) -> Vec<&'a Faction> {
        let mut factions: Vec<_> = self.factions.iter().filter(|f| f.span.contains(date)).collect();
        factions.sort_by_cached_key(|f| (f.name.to_lowercase(), f.id));
        factions
    }

    /// Appointments in force on the date.
    ///
    /// Left out: an appointment that is temporarily replaced, and a committee membership of somebody who holds a seat
    /// that day (they replace a member for a while).
    #[must_use]
    pub fn active(&self, date: Date) -> Vec<&'a Appointment> {
        let running = || self.appointments.iter().filter(move |a| a.span.contains(date));
        let suspended: BTreeSet<Uuid> = running().filter_map(|a| a.replaces).collect();
        let seated: BTreeSet<Uuid> =
            running().filter(|a| a.role.holds_seat() && !suspended.contains(&a.id)).map(|a| a.person).collect();
        running()
            .filter(|a| !suspended.contains(&a.id))
            .filter(|a| a.role != Role::CommitteeMember || !seated.contains(&a.person))
            .collect()
    }

    /// The faction somebody belongs to on the date: that of their seat, else of their committee membership, else the one
    /// they are secretary of. `None` for everybody else, and for a member who is replaced that day.
    #[must_use]
    pub fn faction_of(&self, person: Uuid, date: Date) -> Option<Uuid> {
        self.active(date)
            .into_iter()
            .filter(|a| a.person == person && a.role.has_faction())
            .min_by_key(|a| (a.role, a.id))
            .and_then(|a| a.faction)
    }

    /// The side of a faction on the date. When spells overlap the one that began last counts.
    #[must_use]
    pub fn side_of_faction(&self, faction: Uuid, date: Date) -> Side {
        self.spells
            .iter()
            .filter(|s| s.faction == faction && s.span.contains(date))
            .max_by_key(|s| (s.span.from, s.id))
            .map_or(Side::Unknown, |s| s.side)
    }

    /// The side of anybody on any date. `Unknown` for whoever is in no faction that day.
    #[must_use]
    pub fn side_of(&self, person: Uuid, date: Date) -> Side {
        self.faction_of(person, date).map_or(Side::Unknown, |faction| self.side_of_faction(faction, date))
    }

    /// Faction and side of everybody who is in a faction on the date: [`Self::faction_of`] and [`Self::side_of`] for all
    /// at once.
    #[must_use]
    pub fn places_on(&self, date: Date) -> BTreeMap<Uuid, (Option<Uuid>, Side)> {
        let mut best: BTreeMap<Uuid, &Appointment> = BTreeMap::new();
        for a in self.active(date).into_iter().filter(|a| a.role.has_faction()) {
            best.entry(a.person)
                .and_modify(|b| {
                    if (a.role, a.id) < (b.role, b.id) {
                        *b = a;
                    }
                })
                .or_insert(a);
        }
        best.into_iter()
            .map(|(person, a)| {
                let side = a.faction.map_or(Side::Unknown, |f| self.side_of_faction(f, date));
                (person, (a.faction, side))
            })
            .collect()
    }

    /// Whoever holds a seat on the date, temporary replacements included.
    #[must_use]
    pub fn members_on(&self, date: Date) -> Vec<&'a Appointment> {
        self.with_role(Role::Member, date)
    }

    /// Committee members on the date.
    #[must_use]
    pub fn committee_members_on(&self, date: Date) -> Vec<&'a Appointment> {
        self.with_role(Role::CommitteeMember, date)
    }

    /// Appointments in force in one role on the date.
    #[must_use]
    pub fn with_role(&self, role: Role, date: Date) -> Vec<&'a Appointment> {
        self.active(date).into_iter().filter(|a| a.role == role).collect()
    }

    /// Seats and how many are taken; `None` when no term runs.
    #[must_use]
    pub fn seats_on(&self, date: Date) -> Option<Seats> {
        let term = self.term_on(date)?;
        let people: BTreeSet<Uuid> = self.members_on(date).iter().map(|a| a.person).collect();
        Some(Seats { total: term.seats, taken: u16::try_from(people.len()).unwrap_or(u16::MAX) })
    }

    /// Seats nobody holds; 0 when no term runs.
    #[must_use]
    pub fn vacant_seats(&self, date: Date) -> u16 {
        self.seats_on(date).map_or(0, Seats::vacant)
    }

    /// Everybody the council's information is owed to on the date: members and committee members, each once, by id.
    /// The default audience.
    #[must_use]
    pub fn owed_to(&self, date: Date) -> Vec<Uuid> {
        let people: BTreeSet<Uuid> = self.active(date).iter().filter(|a| a.role.is_owed()).map(|a| a.person).collect();
        people.into_iter().collect()
    }
}
