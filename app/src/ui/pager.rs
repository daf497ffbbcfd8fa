//! Older and newer pages of a list.

use leptos::prelude::*;

/// Links to the neighbouring pages: `(address, words)`. Nothing is drawn when there is neither.
#[component]
pub fn Pager(
    /// Name of the landmark.
    #[prop(into)]
    label: String,
    /// The page before.
    #[prop(optional_no_strip)]
    newer: Option<(String, String)>,
    /// The page after.
    #[prop(optional_no_strip)]
    older: Option<(String, String)>,
) -> impl IntoView {
    if newer.is_none() && older.is_none() {
        return ().into_any();
    }
    let newer = newer.map(|(href, text)| view! { <a rel="prev" href=href>"← "{text}</a> });
    let older = older.map(|(href, text)| view! { <a rel="next" class="pager-older" href=href>{text}" →"</a> });
    view! { <nav class="pager no-print" aria-label=label>{newer}{older}</nav> }.into_any()
}
