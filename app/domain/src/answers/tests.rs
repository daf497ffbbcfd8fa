use super::*;
use proptest::prelude::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn given(person: u128, answer: Answer, second: i64) -> Given {
    Given { person: Uuid::from_u128(person), faction: None, answer, arrived_at: at(second) }
}

fn ids(people: &[u128]) -> Vec<Uuid> {
    people.iter().map(|p| Uuid::from_u128(*p)).collect()
}

#[test]
fn places_go_in_order_of_arrival_and_perhaps_holds_none() {
    let answers = [
        given(1, Answer::Yes, 30),
        given(2, Answer::Maybe, 1),
        given(3, Answer::Yes, 10),
        given(4, Answer::No, 2),
        given(5, Answer::Yes, 20),
        given(6, Answer::Yes, 20),
    ];
    let got = seats(&answers, Some(2));
    assert_eq!(got, Seats { seated: ids(&[3, 5]), waiting: ids(&[6, 1]) });
    assert_eq!(got.place_of(Uuid::from_u128(5)), Place::Seated);
    assert_eq!(got.place_of(Uuid::from_u128(1)), Place::Waiting(2));
    assert_eq!(got.place_of(Uuid::from_u128(2)), Place::None);
    assert_eq!((got.left(Some(2)), got.left(Some(5)), got.left(None)), (Some(0), Some(3), None));
    assert!(seats(&answers, None).waiting.is_empty());
    assert!(seats(&answers, Some(0)).seated.is_empty());
}

#[test]
fn giving_up_a_place_brings_in_the_first_who_waits() {
    let mut answers = [given(1, Answer::Yes, 1), given(2, Answer::Yes, 2), given(3, Answer::Yes, 3)];
    let before = seats(&answers, Some(1));
    answers[0].answer = Answer::Maybe;
    let after = seats(&answers, Some(1));
    assert_eq!(after.promoted_since(&before), ids(&[2]));
    assert_eq!(after.place_of(Uuid::from_u128(3)), Place::Waiting(1));
}

#[test]
fn the_same_answer_again_keeps_the_place_in_line() {
    assert_eq!(arrival(None, Answer::Yes, at(9)), at(9));
    assert_eq!(arrival(Some((Answer::Yes, at(1))), Answer::Yes, at(9)), at(1));
    assert_eq!(arrival(Some((Answer::No, at(1))), Answer::Yes, at(9)), at(9));
}

#[test]
fn counts_are_per_faction_and_each_person_counts_once() {
    let (a, b) = (Uuid::from_u128(100), Uuid::from_u128(200));
    let invitee = |person, faction| Invitee { person: Uuid::from_u128(person), faction };
    let invited =
        [invitee(1, Some(a)), invitee(2, Some(a)), invitee(3, Some(b)), invitee(3, Some(b)), invitee(4, None)];
    let answers =
        [given(1, Answer::Yes, 1), given(3, Answer::No, 1), given(4, Answer::Maybe, 2), given(9, Answer::Yes, 3)];
    let got = counts(&invited, &answers);
    assert_eq!(got.by_faction[&Some(a)], Count { invited: 2, yes: 1, maybe: 0, no: 0 });
    assert_eq!(got.by_faction[&Some(a)].silent(), 1);
    assert_eq!(got.by_faction[&Some(b)], Count { invited: 1, yes: 0, maybe: 0, no: 1 });
    assert_eq!(got.by_faction[&None], Count { invited: 2, yes: 1, maybe: 1, no: 0 });
    assert_eq!(got.total, Count { invited: 5, yes: 2, maybe: 1, no: 1 });
}

fn answers() -> impl Strategy<Value = Vec<Given>> {
    let one = (0u128..30, prop::sample::select(Answer::ALL), 0i64..20).prop_map(|(p, a, s)| given(p, a, s));
    prop::collection::vec(one, 0..40).prop_map(|mut all| {
        all.sort_by_key(|g| g.person);
        all.dedup_by_key(|g| g.person);
        all
    })
}

fn rank(seats: &Seats, person: Uuid) -> usize {
    match seats.place_of(person) {
        Place::Seated => 0,
        Place::Waiting(n) => n,
        Place::None => usize::MAX,
    }
}

proptest! {
    #[test]
    fn never_more_seats_than_places_and_none_left_while_people_wait(answers in answers(), capacity in prop::option::of(0u32..20)) {
        let got = seats(&answers, capacity);
        if let Some(capacity) = capacity {
            prop_assert!(got.seated.len() <= capacity as usize);
            prop_assert!(got.waiting.is_empty() || got.seated.len() == capacity as usize);
        } else {
            prop_assert!(got.waiting.is_empty());
        }
        let yes = answers.iter().filter(|g| g.answer == Answer::Yes).count();
        prop_assert_eq!(got.seated.len() + got.waiting.len(), yes);
    }

    #[test]
    fn order_of_arrival_is_kept(answers in answers(), capacity in 0u32..20, rotate in 0usize..40) {
        let got = seats(&answers, Some(capacity));
        let line: Vec<Uuid> = got.seated.iter().chain(&got.waiting).copied().collect();
        let arrived = |p: &Uuid| answers.iter().find(|g| g.person == *p).map(|g| (g.arrived_at, g.person));
        prop_assert!(line.windows(2).all(|w| arrived(&w[0]) < arrived(&w[1])));
        let mut other_way = answers.clone();
        if !other_way.is_empty() {
            let by = rotate % other_way.len();
            other_way.rotate_left(by);
        }
        prop_assert_eq!(seats(&other_way, Some(capacity)), got);
    }

    #[test]
    fn who_withdraws_lowers_nobody_else(answers in answers(), capacity in 0u32..20, who in 0usize..40, to in prop::sample::select(&[Answer::Maybe, Answer::No][..])) {
        let before = seats(&answers, Some(capacity));
        let mut changed = answers.clone();
        if let Some(one) = changed.get_mut(who) {
            one.answer = to;
            one.arrived_at = at(100);
        }
        let after = seats(&changed, Some(capacity));
        for (n, other) in answers.iter().enumerate().filter(|(n, g)| *n != who && g.answer == Answer::Yes) {
            prop_assert!(rank(&after, other.person) <= rank(&before, other.person), "person {n}");
        }
        prop_assert!(after.promoted_since(&before).len() <= 1);
    }

    #[test]
    fn a_late_yes_and_more_places_lower_nobody(answers in answers(), capacity in 0u32..20) {
        let before = seats(&answers, Some(capacity));
        let mut more = answers.clone();
        more.push(given(99, Answer::Yes, 100));
        for after in [seats(&more, Some(capacity)), seats(&answers, Some(capacity + 1))] {
            for g in answers.iter().filter(|g| g.answer == Answer::Yes) {
                prop_assert!(rank(&after, g.person) <= rank(&before, g.person));
            }
        }
    }
}
