//! Marks on their way to the server: kept in the browser until they are saved, sent again while the connection is bad.

use std::time::Duration;

use islands::calls::{Mark, PresenceOrder, Trouble, send_presence};
use leptos::{prelude::*, task::spawn_local};

/// First pause before trying again; it doubles.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
/// Longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// What was tapped and not saved yet, one mark per person.
#[derive(Clone, Copy)]
pub(crate) struct Queue {
    pub(crate) waiting: RwSignal<Vec<Mark>>,
    pub(crate) trouble: RwSignal<Option<Trouble>>,
    busy: RwSignal<bool>,
    pause: RwSignal<Duration>,
    target: StoredValue<(String, String)>,
}

impl Queue {
    pub(crate) fn new(slug: String, gathering: String) -> Self {
        Self {
            waiting: RwSignal::new(Vec::new()),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
            pause: RwSignal::new(FIRST_PAUSE),
            target: StoredValue::new((slug, gathering)),
        }
    }

    /// Takes a mark and sends it; an earlier one of the same person is forgotten.
    pub(crate) fn put(self, mark: Mark) {
        self.waiting.update(|waiting| {
            waiting.retain(|other| other.person != mark.person);
            waiting.push(mark);
        });
        self.keep();
        self.flush();
    }

    /// Finds what an earlier visit could not save, and sends it.
    pub(crate) fn wake(self) -> Vec<Mark> {
        let kept = storage().and_then(|storage| storage.get_item(&self.key()).ok().flatten());
        let kept: Vec<Mark> = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        self.waiting.set(kept.clone());
        self.flush();
        kept
    }

    /// Sends what waits, one call at a time.
    pub(crate) fn flush(self) {
        let marks = self.waiting.get_untracked();
        if marks.is_empty() || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let (slug, gathering) = self.target.get_value();
        spawn_local(async move {
            let outcome = send_presence(PresenceOrder { slug, gathering, marks: marks.clone() }).await;
            self.busy.set(false);
            match outcome {
                Ok(()) => {
                    self.waiting.update(|waiting| waiting.retain(|mark| !marks.contains(mark)));
                    self.keep();
                    self.trouble.set(None);
                    self.pause.set(FIRST_PAUSE);
                    self.flush();
                }
                Err(trouble) => {
                    self.trouble.set(Some(trouble));
                    if trouble.passes() {
                        let pause = self.pause.get_untracked();
                        self.pause.set((pause * 2).min(LONGEST_PAUSE));
                        set_timeout(move || self.flush(), pause);
                    } else if trouble != Trouble::SignIn {
                        self.waiting.set(Vec::new());
                        self.keep();
                    }
                }
            }
        });
    }

    fn key(self) -> String {
        self.target.with_value(|(slug, gathering)| format!("aanwezigheid:{slug}:{gathering}"))
    }

    /// Writes what waits where a reload finds it. A browser without storage keeps it in memory only.
    fn keep(self) {
        let Some(storage) = storage() else { return };
        let waiting = self.waiting.get_untracked();
        let written = match serde_json::to_string(&waiting) {
            Ok(text) if !waiting.is_empty() => storage.set_item(&self.key(), &text),
            _ => storage.remove_item(&self.key()),
        };
        if written.is_err() {
            leptos::logging::warn!("marks are kept in memory only");
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
