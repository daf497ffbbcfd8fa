//! The pages of questions as HTML.

/// The page of one question.
pub mod page;
/// Asking, writing the answer, sending it.
pub mod write;

use std::collections::BTreeMap;

use domain::questions::{Facts as Life, State};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    input::address,
    store::{Filter, Line, Shown},
};
use crate::{count::Count, ctx::Ctx, people::store::CouncilBook, text::whole, ui::*};

/// "antwoord uiterlijk za 12 sep", "te laat sinds zo 13 sep", "beantwoord do 3 sep".
pub fn clock(ctx: &Ctx, life: &Life) -> String {
    let today = ctx.today();
    let (key, day) = match life.answered_at {
        Some(at) => ("question-clock-answered", ctx.tenant.date(at)),
        None if life.overdue(today) => ("question-clock-overdue", life.due().tomorrow().unwrap_or(life.due())),
        None => ("question-clock-open", life.due()),
    };
    ctx.tn(key, &[("day", ctx.day(day).into())])
}

/// The day of [`clock`] for machines.
fn clock_at(ctx: &Ctx, life: &Life) -> String {
    match life.answered_at {
        Some(at) => ctx.tenant.date(at).to_string(),
        None => life.due().to_string(),
    }
}

/// The mark of where a question is.
fn mark(ctx: &Ctx, life: &Life) -> AnyView {
    let (key, tone) = match life.state() {
        State::Answered => ("question-state-answered", Tone::Ok),
        _ if life.overdue(ctx.today()) => ("question-state-overdue", Tone::Warn),
        State::Routed => ("question-state-routed", Tone::Neutral),
        State::Open => ("question-state-open", Tone::Neutral),
    };
    view! { <Badge text=ctx.t(key) tone=tone/> }.into_any()
}

/// The faction that asked, by name.
pub fn faction_name(ctx: &Ctx, book: &CouncilBook, faction: Option<Uuid>) -> String {
    faction.map_or_else(|| ctx.t("question-no-faction"), |faction| book.faction_name(faction).to_owned())
}

/// "wethouder Wim Aalders", or that nobody holds it yet.
fn holder_name(ctx: &Ctx, book: &CouncilBook, holder: Option<Uuid>) -> String {
    holder.map_or_else(|| ctx.t("question-no-holder"), |holder| book.titled(ctx.lang, holder, ctx.today()))
}

/// The most characters of an answer that a list shows.
const ANSWER_BEGINS: usize = 110;

/// One line of a list: the faction first, because that is what one looks for, and how the answer begins.
pub fn row(ctx: &Ctx, book: &CouncilBook, line: &Line) -> AnyView {
    let holder = holder_name(ctx, book, line.holder);
    let where_it_is = match line.life.state() {
        State::Open => ctx.t("question-row-open"),
        State::Routed => ctx.tn("question-row-routed", &[("holder", holder.into())]),
        State::Answered => ctx.tn("question-row-answered", &[("holder", holder.into())]),
    };
    let meta = [book.name(line.asker).to_owned(), where_it_is].join(" · ");
    let late = line.life.overdue(ctx.today()).then(|| mark(ctx, &line.life));
    let begins = line.answer_begins.as_deref().map(|answer| crate::markdown::summary(answer, ANSWER_BEGINS, |_| false));
    let begins = begins.filter(|words| !words.is_empty()).map(|words| view! { <p>{words}</p> });
    let more = (late.is_some() || begins.is_some()).then(|| view! { {late} {begins} });
    view! {
        <Item href=ctx.url(&format!("/vragen/{}", line.id)) title=line.title.clone() meta=meta
            whose=faction_name(ctx, book, line.faction) lead=clock(ctx, &line.life) at=clock_at(ctx, &line.life)>
            {more}
        </Item>
    }
    .into_any()
}

/// The lines under a heading; nothing when there is none.
pub fn section(ctx: &Ctx, book: &CouncilBook, id: &str, title: String, lines: &[Line]) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let rows = lines.iter().map(|line| row(ctx, book, line)).collect_view();
    let (href, link) = (ctx.url("/vragen"), ctx.t("question-all"));
    let count = whole(lines.len());
    view! { <Section id=id title=title count=count href=href link=link><List>{rows}</List></Section> }.into_any()
}

