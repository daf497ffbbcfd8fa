//! What should bring the listener down and must not: after each, the next honest answer is taken.

use std::time::{Duration, Instant};

use super::{DOMAIN, Invitation, Post, Reply, wire::Talk};
use crate::gatherings::invited;

/// An honest answer, later than the one before.
async fn honest(post: &Post, invitation: &Invitation, number: u32) {
    post.app.pass(jiff::SignedDuration::from_secs(10));
    let (status, code) = if number.is_multiple_of(2) { ("ACCEPTED", "ja") } else { ("DECLINED", "nee") };
    let stamp = post.app.now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let reply = Reply { number, stamp, ..Reply::to(invitation, "otto", status) };
    let began = Instant::now();
    assert_eq!(post.hand_over(&invitation.reply_to(), &reply.mail()).await, "250 2.0.0 taken");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some(code));
}

#[tokio::test]
async fn hostile_mail_leaves_the_listener_up_and_the_answer_as_it_was() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let otto = post.last_to("otto").await.invitation();
    let frame = Reply::to(&otto, "otto", "ACCEPTED");
    honest(&post, &otto, 0).await;
    let nested = format!("{}{}", "BEGIN:X\r\n".repeat(10_000), "END:X\r\n".repeat(10_000));
    let mut deep = format!("Content-Type: text/calendar; method=REPLY\r\n\r\n{}", frame.calendar());
    for n in 0..2_000 {
        deep = format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n{deep}\r\n--b{n}--\r\n");
    }
    let deep =
        deep.replacen("Content-Type", &format!("{}From: otto@winterbeek.example\r\nContent-Type", frame.proof), 1);
    let mut bad: Vec<u8> = frame.mail().replace("CN=Otto", "CN=@@@").into_bytes();
    bad.iter_mut().filter(|byte| **byte == b'@').for_each(|byte| *byte = 0xc3);
    let table: Vec<(&str, Vec<u8>, &str)> = vec![
        ("10,000 nested", frame.mail_of("text/calendar; method=REPLY", &nested).into(), "250 2.0.0 taken"),
        (
            "nested within",
            frame.mail().replace("SEQUENCE:0\r\n", &format!("{nested}SEQUENCE:0\r\n")).into(),
            "250 2.0.0 taken",
        ),
        ("2,000 deep", deep.into(), "250 2.0.0 taken"),
        (
            "messages in messages",
            frame.mail_of("message/rfc822", &"Content-Type: message/rfc822\r\n\r\n".repeat(20_000)).into(),
            "250 2.0.0 taken",
        ),
        (
            "5 MB",
            frame.mail_of("text/calendar; method=REPLY", &"A".repeat(5_000_000)).into(),
            "552 5.3.4 larger than an answer",
        ),
        ("bad UTF-8", bad, "250 2.0.0 taken"),
        ("nothing", b"\r\n".to_vec(), "250 2.0.0 taken"),
        ("zeros", vec![0; 200_000], "250 2.0.0 taken"),
        ("one endless header", format!("From: {}\r\n\r\n", "(".repeat(400_000)).into(), "250 2.0.0 taken"),
    ];
    for (number, (name, mail, said)) in (1..).zip(table) {
        let before = post.answer_of("otto").await;
        let mut talk = Talk::begin(post.port).await;
        let began = Instant::now();
        assert_eq!(talk.deliver("", &otto.reply_to(), &mail).await, said, "{name}");
        assert!(began.elapsed() < Duration::from_secs(10), "{name}: {:?}", began.elapsed());
        assert_eq!(post.answer_of("otto").await, before, "{name}");
        honest(&post, &otto, number).await;
    }
    assert!(post.app.count("SELECT COUNT(*) FROM incoming_mail WHERE reason = 'onleesbaar'").await >= 3);
}

