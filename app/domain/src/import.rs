//! Import of a council's composition: what a sheet would add, change and end, before anything is stored.
//!
//! [`plan`] reads the sheet, compares it with the council as it is and gives either every problem at once, by row and
//! column, or a [`Plan`] to show and store. The same sheet a second time gives an empty plan.

mod begin;
mod faction;
mod known;
mod person;
mod plan;
mod read;
#[cfg(test)]
mod tests;

pub use begin::{Begin, Why};
pub use known::{KnownPerson, Present, Step};
pub use plan::plan;
pub use read::{Entry, Reading, read};

use crate::codes;
use crate::people::{MoveError, Reach, Role, Side};
use crate::values::EmailError;
use jiff::civil::Date;
use uuid::Uuid;

/// Rows a sheet may have: the largest council has 45 seats, and history repeats people.
pub const MAX_ROWS: usize = 2000;
/// Characters in a telephone number.
pub const MAX_PHONE: usize = 30;
/// The headers of the template, in its order.
pub const TEMPLATE_HEADERS: &[&str] =
    &["naam", "e-mail", "fractie", "rol", "vanaf", "tot", "telefoon", "coalitie", "lokaal/landelijk"];

codes! {
    /// A column the import understands. The code is its usual header.
    pub enum Column {
        /// Whole name.
        Name = "naam",
        /// First name.
        FirstName = "voornaam",
        /// Particle (tussenvoegsel).
        Infix = "tussenvoegsel",
        /// Last name.
        LastName = "achternaam",
        /// E-mail address.
        Email = "e-mail",
        /// Faction.
        Faction = "fractie",
        /// Role.
        Role = "rol",
        /// First day.
        From = "vanaf",
        /// Last day, included.
        To = "tot",
        /// Telephone.
        Phone = "telefoon",
        /// Whether the faction is in the coalition.
        Side = "coalitie",
        /// Whether the faction is local or national.
        Reach = "lokaal/landelijk",
    }
}

/// A sheet decoded to texts. Numbers of rows are those the clerk sees, the header being row 1 as a rule.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Sheet {
    /// Headers.
    pub headers: Vec<String>,
    /// Rows below them.
    pub rows: Vec<SheetRow>,
}

/// One row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetRow {
    /// Number in the file.
    pub number: u32,
    /// Cells, in order of the headers; missing ones count as empty.
    pub cells: Vec<String>,
}

/// Something that stops the import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The row; `None` for the file as a whole.
    pub row: Option<u32>,
    /// The column, where one is to blame.
    pub column: Option<Column>,
    /// What is wrong.
    pub what: Wrong,
    /// The text that stands there, cut to 80 characters.
    pub value: String,
}

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wrong {
    /// This column is needed.
    ColumnMissing,
    /// Two headers mean this column.
    ColumnTwice,
    /// No row holds anything.
    NoRows,
    /// More than [`MAX_ROWS`].
    TooManyRows,
    /// No name.
    NameMissing,
    /// Too long, or with characters that no name has.
    NameUnfit,
    /// No e-mail address as people have them.
    EmailUnfit(EmailError),
    /// Another row gives this address to somebody else.
    EmailOfOther {
        /// That row.
        row: u32,
    },
    /// No role of that name.
    RoleUnknown,
    /// Neither a role nor a faction.
    RoleMissing,
    /// This role needs a faction.
    FactionMissing,
    /// Too long, or with characters that no name has.
    FactionUnfit,
    /// No date, or one that does not exist.
    DateUnfit,
    /// The last day lies before the first; without a first day that is the day of import.
    EndsBeforeStart,
    /// No telephone number.
    PhoneUnfit,
    /// Neither yes, no nor unknown.
    SideUnfit,
    /// Neither local, national nor unknown.
    ReachUnfit,
    /// Another row says otherwise about the same faction.
    FactionContradicts {
        /// That row.
        row: u32,
    },
    /// More than one person has this name: give the e-mail address.
    NameOfMany,
    /// It cannot be carried out on the council as it is.
    Refused(MoveError),
    /// Another row about the same person says otherwise.
    RowContradicts,
}

