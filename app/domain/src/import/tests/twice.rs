//! Whatever the file: what was imported once changes nothing the second time, and nothing makes the import panic.

use super::{KEEP, ON, counter, nothing_yet, sheet};
use crate::import::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct AnyRow {
    person: usize,
    address: Option<usize>,
    faction: usize,
    role: &'static str,
    from: Option<i16>,
    days: Option<i16>,
    phone: bool,
}

fn rows(most: usize) -> impl Strategy<Value = Vec<AnyRow>> {
    let role = prop::sample::select(
        &["raadslid", "raadslid", "commissielid", "fractiesecretaris", "wethouder", "ambtenaar"][..],
    );
    let row = (
        0usize..7,
        prop::option::of(0usize..7),
        0usize..4,
        role,
        prop::option::of(1i16..300),
        prop::option::of(0i16..200),
        any::<bool>(),
    )
        .prop_map(|(person, address, faction, role, from, days, phone)| AnyRow {
            person,
            address,
            faction,
            role,
            from,
            days,
            phone,
        });
    prop::collection::vec(row, 1..most)
}

fn day(n: i16) -> String {
    let date = date_of(n);
    format!("{}-{}-{}", date.day(), date.month(), date.year())
}

fn date_of(n: i16) -> Date {
    jiff::civil::date(2026, 6, 1).saturating_add(jiff::SignedDuration::from_hours(24 * i64::from(n)))
}

fn text(rows: &[AnyRow], sides: &[&str; 4]) -> String {
    let mut text = "naam;e-mail;fractie;rol;vanaf;tot;telefoon;coalitie".to_owned();
    for row in rows {
        let name = ["Anna", "Bram", "Chris", "Dina", "Erik", "Fem", "Gé"][row.person];
        let email = row.address.map(|a| format!("lid{a}@x.nl")).unwrap_or_default();
        let faction = ["CDA", "VVD", "Lokaal", "Groen"][row.faction];
        let to = row.days.map(|days| day(row.from.unwrap_or(173) + days)).unwrap_or_default();
        let from = row.from.map(day).unwrap_or_default();
        let phone = if row.phone { "06-1" } else { "" };
        text += &format!("\n{name};{email};{faction};{};{from};{to};{phone};{}", row.role, sides[row.faction]);
    }
    text
}

fn sides() -> impl Strategy<Value = [&'static str; 4]> {
    let side = || prop::sample::select(&["ja", "nee", "onbekend", ""][..]);
    (side(), side(), side(), side()).prop_map(|(a, b, c, d)| [a, b, c, d])
}

/// Imports and gives whether it was accepted.
fn import(present: &mut Present, text: &str, options: Options, ids: &mut dyn FnMut() -> Uuid) -> bool {
    match plan(&sheet(text), present, options, ids) {
        Ok(plan) => {
            for step in &plan.steps {
                present.apply(step);
            }
            true
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            false
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_second_time_is_empty(
        first in rows(6), second in rows(6), sides_first in sides(), sides_second in sides(), end in any::<bool>(),
    ) {
        let mut ids = counter();
        let mut present = nothing_yet();
        import(&mut present, &text(&first, &sides_first), KEEP, &mut ids);
        let options = Options { on: ON, missing: if end { Missing::End } else { Missing::Keep } };
        let file = text(&second, &sides_second);
        if import(&mut present, &file, options, &mut ids) {
            let again = plan(&sheet(&file), &present, options, &mut ids);
            prop_assert!(again.as_ref().is_ok_and(Plan::is_empty), "{:#?}", again);
        }
        for a in &present.council.appointments {
            prop_assert!(!a.span.is_empty());
            let clash = present.council.appointments.iter().filter(|b| b.person == a.person && b.span.overlaps(a.span) && b.faction.is_some() && a.faction.is_some());
            prop_assert!(clash.clone().all(|b| b.faction == a.faction), "nobody is in two factions at once");
        }
    }

    #[test]
    fn a_proper_composition_is_always_accepted(factions in prop::collection::vec(0usize..4, 1..20), dated in any::<bool>(), sides in sides()) {
        let header = "naam;e-mail;fractie;vanaf;coalitie";
        let lines: Vec<String> = factions.iter().enumerate().map(|(n, f)| {
            let from = if dated { "30-3-2022" } else { "" };
            format!("Lid {}{};lid{n}@x.nl;{};{from};{}", (b'a' + (n % 26) as u8) as char, n, ["CDA", "VVD", "Lokaal", "Groen"][*f], sides[*f])
        }).collect();
        let file = format!("{header}\n{}", lines.join("\n"));
        let mut ids = counter();
        let mut present = nothing_yet();
        prop_assert!(import(&mut present, &file, KEEP, &mut ids));
        prop_assert_eq!(present.council.view().members_on(ON).len(), factions.len());
        let later = Options { on: jiff::civil::date(2027, 5, 5), missing: Missing::End };
        prop_assert!(plan(&sheet(&file), &present, later, &mut ids).is_ok_and(|p| p.is_empty()));
    }

    #[test]
    fn any_cells_at_all_do_not_panic(cells in prop::collection::vec(prop::collection::vec("\\PC{0,12}|[0-9]{1,6}|ja|CDA|raadslid", 0..9), 0..6)) {
        let headers = TEMPLATE_HEADERS.iter().map(|h| (*h).to_owned()).collect();
        let rows = cells.into_iter().zip(2..).map(|(cells, number)| SheetRow { number, cells }).collect();
        let _ = plan(&Sheet { headers, rows }, &nothing_yet(), KEEP, &mut counter());
    }
}
