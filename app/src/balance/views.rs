//! The page of one item of the balance.

use domain::localtime::Quarter;
use jiff::Timestamp;
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

/// Who does not know of an item yet.
pub struct Untold {
    /// Whom nobody will tell by itself, by faction.
    pub people: Vec<(String, Vec<String>)>,
    /// To how many of them a message is on its way.
    pub on_the_way: usize,
    /// Whom no mail reached, and what to do.
    pub missed: Option<AnyView>,
    /// How many wait for the daily mail of their own choosing, and when it leaves.
    pub awaiting: Option<(usize, Timestamp)>,
}

/// Everything the page of one item shows.
pub struct ItemPage<'a> {
    /// The item.
    pub line: &'a ItemLine,
    /// Who is untold: for the clerk alone.
    pub untold: Option<Untold>,
    /// How many people it is owed to.
    pub people: usize,
    /// Who released it.
    pub by: String,
    /// The quarter it was released in.
    pub quarter: Quarter,
    /// What it says by itself: of a change what changed.
    pub told: Option<AnyView>,
    /// How it went out.
    pub release: super::release::Release,
    /// Its figures.
    pub compared: Compared<'a>,
}

/// The page of one item.
pub fn item(ctx: &Ctx, page: ItemPage<'_>) -> AnyView {
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
    let open = match line.withdrawn {
        true => view! { <span>{ctx.t("balance-withdrawn")}</span> }.into_any(),
        false => view! { <a href=ctx.url(&line.path)>{ctx.t("balance-open")}</a> }.into_any(),
    };
    let back = report_views::period_url(ctx, page.quarter, None, Grouping::Sides);
    let release = super::release::section(ctx, &page.release);
    // What is about a gathering is read below its address.
    let gathering = line.path.strip_prefix("/bijeenkomsten/").and_then(|rest| rest.split('/').next()).map(|id| {
        let href = ctx.url(&format!("/informatiebalans/bijeenkomsten/{id}"));
        view! { <a href=href>{ctx.t("report-gathering-all")}</a> }
    });
    view! {
        <PageHead title=line.title.clone() lede=lede>{open}{gathering}</PageHead>
        {page.told}
        {page.untold.map(|untold| untold_section(ctx, line, untold))}
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

/// "2 mensen krijgen het in de dagelijkse mail van di 1 sep, 17.00."
pub fn in_daily_mail(ctx: &Ctx, people: usize, at: Timestamp) -> String {
    ctx.tn("balance-in-daily-mail", &[("n", whole(people).into()), ("when", ctx.when(at).into())])
}

fn untold_section(ctx: &Ctx, line: &ItemLine, untold: Untold) -> AnyView {
    let people: usize = untold.people.iter().map(|(_, names)| names.len()).sum();
    let way = whole(untold.on_the_way);
    let on_the_way = (way > 0).then(|| view! { <p>{ctx.tn("balance-on-the-way", &[("n", way.into())])}</p> });
    let awaiting = untold.awaiting.map(|(n, at)| view! { <p>{in_daily_mail(ctx, n, at)}</p> });
    let body = if people == 0 {
        let told = if awaiting.is_some() { "balance-others-told" } else { "balance-all-told" };
        view! { <p>{ctx.t(told)}</p> }.into_any()
    } else {
        let action = ctx.url(&format!("/informatiebalans/onderdelen/{}/verzending", line.item.id));
        let button = (people > untold.on_the_way).then(|| {
            let text = ctx.tn("balance-tell", &[("n", (whole(people) - way).into())]);
            view! { <ButtonForm action=action text=text look=Look::Primary/> }
        });
        view! { {names_by_faction(&untold.people)} {button} }.into_any()
    };
    view! {
        <Section id="niet-verteld" title=ctx.t("balance-untold") count=whole(people)>
            {untold.missed}{on_the_way}{awaiting}{body}
        </Section>
    }
    .into_any()
}
