//! Home: what needs me. One page, put together from what the rooms have for this reader.

mod start;

use std::collections::HashSet;

use axum::{extract::State, response::Response};
use domain::{
    localtime,
    people::Role,
    policy::{Facts, act},
};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    AppState, answers,
    balance::{self, store::Fresh},
    briefings,
    ctx::Ctx,
    error::AppError,
    gatherings, page, people, questions, replies,
    text::whole,
    ui::*,
    updates,
};

/// Most items under "Nog niet verteld" on the clerk's home.
const MOST_UNTOLD: usize = 6;

/// The home of whoever is signed in.
pub async fn home(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    if ctx.actor()?.roles.is_empty() {
        // Suspended, or between two roles: what is left is one's own account and record.
        return Ok(page::see(&ctx, "/mijn", None));
    }
    let allowed = ctx.allow::<act::SeeHome>(Facts::default())?;
    let start = start::steps(&ctx).await?;
    let waiting = answers::waiting(&ctx).await?;
    let fresh = balance::store::fresh(app.db.read(), &ctx.tenant, allowed.person(), ctx.now).await?;
    let (needed, shown) = balance::remind::on_home(&ctx).await?;
    let untold = untold(&ctx, &app, &shown).await?;
    let to_share = briefings::on_home(&ctx).await?;
    let replies = replies::on_home(&ctx).await?;
    let work = if ctx.may::<act::PlanGathering>(Facts::default()) {
        gatherings::work_for_clerk(&ctx).await?
    } else {
        ().into_any()
    };
    let questions = questions::on_home(&ctx).await?;
    let updates = updates::on_home(&ctx).await?;
    let fresh = fresh_view(&ctx, &fresh);
    let sections = [start, waiting, needed, untold, to_share, replies, work, fresh, questions, updates];
    let parts: Vec<String> = sections.into_iter().map(page::render).collect();
    let quiet = parts.iter().all(|part| !part.contains("<section"));
    let body = parts.concat();
    let nothing = quiet.then(|| {
        let (href, next) = if ctx.may::<act::SeeGatherings>(Facts::default()) {
            (ctx.url("/bijeenkomsten"), ctx.t("home-nothing-next"))
        } else {
            (ctx.url("/instellingen"), ctx.t("nav-settings"))
        };
        view! { <Empty text=ctx.t("home-nothing") href=href next=next/> }
    });
    let plan = ctx.may::<act::PlanGathering>(Facts::default()).then(|| {
        let (href, text) = (ctx.url("/bijeenkomsten/nieuw"), ctx.t("gathering-plan"));
        view! { <p class="no-print"><LinkButton href=href text=text icon=Icon::Plus/></p> }
    });
    let view = view! {
        <PageHead title=greeting(&ctx)/>
        {plan}
        {start::mail_goes_nowhere(&ctx)}
        <div class="stack wide home-parts" inner_html=body></div>
        {nothing}
    };
    Ok(page::page(&ctx, ctx.t("nav-home"), view))
}

/// "Goedenavond, Samira".
fn greeting(ctx: &Ctx) -> String {
    let part = match localtime::local(ctx.now, ctx.tenant.zone()).hour() {
        5..12 => "home-morning",
        12..18 => "home-afternoon",
        _ => "home-evening",
    };
    let name = ctx.visitor.as_ref().map(|actor| actor.name.as_str()).unwrap_or_default();
    ctx.tn(part, &[("name", name.split(' ').next().unwrap_or_default().into())])
}

