//! What is recorded, who sees it, how long it stays: one screen for the council, and the council's decisions under it.

use axum::{extract::State, response::Response};
use domain::{
    measuring::Level,
    policy::{Facts, act},
};
use leptos::prelude::*;

use super::measuring;
use crate::{
    AppState,
    ctx::Ctx,
    error::AppError,
    page,
    settings::store::{self, DecisionLine},
    text::whole,
    ui::*,
};

/// `GET /{gemeente}/informatiebalans/uitleg`
pub async fn explanation(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    ctx.allow::<act::SeeOwnRecord>(Facts::default())?;
    let known = measuring::load(app.db.read(), &ctx.tenant).await?;
    let view = explanation_view(&ctx, known.level_at(ctx.now), known.reading_days(ctx.now));
    Ok(page::page(&ctx, ctx.t("balance-explain"), view))
}

/// `GET /{gemeente}/informatiebalans/besluiten`: what the council decided so far, for everybody who sees the balance.
pub async fn decisions(ctx: Ctx, State(app): State<AppState>) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Facts::default())?;
    let db = app.db.read();
    let lines = store::decisions(db, &ctx.tenant).await?;
    let level = measuring::load(db, &ctx.tenant).await?.level_at(ctx.now);
    Ok(page::page(&ctx, ctx.t("measuring-decisions-title"), decisions_view(&ctx, level, &lines)))
}

fn explanation_view(ctx: &Ctx, level: Level, days: u16) -> AnyView {
    let values = [("days", i64::from(days).into())];
    let items = ["owed", "told", "reached", "groups", "look", "long", "object"]
        .into_iter()
        .map(|key| {
            let text = ctx.tn(&format!("balance-explain-{key}"), &values);
            (ctx.t(&format!("balance-explain-{key}-head")), view! { <span>{text}</span> }.into_any())
        })
        .collect();
    let decisions = ctx.may::<act::SeeBalance>(Facts::default()).then(|| {
        view! { <a href=ctx.url("/informatiebalans/besluiten")>{ctx.t("measuring-decisions-title")}</a> }
    });
    view! {
        <PageHead title=ctx.t("balance-explain") lede=ctx.t(&format!("balance-level-{}", level.code()))/>
        <Facts items=items/>
        <p class="cluster">
            <a href=ctx.url("/mijn/vastgelegd")>{ctx.t("measuring-own-title")}</a>
            {decisions}
            <a href=ctx.url("/privacy")>{ctx.t("footer-privacy")}</a>
        </p>
    }
    .into_any()
}

fn decisions_view(ctx: &Ctx, level: Level, lines: &[DecisionLine]) -> AnyView {
    let count = whole(lines.len());
    let list = decision_list(ctx, lines);
    view! {
        <PageHead title=ctx.t("measuring-decisions-title") lede=ctx.t(&format!("balance-level-{}", level.code()))/>
        <Section id="besluiten" title=ctx.t("settings-decisions") count=count>{list}</Section>
        <p><a href=ctx.url("/informatiebalans/uitleg")>{ctx.t("balance-explain-link")}</a></p>
    }
    .into_any()
}

/// The decisions, the one recorded last first.
pub fn decision_list(ctx: &Ctx, lines: &[DecisionLine]) -> AnyView {
    if lines.is_empty() {
        return view! { <Empty text=ctx.t("settings-no-decisions")/> }.into_any();
    }
    let items = lines
        .iter()
        .map(|line| {
            let title = ctx.t(&format!("settings-level-{}", line.level.code()));
            let mut about = Vec::new();
            if line.level != Level::Off {
                about.push(ctx.tn("settings-days-kept", &[("n", line.reading_days.into())]));
            }
            if !line.dpia_reference.is_empty() {
                about.push(ctx.tn("settings-dpia-was", &[("reference", line.dpia_reference.clone().into())]));
            }
            about.push(ctx.tn(
                "settings-recorded",
                &[("name", line.recorded_by.clone().into()), ("when", ctx.when(line.recorded_at).into())],
            ));
            view! {
                <Item title=title meta=about.join(" · ") lead=ctx.day(line.decided_on) at=line.decided_on.to_string()/>
            }
        })
        .collect_view();
    view! { <List>{items}</List> }.into_any()
}
