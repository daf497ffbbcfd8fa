//! The difference between a file and the council as it is.

use super::faction::{Factions, find_factions};
use super::person::{People, find_people};
use super::{
    Begin, ChangedLine, Column, Difference, EndedLine, Entry, Line, Missing, Options, Plan, PlanWarning, Present,
    Problem, Reading, Sheet, Step, Wrong, read,
};
use crate::people::{Appointment, Change, MoveError, NewAppointment, Span};
use jiff::civil::Date;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The plan as it grows, with the council as it would be after the steps so far.
pub(super) struct Work<'a> {
    pub(super) now: Present,
    pub(super) plan: Plan,
    pub(super) problems: Vec<Problem>,
    pub(super) options: Options,
    /// Where what has no first day in the file begins.
    pub(super) begin: Begin,
    pub(super) new_id: &'a mut dyn FnMut() -> Uuid,
}

/// What an import would do, or every problem, by row and column.
///
/// # Errors
/// The problems, in order of row; never empty.
pub fn plan(
    sheet: &Sheet,
    present: &Present,
    options: Options,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Plan, Vec<Problem>> {
    let reading = read(sheet);
    let mut work = compare(&reading, present, options, new_id);
    let mut problems = reading.problems;
    problems.append(&mut work.problems);
    if problems.is_empty() {
        // Rows that undo one another would change something every time: the second time must be empty.
        let Work { now, plan, new_id, .. } = work;
        let again = compare(&Reading { problems: Vec::new(), ..reading }, &now, options, new_id);
        if again.problems.is_empty() && again.plan.is_empty() {
            return Ok(plan);
        }
        problems = contradictions(&again);
    }
    problems.sort_by_key(|p| (p.row, p.column));
    problems.dedup();
    Err(problems)
}

/// The rows that would change something the second time.
fn contradictions(again: &Work<'_>) -> Vec<Problem> {
    let rows: BTreeSet<Option<u32>> = again
        .plan
        .added
        .iter()
        .map(|l| l.row)
        .chain(again.plan.changed.iter().map(|c| c.line.row))
        .chain(again.plan.ended.iter().map(|e| e.line.row))
        .chain(again.problems.iter().map(|p| p.row))
        .collect();
    let problem = |row| Problem { row, column: None, what: Wrong::RowContradicts, value: String::new() };
    if rows.is_empty() { vec![problem(None)] } else { rows.into_iter().map(problem).collect() }
}

fn compare<'a>(
    reading: &Reading,
    present: &Present,
    options: Options,
    new_id: &'a mut dyn FnMut() -> Uuid,
) -> Work<'a> {
    let begin = Begin::of(present, options.on);
    let mut work = Work { now: present.clone(), plan: Plan::default(), problems: Vec::new(), options, begin, new_id };
    work.plan.ignored.clone_from(&reading.ignored);
    work.plan.warnings.clone_from(&reading.warnings);
    let people = find_people(&mut work, &reading.entries);
    let factions = find_factions(&mut work, &reading.entries);
    let mut entries: Vec<&Entry> = reading.entries.iter().collect();
    // Of what begins on one day, what ends comes first: it made room for the other.
    entries.sort_by_key(|e| (e.from.unwrap_or(begin.day), e.to.is_none(), e.row));
    for entry in entries {
        work.place(entry, &people, &factions);
    }
    if reading.problems.is_empty() {
        let named: BTreeSet<Uuid> = people.of_row.values().copied().collect();
        work.end_missing(&named);
    }
    work.count_seats();
    let Plan { added, changed, unchanged, ended, .. } = &mut work.plan;
    added.sort_by_key(|l| l.row);
    unchanged.sort_by_key(|l| l.row);
    changed.sort_by_key(|c| c.line.row);
    ended.sort_by_key(|e| (e.line.row.is_none(), e.line.row));
    work
}

