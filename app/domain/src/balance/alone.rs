//! Whether one faction alone makes the difference between the two groups in being told.

use super::extract::Extract;
use super::report::{AllFactions, Flagged, Report};
use super::study::{Measure, Sides, Study};
use super::timing::{complete, head_start, totals};

/// Under this many hours two groups were told at the same time.
pub const SAME_HOURS: f64 = 1.0;

/// The faction without which the later of the two groups was not later, by its id: the only one that is flagged, and with it
/// left out less than [`SAME_HOURS`] remain of the difference. `None` as soon as any of that does not hold: then the
/// difference is one between the groups.
#[must_use]
pub fn alone<'f>(extract: &Extract, groups: &Report, factions: &'f AllFactions) -> Option<&'f str> {
    let difference = groups.telling.head_start_hours.filter(|hours| hours.abs() >= SAME_HOURS)?;
    let mut flagged = factions.factions.iter().filter(|(_, report)| report.flagged.contains(&Flagged::Telling));
    let (faction, _) = flagged.next()?;
    if flagged.next().is_some() {
        return None;
    }
    let study = Study::new(extract);
    let (all, faction_bits) = (study.sides(), study.faction(faction).a);
    let rest = Sides { a: all.a & !faction_bits, b: all.b & !faction_bits };
    let of = |group| totals(complete(&study, Measure::Telling, rest), Measure::Telling, group, study.horizon);
    let remains = head_start([of(rest.a), of(rest.b)])?;
    (remains * difference.signum() < SAME_HOURS).then_some(faction.as_str())
}

#[cfg(test)]
mod tests {
    use super::super::ExposureKind;
    use super::super::extract::{Draft, Exposure, Item, Period, Person};
    use super::super::report::{all_factions, report};
    use super::*;
    use jiff::{SignedDuration, Timestamp};

    /// Two coalition factions of seven and three of five in the opposition; each is told so many hours late of twelve items.
    fn council(late: [i64; 5]) -> Extract {
        let factions = [("f1", "coalition", 7), ("f2", "coalition", 7), ("f3", "opposition", 5)];
        let factions = factions.into_iter().chain([("f4", "opposition", 5), ("f5", "opposition", 5)]);
        let people: Vec<(Person, i64)> = factions
            .zip(late)
            .flat_map(|((faction, group, size), late)| {
                (0..size).map(move |n| {
                    let id = format!("{faction}p{n}");
                    (Person { id, faction: faction.to_owned(), group: group.to_owned() }, late)
                })
            })
            .collect();
        let first: Timestamp = "2026-07-01T08:00:00Z".parse().unwrap();
        let hours = SignedDuration::from_hours;
        let item = |n: i64| {
            let released_at = first + hours(48 * n);
            let told = |(person, late): &(Person, i64)| Exposure {
                person: person.id.clone(),
                kind: ExposureKind::Told,
                channel: "mail".to_owned(),
                at: released_at + hours(*late),
            };
            Item {
                id: format!("i{n:02}"),
                kind: "verslag".to_owned(),
                released_at,
                needed_at: None,
                audience: people.iter().map(|(person, _)| person.id.clone()).collect(),
                exposures: people.iter().map(told).collect(),
            }
        };
        let draft = Draft {
            format: super::super::extract::FORMAT.to_owned(),
            municipality: "gm0000".to_owned(),
            period: Period { from: "2026-07-01".parse().unwrap(), to: "2026-09-30".parse().unwrap() },
            computed_at: "2026-10-15T08:00:00Z".parse().unwrap(),
            horizon_hours: 336,
            seed: 1,
            groups: ["coalition", "opposition"].map(str::to_owned),
            people: people.iter().map(|(person, _)| person.clone()).collect(),
            items: (0..12).map(item).collect(),
            voided: 0,
        };
        draft.check().unwrap()
    }

    #[test]
    fn a_faction_makes_the_difference_only_when_nothing_remains_without_it() {
        for (late, expected) in [
            ([0, 0, 40, 0, 0], Some("f3")),
            ([40, 0, 0, 0, 0], Some("f1")),
            // The other side waited a little too.
            ([0, 4, 40, 0, 0], Some("f3")),
            // Nobody, two of them, or the whole opposition.
            ([0, 0, 0, 0, 0], None),
            ([0, 0, 40, 40, 0], None),
            ([0, 0, 40, 40, 40], None),
            // The others of the opposition wait too, if less long.
            ([0, 0, 60, 5, 5], None),
        ] {
            let extract = council(late);
            let (groups, factions) = (report(&extract), all_factions(&extract));
            assert_eq!(alone(&extract, &groups, &factions), expected, "{late:?} {:?}", factions.flagged);
        }
    }
}
