//! What a page of the balance shows of some items: telling from the extract everybody may have, reading behind its guard.
//! Built from the ledger for what still runs, and read back for what is closed.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::{
    balance::{
        self, Cell, Counting, DEFAULT_HORIZON_HOURS, Group, Guard, OutsideCount, PeriodReading, Row, Settings, Table,
        extract::{Extract, Person},
        report::{self, AllFactions, Flagged, Gap, Report},
    },
    people::{OwnedCouncil, Role, Side},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    extract::{self, Content, Facts, Frame, SIDES},
    memo,
};
use crate::{error::AppError, tenant::Tenant};

/// Which two groups are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Coalition and opposition.
    Sides,
    /// Local lists and branches of national parties.
    Reach,
    /// Who sits for the first time, and who was a member before.
    Experience,
    /// One faction and all the others.
    Faction(Uuid),
}

impl Grouping {
    /// Reads it from an address; an empty text is the usual one.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "" | "zijden" => Some(Self::Sides),
            "lokaal" => Some(Self::Reach),
            "ervaring" => Some(Self::Experience),
            id => id.parse().ok().map(Self::Faction),
        }
    }

    /// As it stands in an address.
    pub fn code(self) -> String {
        match self {
            Self::Sides => "zijden".to_owned(),
            Self::Reach => "lokaal".to_owned(),
            Self::Experience => "ervaring".to_owned(),
            Self::Faction(id) => id.to_string(),
        }
    }

    /// Names of the two groups in the extract.
    fn names(self) -> Option<[&'static str; 2]> {
        match self {
            Self::Sides | Self::Faction(_) => None,
            Self::Reach => Some(["local", "national"]),
            Self::Experience => Some(["first-term", "returning"]),
        }
    }
}

/// How one faction was told, against the rest.
#[derive(Debug, Clone)]
pub struct FactionTelling {
    /// Which; `None` for somebody without one.
    pub faction: Option<Uuid>,
    /// Its side.
    pub side: Side,
    /// Its report against the rest.
    pub report: Report,
}

/// Telling of some items, for two groups.
#[derive(Debug, Clone)]
pub struct Telling {
    /// The report of the extract without reading.
    pub report: Report,
    /// Step curves of the two groups.
    pub curves: [Vec<(f64, f64)>; 2],
    /// Every faction against the rest, when the two sides are compared.
    pub factions: Vec<FactionTelling>,
    /// The one faction that makes the whole difference between the sides, where there is one.
    pub alone: Option<Uuid>,
}

/// A row about reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingRow {
    /// Side, a code.
    pub side: String,
    /// Its factions: none for a whole side, several where small ones are taken together.
    pub factions: Vec<Option<Uuid>>,
    /// People in it.
    pub people: usize,
    /// Read in time; none where it is not shown.
    pub count: Option<u64>,
    /// Of so many.
    pub of: Option<u64>,
    /// Median hours, of ten people or more.
    pub median_hours: Option<f64>,
    /// The share in whole points, where the counts would say how many people object.
    #[serde(default)]
    pub share: Option<f64>,
}

impl ReadingRow {
    fn of(row: &Row, hours: bool) -> Self {
        let (side, factions) = match &row.group {
            Group::Everybody => (Side::Unknown, Vec::new()),
            Group::Side(side) => (*side, Vec::new()),
            Group::Faction(side, faction) => (*side, vec![*faction]),
            Group::Others(side, factions) => (*side, factions.clone()),
        };
        let (count, of) = match row.cell {
            Cell::Shown { count, of } => (Some(count), Some(of)),
            Cell::Hidden | Cell::Empty => (None, None),
        };
        Self {
            side: side.code().to_owned(),
            factions,
            people: row.people,
            count,
            of,
            median_hours: row.median_hours().filter(|_| hours),
            share: None,
        }
    }

    /// The side.
    pub fn side(&self) -> Side {
        Side::parse(&self.side).unwrap_or(Side::Unknown)
    }

