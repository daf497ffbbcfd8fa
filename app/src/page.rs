//! The page around everything: document, header, menu, footer; and error pages with the right status.
//!
//! Axum decides which function runs; Leptos turns data into HTML here, in one pass and without streaming, so that the
//! status is known before the first byte and no inline script is needed.

mod summary;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::policy::{Denied, Facts, act};
use leptos::prelude::*;
use uuid::Uuid;

use crate::{
    AppState,
    ctx::{Ctx, FLASH_COOKIE, Flash, Slot},
    error::AppError,
    resume,
    tenant::is_inner,
    text::Lang,
    ui::{self, Choice, ErrorSummary},
};

pub(crate) use summary::NAMELESS;

/// The nonce of one response, minted by the server's layer stack.
#[derive(Clone, Debug)]
pub struct Nonce(pub String);

/// A page of a municipality. `title` is the name of the page; the view is everything inside `main`.
pub fn page(ctx: &Ctx, title: impl Into<String>, view: impl IntoView + 'static) -> Response {
    document(ctx, title.into(), view.into_any())
}

/// A page that answers a form which cannot be used yet: 422, with what was typed.
pub fn unprocessable(ctx: &Ctx, title: impl Into<String>, view: impl IntoView + 'static) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page(ctx, title, view)).into_response()
}

/// A page that answers a form which came too late: 409, with both texts.
pub fn conflict(ctx: &Ctx, title: impl Into<String>, view: impl IntoView + 'static) -> Response {
    (StatusCode::CONFLICT, page(ctx, title, view)).into_response()
}

/// After a form: on to this path of the municipality, with a message for the next page.
pub fn see(ctx: &Ctx, path: &str, flash: Option<Flash>) -> Response {
    let mut response = Redirect::to(&ctx.url(path)).into_response();
    if let Some(flash) = flash {
        set_cookie(&mut response, FLASH_COOKIE, &flash.encode(), Some(60));
    }
    response
}

/// Where a form leads, below the municipality: the path it names, if it is one of ours, or another.
pub fn way_back(naar: &str, otherwise: &str) -> String {
    match naar {
        "/" => String::new(),
        path if is_inner(path) => path.to_owned(),
        _ => otherwise.to_owned(),
    }
}

/// Sets a cookie the way all of ours are: `__Host-`, Secure, HttpOnly, SameSite=Lax. `None` lives as long as the
/// browser; an empty value with age 0 takes it away.
pub fn set_cookie(response: &mut Response, name: &str, value: &str, max_age: Option<i64>) {
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let cookie = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}");
    match HeaderValue::from_str(&cookie) {
        Ok(value) => {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        Err(error) => tracing::error!(%error, name, "a cookie could not be written"),
    }
}

/// What is wrong with a form, above it: a heading that counts, and a link to each field (see `FieldErrors::listed`).
/// Nothing at all where nothing is wrong.
pub fn problems(ctx: &Ctx, errors: Vec<(String, String)>) -> AnyView {
    let title = ctx.tn("form-errors", &[("n", errors.len().into())]);
    view! { <ErrorSummary title=title errors=errors/> }.into_any()
}

/// The words of a domain as choices: the label of each is `prefix-code`, its hint `prefix-code-hint` where there is one.
pub fn choices(ctx: &Ctx, prefix: &str, codes: &[&'static str]) -> Vec<Choice> {
    let choice = |code: &&'static str| {
        let (label, hint) = (format!("{prefix}-{code}"), format!("{prefix}-{code}-hint"));
        let choice = Choice::new(*code, ctx.t(&label));
        if ctx.lang.has(&hint) { choice.hint(ctx.t(&hint)) } else { choice }
    };
    codes.iter().map(choice).collect()
}

/// Makes HTML of a view, in an owner of its own.
pub fn render(view: AnyView) -> String {
    let owner = Owner::new();
    without_marks(&owner.with(|| view.to_html()))
}

/// Leptos marks where it would attach in the browser with `<!>` and comments. Only islands attach here; everywhere else
/// the marks are weight, and inside `<title>` they would be read as text. Nothing a person typed can look like a mark:
/// text is escaped before it gets here.
fn without_marks(html: &str) -> String {
    const ISLAND: (&str, &str) = ("<leptos-island", "</leptos-island>");
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = if tag.starts_with(ISLAND.0) {
            let end = tag.find(ISLAND.1).map_or(tag.len(), |end| end + ISLAND.1.len());
            out.push_str(&tag[..end]);
            end
        } else if tag.starts_with("<!>") {
            3
        } else if tag.starts_with("<!--") {
            tag.find("-->").map_or(tag.len(), |end| end + 3)
        } else {
            out.push('<');
            1
        };
        rest = &tag[end..];
    }
    out.push_str(rest);
    out
}

