//! What a feed is at this moment, in a few numbers: whoever has it already is told so before it is read.

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::store;
use crate::{error::AppError, secret, tenant::Tenant};

/// What a feed is now, without reading it: most calendars that ask hear that it is what they have.
///
/// A date decides nothing: when something leaves a feed, the newest moment in it grows older, and whoever asked by date
/// would keep what is gone.
#[derive(Debug, Clone)]
pub(super) struct Stand {
    tag: String,
    last: Option<Timestamp>,
}

/// Goes up when the same gatherings are written otherwise than before, so that calendars fetch them anew.
const MANNER_OF_WRITING: u8 = 1;

impl Stand {
    /// `parts`: everything else that the feed depends on.
    pub(super) async fn now(
        db: &impl ConnectionTrait,
        tenant: &Tenant,
        readers: &[Uuid],
        now: Timestamp,
        parts: &[impl AsRef<str>],
    ) -> Result<Self, AppError> {
        let mark = store::mark(db, tenant, readers, now).await?;
        let mut digest = Sha256::new();
        digest.update([MANNER_OF_WRITING]);
        for part in
            [tenant.slug(), tenant.name(), tenant.zone_name()].into_iter().chain(parts.iter().map(AsRef::as_ref))
        {
            digest.update(part.len().to_be_bytes());
            digest.update(part);
        }
        for number in mark.numbers {
            digest.update(number.to_be_bytes());
        }
        Ok(Self { tag: format!("\"{}\"", secret::hex(&digest.finalize()[..16])), last: mark.last })
    }

    /// What stands for it: the same for the same content, whoever asks.
    pub(super) fn tag(&self) -> &str {
        &self.tag
    }

    /// Whether whoever asks has it.
    pub(super) fn is_known(&self, headers: &HeaderMap) -> bool {
        let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let mut known = known.flat_map(|tags| tags.split(',')).map(|one| one.trim().trim_start_matches("W/"));
        known.any(|known| known == self.tag || known == "*")
    }

    /// For who only looks and is told nothing: they get no tag to say later that they have it.
    pub(super) fn untagged(self) -> Self {
        Self { tag: String::new(), ..self }
    }

    pub(super) fn not_modified(self, keep: &'static str) -> Response {
        self.labelled(StatusCode::NOT_MODIFIED.into_response(), keep)
    }

    pub(super) fn answer(self, body: Bytes, keep: &'static str) -> Response {
        self.labelled(body.into_response(), keep)
    }

    fn labelled(self, mut response: Response, keep: &'static str) -> Response {
        let to = response.headers_mut();
        to.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
        to.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        if let Some(tag) = HeaderValue::from_str(&self.tag).ok().filter(|tag| !tag.is_empty()) {
            to.insert(header::ETAG, tag);
        }
        let date = self.last.map(|at| at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
        if let Some(date) = date.and_then(|date| HeaderValue::from_str(&date).ok()) {
            to.insert(header::LAST_MODIFIED, date);
        }
        response
    }
}
