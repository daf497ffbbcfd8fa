//! The pages of what was told as HTML.

/// Logging it.
pub(super) mod write;

use jiff::Timestamp;
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    input::CorrectInput,
    store::{Briefing, Counts, PAGE},
};
use crate::{
    ctx::Ctx,
    form::FieldErrors,
    markdown, page,
    people::store::CouncilBook,
    tenant::Tenant,
    text::{Lang, whole},
    ui::*,
};

/// "wethouder Wim Aalders", as they were when they told it.
fn teller(ctx: &Ctx, book: &CouncilBook, briefing: &Briefing) -> String {
    book.titled(ctx.lang, briefing.teller, ctx.tenant.date(briefing.told_at))
}

/// "VVD, leden van D66": factions in the order of the house; a part of one is said to be a part.
pub(super) fn told_to(lang: Lang, tenant: &Tenant, book: &CouncilBook, briefing: &Briefing) -> String {
    let told = briefing.told_by_faction();
    let day = tenant.date(briefing.told_at);
    let ordered = book.factions_in_order(day).into_iter().map(|(faction, _, _)| Some(faction.id));
    let names: Vec<String> = ordered
        .chain([None])
        .filter_map(|faction| Some((faction, told.get(&faction)?)))
        .map(|(faction, (part, all))| match faction {
            None => lang.t("briefing-no-faction"),
            Some(faction) if part == all => book.faction_name(faction).to_owned(),
            Some(faction) => lang.tn("briefing-part-of", &[("faction", book.faction_name(faction).into())]),
        })
        .collect();
    if names.is_empty() { lang.t("briefing-told-nobody") } else { names.join(", ") }
}

fn mark(ctx: &Ctx, briefing: &Briefing) -> AnyView {
    let (key, tone) =
        if briefing.shared.is_some() { ("briefing-shared", Tone::Ok) } else { ("briefing-unshared", Tone::Warn) };
    view! { <Badge text=ctx.t(key) tone=tone/> }.into_any()
}

/// One line: who told whom.
fn who_to_whom(ctx: &Ctx, book: &CouncilBook, briefing: &Briefing) -> String {
    let (teller, to) = (teller(ctx, book, briefing), told_to(ctx.lang, &ctx.tenant, book, briefing));
    ctx.tn("briefing-row", &[("teller", teller.into()), ("to", to.into())])
}

/// Everything the list shows.
pub(super) struct ListPage<'a> {
    /// Shared, not shared, or all.
    pub(super) shared: Option<bool>,
    /// Which page.
    pub(super) page: u64,
    /// How many there are.
    pub(super) counts: Counts,
    /// This page of them.
    pub(super) found: &'a [Briefing],
    /// For names.
    pub(super) book: &'a CouncilBook,
    /// Whether the reader may log one.
    pub(super) may_log: bool,
    /// What others were told and the reader cannot read yet.
    pub(super) kept: &'a [Kept],
}

/// Something others were told that a reader knows of by the balance, and no more.
pub(super) struct Kept {
    /// Its item in the ledger.
    item: Uuid,
    told_at: Timestamp,
    /// Whether it is owed to the reader: not to an alderman, who is no member.
    owed: bool,
}

impl Kept {
    /// For this person.
    pub(super) fn of(briefing: &Briefing, person: Uuid) -> Self {
        Self { item: briefing.item, told_at: briefing.told_at, owed: briefing.owed.contains_key(&person) }
    }

    /// What the page that says no more is called.
    pub(super) fn title(&self) -> &'static str {
        if self.owed { "briefing-closed" } else { "briefing-closed-others" }
    }

    /// Where the balance shows who was told.
    fn path(&self) -> String {
        format!("/informatiebalans/onderdelen/{}", self.item)
    }
}

