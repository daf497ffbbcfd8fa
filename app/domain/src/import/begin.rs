//! The day that counts where a file gives none.

use super::Present;
use crate::people::Span;
use jiff::civil::Date;

/// From which day people, factions and sides count that have no first day in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Begin {
    /// The day.
    pub day: Date,
    /// Why that one.
    pub why: Why,
}

/// Why it begins on that day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// The term began then, and nobody of a faction has been appointed in it: this is its first list.
    TermBegan,
    /// The day of import: the term has people already.
    InTheTerm,
    /// The day of import: no term runs.
    NoTerm,
}

impl Begin {
    /// The day for a council as it is. The office, the executive and civil servants do not come and go with a term, so
    /// that they tell nothing about it.
    pub(super) fn of(present: &Present, on: Date) -> Self {
        let council = present.council.view();
        let Some(term) = council.term_on(on) else { return Self { day: on, why: Why::NoTerm } };
        let so_far = Span::closed(term.span.from, on);
        let mut held = council.appointments.iter().filter(|a| a.role.has_faction() && !a.span.is_empty());
        if held.any(|a| a.span.overlaps(so_far)) {
            return Self { day: on, why: Why::InTheTerm };
        }
        Self { day: term.span.from, why: Why::TermBegan }
    }
}