/// The browser's part of a page: its script and its wasm. None for a page without an island; the small file where the
/// answer is the only one, as on a council member's home.
fn bundle(html: &str) -> Option<(&'static str, &'static str)> {
    let mut islands = html.split("<leptos-island data-component=\"").skip(1).peekable();
    islands.peek()?;
    Some(if islands.all(|island| island.starts_with("AnswerButtons_")) {
        ("islands.js", "islands_bg.wasm")
    } else {
        ("desk.js", "desk_bg.wasm")
    })
}

fn document(ctx: &Ctx, title: String, body: AnyView) -> Response {
    let site = &ctx.app.site;
    let lang = ctx.lang.code();
    let whole_title = format!("{title} · {}", ctx.tenant.name());
    let flash = ctx.flash.as_ref().map(|flash| flash_view(ctx, flash));
    let inside = summary::named(render(view! { {flash} {body} }.into_any()));
    let islands = bundle(&inside).map(|(js, wasm)| {
        view! {
            <script type="module" src=site.url("boot.js") nonce=ctx.nonce.clone()
                data-js=site.url(js) data-wasm=site.url(wasm)></script>
        }
    });
    // The arithmetic of the balance for the browser: on its own pages only, and loaded whole when somebody asks for it.
    let recount = inside.contains(" data-recount").then(|| {
        view! {
            <script type="module" src=site.url("recount-boot.js") nonce=ctx.nonce.clone()
                data-recount-js=site.url("recount.js") data-recount-wasm=site.url("recount_bg.wasm")></script>
        }
    });
    let shell = view! {
        <html lang=lang>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{whole_title}</title>
                <link rel="stylesheet" href=site.url("main.css")/>
                <link rel="icon" href=site.url("favicon.svg") type="image/svg+xml"/>
                {islands}
                {recount}
            </head>
            <body>
                <a class="skip-link" href="#inhoud">{ctx.t("skip-link")}</a>
                {header(ctx)}
                <main id="inhoud" tabindex="-1" inner_html=inside></main>
                {footer(ctx)}
            </body>
        </html>
    };
    let html = format!("<!doctype html>{}", render(shell.into_any()));
    let mut response = Html(html).into_response();
    if ctx.flash.is_some() {
        set_cookie(&mut response, FLASH_COOKIE, "", Some(0));
    }
    response
}

fn flash_view(ctx: &Ctx, flash: &Flash) -> AnyView {
    // A count must arrive as a number, or the text cannot choose between one and many.
    let value_of = |text: &str| text.parse::<i64>().map_or_else(|_| text.to_owned().into(), Into::into);
    let args: Vec<_> = flash.args.iter().map(|(name, value)| (name.as_str(), value_of(value))).collect();
    let text = ctx.tn(&flash.key, &args);
    let fields = flash.fields.clone();
    if let Some((path, key)) = &flash.next {
        return view! { <ui::Flash text=text next=ctx.url(path) next_text=ctx.t(key)/> }.into_any();
    }
    match &flash.undo {
        Some(path) => {
            view! { <ui::Flash text=text undo=ctx.url(path) undo_text=ctx.t("undo") hidden=fields/> }.into_any()
        }
        None => view! { <ui::Flash text=text/> }.into_any(),
    }
}

/// The menu: what this reader may open.
fn menu(ctx: &Ctx) -> Vec<(&'static str, &'static str)> {
    let none = Facts::default();
    let mut entries = vec![("", "nav-home")];
    let more = [
        ("/agenda", "nav-agenda", ctx.may::<act::SeeGatherings>(none)),
        ("/vragen", "nav-questions", ctx.may::<act::SeeQuestions>(none)),
        ("/kwartaalupdates", "nav-updates", ctx.may::<act::SeeUpdates>(none)),
        ("/gedeelde-informatie", "nav-briefings", ctx.may::<act::SeeBriefings>(none)),
        ("/informatiebalans", "nav-balance", ctx.may::<act::SeeBalance>(none)),
        ("/raad", "nav-council", ctx.may::<act::SeeCouncil>(none)),
        ("/instellingen", "nav-settings", ctx.may::<act::SeeSettings>(none)),
    ];
    entries.extend(more.into_iter().filter(|(_, _, may)| *may).map(|(path, key, _)| (path, key)));
    entries
}

