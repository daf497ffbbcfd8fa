//! A month in whole weeks; on a phone a list of the days on which something is.

use domain::calendar::{View, week_number};
use jiff::civil::Date;
use leptos::prelude::*;

use super::{Shown, entry, free, month_words, to_period};
use crate::{
    calendar::agenda::store::{Entry, by_day},
    ctx::Ctx,
};

/// The table of a month.
pub(super) fn table(ctx: &Ctx, shown: &Shown) -> AnyView {
    let period = shown.asked.period;
    let weeks = period.weeks();
    let days = by_day(&shown.entries, weeks.iter().flatten().copied());
    let heads = (1..=7)
        .map(|at| view! { <th scope="col" role="columnheader">{ctx.t(&format!("weekday-{at}"))}</th> })
        .collect_view();
    let rows = weeks
        .iter()
        .map(|week| {
            let number = i64::from(week_number(week[0]).1);
            let href = to_period(ctx, &shown.asked.address(View::Week, Some(week[0])));
            let label = ctx.tn("calendar-week", &[("week", number.into())]);
            let cells = week
                .iter()
                .map(|day| cell(ctx, shown, *day, days.get(day).map_or(&[][..], Vec::as_slice)))
                .collect_view();
            view! {
                <tr role="row">
                    <th scope="row" role="rowheader" class="agenda-week"><a href=href>{label}</a></th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="agenda-month" role="table">
            <caption class="visually-hidden">{month_words(ctx, period.on)}</caption>
            <thead role="rowgroup">
                <tr role="row"><th scope="col" role="columnheader" class="agenda-week">{ctx.t("calendar-week-short")}</th>{heads}</tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn cell(ctx: &Ctx, shown: &Shown, day: Date, entries: &[&Entry]) -> AnyView {
    let outside = !shown.asked.period.contains(day);
    let says = !outside && (!entries.is_empty() || free::begins_on(&shown.free, day) || day == ctx.today());
    let class = [
        "agenda-cell",
        free::class_of(&shown.free, day),
        if outside { "agenda-outside" } else { "" },
        if says { "agenda-says" } else { "" },
    ];
    let class = crate::text::joined(class, " ");
    let today = day == ctx.today();
    let weekday = ctx.t(&format!("weekday-{}", day.weekday().to_monday_one_offset()));
    let now = today.then(|| view! { <span class="agenda-now">" "{ctx.t("calendar-now")}</span> });
    view! {
        <td role="cell" class=class aria-current=today.then_some("date")>
            <p class="agenda-date">
                <time datetime=day.to_string()>
                    <span class="agenda-long">{weekday}" "</span>{day.day()}
                    <span class="agenda-long">" "{month_words(ctx, day)}</span>
                </time>
                {now}
            </p>
            {free::marks(ctx, &shown.free, day)}
            {entry::links(ctx, entries, day)}
        </td>
    }
    .into_any()
}
