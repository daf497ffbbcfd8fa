//! The calendar as HTML: what stands round the table, and what an entry looks like. The tables are in files of their own.

mod entry;
mod free;
mod list;
mod month;
mod week;
mod year;

use desk::shortcuts::{Shortcut, ShortcutWords, Shortcuts};
use domain::{
    calendar::{Free, Period, Region, View, week_number},
    gatherings::Kind,
};
use jiff::civil::Date;
use leptos::prelude::*;

use super::{query::Asked, store::Entry};
use crate::{ctx::Ctx, gatherings::sheet::kind_words, text::whole, ui::*};

/// Everything the page shows.
pub(super) struct Shown {
    /// View, day and filters.
    pub(super) asked: Asked,
    /// What stands in it, in order.
    pub(super) entries: Vec<Entry>,
    /// Recess, school holidays, feast days.
    pub(super) free: Vec<Free>,
    /// Whose school holidays.
    pub(super) region: Option<Region>,
    /// Whoever can be filtered by: id and name.
    pub(super) hosts: Vec<(String, String)>,
    /// Whether the reader plans gatherings.
    pub(super) may_plan: bool,
    /// Whether the reader sets recess and region.
    pub(super) may_set: bool,
}

impl Shown {
    /// The entries of the period itself, without the days around it.
    fn inside(&self) -> impl Iterator<Item = &Entry> {
        let (first, last) = (self.asked.period.first(), self.asked.period.last());
        self.entries.iter().filter(move |entry| entry.first <= last && entry.last >= first)
    }
}

/// "22 november 2026".
fn plain_date(ctx: &Ctx, date: Date) -> String {
    format!("{} {} {}", date.day(), ctx.t(&format!("month-{}", date.month())), date.year())
}

/// "november 2026".
fn month_words(ctx: &Ctx, date: Date) -> String {
    format!("{} {}", ctx.t(&format!("month-{}", date.month())), date.year())
}

/// What a period is called.
pub(super) fn period_words(ctx: &Ctx, period: Period) -> String {
    let span = |key: &str, week: i64| {
        let (first, last) = (plain_date(ctx, period.first()), plain_date(ctx, period.last()));
        ctx.tn(key, &[("week", week.into()), ("first", first.into()), ("last", last.into())])
    };
    match period.view {
        View::Day => ctx.lang.long_date(period.on),
        View::Week => span("calendar-period-week", i64::from(week_number(period.on).1)),
        View::List => span("calendar-period-list", 0),
        View::Month => month_words(ctx, period.on),
        View::Year => period.on.year().to_string(),
    }
}

/// A path with the place on the page where the period begins.
fn to_period(ctx: &Ctx, path: &str) -> String {
    format!("{}#periode", ctx.url(path))
}

/// `/agenda`
pub(super) fn agenda(ctx: &Ctx, shown: &Shown) -> AnyView {
    let period = shown.asked.period;
    let words = period_words(ctx, period);
    let count = whole(shown.inside().filter(|entry| entry.is_ours()).count());
    let said = ctx.tn("calendar-said", &[("period", words.clone().into()), ("n", count.into())]);
    let number = ctx.tn("calendar-n", &[("n", count.into())]);
    let tabs = View::ALL
        .iter()
        .map(|view| {
            let href = ctx.url(&shown.asked.address(*view, Some(period.on)));
            Tab::new(ctx.t(&format!("calendar-view-{}", view.code())), href, *view == period.view)
        })
        .collect();
    let table = match period.view {
        View::List | View::Day => list::table(ctx, shown),
        View::Week => week::table(ctx, shown),
        View::Month => month::table(ctx, shown),
        View::Year => year::tables(ctx, shown),
    };
    let empty = (shown.inside().next().is_none() && period.view != View::Year).then(|| nothing(ctx, shown));
    let plan = shown.may_plan.then(|| {
        let href = ctx.url("/bijeenkomsten/nieuw");
        view! { <p class="no-print"><LinkButton href=href text=ctx.t("gathering-plan") look=Look::Primary icon=Icon::Plus/></p> }
    });
    view! {
        <PageHead title=ctx.t("calendar-agenda-title")/>
        {plan}
        <Tabs label=ctx.t("calendar-views") items=tabs/>
        {filters(ctx, shown)}
        <div class="agenda-head" id="periode">
            <h2>{words.clone()}</h2>
            {steps(ctx, &shown.asked)}
            <p class="meta" role="status"><span class="visually-hidden">{words}": "</span>{number}</p>
        </div>
        {empty}
        <div class="wide agenda-frame">{table}</div>
        {free::list(ctx, shown)}
        {shortcuts(ctx, shown, said)}
        <p class="no-print"><a href=ctx.url("/mijn/agenda")>{ctx.t("calendar-link")}</a></p>
    }
    .into_any()
}

/// One period back, today, one on.
fn steps(ctx: &Ctx, asked: &Asked) -> AnyView {
    let (period, view) = (asked.period, asked.period.view);
    let step = |to: Period, key: &str| {
        let href = to_period(ctx, &asked.address(view, Some(to.on)));
        view! { <li><a class="button button-quiet" href=href>{ctx.t(&format!("calendar-{key}-{}", view.code()))}</a></li> }
    };
    let before = period.has_previous().then(|| step(period.previous(), "previous"));
    let after = period.has_next().then(|| step(period.next(), "next"));
    let today = to_period(ctx, &asked.address(view, None));
    let current = period.contains(ctx.today()).then_some("date");
    view! {
        <nav class="agenda-steps no-print" aria-label=ctx.t("calendar-steps")>
            <ul role="list">
                {before}
                <li><a class="button button-quiet" href=today aria-current=current>{ctx.t("calendar-today")}</a></li>
                {after}
            </ul>
        </nav>
    }
    .into_any()
}