/// The list.
pub(super) fn list(ctx: &Ctx, page: &ListPage<'_>) -> AnyView {
    let address = |shared: Option<bool>, number: u64| {
        let stand = match shared {
            None => "",
            Some(true) => "stand=gedeeld",
            Some(false) => "stand=wacht",
        };
        let query = match number {
            ..2 => stand.to_owned(),
            _ => [stand, &format!("blad={number}")]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("&"),
        };
        let mark = if query.is_empty() { "" } else { "?" };
        ctx.url(&format!("/gedeelde-informatie{mark}{query}"))
    };
    let counts = page.counts;
    // What the box below tells of counts: the reader knows that it is there.
    let waiting = counts.waiting + u64::try_from(page.kept.len()).unwrap_or(u64::MAX);
    let tab = |key: &str, shared: Option<bool>, n: u64| {
        Tab::new(ctx.t(key), address(shared, 1), page.shared == shared).count(whole(n))
    };
    let tabs = vec![
        tab("briefing-tab-all", None, counts.shared + waiting),
        tab("briefing-tab-waiting", Some(false), waiting),
        tab("briefing-tab-shared", Some(true), counts.shared),
    ];
    let rows = page
        .found
        .iter()
        .map(|briefing| {
            let day = ctx.tenant.date(briefing.told_at);
            let mark = mark(ctx, briefing);
            view! {
                <Item href=ctx.url(&briefing.path()) title=briefing.title.clone()
                    meta=who_to_whom(ctx, page.book, briefing) lead=ctx.day(day) at=day.to_string()>
                    {mark}
                </Item>
            }
        })
        .collect_view();
    let kept = (!page.kept.is_empty() && page.shared != Some(true) && page.page < 2).then(|| kept_box(ctx, page.kept));
    let body = if page.found.is_empty() {
        (kept.is_none()).then(|| view! { <Empty text=ctx.t("briefing-empty")/> }).into_any()
    } else {
        view! { <List>{rows}</List> }.into_any()
    };
    let of = match page.shared {
        None => counts.shared + counts.waiting,
        Some(true) => counts.shared,
        Some(false) => counts.waiting,
    };
    let newer = (page.page > 1).then(|| (address(page.shared, page.page - 1), ctx.t("briefing-newer")));
    let older = (page.page * PAGE < of).then(|| (address(page.shared, page.page + 1), ctx.t("briefing-older")));
    let pager = (newer.is_some() || older.is_some())
        .then(|| view! { <Pager label=ctx.t("briefing-pages") back=newer onward=older/> });
    let log = page.may_log.then(|| {
        let (href, text) = (ctx.url("/gedeelde-informatie/nieuw"), ctx.t("briefing-new"));
        view! { <p class="no-print"><LinkButton href=href text=text look=Look::Primary/></p> }
    });
    view! {
        <PageHead title=ctx.t("nav-briefings") lede=ctx.t("briefing-lede")/>
        {log}
        <Tabs label=ctx.t("briefing-filter") items=tabs/>
        {kept}
        {body}
        {pager}
    }
    .into_any()
}

/// "Over 1 onderwerp is een deel van de raad bijgepraat; u nog niet.", with where the balance shows each.
fn kept_box(ctx: &Ctx, kept: &[Kept]) -> AnyView {
    let to_reader = kept.iter().any(|one| one.owed);
    let key = if to_reader { "briefing-kept" } else { "briefing-kept-others" };
    let (title, why) = (ctx.tn(key, &[("n", whole(kept.len()).into())]), ctx.t("briefing-kept-why"));
    let links = kept
        .iter()
        .map(|one| {
            let told = ctx.tn("briefing-kept-told", &[("when", ctx.when(one.told_at).into())]);
            view! { <li><a href=ctx.url(&one.path())>{told}</a></li> }
        })
        .collect_view();
    view! { <Notice tone=Tone::Info title=title><p>{why}</p><ul>{links}</ul></Notice> }.into_any()
}

/// One that waits, on home, with the button that shares it.
pub(super) fn waiting(ctx: &Ctx, book: &CouncilBook, briefing: &Briefing) -> AnyView {
    let ago = ctx.lang.ago(briefing.told_at, ctx.now, ctx.tenant.zone());
    let words = who_to_whom(ctx, book, briefing);
    let needed = briefing.needed_at.map(|needed| ctx.tn("briefing-needed", &[("when", ctx.when(needed).into())]));
    let meta = [Some(format!("{words} · {ago}")), needed].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let share = share(ctx, briefing, Look::Secondary);
    view! { <Item href=ctx.url(&briefing.path()) title=briefing.title.clone() meta=meta>{share}</Item> }.into_any()
}

