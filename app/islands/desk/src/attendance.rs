//! Who is here. The page posts each row; the island saves each tap at once and keeps it while the connection is bad.

use islands::calls::{Mark, TroubleWords};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::queue::Queue;

/// The drawing of a tick.
const TICK: &str = "M4.5 12.5l5 5 10-11";

/// One heading and its people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The heading: a faction.
    pub name: String,
    /// Index of its side in [`AttendanceWords::sides`].
    pub side: usize,
    /// The people, in order.
    pub rows: Vec<Row>,
}

/// One person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Who.
    pub person: String,
    /// Their name.
    pub name: String,
    /// What they are, where that is not a member of the council.
    pub role: String,
    /// Holds a seat: counts in "17 van 31".
    pub member: bool,
    /// The code of how they were there; empty for absent.
    pub stand: String,
    /// In whose place, or empty.
    pub substitute: String,
}

/// Every text of the island. `{n}`, `{m}` and `{name}` are filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceWords {
    /// "{n} van {m}".
    pub count: String,
    /// "{n} coalitie", "{n} oppositie", "{n} onbekend".
    pub sides: Vec<String>,
    /// "1 ander".
    pub others_one: String,
    /// "{n} anderen".
    pub others: String,
    /// The words that open the rest of a row.
    pub more: String,
    /// How somebody can be there: code and words for the button.
    pub stands: Vec<(String, String)>,
    /// Code and words under the name, where it says more than a tick.
    pub notes: Vec<(String, String)>,
    /// Label of the list of people to stand in for.
    pub substitute: String,
    /// "vervangt {name}".
    pub substitutes: String,
    /// Nobody.
    pub nobody: String,
    /// One mark is not saved.
    pub unsaved_one: String,
    /// "{n} nog niet bewaard".
    pub unsaved: String,
    /// What went wrong.
    pub troubles: TroubleWords,
}

/// The running count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Members present.
    pub present: usize,
    /// Members in all.
    pub members: usize,
    /// Members present per side.
    pub sides: [usize; 3],
    /// Members in all per side.
    pub of_side: [usize; 3],
    /// Others present.
    pub others: usize,
}

impl Tally {
    /// Adds one person.
    pub fn add(&mut self, member: bool, side: usize, present: bool) {
        let here = usize::from(present);
        if !member {
            self.others += here;
            return;
        }
        self.members += 1;
        self.present += here;
        if let (Some(part), Some(whole)) = (self.sides.get_mut(side), self.of_side.get_mut(side)) {
            *part += here;
            *whole += 1;
        }
    }

    /// "17 van 31", and what follows it: sides that have members, others when there are any.
    pub fn words(&self, words: &AttendanceWords) -> (String, Vec<String>) {
        let fill = |text: &str, n: usize| text.replace("{n}", &n.to_string());
        let whole = fill(&words.count, self.present).replace("{m}", &self.members.to_string());
        let sides = words.sides.iter().enumerate().filter_map(|(at, text)| {
            let has = self.of_side.get(at).is_some_and(|members| *members > 0);
            has.then(|| fill(text, self.sides.get(at).copied().unwrap_or_default()))
        });
        let others = match self.others {
            0 => None,
            1 => Some(words.others_one.clone()),
            n => Some(fill(&words.others, n)),
        };
        (whole, sides.chain(others).collect())
    }
}

/// One row while the page is open.
#[derive(Clone, Copy)]
struct Live {
    row: StoredValue<Row>,
    side: usize,
    mark: RwSignal<Mark>,
}

