//! From the ledger to what a report is computed from: items with their audience and standing entries, and the extract of
//! them under pseudonyms. Two queries by (municipality_id, released_at), however many items there are.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::{
    balance::{
        self, DEFAULT_HORIZON_HOURS, ExposureKind, Recipient,
        extract::{self, Draft, Extract},
    },
    people::{Role, Side},
};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{Timestamp, civil::Date};
use sea_orm::{ConnectionTrait, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    ledger::PRESENT,
    objections,
    store::{Untold, untold_of},
};
use crate::{
    db::{millis, moment, sql},
    documents,
    error::AppError,
    news::store::Awaiting,
    secret::hex,
    tenant::Tenant,
};

/// The two groups of the usual comparison, in order.
pub const SIDES: [&str; 2] = ["coalition", "opposition"];
/// Group of who changed sides or factions within the period, and in what is about reading of who objected to being
/// measured: who of them it is, is nobody's business.
pub const OUTSIDE: &str = "outside";
/// Group of committee members, who are counted apart.
pub const COMMITTEE: &str = "committee";
/// Group of who is on neither side.
pub const UNKNOWN: &str = "unknown";

/// Which items.
#[derive(Debug, Clone, Copy)]
pub enum Which {
    /// Released from one moment until just before another.
    Released(Timestamp, Timestamp),
    /// One item.
    One(Uuid),
    /// Everything released about one gathering: itself, its papers, its notes.
    Gathering(Uuid),
}

impl Which {
    fn condition(self) -> (&'static str, Vec<Value>) {
        match self {
            Self::Released(from, until) => {
                ("i.released_at >= $2 AND i.released_at < $3", vec![millis(from).into(), millis(until).into()])
            }
            Self::One(item) => ("i.id = $2", vec![item.into()]),
            Self::Gathering(id) => (
                "(i.subject_id = $2 OR i.subject_id IN (SELECT n.id FROM notes n WHERE n.municipality_id = $1 \
                 AND n.gathering_id = $2) OR i.subject_id IN (SELECT d.id FROM documents d WHERE d.municipality_id = $1 \
                 AND d.gathering_id = $2))",
                vec![id.into()],
            ),
        }
    }
}

/// An item as lists show it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Id.
    pub id: Uuid,
    /// A code of `ItemKind`.
    pub kind: String,
    /// What was released.
    pub subject: Uuid,
    /// Title.
    pub title: String,
    /// When it was released.
    pub released_at: Timestamp,
    /// When it must be known.
    pub needed_at: Option<Timestamp>,
    /// A paper that was taken away again.
    pub withdrawn: bool,
}

#[derive(Debug, Clone)]
struct Owed {
    person: Uuid,
    committee: bool,
    faction: Option<Uuid>,
    side: Side,
}

#[derive(Debug, Clone)]
struct Entry {
    person: Uuid,
    kind: ExposureKind,
    channel: String,
    at: Timestamp,
}

impl Owed {
    fn recipient(&self) -> Recipient {
        Recipient { person: self.person, faction: self.faction, side: self.side }
    }
}

impl Entry {
    /// What it is in an extract of this content: without reading, what the sender did is left. Who was there was told of it
    /// there, as everybody who was there can say.
    fn kind_in(&self, content: Content) -> Option<ExposureKind> {
        match (content, self.kind) {
            (Content::Full, kind) => Some(kind),
            (Content::Telling, ExposureKind::Told) => Some(ExposureKind::Told),
            (Content::Telling, _) => (self.channel == PRESENT).then_some(ExposureKind::Told),
        }
    }

    /// What was voided is not among the entries.
    fn exposure(&self) -> balance::Exposure {
        balance::Exposure { person: self.person, kind: self.kind, at: self.at, voided: false }
    }
}

/// Some items with everything a report needs of them.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The items, oldest first.
    pub items: Vec<Listed>,
    audience: HashMap<Uuid, Vec<Owed>>,
    entries: HashMap<Uuid, Vec<Entry>>,
    /// Entries left out because they were voided: of telling, and of anything.
    voided: [u64; 2],
    /// Who objected to being measured (AVG, article 21) at some time from the first item on.
    pub not_measured: HashSet<Uuid>,
}