    /// The share that read in time, where it is shown.
    pub fn share(&self) -> Option<f64> {
        match (self.count, self.of) {
            (Some(count), Some(of)) if of > 0 => Some(count as f64 / of as f64),
            _ => self.share,
        }
    }
}

/// What is shown of reading over a closed period or one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadingFigures {
    /// Whether hours may be shown: the council decided so.
    pub hours: bool,
    /// Items counted.
    pub items: usize,
    /// Items not counted, so that nobody is recognised.
    pub left_out: usize,
    /// Coalition and opposition.
    pub sides: Vec<ReadingRow>,
    /// Their factions, small ones together.
    pub groups: Vec<ReadingRow>,
    /// Coalition less opposition.
    pub gap: Option<Gap>,
    /// Hours the coalition read earlier.
    pub head_start_hours: Option<f64>,
    /// Chance of such a head start when sides mean nothing.
    pub head_start_p: Option<f64>,
    /// The same with whole factions.
    pub head_start_p_factions: Option<f64>,
    /// What is flagged about reading.
    pub flagged: Vec<Flagged>,
    /// Step curves of coalition and opposition; empty for a side of fewer than ten people.
    pub curves: [Vec<(f64, f64)>; 2],
}

impl ReadingFigures {
    /// Takes away what would show, beside the people of telling, that one or two of a group object: the rows are those of
    /// everybody, a faction with one or two fewer is hidden, and of the sides only a rounded share stays.
    fn beside_telling(&mut self, everybody: &Table) {
        let key = |row: &ReadingRow| {
            let mut factions = row.factions.clone();
            factions.sort_unstable();
            (row.side.clone(), factions)
        };
        let rows = everybody.sides.iter().chain(&everybody.groups).map(|row| ReadingRow::of(row, false));
        let told: BTreeMap<_, usize> = rows.map(|row| (key(&row), row.people)).collect();
        let same = everybody.groups.len() == self.groups.len();
        if !same || !self.groups.iter().all(|row| told.contains_key(&key(row))) {
            self.groups.clear();
        }
        let all = |row: &ReadingRow| told.get(&key(row)).copied().unwrap_or(row.people + 1);
        let few = |row: &ReadingRow| (1..balance::SMALLEST_GROUP).contains(&all(row).abs_diff(row.people));
        if !self.sides.iter().chain(&self.groups).any(few) {
            return;
        }
        for row in self.groups.iter_mut().filter(|row| few(row)) {
            *row = ReadingRow { people: all(row), count: None, of: None, median_hours: None, ..row.clone() };
        }
        for row in &mut self.sides {
            let share = row.share().map(|share| rounded(share, 100.0));
            *row = ReadingRow { people: all(row), count: None, of: None, median_hours: None, share, ..row.clone() };
        }
        self.curves = Default::default();
    }
}

/// What there is to say about reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stand", rename_all = "kebab-case")]
pub enum Reading {
    /// The council does not have it measured.
    Off,
    /// The period still runs; shown when it is closed.
    Running,
    /// Logged after its quarter was closed.
    Late,
    /// No deadline has passed.
    Nothing,
    /// Any figure would let somebody be recognised.
    TooFew,
    /// The figures.
    Shown(Box<ReadingFigures>),
}

/// Who and what is not measured, as far as that may be said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotMeasured {
    /// People, when there are three or more.
    pub people: usize,
    /// There are one or two.
    pub few: bool,
    /// Items released while measuring was off for part of their time.
    pub items: usize,
}

impl NotMeasured {
    /// From what the council and its members let be counted.
    pub fn of(people: OutsideCount, items: usize) -> Self {
        match people {
            OutsideCount::None => Self { items, ..Self::default() },
            OutsideCount::Few => Self { few: true, items, ..Self::default() },
            OutsideCount::Count(people) => Self { people, few: false, items },
        }
    }
}

/// What is kept of reading at a closing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The figures, or why there are none.
    pub reading: Reading,
    /// Who and what is not in them.
    pub not_measured: NotMeasured,
}

