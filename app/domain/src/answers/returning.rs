//! Coming back after a yes was taken back.

use super::{Answer, Given, seats};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// So long after taking back a yes one may return to one's old place in line.
pub const UNDO: SignedDuration = SignedDuration::from_mins(10);

/// A yes that was taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Left {
    /// Since when the yes had stood.
    pub since: Timestamp,
    /// When it was taken back.
    pub at: Timestamp,
}

/// Since when the new yes of somebody who took one back counts. Who undoes a slip of the finger within [`UNDO`] stands
/// where they stood, unless that would take the place from somebody who has it by now.
#[must_use]
pub fn return_after(left: Left, me: Uuid, others: &[Given], capacity: Option<u32>, now: Timestamp) -> Timestamp {
    if now.duration_since(left.at) > UNDO {
        return now;
    }
    let before = seats(others, capacity);
    let again = Given { person: me, faction: None, answer: Answer::Yes, arrived_at: left.since };
    let after = seats(&[others, &[again]].concat(), capacity);
    let displaces = before.seated.iter().any(|person| !after.seated.contains(person));
    if displaces { now } else { left.since }
}

#[cfg(test)]
mod tests {
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

    proptest! {
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
}
