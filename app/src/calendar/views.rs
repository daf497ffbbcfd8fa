//! The pages of the calendar as HTML.

use leptos::prelude::*;

use super::{
    entity::feed,
    forms::{FeedInput, REMINDERS},
};
use crate::{
    ctx::Ctx,
    db::moment,
    form::{FieldErrors, fresh_key},
    page,
    people::store::CouncilBook,
    text::whole,
    ui::*,
};

/// Everything the page with one's subscriptions shows.
pub(super) struct OwnPage<'a> {
    /// One's subscriptions.
    pub(super) feeds: &'a [feed::Model],
    /// The name of one's faction, for who sits in one or answers for it.
    pub(super) faction: Option<String>,
    /// The address of the public calendar.
    pub(super) public: String,
    /// For names.
    pub(super) book: &'a CouncilBook,
}

/// `/mijn/agenda`
pub(super) fn own(ctx: &Ctx, own: &OwnPage<'_>, input: &FeedInput, errors: &FieldErrors) -> AnyView {
    let public = public_link(ctx, &own.public);
    view! {
        <PageHead title=ctx.t("calendar-title") lede=ctx.t("calendar-lede")/>
        {page::problems(ctx, errors.listed(ctx.lang))}
        {form(ctx, own, input, errors)}
        {list(ctx, own)}
        {public}
    }
    .into_any()
}

/// The address of what everybody may come to.
pub(crate) fn public_link(ctx: &Ctx, address: &str) -> AnyView {
    let (href, shown) = (address.to_owned(), address.to_owned());
    view! { <p>{ctx.t("calendar-public")}" "<a href=href>{shown}</a></p> }.into_any()
}

fn form(ctx: &Ctx, own: &OwnPage<'_>, input: &FeedInput, errors: &FieldErrors) -> AnyView {
    let whose = own.faction.as_ref().map(|faction| {
        let choices = choices([
            (String::new(), ctx.t("calendar-of-mine")),
            ("fractie".to_owned(), ctx.tn("calendar-of-faction", &[("faction", faction.as_str().into())])),
        ]);
        view! {
            <Radios name="van" label=ctx.t("calendar-of") options=choices value=input.van.clone()
                error=errors.text(ctx.lang, "van")/>
        }
    });
    let minutes = REMINDERS.map(|minutes| (minutes.to_string(), ctx.t(&format!("calendar-reminder-{minutes}"))));
    let fields = view! {
        {whose}
        <Checkbox name="voorvoegsel" label=ctx.t("calendar-prefix") checked=input.voorvoegsel/>
        <Select name="herinnering" label=ctx.t("calendar-reminder") options=choices(minutes)
            value=input.herinnering.clone() blank=ctx.t("calendar-reminder-none") required=false
            error=errors.text(ctx.lang, "herinnering")/>
        <TextField name="naam" label=ctx.t("calendar-name") hint=ctx.t("calendar-name-hint") value=input.naam.clone()
            optional=ctx.t("optional") maxlength=80 error=errors.text(ctx.lang, "naam")/>
        <div class="form-actions"><Submit text=ctx.t("calendar-make")/></div>
    }
    .into_any();
    view! { <Form action=ctx.url("/mijn/agenda") key=fresh_key()>{fields}</Form> }.into_any()
}

fn list(ctx: &Ctx, own: &OwnPage<'_>) -> AnyView {
    if own.feeds.is_empty() {
        return ().into_any();
    }
    let items = own
        .feeds
        .iter()
        .map(|feed| {
            let fetched = match feed.last_fetched_at {
                Some(at) => {
                    let when = ctx.lang.ago(moment(at), ctx.now, ctx.tenant.zone());
                    ctx.tn("calendar-fetched", &[("when", when.into())])
                }
                None => ctx.t("calendar-fetched-never"),
            };
            let whose = match feed.faction_id {
                Some(faction) => own.book.faction_name(faction).to_owned(),
                None => ctx.t("calendar-of-mine"),
            };
            let action = ctx.url(&format!("/mijn/agenda/{}/beeindiging", feed.id));
            let name = feed.name.clone();
            let end =
                view! { <ButtonForm action=action text=ctx.t("calendar-end") look=Look::Quiet about=name.clone()/> };
            view! { <Item title=name meta=[whose, fetched].join(" · ")>{end}</Item> }
        })
        .collect_view();
    let count = whole(own.feeds.len());
    view! { <Section id="abonnementen" title=ctx.t("calendar-list") count=count><List>{items}</List></Section> }
        .into_any()
}

/// The page that shows the address of a subscription, once.
pub(super) fn made(ctx: &Ctx, address: &str) -> AnyView {
    let webcal = address.split_once("://").map_or_else(|| address.to_owned(), |(_, rest)| format!("webcal://{rest}"));
    let programs = ["apple", "google", "outlook", "android"]
        .map(|program| {
            let (name, how) = (format!("calendar-in-{program}"), format!("calendar-in-{program}-how"));
            view! { <li><strong>{ctx.t(&name)}</strong>" "{ctx.t(&how)}</li> }
        })
        .collect_view();
    let open = view! { <LinkButton href=webcal text=ctx.t("calendar-open") look=Look::Primary/> };
    view! {
        <PageHead title=ctx.t("calendar-made-title") lede=ctx.t("calendar-made-lede")>{open}</PageHead>
        <p>{ctx.t("calendar-copy")}</p>
        <pre class="token"><code>{address.to_owned()}</code></pre>
        <ul>{programs}</ul>
        <p class="meta">{ctx.t("calendar-slow")}</p>
        <p><a href=ctx.url("/mijn/agenda")>{ctx.t("calendar-back")}</a></p>
    }
    .into_any()
}
