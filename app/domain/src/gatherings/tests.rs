use super::*;
use crate::localtime::{WallTimeError, amsterdam};
use jiff::civil::{Date, Time, date, time};
use proptest::prelude::*;
use uuid::Uuid;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

const BEFORE: &str = "2026-11-01T12:00:00Z";
const DURING: &str = "2026-11-26T19:00:00Z";
const AFTER: &str = "2026-11-26T20:30:00Z";

/// 26 November 2026, 19:30 to 21:30 in Amsterdam.
fn details() -> Details {
    Details {
        kind: Kind::InformalSession,
        legal_status: LegalStatus::InformalGathering,
        title: "Jeugdzorg".to_owned(),
        date: Some(date(2026, 11, 26)),
        start: Some(time(19, 30, 0, 0)),
        end: Some(time(21, 30, 0, 0)),
        place: Some("Raadzaal".to_owned()),
        link: None,
        openness: Openness::Public,
        closed_reason: None,
        audience: Audience::everybody(),
        host: None,
        capacity: None,
        agenda: String::new(),
    }
}

fn facts(state: State) -> Facts {
    let planned = Facts {
        planned_at: Some(at("2026-10-01T00:00:00Z")),
        starts_at: Some(at("2026-11-26T18:30:00Z")),
        ends_at: Some(at("2026-11-26T20:30:00Z")),
        ..Facts::default()
    };
    let invited = Facts { invited_at: Some(at("2026-10-02T00:00:00Z")), ..planned };
    match state {
        State::Draft => Facts::default(),
        State::Planned => planned,
        State::Invited | State::Held => invited,
        State::Closed => Facts { notes_published_at: Some(at("2026-11-28T00:00:00Z")), ..invited },
        State::Cancelled => Facts { cancelled_at: Some(at("2026-10-03T00:00:00Z")), ..invited },
    }
}

#[test]
fn the_state_follows_from_facts_and_clock() {
    let table = [
        (State::Draft, BEFORE, State::Draft),
        (State::Draft, AFTER, State::Draft),
        (State::Planned, BEFORE, State::Planned),
        (State::Planned, AFTER, State::Held),
        (State::Invited, BEFORE, State::Invited),
        (State::Invited, DURING, State::Invited),
        (State::Invited, AFTER, State::Held),
        (State::Closed, AFTER, State::Closed),
        (State::Cancelled, BEFORE, State::Cancelled),
        (State::Cancelled, AFTER, State::Cancelled),
    ];
    for (of, now, wanted) in table {
        assert_eq!(state(&facts(of), at(now)), wanted, "{of} at {now}");
    }
}

#[test]
fn a_gathering_is_planned_once_and_whole() {
    let zone = amsterdam();
    let now = at(BEFORE);
    let planned = plan(&Facts::default(), &details(), &zone, now).unwrap();
    assert_eq!(planned.when.starts_at, at("2026-11-26T18:30:00Z"));
    assert_eq!(planned.when.ends_at, at("2026-11-26T20:30:00Z"));
    let on = |facts, now: &str| plan(&facts, &details(), &zone, at(now));
    assert_eq!(on(facts(State::Planned), BEFORE), Err(PlanRefusal::AlreadyPlanned));
    assert_eq!(on(facts(State::Cancelled), BEFORE), Err(PlanRefusal::Cancelled));
    assert_eq!(on(Facts::default(), DURING), Err(PlanRefusal::InThePast));
}

#[test]
fn everything_missing_is_said_at_once() {
    let empty = Details {
        title: " ".to_owned(),
        date: None,
        start: None,
        end: None,
        place: Some("  ".to_owned()),
        openness: Openness::Closed,
        audience: Audience { kind: AudienceKind::Factions, ..Audience::everybody() },
        capacity: Some(0),
        ..details()
    };
    let wanted = vec![
        DetailError::TitleMissing,
        DetailError::DateMissing,
        DetailError::StartMissing,
        DetailError::EndMissing,
        DetailError::PlaceMissing,
        DetailError::ClosedReasonMissing,
        DetailError::AudienceReasonMissing,
        DetailError::FactionsMissing,
        DetailError::CapacityZero,
    ];
    assert_eq!(check(&empty, &amsterdam()), Err(wanted));
    let people = Details {
        audience: Audience { kind: AudienceKind::People, reason: Some("x".to_owned()), ..Audience::everybody() },
        ..details()
    };
    assert_eq!(check(&people, &amsterdam()), Err(vec![DetailError::PeopleMissing]));
    let online = Details { place: None, link: Some("https://x.nl".to_owned()), ..details() };
    assert!(check(&online, &amsterdam()).is_ok());
    let whole = Details {
        openness: Openness::Closed,
        closed_reason: Some("Over een persoon".to_owned()),
        audience: Audience {
            kind: AudienceKind::CouncilOnly,
            reason: Some("Alleen de raad gaat hierover".to_owned()),
            ..Audience::everybody()
        },
        ..details()
    };
    assert!(check(&whole, &amsterdam()).is_ok());
}

