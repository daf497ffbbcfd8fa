//! The figures in sentences: never told first, hours second, then how sure. Never a cause, never a person.

use domain::{
    balance::report::{Flagged, Timing},
    people::Side,
};

use super::figures::{Grouping, Reading, ReadingFigures, Telling};
use crate::{
    people::store::CouncilBook,
    text::{Lang, whole},
};

/// Under this many hours people hear things at the same time.
const SAME_HOURS: f64 = 1.0;
/// From this many hours on the words are days.
const DAYS_FROM: f64 = 96.0;
/// A p under this is no chance, for one test by itself.
const LEVEL: f64 = 0.05;

/// The two groups of a comparison in words.
#[derive(Debug, Clone)]
pub struct Groups {
    /// As a heading says it: "coalitie".
    pub names: [String; 2],
    /// As a sentence says it: "de coalitie".
    pub spoken: [String; 2],
    /// Whether each is more than one in grammar.
    many: [bool; 2],
    /// Their sides, when sides are compared.
    pub sides: Option<[Side; 2]>,
}

impl Groups {
    /// The words of a grouping.
    pub fn of(lang: Lang, book: &CouncilBook, grouping: Grouping) -> Self {
        let words = |first: &str, second: &str, many: bool, sides: Option<[Side; 2]>| Self {
            names: [first, second].map(|word| lang.t(&format!("report-group-{word}"))),
            spoken: [first, second].map(|word| lang.t(&format!("report-the-{word}"))),
            many: [many; 2],
            sides,
        };
        match grouping {
            Grouping::Sides => words("coalition", "opposition", false, Some([Side::Coalition, Side::Opposition])),
            Grouping::Reach => words("local", "national", true, None),
            Grouping::Experience => words("first-term", "returning", true, None),
            Grouping::Faction(id) => Self::faction(lang, book.faction_name(id)),
        }
    }

    fn faction(lang: Lang, name: &str) -> Self {
        Self {
            names: [name.to_owned(), lang.t("report-group-rest")],
            spoken: [name.to_owned(), lang.t("report-the-rest")],
            many: [false; 2],
            sides: None,
        }
    }
}

/// The sentences about telling.
pub fn telling(lang: Lang, groups: &Groups, telling: &Telling, book: &CouncilBook, one_item: bool) -> Vec<String> {
    let report = &telling.report;
    let mut out = Vec::new();
    if !report.early.is_empty() {
        let times = |at: usize| report.early.iter().map(|early| early.people.values[at]).sum::<usize>();
        out.push(lang.tn(
            "report-early",
            &[
                ("n", whole(report.early.len()).into()),
                ("a", groups.names[0].as_str().into()),
                ("first", whole(times(0)).into()),
                ("b", groups.names[1].as_str().into()),
                ("second", whole(times(1)).into()),
            ],
        ));
    }
    if report.groups.values.iter().any(|group| group.people == 0) {
        let key = if telling.factions.is_empty() { "report-no-groups" } else { "report-no-sides" };
        let args = [("a", groups.spoken[0].as_str().into()), ("b", groups.spoken[1].as_str().into())];
        out.push(lang.tn(key, &args));
        if !one_item && telling.factions.iter().any(|one| one.report.items_complete > 1) {
            out.extend(factions(lang, telling, book));
        }
        return out;
    }
    let Some(head) = report.telling.head_start_hours else {
        out.push(lang.t(if one_item { "report-item-running" } else { "report-nothing-yet" }));
        return out;
    };
    out.extend(never(lang, groups, &report.telling));
    let flagged = report.flagged.contains(&Flagged::Telling);
    // In a quarter that runs there may be one item whose time has passed.
    let single = one_item || report.items_complete < 2;
    let mut main = later(lang, groups, head, "report-later");
    if head.abs() >= SAME_HOURS {
        main = format!("{main} {}", sure(lang, report.telling.p, flagged, single));
    }
    out.push(main);
    if one_item {
        out.push(lang.t("report-one-item"));
    } else if single {
        out.push(lang.t("report-first-item"));
    } else {
        out.extend(factions(lang, telling, book));
    }
    out
}

fn never(lang: Lang, groups: &Groups, timing: &Timing) -> Option<String> {
    let [Some(a), Some(b)] = timing.never_share.values else { return None };
    (a > 0.0 || b > 0.0).then(|| {
        lang.tn(
            "report-never",
            &[
                ("a", groups.names[0].as_str().into()),
                ("first", of_hundred(lang, a).into()),
                ("b", groups.names[1].as_str().into()),
                ("second", of_hundred(lang, b).into()),
            ],
        )
    })
}

/// "De oppositie hoorde zaken gemiddeld 26 uur later dan de coalitie."
fn later(lang: Lang, groups: &Groups, head: f64, key: &str) -> String {
    let late = usize::from(head >= 0.0);
    let (who, other) = (&groups.spoken[late], &groups.spoken[1 - late]);
    if head.abs() < SAME_HOURS {
        let args = [("a", capital(&groups.spoken[0]).into()), ("b", groups.spoken[1].as_str().into())];
        return lang.tn(&format!("{key}-same"), &args);
    }
    let many = if groups.many[late] { "yes" } else { "no" };
    lang.tn(
        key,
        &[
            ("who", capital(who).into()),
            ("other", other.as_str().into()),
            ("many", many.into()),
            ("hours", hours(lang, head.abs()).into()),
        ],
    )
}

