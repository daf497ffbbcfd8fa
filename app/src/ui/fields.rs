//! Fields of a form. Label above, hint under the label, error under the field, what was typed stays.
//!
//! Every field is required unless `optional` carries the words that say it is not. The id of a field is its name
//! unless given; the list of errors links to it.

use leptos::prelude::*;

use super::{Words, escape};

/// What stands around every control.
pub(super) struct Frame {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) optional: Words,
    pub(super) hint: Words,
    pub(super) error: Words,
}

impl Frame {
    pub(super) fn new(name: &str, id: &Words, label: String, optional: Words, hint: Words, error: Words) -> Self {
        Self { id: id.get().unwrap_or_else(|| name.to_owned()), label, optional, hint, error }
    }

    /// Ids of hint and error, for `aria-describedby`.
    pub(super) fn described_by(&self) -> Option<String> {
        let hint = self.hint.is_some().then(|| format!("{}-hint", self.id));
        let error = self.error.is_some().then(|| format!("{}-error", self.id));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    pub(super) fn class(&self) -> &'static str {
        if self.error.is_some() { "field field-invalid" } else { "field" }
    }

    pub(super) fn label(&self) -> AnyView {
        let optional = self.optional.get().map(|text| view! { " "<span class="field-optional">{text}</span> });
        view! { {self.label.clone()}{optional} }.into_any()
    }

    pub(super) fn hint(&self) -> AnyView {
        let id = format!("{}-hint", self.id);
        self.hint.get().map(|text| view! { <p class="field-hint" id=id>{text}</p> }).into_any()
    }

    pub(super) fn error(&self) -> AnyView {
        let id = format!("{}-error", self.id);
        self.error.get().map(|text| view! { <p class="field-error" id=id>{text}</p> }).into_any()
    }

    fn around(self, control: AnyView) -> AnyView {
        view! {
            <div class=self.class()>
                <label class="field-label" for=self.id.clone()>{self.label()}</label>
                {self.hint()}
                {control}
                {self.error()}
            </div>
        }
        .into_any()
    }
}

/// Names of the fields for what nobody else may know: a password, a proof, a code. Nothing typed in them is shown again.
pub const SECRET_FIELDS: [&str; 5] = ["wachtwoord", "huidig", "nieuw", "bewijs", "code"];

