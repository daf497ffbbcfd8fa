//! Markdown to HTML: comrak with raw HTML off, so that nothing a person types becomes markup of their choice.
//!
//! The tree is put in order before it is written: headings become the outline of a page that already has its own
//! title, pictures from elsewhere become links (a page of ours asks nothing of another site), and a link leads only
//! where a reader can see it leads.

use comrak::{
    Arena, Node, Options, format_html,
    nodes::{AstNode, NodeValue},
    parse_document,
};

use crate::ui::SafeHtml;

/// Markers of nesting (`>`, `-`, `*`, `[`) at the start of a line beyond this many are taken as text (R44).
const MAX_DEPTH: usize = 40;
/// How an address begins that a link may have.
const ADDRESSES: [&str; 6] = ["https://", "http://", "mailto:", "tel:", "/", "#"];

/// Renders notes, questions, answers and updates. Text beyond the limits of `domain::values` never gets here.
pub fn html(text: &str) -> SafeHtml {
    let options = options();
    let arena = Arena::new();
    let root = parse_document(&arena, &flat(text), &options);
    let nodes: Vec<Node<'_>> = root.descendants().collect();
    outline(&nodes);
    links(&arena, &nodes);
    let mut out = String::new();
    if let Err(error) = format_html(root, &options, &mut out) {
        // Writing into a string does not fail; were it to, what was written so far stands.
        tracing::error!(%error, "Markdown was not written out whole");
    }
    SafeHtml::from_markdown_renderer(out)
}

/// The first paragraph as plain text of at most `most` characters, cut at a word; for a list or a mail. Headings are
/// no paragraphs, and neither is what stands under a heading that `skip` says is not worth it.
pub fn summary(text: &str, most: usize, skip: impl Fn(&str) -> bool) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, &flat(text), &options());
    let (mut skipping, mut skipped) = (false, String::new());
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::Heading(_) => skipping = skip(&node.collect_text()),
            NodeValue::Paragraph => {
                let words = node.collect_text().split_whitespace().collect::<Vec<_>>().join(" ");
                if !words.is_empty() && !skipping {
                    return cut(&words, most);
                }
                if skipped.is_empty() {
                    skipped = words;
                }
            }
            _ => {}
        }
    }
    cut(&skipped, most)
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.render.hardbreaks = true;
    options.render.r#unsafe = false;
    options.render.escape = true;
    options
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

/// The page's title is the h1: the highest headings become h2 and every level below is one deeper, so that none is
/// skipped, however people count their `#`. An empty heading goes.
fn outline(nodes: &[Node<'_>]) {
    let mut above: Vec<u8> = Vec::new();
    for node in nodes {
        let mut data = node.data_mut();
        let NodeValue::Heading(heading) = &mut data.value else { continue };
        while above.last().is_some_and(|level| *level >= heading.level) {
            above.pop();
        }
        above.push(heading.level);
        heading.level = u8::try_from(above.len() + 1).unwrap_or(6).min(6);
        drop(data);
        if node.collect_text().trim().is_empty() {
            node.detach();
        }
    }
}

/// Pictures become links to the picture; a link without words says its address; one that leads nowhere becomes text.
fn links<'a>(arena: &'a Arena<'a>, nodes: &[Node<'a>]) {
    for node in nodes {
        let (url, picture) = match &node.data().value {
            NodeValue::Link(link) => (link.url.clone(), false),
            NodeValue::Image(link) => (link.url.clone(), true),
            _ => continue,
        };
        let inside = node.ancestors().skip(1).any(|above| matches!(above.data().value, NodeValue::Link(_)));
        let plain =
            ADDRESSES.iter().any(|start| url.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)));
        if node.collect_text().trim().is_empty() {
            node.append(arena.alloc(AstNode::from(NodeValue::Text(url.clone().into()))));
        }
        if inside || !plain || url.starts_with("//") {
            while let Some(child) = node.first_child() {
                node.insert_before(child);
            }
            node.detach();
        } else if picture {
            let mut data = node.data_mut();
            if let NodeValue::Image(link) = &data.value {
                data.value = NodeValue::Link(link.clone());
            }
        }
    }
}

fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    // One more than fits, so that a cut right before a space loses no word.
    let start: String = text.chars().take(most).collect();
    let whole = start.rsplit_once(' ').map_or(start.as_str(), |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;
    use proptest::prelude::*;

    use super::*;

    fn rendered(text: &str) -> String {
        let html = html(text);
        Owner::new().with(|| view! { <crate::ui::Prose html=html/> }.to_html())
    }

    #[test]
    fn raw_html_and_script_links_stay_text() {
        let out = rendered("<script>alert(1)</script>\n\n[x](javascript:alert(1)) <b>en</b> **vet**");
        assert!(!out.contains("<script") && !out.contains("<b>"), "{out}");
        assert!(!out.contains("javascript:"), "{out}");
        assert!(out.contains("<strong>vet</strong>"), "{out}");
    }

    #[test]
    fn deep_nesting_is_quick() {
        let started = std::time::Instant::now();
        for bomb in
            [">".repeat(60_000), "- ".repeat(30_000), "[".repeat(60_000), "*".repeat(60_000), "![".repeat(30_000)]
        {
            rendered(&bomb);
        }
        assert!(started.elapsed().as_secs() < 5);
    }

    #[test]
    fn headings_make_an_outline_below_the_title_of_the_page() {
        let levels = |text: &str| {
            let out = rendered(text);
            out.match_indices("<h").filter_map(|(at, _)| out[at + 2..].chars().next()).collect::<String>()
        };
        assert_eq!(levels("# Kop"), "2");
        assert_eq!(levels("# A\n## B\n# C"), "232");
        assert_eq!(levels("## A\n\n## B\n\n### C"), "223", "people who start at two");
        assert_eq!(levels("# A\n#### B\n## C"), "233", "no level is skipped");
        assert_eq!(levels("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6"), "234566", "h6 is the last");
        assert_eq!(levels("#\n\n# A"), "2", "an empty heading is none");
    }

    #[test]
    fn a_picture_from_elsewhere_is_a_link_and_a_link_has_words() {
        let out = rendered(
            "![Kaart](https://elders.example/k.png) [](https://ris.example/1) [![b](https://b.example)](https://a.example)",
        );
        assert!(!out.contains("<img"), "{out}");
        assert!(out.contains("<a href=\"https://elders.example/k.png\">Kaart</a>"), "{out}");
        assert!(out.contains(">https://ris.example/1</a>"), "{out}");
        assert!(out.contains("<a href=\"https://a.example\">b</a>"), "no link in a link: {out}");
    }

    #[test]
    fn a_link_leads_only_to_addresses_of_the_web() {
        for url in
            ["data:text/html,x", "file:///etc/passwd", "vbscript:x", "//elders.example", "intent:x", "JaVaScRiPt:x"]
        {
            let out = rendered(&format!("[lees dit]({url})"));
            assert!(!out.contains("<a"), "{url}: {out}");
            assert!(out.contains("lees dit"), "{url}: {out}");
        }
        assert!(rendered("[bel](tel:+31201234567)").contains("href=\"tel:+31201234567\""));
    }

    #[test]
    fn a_summary_is_the_first_paragraph_that_says_something() {
        let text = "# Aanwezig\n\nCora en Otto\n\n# Besproken\n\nDe **wachtlijst** is\nkorter dan [vorig jaar](https://x.example).";
        let skip = |heading: &str| heading == "Aanwezig";
        assert_eq!(summary(text, 200, skip), "De wachtlijst is korter dan vorig jaar.");
        assert_eq!(summary(text, 24, skip), "De wachtlijst is korter…");
        assert_eq!(summary("# Aanwezig\n\nCora en Otto", 200, skip), "Cora en Otto", "better than nothing");
        assert_eq!(summary("# Alleen een kop", 200, skip), "");
    }

    /// Every tag and attribute of the output is one that the renderer makes of Markdown.
    fn only_own_markup(out: &str) -> Result<(), String> {
        const TAGS: &[&str] = &[
            "p",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "blockquote",
            "pre",
            "code",
            "em",
            "strong",
            "del",
            "a",
            "br",
            "hr",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "div",
        ];
        const ATTRIBUTES: &[&str] = &["href", "title", "align", "start", "class"];
        for piece in out.split('<').skip(1) {
            let Some((inside, _)) = piece.split_once('>') else { return Err(format!("an open tag: <{piece}")) };
            let inside = inside.trim_start_matches('/').trim_end_matches('/');
            let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
            if !TAGS.contains(&name) {
                return Err(format!("<{inside}>"));
            }
            // Attribute values hold no quotes of their own: they are escaped.
            for (at, part) in rest.split('"').enumerate() {
                let attribute = part.trim().trim_end_matches('=');
                if at % 2 == 0 && !attribute.is_empty() && !ATTRIBUTES.contains(&attribute) {
                    return Err(format!("<{inside}> has {attribute}"));
                }
            }
            if rest.contains("href=\"") {
                let url = rest.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
                if !ADDRESSES.iter().any(|start| url.to_ascii_lowercase().starts_with(start)) {
                    return Err(format!("a link to {url:?}"));
                }
            }
        }
        Ok(())
    }

    fn piece() -> impl Strategy<Value = String> {
        let known = prop::sample::select(vec![
            "<script>",
            "</script>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "<!--",
            "-->",
            "<a href=\"",
            "<![CDATA[",
            "]]>",
            "<?php",
            "javascript:alert(1)",
            "data:text/html;base64,PHM+",
            "](",
            "[",
            "![",
            ")",
            "<",
            ">",
            "\"",
            "'",
            "&lt;",
            "&#60;",
            "&",
            "`",
            "```",
            "~~~",
            "``` \"><script>",
            "#",
            "## ",
            "* ",
            "- ",
            "> ",
            "1. ",
            "\n",
            "\n\n",
            "    ",
            "\t",
            "|",
            "|--|--|\n",
            "**",
            "_",
            "~~",
            "\\",
            "\u{0}",
            "[x]: ",
            "https://a.nl/",
            "www.a.nl",
            "a@b.nl",
            "<https://a.nl>",
            "<style>",
            "</textarea>",
            "\u{202e}",
            "é",
            "title \"x\" onclick=\"",
        ]);
        prop_oneof![3 => known.prop_map(str::to_owned), 1 => "[ -~\n]{0,12}", 1 => "\\PC{0,4}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_500))]
        #[test]
        fn no_tag_of_the_text_survives(pieces in prop::collection::vec(piece(), 0..40)) {
            let text = pieces.concat();
            let out = rendered(&text);
            prop_assert!(only_own_markup(&out).is_ok(), "{:?}\n{text:?}\n{out}", only_own_markup(&out));
        }
    }
}
