//! The extract `evenwijs-balans/1`: everything a report is computed from, and nothing else.
//!
//! JSON in UTF-8; people are pseudonyms. A [`Draft`] is what somebody wrote, an [`Extract`] is a draft that keeps every rule:
//! so a report cannot be asked of one that does not. Moments are whole milliseconds; what is finer is cut off.

mod check;
mod strict;

use super::ExposureKind;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::ops::Deref;

/// The word under `format`.
pub const FORMAT: &str = "evenwijs-balans/1";
/// More people than any Dutch council has; a set of them fits in 128 bits.
pub const MOST_PEOPLE: usize = 128;
/// More than a council of the largest city is owed in a term.
pub const MOST_ITEMS: usize = 20_000;
/// Hours in the century within which moments lie; a longer horizon would mean nothing.
pub const LONGEST_HORIZON_HOURS: u32 = 876_600;

/// Why an extract is refused: one line in English, for whoever made the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault(String);

impl Fault {
    /// A line; signs that would break it are replaced, and a very long one is cut.
    #[must_use]
    pub fn new(line: &str) -> Self {
        const LONGEST: usize = 300;
        let mut clean: String = line.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
        if clean.len() < line.len() && line.chars().nth(LONGEST).is_some() {
            clean.push('…');
        }
        Self(clean)
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

/// The days a report is about; both are in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    #[serde(with = "strict::day")]
    pub from: Date,
    /// Last day.
    #[serde(with = "strict::day")]
    pub to: Date,
}

/// Somebody of the council, under a pseudonym.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// A keyed hash, another key per extract.
    pub id: String,
    /// Their faction. Who has none gets a faction of their own.
    pub faction: String,
    /// One of the two groups, or any other word for who is outside the comparison.
    pub group: String,
}

/// An entry in the ledger. Voided ones are not in an extract.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exposure {
    /// Who. Only people of the item's audience are counted.
    pub person: String,
    /// What.
    pub kind: ExposureKind,
    /// How: mail, portal and so on. Not used in the arithmetic.
    pub channel: String,
    /// When.
    #[serde(with = "strict::moment")]
    pub at: Timestamp,
}

/// Something the council is owed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// A pseudonym.
    pub id: String,
    /// What kind of thing. Not used in the arithmetic.
    pub kind: String,
    /// When it was released.
    #[serde(with = "strict::moment")]
    pub released_at: Timestamp,
    /// When it must be known, if that was said: after release.
    #[serde(default, with = "strict::moment_or_null")]
    pub needed_at: Option<Timestamp>,
    /// Everybody it is owed to, not only those who were invited.
    pub audience: Vec<String>,
    /// What is known about who was told and who read it.
    #[serde(deserialize_with = "strict::objects")]
    pub exposures: Vec<Exposure>,
}

/// An extract as somebody wrote it. [`Draft::check`] makes an [`Extract`] of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// [`FORMAT`].
    pub format: String,
    /// Code of the municipality.
    pub municipality: String,
    /// The days it is about.
    #[serde(deserialize_with = "strict::object")]
    pub period: Period,
    /// The moment of computing: later entries and items do not count.
    #[serde(with = "strict::moment")]
    pub computed_at: Timestamp,
    /// Hours within which an item should be known where nothing else was said.
    pub horizon_hours: u32,
    /// Seed of the draws, so that everybody draws the same.
    pub seed: u64,
    /// The two groups that are compared, in order.
    pub groups: [String; 2],
    /// Everybody.
    #[serde(deserialize_with = "strict::objects")]
    pub people: Vec<Person>,
    /// Everything the council was owed.
    #[serde(deserialize_with = "strict::objects")]
    pub items: Vec<Item>,
    /// How many entries were left out because they were voided.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub voided: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(n: &u64) -> bool {
    *n == 0
}

impl Draft {
    /// The extract, in its canonical order: people and items by id, audiences by id, entries by person, kind, channel and
    /// moment; moments cut to whole milliseconds.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn check(self) -> Result<Extract, Fault> {
        check::check(self).map(Extract)
    }
}

/// An extract that keeps every rule, in canonical order. Reads as a [`Draft`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Extract(Draft);

impl Deref for Extract {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.0
    }
}

impl Extract {
    /// Reads the JSON of an extract.
    ///
    /// # Errors
    /// Not JSON, not the documented form, or a rule broken.
    pub fn parse(json: &[u8]) -> Result<Self, Fault> {
        let read: Result<strict::Object<Draft>, _> = serde_json::from_slice(json);
        read.map_err(|error| Fault::new(&format!("not an extract: {error}")))?.0.check()
    }

    /// Reads the JSON of an extract from a file, without holding all of the text in memory.
    ///
    /// # Errors
    /// As [`Extract::parse`], and what the file refuses.
    pub fn read(json: impl std::io::Read) -> Result<Self, Fault> {
        let read: Result<strict::Object<Draft>, _> = serde_json::from_reader(json);
        read.map_err(|error| Fault::new(&format!("not an extract: {error}")))?.0.check()
    }

    /// The JSON of the extract, one line. The same extract always gives the same bytes, however its lists were ordered, so
    /// that a hash of them names it.
    ///
    /// # Errors
    /// Never in practice: every field can be written.
    pub fn to_json(&self) -> Result<Vec<u8>, Fault> {
        let mut json = serde_json::to_vec(&self.0).map_err(|error| Fault::new(&error.to_string()))?;
        json.push(b'\n');
        Ok(json)
    }

    /// The same extract with other groups: each person's from `group`.
    ///
    /// # Errors
    /// The two groups have the same name.
    pub fn regrouped(&self, groups: [String; 2], group: impl Fn(&Person) -> String) -> Result<Self, Fault> {
        let mut draft = self.0.clone();
        draft.groups = groups;
        for person in &mut draft.people {
            person.group = group(person);
        }
        draft.check()
    }
}

#[cfg(test)]
mod tests;
