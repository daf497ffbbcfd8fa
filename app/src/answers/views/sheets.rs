//! Lists for on paper: to sign, who was there, who comes.

use domain::answers::{Answer, Place};
use leptos::prelude::*;
use uuid::Uuid;

use super::tally;
use crate::{
    answers::{
        roll::{Order, Person, Roll},
        store::{self, Reply},
        words,
    },
    ctx::Ctx,
    gatherings::entity::gathering,
    people::store::CouncilBook,
    text::whole,
    ui::*,
};

/// Empty lines for guests on a list to sign.
const BLANK_LINES: usize = 4;

fn head(c: &Ctx, row: &gathering::Model, title: String, more: Option<String>) -> AnyView {
    let when = store::when(c.lang, &c.tenant, row, c.today());
    let lede: Vec<_> =
        [row.title.clone(), when, row.place.clone()].into_iter().filter(|text| !text.is_empty()).collect();
    let (back, to_back) = (c.url(&format!("/bijeenkomsten/{}", row.id)), c.t("answers-back"));
    let print = c.t("answers-sheet-print");
    view! {
        <PageHead title=title lede=lede.join(" · ")>
            {more.map(|text| view! { <strong>{text}</strong> })}
            <span class="no-print">{print}<span class="keyboard-only">" (Ctrl+P)"</span></span>
            <a class="no-print" href=back>{to_back}</a>
        </PageHead>
    }
    .into_any()
}

