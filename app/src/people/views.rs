//! What the pages of the council look like.

use domain::{
    people::{Appointment, LeaveReason, Reach, Side},
    policy::{self, act},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    composition::{Composition, FactionBlock, Post, SideBlock, replaced_by},
    forms::{appointments::describe, side_word},
    store::Register,
    words,
};
use crate::{
    ctx::Ctx,
    text::{capital, whole},
    ui::{
        Badge, Bar, DateField, Empty, Facts, Form, Icon, Item, LinkButton, List, Look, Notice, PageHead, Section,
        SideMark, Submit, Tone, facts,
    },
};

/// The council on a day. `unfit` is a day that was asked for but does not exist.
pub fn council(ctx: &Ctx, register: &Register, council: &Composition, may_edit: bool, unfit: Option<&str>) -> AnyView {
    let add = may_edit.then(|| {
        let (href, text) = (ctx.url("/raad/mensen/nieuw"), ctx.t("council-new"));
        view! { <LinkButton href=href text=text look=Look::Primary icon=Icon::Plus/> }
    });
    let (title, lede) = (ctx.t("council-title"), lede(ctx, council));
    view! {
        <PageHead title=title lede=lede>{add}</PageHead>
        {day_form(ctx, council, unfit)}
        {notices(ctx, register, council, may_edit)}
        <div class="columns">
            <div class="stack">{story(ctx, council, may_edit)}</div>
            <aside class="stack">{aside(ctx, council, may_edit)}</aside>
        </div>
    }
    .into_any()
}

/// "31 zetels. Zittingsperiode 2024, sinds …".
fn lede(ctx: &Ctx, council: &Composition) -> String {
    let Some((term, seats)) = council.term.as_ref().zip(council.seats) else { return ctx.t("council-no-term") };
    let taken = ctx.tn("council-taken", &[("bezet", seats.taken.into()), ("zetels", seats.total.into())]);
    let from = ctx.day(term.span.from);
    let name = ctx.tn("council-term-line", &[("naam", term.name.clone().into()), ("sinds", from.into())]);
    format!("{taken} {name}")
}

fn day_form(ctx: &Ctx, council: &Composition, unfit: Option<&str>) -> AnyView {
    let value = unfit.map_or_else(|| council.day.to_string(), str::to_owned);
    let error = unfit.map(|_| ctx.t("error-date"));
    let (label, show) = (ctx.t("council-day"), ctx.t("council-day-show"));
    view! {
        <Form action=ctx.url("/raad") get=true>
            <DateField name="op" label=label value=value error=error required=false/>
            <Submit text=show look=Look::Secondary/>
        </Form>
    }
    .into_any()
}

fn notices(ctx: &Ctx, register: &Register, council: &Composition, may_edit: bool) -> AnyView {
    let other_day = (council.day != ctx.today()).then(|| {
        let title = ctx.tn("council-other-day", &[("datum", ctx.lang.long_date(council.day).into())]);
        let (href, text) = (ctx.url("/raad"), ctx.t("council-today"));
        view! { <Notice tone=Tone::Info title=title><p><a href=href>{text}</a></p></Notice> }
    });
    let vacant = council.seats.map_or(0, |seats| seats.vacant());
    let vacant = (vacant > 0).then(|| {
        let title = ctx.tn("council-vacant", &[("n", vacant.into())]);
        let text = if may_edit { ctx.t("council-vacant-clerk") } else { String::new() };
        view! { <Notice tone=Tone::Warn title=title><p>{text}</p></Notice> }
    });
    let warnings: Vec<String> = council.warnings.iter().map(|w| words::warning(ctx, &register.book, *w)).collect();
    let warnings = (may_edit && !warnings.is_empty()).then(|| {
        let lines = warnings.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        let title = ctx.t("council-look");
        view! { <Notice tone=Tone::Warn title=title><ul>{lines}</ul></Notice> }
    });
    view! { {other_day}{vacant}{warnings} }.into_any()
}

fn story(ctx: &Ctx, council: &Composition, may_edit: bool) -> AnyView {
    if council.is_empty() {
        return match may_edit {
            true => {
                let (text, href, next) =
                    (ctx.t("council-empty-clerk"), ctx.url("/raad/import"), ctx.t("council-empty-next"));
                view! { <Empty text=text href=href next=next/> }.into_any()
            }
            false => view! { <Empty text=ctx.t("council-empty")/> }.into_any(),
        };
    }
    let known = council.sides.iter().any(|block| block.side != Side::Unknown);
    let total = council.seats.map_or(0, |seats| i64::from(seats.total));
    council.sides.iter().map(|block| side_section(ctx, block, known, total, may_edit)).collect_view().into_any()
}