fn header(ctx: &Ctx) -> impl IntoView + use<> {
    let here = ctx.path.split('?').next().unwrap_or_default().to_owned();
    let nav = ctx.visitor.as_ref().map(|actor| {
        let links = menu(ctx)
            .into_iter()
            .map(|(path, key)| {
                let href = ctx.url(path);
                // A gathering is in the calendar; its own list is one way to look at it.
                let beside = path == "/agenda" && here.starts_with(&ctx.url("/bijeenkomsten"));
                let current = if path.is_empty() { here == href } else { here.starts_with(&href) || beside };
                view! { <li><a href=href aria-current=current.then_some("page")>{ctx.t(key)}</a></li> }
            })
            .collect_view();
        view! {
            <button type="button" class="menu-button" popovertarget="menu">
                <span class="menu-open">{ctx.t("nav-menu")}</span>
                <span class="menu-close">{ctx.t("nav-menu-close")}</span>
            </button>
            <div class="site-menu" id="menu" popover="auto">
                <nav class="site-nav" aria-label=ctx.t("nav-label")><ul>{links}</ul></nav>
                <div class="site-account">
                    <a href=ctx.url("/mijn")>{actor.name.clone()}</a>
                    <form method="post" action=ctx.url("/afmelden")>
                        <button class="button button-quiet" type="submit">{ctx.t("nav-sign-out")}</button>
                    </form>
                </div>
            </div>
        }
    });
    view! {
        <header class="site-header">
            <a class="site-name" href=ctx.url("")>{ctx.tenant.name().to_owned()}</a>
            {nav}
        </header>
    }
}

fn footer(ctx: &Ctx) -> impl IntoView + use<> {
    let other = if ctx.lang == Lang::Nl { Lang::En } else { Lang::Nl };
    // The address of a form's answer may have no page of its own.
    let back = if ctx.is_reading { ctx.path.clone() } else { String::new() };
    let demo_mail = ctx.app.settings.mail_dir.is_some().then(|| {
        view! { <a href="/demo/post">{ctx.t("footer-mail")}</a> }
    });
    let own = ctx.visitor.is_some().then(|| {
        view! {
            <a href=ctx.url("/mijn/vastgelegd")>{ctx.t("balance-own-link")}</a>
            <a href=ctx.url("/informatiebalans/uitleg")>{ctx.t("footer-recorded")}</a>
        }
    });
    view! {
        <footer class="site-footer" aria-label=ctx.t("footer-label")>
            {own}
            <a href=ctx.url("/privacy")>{ctx.t("footer-privacy")}</a>
            <a href=ctx.url("/toegankelijkheid")>{ctx.t("footer-accessibility")}</a>
            <a href=ctx.url("/contact")>{ctx.t("footer-contact")}</a>
            {demo_mail}
            <form method="post" action=ctx.url("/taal")>
                <input type="hidden" name="taal" value=other.code()/>
                <input type="hidden" name="naar" value=back/>
                <button class="button button-quiet" type="submit" lang=other.code()>{ctx.t("footer-language")}</button>
            </form>
        </footer>
    }
}

// Errors -----------------------------------------------------------------------------------------------------------

impl AppError {
    /// The status that says it.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unexpected(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Database(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::NoRoom(_) => StatusCode::INSUFFICIENT_STORAGE,
        }
    }

    /// Heading and text in the reader's language. `reference` is the number under which the cause was logged.
    pub fn words(&self, lang: Lang, reference: &str) -> (String, String) {
        let plain = |title: &str, text: &str| (lang.t(title), lang.t(text));
        match self {
            Self::SignIn => plain("nav-sign-in", "nav-sign-in"),
            Self::NotFound => plain("error-not-found-title", "error-not-found"),
            Self::Forbidden(Denied::NotYours) => plain("error-forbidden-title", "error-not-yours"),
            Self::Forbidden(_) => plain("error-forbidden-title", "error-not-your-role"),
            Self::Conflict(key) => plain("error-conflict-title", key),
            Self::Invalid(errors) => {
                let lines: Vec<_> = errors.all(lang).into_iter().map(|(_, text)| text).collect();
                (lang.t("error-invalid-title"), lines.join(" "))
            }
            Self::TooMany(seconds) => {
                (lang.t("error-too-many-title"), lang.tn("error-too-many", &[("seconds", (*seconds).into())]))
            }
            Self::Unexpected(_) => (
                lang.t("error-unexpected-title"),
                lang.tn("error-unexpected", &[("reference", reference.to_owned().into())]),
            ),
            Self::Database(_) => plain("error-database-title", "error-database"),
            Self::NoRoom(_) => plain("error-no-room-title", "error-no-room"),
        }
    }
}

/// An error on its way out: [`dress`] makes a page or JSON of it.
#[derive(Clone)]
struct Undressed(std::sync::Arc<AppError>);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Undressed(std::sync::Arc::new(self)));
        response
    }
}

