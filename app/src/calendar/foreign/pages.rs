//! Giving the calendar of another system by file or address, looking at it, keeping it.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
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
    parts::{Cut, Part, Parts, Posted},
};

/// Where these pages are, below the municipality.
const PATH: &str = "/instellingen/agenda/andere";

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

/// Reads the form to its end.
async fn receive(mut parts: Parts) -> Result<Given, AppError> {
    let mut given = Given::default();
    loop {
        let read = match parts.next().await {
            Ok(Some(part)) => take_part(part, &mut given).await?,
            Ok(None) => return Ok(given),
            Err(cut) => Err(cut),
        };
        if let Err(cut) = read {
            cut.unless_too_large()?;
            return Ok(Given { too_large: true, ..given });
        }
    }
}

async fn take_part(part: Part<'_>, given: &mut Given) -> Result<Result<(), Cut>, AppError> {
    let name = part.name().to_owned();
    Ok(match name.as_str() {
        "naam" => part.words().await.map(|words| given.name = words),
        "adres" => part.words().await.map(|words| given.address = words),
        "bestand" => part.bytes(MAX_BYTES).await.map(|bytes| {
            given.too_large |= bytes.is_none();
            given.file = bytes.unwrap_or_default();
        }),
        _ => return Err(AppError::field("form", "error-form")),
    })
}

/// `POST /{gemeente}/instellingen/agenda/andere`: reads a file or an address and goes on to what is in it.
pub async fn take(ctx: Ctx, posted: Posted) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let mut given = match Parts::of(posted) {
        Ok(parts) => receive(parts).await?,
        Err(_) => Given::default(),
    };
    let mut errors = FieldErrors::default();
    let name = errors.take("naam", ShortText::parse(&given.name));
    let has_file = given.too_large || !given.file.is_empty();
    let no_room = has_file && given.address.trim().is_empty() && ctx.app.disk.is_scarce().await;
    let (source, reading) = match (given.address.trim().is_empty(), has_file) {
        (true, true) if no_room => {
            errors.add("bestand", "error-disk");
            (None, None)
        }
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
            let refused = page::unprocessable(&ctx, ctx.t("calendar-foreign-title"), view);
            Ok(if no_room { (StatusCode::INSUFFICIENT_STORAGE, refused).into_response() } else { refused })
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
