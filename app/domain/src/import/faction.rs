//! The factions a file names: found or made, their start, side and reach.

use super::plan::Work;
use super::{Column, Entry, FactionDifference, FactionLine, PlanWarning, Problem, Step, Wrong};
use crate::people::{Change, Faction, Reach, Side, Span, looks_like, plain_faction};
use crate::values::fold;
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The faction of each row that has one.
pub(super) type Factions = BTreeMap<u32, Uuid>;

/// The rows of one faction, and which one it is when it exists.
struct Named<'a> {
    known: Option<Uuid>,
    rows: Vec<&'a Entry>,
}

/// Capitals and accents aside, the very same name.
fn as_written(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn written(entry: &Entry) -> &str {
    entry.faction.as_deref().unwrap_or_default()
}

/// The last day up to today on which rows need their faction.
fn last_needed(rows: &[&Entry], on: Date) -> Date {
    rows.iter().map(|e| e.to.map_or(on, |to| to.min(on))).max().unwrap_or(on)
}

/// Finds or makes every faction the rows name.
pub(super) fn find_factions(work: &mut Work<'_>, entries: &[Entry]) -> Factions {
    let named = group(work, entries);
    let mut factions = Factions::new();
    let mut made: Vec<(String, usize)> = Vec::new();
    for Named { known, rows } in &named {
        let (id, is_new) = find(work, *known, rows);
        for entry in rows {
            factions.insert(entry.row, id);
        }
        if let Some(name) = work.now.council.view().faction(id).map(|f| f.name.clone()) {
            tell_spellings(work, &name, rows);
            if is_new {
                made.push((name, rows.len()));
            }
        }
        if let Some(reach) = agreed(work, rows, Column::Reach, |e| e.reach) {
            set_reach(work, id, reach, is_new);
        }
        if let Some(side) = agreed(work, rows, Column::Side, |e| e.side) {
            set_side(work, id, side, is_new, rows);
        }
    }
    tell_alike(work, made);
    factions
}

/// Puts the rows of one faction together, in order of their first row. Names with one plain form are one faction, unless
/// the council has factions under both names.
fn group<'a>(work: &Work<'_>, entries: &'a [Entry]) -> Vec<Named<'a>> {
    let mut plain: BTreeMap<String, BTreeMap<String, Vec<&Entry>>> = BTreeMap::new();
    for entry in entries.iter().filter(|e| e.faction.is_some()) {
        let name = written(entry);
        plain.entry(plain_faction(name)).or_default().entry(as_written(name)).or_default().push(entry);
    }
    let mut named: Vec<Named<'a>> = Vec::new();
    for (plain, spellings) in plain {
        let mut known: BTreeMap<Uuid, Vec<&Entry>> = BTreeMap::new();
        let mut rest: Vec<&Entry> = Vec::new();
        for (spelling, rows) in spellings {
            match known_faction(work, &rows, |name| as_written(name) == spelling) {
                Some(id) => known.entry(id).or_default().extend(rows),
                None => rest.extend(rows),
            }
        }
        match known_faction(work, &rest, |name| plain_faction(name) == plain) {
            Some(id) => known.entry(id).or_default().append(&mut rest),
            None if rest.is_empty() => {}
            None => named.push(Named { known: None, rows: rest }),
        }
        let known = known.into_iter().filter(|(_, rows)| !rows.is_empty());
        named.extend(known.map(|(id, rows)| Named { known: Some(id), rows }));
    }
    for one in &mut named {
        one.rows.sort_by_key(|e| e.row);
    }
    named.sort_by_key(|one| one.rows.first().map(|e| e.row));
    named
}

/// The faction of a name that exists as long as the rows need it.
fn known_faction(work: &Work<'_>, rows: &[&Entry], is_named: impl Fn(&str) -> bool) -> Option<Uuid> {
    let on = work.options.on;
    let needed = last_needed(rows, on);
    let factions = work.now.council.factions.iter();
    factions
        .filter(|f| f.span.reaches(needed) && is_named(&f.name))
        .max_by_key(|f| (f.span.contains(on), f.span.from, f.id))
        .map(|f| f.id)
}

/// The name most rows give; of two as many, the first.
fn usual_name(rows: &[&Entry]) -> String {
    let times = |name: &str| rows.iter().filter(|e| written(e) == name).count();
    let most = rows.iter().map(|e| times(written(e))).max().unwrap_or_default();
    rows.iter().map(|e| written(e)).find(|name| times(name) == most).unwrap_or_default().to_owned()
}

/// Says once for every other way in which the rows write the name how it is read.
fn tell_spellings(work: &mut Work<'_>, name: &str, rows: &[&Entry]) {
    let mut told: Vec<&str> = Vec::new();
    for other in rows.iter().map(|e| written(e)) {
        if other != name && !told.contains(&other) {
            told.push(other);
        }
    }
    work.plan.warnings.extend(
        told.into_iter().map(|other| PlanWarning::FactionRead { written: other.to_owned(), name: name.to_owned() }),
    );
}

/// Warns of new names that look like one that exists, or like another new one that more rows give. `made`: the new names
/// with how many rows give them.
fn tell_alike(work: &mut Work<'_>, mut made: Vec<(String, usize)>) {
    let on = work.options.on;
    made.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
    let is_new = |name: &str| made.iter().any(|(new, _)| new == name);
    let there = work.now.council.factions.iter().filter(|f| f.span.reaches(on));
    let mut before: Vec<String> = there.map(|f| f.name.clone()).filter(|name| !is_new(name)).collect();
    for (name, _) in made {
        if let Some(other) = before.iter().find(|other| looks_like(&name, other)) {
            work.plan.warnings.push(PlanWarning::FactionAlike { name: name.clone(), other: other.clone() });
        }
        before.push(name);
    }
}

/// The faction of these rows, made or made to start earlier where the rows ask for it.
fn find(work: &mut Work<'_>, known: Option<Uuid>, rows: &[&Entry]) -> (Uuid, bool) {
    let begin = work.begin.day;
    let dated = rows.iter().filter_map(|e| e.from).min();
    let undated = rows.iter().any(|e| e.from.is_none());
    if let Some(known) = known.and_then(|id| work.now.council.view().faction(id).cloned()) {
        let (id, start) = (known.id, known.span.from);
        // Who begins with the term needs a faction that was there: one made by hand since began too late.
        let with_term = begin < work.options.on && undated && start <= work.options.on;
        let needed = dated.into_iter().chain(with_term.then_some(begin)).min();
        if let Some(from) = needed
            && from < start
        {
            work.step(Step::Council(Change::SetFactionStart { id, from }));
            work.faction_line(known.name, FactionDifference::Start { before: start, after: from });
            if with_term {
                side_with_start(work, id, start, from);
            }
        }
        return (id, false);
    }
    let id = (work.new_id)();
    let name = usual_name(rows);
    let from = dated.map_or(begin, |first| if undated { first.min(begin) } else { first });
    work.step(Step::Council(Change::AddFaction(Faction {
        id,
        name: name.clone(),
        reach: Reach::Unknown,
        span: Span::open(from),
    })));
    work.faction_line(name, FactionDifference::New);
    (id, true)
}

/// The side a faction had from its first day and ever since goes along when that day does.
fn side_with_start(work: &mut Work<'_>, id: Uuid, before: Date, after: Date) {
    let council = work.now.council.view();
    let spells: Vec<_> = council.spells.iter().filter(|s| s.faction == id && !s.span.is_empty()).collect();
    let [only] = spells.as_slice() else { return };
    if only.span != Span::open(before) {
        return;
    }
    // The faction exists from that day on, so nothing is refused.
    if let Ok(moves) = council.set_sides(after, &[(id, only.side)], work.new_id) {
        work.carry_out(&moves.changes);
    }
}

/// What the rows say about their faction, when they agree.
fn agreed<T: Copy + Eq>(
    work: &mut Work<'_>,
    rows: &[&Entry],
    column: Column,
    value: impl Fn(&Entry) -> Option<T>,
) -> Option<T> {
    let mut said: Option<(u32, T)> = None;
    for entry in rows {
        let Some(theirs) = value(entry) else { continue };
        match said {
            None => said = Some((entry.row, theirs)),
            Some((_, same)) if same == theirs => {}
            Some((row, _)) => work.problems.push(Problem {
                row: Some(entry.row),
                column: Some(column),
                what: Wrong::FactionContradicts { row },
                value: entry.faction.clone().unwrap_or_default(),
            }),
        }
    }
    said.map(|(_, value)| value)
}

fn set_reach(work: &mut Work<'_>, id: Uuid, reach: Reach, is_new: bool) {
    let Some((name, before)) = work.now.council.view().faction(id).map(|f| (f.name.clone(), f.reach)) else {
        return;
    };
    if before == reach {
        return;
    }
    work.step(Step::Council(Change::SetFactionReach { id, reach }));
    if !is_new {
        work.faction_line(name, FactionDifference::Reach { before, after: reach });
    }
}

/// A new faction is on its side from its start, a known one from the day of import; or from the day the term began, when
/// its people do and it was on no side then.
fn set_side(work: &mut Work<'_>, id: Uuid, side: Side, is_new: bool, rows: &[&Entry]) {
    let Some(faction) = work.now.council.view().faction(id).cloned() else { return };
    let start = faction.span.from;
    let today = start.max(work.options.on);
    let begun = start.max(work.begin.day);
    let before = work.now.council.view().side_of_faction(id, today);
    let on_no_side = work.now.council.view().side_of_faction(id, begun) == Side::Unknown;
    let with_term = rows.iter().any(|e| e.from.is_none()) && on_no_side;
    let date: Date = match (is_new, with_term) {
        (true, _) => start,
        (false, true) => begun,
        (false, false) => today,
    };
    if before == side && (date == today || side == Side::Unknown) || !faction.span.contains(date) {
        return;
    }
    let was = work.now.council.view().side_of_faction(id, date);
    match work.now.council.view().set_sides(date, &[(id, side)], work.new_id) {
        Ok(moves) => {
            work.carry_out(&moves.changes);
            let what = FactionDifference::Side { before: was, after: side, from: date };
            work.faction_line(faction.name, what);
        }
        Err(refused) => {
            if let Some(entry) = rows.iter().find(|e| e.side.is_some()) {
                work.problems.push(Problem {
                    row: Some(entry.row),
                    column: Some(Column::Side),
                    what: Wrong::Refused(refused),
                    value: faction.name,
                });
            }
        }
    }
}

impl Work<'_> {
    fn faction_line(&mut self, name: String, what: FactionDifference) {
        self.plan.factions.push(FactionLine { name, what });
    }
}