/// The list of everybody, with the count on top.
#[island]
pub fn Attendance(
    /// Where each row posts to.
    action: String,
    /// The municipality, as in the address.
    slug: String,
    /// Which gathering.
    gathering: String,
    /// Everybody.
    groups: Vec<Group>,
    /// The texts.
    words: AttendanceWords,
) -> impl IntoView {
    let queue = Queue::new(slug, gathering);
    let words = StoredValue::new(words);
    let action = StoredValue::new(action);
    let live: Vec<(String, Vec<Live>)> = groups
        .into_iter()
        .map(|group| {
            let side = group.side;
            let rows = group.rows.into_iter().map(|row| {
                let mark =
                    Mark { person: row.person.clone(), stand: row.stand.clone(), substitute: row.substitute.clone() };
                Live { row: StoredValue::new(row), side, mark: RwSignal::new(mark) }
            });
            (group.name, rows.collect())
        })
        .collect();
    let all = StoredValue::new(live.iter().flat_map(|(_, rows)| rows.clone()).collect::<Vec<_>>());

    // Only in the browser: what an earlier visit could not save, and the moment the connection is back.
    Effect::new(move || {
        for mark in queue.wake() {
            let found = all.with_value(|all| {
                all.iter().find(|live| live.row.with_value(|row| row.person == mark.person)).copied()
            });
            if let Some(live) = found {
                live.mark.set(mark);
            }
        }
        window_event_listener_untyped("online", move |_| queue.flush());
    });

    let tally = move || {
        let mut tally = Tally::default();
        all.with_value(|all| {
            for live in all {
                let present = live.mark.with(|mark| !mark.stand.is_empty());
                tally.add(live.row.with_value(|row| row.member), live.side, present);
            }
        });
        words.with_value(|words| tally.words(words))
    };
    let sections = live
        .into_iter()
        .enumerate()
        .map(|(at, (name, rows))| {
            let heading = format!("groep-{}", at + 1);
            let people = rows.iter().map(|live| live.row.with_value(|row| (row.person.clone(), row.name.clone())));
            let people = StoredValue::new(people.collect::<Vec<_>>());
            let rows = rows.into_iter().map(|live| row(live, people, action, words, queue)).collect_view();
            view! {
                <section class="section" aria-labelledby=heading.clone()>
                    <div class="section-head"><h2 id=heading.clone()>{name}</h2></div>
                    <ul class="attendance" role="list">{rows}</ul>
                </section>
            }
        })
        .collect_view();
    view! {
        <div class="stack">
            <div class="attendance-count">
                <strong>{move || tally().0}</strong>
                <span>{move || tally().1.join(" · ")}</span>
                <span class="attendance-state" role="status">{move || state(queue, words)}</span>
            </div>
            {sections}
        </div>
    }
}

/// What is not saved yet, and why.
fn state(queue: Queue, words: StoredValue<AttendanceWords>) -> String {
    let waiting = queue.waiting.with(Vec::len);
    let trouble = queue.trouble.get();
    words.with_value(|words| {
        let unsaved = match waiting {
            0 => String::new(),
            1 => words.unsaved_one.clone(),
            n => words.unsaved.replace("{n}", &n.to_string()),
        };
        match trouble {
            Some(trouble) => format!("{} {unsaved}", words.troubles.of(trouble)).trim_end().to_owned(),
            None => String::new(),
        }
    })
}

/// One person: the whole row is the button; behind "more" how else they can be there.
fn row(
    live: Live,
    people: StoredValue<Vec<(String, String)>>,
    action: StoredValue<String>,
    words: StoredValue<AttendanceWords>,
    queue: Queue,
) -> impl IntoView {
    let save = move |mark: Mark| {
        live.mark.set(mark.clone());
        queue.put(mark);
    };
    let present = move || live.mark.with(|mark| !mark.stand.is_empty());
    let toggle = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let Row { person, .. } = live.row.get_value();
        let stand = if present() { String::new() } else { "aanwezig".to_owned() };
        save(Mark { person, stand, substitute: String::new() });
    };
    let Row { person, name, .. } = live.row.get_value();
    view! {
        <li id=format!("p-{person}")>
            <form method="post" action=action.get_value()>
                <input type="hidden" name="persoon" value=person.clone()/>
                <button
                    type="submit"
                    name="stand"
                    value=move || if present() { "afwezig" } else { "aanwezig" }
                    aria-pressed=move || present().to_string()
                    on:click=toggle
                >
                    <span class="attendance-tick">
                        <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d=TICK/></svg>
                    </span>
                    <span class="attendance-name">{name.clone()}</span>
                    <span class="meta">{move || remark(live, people, words)}</span>
                </button>
            </form>
            <details class="disclosure">
                <summary>{words.with_value(|words| words.more.clone())}<span class="visually-hidden">" "{name}</span></summary>
                <div class="disclosure-body stack">{more(live, people, action, words, save)}</div>
            </details>
        </li>
    }
}

