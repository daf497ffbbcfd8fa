//! Uploading the calendar of another system, looking at it, keeping it.

use axum::{
    extract::{Multipart, Path, multipart::MultipartRejection},
    response::Response,
};
use domain::{
    policy::{Facts, act},
    values::{ShortText, TextError},
};
use serde::Deserialize;

use super::{
    commands,
    read::{self, MAX_BYTES, Unreadable},
    store, views,
};
use crate::{
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{FieldErrors, Form},
    page,
};

/// Where these pages are, below the municipality.
const PATH: &str = "/instellingen/agenda/andere";
/// Bytes of a name that are taken from a form before it is judged.
const MAX_NAME: usize = 1_000;

/// `GET /{gemeente}/instellingen/agenda/andere`
pub async fn list(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::SeeSettings>(Facts::default())?;
    let all = store::all(ctx.app.db.read(), &ctx.tenant).await?;
    let view = views::list(&ctx, &all, "", &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("calendar-foreign-title"), view))
}

/// What the form carried.
#[derive(Default)]
struct Uploaded {
    name: String,
    file: Vec<u8>,
    too_large: bool,
}

async fn receive(mut multipart: Multipart) -> Result<Uploaded, AppError> {
    let broken = |_| AppError::field("form", "error-form");
    let mut uploaded = Uploaded::default();
    while let Some(mut field) = multipart.next_field().await.map_err(broken)? {
        let most = match field.name() {
            Some("naam") => MAX_NAME,
            Some("bestand") => MAX_BYTES,
            _ => return Err(AppError::field("form", "error-form")),
        };
        let is_file = field.name() == Some("bestand");
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            if bytes.len() + chunk.len() > most {
                uploaded.too_large = true;
                return Ok(uploaded);
            }
            bytes.extend_from_slice(&chunk);
        }
        if is_file {
            uploaded.file = bytes;
        } else {
            uploaded.name = String::from_utf8(bytes).map_err(|_| AppError::field("form", "error-form"))?;
        }
    }
    Ok(uploaded)
}

/// `POST /{gemeente}/instellingen/agenda/andere`: reads a file and goes on to what is in it.
pub async fn upload(ctx: Ctx, multipart: Result<Multipart, MultipartRejection>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let uploaded = match multipart {
        Ok(multipart) => receive(multipart).await?,
        Err(_) => Uploaded::default(),
    };
    let mut errors = FieldErrors::default();
    let name = ShortText::parse(&uploaded.name).map_err(|error| match error {
        TextError::Empty | TextError::NoLetter => "error-missing",
        TextError::TooLong => "error-too-long",
        TextError::ControlCharacter => "error-control",
    });
    let name = errors.take("naam", name);
    let (zone, today, file) = (ctx.tenant.zone().clone(), ctx.today(), uploaded.file);
    let reading = if uploaded.too_large {
        Err(Unreadable::TooLarge)
    } else {
        // Writing out what comes back keeps a processor busy.
        tokio::task::spawn_blocking(move || read::read(&file, &zone, today)).await.map_err(AppError::unexpected)?
    };
    let reading = errors.take("bestand", reading.map_err(Unreadable::key));
    match (name, reading) {
        (Some(name), Some(reading)) => {
            let id = commands::lay_aside(&ctx.app.db, &allowed, &name, &reading, ctx.now).await?;
            Ok(page::see(&ctx, &format!("{PATH}/{id}"), None))
        }
        _ => {
            let all = store::all(ctx.app.db.read(), &ctx.tenant).await?;
            let view = views::list(&ctx, &all, &uploaded.name, &errors);
            Ok(page::unprocessable(&ctx, ctx.t("calendar-foreign-title"), view))
        }
    }
}

/// `GET /{gemeente}/instellingen/agenda/andere/{id}`: what is in a file that waits for a yes.
pub async fn preview(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let db = ctx.app.db.read();
    let (name, reading) = store::preview(db, &ctx.tenant, id.0).await?;
    let stands = store::of(db, &ctx.tenant, &name).await?;
    let changes = commands::difference(&stands, &reading.found);
    let title = ctx.tn("calendar-foreign-preview", &[("name", name.into())]);
    Ok(page::page(&ctx, title.clone(), views::preview(&ctx, &title, id.0, &reading, changes)))
}

/// A button that carries nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Nothing {}

/// `POST /{gemeente}/instellingen/agenda/andere/{id}`: the yes.
pub async fn keep(ctx: Ctx, Path((_, id)): Path<(String, Id)>, Form(_): Form<Nothing>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let changes = commands::keep(&ctx.app.db, &allowed, id.0, ctx.now).await?;
    let flash = Flash::new("calendar-foreign-kept").with("come", changes.come).with("go", changes.go);
    Ok(page::see(&ctx, PATH, Some(flash)))
}

/// `POST /{gemeente}/instellingen/agenda/andere/{id}/verwijdering`
pub async fn remove(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    commands::remove(&ctx.app.db, &allowed, id.0, ctx.now).await?;
    Ok(page::see(&ctx, PATH, Some(Flash::new("calendar-foreign-removed"))))
}
