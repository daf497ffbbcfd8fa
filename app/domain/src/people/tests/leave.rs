//! Leave, illness, and who sits in the seat meanwhile.

use super::{B, applied, council, counter, d, id, people};
use crate::people::*;

#[test]
fn a_member_on_leave_is_replaced_and_comes_back() {
    let council = council();
    for reason in [LeaveReason::Leave, LeaveReason::Illness] {
        let leave = Span::closed(d(2022, 9, 1), d(2022, 12, 21));
        let moves = council.view().replace_temporarily(id(103), id(6), leave, reason, &mut counter()).unwrap();
        let after = applied(&council, &moves);
        let view = after.view();
        let table = [
            (d(2022, 8, 31), [1, 2, 3, 4], (Side::Opposition, Side::Unknown)),
            (d(2022, 9, 1), [1, 2, 4, 6], (Side::Unknown, Side::Opposition)),
            (d(2022, 12, 21), [1, 2, 4, 6], (Side::Unknown, Side::Opposition)),
            (d(2022, 12, 22), [1, 2, 3, 4], (Side::Opposition, Side::Unknown)),
        ];
        for (on, members, (held, replacer)) in table {
            assert_eq!(people(&view.members_on(on)), members, "{on}");
            assert_eq!((view.side_of(id(3), on), view.side_of(id(6), on)), (held, replacer), "{on}");
            assert_eq!(view.vacant_seats(on), 1);
        }
        assert_eq!(view.members_on(d(2022, 9, 1)).iter().filter(|a| a.reason == Some(reason)).count(), 1);
    }
}

#[test]
fn a_committee_member_who_replaces_is_not_counted_twice() {
    let council = council();
    let leave = Span::closed(d(2022, 9, 1), d(2022, 12, 21));
    let moves = council.view().replace_temporarily(id(101), id(5), leave, LeaveReason::Leave, &mut counter()).unwrap();
    let after = applied(&council, &moves);
    let view = after.view();
    assert_eq!(people(&view.members_on(leave.from)), [2, 3, 4, 5]);
    assert!(view.committee_members_on(leave.from).is_empty());
    assert_eq!(people(&view.committee_members_on(d(2022, 12, 22))), [5]);
    assert_eq!(view.owed_to(leave.from), [2, 3, 4, 5].map(id));
}

#[test]
fn whoever_replaces_leaves_with_the_one_replaced() {
    let council = council();
    let leave = Span::closed(d(2022, 9, 1), d(2022, 12, 21));
    let moves =
        council.view().replace_temporarily(id(101), id(6), leave, LeaveReason::Illness, &mut counter()).unwrap();
    let after = applied(&council, &moves);
    let gone = applied(&after, &after.view().end(id(101), d(2022, 10, 15)).unwrap());
    assert_eq!(people(&gone.view().members_on(d(2022, 10, 15))), [2, 3, 4, 6]);
    assert_eq!(people(&gone.view().members_on(d(2022, 10, 16))), [2, 3, 4]);
    let early = applied(&after, &after.view().end(id(101), d(2022, 8, 15)).unwrap());
    assert!(!early.appointments.iter().any(|a| a.replaces.is_some()), "a replacement that never began is removed");
    let moved = after.view().move_to_faction(id(1), B, d(2022, 10, 1), &mut counter());
    assert_eq!(moved, Err(MoveError::OverlapsReplacement));
    let later = after.view().move_to_faction(id(1), B, d(2022, 12, 22), &mut counter());
    assert!(later.is_ok());
}

#[test]
fn a_replacement_that_makes_no_sense_is_refused() {
    let council = council();
    let leave = Span::closed(d(2022, 9, 1), d(2022, 12, 21));
    let replaced = applied(
        &council,
        &council.view().replace_temporarily(id(101), id(6), leave, LeaveReason::Leave, &mut counter()).unwrap(),
    );
    let ended = applied(&council, &council.view().end(id(104), d(2022, 10, 1)).unwrap());
    let ask = |council: &OwnedCouncil, held, replacer, span| {
        council.view().replace_temporarily(id(held), id(replacer), span, LeaveReason::Leave, &mut counter()).map(|_| ())
    };
    let overlap = Span::closed(d(2022, 12, 21), d(2023, 1, 1));
    let table = [
        (ask(&replaced, 101, 7, overlap), MoveError::OverlapsReplacement),
        (ask(&council, 101, 1, leave), MoveError::ReplacesSelf),
        (ask(&council, 101, 2, leave), MoveError::AlreadyActive),
        (ask(&council, 103, 5, leave), MoveError::InOtherFaction),
        (ask(&council, 109, 6, leave), MoveError::NotReplaceable),
        (ask(&council, 999, 6, leave), MoveError::NotActive),
        (ask(&council, 101, 6, Span::open(d(2022, 3, 1))), MoveError::BeforeStart),
        (ask(&ended, 104, 6, leave), MoveError::AfterEnd),
        (ask(&council, 101, 6, Span::closed(d(2022, 9, 2), d(2022, 9, 1))), MoveError::EndsBeforeStart),
    ];
    for (at, (got, refusal)) in table.into_iter().enumerate() {
        assert_eq!(got, Err(refusal), "row {at}");
    }
}
