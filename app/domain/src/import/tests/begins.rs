//! The day on which people, factions and sides begin that have none in the file.

use super::{KEEP, ON, import, nothing_yet};
use crate::import::*;
use crate::people::{Appointment, Change, Faction, Span};
use jiff::civil::date;

const TERM: Date = date(2022, 3, 30);
const LIST: &str = "naam;fractie;coalitie\nAnna;CDA;ja\nBram;VVD;nee";

fn begins(day: Date, why: Why) -> Option<Begin> {
    Some(Begin { day, why })
}

fn clerk(role: Role, faction: Option<Uuid>, span: Span) -> Change {
    let (id, person) = (Uuid::from_u128(71), Uuid::from_u128(72));
    Change::AddAppointment(Appointment { id, person, role, faction, span, replaces: None, reason: None })
}

fn made_by_hand(present: &mut Present, name: &str, side: Side, from: Date) -> Uuid {
    let id = Uuid::from_u128(50);
    let faction = Faction { id, name: name.to_owned(), reach: Reach::Unknown, span: Span::open(from) };
    present.council.apply(&Change::AddFaction(faction));
    let moves = present.council.view().set_sides(from, &[(id, side)], &mut || Uuid::from_u128(51)).unwrap();
    present.council.apply_all(&moves.changes);
    id
}

#[test]
fn the_first_list_of_a_term_begins_with_it() {
    let mut present = nothing_yet();
    present.council.apply(&clerk(Role::Clerk, None, Span::open(ON)));
    let plan = import(&mut present, LIST, KEEP);
    assert_eq!(plan.begins, begins(TERM, Why::TermBegan));
    let view = present.council.view();
    assert_eq!(view.members_on(TERM).len(), 2);
    assert!(present.council.factions.iter().all(|f| f.span == Span::open(TERM)));
    assert!(present.council.spells.iter().all(|s| s.span == Span::open(TERM)));
    assert_eq!(present.council.spells.len(), 2);
    let again = import(&mut present, LIST, KEEP);
    assert!(again.is_empty(), "{:?}", again.steps);
    assert_eq!(again.begins, None);
}

#[test]
fn what_the_file_says_itself_stands() {
    let mut present = nothing_yet();
    let text = "naam;fractie;vanaf\nAnna;CDA;1-9-2026\nBram;VVD;";
    import(&mut present, text, KEEP);
    let days: Vec<_> = present.council.appointments.iter().map(|a| a.span.from).collect();
    assert_eq!(days, [TERM, date(2026, 9, 1)]);
    let dated = import(&mut nothing_yet(), "naam;fractie;vanaf\nAnna;CDA;1-9-2026", KEEP);
    assert_eq!(dated.begins, None);
}

#[test]
fn a_later_list_counts_from_the_day_of_import() {
    let mut present = nothing_yet();
    import(&mut present, LIST, KEEP);
    let plan = import(&mut present, "naam;fractie\nChris;Nieuw", KEEP);
    assert_eq!(plan.begins, begins(ON, Why::InTheTerm));
    assert!(present.council.appointments.iter().any(|a| a.span == Span::open(ON)));
    // Whoever was there in the term before says nothing about this one.
    let mut after_elections = nothing_yet();
    let old = Span::closed(date(2018, 3, 29), date(2022, 3, 29));
    after_elections.council.apply(&clerk(Role::Member, Some(Uuid::from_u128(1)), old));
    assert_eq!(import(&mut after_elections, LIST, KEEP).begins, begins(TERM, Why::TermBegan));
    let mut no_term = Present::default();
    assert_eq!(import(&mut no_term, LIST, KEEP).begins, begins(ON, Why::NoTerm));
}

#[test]
fn who_moved_up_in_the_term_became_so_later_and_the_executive_tells_nothing_of_it() {
    for rows in
        ["Bram;commissielid;VVD;9-6-2026\nBram;raadslid;VVD;", "Bram;raadslid;VVD;\nBram;commissielid;VVD;9-6-2026"]
    {
        let mut present = nothing_yet();
        let text = format!("naam;functie;fractie;tot\nAnna;raadslid;CDA;\n{rows}\nWim;wethouder;;");
        let plan = import(&mut present, &text, KEEP);
        assert_eq!(plan.begins, begins(TERM, Why::TermBegan));
        let of = |role: Role| {
            let mut spans: Vec<_> =
                present.council.appointments.iter().filter(|a| a.role == role).map(|a| a.span).collect();
            spans.sort_by_key(|span| span.from);
            spans
        };
        assert_eq!(of(Role::Member), [Span::open(TERM), Span::open(ON)], "{rows}");
        assert_eq!(of(Role::CommitteeMember), [Span::closed(TERM, date(2026, 6, 9))], "{rows}");
        assert_eq!(of(Role::Alderman), [Span::open(ON)]);
    }
}

#[test]
fn a_faction_made_by_hand_today_begins_with_its_people() {
    for text in ["naam;fractie\nAnna;C.D.A.", "naam;fractie;coalitie\nAnna;CDA;ja"] {
        let mut present = nothing_yet();
        let id = made_by_hand(&mut present, "CDA", Side::Coalition, ON);
        let plan = import(&mut present, text, KEEP);
        let start = FactionDifference::Start { before: ON, after: TERM };
        assert_eq!(plan.factions.iter().map(|f| f.what).collect::<Vec<_>>(), [start]);
        let view = present.council.view();
        assert_eq!(view.members_on(TERM).len(), 1);
        assert_eq!(view.side_of_faction(id, TERM), Side::Coalition);
        assert_eq!(present.council.spells.len(), 1);
        assert!(import(&mut present, text, KEEP).is_empty());
    }
}

#[test]
fn a_side_that_was_on_record_is_not_written_over() {
    let mut present = nothing_yet();
    let id = made_by_hand(&mut present, "CDA", Side::Opposition, TERM);
    import(&mut present, LIST, KEEP);
    let view = present.council.view();
    assert_eq!(view.side_of_faction(id, TERM), Side::Opposition);
    assert_eq!(view.side_of_faction(id, ON), Side::Coalition);
}
