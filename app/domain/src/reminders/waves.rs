//! Reminders that go by themselves: which wave, when, and to whom.

use super::SHORTEST_GAP;
use crate::answers::Answer;
use crate::codes;
use crate::quiet::Quiet;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use uuid::Uuid;

codes! {
    /// Why people are reminded.
    pub enum Kind {
        /// They did not answer an invitation.
        Unanswered = "antwoord",
        /// They come, and it is tomorrow.
        DayBefore = "dag-vooraf",
        /// A question put to them is nearly due.
        QuestionDue = "vraag",
        /// Notes should have been published by now.
        NotesOverdue = "verslag",
    }
}

/// What the council wants of reminders.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rules {
    /// Days before a gathering that the silent are reminded; 0 is never.
    pub answer_days: i64,
    /// Whether those who come are reminded the day before.
    pub day_before: bool,
    /// Days before a question is due that its holder is reminded; 0 is never.
    pub question_days: i64,
    /// Hours after a gathering by which its notes should be published; 0 is never.
    pub notes_hours: i64,
    /// When nothing leaves.
    pub quiet: Quiet,
}

impl Default for Rules {
    fn default() -> Self {
        Self { answer_days: 3, day_before: true, question_days: 3, notes_hours: 48, quiet: Quiet::default() }
    }
}

/// When a wave leaves that is due on a day, where its kind says no moment.
pub const HOUR: Time = Time::constant(9, 0, 0, 0);
/// By when a question is due on its day.
const END_OF_WORK: Time = Time::constant(17, 0, 0, 0);
/// How long the clerk is told that notes are overdue, if the worker was away.
const NOTES_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long somebody has had an invitation before a reminder makes sense.
const FIRST_DAY: SignedDuration = SignedDuration::from_hours(24);

/// When a wave may leave.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// Not before.
    pub from: Timestamp,
    /// From here on it makes no sense any more.
    pub until: Timestamp,
}

impl Window {
    /// A wave wanted at a moment. In quiet hours it waits for their end; if that is too late, it leaves before them.
    /// `None` when there is no such moment.
    fn new(wanted: Timestamp, until: Timestamp, quiet: Quiet, zone: &TimeZone) -> Option<Self> {
        let later = quiet.end(wanted, zone);
        let from = if later < until { later } else { quiet.before(wanted, zone) };
        (from < until && wanted < until).then_some(Self { from, until })
    }

    /// Whether the wave leaves now. A worker that was away sends it late, but never in quiet hours.
    #[must_use]
    pub fn is_open(&self, quiet: Quiet, zone: &TimeZone, now: Timestamp) -> bool {
        self.from <= now && now < self.until && !quiet.covers(now, zone)
    }
}

fn wall(day: Date, time: Time, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_ambiguous_timestamp(day.to_datetime(time)).compatible().ok()
}

fn days_before(day: Date, days: i64, zone: &TimeZone) -> Option<Timestamp> {
    wall(day.checked_sub(days.days()).ok()?, HOUR, zone)
}

impl Rules {
    /// When whoever did not answer is reminded: until three hours before it begins.
    #[must_use]
    pub fn unanswered(&self, day: Date, starts_at: Timestamp, zone: &TimeZone) -> Option<Window> {
        let wanted = (self.answer_days > 0).then(|| days_before(day, self.answer_days, zone))??;
        Window::new(wanted, starts_at - SignedDuration::from_hours(3), self.quiet, zone)
    }

    /// When those who come are reminded: the day before, until an hour before it begins.
    #[must_use]
    pub fn day_before(&self, day: Date, starts_at: Timestamp, zone: &TimeZone) -> Option<Window> {
        let wanted = self.day_before.then(|| days_before(day, 1, zone))??;
        Window::new(wanted, starts_at - SignedDuration::from_hours(1), self.quiet, zone)
    }

    /// When the holder of a question is reminded: until the end of the day it is due.
    #[must_use]
    pub fn question_due(&self, due_on: Date, zone: &TimeZone) -> Option<Window> {
        let wanted = (self.question_days > 0).then(|| days_before(due_on, self.question_days, zone))??;
        Window::new(wanted, wall(due_on, END_OF_WORK, zone)?, self.quiet, zone)
    }