#[test]
fn change_nights_are_refused_with_the_reason() {
    let t = |hour, minute| time(hour, minute, 0, 0);
    let spring = date(2026, 3, 29);
    let autumn = date(2026, 10, 25);
    let eve = date(2026, 3, 28);
    let table: [(Date, Time, Time, Result<i64, WhenError>); 9] = [
        (spring, t(2, 30), t(4, 0), Err(WhenError::Start(WallTimeError::Gap))),
        (spring, t(1, 0), t(2, 30), Err(WhenError::End(WallTimeError::Gap))),
        (spring, t(1, 30), t(3, 30), Ok(60)),
        (autumn, t(2, 30), t(4, 0), Err(WhenError::Start(WallTimeError::Fold))),
        (autumn, t(1, 0), t(2, 30), Err(WhenError::End(WallTimeError::Fold))),
        (autumn, t(1, 30), t(3, 30), Ok(180)),
        (eve, t(22, 0), t(3, 30), Ok(270)),
        (eve, t(19, 30), t(17, 30), Err(WhenError::EndsBeforeStart)),
        (eve, t(19, 30), t(19, 30), Err(WhenError::EndsBeforeStart)),
    ];
    for (day, start, end, wanted) in table {
        let got = when(day, start, end, &amsterdam());
        let minutes = got.map(|w| w.ends_at.duration_since(w.starts_at).as_mins());
        assert_eq!(minutes, wanted, "{day} {start} {end}");
    }
    let details = Details { date: Some(spring), start: Some(t(2, 30)), end: Some(t(4, 0)), ..details() };
    let refused = plan(&Facts::default(), &details, &amsterdam(), at("2026-01-01T00:00:00Z"));
    let reason = DetailError::When(WhenError::Start(WallTimeError::Gap));
    assert_eq!(refused, Err(PlanRefusal::Details(vec![reason])));
}

#[test]
fn who_may_be_invited_when() {
    let table = [
        (State::Draft, BEFORE, Err(InviteRefusal::NotPlanned)),
        (State::Planned, BEFORE, Ok(Wave::First)),
        (State::Invited, BEFORE, Ok(Wave::Later)),
        (State::Planned, DURING, Err(InviteRefusal::Over)),
        (State::Invited, DURING, Err(InviteRefusal::Over)),
        (State::Held, AFTER, Err(InviteRefusal::Over)),
        (State::Closed, AFTER, Err(InviteRefusal::Over)),
        (State::Cancelled, BEFORE, Err(InviteRefusal::Cancelled)),
    ];
    for (of, now, wanted) in table {
        assert_eq!(invite(&facts(of), at(now)), wanted, "{of} at {now}");
    }
}

#[test]
fn who_may_answer_when() {
    let table = [
        (State::Draft, BEFORE, Err(AnswerRefusal::NotInvited)),
        (State::Planned, BEFORE, Err(AnswerRefusal::NotInvited)),
        (State::Invited, BEFORE, Ok(())),
        (State::Invited, DURING, Err(AnswerRefusal::Over)),
        (State::Held, AFTER, Err(AnswerRefusal::Over)),
        (State::Closed, AFTER, Err(AnswerRefusal::Over)),
        (State::Cancelled, BEFORE, Err(AnswerRefusal::Cancelled)),
    ];
    for (of, now, wanted) in table {
        assert_eq!(may_answer(&facts(of), at(now)), wanted, "{of} at {now}");
    }
}

#[test]
fn cancelling_tells_those_invited_why() {
    let table = [
        (State::Draft, "", BEFORE, Ok(Cancelled { notice: false })),
        (State::Planned, "", BEFORE, Ok(Cancelled { notice: false })),
        (State::Invited, " ", BEFORE, Err(CancelRefusal::ReasonMissing)),
        (State::Invited, "Spreker ziek", BEFORE, Ok(Cancelled { notice: true })),
        (State::Held, "x", AFTER, Err(CancelRefusal::Over)),
        (State::Closed, "x", AFTER, Err(CancelRefusal::Over)),
        (State::Cancelled, "x", BEFORE, Err(CancelRefusal::AlreadyCancelled)),
    ];
    for (of, reason, now, wanted) in table {
        assert_eq!(cancel(&facts(of), reason, at(now)), wanted, "{of} at {now}");
    }
}

