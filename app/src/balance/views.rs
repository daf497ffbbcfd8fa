//! The page of one item of the balance.

use domain::localtime::Quarter;
use leptos::prelude::*;

use super::{
    figures::Grouping,
    report_views::{self, Compared},
    store::ItemLine,
};
use crate::{
    ctx::Ctx,
    text::{Lang, whole},
    ui::*,
};

/// "3e kwartaal 2026".
pub fn quarter_name(ctx: &Ctx, quarter: Quarter) -> String {
    quarter_in(ctx.lang, quarter)
}

/// The same in a language.
pub fn quarter_in(lang: Lang, quarter: Quarter) -> String {
    lang.tn(&format!("balance-quarter-{}", quarter.n()), &[("year", quarter.year().to_string().into())])
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
    /// How it went out.
    pub release: super::release::Release,
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
            ("people", whole(page.people).into()),
        ],
    );
    let (open, open_text) = (ctx.url(&line.path), ctx.t("balance-open"));
    let back = report_views::period_url(ctx, page.quarter, 1, Grouping::Sides);
    let release = super::release::section(ctx, &page.release);
    // What is about a gathering is read below its address.
    let gathering = line.path.strip_prefix("/bijeenkomsten/").and_then(|rest| rest.split('/').next()).map(|id| {
        let href = ctx.url(&format!("/informatiebalans/bijeenkomsten/{id}"));
        view! { <a href=href>{ctx.t("report-gathering-all")}</a> }
    });
    view! {
        <PageHead title=line.title.clone() lede=lede><a href=open>{open_text}</a>{gathering}</PageHead>
        {page.untold.as_ref().map(|untold| untold_section(ctx, line, untold, page.on_the_way))}
        {report_views::compared(ctx, &page.compared)}
        {release}
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
    let n = whole(people);
    let way = whole(on_the_way);
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