/// Under the name: what they are, and whatever says more than a tick.
fn remark(live: Live, people: StoredValue<Vec<(String, String)>>, words: StoredValue<AttendanceWords>) -> String {
    let mark = live.mark.get();
    let role = live.row.with_value(|row| row.role.clone());
    let (note, substitutes) = words.with_value(|words| {
        let note = words.notes.iter().find(|(code, _)| *code == mark.stand).map(|(_, text)| text.clone());
        (note.unwrap_or_default(), words.substitutes.clone())
    });
    let other = people.with_value(|people| people.iter().find(|(id, _)| *id == mark.substitute).cloned());
    let other = other.map(|(_, name)| substitutes.replace("{name}", &name)).unwrap_or_default();
    let parts: Vec<_> = [role, note, other].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Late, left early, in whose place.
fn more(
    live: Live,
    people: StoredValue<Vec<(String, String)>>,
    action: StoredValue<String>,
    words: StoredValue<AttendanceWords>,
    save: impl Fn(Mark) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let person = live.row.with_value(|row| row.person.clone());
    let substitute = RwSignal::new(live.mark.with_untracked(|mark| mark.substitute.clone()));
    let select = format!("vervangt-{person}");
    let options = people.with_value(|people| {
        let others = people.iter().filter(|(id, _)| *id != person);
        others
            .map(|(id, name)| {
                let selected = substitute.with_untracked(|chosen| chosen == id);
                view! { <option value=id.clone() selected=selected>{name.clone()}</option> }
            })
            .collect_view()
    });
    let (label, nobody, stands) =
        words.with_value(|words| (words.substitute.clone(), words.nobody.clone(), words.stands.clone()));
    let mine = StoredValue::new(person.clone());
    let buttons = stands
        .into_iter()
        .map(|(code, text)| {
            let (here, stand) = (code.clone(), code.clone());
            let click = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                save(Mark { person: mine.get_value(), stand: stand.clone(), substitute: substitute.get_untracked() });
            };
            view! {
                <button
                    type="submit"
                    class="button"
                    name="stand"
                    value=code
                    aria-pressed=move || live.mark.with(|mark| mark.stand == here).to_string()
                    on:click=click
                >
                    <span>{text}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <form method="post" action=action.get_value() class="attendance-more">
            <input type="hidden" name="persoon" value=person/>
            <div class="field">
                <label class="field-label" for=select.clone()>{label}</label>
                <select
                    class="input"
                    id=select
                    name="vervangt"
                    on:change=move |event| substitute.set(event_target_value(&event))
                >
                    <option value="">{nobody}</option>
                    {options}
                </select>
            </div>
            <div class="cluster">{buttons}</div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_names_members_by_side_and_others_apart() {
        let words = AttendanceWords {
            count: "{n} van {m}".to_owned(),
            sides: ["{n} coalitie", "{n} oppositie", "{n} onbekend"].map(str::to_owned).to_vec(),
            others_one: "1 ander".to_owned(),
            others: "{n} anderen".to_owned(),
            ..AttendanceWords::default()
        };
        let mut tally = Tally::default();
        for (member, side, present) in [(true, 0, true), (true, 0, false), (true, 1, true), (false, 1, true)] {
            tally.add(member, side, present);
        }
        let (whole, rest) = tally.words(&words);
        assert_eq!(whole, "2 van 3");
        assert_eq!(rest, ["1 coalitie", "1 oppositie", "1 ander"]);
    }
}
