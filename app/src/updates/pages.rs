//! GET handlers of quarterly updates.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    response::Response,
};
use domain::{
    localtime::Quarter,
    people::Role,
    policy::{Facts, act},
    updates::State as Stage,
};
use leptos::prelude::AnyView;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    home,
    input::UpdateInput,
    store::{self, Update},
    views::{
        self,
        page::{Preview, Typed, UpdatePage},
        write::WritePage,
    },
    words,
};
use crate::{
    AppState, balance,
    ctx::{Ctx, Id},
    error::AppError,
    form::{self, FieldErrors},
    mail::Wave,
    page, people,
};

/// Last page somebody can ask for.
const MAX_PAGE: u64 = 10_000;

/// What the address of the list may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    blad: String,
}

/// The list.
pub async fn list(
    ctx: Ctx,
    State(app): State<AppState>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SeeUpdates>(Facts::default())?;
    let number = query.ok().and_then(|Query(query)| query.blad.parse().ok()).unwrap_or(1).clamp(1, MAX_PAGE);
    let db = app.db.read();
    let may_write = ctx.may::<act::WriteUpdate>(Facts { own: true, ..Facts::default() });
    let making = if may_write {
        let everybody = ctx.may::<act::WriteUpdate>(Facts::default());
        store::in_the_making(db, &ctx.tenant, (!everybody).then_some(allowed.person())).await?
    } else {
        Vec::new()
    };
    let (published, more) = store::published(db, &ctx.tenant, number).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let shown = views::ListPage {
        published: &published,
        more,
        count: store::some_published(db, &ctx.tenant).await?,
        page: number,
        making: &making,
        may_write,
        book: &book,
    };
    Ok(page::page(&ctx, ctx.t("nav-updates"), views::list(&ctx, &shown)))
}

/// One update.
pub async fn update(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let db = app.db.read();
    let actor = ctx.actor()?;
    let update = store::find(db, &ctx.tenant, id.0).await?;
    let facts = update.facts(actor.person);
    ctx.allow::<act::SeeUpdate>(facts)?;
    let published = update.state() == Stage::Published;
    if published {
        balance::reading::note(&ctx, update.id).await?;
    }
    let owed = if published && ctx.may::<act::Confirm>(Facts { own: true, ..Facts::default() }) {
        balance::store::owed(db, &ctx.tenant, update.id, actor.person).await?
    } else {
        None
    };
    let book = people::store::book(db, &ctx.tenant).await?;
    let shown = UpdatePage {
        update: &update,
        book: &book,
        owed,
        may_write: ctx.may::<act::WriteUpdate>(facts),
        may_publish: ctx.may::<act::PublishUpdate>(facts),
    };
    Ok(page::page(&ctx, update.title.clone(), views::page::update(&ctx, &shown)))
}

/// What the address of the form may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewQuery {
    kwartaal: String,
}

/// The form for a new one: over the quarter asked for, else the one that is due.
pub async fn new(
    ctx: Ctx,
    State(app): State<AppState>,
    query: Result<Query<NewQuery>, QueryRejection>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::WriteUpdate>(Facts { own: true, ..Facts::default() })?;
    let running = Quarter::containing(ctx.today());
    let asked = query.ok().and_then(|Query(query)| Quarter::parse(&query.kwartaal)).filter(|q| *q <= running);
    let quarter = match asked {
        Some(quarter) => quarter,
        None => home::due(&ctx, allowed.person()).await?.first().map_or(running, |due| due.quarter),
    };
    let input = UpdateInput {
        kwartaal: quarter.to_string(),
        titel: ctx.tn("update-title-default", &[("quarter", words::quarter(ctx.lang, quarter).into())]),
        key: form::fresh_key(),
        ..UpdateInput::default()
    };
    let view = form_view(&ctx, &app, &input, &FieldErrors::default(), None, None).await?;
    Ok(page::page(&ctx, ctx.t("update-write"), view))
}

/// The form for one that is there.
pub async fn edit(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let update = known(&ctx, &app, id.0).await?;
    ctx.allow::<act::WriteUpdate>(update.facts(ctx.actor()?.person))?;
    if update.state() == Stage::Published {
        return Ok(page::see(&ctx, &update.path(), None));
    }
    let input = UpdateInput::of(&update);
    let view = form_view(&ctx, &app, &input, &FieldErrors::default(), Some(&update), None).await?;
    Ok(page::page(&ctx, ctx.t("update-write-on"), view))
}

/// An update this reader may know of.
pub(super) async fn known(ctx: &Ctx, app: &AppState, id: Uuid) -> Result<Update, AppError> {
    let actor = ctx.actor()?;
    let update = store::find(app.db.read(), &ctx.tenant, id).await?;
    ctx.allow::<act::SeeUpdate>(update.facts(actor.person))?;
    Ok(update)
}

/// The form with what was typed: new, or for `update`; `stored` is what somebody else wrote meanwhile.
pub(super) async fn form_view(
    ctx: &Ctx,
    app: &AppState,
    input: &UpdateInput,
    errors: &FieldErrors,
    update: Option<&Update>,
    stored: Option<&Update>,
) -> Result<AnyView, AppError> {
    let actor = ctx.actor()?;
    let own = Facts { own: true, ..Facts::default() };
    // An official chooses for whom; a member of the executive writes their own.
    let chooses = update.is_none() && actor.is(Role::Official);
    let aldermen = if chooses {
        let book = people::store::book(app.db.read(), &ctx.tenant).await?;
        let named = |(person, _)| (person, book.titled(ctx.lang, person, ctx.today()));
        book.executive(ctx.today()).into_iter().map(named).collect()
    } else {
        Vec::new()
    };
    let shown = WritePage {
        input,
        errors,
        action: match update {
            Some(update) => ctx.url(&format!("{}/wijzigen", update.path())),
            None => ctx.url("/kwartaalupdates"),
        },
        aldermen,
        stored,
        may_publish: ctx.may::<act::PublishUpdate>(update.map_or(own, |update| update.facts(actor.person))),
    };
    Ok(views::write::write(ctx, &shown))
}

/// The last look before it goes to everybody.
pub async fn preview(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let update = known(&ctx, &app, id.0).await?;
    ctx.allow::<act::PublishUpdate>(update.facts(ctx.actor()?.person))?;
    if update.state() == Stage::Published {
        return Ok(page::see(&ctx, &update.path(), None));
    }
    let view = whole_preview(&ctx, &app, &update, Typed::Nothing, FieldErrors::default(), false).await?;
    Ok(page::page(&ctx, ctx.t("update-preview-title"), view))
}

/// The preview, with what was typed and what stands in the way.
pub(super) async fn whole_preview(
    ctx: &Ctx,
    app: &AppState,
    update: &Update,
    typed: Typed<'_>,
    errors: FieldErrors,
    changed: bool,
) -> Result<AnyView, AppError> {
    let book = people::store::book(app.db.read(), &ctx.tenant).await?;
    let wave = Wave::owed(&book, ctx.today());
    let shown = Preview { update, wave: &wave, key: form::fresh_key(), typed, errors, changed };
    Ok(views::page::preview(ctx, &shown))
}
