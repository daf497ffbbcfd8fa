//! Names of factions as people write them.

use super::{KEEP, import, nothing_yet};
use crate::import::*;
use crate::people::{looks_like, plain_faction};

#[test]
fn names_are_the_same_but_for_how_they_are_written() {
    for (one, other, same) in [
        ("Dorpsbelang", "Dorps Belang", true),
        ("Dorpsbelang", "DORPS-BELANG ", true),
        ("PRO", "P.R.O.", true),
        ("’t Hart", "'t  hart", true),
        ("Één Ommen", "Een Ommen", true),
        ("D66", "D-66", true),
        ("D66", "D67", false),
        ("50PLUS", "50+", false),
        ("CDA", "CDA+", false),
        ("Dorpsbelang", "Dorpsbelag", false),
        ("...", "---", false),
    ] {
        assert_eq!(plain_faction(one) == plain_faction(other), same, "{one} and {other}");
    }
}

#[test]
fn names_look_alike_when_one_letter_differs_and_they_are_long_enough() {
    for (one, other, alike) in [
        ("Dorpsbelang", "Dorpsbelag", true),
        ("Dorps Belang", "dorpsbelangs", true),
        ("Dorpsbelang", "Dorpsbeland", true),
        ("Dorpsbelang", "Dropsbelang", true),
        ("Dorpsbelang", "Dorpsbelang", false),
        ("Dorpsbelang", "Dorps-Belang", false),
        ("Dorpsbelang", "Dorpsbelag!", false),
        ("aaaaaa", "aaaaa", false),
        ("aaaaaa", "aaaaaaa", true),
        ("GroenLinks", "GroenRechts", false),
        ("PvdA", "PvdD", false),
        ("Lijst Een 1", "Lijst Een 2", false),
        ("Lijst Een", "Lijst Een 2", false),
        ("Gemeentebelangen", "Gemeentebelang", false),
    ] {
        assert_eq!(looks_like(one, other), alike, "{one} and {other}");
        assert_eq!(looks_like(other, one), alike, "{other} and {one}");
    }
}

fn factions(present: &Present) -> Vec<&str> {
    let mut names: Vec<&str> = present.council.factions.iter().map(|f| f.name.as_str()).collect();
    names.sort_unstable();
    names
}

fn read_as(written: &str, name: &str) -> PlanWarning {
    PlanWarning::FactionRead { written: written.to_owned(), name: name.to_owned() }
}

#[test]
fn one_faction_in_two_spellings_stays_one_and_says_so() {
    let text = "naam;fractie\nAnna;Dorps Belang\nBram;Dorpsbelang\nChris;Dorpsbelang\nDina;P.R.O.\nErik;pro\nFem;pro";
    let mut present = nothing_yet();
    let plan = import(&mut present, text, KEEP);
    assert_eq!(factions(&present), ["Dorpsbelang", "pro"]);
    let told: Vec<_> = plan.warnings.iter().filter(|w| matches!(w, PlanWarning::FactionRead { .. })).collect();
    assert_eq!(told, [&read_as("Dorps Belang", "Dorpsbelang"), &read_as("P.R.O.", "pro")]);
    // The one that exists wins from what most rows say.
    let plan = import(&mut present, "naam;fractie\nGé;P.R.O\nHan;P.R.O\nIna;Dorpsbelang", KEEP);
    assert_eq!(factions(&present), ["Dorpsbelang", "pro"]);
    assert!(plan.warnings.contains(&read_as("P.R.O", "pro")), "{:?}", plan.warnings);
    assert!(plan.factions.is_empty());
}

#[test]
fn two_factions_that_exist_under_like_names_are_not_made_one() {
    let mut present = nothing_yet();
    import(&mut present, "naam;fractie\nAnna;PRO", KEEP);
    let twin = present.council.factions[0].clone();
    present.council.factions.push(crate::people::Faction {
        id: uuid::Uuid::from_u128(77),
        name: "P.R.O.".to_owned(),
        ..twin
    });
    let plan = import(&mut present, "naam;fractie\nAnna;PRO\nBram;P.R.O.\nCas;P R O", KEEP);
    assert_eq!(present.council.factions.len(), 2);
    assert_eq!(plan.added[0].faction.as_deref(), Some("P.R.O."));
    assert!(!plan.warnings.contains(&read_as("P.R.O.", "PRO")));
}

#[test]
fn a_name_that_looks_like_another_is_kept_apart_with_a_warning() {
    let alike = |name: &str, other: &str| PlanWarning::FactionAlike { name: name.to_owned(), other: other.to_owned() };
    let mut present = nothing_yet();
    let plan = import(&mut present, "naam;fractie\nAnna;Dorpsbelag\nBram;Dorpsbelang\nChris;Dorpsbelang", KEEP);
    assert_eq!(present.council.factions.len(), 2);
    assert!(plan.warnings.contains(&alike("Dorpsbelag", "Dorpsbelang")), "{:?}", plan.warnings);
    let again = import(&mut present, "naam;fractie\nAnna;Dorpsbelag\nBram;Dorpsbelang\nChris;Dorpsbelang", KEEP);
    assert!(again.is_empty() && !again.warnings.iter().any(|w| matches!(w, PlanWarning::FactionAlike { .. })));
    let plan = import(&mut present, "naam;fractie\nDina;Dropsbelang", KEEP);
    assert!(plan.warnings.contains(&alike("Dropsbelang", "Dorpsbelang")), "{:?}", plan.warnings);
}

#[test]
fn a_role_that_says_more_is_told_once_with_how_often() {
    let text = "naam;fractie;rol\nAnna;CDA;Fractievoorzitter\nBram;CDA;raadslid\nChris;VVD;fractievoorzitter";
    let plan = import(&mut nothing_yet(), text, KEEP);
    let role = crate::people::Role::Member;
    let told = PlanWarning::RoleRead { written: "Fractievoorzitter".to_owned(), role, times: 2 };
    assert_eq!(plan.warnings.iter().filter(|w| matches!(w, PlanWarning::RoleRead { .. })).collect::<Vec<_>>(), [&told]);
}
