//! GET handlers of questions.

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    response::Response,
};
use domain::policy::{Facts, act};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    input::{AskInput, DraftInput, ListQuery, ReleaseInput},
    store::{self, Question},
    views::{
        self,
        page::{Holder, May, QuestionPage},
        write::Preview,
    },
};
use crate::{
    AppState, balance,
    ctx::{Ctx, Id},
    error::AppError,
    form::{self, FieldErrors},
    gatherings,
    mail::Wave,
    page, people,
};

/// The register.
pub async fn list(
    ctx: Ctx,
    State(app): State<AppState>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeQuestions>(Facts::default())?;
    let query = query.map(|Query(query)| query).unwrap_or_default();
    let (filter, number, db) = (query.filter(), query.page(), app.db.read());
    let (lines, more) = store::list(db, &ctx.tenant, &filter, number).await?;
    let counts = store::shown(db, &ctx.tenant, &filter).await?;
    let factions = store::by_faction(db, &ctx.tenant, &filter).await?;
    let book = people::store::book(db, &ctx.tenant).await?;
    let shown = views::ListPage {
        filter: &filter,
        page: number,
        lines: &lines,
        more,
        counts,
        factions: &factions,
        book: &book,
        may_ask: ctx.may::<act::AskQuestion>(Facts::default()),
    };
    Ok(page::page(&ctx, ctx.t("nav-questions"), views::list(&ctx, &shown)))
}

/// What the address of the form may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskQuery {
    bijeenkomst: String,
}

/// The form that asks.
pub async fn ask(
    ctx: Ctx,
    State(app): State<AppState>,
    query: Result<Query<AskQuery>, QueryRejection>,
) -> Result<Response, AppError> {
    ctx.allow::<act::AskQuestion>(Facts::default())?;
    let input = AskInput {
        soort: domain::questions::Kind::Technical.code().to_owned(),
        bijeenkomst: query.map(|Query(query)| query.bijeenkomst).unwrap_or_default(),
        key: form::fresh_key(),
        ..AskInput::default()
    };
    let gathering = asked_at(&ctx, &app, &input).await?;
    let view = views::write::ask(&ctx, &input, &FieldErrors::default(), gathering.as_deref());
    Ok(page::page(&ctx, ctx.t("question-ask"), view))
}

/// The title of the gathering a question is asked at; `NotFound` for one the asker may not know of.
pub(super) async fn asked_at(ctx: &Ctx, app: &AppState, input: &AskInput) -> Result<Option<String>, AppError> {
    let Some(id) = input.gathering() else { return Ok(None) };
    let row = gatherings::store::find(app.db.read(), &ctx.tenant, id).await?;
    let facts = gatherings::store::facts(app.db.read(), ctx.actor()?, &row).await?;
    ctx.allow::<act::SeeGathering>(facts)?;
    Ok(Some(row.title))
}

/// The page of one question.
pub async fn question(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeQuestions>(Facts::default())?;
    let question = store::find(app.db.read(), &ctx.tenant, id.0).await?;
    if question.answer.is_some() {
        balance::reading::note(&ctx, question.id).await?;
    }
    let chosen = question.holder.map(|holder| holder.to_string()).unwrap_or_default();
    let view = whole_page(&ctx, &app, &question, chosen, FieldErrors::default()).await?;
    Ok(page::page(&ctx, question.title.clone(), view))
}

