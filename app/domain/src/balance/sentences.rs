//! The report in words: fixed texts with figures, in Dutch and in English.

use super::report::{Report, Sentences};

/// The sentences of a report; `faction` is set when its first group is that faction.
pub(super) fn sentences(_report: &Report, _faction: Option<&str>) -> Sentences {
    Sentences::default()
}
