//! What a clerk does to the whole council: sides, coalition, terms.

use super::moves::day_before;
use super::{Change, Council, MoveError, Moves, Side, SideSpell, Span, Term};
use jiff::civil::Date;
use std::collections::BTreeSet;
use uuid::Uuid;

impl Council<'_> {
    /// Sets the side of factions from a day on; what was planned after that day is dropped. Factions that are not named
    /// keep their side. `Unknown` is recorded as the absence of a spell.
    ///
    /// # Errors
    /// `NobodyNamed`, `NamedTwice`, `UnknownFaction`, `FactionNotThere`.
    pub fn set_sides(
        &self,
        date: Date,
        sides: &[(Uuid, Side)],
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Moves, MoveError> {
        if sides.is_empty() {
            return Err(MoveError::NobodyNamed);
        }
        let mut seen = BTreeSet::new();
        let mut moves = Moves::default();
        for (faction, side) in sides {
            self.faction_there(*faction, date)?;
            if !seen.insert(*faction) {
                return Err(MoveError::NamedTwice);
            }
            let later: Vec<&SideSpell> = self
                .spells
                .iter()
                .filter(|s| s.faction == *faction && s.span.reaches(date) && !s.span.is_empty())
                .collect();
            if let [only] = later.as_slice()
                && only.side == *side
                && only.span.from <= date
                && only.span.to.is_none()
            {
                continue;
            }
            for spell in later {
                moves.changes.push(cut_spell(spell, date));
            }
            if *side != Side::Unknown {
                moves.changes.push(Change::AddSpell(SideSpell {
                    id: new_id(),
                    faction: *faction,
                    side: *side,
                    span: Span::open(date),
                }));
            }
        }
        Ok(moves)
    }

    /// The coalition falls: from this day no faction is on a side.
    ///
    /// # Errors
    /// `NotActive` when no faction is on a side that day or later.
    pub fn coalition_falls(&self, date: Date) -> Result<Moves, MoveError> {
        let changes: Vec<Change> = self
            .spells
            .iter()
            .filter(|s| s.span.reaches(date) && !s.span.is_empty())
            .map(|s| cut_spell(s, date))
            .collect();
        if changes.is_empty() {
            return Err(MoveError::NotActive);
        }
        Ok(Moves { changes, warnings: Vec::new() })
    }

    /// A coalition forms: these factions support the executive from this day, every other faction is opposition.
    ///
    /// # Errors
    /// As [`Self::set_sides`].
    pub fn coalition_forms(
        &self,
        date: Date,
        coalition: &[Uuid],
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Moves, MoveError> {
        if coalition.is_empty() {
            return Err(MoveError::NobodyNamed);
        }
        let mut sides: Vec<(Uuid, Side)> = coalition.iter().map(|f| (*f, Side::Coalition)).collect();
        sides.extend(
            self.factions_on(date).into_iter().filter(|f| !coalition.contains(&f.id)).map(|f| (f.id, Side::Opposition)),
        );
        self.set_sides(date, &sides, new_id)
    }

    /// A new term begins.
    ///
    /// # Errors
    /// `EndsBeforeStart`, `OverlapsTerm`.
    pub fn begin_term(&self, span: Span, seats: u16, new_id: &mut dyn FnMut() -> Uuid) -> Result<Moves, MoveError> {
        if span.is_empty() {
            return Err(MoveError::EndsBeforeStart);
        }
        if self.terms.iter().any(|t| t.span.overlaps(span)) {
            return Err(MoveError::OverlapsTerm);
        }
        let term = Term { id: new_id(), span, seats };
        Ok(Moves { changes: vec![Change::AddTerm(term)], warnings: Vec::new() })
    }

    /// The term ends on this day: members and committee members leave, and no faction is on a side after it. Factions
    /// stay, and so does whoever was appointed from a later day.
    ///
    /// # Errors
    /// `NoTerm` when none runs that day.
    pub fn end_term(&self, last_day: Date) -> Result<Moves, MoveError> {
        let term = self.term_on(last_day).ok_or(MoveError::NoTerm)?;
        let mut changes = Vec::new();
        if term.span.to != Some(last_day) {
            changes.push(Change::EndTerm { id: term.id, last_day });
        }
        for held in self.appointments.iter().filter(|a| a.role.is_owed()) {
            if held.span.contains(last_day) && held.span.to != Some(last_day) {
                changes.push(Change::EndAppointment { id: held.id, last_day });
            } else if held.span.from > last_day && held.replaces.is_some() {
                // The one they would replace leaves with this term.
                let with_term = held.replaces.and_then(|id| self.appointment(id));
                if with_term.is_some_and(|a| a.span.from <= last_day) {
                    changes.push(Change::RemoveAppointment { id: held.id });
                }
            }
        }
        for spell in self.spells.iter().filter(|s| s.span.contains(last_day)) {
            if spell.span.to != Some(last_day) {
                changes.push(Change::EndSpell { id: spell.id, last_day });
            }
        }
        Ok(Moves { changes, warnings: Vec::new() })
    }
}

/// Ends a spell the day before, or removes it when it had not begun.
fn cut_spell(spell: &SideSpell, date: Date) -> Change {
    if spell.span.from >= date {
        Change::RemoveSpell { id: spell.id }
    } else {
        Change::EndSpell { id: spell.id, last_day: day_before(date) }
    }
}