/// A control of one line.
macro_rules! line_field {
    ($(#[$doc:meta])* $component:ident, $kind:literal, $class:literal, $inputmode:literal, $autocomplete:literal) => {
        $(#[$doc])*
        #[component]
        pub fn $component(
            /// Name in the form.
            #[prop(into)]
            name: String,
            /// Words above the field.
            #[prop(into)]
            label: String,
            /// What was typed, or the default.
            #[prop(optional, into)]
            value: Words,
            /// One sentence under the label.
            #[prop(optional, into)]
            hint: Words,
            /// What is wrong.
            #[prop(optional, into)]
            error: Words,
            /// The words that say it may stay empty.
            #[prop(optional, into)]
            optional: Words,
            /// Id, when the name occurs twice on a page.
            #[prop(optional, into)]
            id: Words,
            /// What a browser may fill in.
            #[prop(default = $autocomplete.into(), into)]
            autocomplete: Words,
            /// Which keys a phone shows.
            #[prop(default = $inputmode.into(), into)]
            inputmode: Words,
            /// Another input type: `search`, `url`, `tel`, `month`.
            #[prop(default = $kind.into(), into)]
            kind: String,
            /// Longest text, in UTF-16 units.
            #[prop(optional, into)]
            maxlength: Words,
            /// Earliest or smallest.
            #[prop(optional, into)]
            min: Words,
            /// Latest or largest.
            #[prop(optional, into)]
            max: Words,
            /// Step, in seconds for times.
            #[prop(optional, into)]
            step: Words,
            /// False for the fields of a filter.
            #[prop(default = true)]
            required: bool,
            /// Id of a datalist with suggestions.
            #[prop(optional, into)]
            list: Words,
        ) -> impl IntoView {
            let frame = Frame::new(&name, &id, label, optional, hint, error);
            let required = required && !frame.optional.is_some();
            let secret = kind == "password" || autocomplete.get().as_deref() == Some("one-time-code");
            debug_assert!(!secret || SECRET_FIELDS.contains(&name.as_str()), "{name} is missing from SECRET_FIELDS");
            // A password is never sent back to the page.
            let value = if kind == "password" { None } else { value.get() };
            let control = view! {
                <input
                    class=$class
                    type=kind
                    id=frame.id.clone()
                    name=name
                    value=value
                    required=required
                    autocomplete=autocomplete.get()
                    inputmode=inputmode.get()
                    maxlength=maxlength.get()
                    min=min.get()
                    max=max.get()
                    step=step.get()
                    list=list.get()
                    aria-describedby=frame.described_by()
                    aria-invalid=frame.invalid()
                />
            };
            frame.around(control.into_any())
        }
    };
}

line_field!(
    /// One line of text.
    TextField, "text", "input", "", ""
);
line_field!(
    /// An e-mail address.
    EmailField, "email", "input", "email", "email"
);
line_field!(
    /// A password; what was typed is never shown again. `autocomplete="new-password"` where one is chosen.
    PasswordField, "password", "input", "", "current-password"
);
line_field!(
    /// A whole number, typed as text so that the Dutch way of writing works; `inputmode="decimal"` for others.
    NumberField, "text", "input input-short number", "numeric", "off"
);
line_field!(
    /// A date, `YYYY-MM-DD`.
    DateField, "date", "input input-date", "", "off"
);
line_field!(
    /// A local time, `HH:MM`.
    TimeField, "time", "input input-date", "", "off"
);

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Words above the field.
    #[prop(into)]
    label: String,
    /// What was typed, or the default.
    #[prop(optional, into)]
    value: Words,
    /// One sentence under the label.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong.
    #[prop(optional, into)]
    error: Words,
    /// The words that say it may stay empty.
    #[prop(optional, into)]
    optional: Words,
    /// Id, when the name occurs twice on a page.
    #[prop(optional, into)]
    id: Words,
    /// Height in lines.
    #[prop(default = 5)]
    rows: u16,
    /// Longest text, in UTF-16 units.
    #[prop(optional, into)]
    maxlength: Words,
) -> impl IntoView {
    let frame = Frame::new(&name, &id, label, optional, hint, error);
    // Leptos writes the children of a textarea unescaped, so the text goes in escaped by our own hand. Browsers eat
    // one newline right after the tag; the extra one is for them.
    let inner = format!("\n{}", escape(value.as_str()));
    let control = view! {
        <textarea
            class="input"
            id=frame.id.clone()
            name=name
            rows=rows.to_string()
            required=!frame.optional.is_some()
            maxlength=maxlength.get()
            aria-describedby=frame.described_by()
            aria-invalid=frame.invalid()
            inner_html=inner
        ></textarea>
    };
    frame.around(control.into_any())
}

/// A file. The form around it needs `multipart=true`.
#[component]
pub fn FileField(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Words above the field.
    #[prop(into)]
    label: String,
    /// Which kinds: `.csv,.xlsx`.
    #[prop(optional, into)]
    accept: Words,
    /// One sentence under the label: kinds and largest size.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong.
    #[prop(optional, into)]
    error: Words,
    /// The words that say it may stay empty.
    #[prop(optional, into)]
    optional: Words,
    /// Id, when the name occurs twice on a page.
    #[prop(optional, into)]
    id: Words,
    /// More than one file.
    #[prop(optional)]
    multiple: bool,
) -> impl IntoView {
    let frame = Frame::new(&name, &id, label, optional, hint, error);
    let control = view! {
        <input
            class="input-file"
            type="file"
            id=frame.id.clone()
            name=name
            accept=accept.get()
            multiple=multiple
            required=!frame.optional.is_some()
            aria-describedby=frame.described_by()
            aria-invalid=frame.invalid()
        />
    };
    frame.around(control.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the browser would show in the textarea: the only thing between its tags, with the entities taken back.
    fn shown(html: &str) -> String {
        let from = html.find("<textarea").expect("a textarea");
        let open = from + html[from..].find('>').expect("its end") + 1;
        let close = open + html[open..].find("</textarea>").expect("its closing tag");
        let inner = html[open..close].strip_prefix('\n').expect("the newline browsers eat");
        inner
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    }

    fn area(text: &str) -> String {
        view! { <TextArea name="verslag" label="Verslag" value=text/> }.into_view().to_html()
    }

    #[test]
    fn text_in_a_textarea_is_escaped_exactly_once() {
        let hostile = "</textarea><script>alert('x')</script> & \"é\" &amp; &lt;";
        let html = area(hostile);
        assert!(!html.contains("<script"), "unescaped: {html}");
        assert!(!html.contains("&amp;lt;script"), "escaped twice: {html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert_eq!(shown(&html), hostile, "{html}");
    }

    #[test]
    fn a_first_empty_line_survives() {
        assert_eq!(shown(&area("\nregel")), "\nregel");
        assert_eq!(shown(&area("")), "");
    }

    #[test]
    fn a_field_names_its_hint_and_its_error() {
        let html =
            view! { <TextField name="titel" label="Titel" value="a\"><b>" hint="Kort" error="Vul een titel in"/> }
                .into_view()
                .to_html();
        assert!(html.contains(r#"aria-describedby="titel-hint titel-error""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#) && html.contains(r#"id="titel-error""#), "{html}");
        assert!(!html.contains("<b>"), "{html}");
    }

    #[test]
    fn only_a_field_that_may_stay_empty_is_not_required() {
        let must = view! { <DateField name="datum" label="Datum"/> }.into_view().to_html();
        let may = view! { <DateField name="datum" label="Datum" optional="(niet verplicht)"/> }.into_view().to_html();
        assert!(must.contains(" required") && !may.contains(" required"), "{must} {may}");
    }

    #[test]
    fn a_password_is_never_sent_back() {
        let html = view! { <PasswordField name="wachtwoord" label="Wachtwoord" value="geheim"/> }.into_view().to_html();
        assert!(!html.contains("geheim"), "{html}");
    }
}
