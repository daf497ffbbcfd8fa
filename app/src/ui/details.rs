//! A disclosure: text that opens in place, without scripts.

use leptos::prelude::*;

/// A summary that opens what stands under it.
#[component]
pub fn Disclosure(
    /// The words that open it.
    #[prop(into)]
    summary: String,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="disclosure" open=open>
            <summary>{summary}</summary>
            <div class="disclosure-body stack">{children()}</div>
        </details>
    }
}