/// The items of which reading is counted, and whether hours may be shown.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The items, without the people who are not measured.
    pub items: Vec<balance::Item>,
    /// Whether the council lets hours be shown.
    pub hours: bool,
    /// Whether every reading of these items is still there.
    pub whole: bool,
    /// Who stands on neither side over the period, moved within it or objected at some time of it: they stand in items
    /// and not in the period.
    pub apart: BTreeSet<Uuid>,
    /// The same as far as it may be said.
    pub not_measured: NotMeasured,
}

/// Telling from an extract without reading.
pub fn telling(
    extract: &Extract,
    key: &[u8],
    council: &OwnedCouncil,
    on: Date,
    grouping: Grouping,
    known: Option<(Report, AllFactions)>,
) -> Result<Telling, AppError> {
    let names = Names::of(key, council)?;
    let view = council.view();
    let (extract, compared) = match (grouping, grouping.names()) {
        (_, Some(groups)) => {
            let regrouped = extract
                .regrouped(groups.map(str::to_owned), |person| {
                    // Committee members and who moved stay apart, however the others are compared.
                    if [extract::COMMITTEE, extract::OUTSIDE].contains(&person.group.as_str()) {
                        return person.group.clone();
                    }
                    let group = match grouping {
                        Grouping::Reach => {
                            names.faction(person).and_then(|id| view.faction(id)).and_then(|f| match f.reach {
                                domain::people::Reach::Local => Some(groups[0]),
                                domain::people::Reach::National => Some(groups[1]),
                                domain::people::Reach::Unknown => None,
                            })
                        }
                        _ => names.people.get(&person.id).map(|id| groups[usize::from(sat_before(council, *id, on))]),
                    };
                    group.unwrap_or(extract::UNKNOWN).to_owned()
                })
                .map_err(AppError::unexpected)?;
            (regrouped, groups.map(str::to_owned))
        }
        _ => (extract.clone(), SIDES.map(str::to_owned)),
    };
    // Where there is no coalition, the factions are compared all the same.
    let sideless = !extract.people.iter().any(|person| SIDES.contains(&person.group.as_str()));
    let of_factions = match sideless && grouping.names().is_none() {
        true => &extract
            .regrouped(SIDES.map(str::to_owned), |person| {
                let word = if person.group == extract::UNKNOWN { SIDES[1] } else { person.group.as_str() };
                word.to_owned()
            })
            .map_err(AppError::unexpected)?,
        false => &extract,
    };
    if let Grouping::Faction(faction) = grouping {
        let id = extract::pseudonym(key, 'f', faction)?;
        // Corrected over all factions jointly, as beside the sides: looking one by one finds no more.
        let report = memo::all_factions(of_factions)?.factions.remove(&id).ok_or(AppError::NotFound)?;
        let in_sides = |person: &Person| SIDES.contains(&person.group.as_str());
        let curves = [
            balance::told_steps(of_factions, &|person| in_sides(person) && person.faction == id),
            balance::told_steps(of_factions, &|person| in_sides(person) && person.faction != id),
        ];
        return Ok(Telling { report, curves, factions: Vec::new(), alone: None });
    }
    let curves = [0, 1].map(|at: usize| balance::told_steps(&extract, &|person| person.group == compared[at]));
    if grouping != Grouping::Sides {
        return Ok(Telling { report: memo::report(&extract)?, curves, factions: Vec::new(), alone: None });
    }
    let (report, all) = match known {
        Some(known) if !sideless => known,
        Some((report, _)) => (report, memo::all_factions(of_factions)?),
        None => (memo::report(&extract)?, memo::all_factions(of_factions)?),
    };
    let alone = balance::alone::alone(&extract, &report, &all);
    let alone = alone.and_then(|id| names.factions.get(id).copied());
    let mut factions = Vec::new();
    for (id, report) in all.factions {
        let of = |group: &str| extract.people.iter().any(|person| person.faction == id && person.group == group);
        let side = match () {
            () if of(SIDES[0]) => Side::Coalition,
            () if of(SIDES[1]) => Side::Opposition,
            () => Side::Unknown,
        };
        factions.push(FactionTelling { faction: names.factions.get(&id).copied(), side, report });
    }
    Ok(Telling { report, curves, factions, alone })
}