    /// When the clerk is reminded of notes.
    #[must_use]
    pub fn notes_overdue(&self, ends_at: Timestamp, zone: &TimeZone) -> Option<Window> {
        let wanted = (self.notes_hours > 0).then(|| ends_at + SignedDuration::from_hours(self.notes_hours))?;
        Window::new(wanted, wanted + NOTES_FOR, self.quiet, zone)
    }
}

/// Names a wave: the same for the same gathering or question on the same day, so that sending it twice sends it once,
/// and another when it moves to another day.
#[must_use]
pub fn key(kind: Kind, subject: Uuid, day: Date) -> String {
    format!("{kind}.{subject}.{day}")
}

/// Somebody who may be reminded of a gathering.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invitee {
    /// Who.
    pub person: Uuid,
    /// When they were invited.
    pub invited_at: Timestamp,
    /// When they were last reminded.
    pub reminded_at: Option<Timestamp>,
    /// What they answered.
    pub answer: Option<Answer>,
    /// Whether they have a place, when they come.
    pub seated: bool,
    /// The invitation was withdrawn, they left, or their account is switched off.
    pub gone: bool,
}

/// Who is reminded of their answer at this moment: the silent who had the invitation for a day and no reminder today.
#[must_use]
pub fn silent(all: &[Invitee], at: Timestamp) -> Vec<Uuid> {
    let long_ago = |since: Timestamp, gap: SignedDuration| at.duration_since(since) >= gap;
    all.iter()
        .filter(|one| !one.gone && one.answer.is_none() && long_ago(one.invited_at, FIRST_DAY))
        .filter(|one| one.reminded_at.is_none_or(|last| long_ago(last, SHORTEST_GAP)))
        .map(|one| one.person)
        .collect()
}

