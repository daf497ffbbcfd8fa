//! One request: which municipality, who asks, in which language, at what moment.

use std::{ops::Deref, sync::Arc};

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::{HeaderMap, header, request::Parts},
};
use axum_extra::extract::CookieJar;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::policy::{Facts, Kind};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    AppState,
    accounts::{second, sessions, tokens},
    actor::Actor,
    count::Count,
    db::moment,
    error::AppError,
    gate::{self, Allowed},
    page::Nonce,
    tenant::{self, Tenant},
    text::{Arg, Lang},
};

/// Cookie with what the last form did; a key of the catalogue, never a text.
pub const FLASH_COOKIE: &str = "__Host-melding";
/// Cookie with the language of somebody who is not signed in.
pub const LANG_COOKIE: &str = "__Host-taal";

/// An id in a path. A text that is no id stands for the id nothing has, so that the answer is the same 404.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Id(pub uuid::Uuid);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self(text.parse().unwrap_or(uuid::Uuid::nil())))
    }
}

/// What an action did, shown once on the next page.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
pub struct Flash {
    /// Key of the catalogue.
    pub key: String,
    /// Values in the text.
    #[serde(default)]
    pub args: Vec<(String, String)>,
    /// Where a form that takes it back posts to, below the municipality.
    #[serde(default)]
    pub undo: Option<String>,
    /// Hidden fields of that form.
    #[serde(default)]
    pub fields: Vec<(String, String)>,
    /// What one may do next: a path below the municipality, and the key of its words.
    #[serde(default)]
    pub next: Option<(String, String)>,
}

impl Flash {
    /// A message without a way back.
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), args: Vec::new(), undo: None, fields: Vec::new(), next: None }
    }

    /// Fills in a value.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.push((name.to_owned(), value.to_string()));
        self
    }

    /// Offers "Ongedaan maken" by a form that posts to this path below the municipality.
    pub fn undo(mut self, path: impl Into<String>, fields: Vec<(String, String)>) -> Self {
        self.undo = Some(path.into());
        self.fields = fields;
        self
    }

    /// Offers a link to this path below the municipality, with the words of a key.
    pub fn next(mut self, path: impl Into<String>, key: &str) -> Self {
        self.next = Some((path.into(), key.to_owned()));
        self
    }

    /// As it travels in the cookie.
    pub fn encode(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    fn decode(text: &str) -> Option<Self> {
        let flash: Self = serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let own = flash.undo.as_deref().is_none_or(tenant::is_inner)
            && flash.next.as_ref().is_none_or(|(path, key)| tenant::is_inner(path) && Lang::Nl.has(key));
        (own && Lang::Nl.has(&flash.key)).then_some(flash)
    }
}

/// What a page or form handler knows of its request. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Ctx(Arc<Inner>);

/// The parts of a [`Ctx`].
#[derive(Debug)]
pub struct Inner {
    /// The application.
    pub app: AppState,
    /// Which municipality.
    pub tenant: Tenant,
    /// Who asks, if anybody is signed in.
    pub visitor: Option<Actor>,
    /// The moment of the request.
    pub now: Timestamp,
    /// The language of the page.
    pub lang: Lang,
    /// Path and query as asked for.
    pub path: String,
    /// The nonce of this response.
    pub nonce: String,
    /// What the last form did.
    pub flash: Option<Flash>,
    /// Whether this is a machine's request with a token.
    pub by_token: bool,
    /// The device, as it calls itself.
    pub device: String,
    /// Whether this page view is worth recording: not a prefetch, not HEAD.
    pub is_reading: bool,
}

impl Deref for Ctx {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// Where the context of a request is left for the error page.
#[derive(Clone, Debug, Default)]
pub struct Slot(pub Arc<std::sync::OnceLock<Ctx>>);

impl Ctx {
    /// The actor, or the way to the sign-in page.
    pub fn actor(&self) -> Result<&Actor, AppError> {
        self.visitor.as_ref().ok_or(AppError::SignIn)
    }

    /// Asks the gate for this act.
    pub fn allow<A: Kind>(&self, facts: Facts) -> Result<Allowed<A>, AppError> {
        gate::authorize(self.actor()?, facts)
    }

    /// Whether the gate would allow this act; for showing a button or not.
    pub fn may<A: Kind>(&self, facts: Facts) -> bool {
        self.allow::<A>(facts).is_ok()
    }

    /// A text of the catalogue in the reader's language.
    pub fn t(&self, key: &str) -> String {
        self.lang.t(key)
    }

