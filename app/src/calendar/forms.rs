//! POST handlers of the calendar.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    policy::{Facts, act},
    values::ShortText,
};
use serde::Deserialize;

use super::{
    commands::{self, NewFeed},
    feeds, pages, views,
};
use crate::{
    AppState,
    ctx::{Ctx, Flash, Id},
    error::AppError,
    form::{FieldErrors, Form},
    page,
};

/// Reminders one can choose, in minutes before the begin.
pub(super) const REMINDERS: [i64; 4] = [30, 60, 180, 1_440];

/// The form that makes a subscription.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FeedInput {
    pub(super) naam: String,
    /// `fractie`, or one's own.
    pub(super) van: String,
    pub(super) voorvoegsel: bool,
    pub(super) herinnering: String,
    pub(super) key: String,
}

impl FeedInput {
    fn parse(&self, ctx: &Ctx) -> Result<NewFeed, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = match self.naam.trim() {
            "" => Some(ctx.t("calendar-usual-name")),
            typed => errors.take("naam", ShortText::parse(typed)).map(ShortText::into_string),
        };
        let own_faction = ctx.visitor.as_ref().and_then(|actor| actor.faction);
        let faction = match self.van.as_str() {
            "" => None,
            "fractie" if own_faction.is_some() => own_faction,
            _ => {
                errors.add("van", "error-choice");
                None
            }
        };
        let reminder = match self.herinnering.as_str() {
            "" => None,
            typed => {
                let known = typed.parse().ok().filter(|minutes| REMINDERS.contains(minutes));
                errors.take("herinnering", known.ok_or("error-choice"))
            }
        };
        match name {
            Some(name) if errors.is_empty() => {
                Ok(NewFeed { name, faction, prefixed: self.voorvoegsel, reminder, key: self.key.clone() })
            }
            _ => Err(errors),
        }
    }
}

/// `POST /{gemeente}/mijn/agenda`: the answer shows the address, once.
pub async fn make(ctx: Ctx, State(app): State<AppState>, Form(input): Form<FeedInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SubscribeToCalendar>(Facts::default())?;
    let made = match input.parse(&ctx) {
        Ok(new) => commands::make(&app.db, &allowed, &new, ctx.now).await,
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match made {
        Ok(Some(token)) => {
            let address = ctx.absolute(&feeds::path(&token));
            Ok(page::page(&ctx, ctx.t("calendar-made-title"), views::made(&ctx, &address)))
        }
        Ok(None) => Ok(page::see(&ctx, "/mijn/agenda", Some(Flash::new("calendar-made-before")))),
        Err(AppError::Invalid(errors)) => {
            let view = pages::own_view(&ctx, &app, &input, &errors).await?;
            Ok(page::unprocessable(&ctx, ctx.t("calendar-title"), view))
        }
        Err(other) => Err(other),
    }
}

/// `POST /{gemeente}/mijn/agenda/{id}/beeindiging`
pub async fn end(
    ctx: Ctx,
    State(app): State<AppState>,
    Path((_, id)): Path<(String, Id)>,
) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::SubscribeToCalendar>(Facts::default())?;
    commands::end(&app.db, &allowed, id.0, ctx.now).await?;
    Ok(page::see(&ctx, "/mijn/agenda", Some(Flash::new("calendar-ended"))))
}
