//! POST handlers of quarterly updates.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::policy::{Facts, act};
use uuid::Uuid;

use super::{
    commands::{self, NewUpdate, Publish},
    input::{PublishInput, ScheduleInput, UpdateInput, version},
    pages, store,
    views::page::Typed,
};
use crate::{
    AppState,
    balance::needed,
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{FieldErrors, Form},
    page,
};

/// Begins an update.
pub async fn create(
    ctx: Ctx,
    State(app): State<AppState>,
    Form(input): Form<UpdateInput>,
) -> Result<Response, AppError> {
    let actor = ctx.actor()?;
    // Nobody chosen means one's own.
    let alderman = match input.wethouder.as_str() {
        "" => actor.person,
        chosen => chosen.parse().unwrap_or(Uuid::nil()),
    };
    let allowed = ctx.allow::<act::WriteUpdate>(Facts { own: alderman == actor.person, ..Facts::default() })?;
    let made = match input.parse(ctx.today()) {
        Ok(written) => {
            let new = NewUpdate { alderman, written, key: input.key.clone() };
            commands::create(&app.db, &allowed, new, ctx.now).await
        }
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match made {
        Ok(id) => Ok(saved(&ctx, &store::path(id), &input.actie)),
        Err(AppError::Invalid(errors)) => {
            let view = pages::form_view(&ctx, &app, &input, &errors, None, None).await?;
            Ok(page::unprocessable(&ctx, ctx.t("update-write"), view))
        }
        Err(error) => Err(error),
    }
}

/// On to the preview, or to the page with a word that it is kept.
fn saved(ctx: &Ctx, path: &str, button: &str) -> Response {
    if button == "publiceren" {
        page::see(ctx, &format!("{path}/publicatie"), None)
    } else {
        page::see(ctx, path, Some(Flash::new("update-saved")))
    }
}

/// Changes what is written.
pub async fn edit(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<UpdateInput>,
) -> Result<Response, AppError> {
    let update = pages::known(&ctx, &app, id.0).await?;
    let allowed = ctx.allow::<act::WriteUpdate>(update.facts(ctx.actor()?.person))?;
    let done = match input.parse(ctx.today()) {
        Ok(written) => commands::edit(&app.db, &allowed, id.0, written, version(&input.version), ctx.now).await,
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match done {
        Ok(_) => Ok(saved(&ctx, &update.path(), &input.actie)),
        Err(AppError::Invalid(errors)) => {
            let view = pages::form_view(&ctx, &app, &input, &errors, Some(&update), None).await?;
            Ok(page::unprocessable(&ctx, ctx.t("update-write-on"), view))
        }
        Err(AppError::Conflict(_)) => {
            let stored = store::find(app.db.read(), &ctx.tenant, id.0).await?;
            let again = UpdateInput { version: stored.version.to_string(), ..input };
            let none = FieldErrors::default();
            let view = pages::form_view(&ctx, &app, &again, &none, Some(&stored), Some(&stored)).await?;
            Ok(page::conflict(&ctx, ctx.t("error-conflict-title"), view))
        }
        Err(error) => Err(error),
    }
}

/// Publishes now.
pub async fn publish(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<PublishInput>,
) -> Result<Response, AppError> {
    let update = pages::known(&ctx, &app, id.0).await?;
    let allowed = ctx.allow::<act::PublishUpdate>(update.facts(ctx.actor()?.person))?;
    let mut errors = FieldErrors::default();
    let needed_at = needed::read_ahead(&mut errors, &input.nodig_datum, &input.nodig_tijd, &ctx);
    let done = if errors.is_empty() {
        let key = input.key.clone();
        let publish = Publish { update: id.0, version: version(&input.version), needed_at, key };
        commands::publish(&app.db, &allowed, &app.settings.base_url, publish, ctx.now).await
    } else {
        Err(AppError::Invalid(errors))
    };
    match done {
        Ok(people) => Ok(page::see(&ctx, &update.path(), Some(Flash::new("update-published-now").with("n", people)))),
        Err(error) => not_yet(&ctx, &app, id.0, Typed::Now(&input), error).await,
    }
}

/// Sets the moment at which it goes out by itself.
pub async fn schedule(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<ScheduleInput>,
) -> Result<Response, AppError> {
    let update = pages::known(&ctx, &app, id.0).await?;
    let allowed = ctx.allow::<act::PublishUpdate>(update.facts(ctx.actor()?.person))?;
    let mut errors = FieldErrors::default();
    let needed_at = needed::read_ahead(&mut errors, &input.nodig_datum, &input.nodig_tijd, &ctx);
    let done = match input.parse(ctx.tenant.zone()) {
        Ok(at) if errors.is_empty() => {
            let (version, moments) = (version(&input.version), (at, needed_at));
            commands::schedule(&app.db, &allowed, id.0, version, moments, ctx.now).await.map(|()| at)
        }
        Ok(_) => Err(AppError::Invalid(errors)),
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match done {
        Ok(at) => {
            let flash = Flash::new("update-scheduled")
                .with("when", ctx.when(at))
                .undo(format!("{}/planning/intrekking", update.path()), Vec::new());
            Ok(page::see(&ctx, &update.path(), Some(flash)))
        }
        Err(error) => not_yet(&ctx, &app, id.0, Typed::Later(&input), error).await,
    }
}

/// The preview again: with what stands in the way, or because the text is another by now.
async fn not_yet(ctx: &Ctx, app: &AppState, id: Uuid, typed: Typed<'_>, error: AppError) -> Result<Response, AppError> {
    let title = ctx.t("update-preview-title");
    let update = store::find(app.db.read(), &ctx.tenant, id).await?;
    match error {
        AppError::Invalid(errors) => {
            let view = pages::whole_preview(ctx, app, &update, typed, errors, false).await?;
            Ok(page::unprocessable(ctx, title, view))
        }
        AppError::Conflict("error-conflict") => {
            let view = pages::whole_preview(ctx, app, &update, typed, FieldErrors::default(), true).await?;
            Ok(page::conflict(ctx, title, view))
        }
        other => Err(other),
    }
}

/// Takes the moment away again.
pub async fn unschedule(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let update = pages::known(&ctx, &app, id.0).await?;
    let allowed = ctx.allow::<act::PublishUpdate>(update.facts(ctx.actor()?.person))?;
    commands::unschedule(&app.db, &allowed, id.0, ctx.now).await?;
    Ok(page::see(&ctx, &update.path(), Some(Flash::new("update-unscheduled"))))
}