/// The innermost layer: gives errors their page, in the reader's language and with the menu where the reader is known;
/// under `/api/` their problem document (RFC 9457).
pub async fn dress(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let slot = Slot::default();
    request.extensions_mut().insert(slot.clone());
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let method = request.method().clone();
    let (request, form) = resume::look(request).await;
    let response = next.run(request).await;
    let Some(Undressed(error)) = response.extensions().get::<Undressed>().cloned() else { return response };

    let reference = Uuid::now_v7().simple().to_string();
    let reference = &reference[20..];
    match error.as_ref() {
        AppError::Unexpected(cause) => tracing::error!(reference, cause, "unexpected"),
        AppError::Database(cause) => tracing::error!(reference, %cause, "database"),
        AppError::NoRoom(cause) => tracing::error!(reference, cause, "the disk is full"),
        _ => {}
    }
    if path.starts_with("/api/") {
        return crate::api::problem(&error, reference);
    }
    let ctx = slot.0.get();
    if let (AppError::SignIn, Some(ctx)) = (error.as_ref(), ctx) {
        if let Some(again) = form.and_then(|form| resume::page(ctx, &path, &form)) {
            return again;
        }
        let back = if method == axum::http::Method::GET { path.as_str() } else { "" };
        let back = percent_encoding::utf8_percent_encode(back, percent_encoding::NON_ALPHANUMERIC);
        return Redirect::to(&ctx.url(&format!("/aanmelden?naar={back}"))).into_response();
    }
    let lang = ctx.map_or(Lang::Nl, |ctx| ctx.lang);
    let (title, text) = error.words(lang, reference);
    let mut dressed = match ctx {
        Some(ctx) => {
            let home = ctx.url("");
            let back = ctx.t("back-home");
            let heading = title.clone();
            page(ctx, title, view! { <h1>{heading}</h1><p>{text}</p><p><a href=home>{back}</a></p> })
        }
        None => Html(bare(&app, lang, title, text)).into_response(),
    };
    *dressed.status_mut() = error.status();
    if let AppError::TooMany(seconds) = error.as_ref() {
        dressed.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    dressed
}

/// A page outside any municipality.
pub fn bare(app: &AppState, lang: Lang, title: String, text: String) -> String {
    let heading = title.clone();
    outside(app, lang, title, view! { <h1>{heading}</h1><p>{text}</p> }.into_any())
}

/// The document outside any municipality: no menu, no names.
pub fn outside(app: &AppState, lang: Lang, title: String, body: AnyView) -> String {
    let shell = view! {
        <html lang=lang.code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title}</title>
                <link rel="stylesheet" href=app.site.url("main.css")/>
                <link rel="icon" href=app.site.url("favicon.svg") type="image/svg+xml"/>
            </head>
            <body>
                <header class="site-header"><a class="site-name" href="/">{lang.t("app-name")}</a></header>
                <main id="inhoud">{body}</main>
            </body>
        </html>
    };
    format!("<!doctype html>{}", render(shell.into_any()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_our_own_pages_only() {
        let back = |naar| way_back(naar, "/anders");
        assert_eq!(back("/"), "");
        assert_eq!(back("/bijeenkomsten/0198?stand=open#wie"), "/bijeenkomsten/0198?stand=open#wie");
        for strange in ["", "//elders.example", "https://elders.example", "/a\r\nb", "/a\\b", "elders", "/é"] {
            assert_eq!(back(strange), "/anders", "{strange:?}");
        }
    }

    #[test]
    fn a_page_loads_the_smallest_file_that_holds_its_islands() {
        let island = |name: &str| {
            format!("<p></p><leptos-island data-component=\"{name}_1789\" data-props=\"[]\"></leptos-island>")
        };
        let (small, whole) = (Some(("islands.js", "islands_bg.wasm")), Some(("desk.js", "desk_bg.wasm")));
        for (names, wanted) in [
            (&[][..], None),
            (&["AnswerButtons"], small),
            (&["AnswerButtons", "AnswerButtons"], small),
            (&["Attendance"], whole),
            (&["AnswerButtons", "Attendance"], whole),
            (&["Shortcuts", "AnswerButtons"], whole),
        ] {
            let html: String = names.iter().map(|name| island(name)).collect();
            assert_eq!(bundle(&html), wanted, "{names:?}");
        }
    }

    #[test]
    fn a_title_holds_its_text_and_nothing_else() {
        let title = "Vragen </title> & antwoorden".to_owned();
        let html = render(view! { <title>{title}</title> }.into_any());
        assert_eq!(html, "<title>Vragen &lt;/title&gt; &amp; antwoorden</title>");
    }

    #[test]
    fn marks_go_but_an_island_keeps_its_own() {
        let html = "<p>a<!>b<!--<() />--></p><leptos-island data-x=\"1\">c<!>d</leptos-island><!>";
        assert_eq!(without_marks(html), "<p>ab</p><leptos-island data-x=\"1\">c<!>d</leptos-island>");
    }
}
