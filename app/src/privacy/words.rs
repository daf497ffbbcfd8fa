//! What is kept in words: the file holds the codes as they are kept, the page says what they mean.

use jiff::{Timestamp, civil::Date};

use super::store::Section;
use crate::{accounts, ctx::Ctx};

/// A row of a class as people read it, field by field.
pub(super) fn row(ctx: &Ctx, section: &Section, row: &[Option<String>]) -> Vec<String> {
    let field = |name: &str| {
        let at = section.columns.iter().position(|column| *column == name);
        at.and_then(|at| row.get(at)?.as_deref()).unwrap_or_default()
    };
    let channel = field("langs");
    let text = |(column, text): (&&str, &Option<String>)| match (*column, text.as_deref().unwrap_or_default()) {
        // Only of what the mail server took there is a reply; of the rest it says how.
        ("bewijs", _) if channel != "mail" => String::new(),
        ("soort", "reached") if channel == "presentie" => ctx.t("privacy-kind-present"),
        ("langs", channel) => way(ctx, channel, field("bewijs")),
        (column, text) => one(ctx, column, text),
    };
    section.columns.iter().zip(row).map(text).collect()
}

/// "Per telefoon", "Mail", "Correctie: Otto was er niet bij".
fn way(ctx: &Ctx, channel: &str, evidence: &str) -> String {
    let by = format!("briefing-way-{evidence}");
    match channel {
        "mond" if ctx.lang.has(&by) => ctx.t(&by),
        "correctie" if !evidence.is_empty() => ctx.tn("privacy-way-correction", &[("why", evidence.into())]),
        _ => or_code(ctx, "privacy-way", channel),
    }
}

/// One field: a moment, a day, a device or a code in words; anything else as it is.
fn one(ctx: &Ctx, column: &str, text: &str) -> String {
    if let Ok(at) = text.parse::<Timestamp>() {
        return ctx.when(at);
    }
    match column {
        "datum" | "van" | "tot" => text.parse::<Date>().map_or_else(|_| text.to_owned(), |day| ctx.day(day)),
        "toestel" => accounts::own::device::named(ctx, text),
        "taal" => or_code(ctx, "accounts-language", text),
        "rol" => or_code(ctx, "role", text),
        "antwoord" => or_code(ctx, "answers-state", text),
        "stand" => or_code(ctx, "answers-stand", text),
        "keuze" => or_code(ctx, "news", text),
        "soort" => or_code(ctx, "privacy-kind", text),
        "daad" => or_code(ctx, "deed", &text.replace('.', "-")),
        _ => text.to_owned(),
    }
}

/// The words of a code; the code itself where there are none.
fn or_code(ctx: &Ctx, words: &str, code: &str) -> String {
    let key = format!("{words}-{code}");
    if !code.is_empty() && ctx.lang.has(&key) { ctx.t(&key) } else { code.to_owned() }
}
