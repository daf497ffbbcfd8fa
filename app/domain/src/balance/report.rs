//! The report `evenwijs-balans-verslag/1`: what an extract says about two groups.
//!
//! Hours and shares are plain numbers, not rounded; what does not exist is `None` (null in JSON). The report is computed whole,
//! for the clerk and for whoever recomputes it; what others may see of it is decided where it is shown.

use super::extract::{Extract, Fault};
use super::{compute, study::Study};
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::{collections::BTreeMap, fmt, marker::PhantomData};

/// The word under `format`.
pub const FORMAT: &str = "evenwijs-balans-verslag/1";

/// One value for each of the two groups. In JSON an object whose two keys are the names, in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ByGroup<T> {
    /// Names of the first and the second group.
    pub names: [String; 2],
    /// The value of each.
    pub values: [T; 2],
}

impl<T> ByGroup<T> {
    /// Values under the names.
    #[must_use]
    pub fn new(names: &[String; 2], values: [T; 2]) -> Self {
        Self { names: names.clone(), values }
    }

    /// The value of the group of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.names.iter().zip(&self.values).find(|(n, _)| *n == name).map(|(_, value)| value)
    }
}

impl<T: Serialize> Serialize for ByGroup<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        for (name, value) in self.names.iter().zip(&self.values) {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByGroup<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Two<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Two<T> {
            type Value = ByGroup<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with two groups")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ByGroup<T>, A::Error> {
                let mut next = || map.next_entry::<String, T>();
                match (next()?, next()?, next()?) {
                    (Some((a, first)), Some((b, second)), None) => {
                        Ok(ByGroup { names: [a, b], values: [first, second] })
                    }
                    _ => Err(A::Error::custom("not two groups")),
                }
            }
        }
        deserializer.deserialize_map(Two(PhantomData))
    }
}

crate::codes! {
    /// Why an item is not counted, or not everywhere. An item has one reason: the first that holds.
    pub enum Reason {
        /// Released after the moment of computing: counted nowhere.
        NotReleased = "not-released",
        /// Only one of the groups has people in its audience: in the medians of that group only.
        OneGroup = "one-group",
        /// Its deadline has not passed: not in reach and gap, and in timing only when its horizon has.
        NotDue = "not-due",
        /// Its horizon has not passed: in reach and gap, not in head starts.
        NotComplete = "not-complete",
        /// Nobody has an entry `told`: not in telling.
        NobodyTold = "nobody-told",
    }
}

crate::codes! {
    /// How the gap is measured.
    pub enum Method {
        /// One item: difference of two proportions, interval by Newcombe's method 10.
        Newcombe = "newcombe",
        /// Several items: Mantel-Haenszel risk difference, interval by a jackknife over people.
        MantelHaenszel = "mantel-haenszel",
    }
}

crate::codes! {
    /// How the p of the gap is found.
    pub enum Test {
        /// One item: Fisher's exact test, two-sided.
        Fisher = "fisher",
        /// All labelings of the people.
        PermutationExact = "permutation-exact",
        /// 20,000 seeded draws of labelings.
        PermutationSampled = "permutation-sampled",
    }
}

crate::codes! {
    /// What can be flagged.
    pub enum Flagged {
        /// The difference in reach.
        Gap = "gap",
        /// The head start in being told.
        Telling = "telling",
        /// The head start in knowing.
        Reaching = "reaching",
    }
}

/// An item that is not counted, or not everywhere.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct LeftOut {
    /// Its id in the extract.
    pub id: String,
    /// Why.
    pub reason: Reason,
}

/// An item some people of the groups had an entry about before it was released.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Early {
    /// Its id in the extract.
    pub id: String,
    /// How many people of each group.
    pub people: ByGroup<usize>,
    /// Hours from release to the very first entry; negative, as it was.
    pub earliest_hours: f64,
}

/// Reach of one group.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Reach {
    /// People in it.
    pub people: usize,
    /// Person-item pairs that knew in time.
    pub informed: u64,
    /// Person-item pairs of items that count.
    pub due: u64,
    /// `informed / due`.
    pub share: Option<f64>,
    /// 95%: Wilson for one item, jackknife over people for several.
    pub interval: Option<[f64; 2]>,
}

/// The difference in reach, first group minus second, as a share.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Gap {
    /// The difference; positive when the first group knew more often.
    pub value: Option<f64>,
    /// 95%.
    pub interval: Option<[f64; 2]>,
    /// How it is measured; none without items.
    pub method: Option<Method>,
    /// How `p` was found; none without items.
    pub test: Option<Test>,
    /// Chance of a difference at least as large when the groups mean nothing; none when the groups are too small to tell.
    pub p: Option<f64>,
    /// The same with whole factions shuffled; none where fewer than 20 labelings exist.
    pub p_factions: Option<f64>,
}

