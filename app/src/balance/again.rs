//! "Reken zelf na": the files of a closed report, and computing it again.

use leptos::prelude::*;

use super::{
    closing::Closed,
    downloads::{self, File},
};
use crate::{ctx::Ctx, ui::*};

/// What one can do to compute it again.
pub struct Again<'a> {
    /// The closed report.
    pub closed: &'a Closed,
    /// The files with reading this reader may have.
    pub full: Vec<File>,
    /// Outcome of computing it now, when that was asked.
    pub outcome: Option<bool>,
    /// Where the page computes it.
    pub here: String,
    /// Whether the reader keeps the list of who may have the full extract.
    pub names: bool,
}

/// "Reken zelf na".
pub fn again(ctx: &Ctx, again: &Again<'_>) -> AnyView {
    let closed = again.closed;
    let base = format!("/informatiebalans/verslagen/{}", closed.id());
    let link = |rest: &str, key: &str| {
        let (href, text) = (ctx.url(&format!("{base}/{rest}")), ctx.t(key));
        view! { <li><a href=href download=true>{text}</a></li> }
    };
    let links = [
        Some(link("verteld.json", "report-again-telling")),
        Some(link("verslag.json", "report-again-report")),
        Some(link("fracties.json", "report-again-factions")),
    ];
    let full = again.full.iter().map(|file| {
        let (href, text) = (ctx.url(&downloads::form_path(closed.id(), *file)), ctx.t(&format!("download-{file}")));
        view! { <li><a href=href>{text}</a></li> }
    });
    let full = full.collect_view();
    let names = again.names.then(|| {
        let href = ctx.url("/informatiebalans/uittreksel");
        view! { <p><a href=href>{ctx.t("report-again-names")}</a></p> }
    });
    let outcome = again.outcome.map(|same| {
        let key = if same { "report-again-same" } else { "report-again-different" };
        let tone = if same { Tone::Ok } else { Tone::Danger };
        let done = ctx.t("report-again-done");
        view! { <Notice tone=tone title=ctx.t(key)><p>{done}</p></Notice> }
    });
    let hash = |hash: &str| view! { <code class="hash">{hash.to_owned()}</code> };
    let facts = facts![
        ctx.t("report-again-telling-hash") => hash(closed.telling_sha256()),
        ctx.t("report-again-full-hash") => hash(closed.full_sha256().unwrap_or("–")),
        ctx.t("report-again-seed") => closed.seed().to_string(),
        ctx.t("report-again-version") => closed.code_version().to_owned(),
    ];
    // Shown by the script that does it; without scripts there is nothing to press.
    let [extract, report, factions] =
        ["verteld", "verslag", "fracties"].map(|file| ctx.url(&format!("{base}/{file}.json")));
    let browser = view! {
        <div hidden=true data-recount="" data-extract=extract data-report=report data-factions=factions
            data-running=ctx.t("report-browser-running") data-same=ctx.t("report-again-same")
            data-different=ctx.t("report-again-different") data-count=ctx.t("report-browser-count")
            data-failed=ctx.t("report-browser-failed") data-figure=ctx.t("report-browser-figure")
            data-hours=ctx.t("report-browser-hours")
            data-server=ctx.t("report-browser-server") data-here=ctx.t("report-browser-here")>
            <button type="button" class="button button-secondary">{ctx.t("report-browser-now")}</button>
            <div role="status"></div>
        </div>
    };
    let (here, now, how) = (again.here.clone(), ctx.t("report-again-now"), ctx.t("report-again-how"));
    let (lede, command) = (ctx.t("report-again-lede"), ctx.t("report-again-command"));
    view! {
        <Section id="narekenen" title=ctx.t("report-again")>
            {outcome}
            <p>{lede}</p>
            <ul>{links.into_iter().flatten().collect_view()}{full}</ul>
            <p><a class="button button-secondary" href=here>{now}</a></p>
            {browser}
            <Disclosure summary=how>
                <p>{command}</p>
                <p><code>"evenwijs balance report verteld.json"</code></p>
                <Facts items=facts/>
                {names}
            </Disclosure>
        </Section>
    }
    .into_any()
}
