//! One person's record, for themself and for the griffie that looks with a reason.

use domain::measuring::Measuring;
use jiff::Timestamp;
use leptos::prelude::*;
use uuid::Uuid;

use super::store::OwnEntry;
use crate::{
    balance::{
        self,
        downloads::Download,
        lookups::{Lookup, OPEN_FOR},
        objections::Objection,
    },
    ctx::Ctx,
    form::FieldErrors,
    page,
    people::store::CouncilBook,
    text::whole,
    ui::*,
};

/// Everything one's own page shows.
pub(super) struct Own<'a> {
    /// The entries of this page, newest first.
    pub(super) entries: &'a [OwnEntry],
    /// How many there are in all.
    pub(super) total: u64,
    /// Where the list goes on.
    pub(super) more: Option<String>,
    /// Whether this is a later page of the list.
    pub(super) goes_on: bool,
    /// Who looked.
    pub(super) lookups: &'a [Lookup],
    /// Who took the full extract along.
    pub(super) downloads: &'a [Download],
    /// What they objected, the newest first.
    pub(super) objections: &'a [Objection],
    /// How many readings there are to erase.
    pub(super) readings: i64,
    /// What the council decided.
    pub(super) measuring: &'a Measuring,
    /// For names.
    pub(super) book: &'a CouncilBook,
    /// Whether they are somebody who is measured.
    pub(super) may_object: bool,
}

/// "Wat is over mij vastgelegd".
pub(super) fn own(ctx: &Ctx, page: &Own<'_>) -> AnyView {
    let count = whole(page.total);
    let list = list(ctx, page.entries, page.measuring, page.book, Whose::Own);
    let stays = (page.total > 0).then(|| view! { <p class="meta">{ctx.t("measuring-own-stays")}</p> });
    let more = older(ctx, page.more.clone());
    let recorded = view! {
        <Section id="vastgelegd" title=ctx.t("measuring-own-entries") count=count>{stays}{list}{more}</Section>
    };
    if page.goes_on {
        return view! {
            <PageHead title=ctx.t("measuring-own-title")/>
            {recorded}
            <p><a href=ctx.url("/mijn/vastgelegd")>{ctx.t("measuring-own-first")}</a></p>
        }
        .into_any();
    }
    view! {
        <PageHead title=ctx.t("measuring-own-title") lede=ctx.t("measuring-own-lede")/>
        {summary(ctx, page)}
        {recorded}
        {looked(ctx, page)}
        {page.may_object.then(|| objection(ctx, page))}
        {take_along(ctx)}
    }
    .into_any()
}

fn older(ctx: &Ctx, more: Option<String>) -> Option<impl IntoView + use<>> {
    let text = ctx.t("measuring-own-more");
    more.map(|href| view! { <p><a href=href>{text}</a></p> })
}

/// What somebody wants to know before the list: did anybody look, and do I object.
fn summary(ctx: &Ctx, page: &Own<'_>) -> AnyView {
    let looked = match page.lookups.first() {
        None => view! { {ctx.t("measuring-nobody-looked")} }.into_any(),
        Some(last) => {
            let n = whole(page.lookups.len());
            let text = ctx.tn("measuring-somebody-looked", &[("n", n.into()), ("when", ctx.when(last.at).into())]);
            view! { <a href="#inzage">{text}</a> }.into_any()
        }
    };
    let taken = page.downloads.first().map(|last| {
        let n = whole(page.downloads.len());
        let text = ctx.tn("download-somebody-took", &[("n", n.into()), ("when", ctx.when(last.at).into())]);
        view! { <p><a href="#inzage">{text}</a></p> }
    });
    let objects = page.may_object.then(|| match running(page) {
        Some(objection) => {
            let text = ctx.tn("measuring-you-object", &[("when", ctx.when(objection.made_at).into())]);
            view! { <p><a href="#bezwaar">{text}</a></p> }
        }
        None => view! { <p><a href="#bezwaar">{ctx.t("measuring-you-may-object")}</a></p> },
    });
    view! { <p>{looked}</p>{taken}{objects} }.into_any()
}

fn running<'a>(page: &'a Own<'_>) -> Option<&'a Objection> {
    page.objections.first().filter(|objection| objection.withdrawn_at.is_none())
}

