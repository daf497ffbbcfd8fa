use super::super::report::{AllFactions, Report, all_factions, faction_report, report};
use super::*;

/// The extract that is shown where the format is documented.
pub(crate) const DOCUMENTED: &str = r#"{
  "format": "evenwijs-balans/1",
  "municipality": "gm0294",
  "period": { "from": "2026-07-01", "to": "2026-09-30" },
  "computed_at": "2026-10-01T08:00:00Z",
  "horizon_hours": 336,
  "seed": 20261001,
  "groups": ["coalition", "opposition"],
  "people": [
    { "id": "p01", "faction": "f1", "group": "coalition" },
    { "id": "p02", "faction": "f2", "group": "opposition" },
    { "id": "p03", "faction": "f3", "group": "unknown" }
  ],
  "items": [
    {
      "id": "i1", "kind": "notes", "released_at": "2026-07-02T10:00:00Z", "needed_at": null,
      "audience": ["p01", "p02", "p03"],
      "exposures": [
        { "person": "p01", "kind": "told",    "channel": "mail",   "at": "2026-07-02T10:01:00Z" },
        { "person": "p01", "kind": "reached", "channel": "portal", "at": "2026-07-02T12:30:00Z" }
      ]
    }
  ]
}"#;

#[test]
fn the_documented_extract_is_read_and_written_as_it_was() {
    let extract = Extract::parse(DOCUMENTED.as_bytes()).unwrap();
    let json = extract.to_json().unwrap();
    assert_eq!(Extract::parse(&json).unwrap(), extract);
    assert_eq!(Extract::parse(&json).unwrap().to_json().unwrap(), json);
    let told = extract.items[0].exposures.iter().find(|e| e.kind == ExposureKind::Told);
    assert_eq!(told.map(|e| e.at.to_string()), Some("2026-07-02T10:01:00Z".to_owned()));
}

#[test]
fn a_report_survives_being_kept() {
    let extract = Extract::parse(DOCUMENTED.as_bytes()).unwrap();
    let made = report(&extract);
    let json = serde_json::to_string(&made).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&json).unwrap(), made);
    let of_faction = faction_report(&extract, "f2").unwrap();
    assert_eq!(of_faction.groups.names, ["f2", "rest"]);
    assert!(faction_report(&extract, "f3").is_err(), "outside the comparison");
    let every = all_factions(&extract);
    assert_eq!(serde_json::from_str::<AllFactions>(&serde_json::to_string(&every).unwrap()).unwrap(), every);
}