/// Reads the items chosen, with what was recorded by `known_by`.
pub async fn read(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    which: Which,
    known_by: Timestamp,
) -> Result<Facts, AppError> {
    let items = listed(db, tenant, which).await?;
    read_of(db, tenant, (which, items), known_by).await
}

/// The same of some of the items chosen.
pub async fn read_of(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    (which, items): (Which, Vec<Listed>),
    known_by: Timestamp,
) -> Result<Facts, AppError> {
    let (condition, values) = which.condition();
    let with = |more: Option<Value>| {
        let mut all: Vec<Value> = vec![tenant.id().into()];
        all.extend(values.iter().cloned());
        all.extend(more);
        all
    };
    let mut facts = Facts { items, ..Facts::default() };
    if let Some(first) = facts.items.first() {
        // Who objects counts in telling, and in no figure about reading of the whole period.
        let objections = objections::not_measured(db, tenant).await?;
        let touched = objections.people().map(|(person, _)| person);
        // What comes in the very moment of a closing comes after it.
        let until = known_by - jiff::SignedDuration::from_millis(1);
        facts.not_measured = touched.filter(|p| objections.touches(*p, first.released_at, until)).collect();
    }
    let audience = format!(
        "SELECT a.item_id, a.person_id, a.role, a.faction_id, a.side FROM items i \
         JOIN item_audience a ON a.item_id = i.id AND a.municipality_id = i.municipality_id \
         WHERE i.municipality_id = $1 AND {condition}"
    );
    for row in db.query_all_raw(sql(db, &audience, with(None))).await? {
        let (role, side): (String, String) = (row.try_get_by_index(2)?, row.try_get_by_index(4)?);
        facts.audience.entry(row.try_get_by_index(0)?).or_default().push(Owed {
            person: row.try_get_by_index(1)?,
            committee: Role::parse(&role) == Some(Role::CommitteeMember),
            faction: row.try_get_by_index(3)?,
            side: Side::parse(&side).unwrap_or(Side::Unknown),
        });
    }
    let known = values.len() + 2;
    let entries = format!(
        "SELECT e.item_id, e.person_id, e.kind, e.channel, e.at, e.id, e.voids_id FROM items i \
         JOIN exposures e ON e.municipality_id = i.municipality_id AND e.item_id = i.id \
         WHERE i.municipality_id = $1 AND {condition} AND e.recorded_at <= ${known}"
    );
    let rows = db.query_all_raw(sql(db, &entries, with(Some(millis(known_by).into())))).await?;
    let mut voided: HashSet<Uuid> = HashSet::new();
    for row in &rows {
        voided.extend(row.try_get_by_index::<Option<Uuid>>(6)?);
    }
    for row in &rows {
        let kind: String = row.try_get_by_index(2)?;
        // An entry that voids another is no exposure of its own.
        let Some(kind) = ExposureKind::parse(&kind) else { continue };
        let entry = Entry {
            person: row.try_get_by_index(1)?,
            kind,
            channel: row.try_get_by_index(3)?,
            at: moment(row.try_get_by_index(4)?),
        };
        if voided.contains(&row.try_get_by_index(5)?) {
            facts.voided[0] += u64::from(entry.kind_in(Content::Telling).is_some());
            facts.voided[1] += 1;
            continue;
        }
        facts.entries.entry(row.try_get_by_index(0)?).or_default().push(entry);
    }
    Ok(facts)
}

/// The items alone, oldest first.
pub async fn listed(db: &impl ConnectionTrait, tenant: &Tenant, which: Which) -> Result<Vec<Listed>, AppError> {
    let (condition, values) = which.condition();
    let text = format!(
        "SELECT i.id, i.kind, i.title, i.released_at, i.needed_at, i.subject_id, \
         {} FROM items i WHERE i.municipality_id = $1 AND {condition} ORDER BY i.released_at, i.id",
        documents::store::taken_away("i.subject_id")
    );
    let rows = db.query_all_raw(sql(db, &text, std::iter::once(tenant.id().into()).chain(values))).await?;
    rows.iter()
        .map(|row| {
            Ok(Listed {
                id: row.try_get_by_index(0)?,
                kind: row.try_get_by_index(1)?,
                title: row.try_get_by_index(2)?,
                released_at: moment(row.try_get_by_index(3)?),
                needed_at: row.try_get_by_index::<Option<i64>>(4)?.map(moment),
                subject: row.try_get_by_index(5)?,
                withdrawn: row.try_get_by_index(6)?,
            })
        })
        .collect()
}

