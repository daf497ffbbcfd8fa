//! Giving the calendar of another system by file or address, looking at it, keeping it.

use axum::{
    extract::{
        Multipart, Path,
        multipart::{MultipartError, MultipartRejection},
    },
    http::StatusCode,
    response::Response,
};
use domain::{
    policy::{Facts, act},
    values::ShortText,
};

use super::{
    commands,
    fetch::Address,
    read::{self, MAX_BYTES, Unreadable},
    refresh, store, views,
};
use crate::{
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{FieldErrors, Form, Nothing},
    page,
};

/// Where these pages are, below the municipality.
const PATH: &str = "/instellingen/agenda/andere";
/// Bytes of a name or an address: much more than fits, so that what is too long is said beside it and stays.
const MAX_WORDS: usize = 128 * 1024;

/// What the form carried, as typed.
#[derive(Default)]
pub(super) struct Given {
    pub(super) name: String,
    pub(super) address: String,
    file: Vec<u8>,
    too_large: bool,
}

/// `GET /{gemeente}/instellingen/agenda/andere`
pub async fn list(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::SeeSettings>(Facts::default())?;
    let all = store::all(ctx.app.db.read(), &ctx.tenant).await?;
    let view = views::list(&ctx, &all, &Given::default(), &FieldErrors::default());
    Ok(page::page(&ctx, ctx.t("calendar-foreign-title"), view))
}

fn broken(error: &MultipartError) -> Option<AppError> {
    (error.status() != StatusCode::PAYLOAD_TOO_LARGE).then(|| AppError::field("form", "error-form"))
}

/// Reads the form to its end, also what is too large: a browser that is cut off while it sends shows no answer.
async fn receive(mut multipart: Multipart) -> Result<Given, AppError> {
    let mut given = Given::default();
    loop {
        let mut field = match multipart.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => return Ok(given),
            Err(error) => match broken(&error) {
                Some(refused) => return Err(refused),
                None => return Ok(Given { too_large: true, ..given }),
            },
        };
        let name = field.name().unwrap_or_default().to_owned();
        let most = if name == "bestand" { MAX_BYTES } else { MAX_WORDS };
        let mut bytes = Vec::new();
        loop {
            match field.chunk().await {
                Ok(Some(chunk)) if bytes.len() + chunk.len() > most => given.too_large |= name == "bestand",
                Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) => match broken(&error) {
                    Some(refused) => return Err(refused),
                    None => return Ok(Given { too_large: true, ..given }),
                },
            }
        }
        // As in every other form, what is no letter becomes the sign for that.
        let words = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "naam" => given.name = words(bytes),
            "adres" => given.address = words(bytes),
            "bestand" => given.file = bytes,
            _ => return Err(AppError::field("form", "error-form")),
        }
    }
}

/// `POST /{gemeente}/instellingen/agenda/andere`: reads a file or an address and goes on to what is in it.
pub async fn take(ctx: Ctx, multipart: Result<Multipart, MultipartRejection>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let mut given = match multipart {
        Ok(multipart) => receive(multipart).await?,
        Err(_) => Given::default(),
    };
    let mut errors = FieldErrors::default();
    let name = errors.take("naam", ShortText::parse(&given.name));
    let has_file = given.too_large || !given.file.is_empty();
    let (source, reading) = match (given.address.trim().is_empty(), has_file) {
        (true, true) => {
            let read = if given.too_large {
                Err(Unreadable::TooLarge)
            } else {
                let file = std::mem::take(&mut given.file);
                read::read_aside(file, ctx.tenant.zone().clone(), ctx.today()).await
            };
            (None, errors.take("bestand", read))
        }
        (true, false) => {
            errors.add("adres", "calendar-foreign-neither");
            (None, None)
        }
        (false, true) => {
            errors.add("adres", "calendar-foreign-both");
            (None, None)
        }
        (false, false) => {
            match errors.take("adres", Address::parse(&given.address, &ctx.app.settings.import_allow)) {
                // Nobody is asked for a form that comes back anyway.
                Some(address) if name.is_some() => {
                    commands::count_request(&ctx.app.db, &allowed, ctx.now).await?;
                    let read = refresh::look(&ctx.tenant, &address, ctx.now).await;
                    (Some(refresh::seal(&ctx.app, &ctx.tenant, &address)?), errors.take("adres", read))
                }
                _ => (None, None),
            }
        }
    };
    match (name, reading) {
        (Some(name), Some(reading)) => {
            let id = commands::lay_aside(&ctx.app.db, &allowed, &name, source, &reading, ctx.now).await?;
            Ok(page::see(&ctx, &format!("{PATH}/{id}"), None))
        }
        _ => {
            let all = store::all(ctx.app.db.read(), &ctx.tenant).await?;
            let view = views::list(&ctx, &all, &given, &errors);
            Ok(page::unprocessable(&ctx, ctx.t("calendar-foreign-title"), view))
        }
    }
}

/// `GET /{gemeente}/instellingen/agenda/andere/{id}`: what was read and waits for a yes.
pub async fn preview(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let db = ctx.app.db.read();
    let waiting = store::preview(db, &ctx.tenant, id.0).await?;
    let before = store::named(db, &ctx.tenant, &waiting.name).await?;
    let stands = store::of(db, &ctx.tenant, &waiting.name).await?;
    let changes = commands::difference(&stands, &waiting.reading.found);
    let title = ctx.tn("calendar-foreign-preview", &[("name", waiting.name.clone().into())]);
    let view = views::preview(&ctx, &title, id.0, &waiting, before.as_ref(), changes);
    Ok(page::page(&ctx, title, view))
}

/// `POST /{gemeente}/instellingen/agenda/andere/{id}`: the yes.
pub async fn keep(ctx: Ctx, Path((_, id)): Path<(String, Id)>, Form(_): Form<Nothing>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let changes = commands::keep(&ctx.app.db, &allowed, id.0, ctx.now).await?;
    Ok(page::see(&ctx, PATH, Some(changed(changes))))
}

fn changed(changes: commands::Difference) -> Flash {
    if changes.is_nothing() {
        return Flash::new("calendar-foreign-unchanged");
    }
    Flash::new("calendar-foreign-kept").with("come", changes.come).with("go", changes.go)
}

/// `POST /{gemeente}/instellingen/agenda/andere/{id}/verversing`: asks the address now.
pub async fn refresh(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let outcome = refresh::now(&ctx.app, &allowed, id.0, ctx.now).await?;
    // When it failed, that and why stands by the calendar.
    Ok(page::see(&ctx, PATH, outcome.ok().map(changed)))
}

/// `POST /{gemeente}/instellingen/agenda/andere/{id}/verwijdering`
pub async fn remove(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    commands::remove(&ctx.app.db, &allowed, id.0, ctx.now).await?;
    Ok(page::see(&ctx, PATH, Some(Flash::new("calendar-foreign-removed"))))
}
