//! Markdown to HTML: comrak with raw HTML off, so that nothing a person types becomes markup of their choice.

use comrak::{Options, markdown_to_html};

use crate::ui::SafeHtml;

/// Markers of nesting (`>`, `-`, `*`, `[`) at the start of a line beyond this many are taken as text (R44).
const MAX_DEPTH: usize = 40;

/// Renders notes, questions, answers and updates. Text beyond the limits of `domain::values` never gets here.
pub fn html(text: &str) -> SafeHtml {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.render.hardbreaks = true;
    options.render.r#unsafe = false;
    options.render.escape = true;
    SafeHtml::from_markdown_renderer(markdown_to_html(&flat(text), &options))
}

/// Cuts nesting that no person types: block quotes and lists hundreds of levels deep.
fn flat(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let depth = line.chars().take_while(|c| matches!(c, '>' | ' ' | '\t' | '-' | '*' | '+' | '[' | '!')).count();
        if depth > MAX_DEPTH {
            out.extend(line.chars().skip(depth));
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::*;

    fn rendered(text: &str) -> String {
        let html = html(text);
        Owner::new().with(|| view! { <crate::ui::Prose html=html/> }.to_html())
    }

    #[test]
    fn raw_html_and_script_links_stay_text() {
        let out = rendered("<script>alert(1)</script> [x](javascript:alert(1)) **vet**");
        assert!(!out.contains("<script"), "{out}");
        assert!(!out.contains("javascript:"), "{out}");
        assert!(out.contains("<strong>vet</strong>"), "{out}");
    }

    #[test]
    fn deep_nesting_is_quick() {
        let started = std::time::Instant::now();
        for bomb in [">".repeat(60_000), "- ".repeat(30_000), "[".repeat(60_000), "*".repeat(60_000), "![".repeat(30_000)] {
            rendered(&bomb);
        }
        assert!(started.elapsed().as_secs() < 5);
    }
}
