//! What questions ask of people elsewhere: on home, and on the page of a gathering.

use domain::{
    people::Role,
    policy::{Facts, act},
    questions::State,
};
use leptos::prelude::*;

use super::{
    store::{self, Line},
    views,
};
use crate::{ctx::Ctx, error::AppError, gatherings::entity::gathering, people, text::whole, ui::*};

/// The questions asked at a gathering, with the way to ask one.
pub async fn section(ctx: &Ctx, gathering: &gathering::Model) -> Result<AnyView, AppError> {
    if !ctx.may::<act::SeeQuestions>(Facts::default()) {
        return Ok(().into_any());
    }
    let db = ctx.app.db.read();
    let lines = store::of_gathering(db, &ctx.tenant, gathering.id).await?;
    let may_ask = gathering.planned_at.is_some() && ctx.may::<act::AskQuestion>(Facts::default());
    if lines.is_empty() && !may_ask {
        return Ok(().into_any());
    }
    let ask = may_ask.then(|| (ctx.url(&format!("/vragen/nieuw?bijeenkomst={}", gathering.id)), ctx.t("question-ask")));
    let (href, link) = ask.unzip();
    let book = people::store::book(db, &ctx.tenant).await?;
    let body = if lines.is_empty() {
        let none = ctx.t("question-none-here");
        view! { <p>{none}</p> }.into_any()
    } else {
        let rows = lines.iter().map(|line| views::row(ctx, &book, line)).collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    let count = (!lines.is_empty()).then(|| whole(lines.len()));
    Ok(view! {
        <Section id="vragen" title=ctx.t("nav-questions") count=count href=href link=link>{body}</Section>
    }
    .into_any())
}

/// What waits here for the reader, by what they are: their own open questions, what they must answer, hand on or
/// write. Nothing when nothing waits.
pub async fn on_home(ctx: &Ctx) -> Result<AnyView, AppError> {
    let Some(actor) = ctx.visitor.as_ref().filter(|_| ctx.may::<act::SeeQuestions>(Facts::default())) else {
        return Ok(().into_any());
    };
    let (today, me) = (ctx.today(), actor.person);
    let open = store::open(ctx.app.db.read(), &ctx.tenant).await?;
    let of = |wanted: &dyn Fn(&Line) -> bool| open.iter().filter(|line| wanted(line)).cloned().collect::<Vec<_>>();
    let unrouted = |line: &Line| line.life.state() == State::Open;
    let mut groups: Vec<(&str, &str, Vec<Line>)> = Vec::new();
    if actor.is(Role::Alderman) || actor.is(Role::Mayor) {
        groups.push(("te-beantwoorden", "question-home-answer", of(&|line| line.holder == Some(me))));
    }
    if actor.is(Role::Clerk) {
        groups.push(("door-te-zetten", "question-home-route", of(&unrouted)));
        let late = |line: &Line| line.life.overdue(today) && !unrouted(line);
        groups.push(("te-laat", "question-home-late", of(&late)));
    }
    if actor.is(Role::Official) {
        let to_write = |line: &Line| !unrouted(line) && !line.has_draft;
        groups.push(("te-schrijven", "question-home-write", of(&to_write)));
    }
    groups.push(("uw-vragen", "question-home-own", of(&|line| line.asker == me)));
    groups.retain(|(.., lines)| !lines.is_empty());
    if groups.is_empty() {
        return Ok(().into_any());
    }
    let book = people::store::book(ctx.app.db.read(), &ctx.tenant).await?;
    Ok(groups
        .iter()
        .map(|(id, title, lines)| views::section(ctx, &book, id, ctx.t(title), lines))
        .collect_view()
        .into_any())
}
