//! What the forms of signing in, signing out and choosing a password do.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::values::EmailAddress;
use serde::Deserialize;

use super::{
    commands, links, own_path, pages,
    second::steps,
    sessions,
    sign_in::{self, Device, Entrance, Opened, Outcome},
    store,
    views::{self, SignInDraft},
};
use crate::{
    ctx::{Ctx, Flash, LANG_COOKIE},
    error::AppError,
    form::{FieldErrors, Form},
    page::{self, see, set_cookie, unprocessable},
    text::Lang,
};

/// A year, for the cookie with the language.
const YEAR: i64 = 365 * 24 * 3_600;

/// The session cookie of a request, if it carries one.
pub fn session_cookie(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(sessions::COOKIE).map(|cookie| cookie.value().to_owned())
}

/// The cookie of a browser that was told to remember a second factor.
fn device_cookie(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(steps::DEVICE_COOKIE).map(|cookie| cookie.value().to_owned())
}

/// On after a right password: in, or to the second factor.
fn on(ctx: &Ctx, entrance: &Entrance, onward: &str) -> Response {
    match entrance {
        Entrance::Opened(opened) => welcome(ctx, opened, onward),
        Entrance::Step(step) => {
            let next = if step.has_factor { "/aanmelden/code" } else { "/aanmelden/instellen" };
            let mut response = see(ctx, next, None);
            set_cookie(&mut response, steps::COOKIE, &step.secret, Some(step.max_age));
            response
        }
    }
}

/// On to where somebody wanted to go, with the session in a cookie.
pub fn welcome(ctx: &Ctx, opened: &Opened, onward: &str) -> Response {
    let rest = own_path(&ctx.tenant, onward).unwrap_or_default();
    let mut response = Redirect::to(&ctx.url(rest)).into_response();
    set_cookie(&mut response, sessions::COOKIE, &opened.secret, opened.max_age);
    set_cookie(&mut response, LANG_COOKIE, opened.lang.code(), Some(YEAR));
    response
}

/// The sign-in form.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct SignInInput {
    email: String,
    wachtwoord: String,
    vertrouw: String,
    naar: String,
}

/// `POST /{gemeente}/aanmelden`
pub async fn sign_in(ctx: Ctx, headers: HeaderMap, Form(input): Form<SignInInput>) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    let email = errors.take("email", EmailAddress::parse(&input.email));
    if input.wachtwoord.is_empty() {
        errors.add("wachtwoord", "error-missing");
    }
    let trusted = input.vertrouw == "true";
    let draft = SignInDraft { email: input.email.clone(), trusted, naar: input.naar.clone() };
    let (Some(email), true) = (email, errors.is_empty()) else {
        return answer(&ctx, draft, &errors, None, StatusCode::UNPROCESSABLE_ENTITY, None).await;
    };

    let before = session_cookie(&headers);
    let known = device_cookie(&headers);
    let (before, known) = (before.as_deref(), known.as_deref());
    let device = Device { name: &ctx.device, trusted, before, known, onward: &input.naar };
    let (db, hasher) = (&ctx.app.db, &ctx.app.hasher);
    let outcome = sign_in::sign_in(db, hasher, &ctx.tenant, &email, &input.wachtwoord, device, ctx.now).await?;
    match outcome {
        Outcome::Right(entrance) => Ok(on(&ctx, &entrance, &input.naar)),
        Outcome::Refused => {
            errors.add("email", "accounts-refused");
            answer(&ctx, draft, &errors, None, StatusCode::UNPROCESSABLE_ENTITY, None).await
        }
        Outcome::Wait(seconds) => {
            let minutes = (seconds + 59) / 60;
            let text = ctx.tn("accounts-wait", &[("minutes", minutes.into())]);
            answer(&ctx, draft, &errors, Some(text), StatusCode::TOO_MANY_REQUESTS, Some(seconds)).await
        }
        Outcome::Busy(seconds) => {
            let text = ctx.t("accounts-busy");
            answer(&ctx, draft, &errors, Some(text), StatusCode::SERVICE_UNAVAILABLE, Some(seconds)).await
        }
    }
}

