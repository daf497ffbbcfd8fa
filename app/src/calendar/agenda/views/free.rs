//! Recess, school holidays and feast days: as a mark on a day, and as a list under the table.

use domain::calendar::{Free, Reason, View};
use jiff::civil::{Date, Weekday};
use leptos::prelude::*;

use super::Shown;
use crate::{
    calendar::free::{about_schools, days_of, name_of},
    ctx::Ctx,
    ui::*,
};

/// The class of a day by what is on it: recess counts before a feast, a feast before school.
pub(super) fn class_of(free: &[Free], day: Date) -> &'static str {
    let has = |wanted: fn(&Reason) -> bool| free.iter().any(|one| one.contains(day) && wanted(&one.reason));
    if has(|reason| matches!(reason, Reason::Recess(_))) {
        "agenda-recess"
    } else if has(|reason| matches!(reason, Reason::Feast(_))) {
        "agenda-feast"
    } else if has(|reason| matches!(reason, Reason::School(_))) {
        "agenda-school"
    } else {
        ""
    }
}

/// The names of what is on a day. Those of longer spells are seen on the first day that is shown of a week, and said on
/// every day.
pub(super) fn marks(ctx: &Ctx, free: &[Free], day: Date) -> AnyView {
    let marks = free
        .iter()
        .filter(|one| one.contains(day))
        .map(|one| {
            let seen = day == one.first || day.weekday() == Weekday::Monday;
            let class = if seen { "agenda-mark" } else { "agenda-mark visually-hidden" };
            view! { <p class=class>{name_of(ctx, one)}</p> }
        })
        .collect_view();
    view! { {marks} }.into_any()
}

/// Whether a day says something by itself, so that a phone shows it although nothing is planned.
pub(super) fn begins_on(free: &[Free], day: Date) -> bool {
    free.iter().any(|one| one.first == day)
}

/// What is free in the period, with its days, and where the school holidays come from.
pub(super) fn list(ctx: &Ctx, shown: &Shown) -> AnyView {
    let (first, last) = (shown.asked.period.first(), shown.asked.period.last());
    let items = shown
        .free
        .iter()
        .filter(|free| free.first <= last && free.last >= first)
        .map(|free| {
            let days = days_of(ctx, free.first, free.last);
            view! { <li><span class="agenda-free-name">{name_of(ctx, free)}</span>" "<span class="meta">{days}</span></li> }
        })
        .collect::<Vec<_>>();
    let set = shown.may_set.then(|| {
        let key = if shown.region.is_none() { "calendar-set-region" } else { "calendar-set" };
        view! { <p class="no-print"><a href=ctx.url(crate::calendar::free::pages::PATH)>{ctx.t(key)}</a></p> }
    });
    // The months of a year name them already.
    let inside = if shown.asked.period.view == View::Year {
        ().into_any()
    } else if items.is_empty() {
        view! { <p>{ctx.t("calendar-free-none")}</p> }.into_any()
    } else {
        view! { <ul class="agenda-free" role="list">{items}</ul> }.into_any()
    };
    let schools = about_schools(ctx, shown.region, first, last);
    view! { <Section id="vrij" title=ctx.t("calendar-free")>{inside}{schools}{set}</Section> }.into_any()
}
