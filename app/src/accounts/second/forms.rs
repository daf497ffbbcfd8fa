//! What the forms of the second factor do.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use domain::policy::{Facts, act};
use leptos::prelude::AnyView;
use serde::Deserialize;

use super::{
    codes,
    commands::{self, Attempt, Entered, Tried},
    pages, steps, views,
};
use crate::{
    accounts::{
        forms::{session_cookie, welcome},
        own_path, sessions,
    },
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Form},
    page::{self, see, set_cookie, unprocessable},
};

/// A form that asks for a code.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct CodeInput {
    code: String,
    onthoud: String,
}

/// A form that sets up a second factor.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct SetUpInput {
    code: String,
    geheim: String,
}

/// Signed in: the step's cookie goes, and a browser that is to be remembered gets one.
fn entered(response: &mut Response, entered: &Entered) {
    set_cookie(response, steps::COOKIE, "", Some(0));
    if let Some(device) = &entered.device {
        set_cookie(response, steps::DEVICE_COOKIE, device, Some(steps::DEVICE_LIFE.as_secs()));
    }
}

/// Back to the password, saying why.
fn over(ctx: &Ctx) -> Response {
    let mut response = see(ctx, "/aanmelden", Some(Flash::new("second-over")));
    set_cookie(&mut response, steps::COOKIE, "", Some(0));
    response
}