/// Who is reminded the day before: those who come and have a place.
#[must_use]
pub fn coming(all: &[Invitee]) -> Vec<Uuid> {
    all.iter().filter(|one| !one.gone && one.answer == Some(Answer::Yes) && one.seated).map(|one| one.person).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::localtime::{amsterdam, parse_date, parse_time, resolve};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// From and until, or nothing, of a gathering on a day at a time.
    fn of(rule: impl Fn(&Rules, Date, Timestamp, &TimeZone) -> Option<Window>, day: &str, time: &str) -> String {
        let (zone, day) = (amsterdam(), parse_date(day).unwrap());
        let starts = resolve(day, parse_time(time).unwrap(), &zone).unwrap();
        rule(&Rules::default(), day, starts, &zone)
            .map_or("never".to_owned(), |window| format!("{} {}", window.from, window.until))
    }

    #[test]
    fn the_silent_are_reminded_three_days_before_at_nine_and_not_at_night() {
        for (day, time, wanted) in [
            // Wednesday: Sunday is quiet, Monday morning then.
            ("2026-09-09", "19:30", "2026-09-07T05:30:00Z 2026-09-09T14:30:00Z"),
            // Friday: Tuesday at nine.
            ("2026-09-11", "19:30", "2026-09-08T07:00:00Z 2026-09-11T14:30:00Z"),
            // Over the change nights nine stays nine on the wall.
            ("2026-03-31", "19:30", "2026-03-28T08:00:00Z 2026-03-31T14:30:00Z"),
            ("2026-10-27", "19:30", "2026-10-24T07:00:00Z 2026-10-27T15:30:00Z"),
            ("2026-10-28", "19:30", "2026-10-26T06:30:00Z 2026-10-28T15:30:00Z"),
        ] {
            assert_eq!(of(Rules::unanswered, day, time), wanted, "{day}");
        }
        let never = Rules { answer_days: 0, ..Rules::default() };
        assert_eq!(never.unanswered(parse_date("2026-09-09").unwrap(), at("2026-09-09T17:30:00Z"), &amsterdam()), None);
    }

    #[test]
    fn the_day_before_a_monday_is_its_morning_or_the_saturday_when_that_is_too_late() {
        for (day, time, wanted) in [
            ("2026-09-09", "19:30", "2026-09-08T07:00:00Z 2026-09-09T16:30:00Z"),
            ("2026-09-14", "19:30", "2026-09-14T05:30:00Z 2026-09-14T16:30:00Z"),
            ("2026-09-14", "08:00", "2026-09-12T19:15:00Z 2026-09-14T05:00:00Z"),
            ("2026-03-30", "08:00", "2026-03-28T20:15:00Z 2026-03-30T05:00:00Z"),
            ("2026-10-26", "08:00", "2026-10-24T19:15:00Z 2026-10-26T06:00:00Z"),
            ("2026-10-26", "19:30", "2026-10-26T06:30:00Z 2026-10-26T17:30:00Z"),
        ] {
            assert_eq!(of(Rules::day_before, day, time), wanted, "{day} {time}");
        }
    }

    #[test]
    fn questions_and_notes_have_their_own_windows() {
        let (zone, rules) = (amsterdam(), Rules::default());
        let question = rules.question_due(parse_date("2026-09-11").unwrap(), &zone).unwrap();
        assert_eq!((question.from, question.until), (at("2026-09-08T07:00:00Z"), at("2026-09-11T15:00:00Z")));
        // Held on a Friday evening until 21:00: 48 hours later is a Sunday, so Monday morning.
        let notes = rules.notes_overdue(at("2026-09-11T19:00:00Z"), &zone).unwrap();
        assert_eq!((notes.from, notes.until), (at("2026-09-14T05:30:00Z"), at("2026-09-20T19:00:00Z")));
        let never = Rules { question_days: 0, notes_hours: 0, ..rules };
        assert_eq!(never.question_due(parse_date("2026-09-11").unwrap(), &zone), None);
        assert_eq!(never.notes_overdue(at("2026-09-11T19:00:00Z"), &zone), None);
    }

    #[test]
    fn a_late_worker_sends_late_but_neither_at_night_nor_too_late() {
        let (zone, quiet) = (amsterdam(), Quiet::default());
        let window = Window { from: at("2026-09-08T07:00:00Z"), until: at("2026-09-09T16:30:00Z") };
        for (now, open) in [
            ("2026-09-08T06:59:59Z", false),
            ("2026-09-08T07:00:00Z", true),
            ("2026-09-08T19:29:00Z", true),
            ("2026-09-08T20:00:00Z", false),
            ("2026-09-09T05:30:00Z", true),
            ("2026-09-09T16:30:00Z", false),
        ] {
            assert_eq!(window.is_open(quiet, &zone, at(now)), open, "{now}");
        }
    }

    #[test]
    fn nobody_is_reminded_who_answered_left_or_hardly_had_the_time() {
        let now = at("2026-09-08T07:00:00Z");
        let one = |n: u128| Invitee {
            person: Uuid::from_u128(n),
            invited_at: at("2026-09-01T08:00:00Z"),
            reminded_at: None,
            answer: None,
            seated: false,
            gone: false,
        };
        let all = [
            one(1),
            Invitee { answer: Some(Answer::Maybe), ..one(2) },
            Invitee { gone: true, ..one(3) },
            Invitee { invited_at: at("2026-09-07T08:00:00Z"), ..one(4) },
            Invitee { reminded_at: Some(at("2026-09-07T20:00:00Z")), ..one(5) },
            Invitee { reminded_at: Some(at("2026-09-07T07:00:00Z")), ..one(6) },
            Invitee { answer: Some(Answer::Yes), seated: true, ..one(7) },
            Invitee { answer: Some(Answer::Yes), ..one(8) },
            Invitee { answer: Some(Answer::Yes), seated: true, gone: true, ..one(9) },
        ];
        let people = |list: &[u128]| list.iter().map(|n| Uuid::from_u128(*n)).collect::<Vec<_>>();
        assert_eq!(silent(&all, now), people(&[1, 6]));
        assert_eq!(coming(&all), people(&[7]), "who waits for a place does not come yet");
    }
}
