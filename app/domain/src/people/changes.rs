//! The changes a move asks for, and a council one can apply them to.

use super::{Appointment, Council, Faction, Reach, SideSpell, Term};
use jiff::civil::Date;
use uuid::Uuid;

/// One change to store. Whoever stores a list of them does so in one transaction, in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// A new term.
    AddTerm(Term),
    /// A term gets another last day.
    EndTerm { id: Uuid, last_day: Date },
    /// A new faction.
    AddFaction(Faction),
    /// A faction that was a mistake: delete it, with what was recorded of its side.
    RemoveFaction { id: Uuid },
    /// A faction existed earlier than recorded (import of history).
    SetFactionStart { id: Uuid, from: Date },
    /// A faction turns out to be local or national.
    SetFactionReach { id: Uuid, reach: Reach },
    /// A new appointment.
    AddAppointment(Appointment),
    /// An appointment gets another first day (correction).
    SetAppointmentStart { id: Uuid, from: Date },
    /// An appointment gets a last day.
    EndAppointment { id: Uuid, last_day: Date },
    /// An appointment that never took a day: delete it.
    RemoveAppointment { id: Uuid },
    /// A new spell on a side.
    AddSpell(SideSpell),
    /// A spell gets a last day.
    EndSpell { id: Uuid, last_day: Date },
    /// A spell that never took a day: delete it.
    RemoveSpell { id: Uuid },
}

/// A council that owns its lists.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct OwnedCouncil {
    /// Terms.
    pub terms: Vec<Term>,
    /// Factions, past ones too.
    pub factions: Vec<Faction>,
    /// Appointments, past ones too.
    pub appointments: Vec<Appointment>,
    /// Sides through time.
    pub spells: Vec<SideSpell>,
}

impl OwnedCouncil {
    /// The view the questions and moves work on.
    #[must_use]
    pub fn view(&self) -> Council<'_> {
        Council { terms: &self.terms, factions: &self.factions, appointments: &self.appointments, spells: &self.spells }
    }

    /// Carries out one change. A change about an unknown id does nothing.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::AddTerm(term) => self.terms.push(*term),
            Change::EndTerm { id, last_day } => {
                for term in self.terms.iter_mut().filter(|t| t.id == *id) {
                    term.span.to = Some(*last_day);
                }
            }
            Change::AddFaction(faction) => self.factions.push(faction.clone()),
            Change::RemoveFaction { id } => {
                self.spells.retain(|s| s.faction != *id);
                self.factions.retain(|f| f.id != *id);
            }
            Change::SetFactionStart { id, from } => {
                for faction in self.factions.iter_mut().filter(|f| f.id == *id) {
                    faction.span.from = *from;
                }
            }
            Change::SetFactionReach { id, reach } => {
                for faction in self.factions.iter_mut().filter(|f| f.id == *id) {
                    faction.reach = *reach;
                }
            }
            Change::AddAppointment(appointment) => self.appointments.push(*appointment),
            Change::SetAppointmentStart { id, from } => {
                for appointment in self.appointments.iter_mut().filter(|a| a.id == *id) {
                    appointment.span.from = *from;
                }
            }
            Change::EndAppointment { id, last_day } => {
                for appointment in self.appointments.iter_mut().filter(|a| a.id == *id) {
                    appointment.span.to = Some(*last_day);
                }
            }
            Change::RemoveAppointment { id } => self.appointments.retain(|a| a.id != *id),
            Change::AddSpell(spell) => self.spells.push(*spell),
            Change::EndSpell { id, last_day } => {
                for spell in self.spells.iter_mut().filter(|s| s.id == *id) {
                    spell.span.to = Some(*last_day);
                }
            }
            Change::RemoveSpell { id } => self.spells.retain(|s| s.id != *id),
        }
    }

    /// Carries out a list of changes, in order.
    pub fn apply_all(&mut self, changes: &[Change]) {
        for change in changes {
            self.apply(change);
        }
    }
}
