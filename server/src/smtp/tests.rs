#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

use super::compose::compose;
use super::*;

fn mail() -> Outgoing {
    Outgoing {
        message_id: "0193-abc@evenwijs.example.nl".to_owned(),
        from_name: "Griffie Voorbeeldstad".to_owned(),
        from_address: "griffie@example.nl".to_owned(),
        reply_to: Some("antwoord@example.nl".to_owned()),
        to_name: "Zoë de Vries".to_owned(),
        to_address: "zoe@example.nl".to_owned(),
        subject: "Uitnodiging: casuïstiektafel".to_owned(),
        text: "Beste Zoë,\n\nKomt u?\n".to_owned(),
        html: "<p>Komt u?</p>".to_owned(),
        ics: None,
        method: None,
        bounce_to: None,
        headers: vec![("Auto-Submitted".to_owned(), "auto-generated".to_owned())],
    }
}

fn written(mail: &Outgoing) -> String {
    String::from_utf8(compose(mail).unwrap().1).unwrap()
}

/// Header lines, folded ones joined.
fn head(text: &str) -> Vec<String> {
    let head = text.split_once("\r\n\r\n").unwrap().0;
    head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_mail_has_text_and_html_and_its_own_id() {
    let (envelope, bytes) = compose(&mail()).unwrap();
    assert_eq!(envelope.from().unwrap().to_string(), "griffie@example.nl");
    assert_eq!(envelope.to().len(), 1);
    assert!(bytes.is_ascii());
    let text = String::from_utf8(bytes).unwrap();
    let head = head(&text);
    for line in [
        "Message-ID: <0193-abc@evenwijs.example.nl>",
        "From: \"Griffie Voorbeeldstad\" <griffie@example.nl>",
        "Reply-To: antwoord@example.nl",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(head.iter().any(|own| own == line), "{line} not in {head:#?}");
    }
    assert!(head.iter().any(|line| line.starts_with("Date: ")));
    assert!(text.contains("multipart/alternative") && !text.contains("multipart/mixed"));
    assert!(text.find("text/plain").unwrap() < text.find("text/html").unwrap());
}

#[test]
fn a_calendar_file_is_a_plain_attachment() {
    let ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n".to_owned();
    let text = written(&Outgoing { ics: Some(("bijeenkomst.ics".to_owned(), ics.clone())), ..mail() });
    assert!(text.contains("multipart/mixed") && text.contains("multipart/alternative"));
    assert!(text.contains("Content-Type: text/calendar; charset=utf-8\r\n"));
    assert!(text.contains("Content-Disposition: attachment; filename=\"bijeenkomst.ics\""));
    assert!(!text.contains("method"));
    assert!(text.contains(&ics));
}

#[test]
fn an_invitation_stands_last_in_the_alternative_and_once_more_attached() {
    let ics = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:casuïstiek\r\nEND:VCALENDAR\r\n".to_owned();
    let invitation = Outgoing {
        ics: Some(("bijeenkomst.ics".to_owned(), ics.clone())),
        method: Some("REQUEST".to_owned()),
        bounce_to: Some("b-1@rsvp.example.nl".to_owned()),
        ..mail()
    };
    let (envelope, bytes) = compose(&invitation).unwrap();
    assert_eq!(envelope.from().unwrap().to_string(), "b-1@rsvp.example.nl");
    let text = String::from_utf8(bytes).unwrap();
    let order = [
        "Content-Type: multipart/mixed",
        "Content-Type: multipart/alternative",
        "Content-Type: text/plain",
        "Content-Type: text/html",
        "Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n",
        "Content-Type: application/ics; name=\"bijeenkomst.ics\"\r\n",
    ];
    let places: Vec<_> = order.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("{part}\n{text}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
    // The HTML is plain ASCII in short lines; what holds a calendar or another letter is encoded.
    let encoded = |how: &str| text.matches(&format!("Content-Transfer-Encoding: {how}\r\n")).count();
    assert_eq!((encoded("base64") + encoded("quoted-printable"), encoded("7bit")), (3, 1), "{text}");
    let parsed = mail_parser::MessageParser::default().parse(text.as_bytes()).unwrap();
    let same = parsed.parts.iter().filter(|part| part.contents() == ics.as_bytes()).count();
    assert_eq!(same, 2, "the same bytes twice\n{text}");
    let wrong = Outgoing { method: Some("REQUEST\r\nX: 1".to_owned()), ..invitation };
    assert!(compose(&wrong).is_err());
}

#[test]
fn hostile_names_become_harmless() {
    let names = [
        "Jan\r\nBcc: boos@example.org",
        "Jan\nJansen",
        "Jan\rJansen",
        "Jan\0Jansen",
        "Jan\u{7f}Jansen",
        "\u{202e}nasneJ naJ",
        "\"Jan\" <boos@example.org>",
        "Jan, Piet; Klaas: (x) [y] \\",
        "=?utf-8?q?Jan?=",
        "\r\n",
        "",
        "   ",
        "Jan\u{2028}\u{85}Jansen",
        "👩‍💼 Ḿ́ǎ",
    ];
    for name in names.into_iter().map(str::to_owned).chain(["x".repeat(100_000), "é ".repeat(5_000)]) {
        let text = written(&Outgoing {
            to_name: name.clone(),
            from_name: name.clone(),
            subject: name.clone(),
            headers: vec![("X-Test".to_owned(), name.clone())],
            ics: Some((name.clone(), "BEGIN:VCALENDAR".to_owned())),
            ..mail()
        });
        let head = head(&text);
        for wanted in ["From: ", "To: ", "Subject: "] {
            assert_eq!(head.iter().filter(|line| line.starts_with(wanted)).count(), 1, "{name:?} {head:#?}");
        }
        assert!(!head.iter().any(|line| line.starts_with("Bcc")), "{name:?} {head:#?}");
        assert!(
            head.iter().any(|line| line.ends_with("<zoe@example.nl>") || line == "To: zoe@example.nl"),
            "{head:#?}"
        );
        assert!(text.is_ascii() && !text.contains('\0'), "{name:?}");
    }
}

#[test]
fn a_subject_is_read_as_it_was_written() {
    let long = "casuïstiek ".repeat(20);
    for subject in [
        "Uitnodiging: casuïstiektafel",
        "=?utf-8?q?=0D=0AX-Vreemd:_1?=",
        "Vraag: =?utf-8?b?DQpCY2M6IGJvb3M=?= over de brug",
        "2 =? 3",
        long.trim(),
    ] {
        let bytes = compose(&Outgoing { subject: subject.to_owned(), ..mail() }).unwrap().1;
        let read = mail_parser::MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(read.subject(), Some(subject));
        assert!(String::from_utf8(bytes).unwrap().lines().all(|line| line.len() <= 78));
    }
}

#[test]
fn what_cannot_be_written_is_permanent() {
    let wrong = [
        Outgoing { to_address: "zoe@example.nl\r\nBcc: x@y.nl".to_owned(), ..mail() },
        Outgoing { to_address: "zoe".to_owned(), ..mail() },
        Outgoing { to_address: String::new(), ..mail() },
        Outgoing { to_address: "zoe@example.nl, boos@example.org".to_owned(), ..mail() },
        Outgoing { from_address: "<>".to_owned(), ..mail() },
        Outgoing { reply_to: Some("x\r\ny".to_owned()), ..mail() },
        Outgoing { message_id: "a b@c".to_owned(), ..mail() },
        Outgoing { message_id: "<a@b>\r\nX: y".to_owned(), ..mail() },
        Outgoing { headers: vec![("X\r\nBcc".to_owned(), "x".to_owned())], ..mail() },
        Outgoing { headers: vec![(String::new(), "x".to_owned())], ..mail() },
    ];
    for mail in wrong {
        assert!(matches!(compose(&mail), Err(SendError::Permanent(_))), "{mail:?}");
    }
}

#[test]
fn addresses_of_mail_servers() {
    let cases = [
        ("smtp://localhost", Some(false)),
        ("smtp://localhost:1025", Some(false)),
        ("smtp://[::1]:1025", Some(false)),
        ("smtp://u:p@mail.example.nl:587?tls=required", Some(true)),
        ("smtp://u:p%40ss+x@mail.example.nl?tls=opportunistic", Some(false)),
        ("smtps://u:p@mail.example.nl/evenwijs.example.nl", Some(true)),
        ("smtp://u@mail.example.nl", None),
        ("smtp://mail.example.nl?tls=maybe", None),
        ("http://mail.example.nl", None),
        ("mail.example.nl", None),
        ("", None),
    ];
    for (url, required) in cases {
        let relay = Relay::from_url(url);
        assert_eq!(relay.as_ref().ok().map(Relay::requires_tls), required, "{url} {relay:?}");
        assert!(!format!("{relay:?}").contains("p%40ss"));
    }
}

#[tokio::test]
async fn a_folder_takes_mail_as_files() {
    let folder = std::env::temp_dir().join(format!("evenwijs-mail-{}", uuid::Uuid::now_v7()));
    let mailer = Mailer::Folder(folder.join("mail"));
    let Reply(reply) = mailer.send(&mail()).await.unwrap();
    mailer.send(&mail()).await.unwrap_or_else(|error| panic!("{error}"));
    let files: Vec<_> = std::fs::read_dir(folder.join("mail")).unwrap().map(|file| file.unwrap().file_name()).collect();
    let name = reply.strip_prefix("250 saved as ").unwrap();
    assert!(name.ends_with("-0193-abc@evenwijs.example.nl.eml"), "{name}");
    assert!(files.iter().any(|file| file == name) && files.iter().all(|f| !f.to_string_lossy().starts_with('.')));
    let text = std::fs::read_to_string(folder.join("mail").join(name)).unwrap();
    assert_eq!(head(&text)[0], "Message-ID: <0193-abc@evenwijs.example.nl>");
    std::fs::remove_dir_all(folder).unwrap();
}

/// A mail server that says these lines, one after each line it hears (the mail itself counts as one).
async fn server(lines: &'static [&'static str]) -> Relay {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        for line in lines {
            stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await.unwrap();
            let mut heard = String::new();
            let mut in_mail = line.starts_with("354");
            loop {
                heard.clear();
                if stream.read_line(&mut heard).await.unwrap() == 0 {
                    return;
                }
                if !in_mail || heard == ".\r\n" {
                    break;
                }
                in_mail = true;
            }
        }
        // Silent, but still there.
        std::future::pending::<()>().await;
    });
    Relay::from_url(&format!("smtp://127.0.0.1:{port}")).unwrap()
}

