//! Everything of a period under each other.

use leptos::prelude::*;

use super::{Shown, entry, period_words};
use crate::{
    calendar::agenda::store::{Entry, What},
    ctx::Ctx,
    gatherings::sheet::kind_words,
    ui::*,
};

/// The list as a table: when, what, where, own answer, seats.
pub(super) fn table(ctx: &Ctx, shown: &Shown) -> AnyView {
    let rows: Vec<_> = shown.inside().map(|one| row(ctx, one)).collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let head = ["when", "what", "where", "answer", "seats"]
        .map(|column| Col::text(ctx.t(&format!("calendar-column-{column}"))))
        .to_vec();
    let caption = period_words(ctx, shown.asked.period);
    view! { <DataTable caption=caption hide_caption=true head=head rows=rows/> }.into_any()
}

fn row(ctx: &Ctx, one: &Entry) -> Vec<AnyView> {
    let day = ctx.day(one.first);
    let at = one.first.to_string();
    let when = view! { <Moment at=at shown=day title=ctx.lang.long_date(one.first)/>" "<span class="agenda-clock">{entry::times(ctx, one)}</span> };
    let (kind, answer, seats, state, meets) = match &one.what {
        What::Gathering(own) => (
            kind_words(ctx, own.kind),
            entry::answer(ctx, own).map(|answer| {
                let tone = if own.waits { Tone::Warn } else { Tone::Neutral };
                view! { <Badge text=answer tone=tone/> }.into_any()
            }),
            entry::seats(ctx, own),
            entry::state(ctx, own),
            entry::meets(ctx, own),
        ),
        What::Foreign { source, .. } => (entry::from(ctx, source), None, None, None, None),
    };
    let meets = meets.map(|meets| view! { <Badge text=meets tone=Tone::Warn/> });
    let meta = [Some(kind), state].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let what = view! { <div>{entry::link(ctx, one, one.first, true)}<span class="meta agenda-kind">{meta}</span>{meets}</div> };
    let none = || ctx.t("calendar-none");
    let place = if one.place.is_empty() { none() } else { one.place.clone() };
    cells![when, what, place, answer.unwrap_or_else(|| none().into_any()), seats.unwrap_or_else(none)]
}