/// A row of the preview.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The row in the file; `None` for who is not in it.
    pub row: Option<u32>,
    /// Who.
    pub person: Uuid,
    /// Their name.
    pub name: String,
    /// As what.
    pub role: Role,
    /// For which faction.
    pub faction: Option<String>,
}

/// What a row changes about somebody known; each holds what it was, then what it becomes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Difference {
    /// Name.
    Name(String, String),
    /// E-mail address: they sign in with it.
    Email(Option<String>, String),
    /// Telephone.
    Phone(Option<String>, String),
    /// Faction.
    Faction(Option<String>, String),
    /// First day.
    From(Date, Date),
    /// Last day, later than it was.
    To(Option<Date>, Date),
}

/// Somebody who changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangedLine {
    /// Who and what they are afterwards.
    pub line: Line,
    /// What differs.
    pub was: Vec<Difference>,
}

/// Somebody who leaves a role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndedLine {
    /// Who and from what.
    pub line: Line,
    /// Their last day.
    pub last_day: Date,
}

/// What happens to a faction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactionLine {
    /// Its name.
    pub name: String,
    /// What happens.
    pub what: FactionDifference,
}

/// What happens to a faction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FactionDifference {
    /// It is new.
    New,
    /// It exists from an earlier day.
    Start {
        /// It was.
        before: Date,
        /// It becomes.
        after: Date,
    },
    /// Another side, from a day on.
    Side {
        /// It was.
        before: Side,
        /// It becomes.
        after: Side,
        /// From this day.
        from: Date,
    },
    /// Local or national.
    Reach {
        /// It was.
        before: Reach,
        /// It becomes.
        after: Reach,
    },
}

/// What a clerk should know about an import that is carried out all the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanWarning {
    /// No role column: everybody counts as a member.
    RolesAssumed,
    /// Clerks and administrators are not made by import: the row is skipped.
    RoleSkipped {
        /// The row.
        row: u32,
        /// Its role.
        role: Role,
    },
    /// A role that says more than the roles there are, and what it is read as.
    RoleRead {
        /// As the file has it first.
        written: String,
        /// The role.
        role: Role,
        /// Rows that have it.
        times: usize,
    },
    /// A faction's name in another spelling, and the faction it is read as.
    FactionRead {
        /// As the file has it.
        written: String,
        /// The faction.
        name: String,
    },
    /// A new faction whose name looks like another one's: they are kept apart.
    FactionAlike {
        /// The new one.
        name: String,
        /// The other.
        other: String,
    },
    /// This role has no faction: that cell is skipped.
    FactionSkipped {
        /// The row.
        row: u32,
    },
    /// Without an e-mail address they cannot be invited.
    EmailMissing {
        /// The row.
        row: u32,
    },
    /// They were found by name and get another e-mail address, to sign in with: look whether it is the same person.
    EmailChanges {
        /// The row.
        row: u32,
    },
    /// A member today who is not in the file, and stays.
    NotInFile {
        /// Who.
        person: Uuid,
        /// Their name.
        name: String,
    },
    /// No term runs today, so seats cannot be counted.
    NoTerm,
    /// Seats nobody holds after the import.
    VacantSeats(u16),
    /// Members beyond the size of the council after the import.
    TooManyMembers(u16),
}

/// What becomes of members and committee members who are not in the file.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Missing {
    /// They stay, and are named in a warning.
    #[default]
    Keep,
    /// They leave the day before the import.
    End,
}

/// How to import.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Options {
    /// The day of the import.
    pub on: Date,
    /// Who is not in the file.
    pub missing: Missing,
}

/// What an import would do.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Plan {
    /// People who get a role they had not.
    pub added: Vec<Line>,
    /// People about whom something changes.
    pub changed: Vec<ChangedLine>,
    /// People who leave a role.
    pub ended: Vec<EndedLine>,
    /// People about whom nothing changes.
    pub unchanged: Vec<Line>,
    /// What happens to factions.
    pub factions: Vec<FactionLine>,
    /// Where who is new and has no first day in the file begins; none when everybody has one.
    pub begins: Option<Begin>,
    /// To show.
    pub warnings: Vec<PlanWarning>,
    /// Headers that mean nothing to the import.
    pub ignored: Vec<String>,
    /// To store, in this order, in one transaction.
    pub steps: Vec<Step>,
}

impl Plan {
    /// Nothing would change.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }
}
