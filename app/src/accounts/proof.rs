//! Step-up: what weighs most asks again who is there, when the last proof is older than [`PROOF_LIFE`] (R14). The page in
//! between carries what was typed along, and the form goes on as if nothing had happened.

use axum::{
    body::Body,
    extract::{FromRequestParts, MatchedPath, Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::policy::{Denied, Facts, act};
use http_body_util::BodyExt;
use jiff::SignedDuration;
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    own_path,
    passwords::Verdict,
    second::{self, commands::Tried},
    sessions, store,
    throttles::{self, Key},
};
use crate::{
    AppState, audit,
    ctx::{Ctx, under_api},
    error::AppError,
    form::{FieldErrors, Form as Posted, Value},
    page::{self, see},
    ui::*,
};

/// How long a proof holds.
pub const PROOF_LIFE: SignedDuration = SignedDuration::from_mins(15);
/// The field that carries the proof; taken out before the form goes on.
const FIELD: &str = "bewijs";

/// What asks for a fresh proof: roles, addresses, the second factor, and files with what is known of people.
/// Looking at what is one's own asks for nothing.
#[rustfmt::skip]
const ASKS: &[(&str, &str)] = &[
    ("POST", "/{gemeente}/raad/mensen/nieuw"),
    ("POST", "/{gemeente}/raad/mensen/{id}/wijzigen"),
    ("POST", "/{gemeente}/raad/mensen/{id}/functie"),
    ("POST", "/{gemeente}/raad/functies/{id}/einde"),
    ("POST", "/{gemeente}/raad/functies/{id}/hervatting"),
    ("POST", "/{gemeente}/raad/functies/{id}/wijzigen"),
    ("POST", "/{gemeente}/raad/functies/{id}/verwijdering"),
    ("POST", "/{gemeente}/raad/mensen/{id}/anonimisering"),
    ("POST", "/{gemeente}/raad/mensen/{id}/vastgelegd"),
    ("POST", "/{gemeente}/raad/vervanging"),
    ("POST", "/{gemeente}/raad/verplaatsen"),
    ("POST", "/{gemeente}/raad/afsplitsing"),
    ("POST", "/{gemeente}/raad/zittingsperiode"),
    ("POST", "/{gemeente}/raad/zittingsperiode/einde"),
    ("POST", "/{gemeente}/raad/zittingsperiode/{id}/wijzigen"),
    ("POST", "/{gemeente}/raad/import/{id}"),
    ("GET",  "/{gemeente}/raad/samenstelling.csv"),
    ("POST", "/{gemeente}/instellingen/accounts/uitnodigingen"),
    ("POST", "/{gemeente}/instellingen/accounts/{id}/uitnodiging"),
    ("POST", "/{gemeente}/instellingen/accounts/{id}/uitzetting"),
    ("POST", "/{gemeente}/instellingen/accounts/{id}/inschakeling"),
    ("POST", "/{gemeente}/instellingen/accounts/{id}/tweede-stap/wissing"),
    ("GET",  "/{gemeente}/instellingen/accounts/toegang.csv"),
    ("GET",  "/{gemeente}/mijn/gegevens.json"),
    ("GET",  "/{gemeente}/mijn/vastgelegd.json"),
    ("GET",  "/{gemeente}/mijn/vastgelegd.csv"),
    ("POST", "/{gemeente}/mijn/tokens"),
    ("POST", "/{gemeente}/mijn/tweede-stap"),
    ("POST", "/{gemeente}/mijn/tweede-stap/herstelcodes"),
    ("POST", "/{gemeente}/mijn/tweede-stap/uitzetting"),
    ("POST", "/{gemeente}/informatiebalans/uittreksel"),
    ("POST", "/{gemeente}/informatiebalans/verslagen/{report}/inzage"),
    ("POST", "/api/v1/{gemeente}/informatiebalans/verslagen/{report}/inzage"),
    ("GET",  "/{gemeente}/informatiebalans/verslagen/{report}/volledig.json"),
    ("GET",  "/{gemeente}/informatiebalans/verslagen/{report}/volledig-verslag.json"),
];

fn asks(parts: &Parts) -> bool {
    let Some(path) = parts.extensions.get::<MatchedPath>() else { return false };
    // HEAD is answered by the handler of GET.
    let asked = if parts.method == Method::HEAD { &Method::GET } else { &parts.method };
    ASKS.iter().any(|(method, route)| asked.as_str() == *method && path.as_str() == *route)
}

/// What a code alone proves to somebody who has a second factor: changing that factor, and making a token, which comes in
/// without it from then on.
fn needs_code(path: &str) -> bool {
    path.contains("/mijn/tweede-stap") || path.ends_with("/mijn/tokens")
}

/// Who has only a password proves with that; who has a second factor with either, but where [`needs_code`] says so with a
/// code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Means {
    password: bool,
    code: bool,
}

