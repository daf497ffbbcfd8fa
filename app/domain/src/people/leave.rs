//! Temporary replacement of a member on leave or ill.

use super::{Appointment, Change, Council, LeaveReason, MoveError, Moves, Span};
use uuid::Uuid;

impl Council<'_> {
    /// Somebody takes the seat of a member on leave for a run of days, in the member's faction. A committee member who
    /// does is not counted as one meanwhile.
    ///
    /// # Errors
    /// `NotActive`, `NotReplaceable`, `ReplacesSelf`, `EndsBeforeStart`, `BeforeStart`, `AfterEnd`,
    /// `OverlapsReplacement`, `AlreadyActive`, `InOtherFaction`.
    pub fn replace_temporarily(
        &self,
        appointment: Uuid,
        replacer: Uuid,
        span: Span,
        reason: LeaveReason,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Moves, MoveError> {
        let held = self.appointment(appointment).ok_or(MoveError::NotActive)?;
        if !held.role.is_owed() {
            return Err(MoveError::NotReplaceable);
        }
        if held.person == replacer {
            return Err(MoveError::ReplacesSelf);
        }
        if span.is_empty() {
            return Err(MoveError::EndsBeforeStart);
        }
        if span.from < held.span.from {
            return Err(MoveError::BeforeStart);
        }
        if !held.span.covers(span) {
            return Err(MoveError::AfterEnd);
        }
        if self.replacers_of(held.id).any(|r| r.span.overlaps(span)) {
            return Err(MoveError::OverlapsReplacement);
        }
        for other in self.held_by(replacer).filter(|a| a.span.overlaps(span)) {
            if other.role.holds_seat() || other.role == held.role {
                return Err(MoveError::AlreadyActive);
            }
            if other.role.has_faction() && other.faction != held.faction {
                return Err(MoveError::InOtherFaction);
            }
        }
        let change = Change::AddAppointment(Appointment {
            id: new_id(),
            person: replacer,
            role: held.role,
            faction: held.faction,
            span,
            replaces: Some(held.id),
            reason: Some(reason),
        });
        Ok(Moves { changes: vec![change], warnings: Vec::new() })
    }
}
