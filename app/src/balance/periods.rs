//! Over which days the sides are compared: a quarter is cut where the coalition changed.

use std::collections::BTreeSet;

use domain::{
    balance::DEFAULT_HORIZON_HOURS,
    localtime::{Quarter, end_of_day, start_of_day},
    people::{OwnedCouncil, Side},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};
use uuid::Uuid;

/// A run of days in which the coalition was one and the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// 1 for the first of its quarter.
    pub n: usize,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl Part {
    /// From the first moment until just before the moment after the last.
    pub fn moments(&self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        (start_of_day(self.from, zone), end_of_day(self.to, zone))
    }
}

/// The parts of some days, oldest first; one where the coalition stayed.
pub fn parts(council: &OwnedCouncil, from: Date, to: Date) -> Vec<Part> {
    let view = council.view();
    let coalition = |day: Date| -> BTreeSet<Uuid> {
        let factions = view.factions_on(day).into_iter().map(|faction| faction.id);
        factions.filter(|faction| view.side_of_faction(*faction, day) == Side::Coalition).collect()
    };
    let spells = council
        .spells
        .iter()
        .flat_map(|spell| [Some(spell.span.from), spell.span.to.map(|to| to.saturating_add(1.days()))]);
    let days: BTreeSet<Date> = spells.flatten().filter(|day| from < *day && *day <= to).collect();
    let mut starts = vec![from];
    starts.extend(days.into_iter().filter(|day| coalition(*day) != coalition(day.saturating_sub(1.days()))));
    let ends = starts.iter().skip(1).map(|next| next.saturating_sub(1.days())).chain([to]);
    starts.iter().zip(ends).zip(1..).map(|((from, to), n)| Part { n, from: *from, to }).collect()
}

/// From when a quarter can be closed: when the horizon of its last item has passed.
pub fn closable_from(quarter: Quarter, zone: &TimeZone) -> Timestamp {
    quarter.ends_at(zone).saturating_add(SignedDuration::from_hours(DEFAULT_HORIZON_HOURS)).unwrap_or(Timestamp::MAX)
}

/// The newest quarter that can be closed.
pub fn newest_closable(now: Timestamp, zone: &TimeZone) -> Quarter {
    let mut quarter = Quarter::containing(domain::localtime::date_in(now, zone)).previous();
    if closable_from(quarter, zone) > now {
        quarter = quarter.previous();
    }
    quarter
}

#[cfg(test)]
mod tests {
    use domain::people::{Faction, Reach, SideSpell, Span};
    use jiff::civil::date;

    use super::*;

    fn council(spells: &[(u128, Side, Date, Option<Date>)]) -> OwnedCouncil {
        let faction = |id: u128| Faction {
            id: Uuid::from_u128(id),
            name: format!("Fractie {id}"),
            reach: Reach::Local,
            span: Span::open(date(2026, 1, 1)),
        };
        let spell = |(n, (faction, side, from, to)): (usize, &(u128, Side, Date, Option<Date>))| SideSpell {
            id: Uuid::from_u128(100 + n as u128),
            faction: Uuid::from_u128(*faction),
            side: *side,
            span: Span { from: *from, to: *to },
        };
        OwnedCouncil {
            factions: [1, 2, 3].map(faction).to_vec(),
            spells: spells.iter().enumerate().map(spell).collect(),
            ..OwnedCouncil::default()
        }
    }

    #[test]
    fn a_quarter_is_cut_where_the_coalition_changes_and_nowhere_else() {
        let quarter = Quarter::parse("2026-3").unwrap();
        let long = date(2026, 3, 1);
        let stays = council(&[(1, Side::Coalition, long, None), (2, Side::Opposition, date(2026, 8, 1), None)]);
        assert_eq!(
            parts(&stays, quarter.from(), quarter.to()),
            [Part { n: 1, from: quarter.from(), to: quarter.to() }]
        );
        let falls = council(&[
            (1, Side::Coalition, long, None),
            (2, Side::Coalition, long, Some(date(2026, 8, 14))),
            (2, Side::Opposition, date(2026, 8, 15), None),
        ]);
        let found = parts(&falls, quarter.from(), quarter.to());
        assert_eq!(found[0], Part { n: 1, from: date(2026, 7, 1), to: date(2026, 8, 14) });
        assert_eq!(found[1], Part { n: 2, from: date(2026, 8, 15), to: date(2026, 9, 30) });
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_quarter_can_be_closed_a_fortnight_after_its_end() {
        let zone = domain::localtime::amsterdam();
        let third = Quarter::parse("2026-3").unwrap();
        assert_eq!(closable_from(third, &zone).to_string(), "2026-10-14T22:00:00Z");
        assert_eq!(newest_closable("2026-10-14T21:59:59Z".parse().unwrap(), &zone), third.previous());
        assert_eq!(newest_closable("2026-10-14T22:00:00Z".parse().unwrap(), &zone), third);
    }
}