async fn means(ctx: &Ctx, path: &str) -> Result<Means, AppError> {
    let (db, person) = (ctx.app.db.read(), ctx.actor()?.person);
    let account = store::account(db, &ctx.tenant, person).await?;
    let code = second::store::factor(db, &ctx.tenant, person).await?.is_some();
    let password = account.is_some_and(|account| account.password_hash.is_some()) && !(code && needs_code(path));
    Ok(Means { password, code })
}

/// Layer, inside the one that dresses errors: lets a request on when the proof is fresh or comes with it.
pub async fn ask(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    if !asks(&parts) {
        return next.run(Request::from_parts(parts, body)).await;
    }
    match settle(&app, &mut parts, body).await {
        Ok(Step::On(body)) => next.run(Request::from_parts(parts, body)).await,
        Ok(Step::Asked(response)) => response,
        Err(error) => error.into_response(),
    }
}

enum Step {
    On(Body),
    Asked(Response),
}

async fn settle(app: &AppState, parts: &mut Parts, body: Body) -> Result<Step, AppError> {
    let ctx = Ctx::from_request_parts(parts, app).await?;
    let Some(actor) = &ctx.visitor else { return Ok(Step::On(body)) };
    if ctx.by_token {
        // A program cannot prove who sits before it; its owner did so when they made the token, and with a code where
        // they have one. Tokens come in at the API only, so that rule is the same for all that is asked there.
        return Ok(Step::On(body));
    }
    let path = parts.uri.path();
    let means = means(&ctx, path).await?;
    let proven = if means.code && needs_code(path) { actor.code_proven_at } else { actor.proven_at };
    if proven.is_some_and(|at| ctx.now.duration_since(at) <= PROOF_LIFE) {
        return Ok(Step::On(body));
    }
    if under_api(parts) {
        // A browser's session is asked on the page.
        return Err(AppError::Forbidden(Denied::NotYourRole));
    }
    if means == (Means { password: false, code: false }) {
        // Signed in by one click in a demonstration: there is nothing to prove with.
        return if crate::demo::is_offered(&ctx) { Ok(Step::On(body)) } else { Err(AppError::SignIn) };
    }
    if matches!(parts.method, Method::GET | Method::HEAD) {
        let onward = vec![("naar".to_owned(), ctx.path.clone())];
        let asked = question(&ctx, &ctx.url("/mijn/bevestiging"), onward, means, &FieldErrors::default());
        return Ok(Step::Asked(with_status(asked, StatusCode::FORBIDDEN)));
    }
    let bytes = body.collect().await.map_err(|_| AppError::field("form", "error-form"))?.to_bytes();
    let fields: Vec<(String, String)> =
        serde_html_form::from_bytes(&bytes).map_err(|_| AppError::field("form", "error-form"))?;
    let (proof, rest): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(name, _)| name == FIELD);
    let Some((_, typed)) = proof.first() else {
        let asked = question(&ctx, path, rest, means, &FieldErrors::default());
        return Ok(Step::Asked(with_status(asked, StatusCode::FORBIDDEN)));
    };
    match verify(&ctx, typed, means).await? {
        Tried::Right(()) => {
            let text = serde_html_form::to_string(&rest).map_err(AppError::unexpected)?;
            parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(text.len()));
            Ok(Step::On(Body::from(text)))
        }
        refused => Ok(Step::Asked(refusal(&ctx, path, rest, means, &refused))),
    }
}

