//! Files that are archives.

use std::io::{Cursor, Read};

use reqwest::Method;
use scraper::{Html, Node};

use super::super::readers::Reading;
use crate::support::Browser;

/// The tables of the balance for a program of sheets: nothing but the cells of a document, whatever the texts are.
pub async fn tables(browser: &Browser) -> Reading {
    let answer = browser.request(Method::GET, "/informatiebalans/tabellen.ods").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let mut archive = zip::ZipArchive::new(Cursor::new(answer.bytes().await.unwrap())).unwrap();
    let mut content = String::new();
    archive.by_name("content.xml").unwrap().read_to_string(&mut content).unwrap();
    read(&content)
}

fn read(content: &str) -> Reading {
    let mut reading = Reading::default();
    // Signs that XML has not.
    if content.contains(|c: char| c.is_control() && c != '\n' || matches!(c, '\u{FFFE}' | '\u{FFFF}')) {
        reading.foreign.push("a sign that XML has not".to_owned());
    }
    for node in Html::parse_fragment(content).tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        let known = |name: &str| {
            matches!(name, "html" | "body") || ["office:", "table:", "text:"].iter().any(|of| name.starts_with(of))
        };
        let of_document = |name: &str| name.starts_with("xmlns:") || known(name);
        if !known(element.name()) || element.attrs().any(|(name, _)| !of_document(name)) {
            reading.foreign.push(format!("<{} {:?}> in a table", element.name(), element.attrs().collect::<Vec<_>>()));
        }
    }
    reading
}

#[test]
fn a_table_with_something_else_in_it_is_seen() {
    let cell = |text: &str| {
        read(&format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"))
    };
    assert_eq!(cell("a &lt;vreemd&gt;").foreign, Vec::<String>::new());
    for foreign in ["<vreemd/>", "<script>1</script>", "\u{FFFE}", "<text:p vreemd='1'/>"] {
        assert!(!cell(foreign).foreign.is_empty(), "{foreign}");
    }
}