#[test]
fn only_what_matters_is_sent_around() {
    type Edit = fn(&mut Details);
    let table: [(Edit, Changed, bool, bool); 12] = [
        (|d| d.title = "Wonen".to_owned(), Changed::Title, false, false),
        (|d| d.kind = Kind::CaseTable, Changed::Kind, false, false),
        (|d| d.legal_status = LegalStatus::CommitteeMeeting, Changed::LegalStatus, false, false),
        (|d| d.date = Some(date(2026, 12, 1)), Changed::Date, true, true),
        (|d| d.start = Some(time(20, 0, 0, 0)), Changed::Time, true, true),
        (|d| d.place = Some("Dorpshuis".to_owned()), Changed::Place, true, true),
        (|d| d.link = Some("https://x.nl".to_owned()), Changed::Link, true, true),
        (
            |d| {
                d.openness = Openness::Closed;
                d.closed_reason = Some("x".to_owned())
            },
            Changed::Openness,
            false,
            false,
        ),
        (
            |d| {
                d.audience.kind = AudienceKind::CouncilOnly;
                d.audience.reason = Some("x".to_owned())
            },
            Changed::Audience,
            false,
            false,
        ),
        (|d| d.host = Some(Uuid::from_u128(1)), Changed::Host, false, false),
        (|d| d.capacity = Some(12), Changed::Capacity, false, false),
        (|d| d.agenda = "1. Opening".to_owned(), Changed::Agenda, false, false),
    ];
    for (edit, changed, notice, sequence) in table {
        let mut after = details();
        edit(&mut after);
        let plan = |of| change(&facts(of), &details(), &after, &amsterdam(), at(BEFORE)).unwrap();
        let invited = plan(State::Invited);
        assert_eq!(invited.changed, [changed]);
        assert_eq!((invited.notice, invited.raises_sequence), (notice, sequence), "{changed:?}");
        assert!(!plan(State::Planned).notice, "nobody was invited, so nobody is told");
        assert!(!plan(State::Draft).raises_sequence);
    }
}

#[test]
fn what_reads_the_same_is_no_change() {
    let mut after = details();
    after.title = " Jeugdzorg ".to_owned();
    after.link = Some(" ".to_owned());
    after.audience.reason = Some(String::new());
    assert!(changes(&details(), &after).is_empty());
    let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let mut before = details();
    before.audience.factions = vec![one, two];
    after = before.clone();
    after.audience.factions = vec![two, one, one];
    assert!(changes(&before, &after).is_empty());
}

#[test]
fn what_is_over_stays_as_it_was() {
    let mut after = details();
    after.date = Some(date(2026, 10, 1));
    let ask = |of, now: &str| change(&facts(of), &details(), &after, &amsterdam(), at(now));
    assert_eq!(ask(State::Held, AFTER), Err(ChangeRefusal::Over));
    assert_eq!(ask(State::Closed, AFTER), Err(ChangeRefusal::Over));
    assert_eq!(ask(State::Cancelled, BEFORE), Err(ChangeRefusal::Cancelled));
    assert_eq!(ask(State::Invited, BEFORE), Err(ChangeRefusal::InThePast));
    after.place = None;
    let refused = change(&facts(State::Planned), &details(), &after, &amsterdam(), at(BEFORE));
    assert_eq!(refused, Err(ChangeRefusal::Details(vec![DetailError::PlaceMissing])));
    assert!(change(&facts(State::Draft), &details(), &after, &amsterdam(), at(BEFORE)).is_ok_and(|c| c.when.is_none()));
}

#[test]
fn every_kind_has_its_defaults() {
    for kind in Kind::ALL {
        assert!((30..=480).contains(&kind.default_minutes()), "{kind}");
        assert_eq!(kind.default_legal_status(), LegalStatus::InformalGathering);
    }
    assert_eq!(Kind::WorkVisit.default_capacity(), Some(12));
    assert_eq!(Kind::ALL.len(), 10);
}

proptest! {
    #[test]
    fn any_day_and_time_gives_moments_or_a_reason(day in 1i16..=365, year in 2025i16..=2036, start in 0i16..1440, end in 0i16..1440) {
        let date = Date::new(year, 1, 1).unwrap().with().day_of_year(day).build().unwrap();
        let wall = |m: i16| Time::new((m / 60) as i8, (m % 60) as i8, 0, 0).unwrap();
        if let Ok(moments) = when(date, wall(start), wall(end), &amsterdam()) {
            prop_assert!(moments.starts_at < moments.ends_at);
            prop_assert!(moments.ends_at.duration_since(moments.starts_at) <= LONGEST);
        }
    }
}

#[test]
fn a_change_carried_over_takes_what_changed_and_leaves_the_rest() {
    let before = details();
    let after = Details {
        date: Some(date(2026, 11, 24)),
        start: Some(time(20, 0, 0, 0)),
        place: Some("Dorpshuis".to_owned()),
        ..details()
    };
    let own = Details {
        title: "Jeugdzorg en wonen".to_owned(),
        date: Some(date(2027, 3, 1)),
        end: Some(time(22, 0, 0, 0)),
        place: Some("Kulturhus".to_owned()),
        ..details()
    };
    let carried = carry(&before, &after, &own);
    let expected = Details {
        date: Some(date(2027, 2, 27)),
        start: Some(time(20, 0, 0, 0)),
        place: Some("Dorpshuis".to_owned()),
        ..own.clone()
    };
    assert_eq!(carried, expected);
    // The end is its own and stays; the place is its own and goes.
    assert_eq!(overwritten(&before, &after, &own), [Changed::Place]);
    let early = Details { start: Some(time(18, 0, 0, 0)), ..own.clone() };
    assert_eq!(overwritten(&before, &after, &early), [Changed::Time, Changed::Place]);
    let same = Details { place: Some("Dorpshuis".to_owned()), end: before.end, ..own };
    assert_eq!(overwritten(&before, &after, &same), []);
    assert_eq!(carry(&before, &before, &same), same);
}