fn filters(ctx: &Ctx, shown: &Shown) -> AnyView {
    let t = |key: &str| ctx.t(key);
    let (asked, filter) = (&shown.asked, &shown.asked.filter);
    let on = filter.count();
    let summary = if on == 0 { t("calendar-filter") } else { ctx.tn("calendar-filter-on", &[("n", on.into())]) };
    let kinds = choices(Kind::ALL.iter().map(|kind| (kind.code(), kind_words(ctx, *kind))));
    let hosts = choices(shown.hosts.iter().cloned());
    let all = (on > 0).then(|| {
        let href = ctx.url(&asked.unfiltered().address(asked.period.view, Some(asked.period.on)));
        view! { <p><a href=href>{t("calendar-filter-none")}</a></p> }
    });
    let host = (!shown.hosts.is_empty()).then(|| {
        let chosen = filter.host.map(|host| host.to_string());
        view! {
            <Select name="gastheer" label=t("gathering-host") options=hosts value=chosen blank=t("calendar-all-hosts")
                required=false/>
        }
    });
    let fields = view! {
        <Hidden name="weergave" value=asked.period.view.code().to_owned()/>
        <DateField name="datum" label=t("calendar-go-to") value=asked.period.on.to_string() required=false/>
        <Select name="soort" label=t("gathering-kind") options=kinds
            value=filter.kind.map(|kind| kind.code().to_owned()) blank=t("gathering-kind-all") required=false/>
        {host}
        <TextField name="onderwerp" kind="search" label=t("calendar-topic") value=filter.topic.clone() maxlength=80
            required=false/>
        <Checkbox name="mijn" label=t("calendar-mine") checked=filter.mine/>
        <Checkbox name="open" label=t("calendar-unanswered") checked=filter.open/>
        <Submit text=t("gathering-filter") look=Look::Secondary/>
    };
    let form = view! { <Form action=ctx.url(super::PATH) get=true>{fields}</Form> };
    view! { <div class="no-print"><Disclosure summary=summary open=on != 0>{form}{all}</Disclosure></div> }.into_any()
}

/// What an empty period says, and what to do next.
fn nothing(ctx: &Ctx, shown: &Shown) -> AnyView {
    let asked = &shown.asked;
    if asked.filter.count() > 0 {
        let href = ctx.url(&asked.unfiltered().address(asked.period.view, Some(asked.period.on)));
        return view! { <Empty text=ctx.t("calendar-empty-filter") href=href next=ctx.t("calendar-filter-none")/> }
            .into_any();
    }
    if shown.may_plan {
        let href = ctx.url(&format!("/bijeenkomsten/nieuw?datum={}", asked.period.on));
        return view! { <Empty text=ctx.t("calendar-empty") href=href next=ctx.t("gathering-empty-plan")/> }.into_any();
    }
    let href = to_period(ctx, &asked.address(asked.period.view, Some(asked.period.next().on)));
    let next = ctx.t(&format!("calendar-next-{}", asked.period.view.code()));
    view! { <Empty text=ctx.t("calendar-empty") href=href next=next/> }.into_any()
}

/// The keys of the calendar; only where scripts run.
fn shortcuts(ctx: &Ctx, shown: &Shown, said: String) -> AnyView {
    let (asked, period) = (&shown.asked, shown.asked.period);
    let key = |keys: &[&str], text: String, href: String| Shortcut {
        keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        text,
        href,
    };
    let step = |to: Period| to_period(ctx, &asked.address(period.view, Some(to.on)));
    let mut keys = Vec::new();
    if period.has_previous() {
        let text = ctx.t(&format!("calendar-previous-{}", period.view.code()));
        keys.push(key(&["p", "k"], text, step(period.previous())));
    }
    if period.has_next() {
        let text = ctx.t(&format!("calendar-next-{}", period.view.code()));
        keys.push(key(&["n", "j"], text, step(period.next())));
    }
    keys.push(key(&["t"], ctx.t("calendar-today"), to_period(ctx, &asked.address(period.view, None))));
    let views = [
        ("1", "d", View::Day),
        ("2", "w", View::Week),
        ("3", "m", View::Month),
        ("4", "y", View::Year),
        ("5", "l", View::List),
    ];
    for (number, letter, view) in views {
        let href = to_period(ctx, &asked.address(view, Some(period.on)));
        keys.push(key(&[number, letter], ctx.t(&format!("calendar-view-{}", view.code())), href));
    }
    if shown.may_plan {
        keys.push(key(&["c"], ctx.t("gathering-plan"), ctx.url("/bijeenkomsten/nieuw")));
    }
    let words = ShortcutWords {
        title: ctx.t("calendar-keys"),
        show: ctx.t("calendar-keys-show"),
        or: ctx.t("calendar-keys-or"),
        on: ctx.t("calendar-keys-on"),
    };
    view! { <div class="no-print"><Shortcuts keys=keys words=words said=said/></div> }.into_any()
}