/// The factions that a kept report flags in telling, with the hours they were told earlier than the rest.
pub fn flagged_factions(all: &AllFactions, key: &[u8], council: &OwnedCouncil) -> Result<Vec<(Uuid, f64)>, AppError> {
    let names = Names::of(key, council)?;
    let flagged = all.factions.iter().filter(|(_, report)| report.flagged.contains(&Flagged::Telling));
    Ok(flagged
        .filter_map(|(id, report)| names.factions.get(id).copied().zip(report.telling.head_start_hours))
        .collect())
}

/// Whether somebody was a member before the term that runs on this day.
fn sat_before(council: &OwnedCouncil, person: Uuid, on: Date) -> bool {
    let Some(term) = council.view().term_on(on) else { return false };
    council
        .appointments
        .iter()
        .any(|a| a.person == person && a.role == Role::Member && a.span.from < term.span.from && !a.span.is_empty())
}

/// The people of an extract, found back by its key.
pub fn people_of(extract: &Extract, key: &[u8], council: &OwnedCouncil) -> Result<BTreeSet<Uuid>, AppError> {
    let names = Names::of(key, council)?;
    Ok(extract.people.iter().filter_map(|person| names.people.get(&person.id).copied()).collect())
}

/// The members of an extract, found back by its key: without those who are committee members alone.
pub fn members_of(extract: &Extract, key: &[u8], council: &OwnedCouncil) -> Result<BTreeSet<Uuid>, AppError> {
    let names = Names::of(key, council)?;
    let members = extract.people.iter().filter(|person| person.group != extract::COMMITTEE);
    Ok(members.filter_map(|person| names.people.get(&person.id).copied()).collect())
}

/// From pseudonyms back to the council.
struct Names {
    people: BTreeMap<String, Uuid>,
    factions: BTreeMap<String, Uuid>,
}

impl Names {
    fn of(key: &[u8], council: &OwnedCouncil) -> Result<Self, AppError> {
        let people: HashSet<Uuid> = council.appointments.iter().map(|a| a.person).collect();
        let named = |letter: char, ids: Vec<Uuid>| -> Result<BTreeMap<String, Uuid>, AppError> {
            ids.into_iter().map(|id| Ok((extract::pseudonym(key, letter, id)?, id))).collect()
        };
        Ok(Self {
            people: named('p', people.into_iter().collect())?,
            factions: named('f', council.factions.iter().map(|f| f.id).collect())?,
        })
    }

    fn faction(&self, person: &Person) -> Option<Uuid> {
        self.factions.get(&person.faction).copied()
    }
}

/// Reading over a period at its closing.
pub fn reading_of_period(
    facts: &Facts,
    tenant: &Tenant,
    frame: &Frame,
    measured: Option<&Measured>,
) -> Result<Reading, AppError> {
    let Some(measured) = measured else { return Ok(Reading::Off) };
    let (table, counted, left_out) =
        match balance::reading_of_period(&measured.items, &measured.apart, frame.computed_at, DEFAULT_HORIZON_HOURS) {
            PeriodReading::Nothing => return Ok(Reading::Nothing),
            PeriodReading::TooFew => return Ok(Reading::TooFew),
            PeriodReading::Shown { table, items, left_out } => (table, items, left_out),
        };
    let mut items: Vec<balance::Item> =
        measured.items.iter().filter(|item| counted.contains(&item.id)).cloned().collect();
    // The same people as the table's.
    for item in &mut items {
        item.audience.retain(|recipient| !measured.apart.contains(&recipient.person));
    }
    let extract = facts.extract(tenant, frame, Content::Full, Some(&items))?;
    let report = report::report(&extract);
    let hours = measured.hours;
    let curve = |side| {
        let drawn = balance::curve(&items, frame.computed_at, side, balance::Measure::Reached, DEFAULT_HORIZON_HOURS);
        drawn.filter(|_| hours).unwrap_or_default()
    };
    let rows = |rows: &[Row]| rows.iter().map(|row| ReadingRow::of(row, hours)).collect();
    let reaching = &report.reaching;
    let mut figures = ReadingFigures {
        hours,
        items: table.items,
        left_out,
        sides: rows(&table.sides),
        groups: rows(&table.groups),
        head_start_hours: reaching.timing.head_start_hours.filter(|_| hours).map(|head| rounded(head, 10.0)),
        head_start_p: reaching.timing.p.filter(|_| hours),
        head_start_p_factions: reaching.p_factions.filter(|_| hours),
        flagged: report.flagged.iter().copied().filter(|what| *what != Flagged::Telling).collect(),
        gap: Some(in_points(report.gap)),
        curves: [curve(Side::Coalition), curve(Side::Opposition)],
    };
    let owed = facts.owed_to_sides();
    let settings = Settings::new(balance::Measure::Reached, Counting::ByDeadline, Guard::Protected);
    figures.beside_telling(&balance::table(&owed, frame.computed_at, settings));
    Ok(Reading::Shown(Box::new(figures)))
}