    /// A text with values in it.
    pub fn tn(&self, key: &str, args: &[Arg<'_>]) -> String {
        self.lang.tn(key, args)
    }

    /// "12 vragen" by this key; "meer dan 1.000 vragen" by the same with `-more`, where it was not counted further.
    pub fn total(&self, key: &str, count: Count) -> String {
        match count.is_more() {
            true => self.tn(&format!("{key}-more"), &[("n", self.lang.number(count.number()).into())]),
            false => self.tn(key, &[("n", count.number().into())]),
        }
    }

    /// A path of this municipality.
    pub fn url(&self, rest: &str) -> String {
        self.tenant.path(rest)
    }

    /// A whole address, for mail; from the settings, never from the request (R31).
    pub fn absolute(&self, rest: &str) -> String {
        format!("{}{}", self.app.settings.base_url, self.tenant.path(rest))
    }

    /// Today in the municipality.
    pub fn today(&self) -> Date {
        self.tenant.date(self.now)
    }

    /// "di 9 sep, 19.30" in the municipality.
    pub fn when(&self, at: Timestamp) -> String {
        self.lang.when(at, self.tenant.zone(), self.today())
    }

    /// "di 9 sep".
    pub fn day(&self, date: Date) -> String {
        self.lang.date(date, self.today())
    }

    /// Builds the context of a request. `slug` comes from the path.
    pub async fn of_request(app: &AppState, parts: &Parts, slug: &str) -> Result<Self, AppError> {
        let headers = &parts.headers;
        let now = app.clock.now();
        let tenant = tenant::find(app.db.read(), slug).await?.ok_or(AppError::NotFound)?;
        let jar = CookieJar::from_headers(headers);
        let bearer = text_of(headers, header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        let prefetch = text_of(headers, "sec-purpose").is_some_and(|value| value.contains("prefetch"));
        // HEAD and prefetch write nothing, not even that a device is in use (R39).
        let touch = parts.method != axum::http::Method::HEAD && !prefetch;
        let visitor = match bearer {
            // Tokens are for programs: they open no page, and post no form.
            Some(token) if under_api(parts) => by_token(app, &tenant, token, touch, now).await?,
            Some(_) => None,
            None => match jar.get(sessions::COOKIE) {
                Some(cookie) => by_session(app, &tenant, cookie.value(), touch, now).await?,
                None => None,
            },
        };
        let lang = match (&visitor, jar.get(LANG_COOKIE)) {
            (Some(actor), _) => actor.lang,
            (None, Some(cookie)) => Lang::parse(cookie.value()),
            (None, None) => Lang::Nl,
        };
        Ok(Self(Arc::new(Inner {
            app: app.clone(),
            tenant,
            visitor,
            now,
            lang,
            path: parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            nonce: parts.extensions.get::<Nonce>().map(|nonce| nonce.0.clone()).unwrap_or_default(),
            flash: jar.get(FLASH_COOKIE).and_then(|cookie| Flash::decode(cookie.value())),
            by_token: bearer.is_some(),
            device: text_of(headers, header::USER_AGENT).unwrap_or_default().to_owned(),
            is_reading: parts.method == axum::http::Method::GET && !prefetch,
        })))
    }
}

/// Whether this is a request of the API.
pub(crate) fn under_api(parts: &Parts) -> bool {
    parts.uri.path().starts_with("/api/")
}

async fn by_session(
    app: &AppState,
    tenant: &Tenant,
    secret: &str,
    touch: bool,
    now: Timestamp,
) -> Result<Option<Actor>, AppError> {
    let Some(row) = sessions::find(app.db.read(), tenant, secret, now).await? else { return Ok(None) };
    let Some(mut actor) = Actor::load(app.db.read(), tenant, row.person_id, now).await? else { return Ok(None) };
    if row.second_factor_at.is_none() && second::is_required(&actor.roles) {
        // They got such a role, or the rule came, after they signed in: the next sign-in asks for more.
        return Ok(None);
    }
    actor.session = Some(row.id);
    actor.proven_at = Some(moment(row.authenticated_at));
    actor.code_proven_at = row.code_proven_at.map(moment);
    if touch {
        note_failure(sessions::touch(&app.db, &row, &actor.roles, now).await);
    }
    Ok(Some(actor))
}

async fn by_token(
    app: &AppState,
    tenant: &Tenant,
    token: &str,
    touch: bool,
    now: Timestamp,
) -> Result<Option<Actor>, AppError> {
    let Some(row) = tokens::find(app.db.read(), tenant, token).await? else { return Ok(None) };
    let Some(actor) = Actor::load(app.db.read(), tenant, row.person_id, now).await? else { return Ok(None) };
    let missing = !row.by_operator
        && second::is_required(&actor.roles)
        && second::store::factor(app.db.read(), tenant, row.person_id).await?.is_none();
    if missing {
        // They got such a role after they made the token: first a second factor, as at the door of the pages.
        return Ok(None);
    }
    if touch {
        note_failure(tokens::touch(&app.db, &row, now).await);
    }
    Ok(Some(actor))
}

/// That somebody was seen may stay unwritten, when the disk is full or another writer keeps us waiting: who only reads
/// is not kept from it.
fn note_failure(touched: Result<(), AppError>) {
    if let Err(error) = touched {
        tracing::warn!(%error, "it was not recorded that somebody is here");
    }
}

fn text_of(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

impl FromRequestParts<AppState> for Ctx {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        if let Some(ctx) = parts.extensions.get::<Slot>().and_then(|slot| slot.0.get()) {
            return Ok(ctx.clone());
        }
        let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| AppError::NotFound)?;
        let slug = params.iter().find(|(name, _)| *name == "gemeente").map(|(_, value)| value.to_owned());
        let ctx = Self::of_request(app, parts, &slug.ok_or(AppError::NotFound)?).await?;
        if let Some(slot) = parts.extensions.get::<Slot>() {
            // Another extractor of the same request may have been first; both are the same.
            let _ = slot.0.set(ctx.clone());
        }
        Ok(ctx)
    }
}