/// Everything the register shows.
#[derive(Debug)]
pub struct ListPage<'a> {
    /// What was asked for.
    pub filter: &'a Filter,
    /// Which page of it.
    pub page: u64,
    /// The lines of this page.
    pub lines: &'a [Line],
    /// Whether there is a page after it.
    pub more: bool,
    /// How many there are.
    pub counts: Shown,
    /// The factions that ever asked, with their number under this filter.
    pub factions: &'a BTreeMap<Uuid, Count>,
    /// For names.
    pub book: &'a CouncilBook,
    /// Whether the reader may ask.
    pub may_ask: bool,
}

/// The register.
pub fn list(ctx: &Ctx, page: &ListPage<'_>) -> AnyView {
    let rows = page.lines.iter().map(|line| row(ctx, page.book, line)).collect_view();
    let ask = page.may_ask.then(|| {
        view! { <LinkButton href=ctx.url("/vragen/nieuw") text=ctx.t("question-ask") look=Look::Primary icon=Icon::Plus/> }
    });
    let body = if page.lines.is_empty() { nothing(ctx, page) } else { view! { <List>{rows}</List> }.into_any() };
    view! {
        <PageHead title=ctx.t("nav-questions")>{ask}</PageHead>
        {states(ctx, page)}
        {search(ctx, page)}
        {body}
        {pager(ctx, page)}
    }
    .into_any()
}

fn states(ctx: &Ctx, page: &ListPage<'_>) -> AnyView {
    let tab = |key: &str, answered: Option<bool>, count: Count| {
        let filter = Filter { answered, ..page.filter.clone() };
        Tab::new(ctx.t(key), ctx.url(&address(&filter, 1)), page.filter.answered == answered).count(count)
    };
    let items = vec![
        tab("question-tab-all", None, page.counts.open + page.counts.answered),
        tab("question-tab-open", Some(false), page.counts.open),
        tab("question-tab-answered", Some(true), page.counts.answered),
    ];
    view! { <Tabs label=ctx.t("question-tabs") items=items/> }.into_any()
}

/// The factions that ever asked, with their number, in the order of the house; factions of the past after them, by name.
fn factions(ctx: &Ctx, page: &ListPage<'_>) -> Vec<Choice> {
    let today = page.book.factions_in_order(ctx.today());
    let place = |id: &Uuid| today.iter().position(|(faction, ..)| faction.id == *id).unwrap_or(usize::MAX);
    let mut rows: Vec<(Uuid, Count)> = page.factions.iter().map(|(id, count)| (*id, *count)).collect();
    rows.sort_by_key(|(id, _)| (place(id), page.book.faction_name(*id).to_owned()));
    let name = |id: Uuid, count: Count| {
        let number = count.to_string();
        ctx.tn("question-of-faction", &[("faction", page.book.faction_name(id).into()), ("n", number.into())])
    };
    rows.into_iter().map(|(id, count)| Choice::new(id.to_string(), name(id, count))).collect()
}

fn search(ctx: &Ctx, page: &ListPage<'_>) -> AnyView {
    let state = page.filter.answered.map(|yes| if yes { "beantwoord" } else { "open" });
    let state = state.map(|value| view! { <Hidden name="stand" value=value/> });
    let faction = page.filter.faction.map(|id| id.to_string()).unwrap_or_default();
    let fields = view! {
        {state}
        <Select name="van" label=ctx.t("question-faction") options=factions(ctx, page) value=faction
            blank=ctx.t("question-tab-factions") required=false/>
        <TextField name="zoek" label=ctx.t("question-search") value=page.filter.words.clone() kind="search"
            required=false maxlength=100/>
        <Submit text=ctx.t("question-search-do") look=Look::Secondary/>
    }
    .into_any();
    view! { <Form action=ctx.url("/vragen") get=true>{fields}</Form> }.into_any()
}

fn nothing(ctx: &Ctx, page: &ListPage<'_>) -> AnyView {
    if *page.filter != Filter::default() {
        let (href, next) = (ctx.url("/vragen"), ctx.t("question-show-all"));
        return view! { <Empty text=ctx.t("question-none-found") href=href next=next/> }.into_any();
    }
    let next = page.may_ask.then(|| (ctx.url("/vragen/nieuw"), ctx.t("question-ask")));
    let (href, next) = next.unzip();
    view! { <Empty text=ctx.t("question-none") href=href next=next/> }.into_any()
}

fn pager(ctx: &Ctx, page: &ListPage<'_>) -> AnyView {
    let to = |number: u64, key: &str| (ctx.url(&address(page.filter, number)), ctx.t(key));
    let newer = (page.page > 1).then(|| to(page.page - 1, "question-page-before"));
    let older = page.more.then(|| to(page.page + 1, "question-page-after"));
    view! { <Pager label=ctx.t("question-pages") back=newer onward=older/> }.into_any()
}
