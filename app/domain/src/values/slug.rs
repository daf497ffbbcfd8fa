//! The short name of a municipality in a web address.

use super::{MAX_SLUG, checked_text, fold};

/// First parts of a path that belong to the site itself, now or later: no municipality gets them.
pub const RESERVED_SLUGS: &[&str] = &[
    "_fn",
    "aanmelden",
    "aanvragen",
    "about",
    "account",
    "accounts",
    "admin",
    "afmelden",
    "agenda",
    "antwoord",
    "antwoorden",
    "api",
    "app",
    "assets",
    "auth",
    "beheer",
    "beheerder",
    "bijlagen",
    "bijlage",
    "bestanden",
    "calendar",
    "contact",
    "cookies",
    "csp",
    "csp-report",
    "css",
    "csv",
    "dav",
    "debug",
    "demo",
    "docs",
    "documenten",
    "download",
    "en",
    "error",
    "evenwijs",
    "favicon",
    "feed",
    "feeds",
    "files",
    "fn",
    "fonts",
    "fout",
    "gemeente",
    "gemeenten",
    "griffie",
    "haken",
    "health",
    "healthz",
    "help",
    "home",
    "hulp",
    "icons",
    "ics",
    "images",
    "index",
    "inloggen",
    "internal",
    "islands",
    "js",
    "kalender",
    "link",
    "links",
    "livez",
    "login",
    "logout",
    "mail",
    "mails",
    "manifest",
    "metrics",
    "mijn",
    "netwerk",
    "nieuw",
    "nl",
    "oauth",
    "oidc",
    "openapi",
    "over",
    "pkg",
    "postvak",
    "privacy",
    "profiel",
    "public",
    "raad",
    "readyz",
    "register",
    "robots",
    "root",
    "saml",
    "search",
    "security",
    "service-worker",
    "session",
    "settings",
    "signin",
    "sitemap",
    "sso",
    "static",
    "status",
    "support",
    "system",
    "taal",
    "test",
    "token",
    "toegankelijkheid",
    "uitloggen",
    "uitnodiging",
    "upload",
    "uploads",
    "voorwaarden",
    "wachtwoord",
    "wasm",
    "webhook",
    "webhooks",
    "well-known",
    "www",
    "zoeken",
];

/// Why a slug is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SlugError {
    /// Nothing is left of it.
    Empty,
    /// Longer than [`MAX_SLUG`].
    TooLong,
    /// Only a-z, 0-9 and single hyphens between them.
    Malformed,
    /// The site uses it itself.
    Reserved,
}

/// The short name of a municipality in a web address: a-z, 0-9 and single hyphens.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Slug(String);

checked_text!(Slug, SlugError);

impl Slug {
    /// Checks a slug as it stands in a path; nothing is changed.
    ///
    /// # Errors
    /// `Empty`, `TooLong`, `Reserved`, `Malformed`.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        if text.is_empty() {
            return Err(SlugError::Empty);
        }
        if text.len() > MAX_SLUG {
            return Err(SlugError::TooLong);
        }
        if RESERVED_SLUGS.contains(&text) {
            return Err(SlugError::Reserved);
        }
        let fit = text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
        if fit { Ok(Self(text.to_owned())) } else { Err(SlugError::Malformed) }
    }

    /// Makes one of a name: `Goeree-Overflakkee` gives `goeree-overflakkee`, `'s-Gravenhage` gives `s-gravenhage`.
    ///
    /// # Errors
    /// `Empty`, `TooLong`, `Reserved`.
    pub fn from_name(name: &str) -> Result<Self, SlugError> {
        let folded = fold(name);
        let parts: Vec<&str> = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()).collect();
        Self::parse(&parts.join("-"))
    }
}