/// The page as this reader sees it, with what the clerk chose and what is wrong with that.
pub(super) async fn whole_page(
    ctx: &Ctx,
    app: &AppState,
    question: &Question,
    chosen: String,
    errors: FieldErrors,
) -> Result<leptos::prelude::AnyView, AppError> {
    let (db, actor) = (app.db.read(), ctx.actor()?);
    let facts = question.facts(actor.person);
    let may = May {
        route: ctx.may::<act::RouteQuestion>(facts),
        draft: ctx.may::<act::DraftAnswer>(facts),
        release: ctx.may::<act::ReleaseAnswer>(facts),
    };
    let owed = match &question.answer {
        Some(_) if ctx.may::<act::Confirm>(Facts { own: true, ..Facts::default() }) => {
            balance::store::owed(db, &ctx.tenant, question.id, actor.person).await?
        }
        _ => None,
    };
    let book = people::store::book(db, &ctx.tenant).await?;
    let holders = if may.route { holders(ctx, app).await? } else { Vec::new() };
    let shown = QuestionPage {
        question,
        book: &book,
        gathering: gathering(ctx, app, question).await?,
        owed,
        may,
        holders: &holders,
        chosen,
        errors,
    };
    Ok(views::page::question(ctx, &shown))
}

/// Title and address of the gathering a question was asked at, when this reader may know of it.
async fn gathering(ctx: &Ctx, app: &AppState, question: &Question) -> Result<Option<(String, String)>, AppError> {
    let Some(id) = question.gathering else { return Ok(None) };
    let row = gatherings::store::find(app.db.read(), &ctx.tenant, id).await?;
    let facts = gatherings::store::facts(app.db.read(), ctx.actor()?, &row).await?;
    Ok(ctx.may::<act::SeeGathering>(facts).then(|| (row.title, ctx.url(&format!("/bijeenkomsten/{id}")))))
}

/// The executive of today with what each answers for.
async fn holders(ctx: &Ctx, app: &AppState) -> Result<Vec<Holder>, AppError> {
    let register = people::store::register(app.db.read(), &ctx.tenant).await?;
    let (view, today) = (register.book.council.view(), ctx.today());
    let active = view.active(today);
    let portfolio = |person: Uuid| {
        let mut theirs = active.iter().filter(|a| a.person == person && a.role.is_executive());
        theirs.find_map(|a| register.portfolios.get(&a.id)).cloned().unwrap_or_default()
    };
    let holder = |(person, role)| Holder { person, role, portfolio: portfolio(person) };
    Ok(register.book.executive(today).into_iter().map(holder).collect())
}

/// The form that writes the answer.
pub async fn draft(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeQuestions>(Facts::default())?;
    let question = store::find(app.db.read(), &ctx.tenant, id.0).await?;
    let facts = question.facts(ctx.actor()?.person);
    ctx.allow::<act::DraftAnswer>(facts)?;
    if question.answer.is_some() {
        return Ok(page::see(&ctx, &question.path(), None));
    }
    let book = people::store::book(app.db.read(), &ctx.tenant).await?;
    let input =
        DraftInput { antwoord: question.draft.clone(), version: question.version.to_string(), ..DraftInput::default() };
    let may_release = ctx.may::<act::ReleaseAnswer>(facts);
    let view = views::write::draft(&ctx, &question, &book, &input, &FieldErrors::default(), may_release);
    Ok(page::page(&ctx, ctx.t("question-write"), view))
}

/// The last look before the answer goes to everybody.
pub async fn preview(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeQuestions>(Facts::default())?;
    let question = store::find(app.db.read(), &ctx.tenant, id.0).await?;
    ctx.allow::<act::ReleaseAnswer>(question.facts(ctx.actor()?.person))?;
    if question.answer.is_some() {
        return Ok(page::see(&ctx, &question.path(), None));
    }
    let view = whole_preview(&ctx, &app, &question, FieldErrors::default(), false, &ReleaseInput::default()).await?;
    Ok(page::page(&ctx, ctx.t("question-preview-title"), view))
}

/// The preview, with what stands in the way.
pub(super) async fn whole_preview(
    ctx: &Ctx,
    app: &AppState,
    question: &Question,
    errors: FieldErrors,
    changed: bool,
    input: &ReleaseInput,
) -> Result<leptos::prelude::AnyView, AppError> {
    let book = people::store::book(app.db.read(), &ctx.tenant).await?;
    let wave = Wave::owed(&book, ctx.today());
    let shown = Preview { question, book: &book, wave: &wave, key: form::fresh_key(), errors, changed, input };
    Ok(views::write::preview(ctx, &shown))
}
