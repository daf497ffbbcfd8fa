use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn question(n: u128, asked: Date, days: u16) -> Facts {
    Facts { id: Uuid::from_u128(n), asked_on: asked, days, routed_at: None, answered_at: None }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

#[test]
fn the_state_follows_from_the_facts() {
    let open = question(1, date(2026, 1, 1), 30);
    let routed = Facts { routed_at: Some(at(1)), ..open };
    let answered = Facts { answered_at: Some(at(2)), ..routed };
    let straight = Facts { answered_at: Some(at(2)), ..open };
    let table =
        [(open, State::Open), (routed, State::Routed), (answered, State::Answered), (straight, State::Answered)];
    for (facts, state) in table {
        assert_eq!(facts.state(), state);
        let wanted = if state == State::Answered { Err(Refusal::AlreadyAnswered) } else { Ok(()) };
        assert_eq!(route(&facts), wanted);
        assert_eq!(answer(&facts, "Ja."), wanted);
    }
    assert_eq!(answer(&routed, " \n"), Err(Refusal::AnswerMissing));
}

#[test]
fn a_question_is_overdue_after_its_last_day() {
    let open = question(1, date(2026, 1, 1), 30);
    assert_eq!(open.due(), date(2026, 1, 31));
    let table = [(date(2026, 1, 30), false, 1), (date(2026, 1, 31), false, 0), (date(2026, 2, 1), true, -1)];
    for (today, overdue, left) in table {
        assert_eq!((open.overdue(today), open.days_left(today)), (overdue, Some(left)), "{today}");
    }
    let answered = Facts { answered_at: Some(at(2)), ..open };
    assert!(!answered.overdue(date(2027, 1, 1)));
    assert_eq!(answered.days_left(date(2027, 1, 1)), None);
}

#[test]
fn open_ones_come_first_by_due_date_then_the_newest_answers() {
    let answered = |n, second| Facts { answered_at: Some(at(second)), ..question(n, date(2026, 1, 1), 1) };
    let routed = Facts { routed_at: Some(at(1)), ..question(2, date(2026, 1, 5), 10) };
    let mut list =
        [answered(5, 10), question(3, date(2026, 1, 1), 30), answered(4, 20), question(1, date(2026, 1, 5), 3), routed];
    list.sort_by(order);
    let order: Vec<u128> = list.iter().map(|q| q.id.as_u128()).collect();
    assert_eq!(order, [1, 2, 3, 4, 5]);
}

proptest! {
    #[test]
    fn the_order_is_total(rows in prop::collection::vec((0u128..50, 0i64..300, 0u16..60, prop::option::of(0i64..9)), 0..12)) {
        let mut list: Vec<Facts> = rows.into_iter().map(|(n, asked, days, answered)| Facts {
            answered_at: answered.map(at),
            ..question(n, due_date(date(2026, 1, 1), asked as u16), days)
        }).collect();
        list.sort_by(order);
        let first_answered = list.iter().position(|q| q.answered_at.is_some()).unwrap_or(list.len());
        prop_assert!(list[first_answered..].iter().all(|q| q.answered_at.is_some()));
        prop_assert!(list[..first_answered].windows(2).all(|w| w[0].due() <= w[1].due()));
        prop_assert!(list[first_answered..].windows(2).all(|w| w[0].answered_at >= w[1].answered_at));
    }
}
