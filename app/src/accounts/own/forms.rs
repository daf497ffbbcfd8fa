//! What the forms on one's own page do.

use axum::{extract::Path, response::Response};
use domain::{
    policy::{Facts, act},
    values::ShortText,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{pages, views};
use crate::{
    accounts::{commands, proof, second::commands::Tried, sessions, store},
    ctx::{Ctx, Flash},
    error::AppError,
    form::{FieldErrors, Form},
    gate::Allowed,
    page::{self, see, set_cookie, unprocessable},
    text::Lang,
};

/// Longest name of a token.
const MAX_TOKEN_NAME: usize = 80;

fn allowed(ctx: &Ctx) -> Result<Allowed<act::ChangeOwnAccount>, AppError> {
    ctx.allow::<act::ChangeOwnAccount>(Facts::default())
}

fn id(text: &str) -> Result<Uuid, AppError> {
    Uuid::parse_str(text).map_err(|_| AppError::NotFound)
}

/// The language form.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct LanguageInput {
    taal: String,
}

/// `POST /{gemeente}/mijn/taal`
pub async fn language(ctx: Ctx, Form(input): Form<LanguageInput>) -> Result<Response, AppError> {
    let allowed = allowed(&ctx)?;
    let lang = Lang::parse(&input.taal);
    commands::choose_language(&ctx.app.db, allowed.actor(), lang).await?;
    let mut response = see(&ctx, "/mijn", Some(Flash::new("accounts-language-saved")));
    set_cookie(&mut response, crate::ctx::LANG_COOKIE, lang.code(), Some(365 * 24 * 3_600));
    Ok(response)
}

/// The password form.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordInput {
    /// Filled in by password managers only.
    #[allow(dead_code, reason = "the account is that of the session")]
    email: String,
    huidig: String,
    nieuw: String,
}

/// `POST /{gemeente}/mijn/wachtwoord`
pub async fn password(ctx: Ctx, Form(input): Form<PasswordInput>) -> Result<Response, AppError> {
    let allowed = allowed(&ctx)?;
    let actor = allowed.actor();
    let mut errors = FieldErrors::default();
    // First who it is: what follows is work, and says what the operator's list holds.
    is_current(&ctx, &input.huidig, "huidig", &mut errors).await?;
    if errors.is_empty() {
        let about = [actor.name.as_str(), actor.email.as_deref().unwrap_or_default(), ctx.tenant.name()];
        let (hasher, known) = (&ctx.app.hasher, ctx.app.settings.known_passwords.as_ref());
        errors.take("nieuw", commands::check_password(hasher, known, &input.nieuw, about).await?);
    }
    if !errors.is_empty() {
        return refused(&ctx, "", &errors).await;
    }
    let hash = ctx.app.hasher.hash(&input.nieuw).await?;
    commands::change_password(&ctx.app.db, &allowed, &hash, ctx.now).await?;
    Ok(see(&ctx, "/mijn", Some(Flash::new("accounts-own-password-saved"))))
}

/// Compares what was typed with the current password.
async fn is_current(ctx: &Ctx, typed: &str, field: &str, errors: &mut FieldErrors) -> Result<(), AppError> {
    match proof::own_password(ctx, typed).await? {
        Tried::Right(()) => Ok(()),
        Tried::Wait(seconds) => Err(AppError::TooMany(seconds)),
        Tried::Wrong | Tried::Over => {
            errors.add(field, "accounts-own-password-wrong");
            Ok(())
        }
    }
}

async fn refused(ctx: &Ctx, token_name: &str, errors: &FieldErrors) -> Result<Response, AppError> {
    let view = pages::own_view(ctx, token_name, errors).await?;
    Ok(unprocessable(ctx, ctx.t("accounts-own-title"), view))
}

/// `POST /{gemeente}/mijn/sessies/{id}/afmelding`
pub async fn end_session(ctx: Ctx, Path((_, session)): Path<(String, String)>) -> Result<Response, AppError> {
    let allowed = allowed(&ctx)?;
    commands::end_session(&ctx.app.db, &allowed, id(&session)?, ctx.now).await?;
    Ok(see(&ctx, "/mijn", Some(Flash::new("accounts-own-session-ended"))))
}

/// `POST /{gemeente}/mijn/afmelding`: everywhere, here too.
pub async fn end_everywhere(ctx: Ctx) -> Result<Response, AppError> {
    let allowed = allowed(&ctx)?;
    commands::end_everywhere(&ctx.app.db, &allowed, ctx.now).await?;
    let mut response = see(&ctx, "/aanmelden", Some(Flash::new("accounts-own-ended-all")));
    set_cookie(&mut response, sessions::COOKIE, "", Some(0));
    Ok(response)
}

/// The form that makes a token.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct TokenInput {
    naam: String,
    wachtwoord: String,
    key: String,
}

/// `POST /{gemeente}/mijn/tokens`: the answer shows the token, once. The password is asked again, where there is one.
pub async fn make_token(ctx: Ctx, Form(input): Form<TokenInput>) -> Result<Response, AppError> {
    let allowed = allowed(&ctx)?;
    let mut errors = FieldErrors::default();
    let name = errors.take("naam", ShortText::parse(&input.naam)).filter(|name| {
        let fits = name.as_str().chars().count() <= MAX_TOKEN_NAME;
        if !fits {
            errors.add("naam", "error-too-long");
        }
        fits
    });
    let account = store::account(ctx.app.db.read(), &ctx.tenant, allowed.person()).await?;
    if errors.is_empty() && account.is_some_and(|account| account.password_hash.is_some()) {
        is_current(&ctx, &input.wachtwoord, "wachtwoord", &mut errors).await?;
    }
    let (Some(name), true) = (name, errors.is_empty()) else { return refused(&ctx, &input.naam, &errors).await };
    let made = commands::make_token(&ctx.app.db, &allowed, name.as_str(), &input.key, ctx.now).await?;
    match made {
        Some(token) => Ok(page::page(&ctx, ctx.t("accounts-own-token-title"), views::token(&ctx, &token))),
        None => Ok(see(&ctx, "/mijn", Some(Flash::new("accounts-own-token-shown")))),
    }
}

/// `POST /{gemeente}/mijn/tokens/{id}/intrekking`
pub async fn revoke_token(ctx: Ctx, Path((_, token)): Path<(String, String)>) -> Result<Response, AppError> {
    let allowed = allowed(&ctx)?;
    commands::revoke_token(&ctx.app.db, &allowed, id(&token)?, ctx.now).await?;
    Ok(see(&ctx, "/mijn", Some(Flash::new("accounts-own-token-revoked"))))
}
