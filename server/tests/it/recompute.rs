//! `evenwijs balance report`: a report from an extract alone, on a machine with nothing else.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::{Value, json};

/// A council of eight in four factions; the second side is told a day and a bit later on each of twelve items.
fn extract() -> Value {
    let people: Vec<Value> = (0..16)
        .map(|n| {
            let group = if n < 8 { "coalition" } else { "opposition" };
            json!({ "id": format!("p{n:02}"), "faction": format!("f{}", n / 2), "group": group })
        })
        .collect();
    let audience: Vec<String> = (0..16).map(|n| format!("p{n:02}")).collect();
    let items: Vec<Value> = (1..13)
        .map(|day| {
            let told = |n: usize| {
                let at = if n < 8 {
                    format!("2026-07-{day:02}T10:00:30Z")
                } else {
                    format!("2026-07-{:02}T12:00:30Z", day + 1)
                };
                json!({ "person": format!("p{n:02}"), "kind": "told", "channel": "mail", "at": at })
            };
            json!({
                "id": format!("i{day:02}"), "kind": "notes", "released_at": format!("2026-07-{day:02}T10:00:00Z"),
                "needed_at": null, "audience": audience, "exposures": (0..16).map(told).collect::<Vec<_>>()
            })
        })
        .collect();
    json!({
        "format": "evenwijs-balans/1", "municipality": "gm0294", "period": { "from": "2026-07-01", "to": "2026-09-30" },
        "computed_at": "2026-10-01T08:00:00Z", "horizon_hours": 336, "seed": 20261001,
        "groups": ["coalition", "opposition"], "people": people, "items": items
    })
}

fn file(folder: &Path, name: &str, content: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::File::create(&path).unwrap().write_all(content.as_bytes()).unwrap();
    path
}

/// Runs with settings that would stop any other command: this one has no use for them.
fn run(file: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_evenwijs"))
        .args(["balance", "report"])
        .arg(file)
        .args(more)
        .env("EVENWIJS_ADDR", "nowhere")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_report_is_recomputed_from_its_extract_alone() {
    let folder = tempfile();
    let path = file(&folder, "extract.json", &extract().to_string());
    let report: Value = serde_json::from_str(&said(&run(&path, &[]))).unwrap();
    assert_eq!(report["format"], "evenwijs-balans-verslag/1");
    assert_eq!(report["flagged"], json!(["telling"]));
    assert_eq!(report["telling"]["head_start_hours"], 26.0);
    let names: Vec<&String> = report["groups"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["coalition", "opposition"]);

    let text = said(&run(&path, &["--text"]));
    assert!(text.contains("Bij de oppositie hoorde men het gemiddeld 26 uur later dan bij de coalitie"), "{text}");

    let faction: Value = serde_json::from_str(&said(&run(&path, &["--faction", "f5"]))).unwrap();
    assert_eq!(faction["groups"]["f5"]["people"], 2);
    let all: Value = serde_json::from_str(&said(&run(&path, &["--all-factions"]))).unwrap();
    assert_eq!(all["factions"].as_object().unwrap().len(), 8);
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn a_bad_extract_gets_one_line_and_code_two() {
    let folder = tempfile();
    let broken = {
        let mut broken = extract();
        broken["items"][3]["audience"] = json!(["p01", "p99"]);
        broken.to_string()
    };
    let files = [
        file(&folder, "none.json", ""),
        file(&folder, "deep.json", &"[".repeat(100_000)),
        file(&folder, "broken.json", &broken),
        folder.join("absent.json"),
        folder.clone(),
        folder.join("large.json"),
    ];
    std::fs::File::create(&files[5]).unwrap().set_len(512 * 1024 * 1024 + 1).unwrap();
    let refused = |output: Output, because: &str| {
        let line = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len(), line.lines().count()), (Some(2), 0, 1), "{line}");
        assert!(line.starts_with("evenwijs: ") && line.contains(because), "{line}");
    };
    for (path, because) in
        files.iter().zip(["EOF", "not an extract", "p99", "absent.json", "is a folder", "larger than 512 MB"])
    {
        refused(run(path, &[]), because);
    }
    let whole = file(&folder, "whole.json", &extract().to_string());
    refused(run(&whole, &["--faction", "f9"]), "f9");
    let _ = std::fs::remove_dir_all(folder);
}

fn tempfile() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("evenwijs-recompute-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