/// "Deel met de andere 24 mensen".
fn share(ctx: &Ctx, briefing: &Briefing, look: Look) -> AnyView {
    let others = briefing.owed.len().saturating_sub(briefing.heard.len());
    let text = ctx.tn("briefing-share", &[("n", whole(others).into())]);
    let action = ctx.url(&format!("{}/deling", briefing.path()));
    view! { <ButtonForm action=action text=text look=look about=briefing.title.clone()/> }.into_any()
}

/// Everything the page of one shows.
pub(super) struct Page<'a> {
    /// What was told.
    pub(super) briefing: &'a Briefing,
    /// For names.
    pub(super) book: &'a CouncilBook,
    /// Whether the people are named.
    pub(super) by_name: bool,
    /// Whether the reader may share it.
    pub(super) may_share: bool,
    /// Whether the reader may take back who was told.
    pub(super) may_correct: bool,
    /// The item owed to the reader, and whether they confirmed it.
    pub(super) owed: Option<(Uuid, bool)>,
    /// What was typed to take back.
    pub(super) correct: CorrectInput,
    /// What is wrong with that.
    pub(super) errors: FieldErrors,
}

/// The page.
pub(super) fn page(ctx: &Ctx, page: &Page<'_>) -> AnyView {
    let (briefing, book) = (page.briefing, page.book);
    let lede = ctx.tn(
        &format!("briefing-page-lede-{}", briefing.way.code()),
        &[("teller", teller(ctx, book, briefing).into()), ("when", ctx.when(briefing.told_at).into())],
    );
    let told = if page.by_name {
        by_name(ctx, book, briefing)
    } else {
        told_to(ctx.lang, &ctx.tenant, book, briefing).into_any()
    };
    let mut rows = vec![(ctx.t("briefing-to"), told)];
    if briefing.logged_by != briefing.teller {
        let words = ctx.tn(
            "briefing-logged-by",
            &[("name", book.name(briefing.logged_by).into()), ("when", ctx.when(briefing.logged_at).into())],
        );
        rows.push((ctx.t("briefing-logged-label"), words.into_any()));
    }
    if let Some(needed) = briefing.needed_at {
        rows.push((ctx.t("needed-label"), moment(ctx, needed)));
    }
    if let Some((at, by)) = briefing.shared {
        let by = ctx.tn("briefing-shared-by", &[("name", book.name(by).into())]);
        rows.push((ctx.t("briefing-shared"), view! { {moment(ctx, at)}" "{by} }.into_any()));
    }
    let waits = briefing.shared.is_none().then(|| {
        let words = if page.may_share { ctx.t("briefing-waits-share") } else { ctx.t("briefing-waits") };
        let button = page.may_share.then(|| share(ctx, briefing, Look::Primary));
        view! { <Notice tone=Tone::Warn title=ctx.t("briefing-unshared")><div class="stack"><p>{words}</p>{button}</div></Notice> }
    });
    let owed = page.owed.map(|(item, confirmed)| confirm(ctx, item, confirmed, !page.may_share));
    let correct = (page.may_correct && !briefing.heard.is_empty()).then(|| correction(ctx, page));
    let html = markdown::html(&briefing.body);
    let (back, back_text) = (ctx.url("/gedeelde-informatie"), ctx.t("briefing-back"));
    view! {
        <PageHead title=briefing.title.clone() lede=lede>
            <a class="no-print" href=back>{back_text}</a>
        </PageHead>
        {page::problems(ctx, page.errors.listed(ctx.lang))}
        {waits}
        <Prose html=html/>
        {owed}
        <Facts items=rows/>
        {correct}
    }
    .into_any()
}

fn moment(ctx: &Ctx, at: Timestamp) -> AnyView {
    view! { <Moment at=at.to_string() shown=ctx.when(at)/> }.into_any()
}

/// A whole faction by its number, a part of one by the names.
fn by_name(ctx: &Ctx, book: &CouncilBook, briefing: &Briefing) -> AnyView {
    if briefing.heard.is_empty() {
        return ctx.t("briefing-told-nobody").into_any();
    }
    let rows = named(ctx, book, briefing)
        .into_iter()
        .map(|told| {
            let words = if told.whole {
                ctx.tn("briefing-whole-faction", &[("n", whole(told.people.len()).into())])
            } else {
                told.people.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", ")
            };
            view! { <div><strong>{told.faction}</strong>": "{words}</div> }
        })
        .collect_view();
    view! { <div class="stack">{rows}</div> }.into_any()
}

