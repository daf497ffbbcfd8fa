//! Invented councils: with the seats and coalition of a real one from a file, or Winterbeek, which is invented whole.

mod composition;
mod demo;
mod sketch;

use std::fmt;

use domain::values::SlugError;

pub use composition::{composition, first_day};
pub use demo::demo_council;

use crate::error::AppError;

/// What was made, for the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedReport {
    /// First part of its paths.
    pub slug: String,
    /// As people say it.
    pub name: String,
    /// Size of the council.
    pub seats: u16,
    /// Seats taken.
    pub members: u16,
    /// Factions with a seat.
    pub factions: usize,
    /// Everybody with an account.
    pub people: usize,
}

impl SeedReport {
    /// What does not add up: the sum of the factions' seats against the council's size.
    pub fn warning(&self) -> Option<String> {
        let Self { seats, members, .. } = self;
        match members.cmp(seats) {
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Less => Some(format!(
                "let op: de fracties hebben samen {members} van de {seats} zetels; {} blijven leeg",
                seats - members
            )),
            std::cmp::Ordering::Greater => {
                Some(format!("let op: de fracties hebben samen {members} zetels, meer dan de {seats} van de raad"))
            }
        }
    }
}

impl fmt::Display for SeedReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { slug, name, seats, members, factions, people } = self;
        write!(
            f,
            "{name} is gemaakt (/{slug}): {members} van {seats} zetels bezet, {factions} fracties, {people} accounts"
        )?;
        self.warning().map_or(Ok(()), |warning| write!(f, "\n{warning}"))
    }
}

/// Why no council was made.
#[derive(Debug, thiserror::Error)]
pub enum SeedProblem {
    /// There is one with this slug.
    #[error("{0} bestaat al; er is niets gewijzigd")]
    Exists(String),
    /// The file has no such council.
    #[error("het bestand heeft geen raad van {municipality} {year}; wel: {known}")]
    NotInFile {
        /// Asked for.
        municipality: String,
        /// Asked for.
        year: i16,
        /// What it has instead.
        known: String,
    },
    /// A row of the file cannot be used.
    #[error("regel {line} van het bestand: {what}")]
    Row {
        /// Counted from 1, the header included.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// The name gives no slug.
    #[error("{name:?} kan geen gemeente zijn: {why:?}")]
    Name {
        /// As given.
        name: String,
        /// Why not.
        why: SlugError,
    },
    /// The database, or a fault of ours.
    #[error(transparent)]
    App(#[from] AppError),
}
