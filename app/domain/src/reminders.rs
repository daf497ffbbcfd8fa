//! Reminders by hand: "herinner wie niet antwoordde". Those that go by themselves are in [`waves`].

pub mod waves;

use crate::gatherings::{AnswerRefusal, Facts, may_answer};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Nobody gets two reminders for one gathering within this time. The first may follow the invitation at once: it is the
/// clerk who presses the button.
pub const SHORTEST_GAP: SignedDuration = SignedDuration::from_hours(12);

/// Somebody who was invited.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invitation {
    /// Who.
    pub person: Uuid,
    /// When they were last reminded.
    pub reminded_at: Option<Timestamp>,
    /// How many reminders they had.
    pub reminders: u32,
    /// Their invitation was withdrawn, or they have left since.
    pub withdrawn: bool,
}

/// A reminder to send.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reminder {
    /// To whom.
    pub person: Uuid,
    /// Stable: the same for the same person, gathering and number, so that inserting it twice sends it once.
    pub key: String,
}

/// Who gets a reminder and who does not yet.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Due {
    /// To send, in order of person.
    pub reminders: Vec<Reminder>,
    /// Did not answer, but were reminded less than [`SHORTEST_GAP`] ago.
    pub too_soon: Vec<Uuid>,
}

/// Who is due a reminder. "Misschien" is an answer.
///
/// # Errors
/// The gathering cannot be answered any more, or not yet.
pub fn due(
    gathering: Uuid,
    facts: &Facts,
    invitations: &[Invitation],
    answered: &[Uuid],
    now: Timestamp,
) -> Result<Due, AnswerRefusal> {
    may_answer(facts, now)?;
    let answered: BTreeSet<Uuid> = answered.iter().copied().collect();
    let mut silent: Vec<&Invitation> =
        invitations.iter().filter(|i| !i.withdrawn && !answered.contains(&i.person)).collect();
    silent.sort_by_key(|i| i.person);
    silent.dedup_by_key(|i| i.person);
    let mut due = Due::default();
    for invitation in silent {
        if invitation.reminded_at.is_some_and(|last| now.duration_since(last) < SHORTEST_GAP) {
            due.too_soon.push(invitation.person);
        } else {
            let number = invitation.reminders.saturating_add(1);
            due.reminders.push(Reminder {
                person: invitation.person,
                key: format!("reminder:{gathering}:{}:{number}", invitation.person),
            });
        }
    }
    Ok(due)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3600).unwrap()
    }

    fn invitation(person: u128, reminded: Option<i64>) -> Invitation {
        Invitation {
            person: Uuid::from_u128(person),
            reminded_at: reminded.map(at),
            reminders: u32::from(reminded.is_some()),
            withdrawn: false,
        }
    }

    fn facts() -> Facts {
        Facts {
            planned_at: Some(at(0)),
            invited_at: Some(at(0)),
            starts_at: Some(at(200)),
            ends_at: Some(at(202)),
            ..Facts::default()
        }
    }

    const GATHERING: Uuid = Uuid::from_u128(9);

    #[test]
    fn only_the_silent_are_reminded_and_not_twice_a_day() {
        let gone = Invitation { withdrawn: true, ..invitation(4, None) };
        let all = [invitation(3, Some(90)), invitation(2, None), invitation(1, None), gone, invitation(5, Some(20))];
        let due = due(GATHERING, &facts(), &all, &[Uuid::from_u128(1)], at(100)).unwrap();
        let people: Vec<Uuid> = due.reminders.iter().map(|r| r.person).collect();
        assert_eq!(people, [Uuid::from_u128(2), Uuid::from_u128(5)]);
        assert!(due.reminders[1].key.ends_with(":2"));
        assert_eq!(due.too_soon, [Uuid::from_u128(3)]);
    }

    #[test]
    fn asking_again_gives_the_same_keys() {
        let all = [invitation(2, None)];
        assert_eq!(due(GATHERING, &facts(), &all, &[], at(50)), due(GATHERING, &facts(), &all, &[], at(60)));
    }

    #[test]
    fn nobody_is_reminded_once_it_began_or_before_the_invitation() {
        let all = [invitation(2, None)];
        assert_eq!(due(GATHERING, &facts(), &all, &[], at(0)).unwrap().reminders.len(), 1);
        assert_eq!(due(GATHERING, &facts(), &all, &[], at(200)), Err(AnswerRefusal::Over));
        let cancelled = Facts { cancelled_at: Some(at(1)), ..facts() };
        assert_eq!(due(GATHERING, &cancelled, &all, &[], at(100)), Err(AnswerRefusal::Cancelled));
        let planned = Facts { invited_at: None, ..facts() };
        assert_eq!(due(GATHERING, &planned, &all, &[], at(100)), Err(AnswerRefusal::NotInvited));
    }
}
