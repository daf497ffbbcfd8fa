//! The pages of quarterly updates as HTML.

/// One update, and the last look before it goes out.
pub mod page;
/// Writing one.
pub mod write;

use domain::updates::State;
use leptos::prelude::*;

use super::{
    store::{Line, path},
    words,
};
use crate::{count::Count, ctx::Ctx, people::store::CouncilBook, text::whole, ui::*};

/// A count as the catalogue and the components want it.
/// Everything the list shows.
#[derive(Debug)]
pub struct ListPage<'a> {
    /// Published ones of this page, the newest quarter first.
    pub published: &'a [Line],
    /// Whether there is a page after it.
    pub more: bool,
    /// How many are published.
    pub count: Count,
    /// Which page.
    pub page: u64,
    /// Drafts and scheduled ones the reader writes.
    pub making: &'a [Line],
    /// Whether the reader writes updates.
    pub may_write: bool,
    /// For names.
    pub book: &'a CouncilBook,
}

/// The list: what is in the making on top for who writes, then by quarter.
pub fn list(ctx: &Ctx, page: &ListPage<'_>) -> AnyView {
    let lede = ctx.total("update-list-lede", page.count);
    let write = page.may_write.then(|| {
        let (href, text) = (ctx.url("/kwartaalupdates/nieuw"), ctx.t("update-write"));
        view! { <LinkButton href=href text=text look=Look::Primary icon=Icon::Plus/> }
    });
    let quarters = page
        .published
        .chunk_by(|a, b| a.quarter == b.quarter)
        .filter_map(|lines| lines.first().map(|first| (first.quarter, lines)))
        .map(|(quarter, lines)| {
            let rows = lines.iter().map(|line| row(ctx, page.book, line)).collect_view();
            let (id, title) = (format!("kwartaal-{quarter}"), words::quarter(ctx.lang, quarter));
            view! { <Section id=id title=title><List>{rows}</List></Section> }
        })
        .collect_view();
    let none = page.published.is_empty().then(|| view! { <Empty text=ctx.t("update-none")/> });
    let to = |number: u64, key: &str| (ctx.url(&format!("/kwartaalupdates?blad={number}")), ctx.t(key));
    let newer = (page.page > 1).then(|| to(page.page - 1, "update-page-newer"));
    let older = page.more.then(|| to(page.page + 1, "update-page-older"));
    view! {
        <PageHead title=ctx.t("nav-updates") lede=lede>{write}</PageHead>
        {making(ctx, page)}
        {quarters}
        {none}
        <Pager label=ctx.t("update-pages") back=newer onward=older/>
    }
    .into_any()
}

fn making(ctx: &Ctx, page: &ListPage<'_>) -> AnyView {
    if page.making.is_empty() {
        return ().into_any();
    }
    let rows = page.making.iter().map(|line| row(ctx, page.book, line)).collect_view();
    let count = whole(page.making.len());
    view! { <Section id="in-de-maak" title=ctx.t("update-making") count=count><List>{rows}</List></Section> }.into_any()
}

fn row(ctx: &Ctx, book: &CouncilBook, line: &Line) -> AnyView {
    let who = book.titled(ctx.lang, line.alderman, ctx.today());
    let minutes = ctx.tn("update-minutes", &[("n", line.minutes.into())]);
    let (lead, at, state) = match (line.life.state(), line.life.published_at) {
        (State::Published, Some(at)) => {
            let day = ctx.tenant.date(at);
            (ctx.day(day), day.to_string(), None)
        }
        (State::Scheduled, _) => {
            let at = line.life.scheduled_for.unwrap_or(line.edited_at);
            (ctx.when(at), at.to_string(), Some(("update-state-scheduled", Tone::Info)))
        }
        _ => {
            let day = ctx.tenant.date(line.edited_at);
            (ctx.day(day), day.to_string(), Some(("update-state-draft", Tone::Neutral)))
        }
    };
    let meta = match state {
        None => format!("{who} · {minutes}"),
        Some(_) => format!("{who} · {}", words::quarter(ctx.lang, line.quarter)),
    };
    let badge = state.map(|(key, tone)| view! { <Badge text=ctx.t(key) tone=tone/> });
    view! {
        <Item href=ctx.url(&path(line.id)) title=line.title.clone() meta=meta lead=lead at=at>{badge}</Item>
    }
    .into_any()
}
