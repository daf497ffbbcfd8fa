//! The factions a file names: found or made, their start, side and reach.

use super::plan::Work;
use super::{Column, Entry, FactionDifference, FactionLine, Problem, Step, Wrong};
use crate::people::{Change, Faction, Reach, Side, Span};
use crate::values::fold;
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The faction of each row that has one.
pub(super) type Factions = BTreeMap<u32, Uuid>;

fn plain_name(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds or makes every faction the rows name.
pub(super) fn find_factions(work: &mut Work<'_>, entries: &[Entry]) -> Factions {
    let mut named: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        if let Some(name) = &entry.faction {
            named.entry(plain_name(name)).or_default().push(entry);
        }
    }
    let mut by_first_row: Vec<(String, Vec<&Entry>)> = named.into_iter().collect();
    by_first_row.sort_by_key(|(_, rows)| rows.first().map(|e| e.row));

    let mut factions = Factions::new();
    for (name, rows) in by_first_row {
        let (id, is_new) = find(work, &name, &rows);
        for entry in &rows {
            factions.insert(entry.row, id);
        }
        if let Some(reach) = agreed(work, &rows, Column::Reach, |e| e.reach) {
            set_reach(work, id, reach, is_new);
        }
        if let Some(side) = agreed(work, &rows, Column::Side, |e| e.side) {
            set_side(work, id, side, is_new, &rows);
        }
    }
    factions
}

/// The faction with this name, made or made to start earlier where the rows ask for it.
fn find(work: &mut Work<'_>, name: &str, rows: &[&Entry]) -> (Uuid, bool) {
    let on = work.options.on;
    let last_needed = rows.iter().map(|e| e.to.map_or(on, |to| to.min(on))).max().unwrap_or(on);
    let first_needed = rows.iter().filter_map(|e| e.from).min();
    let known = work
        .now
        .council
        .factions
        .iter()
        .filter(|f| plain_name(&f.name) == name && f.span.reaches(last_needed))
        .max_by_key(|f| (f.span.contains(on), f.span.from, f.id))
        .map(|f| (f.id, f.name.clone(), f.span.from));
    if let Some((id, name, start)) = known {
        if let Some(from) = first_needed
            && from < start
        {
            work.step(Step::Council(Change::SetFactionStart { id, from }));
            work.faction_line(name, FactionDifference::Start(start));
        }
        return (id, false);
    }
    let id = (work.new_id)();
    let written = rows.first().and_then(|e| e.faction.clone()).unwrap_or_default();
    let undated = rows.iter().any(|e| e.from.is_none());
    let from = first_needed.map_or(on, |first| if undated { first.min(on) } else { first });
    work.step(Step::Council(Change::AddFaction(Faction {
        id,
        name: written.clone(),
        reach: Reach::Unknown,
        span: Span::open(from),
    })));
    work.faction_line(written, FactionDifference::New);
    (id, true)
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

/// A new faction is on its side from its start, a known one from the day of import.
fn set_side(work: &mut Work<'_>, id: Uuid, side: Side, is_new: bool, rows: &[&Entry]) {
    let Some(faction) = work.now.council.view().faction(id).cloned() else { return };
    let start = faction.span.from;
    let date: Date = if is_new { start } else { start.max(work.options.on) };
    let look = start.max(work.options.on);
    let before = work.now.council.view().side_of_faction(id, look);
    if before == side || !faction.span.contains(date) {
        return;
    }
    match work.now.council.view().set_sides(date, &[(id, side)], work.new_id) {
        Ok(moves) => {
            work.carry_out(&moves.changes);
            let what = FactionDifference::Side { before, after: side, from: date };
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
