//! Buttons and links that look like them. One primary button per page.

use leptos::prelude::*;

use super::{Hidden, HiddenFields, Icon, Words, icon};

/// How much a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do here.
    Primary,
    /// Something else one can do.
    Secondary,
    /// In passing.
    Quiet,
    /// Takes something away.
    Danger,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

fn face(sign: Option<Icon>, text: String, about: &Words) -> impl IntoView + use<> {
    let about = about.get().map(|about| view! { <span class="visually-hidden">" "{about}</span> });
    view! { {sign.map(icon)}<span>{text}{about}</span> }
}

/// Sends the form it stands in. Primary unless told otherwise.
#[component]
pub fn Submit(
    /// What happens: "Verstuur 31 uitnodigingen".
    #[prop(into)]
    text: String,
    /// How much it asks for.
    #[prop(default = Look::Primary)]
    look: Look,
    /// Name and value sent along, when a form has several buttons.
    #[prop(optional, into)]
    name: Words,
    /// The value that goes with the name.
    #[prop(optional, into)]
    value: Words,
    /// Said after the text for those who do not see what it stands beside.
    #[prop(optional, into)]
    about: Words,
    /// A sign before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Sends this form to another address.
    #[prop(optional, into)]
    formaction: Words,
) -> impl IntoView {
    view! {
        <button type="submit" class=look.class() name=name.get() value=value.get() formaction=formaction.get()>
            {face(icon, text, &about)}
        </button>
    }
}

/// A link that looks like a button. Secondary unless told otherwise.
#[component]
pub fn LinkButton(
    /// Where to.
    #[prop(into)]
    href: String,
    /// What is there.
    #[prop(into)]
    text: String,
    /// How much it asks for.
    #[prop(default = Look::Secondary)]
    look: Look,
    /// Said after the text for those who do not see what it stands beside.
    #[prop(optional, into)]
    about: Words,
    /// A sign before the words.
    #[prop(optional)]
    icon: Option<Icon>,
    /// A file to save instead of a page to open.
    #[prop(optional)]
    download: bool,
) -> impl IntoView {
    view! { <a class=look.class() href=href download=download>{face(icon, text, &about)}</a> }
}

/// A whole POST form with one button. Secondary unless told otherwise.
#[component]
pub fn ButtonForm(
    /// Where it posts to.
    #[prop(into)]
    action: String,
    /// What happens.
    #[prop(into)]
    text: String,
    /// How much it asks for.
    #[prop(default = Look::Secondary)]
    look: Look,
    /// Idempotency key, sent as `key`.
    #[prop(optional, into)]
    key: Words,
    /// Hidden fields: name and value.
    #[prop(optional)]
    hidden: Vec<(String, String)>,
    /// Said after the text for those who do not see what it stands beside.
    #[prop(optional, into)]
    about: Words,
    /// A sign before the words.
    #[prop(optional)]
    icon: Option<Icon>,
) -> impl IntoView {
    let key = key.get().map(|key| view! { <Hidden name="key" value=key/> });
    view! {
        <form method="post" action=action class="button-form no-print">
            {key}
            <HiddenFields fields=hidden/>
            <button type="submit" class=look.class()>{face(icon, text, &about)}</button>
        </form>
    }
}