/// `known`: some faction of the council is on a side.
fn side_section(ctx: &Ctx, block: &SideBlock, known: bool, total: i64, may_edit: bool) -> AnyView {
    let title = match block.side {
        Side::Unknown if !known => ctx.t("council-factions"),
        side => ctx.t(&format!("council-side-{}", side.code())),
    };
    let count = ctx.tn(
        "council-side-count",
        &[("zetels", whole(block.seats).into()), ("fracties", whole(block.factions.len()).into())],
    );
    let none = (!known).then(|| ctx.t("council-no-coalition"));
    let factions = block.factions.iter().map(|f| faction(ctx, f, block.side, total, may_edit)).collect_view();
    view! {
        <Section id=block.side.code() title=title>
            <p class="meta">{count}" "{none}</p>
            {factions}
        </Section>
    }
    .into_any()
}

fn faction(ctx: &Ctx, block: &FactionBlock, side: Side, total: i64, may_edit: bool) -> AnyView {
    let seats = ctx.tn("council-seats", &[("n", whole(block.members.len()).into())]);
    let reach = (block.reach != Reach::Unknown).then(|| ctx.t(&format!("council-reach-{}", block.reach.code())));
    let split = block.split_from.as_ref().map(|from| ctx.tn("council-split-from", &[("fractie", from.clone().into())]));
    let meta: Vec<String> = reach.into_iter().chain(split).collect();
    let edit = may_edit.then(|| {
        let href = ctx.url(&format!("/raad/fracties/{}/wijzigen", block.id));
        view! { <a href=href>{ctx.t("council-edit")}<span class="visually-hidden">" "{block.name.clone()}</span></a> }
    });
    let groups = [
        (None, names(ctx, &block.members, may_edit)),
        (Some("council-away"), names(ctx, &block.away, may_edit)),
        (Some("council-committee"), names(ctx, &block.committee, may_edit)),
        (Some("council-secretaries"), names(ctx, &block.secretaries, may_edit)),
    ];
    let groups = groups
        .into_iter()
        .filter_map(|(key, names)| {
            let names = names?;
            let word = key.map(|key| view! { <p class="name-list-label">{ctx.t(key)}</p> });
            Some(view! { {word}{names} })
        })
        .collect_view();
    view! {
        <div class="faction">
            <div class="faction-head">
                <h3>{block.name.clone()}</h3>
                <Bar part=whole(block.members.len()) total=total text=seats side=side/>
            </div>
            <p class="meta cluster">{meta.join(" · ")}{edit}</p>
            {groups}
        </div>
    }
    .into_any()
}

/// Nothing for an empty list.
fn names(ctx: &Ctx, posts: &[Post], may_edit: bool) -> Option<AnyView> {
    if posts.is_empty() {
        return None;
    }
    let items = posts.iter().map(|post| name(ctx, post, may_edit)).collect_view();
    Some(view! { <ul class="name-list" role="list">{items}</ul> }.into_any())
}

fn name(ctx: &Ctx, post: &Post, may_edit: bool) -> AnyView {
    let href = ctx.url(&format!("/raad/mensen/{}", post.person));
    let about =
        post.portfolio.clone().into_iter().chain(replacement(ctx, post, may_edit)).collect::<Vec<_>>().join(" · ");
    let about = (!about.is_empty()).then(|| view! { <p class="meta">{about}</p> });
    view! { <li><a href=href>{post.name.clone()}</a>{about}</li> }.into_any()
}

/// "vervangt … tot en met …", or "tijdelijk vervangen door …". Why somebody is away is the griffie's to know.
fn replacement(ctx: &Ctx, post: &Post, may_edit: bool) -> Option<String> {
    let other = post.other.as_ref()?;
    let is_away = post.away;
    let key = match (is_away, other.until) {
        (true, Some(_)) => "council-replaced-by-until",
        (true, None) => "council-replaced-by",
        (false, Some(_)) => "council-replaces-until",
        (false, None) => "council-replaces",
    };
    let until = other.until.map(|day| ctx.day(day)).unwrap_or_default();
    let text = ctx.tn(key, &[("naam", other.name.clone().into()), ("datum", until.into())]);
    let reason = other.reason.filter(|_| may_edit).map(|reason| reason_word(ctx, reason));
    Some(reason.map_or(text.clone(), |reason| format!("{text} ({reason})")))
}

