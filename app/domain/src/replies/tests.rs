use super::*;

const NOW: &str = "2026-09-02T10:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn known() -> Known {
    Known {
        uid: "a@winterbeek.evenwijs".to_owned(),
        addresses: vec!["otto@winterbeek.example".to_owned(), "otto@thuis.example".to_owned()],
        sequence: 1,
        newest: None,
        answered_at: None,
        repeated: false,
        open: true,
    }
}

fn part(method: &str, status: &str) -> Scheduled {
    Scheduled {
        declared: Some(method.to_owned()),
        method: Some(method.to_owned()),
        uid: Some("a@winterbeek.evenwijs".to_owned()),
        sequence: Some(1),
        stamped_at: Some(at("2026-09-02T09:59:00Z")),
        attendees: vec![Attendee { address: "otto@winterbeek.example".to_owned(), status: status.to_owned() }],
    }
}

fn letter(part: Scheduled) -> Letter {
    Letter { automatic: false, part: Part::Read(Box::new(part)) }
}

fn otto() -> Proof {
    Proof::Proven("otto@winterbeek.example".to_owned())
}

fn judged(part: Scheduled, known: &Known, proof: &Proof) -> (Standing, Reason, Option<Answer>) {
    let verdict = judge(&letter(part), known, proof, at(NOW));
    (verdict.standing, verdict.reason, verdict.answer)
}

#[test]
fn a_proven_answer_of_the_one_invited_counts() {
    for (status, answer) in [("ACCEPTED", Answer::Yes), ("TENTATIVE", Answer::Maybe), ("DECLINED", Answer::No)] {
        let got = judged(part("REPLY", status), &known(), &otto());
        assert_eq!(got, (Standing::Applied, Reason::Fine, Some(answer)));
    }
    // The header of a part that is only attached names no method; some leave SEQUENCE and DTSTAMP out.
    let bare = Scheduled { declared: None, sequence: None, stamped_at: None, ..part("reply", "ACCEPTED") };
    assert_eq!(judged(bare, &known(), &otto()).0, Standing::Applied);
    let elsewhere = Proof::Proven("otto@thuis.example".to_owned());
    assert_eq!(judged(part("REPLY", "ACCEPTED"), &known(), &elsewhere).0, Standing::Applied);
}

#[test]
fn what_does_not_fit_its_address_is_refused_whoever_sent_it() {
    let to = |address: &str| vec![Attendee { address: address.to_owned(), status: "ACCEPTED".to_owned() }];
    let fine = || part("REPLY", "ACCEPTED");
    let both = ["ACCEPTED", "DECLINED"]
        .map(|status| Attendee { address: "otto@winterbeek.example".to_owned(), status: status.to_owned() });
    let table = [
        (Scheduled { uid: Some("b@winterbeek.evenwijs".to_owned()), ..fine() }, Reason::OtherMeeting),
        (Scheduled { uid: None, ..fine() }, Reason::OtherMeeting),
        (Scheduled { attendees: to("cora@winterbeek.example"), ..fine() }, Reason::OtherPerson),
        (Scheduled { attendees: Vec::new(), ..fine() }, Reason::OtherPerson),
        (Scheduled { attendees: both.into(), ..fine() }, Reason::Contradiction),
        (Scheduled { declared: Some("REQUEST".to_owned()), ..fine() }, Reason::Contradiction),
    ];
    for (part, reason) in table {
        for proof in [otto(), Proof::None] {
            assert_eq!(judged(part.clone(), &known(), &proof), (Standing::Refused, reason, None));
        }
    }
    let closed = Known { open: false, ..known() };
    assert_eq!(judged(fine(), &closed, &otto()), (Standing::Refused, Reason::TooLate, None));
}

#[test]
fn what_only_an_organizer_sends_is_passed_over() {
    for method in ["CANCEL", "REQUEST", "ADD", "PUBLISH", "REFRESH", "DECLINECOUNTER", ""] {
        let got = judged(part(method, "ACCEPTED"), &known(), &otto());
        assert_eq!(got, (Standing::Ignored, Reason::NotAnAnswer, None), "{method}");
    }
    for status in ["NEEDS-ACTION", "", "COMPLETED"] {
        assert_eq!(judged(part("REPLY", status), &known(), &otto()).1, Reason::NotAnAnswer, "{status}");
    }
}