/// Rounded to so many parts of one.
fn rounded(number: f64, parts: f64) -> f64 {
    (number * parts).round() / parts
}

/// A difference in whole points, as the page says it: more decimals tell how many people it was counted over.
fn in_points(mut gap: Gap) -> Gap {
    gap.value = gap.value.map(|value| rounded(value, 100.0));
    gap.interval = gap.interval.map(|ends| ends.map(|end| rounded(end, 100.0)));
    gap
}

/// Reading of each item of a period at its closing, by item. The items and the period are frozen in the same moment from the
/// same entries, as the attack in the domain's tests tries them together.
pub fn reading_of_items(
    facts: &Facts,
    tenant: &Tenant,
    frame: &Frame,
    measured: Option<&Measured>,
) -> Result<BTreeMap<Uuid, Reading>, AppError> {
    let Some(measured) = measured else { return Ok(BTreeMap::new()) };
    let counted: BTreeMap<Uuid, &balance::Item> = measured.items.iter().map(|item| (item.id, item)).collect();
    let of = |id: Uuid| match counted.get(&id) {
        Some(item) => reading_of_item(facts, tenant, frame, item, measured.hours),
        // Measuring was off for part of its time, or its readings had gone.
        None => Ok(Reading::Nothing),
    };
    facts.items.iter().map(|item| Ok((item.id, of(item.id)?))).collect()
}

/// Reading of one item, once its deadline has passed.
fn reading_of_item(
    facts: &Facts,
    tenant: &Tenant,
    frame: &Frame,
    item: &balance::Item,
    hours: bool,
) -> Result<Reading, AppError> {
    let now = frame.computed_at;
    if !item.is_due(now, DEFAULT_HORIZON_HOURS) {
        return Ok(Reading::Nothing);
    }
    // The period is counted without who objects: beside it the item would show what they did.
    if facts.has_objector() {
        return Ok(Reading::TooFew);
    }
    let Some(table) = balance::reading_of_item(item, now, DEFAULT_HORIZON_HOURS) else { return Ok(Reading::TooFew) };
    let one = std::slice::from_ref(item);
    let report = report::report(&facts.extract(tenant, frame, Content::Full, Some(one))?);
    let curve = |side| {
        let drawn = balance::curve(one, now, side, balance::Measure::Reached, DEFAULT_HORIZON_HOURS);
        drawn.filter(|_| hours).unwrap_or_default()
    };
    Ok(Reading::Shown(Box::new(ReadingFigures {
        hours,
        items: 1,
        left_out: 0,
        sides: table.sides.iter().map(|row| ReadingRow::of(row, hours)).collect(),
        groups: Vec::new(),
        gap: Some(in_points(report.gap)),
        head_start_hours: None,
        head_start_p: None,
        head_start_p_factions: None,
        flagged: Vec::new(),
        curves: [curve(Side::Coalition), curve(Side::Opposition)],
    })))
}
