//! What the process remembers of feeds: what each was when last asked for, what was recorded of it as told, and the text
//! itself, by the tag that stands for its content. All of it is forgotten with the process, and made once more.

use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::body::Bytes;
use jiff::civil::Date;
use lru::LruCache;
use uuid::Uuid;

use super::stand::Stand;

/// Feeds of which something is remembered; of the others it is looked for again.
const MOST_FEEDS: NonZeroUsize = NonZeroUsize::new(20_000).unwrap();
/// Octets of feeds kept as they were written. One of a municipality's year is some 100 kB.
const MOST_TEXT: usize = 16 * 1024 * 1024;

/// What is remembered. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Kept(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    stands: Mutex<LruCache<Uuid, (Since, Stand)>>,
    recorded: Mutex<LruCache<Uuid, String>>,
    texts: Mutex<Texts>,
}

impl Default for Inner {
    fn default() -> Self {
        Self {
            stands: Mutex::new(LruCache::new(MOST_FEEDS)),
            recorded: Mutex::new(LruCache::new(MOST_FEEDS)),
            texts: Mutex::default(),
        }
    }
}

/// What a feed hangs on and costs little to ask: as long as it is the same, so is the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Since {
    /// Deeds in the log of the municipality: whatever a feed tells was written together with one.
    pub(super) deeds: i64,
    /// The day: with it who is what, and what is too long ago.
    pub(super) day: Date,
    /// Who reads it, how they want it, where it leads.
    pub(super) manner: String,
}

impl Kept {
    /// What this feed was when last asked for, if nothing happened since.
    pub(super) fn stand(&self, feed: Uuid, since: &Since) -> Option<Stand> {
        let mut stands = lock(&self.0.stands);
        stands.get(&feed).filter(|(then, _)| then == since).map(|(_, stand)| stand.clone())
    }

    /// Notes what it is now. `since` was asked for before the rest was read.
    pub(super) fn note_stand(&self, feed: Uuid, since: Since, stand: &Stand) {
        lock(&self.0.stands).put(feed, (since, stand.clone()));
    }

    /// Whether what this feed tells now was recorded as told: then there is nothing to look for in the ledger.
    pub(super) fn is_recorded(&self, feed: Uuid, stand: &Stand) -> bool {
        lock(&self.0.recorded).get(&feed).is_some_and(|tag| tag == stand.tag())
    }

    /// Notes that it was.
    pub(super) fn note_recorded(&self, feed: Uuid, stand: &Stand) {
        lock(&self.0.recorded).put(feed, stand.tag().to_owned());
    }

    /// The feed as it was written before.
    pub(super) fn text(&self, stand: &Stand) -> Option<Bytes> {
        lock(&self.0.texts).by_tag.get(stand.tag()).cloned()
    }

    /// Keeps it as it is written now.
    pub(super) fn keep(&self, stand: &Stand, text: String) -> Bytes {
        let text = Bytes::from(text);
        lock(&self.0.texts).put(stand.tag(), text.clone());
        text
    }
}

/// What is remembered is whole after every step, also when whoever held it fell.
fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Texts up to so many octets; what was not asked for longest goes first.
#[derive(Debug)]
struct Texts {
    by_tag: LruCache<String, Bytes>,
    octets: usize,
}

impl Default for Texts {
    fn default() -> Self {
        Self { by_tag: LruCache::unbounded(), octets: 0 }
    }
}

impl Texts {
    fn put(&mut self, tag: &str, text: Bytes) {
        self.octets += text.len();
        let before = self.by_tag.put(tag.to_owned(), text);
        self.octets -= before.map_or(0, |text| text.len());
        while self.octets > MOST_TEXT {
            let Some((_, oldest)) = self.by_tag.pop_lru() else { return };
            self.octets -= oldest.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_for_longest_makes_room() {
        let mut texts = Texts::default();
        let third = Bytes::from(vec![b'x'; MOST_TEXT / 3]);
        for tag in ["a", "b", "c"] {
            texts.put(tag, third.clone());
        }
        assert!(texts.by_tag.get("a").is_some());
        texts.put("d", third.clone());
        let kept: Vec<bool> = ["a", "b", "c", "d"].iter().map(|tag| texts.by_tag.contains(*tag)).collect();
        assert_eq!(kept, [true, false, true, true]);
        assert_eq!(texts.octets, 3 * third.len());
        texts.put("e", Bytes::from(vec![b'x'; MOST_TEXT + 1]));
        assert_eq!((texts.by_tag.len(), texts.octets), (0, 0), "what is larger than all room is not kept");
    }

    #[test]
    fn the_same_tag_counts_once() {
        let mut texts = Texts::default();
        for size in [10, 20, 5] {
            texts.put("a", Bytes::from(vec![b'x'; size]));
        }
        assert_eq!((texts.by_tag.len(), texts.octets), (1, 5));
    }
}
