//! Filters as links: the state of a list is in its address.

use leptos::prelude::*;

/// One filter.
#[derive(Debug, Clone)]
pub struct Tab {
    label: String,
    href: String,
    current: bool,
    count: Option<String>,
}

impl Tab {
    /// A filter with its address; `current` when the page shows it now.
    pub fn new(label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { label: label.into(), href: href.into(), current, count: None }
    }

    /// How many items are behind it.
    pub fn count(mut self, count: impl ToString) -> Self {
        self.count = Some(count.to_string());
        self
    }
}

/// A row of filters; the current one is marked for eye and ear.
#[component]
pub fn Tabs(
    /// Name of the landmark.
    #[prop(into)]
    label: String,
    /// The filters.
    items: Vec<Tab>,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|tab| {
            let count = tab.count.map(|n| view! { " "<span class="count">{n}</span> });
            let current = tab.current.then_some("page");
            view! { <li><a href=tab.href aria-current=current>{tab.label}{count}</a></li> }
        })
        .collect_view();
    view! { <nav class="tabs no-print" aria-label=label><ul>{items}</ul></nav> }
}
