//! The form itself.

use leptos::prelude::*;

use super::Words;

/// A form of one column. Posts unless `get`; checks are the server's, so that errors read the same everywhere.
#[component]
pub fn Form(
    /// Where it goes.
    #[prop(into)]
    action: String,
    /// Its id, for buttons that stand outside it.
    #[prop(optional, into)]
    id: Words,
    /// Idempotency key, sent as `key`.
    #[prop(optional, into)]
    key: Words,
    /// Version the reader saw, sent as `version`, for the conflict page.
    #[prop(optional, into)]
    version: Words,
    /// Carries files.
    #[prop(optional)]
    multipart: bool,
    /// A filter: state goes into the address. Drawn as one row where there is room.
    #[prop(optional)]
    get: bool,
    children: Children,
) -> impl IntoView {
    let key = key.get().map(|key| view! { <Hidden name="key" value=key/> });
    let version = version.get().map(|version| view! { <Hidden name="version" value=version/> });
    view! {
        <form
            id=id.get()
            class=if get { "form form-filter no-print" } else { "form" }
            method=if get { "get" } else { "post" }
            action=action
            enctype=multipart.then_some("multipart/form-data")
            novalidate=true
        >
            {key}
            {version}
            {children()}
        </form>
    }
}

/// A value that goes along unseen.
#[component]
pub fn Hidden(
    /// Its name.
    #[prop(into)]
    name: String,
    /// Its value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// Values that go along unseen: name and value of each.
#[component]
pub fn HiddenFields<N: Into<String>>(
    /// In the order of the form they came from.
    fields: Vec<(N, String)>,
) -> impl IntoView {
    fields.into_iter().map(|(name, value)| view! { <Hidden name=name value=value/> }).collect_view()
}
