//! Whom one can sign in as: one of each kind.

use domain::people::{Role, Side};
use jiff::civil::Date;
use uuid::Uuid;

use crate::{
    accounts,
    ctx::Ctx,
    error::AppError,
    people::store::{CouncilBook, book},
};

/// Somebody one can sign in as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// Who.
    pub person: Uuid,
    /// Their name.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// The name of their faction, if they have one.
    pub faction: Option<String>,
    /// The side of that faction.
    pub side: Option<Side>,
}

/// The kinds of people, in the order of the list. A member is there once per side.
const KINDS: &[(Role, Option<Side>)] = &[
    (Role::Clerk, None),
    (Role::Member, Some(Side::Coalition)),
    (Role::Member, Some(Side::Opposition)),
    (Role::Member, Some(Side::Unknown)),
    (Role::CommitteeMember, None),
    (Role::Alderman, None),
    (Role::Mayor, None),
    (Role::Official, None),
    (Role::FactionSecretary, None),
    (Role::Administrator, None),
];

/// Whether one-click sign-in is offered here: demo mode and a demo municipality, both.
pub(crate) fn is_offered(ctx: &Ctx) -> bool {
    ctx.app.settings.demo && ctx.tenant.is_demo()
}

/// One person of each kind; nobody where it is not offered.
pub async fn people(ctx: &Ctx) -> Result<Vec<DemoPerson>, AppError> {
    if !is_offered(ctx) {
        return Ok(Vec::new());
    }
    let book = book(ctx.app.db.read(), &ctx.tenant).await?;
    let disabled = accounts::store::disabled(ctx.app.db.read(), &ctx.tenant).await?;
    Ok(pick(&book, ctx.today(), &disabled))
}

/// The first of each kind: of the largest faction, then by name.
fn pick(book: &CouncilBook, today: Date, disabled: &[Uuid]) -> Vec<DemoPerson> {
    let view = book.council.view();
    let order: Vec<Uuid> = book.factions_in_order(today).into_iter().map(|(faction, ..)| faction.id).collect();
    let place = |faction: Option<Uuid>| order.iter().position(|id| Some(*id) == faction).unwrap_or(order.len());
    let mut picked: Vec<DemoPerson> = Vec::new();
    for (role, side) in KINDS {
        let first = view
            .with_role(*role, today)
            .into_iter()
            .filter(|a| !disabled.contains(&a.person) && picked.iter().all(|p| p.person != a.person))
            .filter(|a| {
                side.is_none_or(|side| a.faction.map_or(Side::Unknown, |f| view.side_of_faction(f, today)) == side)
            })
            .min_by_key(|a| (place(a.faction), book.name(a.person)));
        picked.extend(first.map(|a| DemoPerson {
            person: a.person,
            name: book.name(a.person).to_owned(),
            role: a.role,
            faction: a.faction.map(|f| book.faction_name(f).to_owned()),
            side: a.faction.map(|f| view.side_of_faction(f, today)),
        }));
    }
    picked
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use domain::people::{Appointment, Faction, OwnedCouncil, Reach, SideSpell, Span};
    use jiff::civil::date;

    use super::*;
    use crate::people::store::Entry;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn council() -> CouncilBook {
        let span = Span::open(date(2026, 1, 1));
        let faction = |n, name: &str| Faction { id: id(n), name: name.to_owned(), reach: Reach::Local, span };
        let spell = |n, f, side| SideSpell { id: id(n), faction: id(f), side, span };
        let seat = |n, person, role, faction: Option<u128>| Appointment {
            id: id(n),
            person: id(person),
            role,
            faction: faction.map(id),
            span,
            replaces: None,
            reason: None,
        };
        let council = OwnedCouncil {
            terms: Vec::new(),
            factions: vec![faction(1, "Groot"), faction(2, "Klein"), faction(3, "Anders")],
            spells: vec![spell(4, 1, Side::Coalition), spell(5, 2, Side::Opposition)],
            appointments: vec![
                seat(10, 20, Role::Member, Some(1)),
                seat(11, 21, Role::Member, Some(1)),
                seat(12, 22, Role::Member, Some(2)),
                seat(13, 23, Role::Clerk, None),
                seat(14, 24, Role::Member, Some(3)),
            ],
        };
        let entry = |name: &str| Entry { name: name.to_owned(), email: None, lang: crate::text::Lang::Nl };
        let people = [(20, "Zoë"), (21, "Anna"), (22, "Bram"), (23, "Griet"), (24, "Chris")];
        CouncilBook {
            council,
            people: people.into_iter().map(|(n, name)| (id(n), entry(name))).collect::<HashMap<_, _>>(),
        }
    }

    #[test]
    fn one_of_each_kind_is_offered_and_nobody_twice() {
        let names: Vec<_> = pick(&council(), date(2026, 9, 1), &[]).into_iter().map(|p| p.name).collect();
        assert_eq!(names, ["Griet", "Anna", "Bram", "Chris"]);
    }

    #[test]
    fn somebody_disabled_is_passed_over() {
        let names: Vec<_> = pick(&council(), date(2026, 9, 1), &[id(21), id(23)]).into_iter().map(|p| p.name).collect();
        assert_eq!(names, ["Zoë", "Bram", "Chris"]);
    }
}
