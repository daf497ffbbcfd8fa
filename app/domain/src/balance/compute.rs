//! From a study to a report.

use super::holm::holm;
use super::report::{
    ByGroup, Early, FORMAT, Flagged, Gap, LeftOut, Method, Reach, Reaching, Reason, Report, Test, Timing,
};
use super::sentences::Names;
use super::share::{self, fisher, newcombe, wilson};
use super::shuffle::{self, Deal, Difference, HeadStart, Outcome, Statistics};
use super::stratified::{Stratum, count, difference_interval, pairs, reach_interval, risk_difference};
use super::study::{Measure, NEVER, People, Released, Sides, Study};
use super::timing::{self, hours};
use std::collections::BTreeMap;

/// An adjusted p below this is flagged, when the difference is large enough to matter.
const LEVEL: f64 = 0.05;
/// With factions shuffled whole the p has to be below this, where there is one.
const FACTION_LEVEL: f64 = 0.10;
/// A gap that matters: ten points.
const LARGE_GAP: f64 = 0.10;
/// A head start that matters, in hours.
const LARGE_HEAD_START: f64 = 12.0;
/// With fewer labelings of factions nothing can be said about them.
const FEWEST_LABELINGS: usize = 20;
/// What rounding may take off a difference that is exactly large enough.
const ROUNDING: f64 = 1e-12;

/// A test that takes part in the correction.
struct Tested {
    what: Flagged,
    p: f64,
    /// The smallest it could have been.
    smallest: f64,
    /// Large enough to matter, and not explained by factions.
    matters: bool,
}

/// A report before the correction over all its tests.
struct Measured {
    report: Report,
    tests: Vec<Tested>,
    /// Everything rests on one item: never flagged, never corrected.
    single: bool,
}

/// The report of one comparison. `faction` is set when the first group is that faction.
pub(super) fn one(study: &Study<'_>, names: [String; 2], faction: Option<&str>) -> Report {
    let sides = faction.map_or_else(|| study.sides(), |faction| study.faction(faction));
    let mut measured = [measure(study, sides, &names)];
    settle(&mut measured);
    let [measured] = measured;
    finish(measured, faction, study.extract.horizon_hours)
}

/// The reports of every faction, the correction made over all of them.
pub(super) fn jointly(study: &Study<'_>, names: impl Fn(&str) -> [String; 2]) -> BTreeMap<String, Report> {
    let mut measured: Vec<Measured> =
        study.factions.iter().map(|faction| measure(study, study.faction(faction), &names(faction))).collect();
    settle(&mut measured);
    study
        .factions
        .iter()
        .zip(measured)
        .map(|(faction, m)| (faction.clone(), finish(m, Some(faction), study.extract.horizon_hours)))
        .collect()
}

