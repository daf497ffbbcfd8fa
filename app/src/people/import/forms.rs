//! Upload, look, carry out.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    import::{Missing, Plan, Problem, Sheet},
    policy::{
        Facts,
        act::{EditCouncil, ManageAccounts},
    },
};
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Applied, MAX_FILE, Unreadable, apply, apply::plan_for, decode, parse_missing, store, store::Upload, views, words,
};
use crate::{
    accounts::register,
    ctx::{Ctx, Flash},
    db::Db,
    error::AppError,
    form::{self, FieldErrors, Form, fresh_key},
    gate::Allowed,
    page,
    parts::{Parts, Posted},
    people::{
        forms::{id, query},
        store::book,
    },
    transaction,
};

fn allow(ctx: &Ctx) -> Result<Allowed<EditCouncil>, AppError> {
    ctx.allow::<EditCouncil>(Facts::default())
}

/// The page to upload at.
pub async fn upload_page(ctx: Ctx) -> Result<Response, AppError> {
    allow(&ctx)?;
    Ok(page::page(&ctx, ctx.t("council-import-title"), views::upload(&ctx, &FieldErrors::default())))
}

/// Takes a file, and goes on to what it would change.
pub async fn upload(ctx: Ctx, posted: Posted) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let (name, bytes) = match receive(Parts::of(posted)?).await? {
        Ok(file) => file,
        Err(why) => return Ok(refused(&ctx, why)),
    };
    if ctx.app.disk.is_scarce().await {
        let page = refused_because(&ctx, "error-disk");
        return Ok((StatusCode::INSUFFICIENT_STORAGE, page).into_response());
    }
    let file_name = name.clone();
    // Unpacking and reading a workbook keeps a processor busy.
    let decoded = tokio::task::spawn_blocking(move || decode(&bytes, &name)).await.map_err(AppError::unexpected)?;
    match decoded {
        Ok(sheet) => {
            let id = keep(&ctx.app.db, &allowed, &file_name, &sheet, ctx.now).await?;
            Ok(page::see(&ctx, &format!("/raad/import/{id}"), None))
        }
        Err(why) => Ok(refused(&ctx, why)),
    }
}

fn refused(ctx: &Ctx, why: Unreadable) -> Response {
    refused_because(ctx, words::unreadable(why))
}

fn refused_because(ctx: &Ctx, key: &'static str) -> Response {
    let mut errors = FieldErrors::default();
    errors.add("bestand", key);
    page::unprocessable(ctx, ctx.t("council-import-title"), views::upload(ctx, &errors))
}

async fn keep(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    file_name: &str,
    sheet: &Sheet,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    transaction!(db, |tx| { store::keep(tx, allowed.tenant(), allowed.person(), file_name, sheet, now).await })
}

/// One file of at most [`MAX_FILE`] bytes and nothing else.
async fn receive(mut parts: Parts) -> Result<Result<(String, Vec<u8>), Unreadable>, AppError> {
    let mut file = None;
    loop {
        let part = match parts.next().await {
            Ok(Some(part)) => part,
            Ok(None) => return Ok(file.unwrap_or(Err(Unreadable::Empty))),
            Err(cut) => return cut.unless_too_large().map(|()| Err(Unreadable::TooLarge)),
        };
        if part.name() != "bestand" || file.is_some() {
            return Err(AppError::field("form", "error-form"));
        }
        let name = part.file_name().to_owned();
        file = Some(match part.bytes(MAX_FILE).await {
            Ok(bytes) => bytes.map(|bytes| (name, bytes)).ok_or(Unreadable::TooLarge),
            Err(cut) => return cut.unless_too_large().map(|()| Err(Unreadable::TooLarge)),
        });
    }
}

/// What becomes of whoever is not in the file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    ontbrekend: String,
}

async fn waiting(ctx: &Ctx, preview: &str) -> Result<Upload, AppError> {
    store::find(ctx.app.db.read(), &ctx.tenant, id(preview)?).await?.ok_or(AppError::NotFound)
}