/// The question again, with what was wrong.
fn refusal(ctx: &Ctx, action: &str, fields: Vec<(String, String)>, means: Means, refused: &Tried<()>) -> Response {
    let mut errors = FieldErrors::default();
    match refused {
        Tried::Wait(seconds) => {
            errors.add_with(FIELD, "second-wait", vec![("minutes", Value::Number((seconds + 59) / 60))]);
            with_status(question(ctx, action, fields, means, &errors), StatusCode::TOO_MANY_REQUESTS)
        }
        _ => {
            errors.add(FIELD, "proof-wrong");
            with_status(question(ctx, action, fields, means, &errors), StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

fn with_status(mut response: Response, status: StatusCode) -> Response {
    *response.status_mut() = status;
    response
}

/// Compares what was typed with password or code, and notes the proof in the session.
async fn verify(ctx: &Ctx, typed: &str, means: Means) -> Result<Tried<()>, AppError> {
    let actor = ctx.actor()?;
    let looks_like_code = typed.trim().len() <= 7 && typed.bytes().all(|b| b.is_ascii_digit() || b == b' ');
    let by_code = means.code && (looks_like_code || !means.password);
    let outcome = if by_code {
        second::commands::prove(&ctx.app.db, &ctx.app.vault, &ctx.tenant, actor.person, typed, ctx.now).await?
    } else {
        own_password(ctx, typed).await?
    };
    if let (Tried::Right(()), Some(session)) = (&outcome, actor.session) {
        crate::transaction!(&ctx.app.db, |tx| {
            sessions::prove(tx, &ctx.tenant, session, by_code, ctx.now).await?;
            let who = Some(actor.person);
            audit::note(tx, &ctx.tenant, who, "account.proof", ("person", who), "", ctx.now).await
        })?;
    }
    Ok(outcome)
}

/// Compares what was typed with one's own password, and counts the tries; apart from those of signing in.
pub(super) async fn own_password(ctx: &Ctx, typed: &str) -> Result<Tried<()>, AppError> {
    let person = ctx.actor()?.person;
    let key = Key::own(&ctx.tenant, person);
    let place = ctx.app.hasher.place()?;
    let wait = crate::transaction!(&ctx.app.db, |tx| { throttles::count(tx, &key, ctx.now).await })?;
    if let Some(seconds) = wait {
        return Ok(Tried::Wait(seconds));
    }
    let account = store::account(ctx.app.db.read(), &ctx.tenant, person).await?;
    let hash = account.and_then(|account| account.password_hash);
    if place.verify(typed, hash).await? == Verdict::Wrong {
        return Ok(Tried::Wrong);
    }
    crate::transaction!(&ctx.app.db, |tx| { throttles::forget(tx, &key).await })?;
    Ok(Tried::Right(()))
}

/// The page in between.
fn question(ctx: &Ctx, action: &str, fields: Vec<(String, String)>, means: Means, errors: &FieldErrors) -> Response {
    let label = match (means.password, means.code) {
        (true, true) => "proof-either",
        (false, true) => "second-code",
        _ => "accounts-password",
    };
    let user = ctx.visitor.as_ref().and_then(|actor| actor.email.clone()).unwrap_or_default();
    let inside = view! {
        <HiddenFields fields=fields/>
        <input type="hidden" autocomplete="username" value=user/>
        <PasswordField name=FIELD label=ctx.t(label) error=errors.text(ctx.lang, FIELD)/>
        <div class="form-actions"><Submit text=ctx.t("proof-confirm")/></div>
    };
    let view = view! {
        <PageHead title=ctx.t("proof-title") lede=ctx.t("proof-lede")/>
        <ErrorSummary title=ctx.t("proof-not-yet") errors=errors.listed(ctx.lang)/>
        <Form action=action>{inside}</Form>
    };
    page::page(ctx, ctx.t("proof-title"), view)
}

/// The form before a file.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub struct ProofInput {
    naar: String,
    bewijs: String,
}

/// `POST /{gemeente}/mijn/bevestiging`: the proof, and then on to the file.
pub async fn confirm(ctx: Ctx, Posted(input): Posted<ProofInput>) -> Result<Response, AppError> {
    ctx.allow::<act::ChangeOwnAccount>(Facts::default())?;
    let means = means(&ctx, &input.naar).await?;
    match verify(&ctx, &input.bewijs, means).await? {
        Tried::Right(()) => Ok(see(&ctx, own_path(&ctx.tenant, &input.naar).unwrap_or_default(), None)),
        refused => {
            let fields = vec![("naar".to_owned(), input.naar)];
            Ok(refusal(&ctx, &ctx.url("/mijn/bevestiging"), fields, means, &refused))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_for_a_proof_is_a_route() {
        let table = crate::routes::table();
        for (method, path) in ASKS {
            assert!(table.entries().iter().any(|(m, p)| m.as_str() == *method && p == path), "{method} {path}");
        }
    }
}
