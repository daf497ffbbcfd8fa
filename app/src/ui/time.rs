//! Moments, in both forms.

use leptos::prelude::*;

use super::Words;

/// A moment or date: `at` for machines (`2026-09-09T19:30+02:00`), `shown` for people, `title` the full form.
#[component]
pub fn Moment(
    /// The datetime attribute.
    #[prop(into)]
    at: String,
    /// What is read on the page.
    #[prop(into)]
    shown: String,
    /// The absolute form, when `shown` is relative or short.
    #[prop(optional, into)]
    title: Words,
) -> impl IntoView {
    view! { <time datetime=at title=title.get()>{shown}</time> }
}
