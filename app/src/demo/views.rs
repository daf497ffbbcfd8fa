//! The list on the sign-in page, and the mail folder.

use domain::values::HttpUrl;
use jiff::{Timestamp, tz::TimeZone};
use leptos::prelude::*;

use super::{DemoPerson, post::Mail};
use crate::{
    ctx::Ctx,
    text::{Lang, whole},
    ui::*,
};

/// A button per kind of person.
pub(crate) fn choose(ctx: &Ctx, people: Vec<DemoPerson>, onward: &str) -> AnyView {
    let action = ctx.url("/demo/aanmelden");
    let items = people
        .into_iter()
        .map(|person| {
            let role = ctx.t(&format!("role-{}", person.role.code()));
            let about = match (&person.faction, person.side) {
                (Some(faction), Some(side)) => {
                    let side = ctx.t(&format!("side-{}", side.code()));
                    format!("{role}, {faction} ({side})")
                }
                _ => role,
            };
            let mut hidden = vec![("persoon".to_owned(), person.person.to_string())];
            if !onward.is_empty() {
                hidden.push(("naar".to_owned(), onward.to_owned()));
            }
            let text = ctx.t("demo-be");
            let whom = ctx.tn("demo-whom", &[("name", person.name.as_str().into()), ("about", about.as_str().into())]);
            let button = view! { <ButtonForm action=action.clone() text=text hidden=hidden about=whom/> };
            view! { <Item title=person.name meta=about>{button}</Item> }
        })
        .collect_view();
    let lede = ctx.t("demo-lede");
    view! {
        <Section title=ctx.t("demo-title") id="demo"><p>{lede}</p><List>{items}</List></Section>
        <h2>{ctx.t("demo-or")}</h2>
    }
    .into_any()
}

/// "di 9 sep, 19.30" on a Dutch clock; the folder is of no municipality in particular.
fn when(lang: Lang, at: Option<Timestamp>, now: Timestamp) -> String {
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    let today = now.to_zoned(zone.clone()).date();
    at.map(|at| lang.when(at, &zone, today)).unwrap_or_default()
}

/// The mails of the folder.
pub(super) fn mails(lang: Lang, mails: &[Mail], total: usize, older: Option<String>, now: Timestamp) -> AnyView {
    let t = |key: &str| lang.t(key);
    let total = whole(total);
    let items = mails
        .iter()
        .map(|mail| {
            let title = if mail.subject.is_empty() { mail.file.clone() } else { mail.subject.clone() };
            view! { <Item href=format!("/demo/post/{}", mail.file) title=title meta=format!("{} · {}", mail.to, when(lang, mail.date, now))/> }
        })
        .collect_view();
    let list = if mails.is_empty() {
        view! { <Empty text=t("demo-post-empty")/> }.into_any()
    } else {
        view! { <List>{items}</List> }.into_any()
    };
    let older = older.map(|file| (format!("/demo/post?voor={file}"), t("demo-post-older")));
    view! {
        <PageHead title=t("demo-post-title") lede=lang.tn("demo-post-lede", &[("n", total.into())])/>
        {list}
        <Pager label=t("demo-post-pages") back=None onward=older/>
    }
    .into_any()
}

/// One mail: its headers and its text; links in it can be followed.
pub(super) fn mail(lang: Lang, mail: Mail, now: Timestamp) -> AnyView {
    let t = |key: &str| lang.t(key);
    let lines = mail
        .text
        .lines()
        .map(|line| {
            let line = line.trim_end().to_owned();
            match HttpUrl::parse(&line) {
                Ok(url) => view! { <a href=url.into_string()>{line}</a>"\n" }.into_any(),
                Err(_) => view! { {line}"\n" }.into_any(),
            }
        })
        .collect_view();
    let attached = (!mail.attached.is_empty()).then(|| (t("demo-post-attached"), mail.attached.join(", ").into_any()));
    let mut items = facts![
        t("demo-post-to") => mail.to,
        t("demo-post-from") => mail.from,
        t("demo-post-reply") => mail.reply_to,
        t("demo-post-date") => when(lang, mail.date, now),
    ];
    items.extend(attached);
    view! {
        <PageHead title=mail.subject/>
        <Facts items=items/>
        <pre class="mail-text">{lines}</pre>
        <p><a href="/demo/post">{t("demo-post-back")}</a></p>
    }
    .into_any()
}
