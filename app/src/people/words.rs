//! Refusals and warnings of `domain::people` as texts of the catalogue.

use domain::people::{MoveError, Warning};

use super::store::CouncilBook;
use crate::{ctx::Ctx, error::AppError};

/// The text for a refused move.
pub fn refusal(error: MoveError) -> &'static str {
    match error {
        MoveError::AlreadyActive => "council-refused-already-active",
        MoveError::NotActive => "council-refused-not-active",
        MoveError::BeforeStart => "council-refused-before-start",
        MoveError::AfterEnd => "council-refused-after-end",
        MoveError::EndsBeforeStart => "council-refused-ends-before-start",
        MoveError::OverlapsReplacement => "council-refused-overlaps-replacement",
        MoveError::ReplacesSelf => "council-refused-replaces-self",
        MoveError::NotReplaceable => "council-refused-not-replaceable",
        MoveError::InOtherFaction => "council-refused-in-other-faction",
        MoveError::SameFaction => "council-refused-same-faction",
        MoveError::NotInFaction => "council-refused-not-in-faction",
        MoveError::FactionNeeded => "council-refused-faction-needed",
        MoveError::FactionNotAllowed => "council-refused-faction-not-allowed",
        MoveError::UnknownFaction => "council-refused-unknown-faction",
        MoveError::FactionNotThere => "council-refused-faction-not-there",
        MoveError::WholeFaction => "council-refused-whole-faction",
        MoveError::NameTaken => "council-refused-name-taken",
        MoveError::NameMissing => "error-missing",
        MoveError::NobodyNamed => "council-refused-nobody-named",
        MoveError::NamedTwice => "council-refused-named-twice",
        MoveError::NoTerm => "council-refused-no-term",
        MoveError::OverlapsTerm => "council-refused-overlaps-term",
    }
}

/// A refused move as an error by a field.
pub fn refused(error: MoveError, field: &'static str) -> AppError {
    AppError::field(field, refusal(error))
}

/// A warning in the reader's language.
pub fn warning(ctx: &Ctx, book: &CouncilBook, warning: Warning) -> String {
    let about = |key: &str, faction| ctx.tn(key, &[("fractie", book.faction_name(faction).into())]);
    match warning {
        Warning::NoSeatLeft => ctx.t("council-warning-no-seat"),
        Warning::NoTerm => ctx.t("council-warning-no-term"),
        Warning::FactionEmpty(faction) => about("council-warning-empty", faction),
        Warning::SideUnknown(faction) => about("council-warning-side", faction),
    }
}
