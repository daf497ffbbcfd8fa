//! A week: a row for each day, with morning, afternoon and evening.

use jiff::civil::Date;
use leptos::prelude::*;

use super::{Shown, entry, free, period_words};
use crate::{
    calendar::agenda::store::{Entry, by_day},
    ctx::Ctx,
};

/// The parts of a day.
const PARTS: [&str; 3] = ["morning", "afternoon", "evening"];

/// In which part of a day an entry begins; whole days stand in the first.
fn part_of(entry: &Entry) -> &'static str {
    match entry.times.map_or(0, |(start, _)| start.hour()) {
        ..12 => PARTS[0],
        12..18 => PARTS[1],
        _ => PARTS[2],
    }
}

/// The table of a week.
pub(super) fn table(ctx: &Ctx, shown: &Shown) -> AnyView {
    let period = shown.asked.period;
    let heads = PARTS
        .map(|part| view! { <th scope="col" role="columnheader">{ctx.t(&format!("calendar-part-{part}"))}</th> })
        .collect_view();
    let rows = by_day(&shown.entries, period.days())
        .into_iter()
        .map(|(day, entries)| row(ctx, shown, day, &entries))
        .collect_view();
    view! {
        <table class="agenda-week-table" role="table">
            <caption class="visually-hidden">{period_words(ctx, period)}</caption>
            <thead role="rowgroup">
                <tr role="row"><th scope="col" role="columnheader">{ctx.t("calendar-column-day")}</th>{heads}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(ctx: &Ctx, shown: &Shown, day: Date, entries: &[&Entry]) -> AnyView {
    let today = day == ctx.today();
    let cells = PARTS
        .map(|part| {
            let here: Vec<&Entry> = entries.iter().copied().filter(|entry| part_of(entry) == part).collect();
            view! { <td role="cell">{entry::links(ctx, &here, day)}</td> }
        })
        .collect_view();
    let now = today.then(|| view! { <span class="agenda-now">" "{ctx.t("calendar-now")}</span> });
    let weekday = ctx.t(&format!("weekday-{}", day.weekday().to_monday_one_offset()));
    let date = format!("{} {}", day.day(), ctx.t(&format!("month-{}", day.month())));
    view! {
        <tr role="row" class=free::class_of(&shown.free, day) aria-current=today.then_some("date")>
            <th scope="row" role="rowheader">
                <time datetime=day.to_string()>{weekday}" "{date}</time>{now}
                {free::marks(ctx, &shown.free, day)}
            </th>
            {cells}
        </tr>
    }
    .into_any()
}