/// A table of two columns under the name of a faction; of one, where the second would be empty from top to bottom and is
/// not to be written in.
fn sheet(caption: String, head: [String; 2], class: &'static str, rows: Vec<(String, String)>) -> AnyView {
    let [first, second] = head;
    let has_second = !class.is_empty() || rows.iter().any(|(_, cell)| !cell.is_empty());
    let rows = rows
        .into_iter()
        .map(|(name, cell)| {
            // A line that is still to be written on has no name to be a heading.
            let name = if name.is_empty() {
                view! { <td role="cell"></td> }.into_any()
            } else {
                view! { <th scope="row" role="rowheader">{name}</th> }.into_any()
            };
            let label = second.clone();
            // Nothing at all where nothing was said, so that a narrow screen leaves it out.
            let cell = (!cell.is_empty()).then_some(cell);
            let cell = has_second.then(|| view! { <td role="cell" class=class data-label=label>{cell}</td> });
            view! { <tr role="row">{name}{cell}</tr> }
        })
        .collect_view();
    view! {
        <div class="table-frame print-sheet">
            <table class="table" role="table">
                <caption>{caption}</caption>
                <thead role="rowgroup"><tr role="row">
                    <th scope="col" role="columnheader">{first}</th>
                    {has_second.then(|| view! { <th scope="col" role="columnheader">{second.clone()}</th> })}
                </tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn named(c: &Ctx, person: &Person) -> String {
    match person.role.filter(|_| !person.is_member()) {
        Some(role) => format!("{} ({})", person.name, c.t(&format!("role-{}", role.code()))),
        None => person.name.clone(),
    }
}

/// Before the list is complete: one to sign. Afterwards: who was there.
pub(in crate::answers) fn attendance_sheet(c: &Ctx, row: &gathering::Model, roll: Roll) -> AnyView {
    let complete = roll.closed_at.is_some();
    let total = complete.then(|| {
        let (whole, rest) = tally(&roll).words(&words::of_attendance(c));
        [vec![whole], rest].concat().join(" · ")
    });
    let columns = || [c.t("answers-col-name"), c.t(if complete { "answers-sheet-here" } else { "answers-sheet-sign" })];
    let class = if complete { "" } else { "signature" };
    let everybody: Vec<Person> = roll.groups.iter().flat_map(|group| group.people.clone()).collect();
    let cell = |person: &Person| {
        if !complete {
            return String::new();
        }
        let Some(stand) = person.stand else { return c.t("answers-sheet-absent") };
        let other = person.substitute_for.and_then(|id| everybody.iter().find(|other| other.id == id));
        let other = other.map(|other| c.tn("answers-substitutes", &[("name", other.name.clone().into())]));
        let stand = c.t(&format!("answers-was-{}", stand.code()));
        [Some(stand), other].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let groups = roll
        .groups
        .iter()
        .map(|group| {
            let rows = group.people.iter().map(|person| (named(c, person), cell(person))).collect();
            let name = if group.faction.is_some() { group.name.clone() } else { c.t("answers-no-faction") };
            sheet(name, columns(), class, rows)
        })
        .collect_view();
    let mut guests: Vec<(String, String)> = roll
        .guests
        .into_iter()
        .map(|guest| (guest.name, if complete { c.t("answers-was-aanwezig") } else { String::new() }))
        .collect();
    if !complete {
        guests.extend(std::iter::repeat_n((String::new(), String::new()), BLANK_LINES));
    }
    let guests = (!guests.is_empty()).then(|| sheet(c.t("answers-guests"), columns(), class, guests));
    view! {
        {head(c, row, c.t("answers-sheet-attendance"), total)}
        {groups}
        {guests}
    }
    .into_any()
}

/// Who comes, waits, and may come: each a caption with names and remarks.
pub(in crate::answers) struct Participants {
    coming: Vec<(String, Vec<(String, String)>)>,
    waiting: Vec<(String, String)>,
    maybe: Vec<(String, String)>,
    total: i64,
}

/// Sorts the answers for that list.
pub(in crate::answers) fn participants_of(
    c: &Ctx,
    row: &gathering::Model,
    book: &CouncilBook,
    order: &Order,
    replies: &[Reply],
) -> Participants {
    let seats = store::seats(replies, row.capacity);
    let line = |person: Uuid| {
        let note = replies.iter().find(|reply| reply.person == person).map(|reply| reply.note.clone());
        (book.name(person).to_owned(), note.unwrap_or_default())
    };
    let coming = order
        .group(book, seats.seated.clone(), |person: &Uuid| *person)
        .into_iter()
        .map(|(faction, name, _, people)| {
            let name = if faction.is_some() { name } else { c.t("answers-no-faction") };
            (format!("{name} ({})", people.len()), people.into_iter().map(line).collect())
        })
        .collect();
    let maybe = replies.iter().filter(|reply| reply.answer == Some(Answer::Maybe)).map(|reply| reply.person);
    let waiting = seats.waiting.iter().map(|person| {
        let (name, note) = line(*person);
        let place = match seats.place_of(*person) {
            Place::Waiting(n) => format!("{n}. "),
            _ => String::new(),
        };
        (format!("{place}{name}"), note)
    });
    Participants {
        coming,
        waiting: waiting.collect(),
        maybe: maybe.map(line).collect(),
        total: whole(seats.seated.len()),
    }
}

/// That list.
pub(in crate::answers) fn participants(c: &Ctx, row: &gathering::Model, list: Participants) -> AnyView {
    let columns = || [c.t("answers-col-name"), c.t("answers-col-note")];
    let total = c.tn("answers-count-yes", &[("n", list.total.into())]);
    let places = row.capacity.map(|places| c.tn("answers-places", &[("n", places.into())]));
    let total = [Some(total), places].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let empty = list.coming.is_empty().then(|| view! { <Empty text=c.t("answers-sheet-nobody")/> });
    let coming = list.coming.into_iter().map(|(caption, rows)| sheet(caption, columns(), "", rows)).collect_view();
    let rest = [("answers-sheet-waiting", list.waiting), ("answers-sheet-maybe", list.maybe)]
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(key, rows)| sheet(format!("{} ({})", c.t(key), rows.len()), columns(), "", rows))
        .collect_view();
    view! {
        {head(c, row, c.t("answers-sheet-participants"), Some(total))}
        {empty}
        {coming}
        {rest}
    }
    .into_any()
}
