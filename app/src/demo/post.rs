//! The folder that mail is written to in development, as pages: newest first, and one mail with its text.

use std::path::Path as FilePath;

use axum::{
    extract::{Path, RawQuery, State},
    http::HeaderMap,
    response::{Html, IntoResponse, Response},
};
use jiff::Timestamp;
use mail_parser::{MessageParser, MimeHeaders};
use serde::Deserialize;

use super::views;
use crate::{AppState, ctx::LANG_COOKIE, error::AppError, page, text::Lang};

/// Mails on one page.
const PAGE: usize = 50;
/// Longest file name opened.
const MAX_NAME: usize = 200;
/// Largest file read.
const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// A mail in the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mail {
    /// Its file.
    pub(super) file: String,
    /// To whom.
    pub(super) to: String,
    /// From whom.
    pub(super) from: String,
    /// Where replies go.
    pub(super) reply_to: String,
    /// Subject line.
    pub(super) subject: String,
    /// When it was written, as the header says.
    pub(super) date: Option<Timestamp>,
    /// The text part.
    pub(super) text: String,
    /// Names of what is attached.
    pub(super) attached: Vec<String>,
}

/// Where a page begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Before {
    voor: String,
}

/// `GET /demo/post`
pub async fn list(
    State(app): State<AppState>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let folder = app.settings.mail_dir.clone().ok_or(AppError::NotFound)?;
    let lang = language(&headers);
    let before: Before = serde_html_form::from_str(&query.unwrap_or_default()).unwrap_or_default();
    let names = names(&folder).await?;
    let total = names.len();
    let mut rest = names.into_iter().filter(|name| before.voor.is_empty() || *name < before.voor);
    let mut mails = Vec::new();
    for name in rest.by_ref().take(PAGE) {
        mails.extend(read(&folder, &name).await?);
    }
    let older = rest.next().is_some().then(|| mails.last().map(|mail| mail.file.clone())).flatten();
    let view = views::mails(lang, &mails, total, older, app.clock.now());
    Ok(Html(page::outside(&app, lang, lang.t("demo-post-title"), view)).into_response())
}

/// `GET /demo/post/{file}`
pub async fn file(
    State(app): State<AppState>,
    headers: HeaderMap,
    Path(name): Path<String>,
) -> Result<Response, AppError> {
    let folder = app.settings.mail_dir.clone().ok_or(AppError::NotFound)?;
    let lang = language(&headers);
    if !is_mail_name(&name) {
        return Err(AppError::NotFound);
    }
    let mail = read(&folder, &name).await?.ok_or(AppError::NotFound)?;
    let title = mail.subject.clone();
    Ok(Html(page::outside(&app, lang, title, views::mail(lang, mail, app.clock.now()))).into_response())
}

fn language(headers: &HeaderMap) -> Lang {
    let jar = axum_extra::extract::CookieJar::from_headers(headers);
    jar.get(LANG_COOKIE).map_or(Lang::Nl, |cookie| Lang::parse(cookie.value()))
}

/// Whether this is the name of a mail: our own letters, no folder, not hidden.
fn is_mail_name(name: &str) -> bool {
    name.len() <= MAX_NAME
        && name.ends_with(".eml")
        && !name.starts_with('.')
        && !name.contains("..")
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.@".contains(c))
}

/// The mails in the folder, newest first; none when there is no folder yet.
async fn names(folder: &FilePath) -> Result<Vec<String>, AppError> {
    let mut names = Vec::new();
    let mut entries = match tokio::fs::read_dir(folder).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(names),
        Err(error) => return Err(AppError::unexpected(error)),
    };
    while let Some(entry) = entries.next_entry().await.map_err(AppError::unexpected)? {
        names.extend(entry.file_name().into_string().ok().filter(|name| is_mail_name(name)));
    }
    names.sort_unstable_by(|a, b| b.cmp(a));
    Ok(names)
}

/// One mail; `None` when it is not there, no plain file, or too large.
async fn read(folder: &FilePath, name: &str) -> Result<Option<Mail>, AppError> {
    let path = folder.join(name);
    let is_file = match tokio::fs::symlink_metadata(&path).await {
        Ok(about) => about.is_file() && about.len() <= MAX_BYTES,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
        Err(error) => return Err(AppError::unexpected(error)),
    };
    if !is_file {
        return Ok(None);
    }
    let bytes = tokio::fs::read(&path).await.map_err(AppError::unexpected)?;
    Ok(Some(parse(name, &bytes)))
}

fn parse(name: &str, bytes: &[u8]) -> Mail {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return Mail { file: name.to_owned(), ..Mail::default() };
    };
    Mail {
        file: name.to_owned(),
        to: addresses(message.to()),
        from: addresses(message.from()),
        reply_to: addresses(message.reply_to()),
        subject: message.subject().unwrap_or_default().to_owned(),
        date: message.date().and_then(|date| Timestamp::from_second(date.to_timestamp()).ok()),
        text: message.body_text(0).unwrap_or_default().into_owned(),
        attached: message.attachments().filter_map(|part| part.attachment_name()).map(str::to_owned).collect(),
    }
}

fn addresses(list: Option<&mail_parser::Address<'_>>) -> String {
    let lines: Vec<_> = list
        .into_iter()
        .flat_map(|list| list.iter())
        .map(|one| match (one.name(), one.address()) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (name, address) => name.or(address).unwrap_or_default().to_owned(),
        })
        .collect();
    lines.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_mails_are_opened() {
        assert!(is_mail_name("20261121T080000.000Z-0193@winterbeek.evenwijs.eml"));
        for name in
            ["../x.eml", "a/b.eml", "..\\x.eml", ".verborgen.eml", "x.txt", "a..eml", "x.eml\n", "é.eml", ".eml"]
        {
            assert!(!is_mail_name(name), "{name}");
        }
        assert!(!is_mail_name(&format!("{}.eml", "a".repeat(MAX_NAME))));
    }

    #[test]
    fn a_mail_is_read_with_its_words_put_back() {
        let raw = b"From: Griffie <griffie@winterbeek.example>\r\nTo: =?utf-8?q?Zo=C3=AB?= <zoe@winterbeek.example>\r\n\
            Subject: =?utf-8?b?VWl0bm9kaWdpbmc6IGNhZsOp?=\r\nDate: Sat, 21 Nov 2026 08:00:00 +0000\r\nMIME-Version: 1.0\r\n\
            Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nCaf=C3=A9 =\r\nom acht uur\r\n";
        let mail = parse("x.eml", raw);
        assert_eq!(mail.to, "Zoë <zoe@winterbeek.example>");
        assert_eq!(mail.subject, "Uitnodiging: café");
        assert_eq!(mail.text.trim(), "Café om acht uur");
    }
}
