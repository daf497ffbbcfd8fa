//! The picture of a measure: how the share grows with the hours since release.

use super::survival::{Span, steps};
use super::{Item, MS_PER_HOUR, Measure, SMALLEST_FOR_MEDIAN, times};
use crate::people::Side;
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Points of a step curve for one side: hours since release and the share of all person-item pairs from then on.
///
/// Counts items whose whole horizon has passed, so that every pair was watched equally long; the single item of its own
/// page counts for as long as it has been out. Nothing after the deadline is drawn: the count that is judged safe ends there. `None` for a side of fewer than ten people, where a step is one person's
/// time, and when there is nothing to count. Entries before release are drawn at zero hours.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "milliseconds of a few weeks are far below 2^53")]
pub fn curve(
    items: &[Item],
    now: Timestamp,
    side: Side,
    measure: Measure,
    horizon_hours: i64,
) -> Option<Vec<(f64, f64)>> {
    let horizon = horizon_hours * MS_PER_HOUR;
    let mut people: BTreeSet<Uuid> = BTreeSet::new();
    let mut spans = Vec::new();
    for item in items.iter().filter(|item| items.len() == 1 || item.is_due(now, horizon_hours)) {
        let known = times(item, now);
        let watched = horizon.min(item.deadline_ms(horizon_hours)).max(0);
        for recipient in item.audience.iter().filter(|recipient| recipient.side == side) {
            people.insert(recipient.person);
            let time = known.get(&recipient.person).and_then(|times| match measure {
                Measure::Told => times.told,
                Measure::Reached => times.reached,
            });
            spans.push(time.filter(|ms| *ms <= watched).map_or(Span::Watched(watched), |ms| Span::Event(ms.max(0))));
        }
    }
    if people.len() < SMALLEST_FOR_MEDIAN || spans.is_empty() {
        return None;
    }
    Some(steps(spans).iter().map(|step| (step.at as f64 / MS_PER_HOUR as f64, 1.0 - step.survival)).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{
        Counting, ExposureKind, Guard, Settings, table,
        tests::{at, audience, entry, item},
    };
    use super::*;

    #[test]
    fn a_step_for_each_moment_and_nothing_for_small_groups() {
        let people = audience(&[(1, Side::Coalition, 10), (2, Side::Opposition, 3)]);
        let one = item(1, &people, vec![entry(1, ExposureKind::Told, 2), entry(2, ExposureKind::Told, 2)]);
        let points = curve(std::slice::from_ref(&one), at(20), Side::Coalition, Measure::Told, 336);
        let points: Vec<(f64, f64)> =
            points.unwrap().iter().map(|(hour, share)| (*hour, (share * 1e9).round())).collect();
        assert_eq!(points, [(2.0, 2e8)]);
        assert_eq!(curve(&[one], at(20), Side::Opposition, Measure::Told, 336), None);
    }

    #[test]
    fn nothing_after_the_deadline_is_drawn_or_enters_a_median() {
        let people = audience(&[(1, Side::Coalition, 12)]);
        let read = |p: u128| entry(p, ExposureKind::Reached, if p <= 4 { 2 } else { 30 });
        let mut one = item(1, &people, (1..=9).map(read).collect());
        one.needed_at = Some(at(10));
        let one = [one];
        let points = curve(&one, at(400), Side::Coalition, Measure::Reached, 336).unwrap();
        assert_eq!(points.len(), 1, "{points:?}");
        let settings = Settings::new(Measure::Reached, Counting::ByDeadline, Guard::Protected);
        assert_eq!(table(&one, at(400), settings).sides[0].median_ms, None);
    }
}
