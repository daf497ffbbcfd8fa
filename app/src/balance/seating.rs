//! Why a period is about more or fewer members than the council has seats: who was replaced, who came and who left.

use std::collections::BTreeSet;

use domain::people::{Appointment, OwnedCouncil, Role};
use jiff::civil::Date;
use uuid::Uuid;

use super::{loaded::Loaded, periods::Part};
use crate::{ctx::Ctx, text::whole};

/// More names than this make a number of it: after an election a whole council came.
const MOST_NAMES: usize = 4;

/// What happened to the seats in some days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Seating {
    /// Seats of the council.
    seats: usize,
    /// Who took the seat of whom for a while, and whether they still do.
    replaced: Vec<(Uuid, Uuid, bool)>,
    /// Who came in.
    came: Vec<Uuid>,
    /// Who left.
    left: Vec<Uuid>,
}

/// "32 raadsleden op 31 zetels: Yara Korenhof verving Bouke Imminkhuis. Commissieleden tellen niet mee." `None` where the
/// members are as many as the seats.
pub fn words(ctx: &Ctx, loaded: &Loaded) -> Option<String> {
    let found = seating(&loaded.book.council, loaded.part, &loaded.member_ids, ctx.today())?;
    let book = &loaded.book;
    let mut why: Vec<String> = found
        .replaced
        .iter()
        .map(|(new, old, still)| {
            let key = if *still { "report-seats-replaces" } else { "report-seats-replaced" };
            ctx.tn(key, &[("new", book.name(*new).into()), ("old", book.name(*old).into())])
        })
        .collect();
    for (key, people) in [("report-seats-came", &found.came), ("report-seats-left", &found.left)] {
        if people.is_empty() {
            continue;
        }
        let n = whole(people.len());
        let mut names: Vec<&str> = people.iter().map(|person| book.name(*person)).collect();
        names.sort_unstable();
        why.push(match people.len() > MOST_NAMES {
            true => ctx.tn(&format!("{key}-many"), &[("n", n.into())]),
            false => ctx.tn(key, &[("n", n.into()), ("names", names.join(", ").into())]),
        });
    }
    let key = if why.is_empty() { "report-seats" } else { "report-seats-why" };
    let (members, seats) = (whole(loaded.members), whole(found.seats));
    Some(ctx.tn(key, &[("members", members.into()), ("seats", seats.into()), ("why", why.join("; ").into())]))
}

/// What made these members more or fewer than the seats; `None` where they are as many, and where no term ran.
fn seating(council: &OwnedCouncil, part: Part, members: &BTreeSet<Uuid>, today: Date) -> Option<Seating> {
    let view = council.view();
    let end = part.to.min(today).max(part.from);
    let seats = usize::from(view.seats_on(end)?.total);
    // Where nothing was released there is nobody to compare.
    if members.is_empty() || members.len() == seats {
        return None;
    }
    let seat = |a: &&Appointment| a.role == Role::Member && members.contains(&a.person) && !a.span.is_empty();
    let within = |a: &Appointment| a.span.from <= end && a.span.reaches(part.from);
    let mut found = Seating { seats, ..Seating::default() };
    for replacing in council.appointments.iter().filter(seat).filter(|a| within(a)) {
        let Some(held) = replacing.replaces.and_then(|id| view.appointment(id)) else { continue };
        if members.contains(&held.person) {
            found.replaced.push((replacing.person, held.person, replacing.span.contains(today)));
        }
    }
    let named: BTreeSet<Uuid> = found.replaced.iter().flat_map(|(new, old, _)| [*new, *old]).collect();
    let on = |day: Date| -> BTreeSet<Uuid> { view.members_on(day).iter().map(|a| a.person).collect() };
    let (first, last) = (on(part.from), on(end));
    for person in members.iter().filter(|person| !named.contains(*person)) {
        match (first.contains(person), last.contains(person)) {
            (false, true) => found.came.push(*person),
            (true, false) => found.left.push(*person),
            _ => {}
        }
    }
    Some(found)
}
