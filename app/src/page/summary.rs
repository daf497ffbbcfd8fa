//! The list of errors above a form says which field it means, in the order of the form.
//!
//! A view is built from top to bottom, and the list stands above the fields that know their own names; so it is finished
//! when the page is text.

/// Before an error whose words do not say what they are about: "Vul dit in."
pub(crate) const NAMELESS: char = '\u{e001}';

/// Where the list is, and how its lines begin and end. Nothing that was typed can look like a tag: its `<` is escaped.
const LIST: &str = "<div role=\"alert\" class=\"error-summary\">";
const LINE: (&str, &str) = ("<li>", "</li>");

/// Puts the name of its field before every nameless error of the list, and the list in the order of the fields.
pub(super) fn named(html: String) -> String {
    let Some(list) = html.find(LIST) else { return html };
    let Some(begin) = html[list..].find("<ul>").map(|at| list + at + "<ul>".len()) else { return html };
    let Some(end) = html[begin..].find("</ul>").map(|at| begin + at) else { return html };
    let form = &html[end..];
    let Some(inside) = html[begin..end].strip_suffix(LINE.1) else { return html };
    let Some(lines) = inside.split(LINE.1).map(|line| line.strip_prefix(LINE.0)).collect::<Option<Vec<_>>>() else {
        return html;
    };
    let mut lines: Vec<(usize, String)> = lines
        .into_iter()
        .map(|line| {
            let field = line.strip_prefix("<a href=\"#").and_then(|rest| rest.split_once('"')).map(|(id, _)| id);
            let place = field.and_then(|id| form.find(&format!(" id=\"{id}\"")));
            let line =
                match (line.split_once(NAMELESS), place.and_then(|at| label(form, at, field.unwrap_or_default()))) {
                    (Some((before, error)), Some(label)) => format!("{before}{label}: {}", small(error)),
                    (Some((before, error)), None) => format!("{before}{error}"),
                    (None, _) => line.to_owned(),
                };
            // What is about the whole form has no field, and comes first.
            (place.map_or(0, |at| at + 1), line)
        })
        .collect();
    lines.sort_by_key(|(place, _)| *place);
    let lines: String = lines.into_iter().map(|(_, line)| [LINE.0, &line, LINE.1].concat()).collect();
    [&html[..begin], &lines, form].concat()
}

/// The words above the control with this id, which begins at `at`: of its fieldset when it is one of several choices.
fn label<'h>(form: &'h str, at: usize, id: &str) -> Option<&'h str> {
    let before = &form[..at];
    let tag = &form[before.rfind('<')?..];
    let tag = &tag[..tag.find('>')?];
    let in_set = before.rfind("<fieldset") > before.rfind("</fieldset");
    let choice = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
    let words = if choice && in_set {
        &before[before.rfind("<legend")?..]
    } else {
        &form[form.find(&format!(" for=\"{id}\""))?..]
    };
    let words = words.split_once('>')?.1;
    let words = words.split('<').next()?.trim().trim_end_matches([':', '?']);
    (!words.is_empty()).then_some(words)
}

/// A sentence that goes on after a colon.
fn small(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::*;
    use crate::ui::*;

    /// The list above a form of every kind of field, by the components that pages are made of.
    fn page(lines: &[(&str, &str)]) -> String {
        let errors = lines.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
        let factions = vec![Choice::new("a", "De Brug"), Choice::new("b", "Nieuw Elan")];
        let kinds = vec![Choice::new("a", "Technisch"), Choice::new("b", "Politiek")];
        let view = view! {
            <ErrorSummary title="Kijk dit na" errors=errors/>
            <TextField name="titel" label="Onderwerp" error="Vul dit in."/>
            <Checkboxes name="fractie" label="Wie weet het al?" options=factions values=vec![]/>
            <Radios name="soort" label="Soort vraag" options=kinds value=""/>
            <TextArea name="tekst" label="Tekst" optional="(niet verplicht)" value="a > b"/>
            <Checkbox name="akkoord" label="Ik ga akkoord"/>
        };
        super::super::render(view.into_any())
    }

    fn said(html: &str) -> Vec<String> {
        let list = &html[html.find("<ul>").unwrap()..html.find("</ul>").unwrap()];
        list.split("\">").skip(1).map(|line| line.split('<').next().unwrap().to_owned()).collect()
    }

    #[test]
    fn every_error_names_its_field_in_the_order_of_the_form() {
        let missing = format!("{NAMELESS}Vul dit in.");
        let html = page(&[
            ("akkoord", &missing),
            ("fractie", &missing),
            ("soort", &format!("{NAMELESS}Kies een van de mogelijkheden.")),
            ("tekst", &format!("{NAMELESS}Dit is te lang.")),
            ("titel", &missing),
        ]);
        let wanted = [
            "Onderwerp: vul dit in.",
            "Wie weet het al: vul dit in.",
            "Soort vraag: kies een van de mogelijkheden.",
            "Tekst: dit is te lang.",
            "Ik ga akkoord: vul dit in.",
        ];
        let named = named(html);
        assert_eq!(said(&named), wanted);
        assert!(!named.contains(NAMELESS));
    }

    #[test]
    fn what_says_enough_stays_and_what_has_no_field_loses_only_its_mark() {
        let html = page(&[("titel", "Kies een wethouder."), ("niets", &format!("{NAMELESS}Vul dit in."))]);
        assert_eq!(said(&named(html)), ["Vul dit in.", "Kies een wethouder."]);
        for other in [
            "<p>Niets mis</p>",
            // What somebody typed into a title, before a list of their own.
            "<h1>class=\"error-summary\"</h1><ul>\n<li>een</li>\n<li>twee</li>\n</ul>",
            "<h1>&lt;div role=\"alert\" class=\"error-summary\"></h1><ul><li>een</li></ul>",
        ] {
            assert_eq!(named(other.to_owned()), other);
        }
    }
}