/// Those told of one faction.
struct Told {
    faction: String,
    /// Whether that is everybody of it.
    whole: bool,
    /// Each with their entry, by name.
    people: Vec<(Uuid, String)>,
}

/// Those told, by faction in the order of the house.
fn named(ctx: &Ctx, book: &CouncilBook, briefing: &Briefing) -> Vec<Told> {
    let day = ctx.tenant.date(briefing.told_at);
    let mut factions: Vec<Option<Uuid>> =
        book.factions_in_order(day).into_iter().map(|(faction, _, _)| Some(faction.id)).collect();
    factions.push(None);
    let mut groups = Vec::new();
    for faction in factions {
        let mut people: Vec<(Uuid, String)> = briefing
            .heard
            .iter()
            .filter(|heard| briefing.owed.get(&heard.person).copied().flatten() == faction)
            .map(|heard| (heard.entry, book.name(heard.person).to_owned()))
            .collect();
        people.sort_by_key(|(_, name)| name.to_lowercase());
        if !people.is_empty() {
            let name = faction.map_or_else(|| ctx.t("briefing-no-faction"), |id| book.faction_name(id).to_owned());
            let all = briefing.owed.values().filter(|own| **own == faction).count();
            groups.push(Told { faction: name, whole: faction.is_some() && people.len() == all, people });
        }
    }
    groups
}

fn confirm(ctx: &Ctx, item: Uuid, confirmed: bool, primary: bool) -> AnyView {
    if confirmed {
        return view! { <p class="meta no-print">{ctx.t("balance-confirm-done")}</p> }.into_any();
    }
    let (action, text) = (ctx.url(&format!("/gelezen/{item}")), ctx.t("balance-confirm"));
    let look = if primary { Look::Primary } else { Look::Secondary };
    view! { <div class="no-print"><ButtonForm action=action text=text look=look icon=Icon::Check/></div> }.into_any()
}

/// "Klopt dit niet": the griffie takes back who was told, with a reason.
fn correction(ctx: &Ctx, page: &Page<'_>) -> AnyView {
    let error = |field: &str| page.errors.text(ctx.lang, field);
    let groups = named(ctx, page.book, page.briefing);
    let several = groups.len() > 1;
    let options = groups
        .into_iter()
        .flat_map(|Told { faction, people, .. }| {
            let shown = move |name: String| if several { format!("{name} ({faction})") } else { name };
            people.into_iter().map(move |(entry, name)| Choice::new(entry.to_string(), shown(name)))
        })
        .collect::<Vec<_>>();
    let (wrong_person, wrong_reason) = (error("vermelding"), error("reden"));
    let action = ctx.url(&format!("{}/correctie", page.briefing.path()));
    let (input, hint) = (page.correct.clone(), ctx.t("briefing-correct-hint"));
    let (who, why, why_hint) =
        (ctx.t("briefing-correct-who"), ctx.t("briefing-correct-why"), ctx.t("briefing-correct-why-hint"));
    let submit = ctx.t("briefing-correct-do");
    view! {
        <Disclosure summary=ctx.t("briefing-correct") open=!page.errors.is_empty()>
            <p>{hint}</p>
            <Form action=action key=input.key.clone()>
                <Checkboxes name="vermelding" label=who options=options values=input.vermelding.clone()
                    error=wrong_person/>
                <TextField name="reden" label=why hint=why_hint value=input.reden.clone() error=wrong_reason
                    maxlength=500/>
                <div class="form-actions"><Submit text=submit look=Look::Danger/></div>
            </Form>
        </Disclosure>
    }
    .into_any()
}

/// For who may know that it exists, and no more.
pub(super) fn closed(ctx: &Ctx, briefing: &Briefing, kept: &Kept, book: &CouncilBook) -> AnyView {
    let words = ctx.tn(
        "briefing-closed-text",
        &[("teller", teller(ctx, book, briefing).into()), ("when", ctx.when(briefing.told_at).into())],
    );
    let (href, link) = (ctx.url(&kept.path()), ctx.t("briefing-balance"));
    let then = if kept.owed { "briefing-closed-then" } else { "briefing-closed-then-others" };
    view! {
        <PageHead title=ctx.t(kept.title())/>
        <p>{words}</p>
        <p>{ctx.t(then)}</p>
        <p><a href=href>{link}</a></p>
    }
    .into_any()
}