/// What an extract holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// What the sender did: everybody who may see the balance may have it.
    Telling,
    /// Everything, reading too.
    Full,
}

/// Everything an extract carries besides its people and items.
#[derive(Debug, Clone)]
pub struct Frame {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Moment of computing.
    pub computed_at: Timestamp,
    /// Key of the pseudonyms.
    pub key: Vec<u8>,
}

impl Frame {
    /// Seed of the draws: the day of computing as a number, `20261001`.
    pub fn seed(&self, tenant: &Tenant) -> u64 {
        let day = tenant.date(self.computed_at);
        let number = i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day());
        u64::try_from(number).unwrap_or_default()
    }
}

/// A pseudonym: the first 64 bits of a keyed hash, behind a letter for what it is about.
pub fn pseudonym(key: &[u8], letter: char, id: Uuid) -> Result<String, AppError> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(AppError::unexpected)?;
    mac.update(id.as_bytes());
    Ok(format!("{letter}{}", hex(&mac.finalize().into_bytes()[..8])))
}

/// SHA-256 of a text, as it is shown.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

impl Facts {
    /// The items as the counting wants them: members only.
    pub fn counted(&self, content: Content) -> Vec<balance::Item> {
        self.items
            .iter()
            .map(|item| {
                let audience = self.audience.get(&item.id).into_iter().flatten();
                let entries = self.entries.get(&item.id).into_iter().flatten();
                balance::Item {
                    id: item.id,
                    released_at: item.released_at,
                    needed_at: item.needed_at,
                    audience: audience.filter(|owed| !owed.committee).map(Owed::recipient).collect(),
                    exposures: entries
                        .filter_map(|entry| {
                            Some(balance::Exposure { kind: entry.kind_in(content)?, ..entry.exposure() })
                        })
                        .collect(),
                }
            })
            .collect()
    }

    fn is_in(&self, person: Uuid, content: Content) -> bool {
        content == Content::Telling || !self.not_measured.contains(&person)
    }

    /// Whether somebody these items are owed to objected at some time from the first of them on.
    pub fn has_objector(&self) -> bool {
        self.audience.values().flatten().any(|owed| self.not_measured.contains(&owed.person))
    }

    /// Everybody who is in neither of the two sides where reading is counted.
    pub fn apart(&self) -> BTreeSet<Uuid> {
        let people = self.people(Content::Full).into_iter();
        people.filter(|(_, (_, group))| !SIDES.contains(group)).map(|(person, _)| person).collect()
    }

    /// The items as owed to who is in one of the two sides where telling is compared: whoever objects is among them.
    pub fn owed_to_sides(&self) -> Vec<balance::Item> {
        let people = self.people(Content::Telling);
        let mut items = self.counted(Content::Telling);
        for item in &mut items {
            item.audience.retain(|r| people.get(&r.person).is_some_and(|(_, group)| SIDES.contains(group)));
        }
        items
    }

    /// Members the items are owed to.
    pub fn members(&self) -> BTreeSet<Uuid> {
        self.audience.values().flatten().filter(|owed| !owed.committee).map(|owed| owed.person).collect()
    }

    /// Who of `today`'s council was not told of an item; committee members too.
    pub fn untold(&self, item: &Listed, today: &[Uuid], awaiting: &Awaiting, now: Timestamp) -> Untold {
        if item.withdrawn {
            return Untold::default();
        }
        let (audience, entries) = (self.audience.get(&item.id), self.entries.get(&item.id));
        let (audience, entries) = (audience.into_iter().flatten(), entries.into_iter().flatten());
        let present = entries.clone().filter(|entry| entry.channel == PRESENT).map(|entry| entry.person).collect();
        let whole = balance::Item {
            id: item.id,
            released_at: item.released_at,
            needed_at: item.needed_at,
            audience: audience.map(Owed::recipient).collect(),
            exposures: entries.map(Entry::exposure).collect(),
        };
        untold_of(&whole, &present, item.subject, today, awaiting, now)
    }

