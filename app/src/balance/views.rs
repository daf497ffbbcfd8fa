//! The pages of the balance beside its report: one item, what is recorded and why, one's own record.

use domain::localtime::Quarter;
use jiff::Timestamp;
use leptos::prelude::*;

use super::{
    figures::Grouping,
    report_views::{self, Compared},
    store::ItemLine,
};
use crate::{ctx::Ctx, people::store::CouncilBook, ui::*};

/// "3e kwartaal 2026".
pub fn quarter_name(ctx: &Ctx, quarter: Quarter) -> String {
    ctx.tn(&format!("balance-quarter-{}", quarter.n()), &[("year", quarter.year().to_string().into())])
}

/// Everything the page of one item shows.
pub struct ItemPage<'a> {
    /// The item.
    pub line: &'a ItemLine,
    /// Who is untold, by faction: for the clerk alone.
    pub untold: Option<Vec<(String, Vec<String>)>>,
    /// Messages about it on their way.
    pub on_the_way: usize,
    /// How many people it is owed to.
    pub people: usize,
    /// Who released it.
    pub by: String,
    /// The quarter it was released in.
    pub quarter: Quarter,
    /// Its figures.
    pub compared: Compared<'a>,
}

/// The page of one item.
pub fn item(ctx: &Ctx, page: &ItemPage<'_>) -> AnyView {
    let line = page.line;
    let lede = ctx.tn(
        "balance-item-lede",
        &[
            ("kind", ctx.t(&format!("balance-kind-{}", line.kind)).into()),
            ("when", ctx.when(line.item.released_at).into()),
            ("who", page.by.as_str().into()),
            ("people", i64::try_from(page.people).unwrap_or(i64::MAX).into()),
        ],
    );
    let (open, open_text) = (ctx.url(&line.path), ctx.t("balance-open"));
    let back = report_views::period_url(ctx, page.quarter, 1, Grouping::Sides);
    // What is about a gathering is read below its address.
    let gathering = line.path.strip_prefix("/bijeenkomsten/").and_then(|rest| rest.split('/').next()).map(|id| {
        let href = ctx.url(&format!("/informatiebalans/bijeenkomsten/{id}"));
        view! { <a href=href>{ctx.t("report-gathering-all")}</a> }
    });
    view! {
        <PageHead title=line.title.clone() lede=lede><a href=open>{open_text}</a>{gathering}</PageHead>
        {page.untold.as_ref().map(|untold| untold_section(ctx, line, untold, page.on_the_way))}
        {report_views::compared(ctx, &page.compared)}
        {report_views::how(ctx)}
        <p><a href=back>{ctx.t("balance-back")}</a></p>
    }
    .into_any()
}

/// Names by faction.
pub fn names_by_faction(groups: &[(String, Vec<String>)]) -> AnyView {
    let rows = groups
        .iter()
        .map(|(faction, names)| view! { <li><strong>{faction.clone()}</strong>": "{names.join(", ")}</li> })
        .collect_view();
    view! { <ul>{rows}</ul> }.into_any()
}

fn untold_section(ctx: &Ctx, line: &ItemLine, untold: &[(String, Vec<String>)], on_the_way: usize) -> AnyView {
    let people: usize = untold.iter().map(|(_, names)| names.len()).sum();
    let n = i64::try_from(people).unwrap_or(i64::MAX);
    let way = i64::try_from(on_the_way).unwrap_or(i64::MAX);
    let waiting = (on_the_way > 0).then(|| view! { <p>{ctx.tn("balance-on-the-way", &[("n", way.into())])}</p> });
    let body = if people == 0 {
        view! { <p>{ctx.t("balance-all-told")}</p> }.into_any()
    } else {
        let action = ctx.url(&format!("/informatiebalans/onderdelen/{}/verzending", line.item.id));
        let button = (people > on_the_way).then(|| {
            let text = ctx.tn("balance-tell", &[("n", (n - way).into())]);
            view! { <ButtonForm action=action text=text look=Look::Primary/> }
        });
        view! { {names_by_faction(untold)} {button} }.into_any()
    };
    view! {
        <Section id="niet-verteld" title=ctx.t("balance-untold") count=n>{waiting}{body}</Section>
    }
    .into_any()
}

/// How it all works, in one screen.
pub fn explanation(ctx: &Ctx, level: super::reading::Level) -> AnyView {
    let points = ["owed", "told", "reached", "confirmed", "groups", "own", "pixels", "object"]
        .into_iter()
        .map(|key| {
            let (head, text) = (format!("balance-explain-{key}-head"), format!("balance-explain-{key}"));
            view! { <h2>{ctx.t(&head)}</h2><p>{ctx.t(&text)}</p> }
        })
        .collect_view();
    view! {
        <PageHead title=ctx.t("balance-explain") lede=ctx.t(&format!("balance-level-{}", level.code()))/>
        {points}
        <p><a href=ctx.url("/mijn/vastgelegd")>{ctx.t("balance-own-link")}</a></p>
    }
    .into_any()
}

/// When a reading entry goes: 90 days after the quarter it was made in has ended.
pub fn goes_on(at: Timestamp, ctx: &Ctx) -> jiff::civil::Date {
    let quarter = Quarter::containing(domain::localtime::date_in(at, ctx.tenant.zone()));
    domain::localtime::due_date(quarter.to(), READING_DAYS)
}

/// Days a reading entry lives after its quarter.
const READING_DAYS: u16 = 90;

/// "Wat is over mij vastgelegd".
pub fn own_record(ctx: &Ctx, entries: &[super::store::OwnEntry], more: Option<String>, book: &CouncilBook) -> AnyView {
    let rows = entries
        .iter()
        .map(|entry| {
            let how = ctx.t(&format!("balance-own-{}-{}", entry.kind, entry.channel));
            let by = entry.recorded_by.map(|person| ctx.tn("balance-own-by", &[("name", book.name(person).into())]));
            let goes = (entry.kind == "reached" && entry.channel == "portal")
                .then(|| ctx.tn("balance-own-goes", &[("date", ctx.day(goes_on(entry.at, ctx)).into())]));
            let voided = entry.voided.then(|| ctx.t("balance-own-voided"));
            let words = [Some(how), by, goes, voided].into_iter().flatten().collect::<Vec<_>>().join(" ");
            let href = (!entry.path.is_empty()).then(|| ctx.url(&entry.path));
            view! {
                <Item href=href title=entry.title.clone() meta=words lead=ctx.when(entry.at)
                    at=entry.at.to_string()/>
            }
        })
        .collect_view();
    let list = if entries.is_empty() {
        view! { <Empty text=ctx.t("balance-own-empty") href=ctx.url("") next=ctx.t("back-home")/> }.into_any()
    } else {
        view! { <List>{rows}</List> }.into_any()
    };
    view! {
        <PageHead title=ctx.t("balance-own-title") lede=ctx.t("balance-own-lede")/>
        <p>{ctx.t("balance-own-looked")}</p>
        <p class="cluster">
            <a href=ctx.url("/mijn/vastgelegd.csv")>{ctx.t("balance-own-csv")}</a>
            <a href=ctx.url("/mijn/vastgelegd.json")>{ctx.t("balance-own-json")}</a>
            <a href=ctx.url("/informatiebalans/uitleg")>{ctx.t("balance-explain-link")}</a>
        </p>
        {list}
        {more.map(|href| view! { <p><a href=href>{ctx.t("balance-own-more")}</a></p> })}
    }
    .into_any()
}
