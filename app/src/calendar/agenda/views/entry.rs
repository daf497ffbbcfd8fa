//! One entry: a link that says everything it has to say by itself.

use domain::answers::Answer;
use jiff::civil::{Date, Time};
use leptos::prelude::*;

use crate::{
    calendar::agenda::store::{Entry, Own, What},
    ctx::Ctx,
};

fn clock(ctx: &Ctx, time: Time) -> String {
    ctx.lang.clock(time.hour(), time.minute())
}

/// "19.30–21.00", or that it lasts all day.
pub(super) fn times(ctx: &Ctx, entry: &Entry) -> String {
    match entry.times {
        Some((start, end)) if start == end => clock(ctx, start),
        Some((start, end)) => format!("{}–{}", clock(ctx, start), clock(ctx, end)),
        None => ctx.t("calendar-all-day"),
    }
}

/// What the reader answered, or that it waits; nothing for whoever was not invited.
pub(super) fn answer(ctx: &Ctx, own: &Own) -> Option<String> {
    let key = match own.answer? {
        Some(Answer::Yes) if own.queued => "gathering-own-wachtlijst",
        Some(Answer::Yes) => "gathering-own-ja",
        Some(Answer::Maybe) => "gathering-own-misschien",
        Some(Answer::No) => "gathering-own-nee",
        None if own.waits => "gathering-own-none",
        None => "calendar-own-silent",
    };
    Some(ctx.t(key))
}

/// "3 van 12 plaatsen bezet", that it is full, or how many come.
pub(super) fn seats(ctx: &Ctx, own: &Own) -> Option<String> {
    if own.draft || own.cancelled {
        return None;
    }
    Some(match own.places {
        Some(places) if own.coming >= places => ctx.tn("calendar-full", &[("places", places.into())]),
        Some(places) => ctx.tn("calendar-seats", &[("n", own.coming.into()), ("places", places.into())]),
        None => ctx.tn("calendar-coming", &[("n", own.coming.into())]),
    })
}

/// Draft or cancelled.
pub(super) fn state(ctx: &Ctx, own: &Own) -> Option<String> {
    match (own.cancelled, own.draft) {
        (true, _) => Some(ctx.t("gathering-state-afgelast")),
        (_, true) => Some(ctx.t("gathering-state-concept")),
        _ => None,
    }
}

/// All that is said about an entry besides its title.
fn facts(ctx: &Ctx, entry: &Entry) -> Vec<String> {
    match &entry.what {
        What::Gathering(own) => {
            [state(ctx, own), meets(ctx, own), answer(ctx, own), seats(ctx, own)].into_iter().flatten().collect()
        }
        What::Foreign { source, .. } => vec![from(ctx, source)],
    }
}

/// "tegelijk met Raadsvergadering".
pub(super) fn meets(ctx: &Ctx, own: &Own) -> Option<String> {
    own.meets.as_deref().map(|title| ctx.tn("calendar-meets", &[("title", title.into())]))
}

/// "uit de raadsagenda".
pub(super) fn from(ctx: &Ctx, source: &str) -> String {
    ctx.tn("calendar-from", &[("source", source.into())])
}

/// The entry on a day of a table: time, title, own answer, seats, with the day for who hears only the link. `bare` is
/// without what stands in columns of its own; it is said all the same.
pub(super) fn link(ctx: &Ctx, entry: &Entry, day: Date, bare: bool) -> AnyView {
    let hidden = bare.then_some("visually-hidden");
    let title = entry.title.clone();
    let facts = facts(ctx, entry)
        .into_iter()
        .map(|fact| {
            let class = if bare { "visually-hidden" } else { "agenda-fact" };
            view! { <span class="visually-hidden">", "</span><span class=class>{fact}</span> }
        })
        .collect_view();
    let inside = view! {
        <span class="visually-hidden">{ctx.lang.long_date(day)}", "</span>
        <span class=hidden.unwrap_or("agenda-time")>{times(ctx, entry)}</span>
        <span class="visually-hidden">", "</span>
        <span class="agenda-title">{title}</span>
        {facts}
    };
    match &entry.what {
        What::Gathering(own) => {
            let href = ctx.url(&format!("/bijeenkomsten/{}", own.id));
            let class = match own {
                Own { cancelled: true, .. } => "agenda-entry agenda-cancelled",
                Own { draft: true, .. } => "agenda-entry agenda-draft",
                Own { waits: true, .. } => "agenda-entry agenda-waits",
                _ => "agenda-entry",
            };
            view! { <a class=class href=href>{inside}</a> }.into_any()
        }
        What::Foreign { url, .. } if url.is_empty() => {
            view! { <span class="agenda-entry agenda-foreign">{inside}</span> }.into_any()
        }
        What::Foreign { url, .. } => {
            let href = url.clone();
            view! { <a class="agenda-entry agenda-foreign" href=href rel="noreferrer">{inside}</a> }.into_any()
        }
    }
}

/// The entries of a day under each other.
pub(super) fn links(ctx: &Ctx, entries: &[&Entry], day: Date) -> AnyView {
    if entries.is_empty() {
        return ().into_any();
    }
    let items = entries.iter().map(|entry| view! { <li>{link(ctx, entry, day, false)}</li> }).collect_view();
    view! { <ul class="agenda-entries" role="list">{items}</ul> }.into_any()
}
