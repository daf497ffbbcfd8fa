//! The page where a municipality sets its recess and its region, and what its forms do.

use axum::{extract::Path, response::Response};
use domain::{
    calendar::Region,
    localtime::parse_date,
    policy::{Facts, act},
    values::ShortText,
};
use leptos::prelude::AnyView;
use serde::Deserialize;

use super::{
    commands::{self, NewRecess},
    store, views,
};
use crate::{
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{FieldErrors, Form, fresh_key},
    page,
};

/// Where this page is, below the municipality.
pub(crate) const PATH: &str = "/instellingen/agenda";

/// The form of a recess, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecessInput {
    pub(super) naam: String,
    pub(super) van: String,
    pub(super) tot: String,
    pub(super) key: String,
}

impl RecessInput {
    fn parse(&self) -> Result<NewRecess, FieldErrors> {
        let mut errors = FieldErrors::default();
        let day = |typed: &str| match typed.trim() {
            "" => Err("error-missing"),
            typed => parse_date(typed).ok_or("error-date"),
        };
        let name = errors.take("naam", ShortText::parse(&self.naam));
        let first = errors.take("van", day(&self.van));
        let last = errors.take("tot", day(&self.tot));
        match (name, first, last) {
            (Some(name), Some(first), Some(last)) => Ok(NewRecess { name, first, last, key: self.key.clone() }),
            _ => Err(errors),
        }
    }
}

/// The form of the region, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RegionInput {
    regio: String,
}

/// `GET /{gemeente}/instellingen/agenda`
pub async fn show(ctx: Ctx) -> Result<Response, AppError> {
    ctx.allow::<act::SeeSettings>(Facts::default())?;
    let input = RecessInput { key: fresh_key(), ..RecessInput::default() };
    let view = whole(&ctx, &input, &FieldErrors::default()).await?;
    Ok(page::page(&ctx, ctx.t("calendar-settings-title"), view))
}

async fn whole(ctx: &Ctx, input: &RecessInput, errors: &FieldErrors) -> Result<AnyView, AppError> {
    let db = ctx.app.db.read();
    let recesses = store::recesses(db, &ctx.tenant, ctx.today()).await?;
    let region = store::region(db, &ctx.tenant).await?;
    Ok(views::settings(ctx, &recesses, region, input, errors))
}

/// `POST /{gemeente}/instellingen/agenda/reces`
pub async fn add(ctx: Ctx, Form(input): Form<RecessInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let done = match input.parse() {
        Ok(new) => commands::add(&ctx.app.db, &allowed, &new, ctx.now).await,
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match done {
        Ok(()) => Ok(page::see(&ctx, PATH, Some(Flash::new("calendar-recess-added")))),
        Err(AppError::Invalid(errors)) => {
            let view = whole(&ctx, &input, &errors).await?;
            Ok(page::unprocessable(&ctx, ctx.t("calendar-settings-title"), view))
        }
        Err(other) => Err(other),
    }
}

/// `POST /{gemeente}/instellingen/agenda/reces/{id}/verwijdering`
pub async fn remove(ctx: Ctx, Path((_, id)): Path<(String, Id)>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    commands::remove(&ctx.app.db, &allowed, id.0, ctx.now).await?;
    Ok(page::see(&ctx, PATH, Some(Flash::new("calendar-recess-removed"))))
}

/// `POST /{gemeente}/instellingen/agenda`: the region.
pub async fn region(ctx: Ctx, Form(input): Form<RegionInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeSettings>(Facts::default())?;
    let region = match (input.regio.as_str(), Region::parse(&input.regio)) {
        ("", _) => None,
        (_, Some(region)) => Some(region),
        (_, None) => {
            let mut errors = FieldErrors::default();
            errors.add("regio", "error-choice");
            let view = whole(&ctx, &RecessInput { key: fresh_key(), ..RecessInput::default() }, &errors).await?;
            return Ok(page::unprocessable(&ctx, ctx.t("calendar-settings-title"), view));
        }
    };
    commands::set_region(&ctx.app.db, &allowed, region, ctx.now).await?;
    Ok(page::see(&ctx, PATH, Some(Flash::new("calendar-region-saved"))))
}