fn measure(study: &Study<'_>, sides: Sides, names: &[String; 2]) -> Measured {
    let used: Vec<&Released<'_>> = study.items.iter().filter(|i| i.due && sides.meet_in(i.audience)).collect();
    let strata: Vec<Stratum> =
        used.iter().map(|item| Stratum { audience: item.audience, in_time: item.in_time }).collect();
    let counted = study.items.iter().filter(|i| (i.due || i.complete) && sides.meet_in(i.audience)).count();
    let statistics = Statistics {
        gap: (strata.len() > 1).then(|| Difference::new(&strata, study.people)),
        telling: head_start(study, Measure::Telling, sides),
        reaching: head_start(study, Measure::Reaching, sides),
    };
    let both = sides.a != 0 && sides.b != 0;
    let deal = Deal::people(study.people, sides.a, study.extract.seed);
    let outcome = both.then(|| shuffle::run(&deal, &statistics, sides.a));
    let by_faction = both.then(|| by_faction(study, sides, statistics)).flatten();

    let gap = gap(&strata, sides, outcome, by_faction);
    let telling = timing(study, Measure::Telling, sides, names, outcome.and_then(|o| o.telling));
    let reaching = Reaching {
        timing: timing(study, Measure::Reaching, sides, names, outcome.and_then(|o| o.reaching)),
        p_factions: by_faction.and_then(|o| o.reaching),
    };
    let smallest = if both { deal.smallest() } else { 1.0 };
    let of_gap = if gap.test == Some(Test::Fisher) { 0.0 } else { smallest };
    let large = |head: &Timing| head.head_start_hours.is_some_and(|h| h.abs() >= LARGE_HEAD_START - ROUNDING);
    let alone = |p: Option<f64>| p.is_none_or(|p| p < FACTION_LEVEL);
    let large_gap = gap.value.is_some_and(|value| value.abs() >= LARGE_GAP - ROUNDING);
    let tests = [
        (Flagged::Gap, gap.p, of_gap, large_gap && alone(gap.p_factions)),
        (Flagged::Telling, telling.p, smallest, large(&telling)),
        (Flagged::Reaching, reaching.timing.p, smallest, large(&reaching.timing) && alone(reaching.p_factions)),
    ];
    let tests =
        tests.into_iter().filter_map(|(what, p, smallest, matters)| Some(Tested { what, p: p?, smallest, matters }));

    let report = Report {
        format: FORMAT.to_owned(),
        items_used: used.len(),
        items_complete: timing::complete(study, Measure::Reaching, sides).count(),
        items_left_out: left_out(study, sides),
        groups: ByGroup::new(names, [sides.a, sides.b].map(|group| reach(&strata, group))),
        outside: study.outside.clone(),
        gap,
        telling,
        reaching,
        labelings: outcome.map_or(0, |outcome| outcome.labelings),
        flag: false,
        flagged: Vec::new(),
        early: early(study, sides, names),
        voided: study.extract.voided,
        sentences: Default::default(),
    };
    Measured { report, tests: tests.collect(), single: counted < 2 }
}

/// A p that could not become significant is taken out; the others are corrected together, and flagged.
fn settle(measured: &mut [Measured]) {
    let family: Vec<(usize, usize)> = measured
        .iter()
        .enumerate()
        .filter(|(_, m)| !m.single)
        .flat_map(|(at, m)| (0..m.tests.len()).map(move |test| (at, test)))
        .collect();
    let best = holm(&family.iter().map(|(at, test)| measured[*at].tests[*test].smallest).collect::<Vec<f64>>());
    let (able, unable): (Vec<_>, Vec<_>) = family.into_iter().zip(best).partition(|(_, best)| *best < LEVEL);
    for ((at, test), _) in unable {
        let what = measured[at].tests[test].what;
        measured[at].report.clear(what);
    }
    let adjusted = holm(&able.iter().map(|((at, test), _)| measured[*at].tests[*test].p).collect::<Vec<f64>>());
    for (((at, test), _), adjusted) in able.into_iter().zip(adjusted) {
        let Tested { what, matters, .. } = measured[at].tests[test];
        if adjusted < LEVEL && matters {
            measured[at].report.flagged.push(what);
            measured[at].report.flag = true;
        }
    }
    // One item: each test stands alone.
    for m in measured.iter_mut().filter(|m| m.single) {
        for test in m.tests.iter().filter(|test| test.smallest >= LEVEL) {
            m.report.clear(test.what);
        }
    }
}

impl Report {
    /// Takes out a p that says nothing.
    const fn clear(&mut self, what: Flagged) {
        match what {
            Flagged::Gap => self.gap.p = None,
            Flagged::Telling => self.telling.p = None,
            Flagged::Reaching => self.reaching.timing.p = None,
        }
    }
}

fn finish(measured: Measured, faction: Option<&str>, horizon_hours: u32) -> Report {
    let mut report = measured.report;
    let names = faction.map_or_else(|| Names::of_groups(&report.groups.names), Names::of_faction);
    report.sentences = report.in_words(&names, horizon_hours);
    report
}

fn head_start(study: &Study<'_>, measure: Measure, sides: Sides) -> Option<HeadStart> {
    let classes = timing::classes(timing::complete(study, measure, sides), measure, study.horizon);
    (!classes.is_empty()).then_some(HeadStart(classes))
}