fn reason_word(ctx: &Ctx, reason: LeaveReason) -> String {
    ctx.t(&format!("council-reason-{}", reason.code())).to_lowercase()
}

fn aside(ctx: &Ctx, council: &Composition, may_edit: bool) -> AnyView {
    let groups = [
        ("college", "council-college", &council.college),
        ("griffie", "council-office", &council.office),
        ("ambtenaren", "council-officials", &council.officials),
    ];
    let groups = groups
        .into_iter()
        .filter_map(|(id, key, posts)| {
            let names = posts_by_role(ctx, posts, may_edit)?;
            Some(view! { <Section id=id title=ctx.t(key)>{names}</Section> })
        })
        .collect_view();
    let administrators = may_edit
        .then(|| names(ctx, &council.administrators, may_edit))
        .flatten()
        .map(|names| view! { <Section id="beheer" title=ctx.t("council-administrators")>{names}</Section> });
    let change = may_edit.then(|| change_links(ctx));
    view! { {change}{groups}{administrators} }.into_any()
}

/// Names with their role, where a list holds more than one.
fn posts_by_role(ctx: &Ctx, posts: &[Post], may_edit: bool) -> Option<AnyView> {
    let first = posts.first()?.role;
    if posts.iter().all(|post| post.role == first) {
        return names(ctx, posts, may_edit);
    }
    let groups = posts
        .chunk_by(|a, b| a.role == b.role)
        .filter_map(|group| {
            let role = ctx.t(&format!("council-college-{}", group.first()?.role.code()));
            let names = names(ctx, group, may_edit)?;
            Some(view! { <p class="name-list-label">{role}</p>{names} })
        })
        .collect_view();
    Some(groups.into_any())
}

fn change_links(ctx: &Ctx) -> AnyView {
    let links = [
        ("/raad/verplaatsen", "council-move-title"),
        ("/raad/afsplitsing", "council-split-title"),
        ("/raad/fracties/nieuw", "council-faction-new-title"),
        ("/raad/coalitie", "council-coalition-title"),
        ("/raad/vervanging", "council-replace-title"),
        ("/raad/zittingsperiode", "council-terms-title"),
        ("/raad/import", "council-import-title"),
    ];
    let links =
        links.into_iter().map(|(path, key)| view! { <li><a href=ctx.url(path)>{ctx.t(key)}</a></li> }).collect_view();
    let (download, text) = (ctx.url("/raad/samenstelling.csv"), ctx.t("council-download"));
    view! {
        <Section id="wijzigen" title=ctx.t("council-change")>
            <ul class="link-list" role="list">{links}<li><a href=download download="">{text}</a></li></ul>
        </Section>
    }
    .into_any()
}

// One person ---------------------------------------------------------------------------------------------------------

/// A person and their roles through time. `own`: the reader is the person.
pub fn person(ctx: &Ctx, register: &Register, person: Uuid, may_edit: bool, own: bool) -> AnyView {
    let book = &register.book;
    let today = ctx.today();
    let view = book.council.view();
    let mut held: Vec<&Appointment> = book.council.appointments.iter().filter(|a| a.person == person).collect();
    held.sort_by_key(|a| (std::cmp::Reverse(a.span.from), a.role));
    let now: Vec<String> = held.iter().filter(|a| a.span.contains(today)).map(|a| describe(ctx, book, a)).collect();
    let lede = if now.is_empty() { ctx.t("council-person-nothing") } else { capital(&now.join("; ")) };
    let side = view.faction_of(person, today).map(|faction| {
        let side = view.side_of_faction(faction, today);
        view! { <SideMark side=side text=side_word(ctx, side)/> }
    });
    let add = may_edit.then(|| {
        let href = ctx.url(&format!("/raad/mensen/{person}/functie"));
        view! { <LinkButton href=href text=ctx.t("council-appoint-title") look=Look::Primary icon=Icon::Plus/> }
    });
    let rows = held.iter().map(|a| history_row(ctx, register, a, may_edit)).collect_view();
    let roles = if held.is_empty() {
        view! { <Empty text=ctx.t("council-person-empty")/> }.into_any()
    } else {
        view! { <List>{rows}</List> }.into_any()
    };
    let address = (may_edit || own).then(|| address(ctx, register, person, may_edit));
    // Only who is owed something has a record.
    let look = (ctx.may::<act::LookIntoRecord>(policy::Facts::default()) && held.iter().any(|a| a.role.is_owed()))
        .then(|| {
            let href = ctx.url(&format!("/raad/mensen/{person}/vastgelegd"));
            let text = ctx.tn("measuring-look-link", &[("name", book.name(person).into())]);
            view! { <p><a href=href>{text}</a></p> }
        });
    let left = held.iter().all(|a| a.span.to.is_some_and(|to| to < today));
    let forget = (left && !own && ctx.may::<act::ManageAccounts>(policy::Facts::default())).then(|| {
        let href = ctx.url(&format!("/raad/mensen/{person}/anonimisering"));
        view! { <p><a href=href>{ctx.t("privacy-anonymise-link")}</a></p> }
    });
    let (title, heading) = (book.name(person).to_owned(), ctx.t("council-history"));
    let (back, back_text) = (ctx.url("/raad"), ctx.t("council-back"));
    view! {
        <PageHead title=title lede=lede>{side}{add}</PageHead>
        <Section id="functies" title=heading count=whole(held.len())>{roles}</Section>
        {address}
        {look}
        {forget}
        <p><a href=back>{back_text}</a></p>
    }
    .into_any()
}

