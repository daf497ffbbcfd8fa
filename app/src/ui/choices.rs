//! Fields in which one chooses: a list, radio buttons, ticks.

use leptos::prelude::*;

use super::{Words, fields::Frame};

/// One thing to choose.
#[derive(Debug, Clone)]
pub struct Choice {
    value: String,
    label: String,
    hint: Words,
    group: String,
}

impl Choice {
    /// A value of the form and its words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: Words::NONE, group: String::new() }
    }

    /// Its value in the form.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Its words.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// One sentence that explains it (radio buttons and ticks).
    pub fn hint(mut self, hint: impl Into<Words>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The heading it stands under (lists); choices of one group follow each other.
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = group.into();
        self
    }
}

/// Choices from pairs of value and words.
pub fn choices<V: Into<String>, L: Into<String>>(pairs: impl IntoIterator<Item = (V, L)>) -> Vec<Choice> {
    pairs.into_iter().map(|(value, label)| Choice::new(value, label)).collect()
}

/// A list that opens. For up to seven choices use [`Radios`].
#[component]
pub fn Select(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Words above the field.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    options: Vec<Choice>,
    /// What is chosen.
    #[prop(optional, into)]
    value: Words,
    /// A first line with an empty value: "Kies een wethouder".
    #[prop(optional, into)]
    blank: Words,
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
    /// False for the fields of a filter.
    #[prop(default = true)]
    required: bool,
) -> impl IntoView {
    let frame = Frame::new(&name, &id, label, optional, hint, error);
    let required = required && blank.is_some() && !frame.optional.is_some();
    let blank = blank.get().map(|text| view! { <option value="">{text}</option> });
    let lines = options
        .chunk_by(|a, b| a.group == b.group)
        .map(|group| {
            let lines = group
                .iter()
                .map(|choice| {
                    let selected = choice.value == value.as_str();
                    view! { <option value=choice.value.clone() selected=selected>{choice.label.clone()}</option> }
                })
                .collect_view();
            match group.first().map(|choice| choice.group.clone()).filter(|name| !name.is_empty()) {
                Some(name) => view! { <optgroup label=name>{lines}</optgroup> }.into_any(),
                None => lines.into_any(),
            }
        })
        .collect_view();
    view! {
        <div class=frame.class()>
            <label class="field-label" for=frame.id.clone()>{frame.label()}</label>
            {frame.hint()}
            <select
                class="input"
                id=frame.id.clone()
                name=name
                required=required
                aria-describedby=frame.described_by()
                aria-invalid=frame.invalid()
            >
                {blank}
                {lines}
            </select>
            {frame.error()}
        </div>
    }
}

/// The choices of a fieldset. The first one carries the id of the field, so that a link from the list of errors lands
/// on it.
fn marks(kind: &'static str, name: &str, frame: &Frame, options: Vec<Choice>, chosen: &[String]) -> AnyView {
    options
        .into_iter()
        .enumerate()
        .map(|(at, choice)| {
            let id = if at == 0 { frame.id.clone() } else { format!("{}-{}", frame.id, at + 1) };
            let hint_id = choice.hint.is_some().then(|| format!("{id}-hint-choice"));
            let hint = choice.hint.get().map(|text| view! { <p class="field-hint" id=hint_id.clone()>{text}</p> });
            let checked = chosen.contains(&choice.value);
            view! {
                <div class="choice">
                    <input type=kind id=id.clone() name=name.to_owned() value=choice.value checked=checked aria-describedby=hint_id/>
                    <label for=id>{choice.label}</label>
                    {hint}
                </div>
            }
        })
        .collect_view()
        .into_any()
}

fn fieldset(frame: Frame, inline: bool, inner: AnyView) -> AnyView {
    view! {
        <fieldset class=frame.class() aria-describedby=frame.described_by()>
            <legend class="field-label">{frame.label()}</legend>
            {frame.hint()}
            <div class=if inline { "choices choices-inline" } else { "choices" }>{inner}</div>
            {frame.error()}
        </fieldset>
    }
    .into_any()
}

/// One of a few, all in view.
#[component]
pub fn Radios(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Words above the choices.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    options: Vec<Choice>,
    /// What is chosen.
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
    /// Beside each other where there is room.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let frame = Frame::new(&name, &id, label, optional, hint, error);
    let inner = marks("radio", &name, &frame, options, &[value.as_str().to_owned()]);
    fieldset(frame, inline, inner)
}

/// Any of a few, all in view; every tick is sent under the same name.
#[component]
pub fn Checkboxes(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Words above the ticks.
    #[prop(into)]
    label: String,
    /// What can be ticked.
    options: Vec<Choice>,
    /// The values that are ticked.
    #[prop(optional)]
    values: Vec<String>,
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
    /// Beside each other where there is room.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let frame = Frame::new(&name, &id, label, optional, hint, error);
    let inner = marks("checkbox", &name, &frame, options, &values);
    fieldset(frame, inline, inner)
}

/// One tick. Sends `value` (default `true`) when ticked, nothing when not.
#[component]
pub fn Checkbox(
    /// Name in the form.
    #[prop(into)]
    name: String,
    /// Words beside the tick.
    #[prop(into)]
    label: String,
    /// Ticked.
    #[prop(optional)]
    checked: bool,
    /// What is sent.
    #[prop(default = "true".into(), into)]
    value: String,
    /// One sentence under the label.
    #[prop(optional, into)]
    hint: Words,
    /// What is wrong.
    #[prop(optional, into)]
    error: Words,
    /// Id, when the name occurs twice on a page.
    #[prop(optional, into)]
    id: Words,
) -> impl IntoView {
    let frame = Frame::new(&name, &id, label, Words::NONE, hint, error);
    view! {
        <div class=frame.class()>
            <div class="choice">
                <input
                    type="checkbox"
                    id=frame.id.clone()
                    name=name
                    value=value
                    checked=checked
                    aria-describedby=frame.described_by()
                    aria-invalid=frame.invalid()
                />
                <label for=frame.id.clone()>{frame.label()}</label>
                {frame.hint()}
            </div>
            {frame.error()}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_stays_chosen() {
        let options = choices([("ja", "Ja"), ("nee", "Nee")]);
        let html =
            view! { <Radios name="komt" label="Komt u?" options=options.clone() value="nee"/> }.into_view().to_html();
        assert_eq!(html.matches(" checked").count(), 1, "{html}");
        assert!(html.contains(r#"id="komt""#) && html.contains(r#"id="komt-2""#), "{html}");
        let html = view! { <Select name="komt" label="Komt u?" options=options value="nee"/> }.into_view().to_html();
        assert!(html.contains(r#"<option value="nee" selected"#), "{html}");
    }

    #[test]
    fn groups_of_a_list_keep_their_order() {
        let options =
            vec![Choice::new("1", "A").group("CDA"), Choice::new("2", "B").group("CDA"), Choice::new("3", "C")];
        let html = view! { <Select name="lid" label="Lid" options=options blank="Kies"/> }.into_view().to_html();
        assert_eq!(html.matches("<optgroup").count(), 1, "{html}");
        assert!(html.find("optgroup") < html.find(">C<"), "{html}");
    }
}
