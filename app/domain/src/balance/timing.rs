//! When people were told, and when they knew: medians over everything, means and head starts over items that are complete.

use super::MS_PER_HOUR;
use super::extract::Extract;
use super::report::ByGroup;
use super::share::float;
use super::study::{Measure, NEVER, People, Released, Sides, Study};
use super::survival::{Span, Step, median, steps};

/// Milliseconds as hours.
#[expect(clippy::cast_precision_loss, reason = "sums are cut to 53 bits, which is finer than any figure shown")]
pub(super) fn hours(ms: i64) -> f64 {
    ms as f64 / MS_PER_HOUR as f64
}

/// One person's sum over the items that count.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Sum {
    /// Milliseconds, no entry counting as the horizon, an entry before release not below minus the horizon.
    pub(super) ms: i64,
    /// Items.
    pub(super) items: i64,
}

/// Items that count with the same audience.
#[derive(Clone, Debug)]
pub(super) struct Class {
    pub(super) audience: People,
    /// The sum of each person of the audience.
    pub(super) sums: Vec<(u8, Sum)>,
}

/// What a group's complete pairs come to.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Totals {
    pub(super) pairs: i64,
    pub(super) ms: i64,
    /// Pairs with an entry by the horizon, and their milliseconds.
    pub(super) known: i64,
    pub(super) known_ms: i64,
}

impl Totals {
    pub(super) fn mean(self) -> Option<f64> {
        (self.pairs > 0).then(|| ratio(self.ms.into(), self.pairs.into()))
    }

    pub(super) fn mean_when(self) -> Option<f64> {
        (self.known > 0).then(|| ratio(self.known_ms.into(), self.known.into()))
    }

    pub(super) fn never(self) -> Option<f64> {
        (self.pairs > 0).then(|| float((self.pairs - self.known).unsigned_abs()) / float(self.pairs.unsigned_abs()))
    }
}

/// Milliseconds over a number of pairs, in hours: rounded once, so that 26 hours are 26.
#[expect(clippy::cast_precision_loss, reason = "the one rounding")]
fn ratio(ms: i128, pairs: i128) -> f64 {
    ms as f64 / (pairs * i128::from(MS_PER_HOUR)) as f64
}

/// Mean of the second group minus that of the first, in hours.
pub(super) fn head_start([first, second]: [Totals; 2]) -> Option<f64> {
    let [(s_a, n_a), (s_b, n_b)] = [first, second].map(|t| (i128::from(t.ms), i128::from(t.pairs)));
    (n_a > 0 && n_b > 0).then(|| ratio(s_b * n_a - s_a * n_b, n_a * n_b))
}

/// The items of a measure: for telling those somebody has an entry `told` for.
pub(super) fn items<'s, 'e>(study: &'s Study<'e>, measure: Measure) -> impl Iterator<Item = &'s Released<'e>> {
    study.items.iter().filter(move |item| measure == Measure::Reaching || item.told)
}

/// Of these the complete ones with people of both groups.
pub(super) fn complete<'s, 'e>(
    study: &'s Study<'e>,
    measure: Measure,
    sides: Sides,
) -> impl Iterator<Item = &'s Released<'e>> {
    items(study, measure).filter(move |item| item.complete && sides.meet_in(item.audience))
}

/// The totals of a group over items.
pub(super) fn totals<'s, 'e: 's>(
    items: impl Iterator<Item = &'s Released<'e>>,
    measure: Measure,
    group: People,
    horizon: i64,
) -> Totals {
    let mut totals = Totals::default();
    for pair in items.flat_map(|item| &item.pairs).filter(|pair| group >> pair.person & 1 == 1) {
        let time = pair.time(measure);
        let cut = time.clamp(-horizon, horizon);
        totals.pairs += 1;
        totals.ms += cut;
        if time <= horizon {
            totals.known += 1;
            totals.known_ms += cut;
        }
    }
    totals
}

/// The sums of each person, by distinct audience: what a labeling of the people is judged by.
pub(super) fn classes<'s, 'e: 's>(
    items: impl Iterator<Item = &'s Released<'e>>,
    measure: Measure,
    horizon: i64,
) -> Vec<Class> {
    let mut classes: std::collections::BTreeMap<People, Class> = std::collections::BTreeMap::new();
    for item in items {
        let class = classes.entry(item.audience).or_insert_with(|| Class {
            audience: item.audience,
            sums: item.pairs.iter().map(|pair| (pair.person, Sum::default())).collect(),
        });
        for ((_, sum), pair) in class.sums.iter_mut().zip(&item.pairs) {
            sum.ms += pair.time(measure).clamp(-horizon, horizon);
            sum.items += 1;
        }
    }
    classes.into_values().collect()
}

/// The Kaplan-Meier curve of a group over all its pairs, watched until the horizon or the moment of computing.
pub(super) fn survival(study: &Study<'_>, measure: Measure, group: People) -> Vec<Step> {
    let mut spans = Vec::new();
    for item in items(study, measure) {
        for pair in item.pairs.iter().filter(|pair| group >> pair.person & 1 == 1) {
            let time = pair.time(measure);
            spans.push(match time != NEVER && time <= item.watched {
                true => Span::Event(time.max(-study.horizon)),
                false => Span::Watched(item.watched),
            });
        }
    }
    steps(spans)
}

/// The median of a group in hours.
pub(super) fn median_hours(study: &Study<'_>, measure: Measure, group: People) -> Option<f64> {
    median(&survival(study, measure, group)).map(hours)
}

/// The curves of telling and of reaching.
#[derive(Clone, PartialEq, Debug)]
pub struct Curves {
    /// Telling: per group hours from release and the share that had been told from then on.
    pub telling: ByGroup<Vec<(f64, f64)>>,
    /// Reaching, in the same way.
    pub reaching: ByGroup<Vec<(f64, f64)>>,
}

/// The picture of an extract: one minus the Kaplan-Meier curve per group, over all person-item pairs. Entries before release
/// have negative hours, not below minus the horizon.
#[must_use]
pub fn curves(extract: &Extract) -> Curves {
    let study = Study::new(extract);
    let sides = study.sides();
    let of = |measure| {
        let points =
            |group| survival(&study, measure, group).iter().map(|step| (hours(step.at), 1.0 - step.survival)).collect();
        ByGroup::new(&extract.groups, [points(sides.a), points(sides.b)])
    };
    Curves { telling: of(Measure::Telling), reaching: of(Measure::Reaching) }
}
