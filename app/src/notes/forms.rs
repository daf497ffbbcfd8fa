//! Notes: saving a draft, looking at it, publishing it.

use axum::{extract::Path, response::Response};
use domain::{policy::act, values::LongText};
use serde::Deserialize;

use super::{
    commands::{self, Publish, SaveDraft},
    pages::{gathering_of, publishing, writing},
    views,
};
use crate::{
    balance::needed,
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{FieldErrors, Form, fresh_key},
    page,
};

/// The form in which notes are written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WriteInput {
    verslag: String,
    version: String,
    /// Which button: none to save, `voorbeeld`, `publiceren`.
    actie: String,
}

impl WriteInput {
    fn version(&self) -> Result<i64, AppError> {
        self.version.parse().map_err(|_| AppError::field("form", "error-form"))
    }

    fn parse(&self) -> Result<LongText, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.take("verslag", LongText::parse(&self.verslag)).ok_or(errors)
    }
}

/// Saves the draft, or shows what it would look like; nothing is saved by looking.
pub async fn write(
    ctx: Ctx,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<WriteInput>,
) -> Result<Response, AppError> {
    let (gathering, facts) = gathering_of(&ctx, id).await?;
    ctx.allow::<act::SeeGathering>(facts)?;
    let allowed = ctx.allow::<act::WriteNotes>(facts)?;
    let version = input.version()?;
    let title = ctx.t("notes-writing-title");
    let mut again = writing(&ctx, &gathering, facts).await?;
    let text = match input.parse() {
        Ok(text) => text,
        Err(errors) => {
            again.text = input.verslag;
            again.version = version;
            again.errors = errors;
            let view = views::writing(&ctx, again);
            return Ok(page::unprocessable(&ctx, title, view));
        }
    };
    if input.actie == "voorbeeld" {
        again.text = text.into_string();
        again.version = version;
        again.preview = true;
        let view = views::writing(&ctx, again);
        return Ok(page::page(&ctx, title, view));
    }
    let typed = text.as_str().to_owned();
    let save = SaveDraft { gathering: gathering.id, text, version };
    match commands::save_draft(&ctx.app.db, &allowed, save, ctx.now).await {
        Ok(_) if input.actie == "publiceren" => {
            Ok(page::see(&ctx, &format!("/bijeenkomsten/{}/verslag/publicatie", gathering.id), None))
        }
        Ok(_) => {
            let to = format!("/bijeenkomsten/{}/verslag/wijzigen", gathering.id);
            Ok(page::see(&ctx, &to, Some(Flash::new("notes-saved"))))
        }
        Err(AppError::Conflict(_)) => {
            // Read again: it changed between the first look and the saving.
            let mut mine = writing(&ctx, &gathering, facts).await?;
            let theirs = std::mem::replace(&mut mine.text, typed);
            let view = views::conflict(&ctx, mine, theirs);
            Ok(page::conflict(&ctx, ctx.t("error-conflict-title"), view))
        }
        Err(error) => Err(error),
    }
}

/// The form that publishes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PublishInput {
    key: String,
    version: String,
    nodig_datum: String,
    nodig_tijd: String,
}

/// Publishes the draft to everybody it is owed to.
pub async fn publish(
    ctx: Ctx,
    Path((_, id)): Path<(String, Id)>,
    Form(input): Form<PublishInput>,
) -> Result<Response, AppError> {
    let (gathering, facts) = gathering_of(&ctx, id).await?;
    ctx.allow::<act::SeeGathering>(facts)?;
    let allowed = ctx.allow::<act::PublishNotes>(facts)?;
    let version = input.version.parse().map_err(|_| AppError::field("form", "error-form"))?;
    let mut errors = FieldErrors::default();
    let needed_at = needed::read_ahead(&mut errors, &input.nodig_datum, &input.nodig_tijd, &ctx);
    if !errors.is_empty() {
        let mut again = publishing(&ctx, &gathering, input.key).await?;
        again.needed = (input.nodig_datum, input.nodig_tijd);
        again.errors = errors;
        let view = views::publishing(&ctx, again);
        return Ok(page::unprocessable(&ctx, ctx.t("notes-publish-title"), view));
    }
    let publish = Publish { gathering: gathering.id, version, needed_at, key: input.key };
    let done = commands::publish(&ctx.app.db, &allowed, publish, &ctx.app.settings.base_url, ctx.now).await;
    let title = ctx.t("notes-publish-title");
    match done {
        Ok(done) => {
            let flash = Flash::new("notes-published").with("n", done.mails);
            Ok(page::see(&ctx, &format!("/bijeenkomsten/{}/verslag", gathering.id), Some(flash)))
        }
        Err(AppError::Conflict(_)) => {
            let mut again = publishing(&ctx, &gathering, fresh_key()).await?;
            again.changed = true;
            let view = views::publishing(&ctx, again);
            Ok(page::conflict(&ctx, title, view))
        }
        Err(AppError::Invalid(errors)) => {
            let mut again = publishing(&ctx, &gathering, fresh_key()).await?;
            again.refused = again.refused.or(errors.text(ctx.lang, "verslag")).or(errors.text(ctx.lang, "form"));
            let view = views::publishing(&ctx, again);
            Ok(page::unprocessable(&ctx, title, view))
        }
        Err(error) => Err(error),
    }
}
