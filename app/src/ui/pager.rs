//! The pages before and after this one.

use leptos::prelude::*;

/// Links to the neighbouring pages: `(address, words)`. In a list `back` is towards its beginning; in time it is what was
/// earlier. Nothing is drawn when there is neither.
#[component]
pub fn Pager(
    /// Name of the landmark.
    #[prop(into)]
    label: String,
    /// The page before.
    #[prop(optional_no_strip)]
    back: Option<(String, String)>,
    /// The page after.
    #[prop(optional_no_strip)]
    onward: Option<(String, String)>,
) -> impl IntoView {
    if back.is_none() && onward.is_none() {
        return ().into_any();
    }
    let back = back.map(|(href, text)| view! { <a rel="prev" href=href>"← "{text}</a> });
    let onward = onward.map(|(href, text)| view! { <a rel="next" class="pager-onward" href=href>{text}" →"</a> });
    view! { <nav class="pager no-print" aria-label=label>{back}{onward}</nav> }.into_any()
}
