use super::*;
use proptest::prelude::*;

fn person(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn yes(n: u128, second: i64) -> Given {
    Given { person: person(n), faction: None, answer: Answer::Yes, arrived_at: at(second) }
}

#[test]
fn places_go_in_order_of_arrival_and_maybe_holds_none() {
    let maybe = Given { answer: Answer::Maybe, ..yes(9, 0) };
    let seats = seats(&[yes(2, 20), maybe, yes(3, 30), yes(1, 10)], Some(2));
    assert_eq!(seats.seated, [person(1), person(2)]);
    assert_eq!(seats.waiting, [person(3)]);
    assert_eq!(seats.place_of(person(3)), Place::Waiting(1));
    assert_eq!(seats.place_of(person(9)), Place::None);
    assert_eq!(seats.left(Some(2)), Some(0));
}

#[test]
fn who_gives_up_a_place_makes_room_for_the_first_in_line() {
    let before = seats(&[yes(1, 10), yes(2, 20), yes(3, 30)], Some(1));
    let after = seats(&[yes(2, 20), yes(3, 30)], Some(1));
    assert_eq!(after.promoted_since(&before), [person(2)]);
}

#[test]
fn the_same_answer_again_keeps_the_place_in_line() {
    assert_eq!(arrival(Some((Answer::Yes, at(5))), Answer::Yes, at(9)), at(5));
    assert_eq!(arrival(Some((Answer::No, at(5))), Answer::Yes, at(9)), at(9));
    assert_eq!(arrival(None, Answer::Yes, at(9)), at(9));
}

#[test]
fn an_undone_slip_keeps_the_place_unless_somebody_has_it_by_now() {
    let left = Left { since: at(10), at: at(1000) };
    let soon = at(1060);
    // Room for all: back where they stood.
    assert_eq!(return_after(left, person(1), &[yes(2, 20)], Some(2), soon), at(10));
    // First of the waiting: still ahead of the second.
    assert_eq!(return_after(left, person(1), &[yes(2, 5), yes(3, 20)], Some(1), soon), at(10));
    // The place went to the first in line meanwhile.
    assert_eq!(return_after(left, person(1), &[yes(2, 20)], Some(1), soon), soon);
    // Too late.
    let late = at(1000 + UNDO.as_secs() + 1);
    assert_eq!(return_after(left, person(1), &[], None, late), late);
}

#[test]
fn everybody_counts_once_in_their_own_faction() {
    let faction = Some(person(100));
    let invited = [Invitee { person: person(1), faction }, Invitee { person: person(2), faction }];
    let given = [Given { faction, answer: Answer::No, ..yes(2, 1) }, yes(3, 1)];
    let counts = counts(&invited, &given);
    assert_eq!(counts.total, Count { invited: 3, yes: 1, maybe: 0, no: 1 });
    assert_eq!(counts.by_faction[&faction].silent(), 1);
}

proptest! {
    #[test]
    fn no_more_are_seated_than_there_are_places_and_nobody_is_lost(
        arrivals in prop::collection::vec((0u128..30, 0i64..50), 0..40),
        capacity in prop::option::of(1u32..20),
    ) {
        let answers: Vec<_> = arrivals.iter().map(|(n, second)| yes(*n, *second)).collect();
        let seats = seats(&answers, capacity);
        let people: BTreeSet<Uuid> = answers.iter().map(|given| given.person).collect();
        prop_assert!(capacity.is_none_or(|c| seats.seated.len() <= c as usize));
        prop_assert_eq!(seats.seated.len() + seats.waiting.len(), people.len());
        prop_assert!(seats.waiting.is_empty() || capacity.is_some_and(|c| seats.seated.len() == c as usize));
    }

    #[test]
    fn coming_back_never_takes_a_place_from_anybody(
        arrivals in prop::collection::vec((1u128..30, 0i64..50), 0..40),
        capacity in 1u32..10,
        since in 0i64..50,
    ) {
        let others: Vec<_> = arrivals.iter().map(|(n, second)| yes(*n, *second)).collect();
        let left = Left { since: at(since), at: at(60) };
        let arrived_at = return_after(left, person(0), &others, Some(capacity), at(70));
        let me = Given { arrived_at, ..yes(0, 0) };
        let before = seats(&others, Some(capacity));
        let after = seats(&[others.as_slice(), &[me]].concat(), Some(capacity));
        prop_assert!(before.seated.iter().all(|person| after.seated.contains(person)));
    }
}
