//! Texts for anybody.

use domain::measuring::Measuring;
use leptos::prelude::*;

use crate::{
    calendar,
    ctx::Ctx,
    text::{Arg, Lang, whole},
    ui::*,
};

/// The list of municipalities, or how to make the first.
pub(super) fn front(lang: Lang, names: Vec<(String, String)>) -> AnyView {
    if names.is_empty() {
        return view! {
            <PageHead title=lang.t("public-none-title") lede=lang.t("public-none")/>
            <p>{lang.t("public-none-seed")}</p>
            <pre class="mail-text"><code>"evenwijs seed --demo"</code></pre>
            <p>{lang.t("public-none-user")}</p>
            <pre class="mail-text"><code>
                "evenwijs municipality --name Winterbeek --office-email griffie@winterbeek.example\n"
                "evenwijs user administrator --municipality winterbeek --name \"Bo Beheer\" --email bo@winterbeek.example"
            </code></pre>
        }
        .into_any();
    }
    let count = whole(names.len());
    let items = names.into_iter().map(|(name, href)| view! { <Item href=href title=name/> }).collect_view();
    view! {
        <PageHead title=lang.t("public-front-title") lede=lang.tn("public-front-lede", &[("n", count.into())])/>
        <List>{items}</List>
    }
    .into_any()
}

/// A heading with paragraphs under it.
fn part(ctx: &Ctx, heading: &str, paragraphs: &[&str]) -> AnyView {
    let paragraphs = paragraphs.iter().map(|key| view! { <p>{ctx.t(key)}</p> }).collect_view();
    view! { <h2>{ctx.t(heading)}</h2>{paragraphs} }.into_any()
}

/// A heading with a list under it.
fn points(ctx: &Ctx, heading: &str, keys: &[&str]) -> AnyView {
    points_with(ctx, heading, keys, &[])
}

/// The same with values in the texts.
fn points_with(ctx: &Ctx, heading: &str, keys: &[&str], values: &[Arg<'_>]) -> AnyView {
    let items = keys.iter().map(|key| view! { <li>{ctx.tn(key, values)}</li> }).collect_view();
    view! { <h2>{ctx.t(heading)}</h2><ul>{items}</ul> }.into_any()
}

/// What is kept, who sees it, how long.
pub(super) fn privacy(ctx: &Ctx, known: &Measuring) -> AnyView {
    let who = ctx.tn("public-privacy-who", &[("name", ctx.tenant.name().into())]);
    let now = ctx.t(&format!("settings-now-{}", known.level_at(ctx.now).code()));
    let kept = points(
        ctx,
        "public-privacy-kept-title",
        &[
            "public-privacy-kept-council",
            "public-privacy-kept-account",
            "public-privacy-kept-gatherings",
            "public-privacy-kept-texts",
            "public-privacy-kept-mail",
            "public-privacy-kept-log",
        ],
    );
    let seen = points(
        ctx,
        "public-privacy-seen-title",
        &[
            "public-privacy-seen-answers",
            "public-privacy-seen-own",
            "public-privacy-seen-groups",
            "public-privacy-seen-clerk",
            "public-privacy-seen-untold",
            "public-privacy-seen-others",
        ],
    );
    let long = points_with(
        ctx,
        "public-privacy-long-title",
        &[
            "public-privacy-long-reading",
            "public-privacy-long-sessions",
            "public-privacy-long-links",
            "public-privacy-long-rest",
        ],
        &[("days", i64::from(known.reading_days(ctx.now)).into())],
    );
    let cookies = part(ctx, "public-privacy-cookies-title", &["public-privacy-cookies"]);
    let rights = part(
        ctx,
        "public-privacy-rights-title",
        &["public-privacy-rights", "public-privacy-object", "public-privacy-complaint"],
    );
    let own = ctx.visitor.is_some().then(|| {
        view! { <p><a href=ctx.url("/mijn/vastgelegd")>{ctx.t("accounts-own-record")}</a></p> }
    });
    view! {
        <PageHead title=ctx.t("public-privacy-title") lede=ctx.t("public-privacy-lede")/>
        <div class="prose">
            <p>{who}" "{office(ctx)}</p>
            {kept}
            <h2>{ctx.t("public-privacy-reading-title")}</h2>
            <p>{ctx.t("public-privacy-reading")}" "<strong>{now}</strong></p>
            <p>{ctx.t("public-privacy-reading-never")}</p>
            {seen}
            {long}
            {cookies}
            {rights}
            {own}
        </div>
    }
    .into_any()
}

fn office(ctx: &Ctx) -> AnyView {
    let email = ctx.tenant.office_email().to_owned();
    view! { {ctx.tenant.office_name().to_owned()}", "<a href=format!("mailto:{email}")>{email.clone()}</a>"." }
        .into_any()
}

/// The accessibility statement.
pub(super) fn accessibility(ctx: &Ctx) -> AnyView {
    let tested = points(
        ctx,
        "public-access-tested-title",
        &[
            "public-access-tested-axe",
            "public-access-tested-keyboard",
            "public-access-tested-script",
            "public-access-tested-colour",
        ],
    );
    let limits = points(
        ctx,
        "public-access-limits-title",
        &["public-access-limits-audit", "public-access-limits-readers", "public-access-limits-papers"],
    );
    view! {
        <PageHead title=ctx.t("public-access-title") lede=ctx.t("public-access-lede")/>
        <div class="prose">
            <p>{ctx.tn("public-access-aim", &[("name", ctx.tenant.name().into())])}</p>
            {tested}
            {limits}
            <h2>{ctx.t("public-access-contact-title")}</h2>
            <p>{ctx.t("public-access-contact")}" "{office(ctx)}</p>
            <p>{ctx.t("public-access-ombudsman")}</p>
        </div>
    }
    .into_any()
}

/// How to reach the griffie.
pub(super) fn contact(ctx: &Ctx) -> AnyView {
    let email = ctx.tenant.office_email().to_owned();
    let mail = view! { <a href=format!("mailto:{email}")>{email.clone()}</a> };
    let mut items = facts![
        ctx.t("public-contact-office") => ctx.tenant.office_name().to_owned(),
        ctx.t("accounts-email") => mail,
    ];
    if let Some(phone) = ctx.tenant.office_phone() {
        let dial: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let link = view! { <a href=format!("tel:{dial}")>{phone.to_owned()}</a> };
        items.push((ctx.t("settings-office-phone"), link.into_any()));
    }
    let feed = calendar::public_link(ctx, &ctx.absolute(calendar::feeds::PUBLIC));
    view! {
        <PageHead title=ctx.t("public-contact-title") lede=ctx.t("public-contact-lede")/>
        <Facts items=items/>
        <p>{ctx.t("public-contact-fault")}</p>
        {feed}
    }
    .into_any()
}
