//! Whom an audience consists of.

use super::{Audience, AudienceKind};
use crate::people::{Council, Role};
use jiff::civil::Date;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The people of an audience on the day of the gathering, each once, by id. Somebody who will have left by then is not
/// among them, somebody who will have come is.
#[must_use]
pub fn invitees(council: &Council<'_>, audience: &Audience, day: Date) -> Vec<Uuid> {
    let active = council.active(day);
    let people: BTreeSet<Uuid> = match audience.kind {
        AudienceKind::Everybody => active.iter().filter(|a| a.role.is_owed()).map(|a| a.person).collect(),
        AudienceKind::CouncilOnly => active.iter().filter(|a| a.role == Role::Member).map(|a| a.person).collect(),
        AudienceKind::Factions => active
            .iter()
            .filter(|a| a.role.is_owed() && a.faction.is_some_and(|faction| audience.factions.contains(&faction)))
            .map(|a| a.person)
            .collect(),
        AudienceKind::People => {
            active.iter().map(|a| a.person).filter(|person| audience.people.contains(person)).collect()
        }
    };
    people.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{Appointment, Faction, Reach, Span};
    use jiff::civil::date;

    const fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn appointment(n: u128, person: u128, role: Role, faction: Option<u128>, span: Span) -> Appointment {
        Appointment {
            id: id(n),
            person: id(person),
            role,
            faction: faction.map(id),
            span,
            replaces: None,
            reason: None,
        }
    }

    #[test]
    fn an_audience_is_whoever_sits_on_the_day_of_the_gathering() {
        let since = Span::open(date(2026, 3, 26));
        let factions = [1, 2].map(|n| Faction { id: id(n), name: n.to_string(), reach: Reach::Local, span: since });
        let leaves = Span::closed(date(2026, 3, 26), date(2026, 9, 1));
        let appointments = [
            appointment(11, 21, Role::Member, Some(1), since),
            appointment(12, 22, Role::Member, Some(2), leaves),
            appointment(13, 23, Role::Member, Some(2), Span::open(date(2026, 9, 2))),
            appointment(14, 24, Role::CommitteeMember, Some(2), since),
            appointment(15, 25, Role::Alderman, None, since),
            appointment(16, 26, Role::FactionSecretary, Some(2), since),
        ];
        let council = Council { terms: &[], factions: &factions, appointments: &appointments, spells: &[] };
        let of = |kind, day| {
            let audience = Audience { kind, reason: None, factions: vec![id(2)], people: vec![id(25), id(21), id(99)] };
            invitees(&council, &audience, day)
        };
        let (before, after) = (date(2026, 9, 1), date(2026, 9, 2));
        assert_eq!(of(AudienceKind::Everybody, before), [id(21), id(22), id(24)]);
        assert_eq!(of(AudienceKind::Everybody, after), [id(21), id(23), id(24)]);
        assert_eq!(of(AudienceKind::CouncilOnly, after), [id(21), id(23)]);
        assert_eq!(of(AudienceKind::Factions, after), [id(23), id(24)]);
        assert_eq!(of(AudienceKind::People, after), [id(21), id(25)]);
    }
}
