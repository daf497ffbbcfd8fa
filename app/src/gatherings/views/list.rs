//! The list of gatherings.

use domain::{
    gatherings::{Kind, Shelf, State},
    policy::{Facts, act},
};
use leptos::prelude::*;

use super::line;
use crate::{
    ctx::Ctx,
    gatherings::{
        sheet::kind_words,
        store::{Filter, Page},
    },
    ui::*,
};

/// The address of a list: only what differs from the default is in it.
fn address(ctx: &Ctx, filter: Filter) -> String {
    let mut query = Vec::new();
    if filter.shelf != Shelf::default() {
        query.push(format!("stand={}", filter.shelf.code()));
    }
    if let Some(kind) = filter.kind {
        query.push(format!("soort={}", kind.code()));
    }
    if filter.page > 1 {
        query.push(format!("blad={}", filter.page));
    }
    let path = ctx.url("/bijeenkomsten");
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

/// The page with the list. `may_plan` offers to make one.
pub fn list(ctx: &Ctx, filter: Filter, page: &Page, may_plan: bool) -> AnyView {
    let tabs = page
        .counts
        .iter()
        .map(|(shelf, count)| {
            let href = address(ctx, Filter { shelf: *shelf, page: 1, ..filter });
            let label = ctx.t(&format!("gathering-shelf-{}", shelf.code()));
            Tab::new(label, href, *shelf == filter.shelf).count(count)
        })
        .collect();
    let plan = may_plan.then(|| {
        let href = ctx.url("/bijeenkomsten/nieuw");
        view! { <LinkButton href=href text=ctx.t("gathering-plan") look=Look::Primary icon=Icon::Plus/> }
    });
    let rows = page.cards.iter().map(|card| row(ctx, filter.shelf, card)).collect_view();
    let body =
        if page.cards.is_empty() { empty(ctx, filter, may_plan) } else { view! { <List>{rows}</List> }.into_any() };
    let newer = (filter.page > 1)
        .then(|| (address(ctx, Filter { page: filter.page - 1, ..filter }), ctx.t("gathering-page-before")));
    let older =
        page.more.then(|| (address(ctx, Filter { page: filter.page + 1, ..filter }), ctx.t("gathering-page-after")));
    let total = ctx.total("gathering-total", page.count(filter.shelf));
    let afterwards = (may_plan && filter.shelf == Shelf::Past).then(|| {
        let href = ctx.url("/bijeenkomsten/nieuw?achteraf=true");
        view! { <p><a href=href>{ctx.t("gathering-record")}</a></p> }
    });
    let (agenda, to_agenda) = (ctx.url("/agenda"), ctx.t("gathering-to-agenda"));
    view! {
        <PageHead title=ctx.t("gathering-list-title") lede=ctx.t("gathering-list-lede")>
            <a class="no-print" href=agenda>{to_agenda}</a>
        </PageHead>
        {plan}
        <Tabs label=ctx.t("gathering-list-tabs") items=tabs/>
        {kinds(ctx, filter)}
        <div class="stack">
            <p class="meta" role="status">{total}</p>
            {body}
            <Pager label=ctx.t("gathering-pages") back=newer onward=older/>
            <p><a href=ctx.url("/mijn/agenda")>{ctx.t("calendar-link")}</a></p>
            {afterwards}
        </div>
    }
    .into_any()
}

fn kinds(ctx: &Ctx, filter: Filter) -> AnyView {
    let options = choices(Kind::ALL.iter().map(|kind| (kind.code(), kind_words(ctx, *kind))));
    let shelf = (filter.shelf != Shelf::default())
        .then(|| view! { <Hidden name="stand" value=filter.shelf.code().to_owned()/> });
    let kind = filter.kind.map(|kind| kind.code().to_owned());
    let (label, all, show) = (ctx.t("gathering-kind"), ctx.t("gathering-kind-all"), ctx.t("gathering-filter"));
    view! {
        <Form action=ctx.url("/bijeenkomsten") get=true>
            {shelf}
            <Select name="soort" label=label options=options value=kind blank=all required=false/>
            <Submit text=show look=Look::Secondary/>
        </Form>
    }
    .into_any()
}

fn row(ctx: &Ctx, shelf: Shelf, card: &crate::gatherings::store::Card) -> AnyView {
    // On a shelf where all are the same, the state says nothing. Where the reader's own answer stands, it says enough. That
    // others were invited is for who invites them.
    let differs = matches!(shelf, Shelf::Coming | Shelf::Past) && card.own.is_none();
    line(ctx, card, differs && (card.state != State::Invited || ctx.may::<act::PlanGathering>(Facts::default())))
}

fn empty(ctx: &Ctx, filter: Filter, may_plan: bool) -> AnyView {
    if filter.kind.is_some() {
        let all = address(ctx, Filter { kind: None, page: 1, ..filter });
        return view! { <Empty text=ctx.t("gathering-empty-kind") href=all next=ctx.t("gathering-show-all")/> }
            .into_any();
    }
    let text = ctx.t(&format!("gathering-empty-{}", filter.shelf.code()));
    if may_plan && matches!(filter.shelf, Shelf::Coming | Shelf::Drafts) {
        let href = ctx.url("/bijeenkomsten/nieuw");
        return view! { <Empty text=text href=href next=ctx.t("gathering-empty-plan")/> }.into_any();
    }
    view! { <Empty text=text/> }.into_any()
}