/// The page again, with the time to wait.
fn wait(ctx: &Ctx, seconds: i64, title: String, view: AnyView) -> Response {
    let mut response = page::page(ctx, title, view);
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

fn wrong(key: &'static str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add("code", key);
    errors
}

fn too_often(seconds: i64) -> FieldErrors {
    let mut errors = FieldErrors::default();
    let minutes = crate::form::Value::Number((seconds + 59) / 60);
    errors.add_with("code", "second-wait", vec![("minutes", minutes)]);
    errors
}

/// `POST /{gemeente}/aanmelden/code`
pub async fn code(ctx: Ctx, headers: HeaderMap, Form(input): Form<CodeInput>) -> Result<Response, AppError> {
    let Some((cookie, _)) = pages::step(&ctx, &headers).await? else { return Ok(over(&ctx)) };
    let before = session_cookie(&headers);
    let remember = input.onthoud == "true";
    let attempt =
        Attempt { cookie: &cookie, typed: &input.code, remember, device: &ctx.device, before: before.as_deref() };
    let title = ctx.t("second-code-title");
    match commands::take_step(&ctx.app.db, &ctx.app.vault, &ctx.tenant, attempt, ctx.now).await? {
        Tried::Right(person) => {
            let mut response = welcome(&ctx, &person.opened, &person.onward);
            entered(&mut response, &person);
            Ok(response)
        }
        Tried::Wrong => {
            let view = views::code_page(&ctx, remember, &wrong("second-wrong"));
            Ok(unprocessable(&ctx, title, view))
        }
        Tried::Wait(seconds) => {
            let view = views::code_page(&ctx, remember, &too_often(seconds));
            Ok(wait(&ctx, seconds, title, view))
        }
        Tried::Over => Ok(over(&ctx)),
    }
}

/// `POST /{gemeente}/aanmelden/instellen`: the answer shows the recovery codes, once.
pub async fn set_up(ctx: Ctx, headers: HeaderMap, Form(input): Form<SetUpInput>) -> Result<Response, AppError> {
    let Some((cookie, step)) = pages::step(&ctx, &headers).await? else { return Ok(over(&ctx)) };
    let Some(offer) = commands::reopen(&ctx.app.vault, &ctx.tenant, step.person, &input.geheim, ctx.now) else {
        let secret = codes::secret_of(&ctx.app.vault, &cookie)?;
        let offer = commands::offer(&ctx.app.vault, &ctx.tenant, step.person, secret, ctx.now)?;
        let view = pages::set_up_view(&ctx, step.person, &offer, &wrong("second-drawing-old")).await?;
        return Ok(unprocessable(&ctx, ctx.t("second-set-up-title"), view));
    };
    let before = session_cookie(&headers);
    let attempt = Attempt {
        cookie: &cookie,
        typed: &input.code,
        remember: step.trusted,
        device: &ctx.device,
        before: before.as_deref(),
    };
    let title = ctx.t("second-set-up-title");
    match commands::set_up_at_step(&ctx.app.db, &ctx.app.vault, &ctx.tenant, attempt, &offer, ctx.now).await? {
        Tried::Right(person) => {
            let onward = ctx.url(own_path(&ctx.tenant, &person.onward).unwrap_or_default());
            let view = views::codes(&ctx, &person.codes, onward);
            let mut response = page::page(&ctx, ctx.t("second-codes-title"), view);
            set_cookie(&mut response, sessions::COOKIE, &person.opened.secret, person.opened.max_age);
            entered(&mut response, &person);
            Ok(response)
        }
        Tried::Wrong => {
            let view = pages::set_up_view(&ctx, step.person, &offer, &wrong("second-wrong-first")).await?;
            Ok(unprocessable(&ctx, title, view))
        }
        Tried::Wait(seconds) => {
            let view = pages::set_up_view(&ctx, step.person, &offer, &too_often(seconds)).await?;
            Ok(wait(&ctx, seconds, title, view))
        }
        Tried::Over => Ok(over(&ctx)),
    }
}

/// `POST /{gemeente}/mijn/tweede-stap`: the answer shows the recovery codes, once.
pub async fn own(ctx: Ctx, Form(input): Form<SetUpInput>) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeOwnAccount>(Facts::default())?;
    let title = ctx.t("second-title");
    let (vault, person) = (&ctx.app.vault, allowed.person());
    let Some(offer) = commands::reopen(vault, &ctx.tenant, person, &input.geheim, ctx.now) else {
        let offer = commands::offer(vault, &ctx.tenant, person, codes::fresh_secret(), ctx.now)?;
        let view = pages::own_view(&ctx, &offer, true, &wrong("second-drawing-old")).await?;
        return Ok(unprocessable(&ctx, title, view));
    };
    match commands::set_up(&ctx.app.db, vault, &allowed, &offer, &input.code, ctx.now).await? {
        Tried::Right(codes) => {
            let view = views::codes(&ctx, &codes, ctx.url("/mijn/tweede-stap"));
            Ok(page::page(&ctx, ctx.t("second-codes-title"), view))
        }
        Tried::Wrong | Tried::Over => {
            let view = pages::own_view(&ctx, &offer, true, &wrong("second-wrong-first")).await?;
            Ok(unprocessable(&ctx, title, view))
        }
        Tried::Wait(seconds) => {
            let view = pages::own_view(&ctx, &offer, true, &too_often(seconds)).await?;
            Ok(wait(&ctx, seconds, title, view))
        }
    }
}

/// `POST /{gemeente}/mijn/tweede-stap/herstelcodes`: the answer shows the new ones, once.
pub async fn renew_codes(ctx: Ctx) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeOwnAccount>(Facts::default())?;
    let codes = commands::renew_codes(&ctx.app.db, &allowed, ctx.now).await?;
    let view = views::codes(&ctx, &codes, ctx.url("/mijn/tweede-stap"));
    Ok(page::page(&ctx, ctx.t("second-codes-title"), view))
}

/// `POST /{gemeente}/mijn/tweede-stap/uitzetting`
pub async fn turn_off(ctx: Ctx) -> Result<Response, AppError> {
    let allowed = ctx.allow::<act::ChangeOwnAccount>(Facts::default())?;
    commands::turn_off(&ctx.app.db, &allowed, ctx.now).await?;
    Ok(see(&ctx, "/mijn/tweede-stap", Some(Flash::new("second-is-off"))))
}
