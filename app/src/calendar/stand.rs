//! What a feed is at this moment, in a few numbers: whoever has it already is told so before it is read.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::store;
use crate::{error::AppError, secret, tenant::Tenant};

/// Feeds of which it is remembered that what they tell is in the ledger; past that they are looked at again.
const MOST_REMEMBERED: usize = 20_000;

/// What of each feed was last recorded as told, by its tag: while that is the same, there is nothing to look for in the ledger.
/// Forgotten with the process; then it is looked for once more.
#[derive(Debug, Clone, Default)]
pub struct Recorded(Arc<Mutex<HashMap<Uuid, String>>>);

impl Recorded {
    /// Whether what this feed tells now was recorded.
    pub(super) fn has(&self, feed: Uuid, stand: &Stand) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&feed) == Some(&stand.tag)
    }

    /// Notes that it was.
    pub(super) fn note(&self, feed: Uuid, stand: &Stand) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_REMEMBERED {
            known.clear();
        }
        known.insert(feed, stand.tag.clone());
    }
}

/// What a feed is now, without reading it: most calendars that ask hear that it is what they have.
///
/// A date decides nothing: when something leaves a feed, the newest moment in it grows older, and whoever asked by date
/// would keep what is gone.
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

    pub(super) fn answer(self, body: String, keep: &'static str) -> Response {
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