async fn talk(lines: &'static [&'static str]) -> Result<Reply, SendError> {
    Mailer::Smtp(Box::new(server(lines).await)).send(&mail()).await
}

#[tokio::test]
async fn the_servers_answer_comes_back() {
    let start = Instant::now();
    let reply = talk(&["220 hi", "250 hi", "250 ok", "250 ok", "354 go", "250 2.0.0 Ok: queued as 4F1A"]).await;
    assert_eq!(reply, Ok(Reply("250 2.0.0 Ok: queued as 4F1A".to_owned())));
    // A server that never says goodbye does not undo that.
    assert!(start.elapsed().as_secs() < 6);
}

#[tokio::test]
async fn refusals_are_told_apart() {
    let unknown = talk(&["220 hi", "250 hi", "250 ok", "550 5.1.1 no such user", "221 bye"]).await;
    assert_eq!(unknown, Err(SendError::Permanent("550 5.1.1 no such user".to_owned())));
    let busy = talk(&["220 hi", "250 hi", "250 ok", "451 4.7.1 try later", "221 bye"]).await;
    assert_eq!(busy, Err(SendError::Temporary("451 4.7.1 try later".to_owned())));
    let stranger = talk(&["220 hi", "250 hi", "530 5.7.0 sign in first", "221 bye"]).await;
    assert_eq!(stranger, Err(SendError::Temporary("530 5.7.0 sign in first".to_owned())));
    let closed = talk(&["554 no service here", "221 bye"]).await;
    assert!(matches!(closed, Err(SendError::Temporary(_))), "{closed:?}");
    let nobody = Mailer::Smtp(Box::new(Relay::from_url("smtp://127.0.0.1:1").unwrap())).send(&mail()).await;
    assert!(matches!(nobody, Err(SendError::Temporary(_))), "{nobody:?}");
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let relay = server(&[]).await.hurried(Duration::from_millis(50));
    let outcome = Mailer::Smtp(Box::new(relay)).send(&mail()).await;
    assert!(matches!(&outcome, Err(SendError::Temporary(text)) if text.contains("in time")), "{outcome:?}");
}
