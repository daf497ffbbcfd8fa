//! What a clerk saw of a plan, as a short text: if it differs from what would be done, they look again.

use std::fmt::Write;

use domain::import::{Line, Plan};
use sha2::{Digest, Sha256};

/// The same for plans that read the same; ids of new people, which differ every time, are left out.
pub fn digest(plan: &Plan) -> String {
    let mut text = String::new();
    for line in &plan.added {
        say(&mut text, "added", line, "");
    }
    for changed in &plan.changed {
        say(&mut text, "changed", &changed.line, &format!("{:?}", changed.was));
    }
    for ended in &plan.ended {
        say(&mut text, "ended", &ended.line, &ended.last_day.to_string());
    }
    for faction in &plan.factions {
        let _ = writeln!(text, "faction {faction:?}");
    }
    if let Some(begin) = plan.begins {
        let _ = writeln!(text, "begins {}", begin.day);
    }
    crate::secret::hex(&Sha256::digest(text.as_bytes())[..16])
}

fn say(text: &mut String, what: &str, line: &Line, more: &str) {
    let Line { row, name, role, faction, .. } = line;
    // Writing into a String cannot fail.
    let _ = writeln!(text, "{what} {row:?} {name:?} {role} {faction:?} {more}");
}
