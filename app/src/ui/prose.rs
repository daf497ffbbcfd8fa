//! Text written by people in Markdown, after rendering.

use leptos::prelude::*;

/// HTML that may go to a page as it is. Only the Markdown renderer makes it, with raw HTML off.
#[derive(Debug, Clone, Default)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// For the Markdown module alone.
    pub(crate) fn from_markdown_renderer(html: String) -> Self {
        Self(html)
    }
}

/// Rendered Markdown in the measure and rhythm of reading.
#[component]
pub fn Prose(html: SafeHtml) -> impl IntoView {
    view! { <div class="prose" inner_html=html.0></div> }
}
