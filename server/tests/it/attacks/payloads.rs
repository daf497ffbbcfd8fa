//! Some sixty texts that want to be something else. Where one would make an element or an attribute, its name has `vreemd` in
//! it: a page in which a parser finds that as a name, and not as text, let it through. The tests in the browser type the same.

use std::collections::BTreeMap;

const LISTED: &str = include_str!("../../../../end2end/fixtures/hostile.json");

/// All of them, in a fixed order, and what is too long to list.
pub fn all() -> Vec<String> {
    let listed: BTreeMap<String, Vec<String>> = serde_json::from_str(LISTED).unwrap();
    let mut all: Vec<String> = listed.into_values().flatten().collect();
    all.push(format!("lang {}", "x".repeat(20_000)));
    all.push("<b vreemd>".repeat(40));
    all.push(format!("{}vreemd", "> ".repeat(300)));
    all.push("e\u{301}\u{302}\u{303}".repeat(50));
    all
}

#[test]
fn there_are_more_than_sixty_and_no_two_are_the_same() {
    let listed = all();
    let all: std::collections::BTreeSet<&String> = listed.iter().collect();
    assert!(all.len() >= 60 && all.len() == listed.len(), "{}", all.len());
}