fn history_row(ctx: &Ctx, register: &Register, held: &Appointment, may_edit: bool) -> AnyView {
    let book = &register.book;
    let today = ctx.today();
    let role = capital(&ctx.t(&format!("role-{}", held.role.code())));
    let title = match held.faction {
        Some(faction) => format!("{role}, {}", book.faction_name(faction)),
        None => role,
    };
    let from = ctx.day(held.span.from);
    let days = match held.span.to {
        Some(to) => ctx.tn("council-days", &[("van", from.into()), ("tot", ctx.day(to).into())]),
        None => ctx.tn("council-days-open", &[("van", from.into())]),
    };
    let post = super::composition::post(register, held);
    let away = replaced_by(register, held, today).map(|other| Post { other: Some(other), away: true, ..post.clone() });
    let notes: Vec<String> = [
        register.portfolios.get(&held.id).cloned(),
        replacement(ctx, &post, may_edit),
        away.and_then(|post| replacement(ctx, &post, may_edit)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let now = held.span.contains(today).then(|| view! { <Badge text=ctx.t("council-now") tone=Tone::Ok/> });
    let links = may_edit.then(|| history_links(ctx, book.name(held.person), held));
    let meta = std::iter::once(days).chain(notes).collect::<Vec<_>>().join(" · ");
    view! { <Item title=title meta=meta>{now}{links}</Item> }.into_any()
}

fn history_links(ctx: &Ctx, name: &str, held: &Appointment) -> AnyView {
    let here = format!("/raad/functies/{}", held.id);
    let runs = held.span.to.is_none_or(|to| to >= ctx.today());
    let replace = runs && held.role.is_owed() && held.replaces.is_none();
    let move_on = runs && held.role.is_owed() && held.span.contains(ctx.today());
    let links = [
        (runs, format!("{here}/einde"), "council-end"),
        (true, format!("{here}/wijzigen"), "council-correct"),
        (replace, format!("/raad/vervanging?lid={}", held.id), "council-replace"),
        (move_on, format!("/raad/verplaatsen?lid={}", held.person), "council-move"),
    ];
    let role = ctx.t(&format!("role-{}", held.role.code()));
    links
        .into_iter()
        .filter(|(shown, ..)| *shown)
        .map(|(_, path, key)| {
            let about = format!("{role} {name}");
            view! { <a href=ctx.url(&path)>{ctx.t(key)}<span class="visually-hidden">" "{about}</span></a> }
        })
        .collect_view()
        .into_any()
}

fn address(ctx: &Ctx, register: &Register, person: Uuid, may_edit: bool) -> AnyView {
    let none = || ctx.t("council-unknown");
    let email = register.book.people.get(&person).and_then(|entry| entry.email.clone());
    let email = match email {
        Some(email) => view! { <a href=format!("mailto:{email}")>{email.clone()}</a> }.into_any(),
        None => none().into_any(),
    };
    let phone = register.phones.get(&person).cloned().unwrap_or_else(none);
    let items = facts![ctx.t("council-email") => email, ctx.t("council-phone") => phone];
    let edit = may_edit.then(|| {
        let href = ctx.url(&format!("/raad/mensen/{person}/wijzigen"));
        view! { <p><LinkButton href=href text=ctx.t("council-edit-title")/></p> }
    });
    let who = ctx.t("council-address-who");
    view! {
        <Section id="bereikbaar" title=ctx.t("council-address")>
            <p class="meta">{who}</p>
            <Facts items=items/>
            {edit}
        </Section>
    }
    .into_any()
}