/// Whether it can be chance.
fn sure(lang: Lang, p: Option<f64>, flagged: bool, one_item: bool) -> String {
    let Some(p) = p else { return lang.t("report-sure-small") };
    let key = match p {
        _ if flagged => "report-sure-not-chance",
        p if p >= LEVEL => "report-sure-chance",
        _ if one_item => "report-sure-one",
        _ => "report-sure-minor",
    };
    lang.tn(key, &[("p", chance(lang, p).into())])
}

/// What is said by name: factions whose head start is flagged, or that there is none.
fn factions(lang: Lang, telling: &Telling, book: &CouncilBook) -> Vec<String> {
    let mut out = Vec::new();
    let mut tested = false;
    for one in &telling.factions {
        let Some(faction) = one.faction else { continue };
        let timing = &one.report.telling;
        tested |= timing.p.is_some();
        let Some(head) = timing.head_start_hours.filter(|_| one.report.flagged.contains(&Flagged::Telling)) else {
            continue;
        };
        let key = if head < 0.0 { "report-faction-later" } else { "report-faction-earlier" };
        let said =
            lang.tn(key, &[("who", book.faction_name(faction).into()), ("hours", hours(lang, head.abs()).into())]);
        out.push(format!("{said} {}", sure(lang, timing.p, true, false)));
    }
    if out.is_empty() && tested {
        out.push(lang.t("report-no-faction"));
    }
    out
}

/// The sentences about reading.
pub fn reading(lang: Lang, groups: &Groups, reading: &Reading, one_item: bool) -> Vec<String> {
    let figures = match reading {
        Reading::Off => return vec![lang.t("report-reading-off")],
        Reading::Running if one_item => return vec![lang.t("report-reading-item-running")],
        Reading::Running => return vec![lang.t("report-reading-running")],
        Reading::Late => return vec![lang.t("report-reading-late")],
        Reading::Nothing => return vec![lang.t("report-reading-nothing")],
        Reading::TooFew => return vec![lang.t("report-reading-too-few")],
        Reading::Shown(figures) => figures,
    };
    let mut out = read_shares(lang, groups, figures, one_item);
    if let Some(head) = figures.head_start_hours.filter(|head| head.abs() >= SAME_HOURS) {
        let flagged = figures.flagged.contains(&Flagged::Reaching);
        let said = later(lang, groups, head, "report-read-later");
        out.push(format!("{said} {}", sure(lang, figures.head_start_p, flagged, one_item)));
    }
    out
}

fn read_shares(lang: Lang, groups: &Groups, figures: &ReadingFigures, one_item: bool) -> Vec<String> {
    let share =
        |side: Side| figures.sides.iter().find(|row| row.side() == side).and_then(super::figures::ReadingRow::share);
    let (Some(a), Some(b)) = (share(Side::Coalition), share(Side::Opposition)) else {
        return vec![lang.t("report-reading-too-few")];
    };
    let said = lang.tn(
        "report-read",
        &[
            ("a", groups.names[0].as_str().into()),
            ("first", of_hundred(lang, a).into()),
            ("b", groups.names[1].as_str().into()),
            ("second", of_hundred(lang, b).into()),
        ],
    );
    let gap = figures.gap.as_ref();
    let flagged = figures.flagged.contains(&Flagged::Gap);
    vec![format!("{said} {}", sure(lang, gap.and_then(|gap| gap.p), flagged, one_item))]
}

/// A share in words: "89 van de 100 keer" without the words.
pub fn of_hundred(lang: Lang, share: f64) -> String {
    let hundred = share * 100.0;
    // Rounding may not make nobody or everybody of it.
    if share > 0.0 && hundred < 0.5 {
        lang.t("report-under-one")
    } else if share < 1.0 && hundred > 99.5 {
        lang.decimal(99.0)
    } else {
        lang.decimal(hundred.round())
    }
}

/// "26 uur", "5 dagen".
pub fn hours(lang: Lang, hours: f64) -> String {
    let (key, n) = if hours < DAYS_FROM { ("report-hours", hours) } else { ("report-days", hours / 24.0) };
    #[expect(clippy::cast_possible_truncation, reason = "hours of a few weeks")]
    let n = n.round() as i64;
    lang.tn(key, &[("n", n.into())])
}

/// "p = 0,003", on one line.
pub fn chance(lang: Lang, p: f64) -> String {
    if p < 0.001 {
        return format!("p\u{a0}<\u{a0}{}", comma(lang, "0.001"));
    }
    format!("p\u{a0}=\u{a0}{}", comma(lang, &format!("{p:.3}")))
}

fn comma(lang: Lang, number: &str) -> String {
    if lang == Lang::Nl { number.replace('.', ",") } else { number.to_owned() }
}

/// With a capital, as a sentence begins.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
