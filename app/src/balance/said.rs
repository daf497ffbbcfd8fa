//! The figures in sentences: never told first, hours second, then how sure. Never a cause, never a person.

use domain::{
    balance::{
        alone::SAME_HOURS,
        report::{Flagged, Timing},
    },
    people::Side,
};

use super::figures::{Grouping, Reading, ReadingFigures, Telling};
use crate::{
    people::store::CouncilBook,
    text::{Lang, capital, whole},
};

/// From this many hours on the words are days.
const DAYS_FROM: f64 = 96.0;
/// Never told in fewer cases than this: nearly everything was told to everybody.
const FEW: f64 = 0.02;
/// A p under this is no chance, for one test by itself.
const LEVEL: f64 = 0.05;

/// The two groups of a comparison in words.
#[derive(Debug, Clone)]
pub struct Groups {
    /// As a heading says it: "coalitie".
    pub names: [String; 2],
    /// As a sentence says it: "de coalitie".
    pub spoken: [String; 2],
    /// Why there is nobody in one of them: "niemand hoort bij de oppositie".
    none: [String; 2],
    /// Whether each is more than one in grammar.
    many: [bool; 2],
    /// Their sides, when sides are compared.
    pub sides: Option<[Side; 2]>,
}

impl Groups {
    /// The words of a grouping.
    pub fn of(lang: Lang, book: &CouncilBook, grouping: Grouping) -> Self {
        let words = |first: &str, second: &str, many: bool, sides: Option<[Side; 2]>| {
            let spoken = [first, second].map(|word| lang.t(&format!("report-the-{word}")));
            Self {
                names: [first, second].map(|word| lang.t(&format!("report-group-{word}"))),
                none: match grouping {
                    Grouping::Experience => [first, second].map(|word| lang.t(&format!("report-none-{word}"))),
                    _ => spoken.each_ref().map(|who| nobody_of(lang, who)),
                },
                spoken,
                many: [many; 2],
                sides,
            }
        };
        match grouping {
            Grouping::Sides => words("coalition", "opposition", false, Some([Side::Coalition, Side::Opposition])),
            Grouping::Reach => words("local", "national", true, None),
            Grouping::Experience => words("first-term", "returning", true, None),
            Grouping::Faction(id) => Self::faction(lang, book.faction_name(id)),
        }
    }

    fn faction(lang: Lang, name: &str) -> Self {
        let spoken = [name.to_owned(), lang.t("report-the-rest")];
        Self {
            names: [name.to_owned(), lang.t("report-group-rest")],
            none: spoken.each_ref().map(|who| nobody_of(lang, who)),
            spoken,
            many: [false; 2],
            sides: None,
        }
    }
}

