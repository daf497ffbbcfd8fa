//! An empty list that teaches the next step.

use leptos::prelude::*;

use super::Words;

/// Says that there is nothing, and where to go.
#[component]
pub fn Empty(
    /// What is not there, and when it will be.
    #[prop(into)]
    text: String,
    /// Where the next step is.
    #[prop(optional, into)]
    href: Words,
    /// The words of that link.
    #[prop(optional, into)]
    next: Words,
) -> impl IntoView {
    let link = href.get().zip(next.get()).map(|(href, next)| view! { <p><a href=href>{next}</a></p> });
    view! { <div class="empty"><p>{text}</p>{link}</div> }
}
