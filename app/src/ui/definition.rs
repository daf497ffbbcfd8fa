//! Facts: a word and what it is.

use leptos::prelude::*;

/// A list of facts. Made with the [`facts!`](super::facts) macro, or by hand where a fact may be absent.
#[component]
pub fn Facts(
    /// The word and its value, in order.
    items: Vec<(String, AnyView)>,
) -> impl IntoView {
    let rows = items
        .into_iter()
        .map(|(word, value)| view! { <div class="fact"><dt>{word}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! { <dl class="facts">{rows}</dl> }
}

/// `facts![c.t("when") => when, c.t("where") => place]`: the items of [`Facts`].
macro_rules! facts {
    ($($word:expr => $value:expr),* $(,)?) => {
        vec![$((String::from($word), leptos::prelude::IntoAny::into_any($value))),*]
    };
}
pub(crate) use facts;
