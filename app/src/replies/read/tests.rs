//! Replies as four calendars write them, as far as that is known without their accounts, and as nobody should.

use std::time::{Duration, Instant};

use super::*;

const UID: &str = "0198c0de-0000-7000-8000-000000000001@winterbeek.evenwijs";

fn whole(kind: &str, calendar: &str) -> String {
    format!(
        "Authentication-Results: mx.evenwijs.example;\r\n\tdmarc=pass header.from=winterbeek.example\r\n\
         From: Otto Oppositie <Otto@Winterbeek.example>\r\nMessage-ID: <1@winterbeek.example>\r\n\
         Subject: Accepted: Werkbezoek\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n{calendar}"
    )
}

fn scheduled_in(mail: &Mail) -> &Scheduled {
    match &mail.letter.part {
        Part::Read(part) => part,
        other => panic!("{other:?}"),
    }
}

fn reply(lines: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{UID}\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

#[test]
fn a_reply_is_read_as_each_calendar_writes_it() {
    let google = reply(
        "DTSTART:20260909T173000Z\r\nDTEND:20260909T190000Z\r\nDTSTAMP:20260902T095900Z\r\nORGANIZER;CN=Griffie:mailto:r-x@rsvp.example\r\nATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Otto;X-NUM-GUESTS=0:mailto:otto@winterbeek.example\r\nSEQUENCE:2\r\nSTATUS:CONFIRMED\r\n",
    );
    let outlook = reply(
        "DTSTART;TZID=W. Europe Standard Time:20260909T193000\r\nDTEND;TZID=W. Europe Standard Time:20260909T210000\r\nDTSTAMP:20260902T095900Z\r\nATTENDEE;PARTSTAT=ACCEPTED;CN=\"Oppositie, Otto\":MAILTO:Otto@Winterbeek.example\r\nCOMMENT;LANGUAGE=nl-NL:Ik kom\\, maar later\\n\r\nSEQUENCE:2\r\n",
    );
    let apple = reply(
        "DTSTAMP:20260902T095900Z\r\nATTENDEE;CN=Otto;EMAIL=otto@winterbeek.example;PARTSTAT=ACCEPTED:mailto:otto@wint\r\n erbeek.example\r\nSEQUENCE:2\r\n",
    );
    let thunderbird = reply(
        "DTSTAMP:20260902T095900Z\r\nSEQUENCE:2\r\nORGANIZER:mailto:r-x@rsvp.example\r\nATTENDEE;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:otto@winterbeek.example\r\n",
    );
    for text in [&google, &outlook, &apple, &thunderbird] {
        let mail = read(whole("text/calendar; charset=utf-8; method=REPLY", text).as_bytes(), false, 1);
        let part = scheduled_in(&mail);
        assert_eq!(mail.from, ["otto@winterbeek.example"]);
        assert_eq!(mail.results, ["mx.evenwijs.example; dmarc=pass header.from=winterbeek.example"]);
        assert_eq!((part.method.as_deref(), part.declared.as_deref()), (Some("REPLY"), Some("REPLY")), "{text}");
        assert_eq!((part.uid.as_deref(), part.sequence), (Some(UID), Some(2)), "{text}");
        assert_eq!(part.stamped_at, Some("2026-09-02T09:59:00Z".parse().unwrap()));
        let attendee = Attendee { address: "otto@winterbeek.example".to_owned(), status: "ACCEPTED".to_owned() };
        assert_eq!(part.attendees, [attendee], "{text}");
    }
    let mail = read(whole("text/calendar", &outlook).as_bytes(), false, 1);
    assert_eq!(mail.remark, "Ik kom, maar later");
    let (from, _) = mail.proposed.unwrap();
    let amsterdam = domain::localtime::amsterdam();
    assert_eq!(from.moment(&amsterdam), Some("2026-09-09T17:30:00Z".parse().unwrap()));
}

#[test]
fn who_is_to_come_instead_is_told() {
    let text = reply(
        "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:Oda@winterbeek.example\":mailto:otto@winterbeek.example\r\nATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM=\"mailto:otto@winterbeek.example\":mailto:oda@winterbeek.example\r\n",
    );
    let mail = read(whole("text/calendar", &text).as_bytes(), false, 1);
    assert_eq!(mail.delegate.as_deref(), Some("oda@winterbeek.example"));
    assert_eq!(scheduled_in(&mail).attendees[0].status, "DELEGATED");
}

#[test]
fn two_senders_are_never_one() {
    let two = whole("text/plain", "x").replace("Message-ID", "From: boef@elders.example\r\nMessage-ID");
    assert_eq!(read(two.as_bytes(), false, 1).from.len(), 2);
    let list = whole("text/plain", "x").replace("Otto Oppositie <Otto@", "boef@elders.example, Otto <Otto@");
    assert_eq!(read(list.as_bytes(), false, 1).from.len(), 2);
    let shown = whole("text/plain", "x")
        .replace("Otto Oppositie <Otto@Winterbeek.example>", "\"otto@winterbeek.example\" <boef@elders.example>");
    assert_eq!(read(shown.as_bytes(), false, 1).from, ["boef@elders.example"]);
}

#[test]
fn what_stands_there_twice_says_nothing() {
    let twice = reply(&format!("UID:{UID}\r\n"));
    assert_eq!(scheduled_in(&read(whole("text/calendar", &twice).as_bytes(), false, 1)).uid, None);
    let events = twice.replace("END:VCALENDAR", &format!("BEGIN:VEVENT\r\nUID:{UID}\r\nEND:VEVENT\r\nEND:VCALENDAR"));
    assert_eq!(read(whole("text/calendar", &events).as_bytes(), false, 1).letter.part, Part::Unreadable);
}

#[test]
fn programs_are_known_by_their_headers() {
    for header in ["Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <x.example>", "X-Autoreply: yes"] {
        let text =
            whole("text/plain", "Ik ben met vakantie").replace("MIME-Version", &format!("{header}\r\nMIME-Version"));
        assert!(read(text.as_bytes(), false, 1).letter.automatic, "{header}");
    }
    let plain =
        whole("text/plain", "ik kom\r\n> wat u schreef").replace("MIME-Version", "Auto-Submitted: no\r\nMIME-Version");
    let mail = read(plain.as_bytes(), false, 1);
    assert!(!mail.letter.automatic && mail.remark == "ik kom", "{mail:?}");
    assert!(read(plain.as_bytes(), true, 1).letter.automatic, "sent by nobody");
}

#[test]
fn a_report_says_for_whom_and_why() {
    let body = "--r\r\nContent-Type: text/plain\r\n\r\nHelaas.\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n\
        Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; Otto@winterbeek.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\
        Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n--r--\r\n";
    let mail = read(whole("multipart/report; report-type=delivery-status; boundary=r", body).as_bytes(), true, 1);
    let report = mail.report.unwrap();
    assert!(report.failed);
    assert_eq!(report.recipient.as_deref(), Some("otto@winterbeek.example"));
    assert_eq!(report.status, "5.1.1");
}

#[test]
fn hostile_mail_is_read_quickly_and_to_no_effect() {
    let nested = |n: usize| format!("{}{}", "BEGIN:X\r\n".repeat(n), "END:X\r\n".repeat(n));
    let calendar = |inside: &str| reply(inside);
    let mut table: Vec<Vec<u8>> = vec![
        whole("text/calendar", &nested(10_000)).into_bytes(),
        whole("text/calendar", &calendar(&nested(10_000))).into_bytes(),
        whole("text/calendar", &"BEGIN:VCALENDAR\n".repeat(10_000)).into_bytes(),
        whole("text/calendar", &calendar(&format!("X-A:{}\r\n", "a".repeat(200_000)))).into_bytes(),
        whole("text/calendar", &calendar(&"ATTENDEE;A=\"".repeat(10_000))).into_bytes(),
        whole("text/calendar", &"a".repeat(5_000_000)).into_bytes(),
        whole("text/calendar", &calendar(&"RRULE:FREQ=DAILY;BYDAY=2éE\r\n".repeat(2_000))).into_bytes(),
        whole("text/plain", "").replace("Otto Oppositie", &"(".repeat(100_000)).into_bytes(),
        whole("text/plain", "").replace("Otto Oppositie", &"a:;,<".repeat(20_000)).into_bytes(),
        format!("{}: x\r\n", "From".repeat(100_000)).into_bytes(),
        "From: a@b.nl\r\n".repeat(50_000).into_bytes(),
        vec![0xff; 300_000],
        vec![0; 300_000],
        vec![b'\n'; 300_000],
    ];
    let mut bad = whole("text/calendar", &calendar("SUMMARY:@@\r\n")).into_bytes();
    bad.iter_mut().filter(|byte| **byte == b'@').for_each(|byte| *byte = 0xc3);
    table.push(bad);
    for (number, raw) in table.iter().enumerate() {
        let began = Instant::now();
        let mail = read(raw, false, 1);
        assert!(began.elapsed() < Duration::from_secs(5), "{number}: {:?}", began.elapsed());
        if let Part::Read(part) = &mail.letter.part {
            assert!(part.attendees.iter().all(|attendee| attendee.address != "otto@winterbeek.example"), "{number}");
        }
    }
}
