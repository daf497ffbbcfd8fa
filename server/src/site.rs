//! Files of the site, carried inside the binary: style sheets, the browser's program, icons; and the
//! few well-known addresses that are not pages.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use url::Url;

/// How files with the hash of their content in the name are kept: for ever.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// How the others are kept: asked about each time.
const ASK_FIRST: HeaderValue = HeaderValue::from_static("public, no-cache");
/// How long a `security.txt` says it holds; RFC 9116 wants less than a year.
const SECURITY_TXT_DAYS: i64 = 180;
/// Largest report of a blocked script or style that is looked at, in bytes.
const MAX_CSP_REPORT: usize = 16 * 1024;
/// Characters of such a report that go to the log, per field.
const MAX_LOGGED: usize = 200;

/// `server/site/`: inside the binary, or read from disk in debug builds.
#[derive(rust_embed::Embed)]
#[folder = "site"]
struct Site;

/// The files of the site under their public names.
#[derive(Debug, Default)]
pub struct Assets {
    files: HashMap<String, Arc<File>>,
    hashed: BTreeMap<String, String>,
}

#[derive(Debug)]
struct File {
    kind: HeaderValue,
    hash: String,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Assets {
    /// Takes in every file and works out its name: `main.css` is served as `main.1a2b3c4d.css`.
    #[must_use]
    pub fn load() -> Self {
        Self::from_files(Site::iter().filter_map(|name| {
            let file = Site::get(&name)?;
            Some((name.into_owned(), file.data, file.metadata.sha256_hash()))
        }))
    }

    fn from_files(files: impl Iterator<Item = (String, Cow<'static, [u8]>, [u8; 32])>) -> Self {
        let mut all: BTreeMap<String, (Bytes, [u8; 32])> = files
            .filter(|(name, ..)| !name.split('/').any(|part| part.starts_with('.')))
            .map(|(name, data, hash)| (name, (into_bytes(data), hash)))
            .collect();
        let names: Vec<String> = all.keys().filter(|name| !is_compressed(name, &all)).cloned().collect();
        let mut assets = Self::default();
        for name in names {
            let Some((plain, hash)) = all.remove(&name) else { continue };
            let hash = app::secret::hex(&hash[..4]);
            let public = match name.rsplit_once('.') {
                Some((stem, end)) => format!("{stem}.{hash}.{end}"),
                None => format!("{name}.{hash}"),
            };
            let file = Arc::new(File {
                kind: HeaderValue::from_static(content_type(&name)),
                brotli: all.remove(&format!("{name}.br")).map(|(data, _)| data),
                gzip: all.remove(&format!("{name}.gz")).map(|(data, _)| data),
                hash,
                plain,
            });
            assets.files.insert(public.clone(), file.clone());
            assets.files.insert(name.clone(), file);
            assets.hashed.insert(name, public);
        }
        assets
    }

    /// The address of a file by its plain name, such as `main.css`. A file that does not exist gets
    /// an address too, which answers 404.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        format!("/assets/{}", self.hashed.get(name).map_or(name, String::as_str))
    }

    /// Every file: plain name and address.
    pub fn urls(&self) -> impl Iterator<Item = (&str, String)> {
        self.hashed.keys().map(|name| (name.as_str(), self.url(name)))
    }

    fn respond(&self, name: &str, request: &HeaderMap) -> Response {
        let Some(file) = self.files.get(name) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let keep = if self.hashed.contains_key(name) { ASK_FIRST } else { FOR_EVER };
        let (encoding, data) = file.choose(request);
        let etag = format!("\"{}{}\"", file.hash, encoding.map_or("", |encoding| &encoding[..2]));
        let known = request
            .get_all(IF_NONE_MATCH)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .any(|tag| tag.trim().trim_start_matches("W/") == etag || tag.trim() == "*");
        let mut response = match known {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => Response::new(Body::from(data.clone())),
        };
        let headers = response.headers_mut();
        if !known {
            headers.insert(CONTENT_TYPE, file.kind.clone());
            if let Some(encoding) = encoding {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
        }
        headers.insert(CACHE_CONTROL, keep);
        if file.brotli.is_some() || file.gzip.is_some() {
            headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            headers.insert(ETAG, etag);
        }
        response
    }
}

impl File {
    /// The smallest form that the browser takes, and its encoding.
    fn choose(&self, request: &HeaderMap) -> (Option<&'static str>, &Bytes) {
        match (&self.brotli, &self.gzip) {
            (Some(data), _) if accepts(request, "br") => (Some("br"), data),
            (_, Some(data)) if accepts(request, "gzip") => (Some("gzip"), data),
            _ => (None, &self.plain),
        }
    }
}

fn into_bytes(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    }
}

/// Whether this is the compressed neighbour of another file.
fn is_compressed(name: &str, all: &BTreeMap<String, (Bytes, [u8; 32])>) -> bool {
    let original = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz"));
    original.is_some_and(|original| all.contains_key(original))
}

/// Whether the browser takes this encoding: named, and not with weight 0.
fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    let lines = request.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|part| {
        let mut words = part.split(';').map(str::trim);
        let named = words.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = words
            .filter_map(|word| word.strip_prefix("q=").or_else(|| word.strip_prefix("Q=")))
            .any(|weight| weight.parse() == Ok(0.0_f32));
        named && !refused
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[derive(Clone, Debug)]
struct Shown {
    assets: Arc<Assets>,
    contact: Option<Url>,
    base: Arc<str>,
}

/// `/assets/…`, `/favicon.ico`, `/robots.txt`, `/.well-known/security.txt` (when there is a contact)
/// and `/csp`, where browsers report what the Content-Security-Policy blocked. `base` is the site's
/// address without a slash at the end.
pub fn router(assets: Arc<Assets>, contact: Option<Url>, base: &str) -> Router {
    Router::new()
        .route("/assets/{*file}", get(asset))
        .route("/favicon.ico", get(favicon))
        .route("/robots.txt", get(robots))
        .route("/.well-known/security.txt", get(security_txt))
        .route("/csp", post(csp_report).layer(DefaultBodyLimit::max(MAX_CSP_REPORT)))
        .with_state(Shown { assets, contact, base: base.into() })
}

async fn asset(State(shown): State<Shown>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    shown.assets.respond(&file, &headers)
}

async fn favicon(State(shown): State<Shown>, headers: HeaderMap) -> Response {
    shown.assets.respond("favicon.svg", &headers)
}

/// Nothing here is for search engines: what is public, people get a link to.
async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /\n"
}

async fn security_txt(State(shown): State<Shown>) -> Response {
    let Some(contact) = &shown.contact else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let now = jiff::Timestamp::now();
    let expires = now + jiff::SignedDuration::from_hours(24 * SECURITY_TXT_DAYS);
    format!(
        "Contact: {contact}\nExpires: {}\nPreferred-Languages: nl, en\nCanonical: {}/.well-known/security.txt\n",
        expires.strftime("%Y-%m-%dT00:00:00Z"),
        shown.base,
    )
    .into_response()
}

/// Logs what was blocked and by which rule. Never the page's address, which may hold a token.
async fn csp_report(body: Bytes) -> StatusCode {
    let report: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    let fields = &report["csp-report"];
    let field = |name: &str| -> String {
        let text = fields[name].as_str().unwrap_or_default();
        let text = text.split(['?', '#']).next().unwrap_or_default();
        text.chars().take(MAX_LOGGED).collect()
    };
    let (rule, blocked) = (field("effective-directive"), field("blocked-uri"));
    tracing::warn!(?rule, ?blocked, "a browser blocked something");
    StatusCode::NO_CONTENT
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use axum::http::HeaderName;
    use sha2::{Digest as _, Sha256};

    use super::*;

    fn assets() -> Assets {
        let files: [(&str, &[u8]); 7] = [
            (".gitkeep", b""),
            ("main.css", b"body{}"),
            ("main.css.br", b"BR"),
            ("main.css.gz", b"GZ"),
            ("pkg/app.wasm", b"\0asm"),
            ("favicon.svg", b"<svg/>"),
            ("only.gz", b"no neighbour"),
        ];
        Assets::from_files(
            files.into_iter().map(|(name, data)| (name.to_owned(), data.into(), Sha256::digest(data).into())),
        )
    }

    fn ask(name: &str, headers: &[(HeaderName, &str)]) -> Response {
        let headers = headers.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        assets().respond(name, &headers)
    }

    fn header(response: &Response, name: HeaderName) -> &str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn names_carry_the_hash_of_the_content() {
        let assets = assets();
        let hash: String = Sha256::digest(b"body{}")[..4].iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(assets.url("main.css"), format!("/assets/main.{hash}.css"));
        assert!(assets.url("pkg/app.wasm").starts_with("/assets/pkg/app."));
        assert_eq!(assets.url("absent.css"), "/assets/absent.css");
        let names: Vec<&str> = assets.urls().map(|(name, _)| name).collect();
        assert_eq!(names, ["favicon.svg", "main.css", "only.gz", "pkg/app.wasm"]);
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        let assets = assets();
        let hashed = assets.url("main.css");
        let hashed = assets.respond(hashed.trim_start_matches("/assets/"), &HeaderMap::new());
        assert_eq!(header(&hashed, CACHE_CONTROL), "public, max-age=31536000, immutable");
        assert_eq!(header(&ask("main.css", &[]), CACHE_CONTROL), "public, no-cache");
        assert_eq!(ask("main.00000000.css", &[]).status(), StatusCode::NOT_FOUND);
        for absent in ["main.css.br", ".gitkeep", "../Cargo.toml", "pkg", ""] {
            assert_eq!(ask(absent, &[]).status(), StatusCode::NOT_FOUND, "{absent}");
        }
    }

    #[test]
    fn the_smallest_form_the_browser_takes() {
        let cases = [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip", "gzip"),
            ("br;q=0, gzip", "gzip"),
            ("br;q=0.000,gzip;q=0", ""),
            ("GZIP;q=0.5", "gzip"),
            ("identity", ""),
            ("", ""),
        ];
        for (accepted, encoding) in cases {
            let response = ask("main.css", &[(ACCEPT_ENCODING, accepted)]);
            assert_eq!(header(&response, CONTENT_ENCODING), encoding, "{accepted}");
            assert_eq!(header(&response, VARY), "accept-encoding");
            assert_eq!(header(&response, CONTENT_TYPE), "text/css; charset=utf-8");
        }
        let wasm = ask("pkg/app.wasm", &[(ACCEPT_ENCODING, "br")]);
        assert_eq!(header(&wasm, CONTENT_TYPE), "application/wasm");
        assert_eq!((header(&wasm, CONTENT_ENCODING), header(&wasm, VARY)), ("", ""));
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        let first = ask("main.css", &[(ACCEPT_ENCODING, "br")]);
        let etag = header(&first, ETAG).to_owned();
        let plain = header(&ask("main.css", &[]), ETAG).to_owned();
        assert_ne!(etag, plain);
        let known = [(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, &format!("\"x\", W/{etag}"))];
        let again = ask("main.css", &known);
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(header(&again, ETAG), etag);
        assert_eq!(header(&again, CACHE_CONTROL), "public, no-cache");
        assert_eq!(ask("main.css", &[(IF_NONE_MATCH, &etag)]).status(), StatusCode::OK);
    }
}
