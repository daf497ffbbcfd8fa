//! Small marks beside words: a state, a side of the council.

pub use domain::people::Side;
use leptos::prelude::*;

/// How a mark or a notice is meant. Never said by colour alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// Good to know.
    Info,
    /// In order.
    Ok,
    /// Needs attention.
    Warn,
    /// Wrong, or cannot be undone.
    Danger,
}

impl Tone {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Danger => "danger",
        }
    }
}

/// Class of a side: coalition slate and solid, opposition plum and hatched, unknown grey and dotted.
pub(super) fn side_class(side: Side) -> &'static str {
    match side {
        Side::Coalition => "side-coalition",
        Side::Opposition => "side-opposition",
        Side::Unknown => "side-unknown",
    }
}

/// The state of a thing in one or two words.
#[component]
pub fn Badge(
    /// The state, in words.
    #[prop(into)]
    text: String,
    /// How it is meant.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! { <span class=format!("badge badge-{}", tone.class())>{text}</span> }
}

/// A side by swatch and by name.
#[component]
pub fn SideMark(
    /// Which side.
    side: Side,
    /// Its name in words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <span class="side-mark"><span class=format!("swatch {}", side_class(side)) aria-hidden="true"></span>{text}</span>
    }
}
