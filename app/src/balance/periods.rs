//! Over which days the sides are compared: a quarter is cut where the coalition changed.

use std::collections::BTreeSet;

use domain::{
    balance::DEFAULT_HORIZON_HOURS,
    localtime::{Quarter, end_of_day, start_of_day},
    people::{OwnedCouncil, Side, Span},
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

/// What became of the coalition on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Turn {
    /// Factions that joined it.
    pub joined: Vec<Uuid>,
    /// Factions that left it.
    pub left: Vec<Uuid>,
}

/// Which factions joined or left the coalition on a day. Only those count that have a member in it: a faction without
/// people has no side to compare. One whose people left it on the very day left the coalition with them.
pub fn turn(council: &OwnedCouncil, day: Date) -> Turn {
    let view = council.view();
    let seated =
        |day: Date| -> BTreeSet<Uuid> { view.members_on(day).into_iter().filter_map(|held| held.faction).collect() };
    let is_in = |faction: Uuid, day: Date| view.side_of_faction(faction, day) == Side::Coalition;
    let before = day.saturating_sub(1.days());
    let pick = |now: bool| {
        let seated = seated(if now { day } else { before });
        let mut found: Vec<_> = view.factions.iter().filter(|faction| seated.contains(&faction.id)).collect();
        found.retain(|faction| is_in(faction.id, day) == now && is_in(faction.id, before) != now);
        found.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        found.into_iter().map(|faction| faction.id).collect()
    };
    Turn { joined: pick(true), left: pick(false) }
}

/// The parts of some days, oldest first; one where the coalition stayed. Days before anybody was a member are no part by
/// themselves.
pub fn parts(council: &OwnedCouncil, from: Date, to: Date) -> Vec<Part> {
    let spells = council
        .spells
        .iter()
        .flat_map(|spell| [Some(spell.span.from), spell.span.to.map(|to| to.saturating_add(1.days()))]);
    let days: BTreeSet<Date> = spells.flatten().filter(|day| from < *day && *day <= to).collect();
    let peopled = |until: Date| {
        let so_far = Span::closed(from, until);
        council.appointments.iter().any(|held| held.role.holds_seat() && held.span.overlaps(so_far))
    };
    let is_cut = |day: &Date| turn(council, *day) != Turn::default() && peopled(day.saturating_sub(1.days()));
    let mut starts = vec![from];
    starts.extend(days.into_iter().filter(is_cut));
    let ends = starts.iter().skip(1).map(|next| next.saturating_sub(1.days())).chain([to]);
    starts.iter().zip(ends).zip(1..).map(|((from, to), n)| Part { n, from: *from, to }).collect()
}

/// The part one looks at first: the one that holds today, else the last.
pub fn shown_first(parts: &[Part], today: Date) -> Option<Part> {
    parts.iter().find(|part| part.from <= today && today <= part.to).or(parts.last()).copied()
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
    use domain::people::{Appointment, Faction, Reach, Role, SideSpell};
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
            appointments: [1, 2, 3].map(|n| member(n, Span::open(date(2026, 1, 1)))).to_vec(),
            ..OwnedCouncil::default()
        }
    }

    /// The one member of a faction.
    fn member(faction: u128, span: Span) -> Appointment {
        Appointment {
            id: Uuid::from_u128(200 + faction),
            person: Uuid::from_u128(300 + faction),
            role: Role::Member,
            faction: Some(Uuid::from_u128(faction)),
            span,
            replaces: None,
            reason: None,
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
        let left = Turn { joined: Vec::new(), left: vec![Uuid::from_u128(2)] };
        assert_eq!(turn(&falls, found[1].from), left);
    }

    #[test]
    fn a_faction_without_members_cuts_nothing() {
        let quarter = Quarter::parse("2026-4").unwrap();
        let today = date(2026, 11, 22);
        let mut ghost = council(&[(1, Side::Coalition, date(2026, 3, 1), None), (3, Side::Coalition, today, None)]);
        assert_eq!(parts(&ghost, quarter.from(), quarter.to()).len(), 2);
        ghost.appointments.retain(|held| held.faction != Some(Uuid::from_u128(3)));
        assert_eq!(parts(&ghost, quarter.from(), quarter.to()).len(), 1);
        // Whoever is only on its list of committee members has no seat to compare.
        let mut listed = member(3, Span::open(date(2026, 1, 1)));
        listed.role = Role::CommitteeMember;
        ghost.appointments.push(listed);
        assert_eq!(parts(&ghost, quarter.from(), quarter.to()).len(), 1);
    }

    #[test]
    fn a_faction_that_leaves_with_all_its_people_on_one_day_cuts() {
        let quarter = Quarter::parse("2026-4").unwrap();
        let day = date(2026, 11, 22);
        let mut gone = council(&[
            (1, Side::Coalition, date(2026, 3, 1), None),
            (2, Side::Coalition, date(2026, 3, 1), Some(day.yesterday().unwrap())),
        ]);
        let moves = gone.appointments.iter_mut().find(|held| held.faction == Some(Uuid::from_u128(2))).unwrap();
        moves.span.to = day.yesterday().ok();
        let left = Turn { joined: Vec::new(), left: vec![Uuid::from_u128(2)] };
        assert_eq!(turn(&gone, day), left);
        assert_eq!(parts(&gone, quarter.from(), quarter.to()).len(), 2);
    }

    #[test]
    fn days_before_there_was_a_council_are_no_part() {
        let quarter = Quarter::parse("2026-4").unwrap();
        let today = date(2026, 11, 22);
        let mut new = council(&[(1, Side::Coalition, today, None), (2, Side::Opposition, today, None)]);
        new.appointments = [1, 2].map(|n| member(n, Span::open(today))).to_vec();
        assert_eq!(parts(&new, quarter.from(), quarter.to()).len(), 1);
        // A council that made way for another one is a part.
        new.appointments.push(member(3, Span::closed(date(2026, 1, 1), date(2026, 11, 19))));
        assert_eq!(parts(&new, quarter.from(), quarter.to()).len(), 2);
    }

    #[test]
    fn the_part_of_today_is_shown_first_or_else_the_last() {
        let part = |n: usize, from: Date, to: Date| Part { n, from, to };
        let all = [
            part(1, date(2026, 10, 1), date(2026, 11, 21)),
            part(2, date(2026, 11, 22), date(2026, 12, 3)),
            part(3, date(2026, 12, 4), date(2026, 12, 31)),
        ];
        let first = |day: Date| shown_first(&all, day).map(|part| part.n);
        assert_eq!(first(date(2026, 11, 21)), Some(1));
        assert_eq!(first(date(2026, 11, 22)), Some(2));
        assert_eq!(first(date(2027, 2, 1)), Some(3));
        assert_eq!(shown_first(&[], date(2027, 2, 1)), None);
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