/// Who looked at the list, and who took it along under a pseudonym: the last one first.
fn looked(ctx: &Ctx, page: &Own<'_>) -> AnyView {
    let reason = |reason: &str| ctx.tn("measuring-look-reason", &[("reason", reason.into())]);
    let looks = page.lookups.iter().map(|look| (look.at, look.looked_by, reason(&look.reason)));
    let taken = page.downloads.iter().map(|one| {
        let quarter = balance::views::quarter_name(ctx, one.quarter);
        let what = ctx.tn(&format!("download-taken-{}", one.file), &[("quarter", quarter.into())]);
        (one.at, one.by, format!("{what} {}", reason(&one.reason)))
    });
    let mut all: Vec<(Timestamp, Uuid, String)> = looks.chain(taken).collect();
    all.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let count = whole(all.len());
    let body = if all.is_empty() {
        view! { <p>{ctx.t("measuring-nobody-looked-more")}</p> }.into_any()
    } else {
        let rows = all
            .into_iter()
            .map(|(at, by, meta)| {
                let who = page.book.name(by).to_owned();
                view! { <Item title=who meta=meta lead=ctx.when(at) at=at.to_string()/> }
            })
            .collect_view();
        view! { <List>{rows}</List> }.into_any()
    };
    view! { <Section id="inzage" title=ctx.t("measuring-looked") count=count>{body}</Section> }.into_any()
}

fn objection(ctx: &Ctx, page: &Own<'_>) -> AnyView {
    let n = page.readings;
    let who = ctx.t("measuring-object-who");
    let body = match running(page) {
        Some(objection) => {
            let since = ctx.tn("measuring-objects-since", &[("when", ctx.when(objection.made_at).into())]);
            let erased = objection
                .erased_at
                .map(|at| view! { <p>{ctx.tn("measuring-erased-on", &[("when", ctx.when(at).into())])}</p> });
            let erase = (n > 0).then(|| {
                let (action, text) = (ctx.url("/mijn/bezwaar/wissing"), ctx.tn("measuring-erase", &[("n", n.into())]));
                view! { <ButtonForm action=action text=text look=Look::Danger/> }
            });
            let (action, text) = (ctx.url("/mijn/bezwaar/intrekking"), ctx.t("measuring-withdraw"));
            view! {
                <p>{since}</p>
                {erased}
                <div class="cluster"><ButtonForm action=action text=text/>{erase}</div>
            }
            .into_any()
        }
        None => {
            let action = ctx.url("/mijn/bezwaar");
            let erase = (n > 0).then(|| {
                let text = ctx.tn("measuring-object-erase", &[("n", n.into())]);
                let hidden = vec![("wissen".to_owned(), "ja".to_owned())];
                view! { <ButtonForm action=action.clone() text=text hidden=hidden/> }
            });
            let kept = (n > 0).then(|| view! { <p>{ctx.tn("measuring-object-before", &[("n", n.into())])}</p> });
            view! {
                <p>{ctx.t("measuring-object-text")}</p>
                {kept}
                <div class="cluster"><ButtonForm action=action.clone() text=ctx.t("measuring-object")/>{erase}</div>
            }
            .into_any()
        }
    };
    view! {
        <Section id="bezwaar" title=ctx.t("measuring-objection")>
            {body}
            <p class="meta">{who}</p>
        </Section>
    }
    .into_any()
}

fn take_along(ctx: &Ctx) -> AnyView {
    let links = [
        ("/mijn/vastgelegd.csv", "measuring-csv"),
        ("/mijn/vastgelegd.json", "measuring-json"),
        ("/informatiebalans/uitleg", "balance-explain-link"),
    ]
    .map(|(path, key)| view! { <a href=ctx.url(path)>{ctx.t(key)}</a> })
    .collect_view();
    view! {
        <Section id="meenemen" title=ctx.t("measuring-take-along")><p class="cluster">{links}</p></Section>
    }
    .into_any()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Own,
    Other,
}

impl Whose {
    /// "u opende het" to oneself, "opende het" about somebody else.
    fn key(self, entry: &OwnEntry) -> String {
        let word = match self {
            Self::Own => "own",
            Self::Other => "other",
        };
        format!("measuring-{word}-{}-{}", entry.kind, entry.channel)
    }
}