    /// Everybody with the group they are compared in, and their faction.
    fn people(&self, content: Content) -> BTreeMap<Uuid, (Option<Uuid>, &'static str)> {
        let mut places: BTreeMap<Uuid, BTreeSet<(bool, Side, Option<Uuid>)>> = BTreeMap::new();
        for owed in self.items.iter().filter_map(|item| self.audience.get(&item.id)).flatten() {
            places.entry(owed.person).or_default().insert((owed.committee, owed.side, owed.faction));
        }
        places
            .into_iter()
            .map(|(person, places)| {
                let first = places.first().copied().unwrap_or((false, Side::Unknown, None));
                let group = match first {
                    _ if places.iter().all(|(committee, ..)| *committee) => COMMITTEE,
                    _ if places.len() > 1 => OUTSIDE,
                    _ if !self.is_in(person, content) => OUTSIDE,
                    (_, Side::Coalition, _) => SIDES[0],
                    (_, Side::Opposition, _) => SIDES[1],
                    (_, Side::Unknown, _) => UNKNOWN,
                };
                (person, (first.2, group))
            })
            .collect()
    }

    /// The extract of these items, or of some of them for some people.
    pub fn extract(
        &self,
        tenant: &Tenant,
        frame: &Frame,
        content: Content,
        only: Option<&[balance::Item]>,
    ) -> Result<Extract, AppError> {
        let mut people = self.people(content);
        // A term of a large council may know more people than an extract holds; who is counted apart goes first.
        if people.len() > extract::MOST_PEOPLE {
            people.retain(|_, (_, group)| *group != COMMITTEE);
        }
        let only: Option<HashMap<Uuid, HashSet<Uuid>>> = only.map(|items| {
            items.iter().map(|item| (item.id, item.audience.iter().map(|r| r.person).collect())).collect()
        });
        let mut names: BTreeMap<Uuid, String> = BTreeMap::new();
        for person in people.keys() {
            names.insert(*person, pseudonym(&frame.key, 'p', *person)?);
        }
        let name = |person: &Uuid| names.get(person).cloned().unwrap_or_default();
        let mut listed = Vec::new();
        for (person, (faction, group)) in &people {
            // Who has no faction is one of their own.
            let faction = pseudonym(&frame.key, 'f', faction.unwrap_or(*person))?;
            listed.push(extract::Person { id: name(person), faction, group: (*group).to_owned() });
        }
        let mut items = Vec::new();
        for item in &self.items {
            let some = only.as_ref().map(|only| only.get(&item.id));
            if some == Some(None) {
                continue;
            }
            let counts = |person: &Uuid| some.flatten().is_none_or(|people| people.contains(person));
            let entries = self.entries.get(&item.id).into_iter().flatten();
            let entries: BTreeSet<extract::Exposure> = entries
                // Of who objected only the sender's conduct stays.
                .filter(|entry| entry.kind == ExposureKind::Told || self.is_in(entry.person, content))
                .filter(|entry| entry.at <= frame.computed_at && names.contains_key(&entry.person))
                .filter(|entry| counts(&entry.person))
                .filter_map(|entry| {
                    let (kind, channel) = (entry.kind_in(content)?, entry.channel.clone());
                    Some(extract::Exposure { person: name(&entry.person), kind, channel, at: entry.at })
                })
                .collect();
            let audience = self.audience.get(&item.id).into_iter().flatten();
            items.push(extract::Item {
                id: pseudonym(&frame.key, 'i', item.id)?,
                kind: item.kind.clone(),
                released_at: item.released_at,
                // A paper may be released after the moment it was needed at, or after 2100: then there is none.
                needed_at: item.needed_at.filter(|at| *at > item.released_at && at.as_second() < 4_133_980_800),
                audience: audience
                    .map(|owed| owed.person)
                    .filter(|person| counts(person) && names.contains_key(person))
                    .map(|person| name(&person))
                    .collect(),
                // Twice the same says no more than once.
                exposures: entries.into_iter().collect(),
            });
        }
        let draft = Draft {
            format: extract::FORMAT.to_owned(),
            municipality: tenant.tooi_code().unwrap_or_else(|| tenant.slug()).to_owned(),
            period: extract::Period { from: frame.from, to: frame.to },
            computed_at: frame.computed_at,
            horizon_hours: u32::try_from(DEFAULT_HORIZON_HOURS).map_err(AppError::unexpected)?,
            seed: frame.seed(tenant),
            groups: SIDES.map(str::to_owned),
            people: listed,
            items,
            voided: self.voided[usize::from(content == Content::Full)],
        };
        draft.check().map_err(AppError::unexpected)
    }
}