fn nobody_of(lang: Lang, group: &str) -> String {
    lang.tn("report-none-of", &[("group", group.into())])
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
    let empty = report.groups.values.each_ref().map(|group| group.people == 0);
    if empty.contains(&true) {
        out.push(match empty {
            _ if !telling.factions.is_empty() => lang.t("report-no-sides"),
            [true, true] => lang.tn("report-no-groups", &[("why", lang.t("report-none-at-all").into())]),
            [first, _] => lang.tn("report-no-groups", &[("why", groups.none[usize::from(!first)].as_str().into())]),
        });
        if !one_item && telling.factions.iter().any(|one| one.report.items_complete > 1) {
            out.extend(factions(lang, telling, book));
        }
        return out;
    }
    let Some(head) = report.telling.head_start_hours else {
        out.extend(nobody_yet(lang, groups, telling).filter(|_| one_item));
        out.push(lang.t(if one_item { "report-item-running" } else { "report-nothing-yet" }));
        return out;
    };
    out.extend(never(lang, groups, &report.telling));
    let flagged = report.flagged.contains(&Flagged::Telling);
    // In a quarter that runs there may be one item whose time has passed.
    let single = one_item || report.items_complete < 2;
    if let Some(faction) = telling.alone.filter(|_| !single) {
        // The headline is about who waited, not about everybody on the same side.
        out.extend(factions(lang, telling, book));
        out.push(alone(lang, groups, book.faction_name(faction), head));
        return out;
    }
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

/// "Het is nog aan niemand van de oppositie verteld."
fn nobody_yet(lang: Lang, groups: &Groups, telling: &Telling) -> Option<String> {
    let nobody = |at: &usize| telling.report.groups.values[*at].people > 0 && telling.curves[*at].is_empty();
    match [0, 1].into_iter().filter(nobody).collect::<Vec<_>>().as_slice() {
        [] => None,
        [at] => Some(lang.tn("report-nobody-yet", &[("group", groups.spoken[*at].as_str().into())])),
        _ => Some(lang.t("report-nobody-yet-all")),
    }
}

/// "Zonder CDA hoorde de oppositie zaken niet of nauwelijks later dan de coalitie. Met CDA erbij …"
fn alone(lang: Lang, groups: &Groups, faction: &str, head: f64) -> String {
    let late = usize::from(head >= 0.0);
    lang.tn(
        "report-alone",
        &[
            ("faction", faction.into()),
            ("who", groups.spoken[late].as_str().into()),
            ("other", groups.spoken[1 - late].as_str().into()),
            ("hours", hours(lang, head.abs()).into()),
        ],
    )
}

fn never(lang: Lang, groups: &Groups, timing: &Timing) -> Option<String> {
    let [Some(a), Some(b)] = timing.never_share.values else { return None };
    (a > 0.0 || b > 0.0).then(|| {
        let said = lang.tn(
            "report-never",
            &[
                ("a", groups.names[0].as_str().into()),
                ("first", of_hundred(lang, a).into()),
                ("b", groups.names[1].as_str().into()),
                ("second", of_hundred(lang, b).into()),
            ],
        );
        // Good news first: a few misses at the head of the page would read as a complaint.
        if a.max(b) < FEW { format!("{} {said}", lang.t("report-nearly-all")) } else { said }
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

/// Whether it can be chance. How likely exactly stands in the tables.
fn sure(lang: Lang, p: Option<f64>, flagged: bool, one_item: bool) -> String {
    let Some(p) = p else { return lang.t("report-sure-small") };
    let key = match p {
        _ if flagged => "report-sure-not-chance",
        p if p >= LEVEL => "report-sure-chance",
        _ if one_item => "report-sure-one",
        _ => "report-sure-minor",
    };
    lang.t(key)
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
    let row = |side: Side| figures.sides.iter().find(|row| row.side() == side);
    let (Some(a), Some(b)) = (row(Side::Coalition), row(Side::Opposition)) else {
        return vec![lang.t("report-reading-too-few")];
    };
    let (Some(first), Some(second)) = (a.share(), b.share()) else {
        return vec![lang.t("report-reading-too-few")];
    };
    let gap = figures.gap.as_ref();
    let whole = a.count.is_some() && b.count.is_some();
    let shown = Shown::of([first, second], gap.and_then(|gap| gap.value), whole);
    let [first, second] = [first, second].map(|share| match shown {
        Shown::InTenths => in_tenths(lang, share),
        Shown::Whole | Shown::Apart(_) => of_hundred(lang, share),
    });
    let said = lang.tn(
        "report-read",
        &[
            ("a", groups.names[0].as_str().into()),
            ("first", first.into()),
            ("b", groups.names[1].as_str().into()),
            ("second", second.into()),
        ],
    );
    let counted = match shown {
        Shown::Apart(gap) => {
            let key = if one_item { "report-read-unrounded" } else { "report-read-by-item" };
            Some(lang.tn(key, &[("gap", read_gap(lang, gap).into())]))
        }
        Shown::Whole | Shown::InTenths => None,
    };
    let flagged = figures.flagged.contains(&Flagged::Gap);
    let sure = sure(lang, gap.and_then(|gap| gap.p), flagged, one_item);
    vec![[Some(said), counted, Some(sure)].into_iter().flatten().collect::<Vec<_>>().join(" ")]
}

/// How two shares are shown, so that the difference that stands elsewhere does not contradict them.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Shown {
    /// As whole numbers.
    Whole,
    /// With one decimal: the whole numbers are rounded too far.
    InTenths,
    /// As whole numbers, with this difference beside them: it is counted within each item and rounded last.
    Apart(f64),
}

impl Shown {
    /// `whole`: the counts are shown, so that a decimal says nothing more.
    fn of(shares: [f64; 2], gap: Option<f64>, whole: bool) -> Self {
        let Some(gap) = gap else { return Self::Whole };
        let difference = (gap * 100.0).round();
        let [a, b] = shares.map(in_hundred);
        let [fine_a, fine_b] = shares.map(tenths);
        match () {
            () if a - b == difference => Self::Whole,
            () if whole && (fine_a - fine_b - difference).abs() <= 0.5 + 1e-9 => Self::InTenths,
            () => Self::Apart(gap),
        }
    }
}

/// "coalitie 9 van 100 meer", of coalition less opposition.
pub fn read_gap(lang: Lang, gap: f64) -> String {
    match (gap * 100.0).round() {
        0.0 => lang.t("report-trend-read-same"),
        more if more > 0.0 => lang.tn("report-trend-read-coalition", &[("n", lang.decimal(more).into())]),
        less => lang.tn("report-trend-read-opposition", &[("n", lang.decimal(-less).into())]),
    }
}

/// A share in words: "89 van de 100 keer" without the words.
pub fn of_hundred(lang: Lang, share: f64) -> String {
    if share > 0.0 && share * 100.0 < 0.5 { lang.t("report-under-one") } else { lang.decimal(in_hundred(share)) }
}

/// A share with one decimal: "82,5".
fn in_tenths(lang: Lang, share: f64) -> String {
    comma(lang, &format!("{:.1}", tenths(share)))
}

/// Rounding may not make nobody or everybody of it.
fn tenths(share: f64) -> f64 {
    let fine = (share * 1000.0).round() / 10.0;
    if 0.0 < share && share < 1.0 { fine.clamp(0.1, 99.9) } else { fine }
}

/// The number that stands there. Rounding may not make everybody of it.
fn in_hundred(share: f64) -> f64 {
    let hundred = share * 100.0;
    if share < 1.0 && hundred > 99.5 { 99.0 } else { hundred.round() }
}

/// "26 uur", "5 dagen".
pub fn hours(lang: Lang, hours: f64) -> String {
    let (key, n) = if hours < DAYS_FROM { ("report-hours", hours) } else { ("report-days", hours / 24.0) };
    #[expect(clippy::cast_possible_truncation, reason = "hours of a few weeks")]
    let n = n.round() as i64;
    lang.tn(key, &[("n", n.into())])
}

/// "0,003", "minder dan 0,001".
pub fn chance(lang: Lang, p: f64) -> String {
    if p < 0.001 {
        return lang.tn("report-chance-under", &[("p", comma(lang, "0.001").into())]);
    }
    comma(lang, &format!("{p:.3}"))
}

fn comma(lang: Lang, number: &str) -> String {
    if lang == Lang::Nl { number.replace('.', ",") } else { number.to_owned() }
}
