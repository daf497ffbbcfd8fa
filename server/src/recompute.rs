//! `evenwijs balance report`: anybody recomputes a report from its extract. No database, no settings, no network.

use std::{
    fmt::Write,
    fs::File,
    io::{BufReader, Read},
    path::Path,
};

use domain::balance::{
    extract::Extract,
    report::{self, ByGroup, Report},
};
use serde::Serialize;

use crate::StartError;

/// The largest extract that is read: what 128 people and 20,000 items can come to.
const LARGEST: u64 = 512 * 1024 * 1024;

/// Whose report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// The two groups of the extract.
    Groups,
    /// This faction against the rest.
    Faction(String),
    /// Every faction against the rest, corrected jointly.
    Factions,
}

/// How it is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// The JSON `evenwijs-balans-verslag/1`.
    Json,
    /// Sentences and a small table, in Dutch.
    Text,
}

/// The report of the extract in a file, as it is to be printed.
pub fn report(file: &Path, whose: &Whose, form: Form) -> Result<String, StartError> {
    let extract = read(file)?;
    match whose {
        Whose::Groups => said(&report::report(&extract), form, text),
        Whose::Faction(faction) => {
            let report = report::faction_report(&extract, faction).map_err(|fault| StartError(fault.to_string()))?;
            said(&report, form, text)
        }
        Whose::Factions => said(&report::all_factions(&extract), form, |all| {
            let parts = all.factions.iter().map(|(faction, report)| format!("Fractie {faction}\n\n{}", text(report)));
            parts.collect::<Vec<_>>().join("\n\n")
        }),
    }
}

fn read(file: &Path) -> Result<Extract, StartError> {
    let named = |cause: &dyn std::fmt::Display| StartError::when(&file.display().to_string())(cause);
    let opened = File::open(file).map_err(|e| named(&e))?;
    let about = opened.metadata().map_err(|e| named(&e))?;
    if about.is_dir() {
        return Err(named(&"is a folder, not an extract"));
    }
    if about.len() > LARGEST {
        return Err(named(&format!("larger than {} MB", LARGEST / 1024 / 1024)));
    }
    // What is no plain file does not say its size beforehand, and is cut there.
    Extract::read(BufReader::new(opened.take(LARGEST))).map_err(|fault| named(&fault))
}

fn said<T: Serialize>(report: &T, form: Form, text: impl Fn(&T) -> String) -> Result<String, StartError> {
    match form {
        Form::Json => serde_json::to_string_pretty(report).map_err(|e| StartError::when("write the report")(&e)),
        Form::Text => Ok(text(report)),
    }
}

/// The Dutch sentences and the figures under them.
fn text(report: &Report) -> String {
    let [a, b] = &report.groups.names;
    let mut lines = report.sentences.nl.join("\n");
    let mut row = |what: &str, first: String, second: String| {
        // Writing to a string cannot fail.
        let _ = write!(lines, "\n{what:<28}{first:>20}{second:>20}");
    };
    row("\n", a.clone(), b.clone());
    let both = |of: &dyn Fn(usize) -> String| (of(0), of(1));
    let reach = &report.groups.values;
    let mut pair = |what: &str, (first, second): (String, String)| row(what, first, second);
    pair("mensen", both(&|g| reach[g].people.to_string()));
    pair("op tijd gelezen", both(&|g| format!("{} van {}", reach[g].informed, reach[g].due)));
    pair("  aandeel", both(&|g| reach[g].share.map_or_else(none, percent)));
    pair("  95%", both(&|g| reach[g].interval.map_or_else(none, |[l, h]| format!("{} - {}", percent(l), percent(h)))));
    for (what, timing) in [("verteld", &report.telling), ("gelezen", &report.reaching.timing)] {
        let of =
            |values: &ByGroup<Option<f64>>, say: fn(f64) -> String| both(&|g| values.values[g].map_or_else(none, say));
        pair(&format!("{what}: nooit"), of(&timing.never_share, percent));
        pair("  gemiddeld, uur", of(&timing.mean_hours, hours));
        pair("  gemiddeld van wie wel, uur", of(&timing.mean_hours_when, hours));
        pair("  mediaan, uur", of(&timing.median_hours, hours));
    }
    lines + "\n\n" + &differences(report)
}

/// The differences: size and p.
fn differences(report: &Report) -> String {
    let p = |p: Option<f64>| p.map_or_else(none, |p| format!("{p:.4}").replace('.', ","));
    let (telling, reaching) = (&report.telling, &report.reaching);
    let rows = [
        ("bereik, procentpunt", report.gap.value.map(|gap| gap * 100.0), report.gap.p, report.gap.p_factions),
        ("voorsprong verteld, uur", telling.head_start_hours, telling.p, None),
        ("voorsprong gelezen, uur", reaching.timing.head_start_hours, reaching.timing.p, reaching.p_factions),
    ];
    let mut lines = format!("{:<28}{:>20}{:>12}{:>12}", "verschil (eerste - tweede)", "", "p", "p fracties");
    for (what, value, chance, factions) in rows {
        let value = value.map_or_else(none, hours);
        let _ = write!(lines, "\n{what:<28}{value:>20}{:>12}{:>12}", p(chance), p(factions));
    }
    let (used, complete, left) = (report.items_used, report.items_complete, report.items_left_out.len());
    let _ = write!(lines, "\n\nonderdelen: {used} in bereik, {complete} in voorsprong, {left} (deels) niet meegeteld");
    lines
}

fn none() -> String {
    "-".to_owned()
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0).replace('.', ",")
}

fn hours(hours: f64) -> String {
    format!("{hours:.1}").replace('.', ",")
}
