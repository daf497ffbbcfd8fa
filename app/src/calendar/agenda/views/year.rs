//! A year for planning: twelve small months, how many gatherings each week has, and when the council would rather not.

use domain::calendar::{Period, View, is_weekend, week_number};
use jiff::civil::Date;
use leptos::prelude::*;

use super::{Shown, free, month_words, to_period};
use crate::{calendar::free::name_of, ctx::Ctx, text::whole};

/// The twelve tables.
pub(super) fn tables(ctx: &Ctx, shown: &Shown) -> AnyView {
    let months = shown.asked.period.months().into_iter().map(|month| small(ctx, shown, month)).collect_view();
    view! { <p class="meta">{ctx.t("calendar-year-how")}</p><div class="agenda-year">{months}</div> }.into_any()
}

/// How many entries are on any of these days.
fn count(shown: &Shown, first: Date, last: Date) -> i64 {
    let here =
        shown.entries.iter().filter(|entry| entry.is_ours() && entry.first <= last && entry.last >= first).count();
    whole(here)
}

fn small(ctx: &Ctx, shown: &Shown, month: Date) -> AnyView {
    let period = Period::new(View::Month, month);
    let href = to_period(ctx, &shown.asked.address(View::Month, Some(month)));
    let heads = (1..=7)
        .map(|at| {
            let (short, long) = (ctx.t(&format!("weekday-short-{at}")), ctx.t(&format!("weekday-{at}")));
            view! { <th scope="col" abbr=long>{short}</th> }
        })
        .collect_view();
    let rows = period.weeks().iter().map(|week| row(ctx, shown, period, week)).collect_view();
    let mut names: Vec<String> = shown
        .free
        .iter()
        .filter(|one| one.first <= period.last() && one.last >= period.first())
        .map(|one| {
            let (first, last) = (one.first.max(period.first()), one.last.min(period.last()));
            let days =
                if first == last { first.day().to_string() } else { format!("{}–{}", first.day(), last.day()) };
            format!("{days} {}", name_of(ctx, one))
        })
        .collect();
    names.dedup();
    let names = names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
    let title = month_words(ctx, month);
    view! {
        <div class="agenda-small">
            <table>
                <caption><a href=href>{title}</a></caption>
                <thead>
                    <tr>
                        <th scope="col">{ctx.t("calendar-week-short")}</th>
                        {heads}
                        <th scope="col" class="agenda-number" abbr=ctx.t("calendar-year-count")>{ctx.t("calendar-year-count-short")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <ul class="meta" role="list">{names}</ul>
        </div>
    }
    .into_any()
}

fn row(ctx: &Ctx, shown: &Shown, period: Period, week: &[Date; 7]) -> AnyView {
    let number = i64::from(week_number(week[0]).1);
    let href = to_period(ctx, &shown.asked.address(View::Week, Some(week[0])));
    let total = count(shown, week[0], week[6]);
    let cells = week.iter().map(|day| cell(ctx, shown, period, *day)).collect_view();
    let label = ctx.tn("calendar-week", &[("week", number.into())]);
    let shown_total = if total == 0 { String::new() } else { total.to_string() };
    view! {
        <tr>
            <th scope="row"><a href=href aria-label=label>{number}</a></th>
            {cells}
            <td class="agenda-number">{shown_total}</td>
        </tr>
    }
    .into_any()
}

fn cell(ctx: &Ctx, shown: &Shown, period: Period, day: Date) -> AnyView {
    if !period.contains(day) {
        return view! { <td></td> }.into_any();
    }
    let n = count(shown, day, day);
    let class = [
        free::class_of(&shown.free, day),
        if n > 0 { "agenda-busy" } else { "" },
        if is_weekend(day) { "agenda-weekend" } else { "" },
    ];
    let class = crate::text::joined(class, " ");
    let mut said: Vec<String> =
        shown.free.iter().filter(|one| one.contains(day)).map(|one| name_of(ctx, one)).collect();
    if n > 0 {
        said.insert(0, ctx.tn("calendar-n", &[("n", n.into())]));
    }
    let said =
        (!said.is_empty()).then(|| view! { <span class="visually-hidden">{format!(", {}", said.join(", "))}</span> });
    let current = (day == ctx.today()).then_some("date");
    view! { <td class=class aria-current=current>{day.day()}{said}</td> }.into_any()
}
