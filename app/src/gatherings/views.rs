//! Data in, HTML out.

mod cancel;
mod form;
mod list;
mod page;
mod series;
mod wave;
mod week;

pub use cancel::{Told, cancel_form};
pub use form::{conflict, edit_form, plan_form};
pub use list::list;
pub use page::{Around, gathering};
pub use series::{ChangePreview, DatesPreview, ScopeMails, change_preview, dates_preview};
pub use wave::{Group, Hindrance, Preview, ReminderPreview, Waves, preview, reminder};
pub use week::work;

use domain::{
    answers::Answer,
    gatherings::{Openness, State},
};
use jiff::{Timestamp, tz::TimeZone};
use leptos::prelude::*;

use super::store::{Card, Gathering, Nth};
use crate::{
    ctx::Ctx,
    gatherings::mails,
    ui::{Badge, Empty, Item, Moment, Notice, PageHead, Tone},
};

/// A moment for machines: `2026-09-09T19:30+02:00`.
fn machine(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M%:z").to_string()
}

/// "di 9 sep, 19.30–21.00".
fn span(ctx: &Ctx, gathering: &Gathering) -> String {
    format!("{}, {}", ctx.day(gathering.date), mails::clocks(ctx.lang, gathering))
}

/// When it is, in both forms.
fn when(ctx: &Ctx, gathering: &Gathering) -> AnyView {
    let at = machine(gathering.when.starts_at, &gathering.zone);
    let title = mails::when_in_full(ctx.lang, gathering);
    view! { <Moment at=at shown=span(ctx, gathering) title=title/> }.into_any()
}

/// The state in a word.
fn state_badge(ctx: &Ctx, state: State) -> AnyView {
    let tone = match state {
        State::Draft => Tone::Warn,
        State::Planned | State::Invited => Tone::Info,
        State::Held | State::Closed => Tone::Neutral,
        State::Cancelled => Tone::Danger,
    };
    view! { <Badge text=ctx.t(&format!("gathering-state-{}", state.code())) tone=tone/> }.into_any()
}

/// What the reader answered, when they were invited; silence matters only while one can still answer.
fn own_badge(ctx: &Ctx, card: &Card) -> Option<AnyView> {
    let open = card.state == State::Invited && card.starts_at > ctx.now;
    let (key, tone) = match card.own? {
        Some(Answer::Yes) if card.queued => ("gathering-own-wachtlijst", Tone::Warn),
        Some(Answer::Yes) => ("gathering-own-ja", Tone::Ok),
        Some(Answer::Maybe) => ("gathering-own-misschien", Tone::Info),
        Some(Answer::No) => ("gathering-own-nee", Tone::Neutral),
        None if open => ("gathering-own-none", Tone::Warn),
        None => return None,
    };
    Some(view! { <Badge text=ctx.t(key) tone=tone/> }.into_any())
}

/// Kind, place and openness in one quiet line.
fn meta(ctx: &Ctx, card: &Card) -> String {
    let mut parts = vec![super::sheet::kind_words(ctx, card.kind)];
    if !card.place.is_empty() {
        parts.push(card.place.clone());
    }
    if card.openness == Openness::Closed {
        parts.push(ctx.t("gathering-openness-besloten"));
    }
    parts.extend(card.nth.map(|nth| nth_words(ctx, nth)));
    parts.join(" · ")
}

/// "datum 2 van 5".
pub fn nth_words(ctx: &Ctx, nth: Nth) -> String {
    ctx.tn("series-nth", &[("at", nth.at.into()), ("n", nth.of.into())])
}

/// One line of a list.
fn line(ctx: &Ctx, card: &Card, with_state: bool) -> AnyView {
    let href = ctx.url(&format!("/bijeenkomsten/{}", card.id));
    let lead = ctx.when(card.starts_at);
    let at = machine(card.starts_at, &card.zone);
    let own = own_badge(ctx, card);
    let state = with_state.then(|| state_badge(ctx, card.state));
    view! { <Item href=href title=card.title.clone() meta=meta(ctx, card) lead=lead at=at>{own}{state}</Item> }
        .into_any()
}

/// What else is on the same day; nothing when there is nothing.
fn clashes(ctx: &Ctx, cards: &[Card]) -> Option<AnyView> {
    if cards.is_empty() {
        return None;
    }
    let rows = cards
        .iter()
        .map(|card| {
            let href = ctx.url(&format!("/bijeenkomsten/{}", card.id));
            let state = ctx.t(&format!("gathering-state-{}", card.state.code()));
            let when = ctx.when(card.starts_at);
            view! { <li>{when}" · "<a href=href>{card.title.clone()}</a>" · "{state}</li> }
        })
        .collect_view();
    let title = ctx.tn("gathering-clash", &[("n", (cards.len() as i64).into())]);
    Some(view! { <Notice tone=Tone::Warn title=title><ul>{rows}</ul></Notice> }.into_any())
}

/// A page that says why something cannot be done now, with the way back.
pub fn not_now(ctx: &Ctx, gathering: &Gathering, key: &str) -> AnyView {
    let back = ctx.url(&gathering.path());
    let title = gathering.details.title.clone();
    let when = when(ctx, gathering);
    view! {
        <PageHead title=title>{when}</PageHead>
        <Empty text=ctx.t(key) href=back next=ctx.t("gathering-back")/>
    }
    .into_any()
}

/// Errors for the list above a form: an error of the whole has no field to go to.
fn all_errors(ctx: &Ctx, errors: &crate::form::FieldErrors) -> AnyView {
    crate::page::problems(ctx, errors.listed(ctx.lang))
}
