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
    assert_eq!(Extract::read(json.as_slice()).unwrap(), extract);
    assert!(Extract::read(&json[..json.len() - 3]).is_err());
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

#[track_caller]
fn refused(json: &str, because: &str) {
    match Extract::parse(json.as_bytes()) {
        Ok(_) => panic!("was taken, in spite of: {because}"),
        Err(fault) => {
            let line = fault.to_string();
            assert!(line.contains(because), "{line:?} does not say {because:?}");
            assert_eq!(line.lines().count(), 1, "{line}");
        }
    }
}

#[test]
fn each_breach_is_refused_with_a_line_that_names_it() {
    let breaches = [
        (r#""evenwijs-balans/1""#, r#""evenwijs-balans/2""#, "format is"),
        (r#""seed": 20261001"#, r#""seed": 20261001, "seed": 1"#, "duplicate field `seed`"),
        (r#""seed": 20261001"#, r#""seed": 20261001, "extra": 1"#, "unknown field `extra`"),
        (r#""seed": 20261001"#, r#""seed": -1"#, "expected u64"),
        (r#""seed": 20261001"#, r#""seed": 1.5"#, "expected u64"),
        (r#""seed": 20261001"#, r#""seed": "1""#, "expected u64"),
        (r#""seed": 20261001,"#, "", "missing field `seed`"),
        (r#""horizon_hours": 336"#, r#""horizon_hours": 0"#, "horizon_hours is 0"),
        (r#""horizon_hours": 336"#, r#""horizon_hours": 876601"#, "horizon_hours is 876601"),
        (r#""groups": ["coalition", "opposition"]"#, r#""groups": ["coalition", "coalition"]"#, "both groups are"),
        (r#""groups": ["coalition", "opposition"]"#, r#""groups": ["coalition"]"#, "invalid length 1"),
        (r#""groups": ["coalition", "opposition"]"#, r#""groups": ["a", "b", "c"]"#, "trailing characters"),
        (r#"{ "from": "2026-07-01", "to": "2026-09-30" }"#, r#"["2026-07-01", "2026-09-30"]"#, "expected an object"),
        (r#""to": "2026-09-30""#, r#""to": "2026-06-30""#, "the period ends on"),
        (r#""to": "2026-09-30""#, r#""to": "2026-9-30""#, "is not a day"),
        (r#""to": "2026-09-30""#, r#""to": "2026-09-31""#, "is not a day"),
        (r#""to": "2026-09-30""#, r#""to": "2101-01-01""#, "only the years 2000 to 2100"),
        (r#""id": "p02""#, r#""id": "p01""#, "person \"p01\" is there twice"),
        (r#""id": "p02""#, r#""id": 2"#, "expected a string"),
        (r#""faction": "f1", "#, "", "missing field `faction`"),
        (r#""group": "unknown" }"#, r#""group": "unknown", "name": "x" }"#, "unknown field `name`"),
        (
            r#"{ "id": "p03", "faction": "f3", "group": "unknown" }"#,
            r#"["p03", "f3", "unknown"]"#,
            "expected an object",
        ),
        (r#"["p01", "p02", "p03"]"#, r#"["p01", "p02", "p01"]"#, "person \"p01\" is in the audience twice"),
        (r#"["p01", "p02", "p03"]"#, r#"["p01", "p04"]"#, "person \"p04\" of the audience"),
        (r#""person": "p01", "kind": "told""#, r#""person": "p09", "kind": "told""#, "person \"p09\" of an exposure"),
        (r#""kind": "told""#, r#""kind": "seen""#, "not an extract"),
        (r#""needed_at": null"#, r#""needed_at": "2026-07-02T10:00:00Z""#, "is not after released_at"),
        (r#""needed_at": null"#, r#""needed_at": "2026-07-02T11:59:00+02:00""#, "is not after released_at"),
        (r#""needed_at": null"#, r#""needed_at": false"#, "invalid type"),
        (r#""at": "2026-07-02T10:01:00Z""#, r#""at": "2026-07-02T10:01:00""#, "is not a moment"),
        (r#""at": "2026-07-02T10:01:00Z""#, r#""at": "2026-07-02 10:01:00Z""#, "is not a moment"),
        (r#""at": "2026-07-02T10:01:00Z""#, r#""at": "2026-07-02T24:01:00Z""#, "is not a moment"),
        (r#""at": "2026-07-02T10:01:00Z""#, r#""at": "2026-07-02T10:01:60Z""#, "is not a moment"),
        (r#""at": "2026-07-02T10:01:00Z""#, r#""at": "2026-07-02T10:01:00.Z""#, "is not a moment"),
        (r#""at": "2026-07-02T10:01:00Z""#, r#""at": "2026-02-30T10:01:00Z""#, "is not a moment"),
        (r#""at": "2026-07-02T10:01:00Z""#, r#""at": "1999-12-31T23:59:59.999Z""#, "only the years 2000 to 2100"),
        (r#""at": "2026-07-02T10:01:00Z""#, r#""at": "2101-01-01T00:00:00Z""#, "only the years 2000 to 2100"),
        (r#""at": "2026-07-02T10:01:00Z""#, r#""at": "2000-01-01T00:00:00+00:01""#, "only the years 2000 to 2100"),
        (r#""at": "2026-07-02T10:01:00Z""#, r#""at": 1782986460"#, "expected a string"),
    ];
    for (good, bad, because) in breaches {
        assert!(DOCUMENTED.contains(good), "{good}");
        refused(&DOCUMENTED.replacen(good, bad, 1), because);
    }
}

#[test]
fn what_is_not_an_extract_at_all_is_refused() {
    for text in ["", "[]", "{}", "null", "not json", "\u{feff}{}", "{\"format\": \"evenwijs-balans/1\""] {
        refused(text, "not an extract");
    }
    refused(&format!("{DOCUMENTED} x"), "trailing characters");
    refused(&"[".repeat(1_000_000), "not an extract");
    refused(&"{\"a\":".repeat(1_000_000), "not an extract");
    let deep = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
    refused(&DOCUMENTED.replacen("\"gm0294\"", &deep, 1), "not an extract");
    refused(&DOCUMENTED.replacen("\"gm0294\"", "\"\\ud800\"", 1), "not an extract");
    let mut bytes = DOCUMENTED.as_bytes().to_vec();
    bytes[60] = 0xff;
    assert!(Extract::parse(&bytes).is_err(), "not UTF-8");
}

#[test]
fn a_line_of_refusal_is_short_and_single() {
    let long = "x\\n".repeat(5000);
    refused(&DOCUMENTED.replacen("evenwijs-balans/1", &long, 1), "format is");
    let long = "y\\n".repeat(5000);
    let json = DOCUMENTED.replacen("\"seed\": 20261001", &format!("\"seed\": 1, \"{long}\": 1"), 1);
    refused(&json, "unknown field");
    assert!(Extract::parse(json.as_bytes()).unwrap_err().to_string().chars().count() <= 301);
}

#[test]
fn sizes_up_to_the_limit_are_taken() {
    let mut draft = Extract::parse(DOCUMENTED.as_bytes()).unwrap().0;
    let person = draft.people[0].clone();
    draft.people.extend((0..125).map(|n| Person { id: format!("q{n}"), ..person.clone() }));
    let item = Item { exposures: Vec::new(), ..draft.items[0].clone() };
    draft.items.extend((0..MOST_ITEMS - 1).map(|n| Item { id: format!("x{n}"), ..item.clone() }));
    let taken = draft.clone().check().unwrap();
    assert_eq!((taken.people.len(), taken.items.len()), (MOST_PEOPLE, MOST_ITEMS));
    let everybody: Vec<String> = draft.people.iter().map(|person| person.id.clone()).collect();
    draft.items.truncate(40);
    for item in &mut draft.items {
        item.audience = everybody.clone();
    }
    let report = report(&draft.clone().check().unwrap());
    assert_eq!((report.groups.values[0].people, report.groups.values[0].due), (126, 126 * 40));
    draft.items.extend((0..MOST_ITEMS).map(|n| Item { id: format!("y{n}"), ..item.clone() }));
    assert!(draft.clone().check().unwrap_err().to_string().contains("items; at most 20000"));
    draft.people.push(Person { id: "one too many".to_owned(), ..person });
    assert_eq!(draft.check().unwrap_err().to_string(), "129 people; at most 128 are allowed");
}

#[test]
fn moments_are_cut_to_milliseconds_and_may_have_any_offset() {
    let forms = [
        ("2026-07-02T12:01:00.0019+02:00", "2026-07-02T10:01:00.001Z"),
        ("2026-07-02T10:01:00.12Z", "2026-07-02T10:01:00.12Z"),
        ("2026-07-02T04:31:00-05:30", "2026-07-02T10:01:00Z"),
        ("2026-07-02T10:01:00.000999999999999Z", "2026-07-02T10:01:00Z"),
        ("2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z"),
        ("2100-12-31T23:59:59.999Z", "2100-12-31T23:59:59.999Z"),
    ];
    for (written, meant) in forms {
        let extract = Extract::parse(DOCUMENTED.replacen("2026-07-02T10:01:00Z", written, 1).as_bytes()).unwrap();
        let told = extract.items[0].exposures.iter().find(|e| e.kind == ExposureKind::Told);
        assert_eq!(told.map(|e| e.at.to_string()).as_deref(), Some(meant), "{written}");
    }
}
