//! The balance gives what independent implementations give: `reference/cases.json`, made by `reference/make.py` with scipy,
//! statsmodels and lifelines.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not so")]

use domain::balance::{
    extract::Extract,
    holm::holm,
    report::{all_factions, faction_report, report},
    share::{fisher, newcombe, t_quantile, wilson},
    survival::{Span, steps},
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::Value;

fn cases() -> Value {
    serde_json::from_str(include_str!("../reference/cases.json")).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn pair(value: &Value) -> (u64, u64) {
    (value[0].as_u64().unwrap(), value[1].as_u64().unwrap())
}

fn floats(value: &Value) -> Vec<f64> {
    list(value).iter().map(|number| number.as_f64().unwrap()).collect()
}

#[track_caller]
fn close(got: f64, wanted: f64, tolerance: f64, what: &str) {
    assert!((got - wanted).abs() <= tolerance, "{what}: {got} is not {wanted}");
}

#[track_caller]
fn all_close(got: &[f64], wanted: &Value, what: &str) {
    let wanted = floats(wanted);
    assert_eq!(got.len(), wanted.len(), "{what}");
    for (got, wanted) in got.iter().zip(wanted) {
        close(*got, wanted, 1e-9, what);
    }
}

#[test]
fn intervals_and_fisher_are_those_of_statsmodels_and_scipy() {
    let tables = &cases()["closed_form"]["tables"];
    for table in list(tables) {
        let (a, b, what) = (pair(&table["a"]), pair(&table["b"]), table.to_string());
        all_close(&wilson(a.0, a.1).unwrap(), &table["wilson"], &what);
        all_close(&newcombe(a, b).unwrap(), &table["newcombe"], &what);
        close(fisher(a, b).unwrap(), table["fisher"].as_f64().unwrap(), 1e-9, &what);
    }
    assert_eq!(list(tables).len(), 60);
}

#[test]
fn quantiles_and_corrections_are_those_of_scipy_and_statsmodels() {
    let form = &cases()["closed_form"];
    for row in list(&form["t"]) {
        let degrees = row[0].as_u64().unwrap();
        close(t_quantile(degrees).unwrap(), row[1].as_f64().unwrap(), 1e-9, &format!("t with {degrees}"));
    }
    for row in list(&form["holm"]) {
        all_close(&holm(&floats(&row["p"])), &row["adjusted"], "Holm");
    }
}

#[test]
fn survival_is_that_of_lifelines() {
    let form = &cases()["closed_form"];
    for case in list(&form["survival"]) {
        let spans = list(&case["at"]).iter().zip(list(&case["event"]));
        let spans = spans.map(|(at, event)| match event.as_bool().unwrap() {
            true => Span::Event(at.as_i64().unwrap()),
            false => Span::Watched(at.as_i64().unwrap()),
        });
        let got = steps(spans.collect());
        let wanted = list(&case["steps"]);
        assert_eq!(got.len(), wanted.len());
        for (got, wanted) in got.iter().zip(wanted) {
            assert_eq!(Some(got.at), wanted[0].as_i64());
            close(got.survival, wanted[1].as_f64().unwrap(), 1e-6, "S");
        }
    }
    for case in list(&form["restricted_mean"]) {
        let hours = floats(&case["hours"]);
        let mean = hours.iter().map(|h| h.min(336.0)).sum::<f64>() / f64::from(u32::try_from(hours.len()).unwrap());
        close(mean, case["mean"].as_f64().unwrap(), 1e-6, "restricted mean");
    }
}

#[test]
fn the_draws_are_those_written_down() {
    let wanted = &cases()["closed_form"]["chacha8"];
    let mut rng = ChaCha8Rng::seed_from_u64(wanted["seed"].as_u64().unwrap());
    for word in list(&wanted["words"]) {
        assert_eq!(Some(u64::from(rng.next_u32())), word.as_u64());
    }
}

/// Everything but the sentences: the same keys, the same words, numbers to 1e-9 (medians to 1e-6). The draws are the same, so
/// sampled p-values are too; what others find with draws of their own lies within 0.01.
fn same(got: &Value, wanted: &Value, path: &str) {
    match (got, wanted) {
        (Value::Object(got), Value::Object(wanted)) => {
            let keys = |map: &serde_json::Map<String, Value>| -> Vec<String> {
                map.keys().filter(|key| *key != "sentences").cloned().collect()
            };
            assert_eq!(keys(got), keys(wanted), "{path}");
            for (key, wanted) in wanted {
                same(&got[key], wanted, &format!("{path}.{key}"));
            }
        }
        (Value::Array(got), Value::Array(wanted)) => {
            assert_eq!(got.len(), wanted.len(), "{path}: {got:?} is not {wanted:?}");
            for (n, (got, wanted)) in got.iter().zip(wanted).enumerate() {
                same(got, wanted, &format!("{path}[{n}]"));
            }
        }
        (Value::Number(got), Value::Number(wanted)) => {
            let tolerance = if path.contains("median_hours") { 1e-6 } else { 1e-9 };
            close(got.as_f64().unwrap(), wanted.as_f64().unwrap(), tolerance, path);
        }
        _ => assert_eq!(got, wanted, "{path}"),
    }
}

#[test]
fn whole_reports_are_those_of_an_implementation_made_from_the_description() {
    let cases = cases();
    let cases = list(&cases["cases"]);
    assert!(cases.len() >= 30);
    let (mut flagged, mut of_factions) = (0, 0);
    for (n, case) in cases.iter().enumerate() {
        let extract = Extract::parse(case["extract"].to_string().as_bytes()).unwrap();
        let got = report(&extract);
        flagged += usize::from(got.flag);
        same(&serde_json::to_value(got).unwrap(), &case["report"], &format!("case {n}"));
        if case["all_factions"].is_object() {
            let got = serde_json::to_value(all_factions(&extract).factions).unwrap();
            same(&got, &case["all_factions"], &format!("case {n}, factions"));
            of_factions += 1;
        }
        if let Some(faction) = case["faction"].as_str() {
            let got = serde_json::to_value(faction_report(&extract, faction).unwrap()).unwrap();
            same(&got, &case["faction_report"], &format!("case {n}, faction {faction}"));
        }
    }
    assert!(flagged > 0 && flagged < cases.len(), "{flagged} flagged");
    assert!(of_factions > 5, "{of_factions}");
}