#[test]
fn without_proof_nothing_changes_and_somebody_is_asked() {
    let other = Proof::Proven("boef@elders.example".to_owned());
    for (proof, reason) in [(Proof::None, Reason::Unproven), (other, Reason::OtherSender)] {
        let yes = judged(part("REPLY", "ACCEPTED"), &known(), &proof);
        assert_eq!(yes, (Standing::Held, reason, Some(Answer::Yes)));
        // What is only to be read says what it is.
        let counter = judged(part("COUNTER", "TENTATIVE"), &known(), &proof);
        assert_eq!(counter, (Standing::Proposed, Reason::OtherTime, None));
        let delegated = judged(part("REPLY", "DELEGATED"), &known(), &proof);
        assert_eq!(delegated, (Standing::Delegated, Reason::SomebodyElse, None));
    }
}

#[test]
fn another_time_and_another_person_are_for_the_clerk() {
    assert_eq!(judged(part("COUNTER", "TENTATIVE"), &known(), &otto()).0, Standing::Proposed);
    let mut delegated = part("REPLY", "DELEGATED");
    delegated.attendees.push(Attendee { address: "oda@winterbeek.example".to_owned(), status: "ACCEPTED".to_owned() });
    assert_eq!(judged(delegated, &known(), &otto()), (Standing::Delegated, Reason::SomebodyElse, None));
}

#[test]
fn only_what_is_newer_counts() {
    let no_at = |sequence, stamp: &str| Known { newest: Some((sequence, at(stamp), Answer::No)), ..known() };
    let table = [
        // An earlier answer that came in late, an old one sent again.
        (no_at(1, "2026-09-02T09:59:30Z"), "ACCEPTED", Standing::Ignored, Reason::Older),
        // An earlier answer to a plan that never was counts as one to the plan of now, and this one is later.
        (no_at(2, "2026-09-01T00:00:00Z"), "ACCEPTED", Standing::Applied, Reason::Fine),
        // The same second: the same answer is the same mail, another is another.
        (no_at(1, "2026-09-02T09:59:00Z"), "DECLINED", Standing::Ignored, Reason::Repeated),
        (no_at(1, "2026-09-02T09:59:00Z"), "ACCEPTED", Standing::Applied, Reason::Fine),
        (no_at(0, "2026-09-02T09:59:30Z"), "ACCEPTED", Standing::Applied, Reason::Fine),
        // Answered on the site since; a clock may be a little slow.
        (
            Known { answered_at: Some(at("2026-09-02T10:20:00Z")), ..known() },
            "ACCEPTED",
            Standing::Ignored,
            Reason::Older,
        ),
        (
            Known { answered_at: Some(at("2026-09-02T10:05:00Z")), ..known() },
            "ACCEPTED",
            Standing::Applied,
            Reason::Fine,
        ),
        (Known { repeated: true, ..known() }, "ACCEPTED", Standing::Ignored, Reason::Repeated),
        // The gathering was moved since it was sent.
        (Known { sequence: 2, ..known() }, "ACCEPTED", Standing::Held, Reason::Outdated),
    ];
    for (known, status, standing, reason) in table {
        let got = judged(part("REPLY", status), &known, &otto());
        assert_eq!((got.0, got.1), (standing, reason), "{known:?}");
    }
    // A date in the future gains nothing: it counts as now.
    let future = Scheduled { stamped_at: Some(at("2036-01-01T00:00:00Z")), ..part("REPLY", "ACCEPTED") };
    assert_eq!(stamped(&future, at(NOW)), at(NOW));
    // Nor does a plan that does not exist yet, now or for what comes after it.
    let ahead = Scheduled { sequence: Some(i64::MAX), ..part("REPLY", "ACCEPTED") };
    assert_eq!((sequenced(&ahead, 1), sequenced(&part("REPLY", "ACCEPTED"), 3)), (1, 1));
    let older = no_at(1, "2026-09-02T09:59:30Z");
    assert_eq!(judged(ahead, &older, &otto()).1, Reason::Older);
    let poisoned = Known { newest: Some((9_999, at("2026-09-02T09:00:00Z"), Answer::No)), ..known() };
    assert_eq!(judged(part("REPLY", "ACCEPTED"), &poisoned, &otto()).0, Standing::Applied);
    // Forged and outdated: that it is forged is said first.
    let moved = Known { sequence: 2, ..known() };
    assert_eq!(judged(part("REPLY", "ACCEPTED"), &moved, &Proof::None).1, Reason::Unproven);
}