/// When a group was told, or knew: hours from release, negative is before.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Timing {
    /// Kaplan-Meier median over all pairs; none when fewer than half had it by the time they were watched.
    pub median_hours: ByGroup<Option<f64>>,
    /// Share of pairs without an entry by the horizon, over complete items.
    pub never_share: ByGroup<Option<f64>>,
    /// Mean hours of the other pairs.
    pub mean_hours_when: ByGroup<Option<f64>>,
    /// Mean hours of all pairs of complete items, no entry counting as the horizon.
    pub mean_hours: ByGroup<Option<f64>>,
    /// Mean of the second group minus that of the first: positive when the first knew earlier.
    pub head_start_hours: Option<f64>,
    /// Chance of a head start at least as large, either way, when the groups mean nothing.
    pub p: Option<f64>,
}

/// When a group knew.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Reaching {
    /// The measures.
    #[serde(flatten)]
    pub timing: Timing,
    /// As `p`, with whole factions shuffled; none where fewer than 20 labelings exist.
    pub p_factions: Option<f64>,
}

/// The report in words: fixed texts with figures.
#[derive(Clone, PartialEq, Eq, Default, Debug, serde::Serialize, serde::Deserialize)]
pub struct Sentences {
    /// Dutch.
    pub nl: Vec<String>,
    /// English.
    pub en: Vec<String>,
}

/// What an extract says about two groups.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: String,
    /// Items in reach and gap.
    pub items_used: usize,
    /// Items in head starts of reaching.
    pub items_complete: usize,
    /// The others, and why, by id.
    pub items_left_out: Vec<LeftOut>,
    /// Reach per group.
    pub groups: ByGroup<Reach>,
    /// People outside the comparison, by the name of their group.
    pub outside: BTreeMap<String, usize>,
    /// The difference in reach.
    pub gap: Gap,
    /// When they were told: the sender's conduct.
    pub telling: Timing,
    /// When they knew: the reader's.
    pub reaching: Reaching,
    /// Labelings of people that were compared; 0 when a group has nobody.
    pub labelings: usize,
    /// Something is unlikely to be chance and large enough to matter.
    pub flag: bool,
    /// What.
    pub flagged: Vec<Flagged>,
    /// Items with entries before release, by id.
    pub early: Vec<Early>,
    /// Entries that were voided and therefore not in the extract.
    pub voided: u64,
    /// In words.
    pub sentences: Sentences,
}

/// Every faction against the rest. A flag here holds after a correction over all tests of all factions together.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct AllFactions {
    /// [`FORMAT`].
    pub format: String,
    /// The report of each faction that has people in the comparison, by its id.
    pub factions: BTreeMap<String, Report>,
    /// At least one is flagged.
    pub flag: bool,
    /// Which.
    pub flagged: Vec<String>,
}

/// The report of an extract: its first group against its second.
#[must_use]
pub fn report(extract: &Extract) -> Report {
    compute::one(&Study::new(extract), extract.groups.clone(), None)
}

/// One faction (first group, named by its id) against the rest of the people in the two groups (`rest`).
///
/// # Errors
/// Nobody of this faction is in the comparison.
pub fn faction_report(extract: &Extract, faction: &str) -> Result<Report, Fault> {
    let study = Study::new(extract);
    if !study.factions.iter().any(|known| known == faction) {
        return Err(Fault::new(&format!("faction {faction:?} has nobody in the two groups")));
    }
    Ok(compute::one(&study, against_rest(faction), Some(faction)))
}

/// Every faction against the rest, the correction made over all tests of all factions jointly.
#[must_use]
pub fn all_factions(extract: &Extract) -> AllFactions {
    let study = Study::new(extract);
    let factions = compute::jointly(&study, against_rest);
    let flagged: Vec<String> =
        factions.iter().filter(|(_, report)| report.flag).map(|(faction, _)| faction.clone()).collect();
    AllFactions { format: FORMAT.to_owned(), factions, flag: !flagged.is_empty(), flagged }
}

/// The names of a faction's comparison; a faction that is itself called `rest` is told apart.
fn against_rest(faction: &str) -> [String; 2] {
    let rest = if faction == "rest" { "rest-2" } else { "rest" };
    [faction.to_owned(), rest.to_owned()]
}
