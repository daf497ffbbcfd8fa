//! Notes of a gathering: what they begin with, how long they take to read, when they may be published.

pub mod edits;

use jiff::Timestamp;

use crate::gatherings::{Facts, Kind};
use crate::values::fold;

/// Words a practised reader takes in one minute.
const WORDS_PER_MINUTE: usize = 200;

/// The headings that empty notes of this kind begin with: codes of the catalogue.
#[must_use]
pub const fn headings(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::InformalSession | Kind::ThemeSession => &["aanwezig", "besproken", "toezeggingen", "vragen"],
        Kind::TechnicalSession => &["aanwezig", "uitleg", "vragen", "toezeggingen"],
        Kind::CaseTable => &["aanwezig", "casus", "knelpunt", "besproken", "toezeggingen", "vragen"],
        Kind::WorkVisit => &["aanwezig", "gezien", "besproken", "toezeggingen", "vragen"],
        Kind::SoundingBoard | Kind::StakeholderMeeting | Kind::PoliticalCafe | Kind::RegionalMeeting => {
            &["aanwezig", "inbreng", "besproken", "toezeggingen", "vragen"]
        }
        Kind::PeerReflection => &["aanwezig", "besproken", "lessen"],
    }
}

/// Whether a heading is about who was there; such a part says nothing of what was discussed.
#[must_use]
pub fn is_attendance(heading: &str) -> bool {
    let heading = fold(heading);
    ["aanwezig", "afwezig", "afgemeld", "deelnemers", "present", "apologies"]
        .iter()
        .any(|start| heading.starts_with(start))
}

/// How long a text takes to read, in whole minutes, at least one.
#[must_use]
pub fn reading_minutes(text: &str) -> usize {
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    words.div_ceil(WORDS_PER_MINUTE).max(1)
}

/// Why notes cannot be published.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PublishRefusal {
    /// The gathering is still a draft: nobody knows of it.
    Draft,
    /// It was cancelled: there is nothing to tell.
    Cancelled,
    /// It has not begun yet.
    NotBegun,
    /// There are headings but no text.
    Empty,
    /// The text is that of the version everybody already has.
    Unchanged,
}

/// Whether this text may be published now. `newest` is the version everybody already has.
///
/// # Errors
/// See [`PublishRefusal`].
pub fn publish(facts: &Facts, text: &str, newest: Option<&str>, now: Timestamp) -> Result<(), PublishRefusal> {
    if facts.planned_at.is_none() {
        return Err(PublishRefusal::Draft);
    }
    if facts.cancelled_at.is_some() {
        return Err(PublishRefusal::Cancelled);
    }
    if facts.starts_at.is_none_or(|start| now < start) {
        return Err(PublishRefusal::NotBegun);
    }
    if !text.lines().any(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        return Err(PublishRefusal::Empty);
    }
    if newest.is_some_and(|newest| newest.trim() == text.trim()) {
        return Err(PublishRefusal::Unchanged);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn held() -> Facts {
        Facts {
            planned_at: Some(at("2026-08-01T08:00:00Z")),
            starts_at: Some(at("2026-09-01T17:30:00Z")),
            ends_at: Some(at("2026-09-01T19:00:00Z")),
            ..Facts::default()
        }
    }

    #[test]
    fn notes_are_published_from_the_begin_of_the_gathering_on() {
        let text = "# Besproken\n\nDe wachtlijst";
        let ask = |facts: &Facts, now: &str| publish(facts, text, None, at(now));
        assert_eq!(ask(&held(), "2026-09-01T17:29:59Z"), Err(PublishRefusal::NotBegun));
        assert_eq!(ask(&held(), "2026-09-01T17:30:00Z"), Ok(()));
        let draft = Facts { planned_at: None, ..held() };
        assert_eq!(ask(&draft, "2026-09-02T08:00:00Z"), Err(PublishRefusal::Draft));
        let cancelled = Facts { cancelled_at: Some(at("2026-08-20T08:00:00Z")), ..held() };
        assert_eq!(ask(&cancelled, "2026-09-02T08:00:00Z"), Err(PublishRefusal::Cancelled));
    }

    #[test]
    fn headings_alone_are_no_notes_and_the_same_text_is_no_new_version() {
        let now = at("2026-09-02T08:00:00Z");
        assert_eq!(publish(&held(), "# Aanwezig\n\n# Besproken\n", None, now), Err(PublishRefusal::Empty));
        assert_eq!(publish(&held(), "Tekst", Some("Tekst\n"), now), Err(PublishRefusal::Unchanged));
        assert_eq!(publish(&held(), "Tekst!", Some("Tekst"), now), Ok(()));
    }

    #[test]
    fn every_kind_begins_with_who_was_there() {
        for kind in Kind::ALL {
            assert_eq!(headings(*kind).first(), Some(&"aanwezig"), "{kind:?}");
        }
    }

    #[test]
    fn reading_takes_at_least_a_minute() {
        assert_eq!(reading_minutes("# Kop\n- een"), 1);
        assert_eq!(reading_minutes(&"woord ".repeat(200)), 1);
        assert_eq!(reading_minutes(&"woord - ".repeat(801)), 5);
    }

    #[test]
    fn a_part_about_attendance_is_known_by_its_heading() {
        assert!(is_attendance("Aanwezig"));
        assert!(is_attendance("AANWEZIGEN en afwezigen"));
        assert!(!is_attendance("Besproken"));
    }
}
