//! Why a period has parts, in words: who joined the coalition, who left it, and when.

use uuid::Uuid;

use super::periods::{self, Part};
use crate::{ctx::Ctx, people::store::CouncilBook, text::joined};

/// "Op zo 22 nov kwam X in de coalitie. Daarom rekenen we elk deel apart." A report that was closed keeps its parts when
/// the council was corrected since: then nothing is said of who.
pub fn sentences(ctx: &Ctx, book: &CouncilBook, parts: &[Part]) -> String {
    let mut said = Vec::new();
    for part in parts.iter().skip(1) {
        let turn = periods::turn(&book.council, part.from);
        let day = ctx.day(part.from);
        said.push(sentence(ctx, book, "report-part-joined", &day, &turn.joined));
        said.push(sentence(ctx, book, "report-part-left", &day, &turn.left));
    }
    if said.iter().all(String::is_empty) {
        return ctx.t("report-parts");
    }
    said.push(ctx.t("report-parts-apart"));
    joined(said, " ")
}

/// Nothing about nobody.
fn sentence(ctx: &Ctx, book: &CouncilBook, key: &str, day: &str, factions: &[Uuid]) -> String {
    let names: Vec<&str> = factions.iter().map(|faction| book.faction_name(*faction)).collect();
    let Some((last, first)) = names.split_last() else { return String::new() };
    let names = match first {
        [] => (*last).to_owned(),
        first => ctx.tn("report-part-names", &[("first", joined(first, ", ").into()), ("last", (*last).into())]),
    };
    let many = if first.is_empty() { "no" } else { "yes" };
    ctx.tn(key, &[("date", day.into()), ("factions", names.into()), ("many", many.into())])
}