fn fresh_view(ctx: &Ctx, fresh: &[Fresh]) -> AnyView {
    if fresh.is_empty() {
        return ().into_any();
    }
    let things = by_thing(fresh);
    let rows = things
        .iter()
        .map(|(newest, kinds)| {
            let ago = ctx.lang.ago(crate::db::moment(newest.released_at), ctx.now, ctx.tenant.zone());
            let day = newest.starts_at.map(|at| ctx.when(crate::db::moment(at)));
            let kinds = kinds.iter().map(|kind| ctx.t(&format!("balance-kind-{kind}")));
            let meta = day.into_iter().chain(kinds).collect::<Vec<_>>().join(" · ");
            view! { <Item href=ctx.url(&newest.path) title=newest.title.clone() meta=meta lead=ago/> }
        })
        .collect_view();
    let count = whole(things.len());
    let text = ctx.tn("home-all-read", &[("n", count.into())]);
    let shown = vec![("tot".to_owned(), crate::db::millis(ctx.now).to_string())];
    let all = view! { <ButtonForm action=ctx.url("/gelezen") text=text look=Look::Quiet hidden=shown/> };
    let recorded = ctx.t("home-all-read-recorded");
    view! {
        <Section id="nieuw" title=ctx.t("home-fresh") count=count beside=all.into_any()>
            <p class="meta">{recorded}</p>
            <List>{rows}</List>
        </Section>
    }
    .into_any()
}

/// One line per thing, the newest first, with what is new about it: a gathering that was announced and then moved is one
/// thing to open.
fn by_thing(fresh: &[Fresh]) -> Vec<(&Fresh, Vec<&str>)> {
    let mut things: Vec<(&Fresh, Vec<&str>)> = Vec::new();
    for item in fresh {
        match things.iter_mut().find(|(newest, _)| newest.path == item.path) {
            Some((_, kinds)) if kinds.contains(&item.kind.as_str()) => {}
            Some((_, kinds)) => kinds.push(&item.kind),
            None => things.push((item, vec![&item.kind])),
        }
    }
    things
}

/// "Nog niet verteld": for the clerk, who can tell them with one press on the next page. What is `shown` already, because
/// it must be known soon, is left out.
async fn untold(ctx: &Ctx, app: &AppState, shown: &HashSet<Uuid>) -> Result<AnyView, AppError> {
    let is_clerk = ctx.visitor.as_ref().is_some_and(|actor| actor.is(Role::Clerk));
    if !is_clerk {
        return Ok(().into_any());
    }
    let mut items = balance::store::untold(app.db.read(), &ctx.tenant, ctx.now).await?;
    items.retain(|item| !shown.contains(&item.line.item.id));
    if items.is_empty() {
        return Ok(().into_any());
    }
    let book = people::store::book(app.db.read(), &ctx.tenant).await?;
    let rows = items
        .iter()
        .take(MOST_UNTOLD)
        .map(|item| {
            let groups = balance::pages::by_faction(ctx, &book, &item.untold);
            let people = whole(item.untold.len());
            let all = whole(item.line.item.audience.len());
            let meta = ctx.tn("home-untold-meta", &[("n", people.into()), ("all", all.into())]);
            let href = ctx.url(&format!("/informatiebalans/onderdelen/{}", item.line.item.id));
            let lead = ctx.t(&format!("balance-kind-{}", item.line.kind));
            let names = names(ctx, &groups);
            let missed = balance::undelivered::line(ctx, &book, &item.missed);
            view! { <Item href=href title=item.line.title.clone() meta=meta lead=lead><p>{names}</p>{missed}</Item> }
        })
        .collect_view();
    let count = whole(items.len());
    let more = (items.len() > MOST_UNTOLD).then(|| ctx.url("/informatiebalans"));
    let more_text = more.as_ref().map(|_| ctx.t("home-untold-more"));
    Ok(view! {
        <Section id="niet-verteld" title=ctx.t("home-untold") count=count href=more link=more_text>
            <List>{rows}</List>
        </Section>
    }
    .into_any())
}

/// Up to five names; more than that by faction with a number.
pub(crate) fn names(ctx: &Ctx, groups: &[(String, Vec<String>)]) -> String {
    let people: usize = groups.iter().map(|(_, names)| names.len()).sum();
    groups
        .iter()
        .map(|(faction, names)| {
            if people <= 5 {
                format!("{} ({faction})", names.join(", "))
            } else {
                let n = whole(names.len());
                ctx.tn("home-untold-faction", &[("faction", faction.as_str().into()), ("n", n.into())])
            }
        })
        .collect::<Vec<_>>()
        .join(" · ")
}
