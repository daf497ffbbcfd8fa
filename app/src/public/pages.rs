//! The front door, and the three pages at the foot of every page.

use axum::{
    extract::State,
    http::{HeaderMap, Method, Uri},
    response::{Html, IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;

use super::views;
use crate::{
    AppState,
    balance::measuring,
    ctx::{Ctx, LANG_COOKIE},
    error::AppError,
    page,
    tenant::{self, is_inner},
    text::Lang,
};

/// What no route answers. Who typed a slash too many is sent on for good to the page without it, on this very host; a form
/// is not, and neither is anything that a browser could read as another host.
pub async fn elsewhere(method: Method, uri: Uri) -> Result<Redirect, AppError> {
    let page = uri.path().strip_suffix('/').filter(|page| !page.is_empty() && is_inner(uri.path()));
    let page = page.filter(|_| [Method::GET, Method::HEAD].contains(&method)).ok_or(AppError::NotFound)?;
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Ok(Redirect::permanent(&format!("{page}{query}")))
}

/// `GET /`: to the municipality where there is one, a list where there are several, and what to do where there is none.
pub async fn front(State(app): State<AppState>, headers: HeaderMap) -> Result<Response, AppError> {
    let all = tenant::first(app.db.read()).await?;
    if let [only] = all.as_slice() {
        return Ok(Redirect::to(&only.path("")).into_response());
    }
    let cookie = CookieJar::from_headers(&headers).get(LANG_COOKIE).map(|cookie| cookie.value().to_owned());
    let lang = cookie.map_or(Lang::Nl, |code| Lang::parse(&code));
    let names: Vec<_> = all.iter().map(|tenant| (tenant.name().to_owned(), tenant.path(""))).collect();
    let view = views::front(lang, names);
    Ok(Html(page::outside(&app, lang, lang.t("app-name"), view)).into_response())
}

/// `GET /{gemeente}/privacy`
pub async fn privacy(ctx: Ctx) -> Result<Response, AppError> {
    let known = measuring::load(ctx.app.db.read(), &ctx.tenant).await?;
    Ok(page::page(&ctx, ctx.t("public-privacy-title"), views::privacy(&ctx, &known)))
}

/// `GET /{gemeente}/toegankelijkheid`
pub async fn accessibility(ctx: Ctx) -> Result<Response, AppError> {
    Ok(page::page(&ctx, ctx.t("public-access-title"), views::accessibility(&ctx)))
}

/// `GET /{gemeente}/contact`
pub async fn contact(ctx: Ctx) -> Result<Response, AppError> {
    Ok(page::page(&ctx, ctx.t("public-contact-title"), views::contact(&ctx)))
}