async fn answer(
    ctx: &Ctx,
    draft: SignInDraft,
    errors: &FieldErrors,
    notice: Option<String>,
    status: StatusCode,
    wait: Option<i64>,
) -> Result<Response, AppError> {
    let view = pages::sign_in_view(ctx, draft, errors, notice).await?;
    let mut response = page::page(ctx, ctx.t("accounts-sign-in-title"), view);
    *response.status_mut() = status;
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

/// `POST /{gemeente}/afmelden`
pub async fn sign_out(ctx: Ctx, headers: HeaderMap) -> Result<Response, AppError> {
    if let (Some(actor), Some(secret)) = (&ctx.visitor, session_cookie(&headers)) {
        sign_in::sign_out(&ctx.app.db, actor, &secret, ctx.now).await?;
    }
    let mut response = see(&ctx, "/aanmelden", Some(Flash::new("accounts-signed-out")));
    set_cookie(&mut response, sessions::COOKIE, "", Some(0));
    Ok(response)
}

/// The form that asks for a link.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct ForgottenInput {
    email: String,
}

/// `POST /{gemeente}/wachtwoord-vergeten`: the same answer whoever asks (R07).
pub async fn forgotten(ctx: Ctx, Form(input): Form<ForgottenInput>) -> Result<Response, AppError> {
    let mut errors = FieldErrors::default();
    let Some(email) = errors.take("email", EmailAddress::parse(&input.email)) else {
        let view = views::forgotten(&ctx, &input.email, &errors, None);
        return Ok(unprocessable(&ctx, ctx.t("accounts-forgotten-title"), view));
    };
    commands::ask_link(&ctx.app.db, &ctx.tenant, &email, &ctx.app.settings.base_url, ctx.now).await?;
    Ok(page::page(&ctx, ctx.t("accounts-link-sent-title"), views::link_sent(&ctx, email.as_str())))
}

/// The form behind a link.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct ChooseInput {
    /// Filled in by password managers only; the account is that of the link.
    email: String,
    wachtwoord: String,
    vertrouw: String,
}

/// `POST /{gemeente}/account/{token}`
pub async fn choose(
    ctx: Ctx,
    Path((_, token)): Path<(String, String)>,
    headers: HeaderMap,
    Form(input): Form<ChooseInput>,
) -> Result<Response, AppError> {
    let Some((person, purpose)) = links::find(ctx.app.db.read(), &ctx.tenant, &token, ctx.now).await? else {
        return Ok(pages::expired(&ctx));
    };
    let Some(person) = store::person(ctx.app.db.read(), &ctx.tenant, person).await? else {
        return Ok(pages::expired(&ctx));
    };
    let email = person.email.clone().unwrap_or(input.email);
    let trusted = input.vertrouw == "true";
    let mut errors = FieldErrors::default();
    let (known, about) = (ctx.app.settings.known_passwords.as_ref(), [person.name.as_str(), &email, ctx.tenant.name()]);
    let checked = commands::check_password(&ctx.app.hasher, known, &input.wachtwoord, about).await?;
    if errors.take("wachtwoord", checked).is_none() {
        let view = views::choose(&ctx, &token, purpose, &email, trusted, &errors);
        return Ok(unprocessable(&ctx, ctx.t("accounts-choose-title"), view));
    }
    let hash = ctx.app.hasher.hash(&input.wachtwoord).await?;
    let before = session_cookie(&headers);
    let device = Device { name: &ctx.device, trusted, before: before.as_deref(), known: None, onward: "" };
    match commands::choose_password(&ctx.app.db, &ctx.tenant, &token, &hash, device, ctx.now).await? {
        Some(entrance) => Ok(on(&ctx, &entrance, "")),
        None => Ok(pages::expired(&ctx)),
    }
}

/// The language button at the foot of every page.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct LanguageInput {
    taal: String,
    naar: String,
}

/// `POST /{gemeente}/taal`
pub async fn language(ctx: Ctx, Form(input): Form<LanguageInput>) -> Result<Response, AppError> {
    let lang = Lang::parse(&input.taal);
    if let Some(actor) = &ctx.visitor {
        commands::choose_language(&ctx.app.db, actor, lang).await?;
    }
    let rest = own_path(&ctx.tenant, &input.naar).unwrap_or_default();
    let mut response = see(&ctx, rest, None);
    set_cookie(&mut response, LANG_COOKIE, lang.code(), Some(YEAR));
    Ok(response)
}
