//! POST handlers of questions.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::policy::{Facts, act};
use uuid::Uuid;

use super::{
    commands::{self, ReleaseAnswer},
    input::{AskInput, DraftInput, ReleaseInput, RouteInput, version},
    pages, store, views,
};
use crate::{
    AppState,
    balance::needed,
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{FieldErrors, Form},
    page, people,
};

/// Asks a question.
pub async fn ask(ctx: Ctx, State(app): State<AppState>, Form(input): Form<AskInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::AskQuestion>(Facts::default())?;
    let gathering = pages::asked_at(&ctx, &app, &input).await?;
    match input.parse() {
        Ok(ask) => {
            let id = commands::ask(&app.db, &allowed, &app.settings.base_url, ask, ctx.now).await?;
            Ok(page::see(&ctx, &format!("/vragen/{id}"), Some(Flash::new("question-asked"))))
        }
        Err(errors) => {
            let view = views::write::ask(&ctx, &input, &errors, gathering.as_deref());
            Ok(page::unprocessable(&ctx, ctx.t("question-ask"), view))
        }
    }
}

/// Hands a question to a member of the executive.
pub async fn route(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<RouteInput>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::RouteQuestion>(Facts::default())?;
    // A text that is no id is nobody's: the command says so by the field.
    let holder = input.aan.parse().unwrap_or(Uuid::nil());
    match commands::route(&app.db, &allowed, &app.settings.base_url, id.0, holder, ctx.now).await {
        Ok(()) => {
            let book = people::store::book(app.db.read(), &ctx.tenant).await?;
            let flash = Flash::new("question-routed").with("name", book.titled(ctx.lang, holder, ctx.today()));
            Ok(page::see(&ctx, &format!("/vragen/{}", id.0), Some(flash)))
        }
        Err(AppError::Invalid(errors)) => {
            let question = store::find(app.db.read(), &ctx.tenant, id.0).await?;
            let title = question.title.clone();
            let view = pages::whole_page(&ctx, &app, &question, input.aan, errors).await?;
            Ok(page::unprocessable(&ctx, title, view))
        }
        Err(error) => Err(error),
    }
}

/// Keeps a draft of the answer.
pub async fn draft(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<DraftInput>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeQuestions>(Facts::default())?;
    let question = store::find(app.db.read(), &ctx.tenant, id.0).await?;
    let facts = question.facts(ctx.actor()?.person);
    let allowed = ctx.allow::<act::DraftAnswer>(facts)?;
    let may_release = ctx.may::<act::ReleaseAnswer>(facts);
    let parsed = input.parse().and_then(|text| {
        // Nothing cannot be looked at before it goes.
        let nothing = input.actie == "versturen" && text.is_none();
        let mut errors = FieldErrors::default();
        if nothing {
            errors.add("antwoord", "question-error-answer-missing");
        }
        if nothing { Err(errors) } else { Ok(text) }
    });
    let text = match parsed {
        Ok(text) => text,
        Err(errors) => {
            let book = people::store::book(app.db.read(), &ctx.tenant).await?;
            let view = views::write::draft(&ctx, &question, &book, &input, &errors, may_release);
            return Ok(page::unprocessable(&ctx, ctx.t("question-write"), view));
        }
    };
    let done = commands::save_draft_answer(&app.db, &allowed, id.0, text, version(&input.version), ctx.now).await;
    match done {
        Ok(_) if input.actie == "versturen" => Ok(page::see(&ctx, &format!("{}/antwoord", question.path()), None)),
        Ok(_) => Ok(page::see(&ctx, &question.path(), Some(Flash::new("question-draft-saved")))),
        Err(AppError::Conflict(_)) => {
            let now = store::find(app.db.read(), &ctx.tenant, id.0).await?;
            let book = people::store::book(app.db.read(), &ctx.tenant).await?;
            let view = views::write::conflict(&ctx, &now, &book, &input, may_release);
            Ok(page::conflict(&ctx, ctx.t("error-conflict-title"), view))
        }
        Err(error) => Err(error),
    }
}

/// Releases the answer to everybody at once.
pub async fn release(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<ReleaseInput>,
) -> Result<Response, AppError> {
    ctx.allow::<act::SeeQuestions>(Facts::default())?;
    let question = store::find(app.db.read(), &ctx.tenant, id.0).await?;
    let allowed = ctx.allow::<act::ReleaseAnswer>(question.facts(ctx.actor()?.person))?;
    let mut errors = FieldErrors::default();
    let needed_at = needed::read_ahead(&mut errors, &input.nodig_datum, &input.nodig_tijd, &ctx);
    if !errors.is_empty() {
        let view = pages::whole_preview(&ctx, &app, &question, errors, false, &input).await?;
        return Ok(page::unprocessable(&ctx, ctx.t("question-preview-title"), view));
    }
    let key = input.key.clone();
    let answer = ReleaseAnswer { question: id.0, version: version(&input.version), needed_at, key };
    match commands::release_answer(&app.db, &allowed, &app.settings.base_url, answer, ctx.now).await {
        Ok(people) => Ok(page::see(&ctx, &question.path(), Some(Flash::new("question-answered").with("n", people)))),
        Err(AppError::Invalid(errors)) => {
            let view = pages::whole_preview(&ctx, &app, &question, errors, false, &input).await?;
            Ok(page::unprocessable(&ctx, ctx.t("question-preview-title"), view))
        }
        Err(AppError::Conflict("error-conflict")) => {
            let now = store::find(app.db.read(), &ctx.tenant, id.0).await?;
            let view = pages::whole_preview(&ctx, &app, &now, FieldErrors::default(), true, &input).await?;
            Ok(page::conflict(&ctx, ctx.t("question-preview-title"), view))
        }
        Err(error) => Err(error),
    }
}
