//! Which rows are about the same person, and which person that is: by e-mail address first, then by name.

use super::plan::Work;
use super::{Column, Difference, Entry, KnownPerson, PlanWarning, Problem, Step, Wrong};
use crate::values::{EmailAddress, fold};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A person as the file has them.
struct FilePerson<'a> {
    entries: Vec<&'a Entry>,
    email: Option<&'a str>,
    plain_name: String,
}

/// Who each row is about, and what changes about them (told once, at their first row).
#[derive(Default)]
pub(super) struct People {
    pub(super) of_row: BTreeMap<u32, Uuid>,
    pub(super) differences: BTreeMap<u32, Vec<Difference>>,
}

/// Names are compared without capitals, diacritics and extra spaces.
fn plain_name(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds or makes the person of each row, and brings name, address and telephone up to date.
pub(super) fn find_people(work: &mut Work<'_>, entries: &[Entry]) -> People {
    let file_people = group(work, entries);
    let mut known = match_known(work, &file_people);
    let mut people = People::default();
    for (at, person) in file_people.iter().enumerate() {
        let (id, differences) = match known.remove(&at) {
            Some(id) => (id, update(work, person, id)),
            None => (add(work, person), Vec::new()),
        };
        for entry in &person.entries {
            people.of_row.insert(entry.row, id);
        }
        if let (Some(first), false) = (person.entries.first(), differences.is_empty()) {
            people.differences.insert(first.row, differences);
        }
        if let (None, Some(first)) = (work.now.person(id).and_then(|p| p.email.as_ref()), person.entries.first()) {
            work.plan.warnings.push(PlanWarning::EmailMissing { row: first.row });
        }
    }
    people
}

/// Puts the rows of one person together. Rows with an address come first, so that a row without one can join them.
fn group<'a>(work: &mut Work<'_>, entries: &'a [Entry]) -> Vec<FilePerson<'a>> {
    let mut people: Vec<FilePerson<'a>> = Vec::new();
    let (with, without): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|e| e.email.is_some());
    for entry in with {
        let name = plain_name(entry.name.as_str());
        let email = entry.email.as_ref().map(EmailAddress::as_str);
        match people.iter_mut().find(|p| p.email == email) {
            Some(same) if same.plain_name == name => same.entries.push(entry),
            Some(other) => {
                let row = other.entries.first().map_or(0, |e| e.row);
                work.problems.push(problem(entry, Column::Email, Wrong::EmailOfOther { row }));
            }
            None => people.push(FilePerson { entries: vec![entry], email, plain_name: name }),
        }
    }
    for entry in without {
        let name = plain_name(entry.name.as_str());
        let mut same = people.iter_mut().filter(|p| p.plain_name == name);
        match (same.next(), same.next()) {
            (None, _) => people.push(FilePerson { entries: vec![entry], email: None, plain_name: name }),
            (Some(one), None) => one.entries.push(entry),
            (Some(_), Some(_)) => work.problems.push(problem(entry, Column::Name, Wrong::NameOfMany)),
        }
    }
    for person in &mut people {
        person.entries.sort_by_key(|e| e.row);
    }
    people.sort_by_key(|p| p.entries.first().map(|e| e.row));
    people
}

/// Which known person each person of the file is.
fn match_known(work: &mut Work<'_>, file_people: &[FilePerson<'_>]) -> BTreeMap<usize, Uuid> {
    let mut found = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (at, person) in file_people.iter().enumerate() {
        let by_email = person.email.and_then(|email| {
            work.now
                .people
                .iter()
                .find(|k| k.email.as_ref().is_some_and(|theirs| theirs.trim().to_ascii_lowercase() == email))
        });
        if let Some(known) = by_email
            && taken.insert(known.id)
        {
            found.insert(at, known.id);
        }
    }
    for (at, person) in file_people.iter().enumerate() {
        if found.contains_key(&at) {
            continue;
        }
        let candidates: Vec<&KnownPerson> = work
            .now
            .people
            .iter()
            .filter(|k| !taken.contains(&k.id) && plain_name(&k.name) == person.plain_name)
            .collect();
        let rivals = file_people
            .iter()
            .enumerate()
            .filter(|(other, p)| !found.contains_key(other) && p.plain_name == person.plain_name)
            .count();
        match candidates.as_slice() {
            [] => {}
            [known] if rivals == 1 => {
                taken.insert(known.id);
                found.insert(at, known.id);
            }
            _ => {
                let wrong = person.entries.iter().map(|e| problem(e, Column::Name, Wrong::NameOfMany));
                work.problems.extend(wrong);
            }
        }
    }
    found
}

fn add(work: &mut Work<'_>, person: &FilePerson<'_>) -> Uuid {
    let id = (work.new_id)();
    let name = person.entries.first().map(|e| e.name.to_string()).unwrap_or_default();
    work.step(Step::AddPerson(KnownPerson { id, name, email: person.email.map(str::to_owned), phone: phone(person) }));
    id
}

fn update(work: &mut Work<'_>, person: &FilePerson<'_>, id: Uuid) -> Vec<Difference> {
    let (Some(known), Some(first)) = (work.now.person(id), person.entries.first()) else {
        return Vec::new();
    };
    let mut after = known.clone();
    let mut differences = Vec::new();
    if known.name != first.name.as_str() {
        let becomes = first.name.to_string();
        differences.push(Difference::Name(std::mem::replace(&mut after.name, becomes.clone()), becomes));
    }
    if let Some(email) = person.email
        && known.email.as_ref().is_none_or(|theirs| theirs.trim().to_ascii_lowercase() != email)
    {
        differences.push(Difference::Email(after.email.replace(email.to_owned()), email.to_owned()));
        if known.email.is_some() {
            work.plan.warnings.push(PlanWarning::EmailChanges { row: first.row });
        }
    }
    if let Some(phone) = phone(person)
        && known.phone.as_ref() != Some(&phone)
    {
        differences.push(Difference::Phone(after.phone.replace(phone.clone()), phone));
    }
    if !differences.is_empty() {
        work.step(Step::UpdatePerson(after));
    }
    differences
}

fn phone(person: &FilePerson<'_>) -> Option<String> {
    person.entries.iter().find_map(|e| e.phone.clone())
}

fn problem(entry: &Entry, column: Column, what: Wrong) -> Problem {
    let value = match column {
        Column::Email => entry.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        _ => entry.name.to_string(),
    };
    Problem { row: Some(entry.row), column: Some(column), what, value }
}
