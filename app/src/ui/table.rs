//! A real table that becomes a list of stacked rows where the screen is narrow.

use leptos::prelude::*;

/// Head of a column.
#[derive(Debug, Clone)]
pub struct Col {
    label: String,
    number: bool,
}

impl Col {
    /// A column of words.
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false }
    }

    /// A column of figures: to the right, all digits equally wide.
    pub fn number(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: true }
    }
}

impl From<String> for Col {
    fn from(label: String) -> Self {
        Self::text(label)
    }
}

/// Rows and columns. The first cell of a row names the row. The roles are said again because a stacked table loses
/// its own in some browsers.
#[component]
pub fn DataTable(
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// Keep the caption for those who cannot see the heading right above it.
    #[prop(optional)]
    hide_caption: bool,
    /// The columns.
    head: Vec<Col>,
    /// The rows, each made with the [`cells!`](super::cells) macro.
    rows: Vec<Vec<AnyView>>,
) -> impl IntoView {
    let heads = head
        .iter()
        .map(|col| {
            let class = col.number.then_some("number");
            view! { <th scope="col" role="columnheader" class=class>{col.label.clone()}</th> }
        })
        .collect_view();
    let body = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .enumerate()
                .map(|(at, cell)| {
                    let label = head.get(at).map(|col| col.label.clone()).unwrap_or_default();
                    let class = head.get(at).is_some_and(|col| col.number).then_some("number");
                    if at == 0 {
                        view! { <th scope="row" role="rowheader" class=class>{cell}</th> }.into_any()
                    } else {
                        view! { <td role="cell" class=class data-label=label>{cell}</td> }.into_any()
                    }
                })
                .collect_view();
            view! { <tr role="row">{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="table-frame">
            <table class="table" role="table">
                <caption class=hide_caption.then_some("visually-hidden")>{caption}</caption>
                <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                <tbody role="rowgroup">{body}</tbody>
            </table>
        </div>
    }
}

/// `cells![name, seats.to_string(), view! { <a/> }]`: one row of a [`DataTable`].
macro_rules! cells {
    ($($cell:expr),* $(,)?) => {
        vec![$(leptos::prelude::IntoAny::into_any($cell)),*]
    };
}
pub(crate) use cells;
