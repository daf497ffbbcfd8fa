//! The clerk's week, on home.

use leptos::prelude::*;

use super::{line, machine, meta};
use crate::{
    ctx::Ctx,
    gatherings::store::{Busy, Card, Week},
    ui::*,
};

/// What waits for the clerk; nothing when nothing does.
pub fn work(ctx: &Ctx, week: &Week) -> AnyView {
    let part = |id: &'static str, key: &str, cards: &[Card]| {
        (!cards.is_empty()).then(|| {
            let rows = cards.iter().map(|card| line(ctx, card, false)).collect_view();
            let count = cards.len() as i64;
            view! { <Section id=id title=ctx.t(key) count=count><List>{rows}</List></Section> }
        })
    };
    let soon = (!week.soon.is_empty()).then(|| {
        let rows = week.soon.iter().map(|busy| busy_line(ctx, busy)).collect_view();
        let count = week.soon.len() as i64;
        view! { <Section id="deze-week" title=ctx.t("gathering-work-soon") count=count><List>{rows}</List></Section> }
    });
    view! {
        {soon}
        {part("uit-te-nodigen", "gathering-work-invite", &week.to_invite)}
        {part("concepten", "gathering-work-drafts", &week.drafts)}
        {part("zonder-verslag", "gathering-work-notes", &week.without_notes)}
    }
    .into_any()
}

fn busy_line(ctx: &Ctx, busy: &Busy) -> AnyView {
    let card = &busy.card;
    let href = ctx.url(&format!("/bijeenkomsten/{}", card.id));
    let (lead, at) = (ctx.when(card.starts_at), machine(card.starts_at, &card.zone));
    let answers = if busy.invited == 0 {
        ctx.t("gathering-work-nobody")
    } else {
        ctx.tn(
            "gathering-work-answers",
            &[
                ("yes", busy.yes.into()),
                ("maybe", busy.maybe.into()),
                ("silent", busy.silent.into()),
                ("invited", busy.invited.into()),
            ],
        )
    };
    view! {
        <Item href=href title=card.title.clone() meta=meta(ctx, card) lead=lead at=at><span>{answers}</span></Item>
    }
    .into_any()
}
