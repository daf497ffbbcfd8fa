//! The report in words: what is said, in which order, and what is not.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not so")]

use domain::balance::{
    extract::Extract,
    report::{Report, faction_report, report},
    sentences::Names,
};
use serde_json::{Value, json};

/// So many people a side in factions of two; per item the hours after which a side is told, and reads it.
fn extract(side: usize, items: usize, told: [f64; 2], read: [Option<f64>; 2]) -> Extract {
    let group = |n: usize| if n < side { "coalition" } else { "opposition" };
    let people: Vec<Value> = (0..2 * side)
        .map(|n| json!({ "id": format!("p{n:02}"), "faction": format!("f{}", n / 2), "group": group(n) }))
        .collect();
    let audience: Vec<String> = (0..2 * side).map(|n| format!("p{n:02}")).collect();
    let start: jiff::Timestamp = "2026-07-01T08:00:00Z".parse().unwrap();
    let at = |hours: f64| (start + jiff::SignedDuration::from_secs((hours * 3600.0) as i64)).to_string();
    let items: Vec<Value> = (0..items)
        .map(|item| {
            let released = item as f64 * 24.0;
            let mut entries = Vec::new();
            for n in 0..2 * side {
                let of = n / side;
                let mut entry = |kind: &str, hours: f64| {
                    let person = format!("p{n:02}");
                    entries.push(json!({ "person": person, "kind": kind, "channel": "x", "at": at(released + hours) }));
                };
                entry("told", told[of]);
                if let Some(hours) = read[of] {
                    entry("reached", hours + n as f64 / 10.0);
                }
            }
            json!({ "id": format!("i{item}"), "kind": "notes", "released_at": at(released), "needed_at": null,
                "audience": audience, "exposures": entries })
        })
        .collect();
    let extract = json!({
        "format": "evenwijs-balans/1", "municipality": "gm0294", "period": { "from": "2026-07-01", "to": "2026-09-30" },
        "computed_at": "2026-10-01T08:00:00Z", "horizon_hours": 336, "seed": 1,
        "groups": ["coalition", "opposition"], "people": people, "items": items
    });
    Extract::parse(extract.to_string().as_bytes()).unwrap()
}

fn nl(report: &Report) -> Vec<&str> {
    report.sentences.nl.iter().map(String::as_str).collect()
}

#[test]
fn a_side_that_was_told_late_reads_so() {
    let late = report(&extract(8, 12, [0.1, 26.1], [Some(30.0), Some(31.0)]));
    assert_eq!(
        nl(&late),
        [
            "Alles is binnen 14 dagen aan iedereen verteld, bij de coalitie en bij de oppositie.",
            "Bij de oppositie hoorde men het gemiddeld 26 uur later dan bij de coalitie (26 tegen 0,1 uur na vrijgave).",
            "Op tijd gelezen: 100% bij de coalitie en 100% bij de oppositie, minder dan 1 procentpunt verschil.",
            "Bij de oppositie las men het gemiddeld 1,8 uur later dan bij de coalitie (32 tegen 30 uur na vrijgave).",
            "Het verschil in wanneer het verteld werd is groot, en waarschijnlijk geen toeval: \
             door toeval ontstaat zo'n verschil in minder dan 0,1% van de gevallen.",
            "Het verschil in wanneer het gelezen werd is te klein of te onzeker om te melden: \
             door toeval ontstaat zo'n verschil in minder dan 0,1% van de gevallen.",
        ]
    );
    assert_eq!(
        late.sentences.en[1],
        "In the opposition people heard of it 26 hours later on average than in the coalition (26 against 0.1 hours after release)."
    );
}

#[test]
fn foreknowledge_comes_first() {
    let early = report(&extract(8, 3, [-5.0, 0.0], [None, None]));
    assert_eq!(
        nl(&early)[0],
        "Bij 3 onderdelen was er voorkennis: 24 keer bij de coalitie en 0 keer bij de oppositie."
    );
    assert_eq!(
        early.sentences.en[0],
        "3 items were known to some before their release: 24 times in the coalition and 0 times in the opposition."
    );
}

#[test]
fn one_item_is_never_flagged_and_says_so_differently() {
    let one = report(&extract(8, 1, [0.0, 0.0], [Some(3.0), None]));
    assert!(!one.flag);
    assert!(nl(&one).iter().any(|line| line.contains("Op tijd gelezen: 100% bij de coalitie en 0% bij de oppositie")));
    assert!(
        nl(&one).iter().any(|line| line.contains("bij dit ene onderdeel waarschijnlijk geen toeval")),
        "{:?}",
        nl(&one)
    );
}

#[test]
fn groups_too_small_to_tell_are_named_as_such() {
    let small = report(&extract(2, 12, [0.0, 26.0], [Some(30.0), Some(31.0)]));
    let last = "Een van de groepen is te klein om te zeggen of een verschil toeval is. Dat betekent niet dat er geen verschil is.";
    assert_eq!(nl(&small).last(), Some(&last));
    assert_eq!(nl(&small).iter().filter(|line| line.contains("toeval")).count(), 1);
}

#[test]
fn a_faction_can_be_called_by_its_name() {
    let extract = extract(8, 12, [0.1, 26.1], [None, None]);
    let found = faction_report(&extract, "f7").unwrap();
    assert!(found.sentences.nl[1].starts_with("Bij fractie f7 hoorde men het gemiddeld"), "{:?}", found.sentences.nl);
    let named = found.in_words(&Names::of_faction("Dorpsbelang"), extract.horizon_hours);
    assert!(named.nl[1].starts_with("Bij fractie Dorpsbelang hoorde men het gemiddeld"));
    assert!(named.en[1].contains("In faction Dorpsbelang people heard of it"));
}