fn list(ctx: &Ctx, entries: &[OwnEntry], measuring: &Measuring, book: &CouncilBook, whose: Whose) -> AnyView {
    if entries.is_empty() {
        let text = if whose == Whose::Own { "measuring-own-empty" } else { "measuring-other-empty" };
        return view! { <Empty text=ctx.t(text)/> }.into_any();
    }
    let rows = entries
        .iter()
        .map(|entry| {
            let by = entry.recorded_by.map(|by| ctx.tn("measuring-by", &[("name", book.name(by).into())]));
            let early = entry.early.then(|| ctx.t("measuring-early"));
            let goes = (entry.is_reading() && !entry.voided).then(|| {
                let date = measuring.goes_on(entry.at, ctx.now);
                ctx.tn("measuring-goes", &[("date", ctx.day(date).into())])
            });
            let voided = entry.voided.then(|| ctx.t("measuring-voided"));
            let withdrawn = entry.withdrawn.then(|| ctx.t("balance-withdrawn"));
            let words = [Some(ctx.t(&whose.key(entry))), early, by, goes, voided, withdrawn];
            let words = words.into_iter().flatten().collect::<Vec<_>>().join(" ");
            let kind = ctx.t(&format!("balance-kind-{}", entry.item_kind));
            let href = (!entry.path.is_empty() && !entry.withdrawn).then(|| ctx.url(&entry.path));
            view! {
                <Item href=href title=format!("{kind}: {}", entry.title) meta=words lead=ctx.when(entry.at)
                    at=entry.at.to_string()/>
            }
        })
        .collect_view();
    view! { <List>{rows}</List> }.into_any()
}

// Another's record ---------------------------------------------------------------------------------------------------

/// Asks why somebody's record is to be looked at.
pub(super) fn ask(ctx: &Ctx, person: Uuid, name: &str, typed: &str, key: &str, errors: &FieldErrors) -> AnyView {
    let action = ctx.url(&format!("/raad/mensen/{person}/vastgelegd"));
    let back = ctx.url(&format!("/raad/mensen/{person}"));
    let fields = view! {
        <TextArea name="reden" label=ctx.t("measuring-reason") hint=ctx.t("measuring-reason-hint") rows=3
            value=typed.to_owned() error=errors.text(ctx.lang, "reden")/>
        <div class="form-actions"><Submit text=ctx.tn("measuring-look-begin", &[("name", name.into())])/></div>
    };
    view! {
        <PageHead title=ctx.tn("measuring-look-title", &[("name", name.into())]) lede=ctx.t("measuring-look-lede")/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        <p>{ctx.tn("measuring-look-warning", &[("name", name.into())])}</p>
        <Form action=action key=key.to_owned()>{fields}</Form>
        <p><a href=back>{ctx.tn("measuring-look-back", &[("name", name.into())])}</a></p>
    }
    .into_any()
}

/// Everything a look shows.
pub(super) struct LookPage<'a> {
    /// The look.
    pub(super) lookup: &'a Lookup,
    /// Whom it is about.
    pub(super) person: Uuid,
    /// Their name.
    pub(super) name: &'a str,
    /// The entries of this page, newest first.
    pub(super) entries: &'a [OwnEntry],
    /// How many there are in all.
    pub(super) total: u64,
    /// Where the list goes on.
    pub(super) more: Option<String>,
    /// What the council decided.
    pub(super) measuring: &'a Measuring,
    /// For names.
    pub(super) book: &'a CouncilBook,
}

/// Somebody else's record, while the look lasts.
pub(super) fn look(ctx: &Ctx, page: &LookPage<'_>) -> AnyView {
    let name = page.name;
    let ends = (page.lookup.at + OPEN_FOR).to_zoned(ctx.tenant.zone().clone());
    let until = ctx.lang.clock(ends.hour(), ends.minute());
    let lede = ctx.tn("measuring-look-until", &[("until", until.into()), ("name", name.into())]);
    let reason = ctx.tn("measuring-look-reason", &[("reason", page.lookup.reason.as_str().into())]);
    let count = whole(page.total);
    let back = ctx.url(&format!("/raad/mensen/{}", page.person));
    let list = list(ctx, page.entries, page.measuring, page.book, Whose::Other);
    let more = older(ctx, page.more.clone());
    view! {
        <PageHead title=ctx.tn("measuring-look-title", &[("name", name.into())]) lede=lede/>
        <p class="meta">{reason}</p>
        <Section id="vastgelegd" title=ctx.t("measuring-own-entries") count=count>{list}{more}</Section>
        <p><a href=back>{ctx.tn("measuring-look-back", &[("name", name.into())])}</a></p>
    }
    .into_any()
}
