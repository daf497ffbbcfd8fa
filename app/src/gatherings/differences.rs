//! What differs between two versions of the form, in words: for the page after somebody else was first.

use domain::gatherings::AudienceKind;

use super::{
    input::Input,
    sheet::{Sheet, audience_words},
};
use crate::{ctx::Ctx, ui::Choice};

/// Every field that differs: its label, what is stored, what was typed.
pub fn differences(ctx: &Ctx, sheet: &Sheet, stored: &Input, typed: &Input) -> Vec<(String, String, String)> {
    let (stored, typed) = (readable(ctx, sheet, stored), readable(ctx, sheet, typed));
    stored
        .into_iter()
        .zip(typed)
        .filter(|((_, stored), (_, typed))| stored != typed)
        .map(|((label, stored), (_, typed))| (ctx.t(label), stored, typed))
        .collect()
}

/// Every field of the form as one would read it aloud.
fn readable(ctx: &Ctx, sheet: &Sheet, input: &Input) -> Vec<(&'static str, String)> {
    let word = |kind: &str, code: &str| ctx.t(&format!("gathering-{kind}-{code}"));
    let audience = AudienceKind::parse(&input.wie)
        .map(|kind| audience_words(ctx, kind, sheet.members, sheet.committee))
        .unwrap_or_default();
    let everybody: Vec<Choice> = sheet.people.iter().flat_map(|(_, people)| people.iter().cloned()).collect();
    let date = domain::localtime::parse_date(&input.datum);
    let clock = |typed: &str| {
        let time = domain::localtime::parse_time(typed);
        time.map_or_else(|| typed.trim().to_owned(), |time| ctx.lang.clock(time.hour(), time.minute()))
    };
    vec![
        ("gathering-kind", word("kind", &input.soort)),
        ("gathering-title", input.titel.trim().to_owned()),
        ("gathering-summary", input.samenvatting.trim().to_owned()),
        ("gathering-date", date.map_or_else(|| input.datum.clone(), |date| ctx.lang.long_date(date))),
        ("gathering-start", clock(&input.begin)),
        ("gathering-end", clock(&input.eind)),
        ("gathering-place", input.plaats.trim().to_owned()),
        ("gathering-online-link", input.link.trim().to_owned()),
        ("gathering-audience", audience),
        ("gathering-factions", names(&sheet.factions, &input.fractie)),
        ("gathering-people", names(&everybody, &input.persoon)),
        ("gathering-audience-reason", input.wie_reden.trim().to_owned()),
        ("gathering-openness", word("openness", &input.openbaarheid)),
        ("gathering-closed-reason", input.besloten_reden.trim().to_owned()),
        ("gathering-legal", word("legal", &input.status)),
        ("gathering-agenda", input.agenda.lines().map(str::trim).collect::<Vec<_>>().join(" · ")),
        ("gathering-host", names(&sheet.hosts, std::slice::from_ref(&input.gastheer))),
        ("gathering-places", input.plaatsen.trim().to_owned()),
        ("gathering-ris-link", input.ris.trim().to_owned()),
    ]
}

/// The labels of the chosen values, in the order of the list.
fn names(choices: &[Choice], chosen: &[String]) -> String {
    let mut names: Vec<&str> =
        choices.iter().filter(|choice| chosen.iter().any(|id| id == choice.value())).map(Choice::label).collect();
    names.dedup();
    names.join(", ")
}
