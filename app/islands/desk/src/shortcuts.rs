//! Keys of a page that lead somewhere, as calendars have them. They can be switched off, and the browser remembers that;
//! while one types they are letters.

use leptos::{ev::KeyboardEvent, prelude::*, wasm_bindgen::JsCast, web_sys};
use serde::{Deserialize, Serialize};

/// Where the browser remembers that the keys are off.
const STORED: &str = "evenwijs-sneltoetsen";
/// What it remembers then.
const OFF: &str = "uit";

/// Keys that lead to one address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortcut {
    /// Any of these, in lower case.
    pub keys: Vec<String>,
    /// What they do.
    pub text: String,
    /// Where they lead.
    pub href: String,
}

/// Every text of the island.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortcutWords {
    /// Opens the list.
    pub title: String,
    /// What the question mark does.
    pub show: String,
    /// Between two keys.
    pub or: String,
    /// Beside the switch.
    pub on: String,
}

/// The keys, a list of them that opens, and the switch. Drawn in the browser only: without scripts there are no keys. It
/// also says what the page shows, for who does not see that it changed.
#[island]
pub fn Shortcuts(
    /// The keys.
    keys: Vec<Shortcut>,
    /// The texts.
    words: ShortcutWords,
    /// What the page shows: its period and how much there is.
    said: String,
) -> impl IntoView {
    let awake = RwSignal::new(false);
    let on = RwSignal::new(true);
    let open = RwSignal::new(false);
    let spoken = RwSignal::new(String::new());
    let known = StoredValue::new(keys.clone());

    Effect::new(move |_| {
        on.set(stored().as_deref() != Some(OFF));
        awake.set(true);
        // A live region is heard when it changes, so it begins empty.
        spoken.set(said.clone());
        let listening = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
            if !on.get_untracked() || !is_meant(&event) {
                return;
            }
            let key = event.key().to_lowercase();
            if key == "?" || key == "h" {
                event.prevent_default();
                open.update(|open| *open = !*open);
                return;
            }
            let href = known.with_value(|all| {
                all.iter().find(|shortcut| shortcut.keys.contains(&key)).map(|shortcut| shortcut.href.clone())
            });
            if let Some(href) = href {
                event.prevent_default();
                // Where the browser refuses to go, the links of the page still do.
                let _ = window().location().set_href(&href);
            }
        });
        on_cleanup(move || listening.remove());
    });

    let switch = move |event: leptos::ev::Event| {
        let wanted = event_target_checked(&event);
        on.set(wanted);
        store(wanted);
    };
    let or = format!(" {} ", words.or);
    let rows = keys
        .into_iter()
        .map(|shortcut| (shortcut.keys, shortcut.text))
        .chain(std::iter::once((vec!["h".to_owned(), "?".to_owned()], words.show)))
        .map(|(keys, text)| {
            let or = or.clone();
            let keys = keys
                .into_iter()
                .enumerate()
                .map(move |(at, key)| {
                    let between = (at > 0).then(|| or.clone());
                    view! { {between}<kbd>{key}</kbd> }
                })
                .collect_view();
            view! { <li><span class="shortcut-keys">{keys}</span><span>{text}</span></li> }
        })
        .collect_view();
    let toggled = move |event: leptos::ev::Event| {
        if let Some(details) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
            open.set(details.has_attribute("open"));
        }
    };
    view! {
        <div class="shortcuts" hidden=move || !awake.get()>
            <p class="visually-hidden" role="status">{move || spoken.get()}</p>
            <details class="disclosure" prop:open=move || open.get() on:toggle=toggled>
                <summary>{words.title}</summary>
                <div class="disclosure-body stack">
                    <label class="shortcut-switch">
                        <input type="checkbox" prop:checked=move || on.get() on:change=switch/>
                        " "<span>{words.on}</span>
                    </label>
                    <ul class="shortcut-list" role="list">{rows}</ul>
                </div>
            </details>
        </div>
    }
}

/// Whether a key is meant for the page: no letter of a text, nothing the browser or another script uses, not held down.
fn is_meant(event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat() || event.is_composing() {
        return false;
    }
    if event.default_prevented() {
        return false;
    }
    let writing = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, \
                   [contenteditable]:not([contenteditable=false]), [role=textbox], dialog";
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_none_or(|element| matches!(element.closest(writing), Ok(None)))
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn stored() -> Option<String> {
    storage()?.get_item(STORED).ok().flatten()
}

/// A browser that keeps nothing has the keys on at the next page again.
fn store(on: bool) {
    let Some(storage) = storage() else { return };
    let _ = if on { storage.remove_item(STORED) } else { storage.set_item(STORED, OFF) };
}
