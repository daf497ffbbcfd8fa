//! The pages of this room: what came in, was this you, and how to set it up.

use axum::{
    extract::{Path, RawQuery},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    answers::Answer,
    policy::{Facts, act},
    replies::Reason,
};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    entity::incoming,
    mailbox,
    store::{self, Line},
    trial,
    views::{self, Asked, Setup},
};
use crate::{answers, ctx::Ctx, error::AppError, page, people, text::whole, ui::*};

/// Which of what came in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Filter {
    toon: String,
    voor: String,
}

/// `GET /{gemeente}/agenda-antwoorden`
pub async fn list(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, AppError> {
    ctx.allow::<act::SeeReplies>(Facts::default())?;
    let filter: Filter = serde_html_form::from_str(&query.unwrap_or_default()).unwrap_or_default();
    let all = filter.toon == "alles";
    let db = ctx.app.db.read();
    let waiting = store::count_waiting(db, &ctx.tenant).await?;
    let (lines, more) = store::page(db, &ctx.tenant, all, Uuid::parse_str(&filter.voor).ok()).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let view = views::list(&ctx, &book, all, whole(waiting), &lines, more);
    Ok(page::page(&ctx, ctx.t("replies-title"), view))
}

/// "Antwoorden uit agenda's": on the clerk's home, when some wait.
pub async fn on_home(ctx: &Ctx) -> Result<AnyView, AppError> {
    if !ctx.may::<act::SeeReplies>(Facts::default()) {
        return Ok(().into_any());
    }
    let waiting = store::count_waiting(ctx.app.db.read(), &ctx.tenant).await?;
    if waiting == 0 {
        return Ok(().into_any());
    }
    let count = whole(waiting);
    let title = ctx.tn("replies-home", &[("n", count.into())]);
    let (href, meta) = (ctx.url("/agenda-antwoorden"), ctx.t("replies-home-meta"));
    Ok(view! {
        <Section id="agenda-antwoorden" title=ctx.t("replies-title")>
            <List><Item href=href title=title meta=meta/></List>
        </Section>
    }
    .into_any())
}

/// What waits behind a link, or the page that says that it does not.
pub(super) async fn asked(ctx: &Ctx, token: &str) -> Result<Result<(incoming::Model, Line), Response>, AppError> {
    let db = ctx.app.db.read();
    let gone = |key: &'static str| {
        let shown = page::page(ctx, ctx.t("replies-ask-gone-title"), views::gone(ctx, key));
        Ok(Err((StatusCode::GONE, shown).into_response()))
    };
    let Some(row) = store::asked(db, &ctx.tenant, token).await? else { return Err(AppError::NotFound) };
    if !store::is_open(&row) {
        return gone("replies-ask-settled");
    }
    let line = store::line(db, &ctx.tenant, row.clone()).await?;
    if let (Some(invitation), Some(_)) = (row.invitation_id, &line.gathering) {
        let reply = answers::store::reply(db, &ctx.tenant, invitation).await?;
        if store::is_overtaken(db, &ctx.tenant, &row, &reply).await? {
            return gone("replies-overtaken-own");
        }
    }
    match line.gathering.as_ref().map(|gathering| answers::store::may_answer(gathering, ctx.now)) {
        Some(Ok(())) => Ok(Ok((row, line))),
        Some(Err(refusal)) => gone(answers::commands::refusal_key(refusal)),
        None => Err(AppError::NotFound),
    }
}

/// `GET /{gemeente}/agenda-antwoord/{token}`: shows what came in, and changes nothing.
pub async fn ask(ctx: Ctx, Path((_, token)): Path<(String, String)>) -> Result<Response, AppError> {
    let (row, line) = match asked(&ctx, &token).await? {
        Ok(found) => found,
        Err(gone) => return Ok(gone),
    };
    let (Some(answer), Some(gathering)) = (line.answer, &line.gathering) else { return Err(AppError::NotFound) };
    let outdated = line.reason == Reason::Outdated;
    let view = views::ask(&ctx, &Asked { token: &token, answer, gathering, sender: &row.sender, outdated });
    Ok(page::page(&ctx, ctx.t("replies-ask-title"), view))
}

/// What is said after the person confirmed.
pub(super) fn confirmed(ctx: &Ctx, answer: Option<Answer>) -> Response {
    page::page(ctx, ctx.t("replies-confirmed-title"), views::confirmed(ctx, answer))
}

/// `GET /{gemeente}/instellingen/agenda-antwoorden`
pub async fn setup(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::SeeSettings>(Facts::default())?;
    let last = trial::last(ctx.app.db.read(), &ctx.tenant).await?;
    let settings = &ctx.app.settings;
    let host = settings.base_url.split("://").nth(1).and_then(|rest| rest.split([':', '/']).next()).unwrap_or_default();
    let read = mailbox::state(ctx.app.db.read()).await?;
    let view = views::setup(&ctx, &Setup { post: &settings.post, host, last, read });
    Ok(page::page(&ctx, ctx.t("replies-setup-title"), view))
}

/// "Adressen waarvan u antwoordt", for whoever has any besides their own.
pub(crate) async fn on_own_page(ctx: &Ctx) -> Result<AnyView, AppError> {
    let person = ctx.actor()?.person;
    Ok(views::addresses(ctx, store::remembered(ctx.app.db.read(), &ctx.tenant, person).await?))
}