/// With whole factions shuffled: of gap and reaching only, where there are labelings enough.
fn by_faction(study: &Study<'_>, sides: Sides, statistics: Statistics) -> Option<Outcome> {
    let deal = Deal::factions(&study.faction_of, sides.a, study.extract.seed);
    if deal.labelings().is_some_and(|labelings| labelings < FEWEST_LABELINGS) {
        return None;
    }
    Some(shuffle::run(&deal, &Statistics { telling: None, ..statistics }, sides.a))
}

fn reach(strata: &[Stratum], group: People) -> Reach {
    let (informed, due) = pairs(strata, group);
    let interval = match strata.len() {
        1 => wilson(informed, due),
        _ => reach_interval(strata, group),
    };
    Reach { people: group.count_ones() as usize, informed, due, share: share::share(informed, due), interval }
}

fn gap(strata: &[Stratum], sides: Sides, outcome: Option<Outcome>, by_faction: Option<Outcome>) -> Gap {
    let p_factions = by_faction.and_then(|o| o.gap);
    match strata {
        [] => Gap { value: None, interval: None, method: None, test: None, p: None, p_factions: None },
        [item] => {
            let of = |group: People| (count(item.in_time & group), count(item.audience & group));
            let (a, b) = (of(sides.a), of(sides.b));
            Gap {
                value: share::share(a.0, a.1).zip(share::share(b.0, b.1)).map(|(a, b)| a - b),
                interval: newcombe(a, b),
                method: Some(Method::Newcombe),
                test: Some(Test::Fisher),
                p: fisher(a, b),
                p_factions: None,
            }
        }
        _ => Gap {
            value: risk_difference(strata, sides),
            interval: difference_interval(strata, sides),
            method: Some(Method::MantelHaenszel),
            test: outcome.map(|o| if o.exact { Test::PermutationExact } else { Test::PermutationSampled }),
            p: outcome.and_then(|o| o.gap),
            p_factions,
        },
    }
}

fn timing(study: &Study<'_>, measure: Measure, sides: Sides, names: &[String; 2], p: Option<f64>) -> Timing {
    let groups = [sides.a, sides.b];
    let totals =
        groups.map(|group| timing::totals(timing::complete(study, measure, sides), measure, group, study.horizon));
    let of = |values| ByGroup::new(names, values);
    Timing {
        median_hours: of(groups.map(|group| timing::median_hours(study, measure, group))),
        never_share: of(totals.map(|t| t.never())),
        mean_hours_when: of(totals.map(|t| t.mean_when())),
        mean_hours: of(totals.map(|t| t.mean())),
        head_start_hours: timing::head_start(totals),
        p,
    }
}

/// Every item that is not counted, or not everywhere, by id, with the first reason that holds.
fn left_out(study: &Study<'_>, sides: Sides) -> Vec<LeftOut> {
    let mut left: Vec<LeftOut> = study
        .not_released
        .iter()
        .map(|id| (*id, Reason::NotReleased))
        .chain(study.items.iter().filter_map(|item| {
            let reason = match item {
                _ if !sides.meet_in(item.audience) => Reason::OneGroup,
                _ if !item.due => Reason::NotDue,
                _ if !item.complete => Reason::NotComplete,
                _ if !item.told => Reason::NobodyTold,
                _ => return None,
            };
            Some((item.id, reason))
        }))
        .map(|(id, reason)| LeftOut { id: id.to_owned(), reason })
        .collect();
    left.sort_by(|a, b| a.id.cmp(&b.id));
    left
}

fn early(study: &Study<'_>, sides: Sides, names: &[String; 2]) -> Vec<Early> {
    let mut early = Vec::new();
    for item in &study.items {
        let before: Vec<_> = item.pairs.iter().filter(|pair| pair.told < 0).collect();
        let of = |group: People| before.iter().filter(|pair| group >> pair.person & 1 == 1).count();
        let first = before.iter().map(|pair| pair.told).min().filter(|told| *told != NEVER);
        if let Some(first) = first {
            early.push(Early {
                id: item.id.to_owned(),
                people: ByGroup::new(names, [of(sides.a), of(sides.b)]),
                earliest_hours: hours(first),
            });
        }
    }
    early
}
