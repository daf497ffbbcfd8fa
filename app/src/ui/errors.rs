//! What happened and what to do: the list of errors above a form, notices, and the line after an action.

use leptos::prelude::*;

use super::{ButtonForm, Icon, Look, Tone, Words, icon};

/// Everything that is wrong in a form, each with a link to its field. Stands directly under the page title and takes
/// the focus when the page loads. Draws nothing when there are no errors.
#[component]
pub fn ErrorSummary(
    /// The heading: "Kijk deze 2 velden na".
    #[prop(into)]
    title: String,
    /// Id of the field, and what is wrong with it. An empty id gives a line without a link.
    errors: Vec<(String, String)>,
) -> impl IntoView {
    if errors.is_empty() {
        return ().into_any();
    }
    let lines = errors
        .into_iter()
        .map(|(id, text)| {
            if id.is_empty() {
                view! { <li>{text}</li> }.into_any()
            } else {
                view! { <li><a href=format!("#{id}")>{text}</a></li> }.into_any()
            }
        })
        .collect_view();
    view! {
        <div class="error-summary" role="alert">
            <h2 class="error-summary-title" tabindex="-1" autofocus=true>{title}</h2>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}

/// A remark on the page, with a sign and words.
#[component]
pub fn Notice(
    /// How it is meant.
    #[prop(optional)]
    tone: Tone,
    /// Its first words: "Let op", "Nog niet verstuurd".
    #[prop(into)]
    title: String,
    /// What follows.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let sign = match tone {
        Tone::Neutral | Tone::Info => Icon::Info,
        Tone::Ok => Icon::Check,
        Tone::Warn | Tone::Danger => Icon::Warning,
    };
    view! {
        <div class=format!("notice notice-{}", tone.class())>
            {icon(sign)}
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                {children.map(|inner| inner())}
            </div>
        </div>
    }
}

/// What an action did, with a way back: "Opgeslagen · Ongedaan maken".
#[component]
pub fn Flash(
    /// What happened.
    #[prop(into)]
    text: String,
    /// Where the undo form posts to.
    #[prop(optional, into)]
    undo: Words,
    /// The words of the undo button.
    #[prop(optional, into)]
    undo_text: Words,
    /// Idempotency key of the undo form.
    #[prop(optional, into)]
    key: Words,
    /// Hidden fields of the undo form.
    #[prop(optional)]
    hidden: Vec<(String, String)>,
    /// Where a link to what one may do next goes.
    #[prop(optional, into)]
    next: Words,
    /// Its words.
    #[prop(optional, into)]
    next_text: Words,
) -> impl IntoView {
    let next = next.get().zip(next_text.get()).map(|(href, text)| view! { <a href=href>{text}</a> });
    let back = undo.get().zip(undo_text.get()).map(|(action, text)| {
        view! { <ButtonForm action=action text=text look=Look::Quiet icon=Icon::Undo key=key hidden=hidden/> }
    });
    view! {
        <div class="flash" role="status">
            {icon(Icon::Check)}
            <p>{text}" "{next}</p>
            {back}
        </div>
    }
}