impl Work<'_> {
    pub(super) fn step(&mut self, step: Step) {
        self.now.apply(&step);
        self.plan.steps.push(step);
    }

    pub(super) fn carry_out(&mut self, changes: &[Change]) {
        for change in changes {
            self.step(Step::Council(change.clone()));
        }
    }

    fn refuse(&mut self, entry: &Entry, column: Column, what: Wrong) {
        let value = entry.name.to_string();
        self.problems.push(Problem { row: Some(entry.row), column: Some(column), what, value });
    }

    fn line(&self, row: Option<u32>, held: &Appointment) -> Line {
        let council = self.now.council.view();
        Line {
            row,
            person: held.person,
            name: self.now.person(held.person).map(|p| p.name.clone()).unwrap_or_default(),
            role: held.role,
            faction: held.faction.and_then(|f| council.faction(f)).map(|f| f.name.clone()),
        }
    }

    /// Puts the person of one row in their role, or brings the role they have up to date.
    fn place(&mut self, entry: &Entry, people: &People, factions: &Factions) {
        let Some(person) = people.of_row.get(&entry.row).copied() else { return };
        let faction = factions.get(&entry.row).copied();
        let mut was = people.differences.get(&entry.row).cloned().unwrap_or_default();
        let done = match self.find(person, entry, faction) {
            None => self.appoint(entry, person, faction).map(|()| None),
            Some(held) => self.adjust(entry, held, faction, &mut was).map(Some),
        };
        match done {
            Err((column, what)) => self.refuse(entry, column, what),
            // Somebody known in a role that is new to them: what differs about themself is told beside it.
            Ok(None) => {
                if let (false, Some(line)) = (was.is_empty(), self.plan.added.last().cloned()) {
                    self.plan.changed.push(ChangedLine { line, was });
                }
            }
            Ok(Some((held, ended))) => {
                let line = self.line(Some(entry.row), &held);
                if !was.is_empty() {
                    self.plan.changed.push(ChangedLine { line, was });
                } else if !ended {
                    self.plan.unchanged.push(line);
                }
            }
        }
    }

    /// The appointment a row is about: the same role, in a time the row shares; the same start and faction first.
    fn find(&self, person: Uuid, entry: &Entry, faction: Option<Uuid>) -> Option<Appointment> {
        let on = self.options.on;
        let mine = || {
            self.now
                .council
                .appointments
                .iter()
                .filter(|a| a.person == person && a.role == entry.role && !a.span.is_empty())
        };
        let found = match (entry.from, entry.to) {
            (Some(from), to) => mine()
                .filter(|a| a.span.overlaps(Span { from, to }))
                .min_by_key(|a| (a.span.from != from, a.faction != faction, !a.span.contains(from), a.span.from, a.id)),
            (None, Some(to)) => mine()
                .filter(|a| a.span.to == Some(to) || a.span.contains(to.min(on)))
                .min_by_key(|a| (a.span.to != Some(to), a.faction != faction, a.span.from, a.id)),
            (None, None) => mine()
                .filter(|a| a.span.reaches(on))
                .min_by_key(|a| (!a.span.contains(on), a.faction != faction, a.span.from, a.id)),
        };
        found.copied()
    }

    fn appoint(&mut self, entry: &Entry, person: Uuid, faction: Option<Uuid>) -> Result<(), (Column, Wrong)> {
        let council = self.now.council.view();
        // The office and the executive do not come and go with a term; and who was something else in it so far became
        // this later, on a day the file does not give.
        let was_other = council.appointments.iter().any(|a| {
            a.person == person && !a.span.is_empty() && a.span.overlaps(Span::closed(self.begin.day, self.options.on))
        });
        let begin = if entry.role.has_faction() && !was_other { self.begin.day } else { self.options.on };
        let begins = faction.and_then(|f| council.faction(f)).map_or(begin, |f| f.span.from.max(begin));
        let span = Span { from: entry.from.unwrap_or(begins), to: entry.to };
        if span.is_empty() {
            return Err((Column::To, Wrong::EndsBeforeStart));
        }
        let new = NewAppointment { person, role: entry.role, faction, span };
        let moves = council.appoint(new, self.new_id).map_err(refused)?;
        if entry.from.is_none() && begin == self.begin.day {
            self.plan.begins = Some(self.begin);
        }
        for change in &moves.changes {
            match change {
                Change::AddAppointment(held) => {
                    self.step(Step::Council(change.clone()));
                    let line = self.line(Some(entry.row), held);
                    self.plan.added.push(line);
                }
                Change::EndAppointment { id, last_day } => self.end_line(entry.row, *id, *last_day, change),
                other => self.step(Step::Council(other.clone())),
            }
        }
        Ok(())
    }

    fn end_line(&mut self, row: u32, id: Uuid, last_day: Date, change: &Change) {
        if let Some(held) = self.now.council.view().appointment(id).copied() {
            let line = self.line(Some(row), &held);
            self.plan.ended.push(EndedLine { line, last_day });
        }
        self.step(Step::Council(change.clone()));
    }

    /// Brings start, faction and end of an appointment in line with the row; gives it as it is afterwards, and whether it
    /// ended.
    fn adjust(
        &mut self,
        entry: &Entry,
        mut held: Appointment,
        faction: Option<Uuid>,
        was: &mut Vec<Difference>,
    ) -> Result<(Appointment, bool), (Column, Wrong)> {
        let moves_later = held.faction != faction && entry.from.is_some_and(|from| from > held.span.from);
        if let Some(from) = entry.from
            && from != held.span.from
            && !moves_later
        {
            self.check_free(&held, Span { from, to: held.span.to })?;
            self.step(Step::Council(Change::SetAppointmentStart { id: held.id, from }));
            was.push(Difference::From(std::mem::replace(&mut held.span.from, from), from));
        }
        if held.faction != faction
            && let Some(to_faction) = faction
        {
            held = self.change_faction(entry, held, to_faction, was)?;
        }
        let mut ended = false;
        if let Some(to) = entry.to
            && held.span.to != Some(to)
        {
            if held.span.reaches(to) {
                let moves = self.now.council.view().end(held.id, to).map_err(refused)?;
                self.carry_out(&moves.changes);
                let line = self.line(Some(entry.row), &held);
                self.plan.ended.push(EndedLine { line, last_day: to });
                held.span.to = Some(to);
                ended = true;
            } else {
                self.check_free(&held, Span { from: held.span.from, to: Some(to) })?;
                self.step(Step::Council(Change::EndAppointment { id: held.id, last_day: to }));
                was.push(Difference::To(held.span.to.replace(to), to));
            }
        }
        Ok((held, ended))
    }

    fn change_faction(
        &mut self,
        entry: &Entry,
        held: Appointment,
        faction: Uuid,
        was: &mut Vec<Difference>,
    ) -> Result<Appointment, (Column, Wrong)> {
        let date = entry.from.unwrap_or(self.options.on).max(held.span.from);
        let moves =
            self.now.council.view().move_to_faction(held.person, faction, date, self.new_id).map_err(refused)?;
        let before = self.line(None, &held).faction;
        self.carry_out(&moves.changes);
        let becomes = self.now.council.view().faction(faction).map(|f| f.name.clone()).unwrap_or_default();
        was.push(Difference::Faction(before, becomes));
        let after = self.now.council.appointments.iter().find(|a| {
            a.person == held.person && a.role == held.role && a.faction == Some(faction) && a.span.contains(date)
        });
        after.copied().ok_or((Column::Faction, Wrong::Refused(MoveError::NotActive)))
    }

    /// Another span for an appointment may not run into another one of the same person.
    fn check_free(&self, held: &Appointment, span: Span) -> Result<(), (Column, Wrong)> {
        let clash = self.now.council.appointments.iter().any(|a| {
            a.id != held.id
                && a.person == held.person
                && a.span.overlaps(span)
                && !a.span.overlaps(held.span)
                && (a.role == held.role
                    || (a.role.is_owed() && held.role.is_owed())
                    || (a.role.has_faction() && held.role.has_faction() && a.faction != held.faction))
        });
        if clash { Err((Column::From, Wrong::Refused(MoveError::AlreadyActive))) } else { Ok(()) }
    }

    /// Members and committee members of today who are in no row.
    fn end_missing(&mut self, named: &BTreeSet<Uuid>) {
        let on = self.options.on;
        let absent: Vec<Appointment> = self
            .now
            .council
            .view()
            .active(on)
            .into_iter()
            .filter(|a| a.role.is_owed() && !named.contains(&a.person))
            .copied()
            .collect();
        for held in absent {
            let last_day = on.yesterday().unwrap_or(on);
            let moves = match self.options.missing {
                Missing::End => self.now.council.view().end(held.id, last_day).ok(),
                Missing::Keep => None,
            };
            let line = self.line(None, &held);
            if let Some(moves) = moves {
                self.carry_out(&moves.changes);
                self.plan.ended.push(EndedLine { line, last_day });
            } else {
                let warning = PlanWarning::NotInFile { person: held.person, name: line.name };
                if !self.plan.warnings.contains(&warning) {
                    self.plan.warnings.push(warning);
                }
            }
        }
    }

    fn count_seats(&mut self) {
        let warning = match self.now.council.view().seats_on(self.options.on) {
            None => Some(PlanWarning::NoTerm),
            Some(seats) if seats.vacant() > 0 => Some(PlanWarning::VacantSeats(seats.vacant())),
            Some(seats) if seats.surplus() > 0 => Some(PlanWarning::TooManyMembers(seats.surplus())),
            Some(_) => None,
        };
        self.plan.warnings.extend(warning);
    }
}

/// The column to blame for a refused move.
const fn refused(error: MoveError) -> (Column, Wrong) {
    let column = match error {
        MoveError::BeforeStart | MoveError::FactionNotThere => Column::From,
        MoveError::AfterEnd | MoveError::NotActive | MoveError::EndsBeforeStart => Column::To,
        MoveError::AlreadyActive => Column::Role,
        MoveError::InOtherFaction
        | MoveError::SameFaction
        | MoveError::NotInFaction
        | MoveError::FactionNeeded
        | MoveError::FactionNotAllowed
        | MoveError::UnknownFaction
        | MoveError::WholeFaction
        | MoveError::NameTaken => Column::Faction,
        _ => Column::Name,
    };
    (column, Wrong::Refused(error))
}