async fn planned(ctx: &Ctx, upload: &Upload, missing: Missing) -> Result<Result<Plan, Vec<Problem>>, AppError> {
    let present = store::present(ctx.app.db.read(), &ctx.tenant).await?;
    Ok(plan_for(&upload.sheet, &present, ctx.today(), missing))
}

/// What the file would change.
pub async fn preview_page(ctx: Ctx, Path((_, preview)): Path<(String, String)>) -> Result<Response, AppError> {
    allow(&ctx)?;
    let upload = waiting(&ctx, &preview).await?;
    let missing = parse_missing(&query::<Asked>(&ctx).ontbrekend);
    let outcome = planned(&ctx, &upload, missing).await?;
    let view = views::preview(&ctx, &upload, missing, &outcome, &fresh_key(), false);
    Ok(page::page(&ctx, views::title(&ctx, &outcome), view))
}

/// What the clerk saw and wants done.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApplyInput {
    ontbrekend: String,
    gezien: String,
    key: String,
}

/// Carries it out, if it still does what the clerk saw; else shows it again.
pub async fn apply_form(
    ctx: Ctx,
    Path((_, preview)): Path<(String, String)>,
    Form(input): Form<ApplyInput>,
) -> Result<Response, AppError> {
    let allowed = allow(&ctx)?;
    let preview = id(&preview)?;
    let Some(upload) = store::find(ctx.app.db.read(), &ctx.tenant, preview).await? else {
        // Sent twice: the first time did the work and threw the file away.
        was_done(&ctx.app.db, &allowed, &input.key, preview, ctx.now).await?;
        return Ok(page::see(&ctx, "/raad", Some(Flash::new("council-import-done-before"))));
    };
    let missing = parse_missing(&input.ontbrekend);
    let by = Some(allowed.person());
    let sheet = (&upload.sheet, missing);
    let applied = apply(&ctx.app.db, &ctx.tenant, by, sheet, (Some(preview), Some(&input.gezien)), ctx.now).await?;
    let outcome = match applied {
        Applied::Done(plan) => {
            claim(&ctx.app.db, &allowed, &input.key, preview, ctx.now).await?;
            let flash = done(&ctx)
                .await?
                .with("nieuw", plan.added.len())
                .with("gewijzigd", plan.changed.len())
                .with("beeindigd", plan.ended.len());
            return Ok(page::see(&ctx, "/raad", Some(flash)));
        }
        Applied::Differs(plan) => Ok(plan),
        Applied::Refused(problems) => Err(problems),
    };
    let view = views::preview(&ctx, &upload, missing, &outcome, &fresh_key(), true);
    Ok(page::conflict(&ctx, views::title(&ctx, &outcome), view))
}

/// What is said when it is done; for who may invite with how many cannot sign in yet, and the way to invite them.
async fn done(ctx: &Ctx) -> Result<Flash, AppError> {
    if ctx.may::<ManageAccounts>(Facts::default()) {
        let (db, tenant) = (ctx.app.db.read(), &ctx.tenant);
        let book = book(db, tenant).await?;
        let without = register::store::without_account(db, tenant, &book, ctx.today()).await?.len();
        if without > 0 {
            let flash = Flash::new("council-import-done-invite").with("n", without);
            return Ok(flash.next("/instellingen/accounts/uitnodigen", "council-import-invite"));
        }
    }
    Ok(Flash::new("council-import-done"))
}

/// Remembers that the form with this key carried this file out.
async fn claim(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    key: &str,
    preview: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    transaction!(db, |tx| { form::claim(tx, allowed.actor(), key, preview, now).await.map(|_| ()) })
}

/// Passes only when the form with this key carried this file out before; else there is no such file.
async fn was_done(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    key: &str,
    preview: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    transaction!(db, |tx| {
        match form::claim(tx, allowed.actor(), key, preview, now).await? {
            Some(before) if before == preview => Ok(()),
            _ => Err(AppError::NotFound),
        }
    })
}