#[test]
fn words_are_for_the_clerk_and_programs_for_nobody() {
    let none = |automatic| judge(&Letter { automatic, part: Part::None }, &known(), &otto(), at(NOW));
    assert_eq!((none(false).standing, none(false).reason), (Standing::Held, Reason::Words));
    assert_eq!((none(true).standing, none(true).reason), (Standing::Ignored, Reason::Automatic));
    let broken = judge(&Letter { automatic: false, part: Part::Unreadable }, &known(), &otto(), at(NOW));
    assert_eq!((broken.standing, broken.reason), (Standing::Refused, Reason::Unreadable));
    // Calendars mark their replies as automatic too; the answer in it counts.
    let by_calendar = Letter { automatic: true, ..letter(part("REPLY", "ACCEPTED")) };
    assert_eq!(judge(&by_calendar, &known(), &otto(), at(NOW)).standing, Standing::Applied);
}

#[test]
fn only_what_our_own_mail_server_wrote_on_top_proves_a_sender() {
    let from = ["Otto@Winterbeek.example".to_owned()];
    let proven = |lines: &[&str]| {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        prove(&lines, Some("mx.evenwijs.example"), &from)
    };
    let pass = "mx.evenwijs.example; dkim=pass header.d=winterbeek.example; dmarc=pass (p=reject) header.from=winterbeek.example";
    assert_eq!(proven(&[pass]), otto());
    assert_eq!(proven(&["elders.example; dmarc=fail header.from=winterbeek.example", pass]), otto());
    assert_eq!(proven(&["MX.evenwijs.example 1; DMARC/1=Pass header.From=Winterbeek.Example"]), otto());
    for forged in [
        vec!["elders.example; dmarc=pass header.from=winterbeek.example"],
        // Ours said fail; the sender wrote the rest.
        vec!["mx.evenwijs.example; dmarc=fail header.from=winterbeek.example", pass],
        vec!["mx.evenwijs.example; none", pass],
        vec!["mx.evenwijs.example; dmarc=pass header.from=elders.example"],
        vec!["mx.evenwijs.example; dmarc=pass"],
        vec!["mx.evenwijs.example; spf=pass (dmarc=pass header.from=winterbeek.example) smtp.mailfrom=x@y.example"],
        vec!["mx.evenwijs.example; spf=pass smtp.mailfrom=\"x; dmarc=pass header.from=winterbeek.example\"@y.example"],
        vec![
            "mx.evenwijs.example; spf=pass smtp.mailfrom=\"\\\"; dmarc=pass header.from=winterbeek.example\"@y.example",
        ],
        vec![
            "mx.evenwijs.example; dmarc=fail header.from=winterbeek.example; dmarc=pass header.from=winterbeek.example",
        ],
        vec!["mx.evenwijs.example.boef.example; dmarc=pass header.from=winterbeek.example"],
        vec!["(mx.evenwijs.example) boef.example; dmarc=pass header.from=winterbeek.example"],
        vec!["mx.evenwijs.example; x-dmarc=pass header.from=winterbeek.example"],
        vec![],
    ] {
        assert_eq!(proven(&forged), Proof::None, "{forged:?}");
    }
    let lines = [pass.to_owned()];
    assert_eq!(prove(&lines, None, &from), Proof::None, "without a name of our own nothing is proven");
    let two = ["otto@winterbeek.example".to_owned(), "boef@elders.example".to_owned()];
    assert_eq!(prove(&lines, Some("mx.evenwijs.example"), &two), Proof::None);
    assert_eq!(prove(&lines, Some("mx.evenwijs.example"), &[]), Proof::None);
}
