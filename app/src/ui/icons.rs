//! A few line icons. They always stand beside words, so they are hidden from assistive technology.

use leptos::prelude::*;

/// The drawings. Check, tilde and cross differ in shape, not only in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Yes, done, present.
    Check,
    /// Maybe.
    Tilde,
    /// No, remove.
    Cross,
    /// Not public.
    Lock,
    /// A document.
    Paperclip,
    /// A date.
    Calendar,
    /// A group of people.
    People,
    /// The balance.
    Scale,
    /// A remark.
    Info,
    /// Something needs attention.
    Warning,
    /// Time, a deadline.
    Clock,
    /// A place.
    Pin,
    /// A question.
    Question,
    /// Notes of a gathering.
    Note,
    /// A file to take along.
    Download,
    /// Something new.
    Plus,
    /// Mail.
    Mail,
    /// Take back.
    Undo,
    /// Change.
    Pencil,
    /// Print.
    Printer,
}

impl Icon {
    /// Its path, in a square of 24 by 24.
    pub fn drawing(self) -> &'static str {
        match self {
            Self::Check => "M4.5 12.5l5 5 10-11",
            Self::Tilde => "M4 14c2-5 5.5-5 8-2s6 3 8-2",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
            Self::Paperclip => {
                "M19 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-8 8a1.5 1.5 0 0 1-2.2-2.2l7.2-7.1"
            }
            Self::Calendar => "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8",
            Self::People => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-4 2.5-6 6.5-6s6.5 2 6.5 6M15.5 4.3a3.5 3.5 0 0 1 0 6.4M17.5 14.4c2.6.6 4 2.5 4 5.6"
            }
            Self::Scale => "M12 4v16M7.5 20h9M5 7h14M5 7l-3 7a3.2 3.2 0 0 0 6 0zM19 7l-3 7a3.2 3.2 0 0 0 6 0z",
            Self::Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.4v.3",
            Self::Warning => "M12 3.5L22 20.5H2zM12 10v5M12 17.6v.3",
            Self::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.5l3.5 2",
            Self::Pin => {
                "M12 21.5c4.5-5 6.5-8.3 6.5-11.5a6.5 6.5 0 0 0-13 0c0 3.2 2 6.5 6.5 11.5zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z"
            }
            Self::Question => {
                "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 9.5a2.5 2.5 0 1 1 3.7 2.2c-.8.5-1.2 1-1.2 2M12 16.8v.3"
            }
            Self::Note => "M6 3.5h8.5L18.5 7.5v13H6zM14 3.5V8h4.5M9 12h6.5M9 16h6.5",
            Self::Download => "M12 4v11.5M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Mail => "M3.5 6h17v12.5h-17zM3.5 6.5l8.5 7 8.5-7",
            Self::Undo => "M4.5 9.5h10a5 5 0 0 1 0 10H9M8.5 5.5l-4 4 4 4",
            Self::Pencil => "M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5",
            Self::Printer => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
        }
    }
}

/// Draws an icon at the size of the text beside it.
pub fn icon(which: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
            <path d=which.drawing()/>
        </svg>
    }
    .into_any()
}