#[tokio::test]
async fn the_conversation_has_an_end_in_every_direction() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let otto = post.last_to("otto").await.invitation();
    let to = format!("RCPT TO:<{}>", otto.reply_to());
    let mut talk = Talk::connect(post.port).await;
    assert!(talk.hear().await.starts_with(&format!("220 {DOMAIN}")));
    assert!(talk.say("MAIL FROM:<a@b.nl>").await.starts_with("503 "), "hello first");
    assert!(talk.say(&"x".repeat(100_000)).await.starts_with("500 5.5.6"));
    assert!(talk.say("EHLO x").await.starts_with("250 SIZE 1048576"));
    assert!(talk.say("RCPT TO:<a@b.nl>").await.starts_with("503 "));
    assert!(talk.say("MAIL FROM:<a@b.nl> SIZE=99999999").await.starts_with("552 "));
    assert!(talk.say("MAIL FROM:<a@b.nl>").await.starts_with("250 "));
    assert!(talk.say("DATA").await.starts_with("503 "), "to nobody");
    for n in 0..50 {
        assert!(talk.say(&to).await.starts_with("250 "), "{n}");
    }
    assert!(talk.say(&to).await.starts_with("452 "));
    assert!(talk.say("RSET").await.starts_with("250 "));
    let mut last = String::new();
    for _ in 0..30 {
        last = talk.say("FLIEP").await;
        if last.is_empty() || last.starts_with("421 ") {
            break;
        }
    }
    assert!(last.starts_with("421 "), "{last}");
    assert_eq!(talk.hear().await, "", "and it hangs up");
    // Nobody takes all the room, and those who go give theirs back.
    let mut held = Vec::new();
    for _ in 0..32 {
        let mut talk = Talk::connect(post.port).await;
        assert!(talk.hear().await.starts_with("220 "));
        held.push(talk);
    }
    assert!(Talk::connect(post.port).await.hear().await.starts_with("421 "));
    drop(held);
    tokio::time::sleep(Duration::from_millis(300)).await;
    honest(&post, &otto, 2).await;
}

#[tokio::test]
async fn a_bare_line_feed_ends_no_mail() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let otto = post.last_to("otto").await.invitation();
    let smuggled = Reply { number: 7, ..Reply::to(&otto, "otto", "ACCEPTED") }.mail();
    for end in ["\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r"] {
        let hidden = format!(
            "From: boef@elders.example\r\n\r\nhallo{end}MAIL FROM:<otto@winterbeek.example>\r\nRCPT TO:<{}>\r\nDATA\r\n{smuggled}",
            otto.reply_to()
        );
        let mut talk = Talk::begin(post.port).await;
        // Sent as it is, without the dots that an honest server adds.
        for command in ["MAIL FROM:<boef@elders.example>", &format!("RCPT TO:<{}>", otto.reply_to()), "DATA"] {
            talk.say(command).await;
        }
        talk.send(hidden.as_bytes()).await;
        talk.send(b"\r\n.\r\n").await;
        assert_eq!(talk.hear().await, "250 2.0.0 taken", "{end:?}");
        assert_eq!(talk.say("NOOP").await, "250 2.0.0 well", "one mail, {end:?}");
        assert_eq!(post.answer_of("otto").await, (None, None), "{end:?}");
    }
    honest(&post, &otto, 2).await;
}

#[tokio::test]
async fn smtp_works_as_well_and_two_people_can_be_answered_at_once() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let (otto, cora) = (post.last_to("otto").await.invitation(), post.last_to("cora").await.invitation());
    let mut talk = Talk::connect(post.port).await;
    talk.hear().await;
    talk.say("EHLO mx.evenwijs.example").await;
    let said = talk
        .deliver("otto@winterbeek.example", &otto.reply_to(), Reply::to(&otto, "otto", "ACCEPTED").mail().as_bytes())
        .await;
    assert_eq!(said, "250 2.0.0 taken");
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("ja"));
    // LMTP answers for each recipient; the mail counts for the one it fits.
    let mut talk = Talk::begin(post.port).await;
    talk.say("MAIL FROM:<cora@winterbeek.example>").await;
    for to in [otto.reply_to(), cora.reply_to()] {
        assert!(talk.say(&format!("RCPT TO:<{to}>")).await.starts_with("250 "));
    }
    let mail = Reply::to(&cora, "cora", "DECLINED").mail();
    talk.say("DATA").await;
    talk.send(format!("{mail}\r\n.\r\n").as_bytes()).await;
    assert_eq!((talk.hear().await.as_str(), talk.hear().await.as_str()), ("250 2.0.0 taken", "250 2.0.0 taken"));
    assert_eq!(post.answer_of("cora").await.0.as_deref(), Some("nee"));
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("ja"));
}
