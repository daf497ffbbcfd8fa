//! Answers that are fetched from a mailbox: once each, whatever lies between them.

use app::replies::mailbox::Trouble;
use jiff::SignedDuration;
use server::mailbox::{Reader, Reading};

use super::{Invitation, Post, Reply, mail_server::MailServer};
use crate::gatherings::invited;

struct Fetched {
    post: Post,
    server: MailServer,
    reader: Reader,
    otto: Invitation,
}

impl Fetched {
    async fn start(more: &[(&str, &str)]) -> Self {
        let server = MailServer::start().await;
        let url = server.url();
        let post = Post::start_with(&[[("EVENWIJS_RSVP_IMAP_URL", url.as_str())].as_slice(), more].concat()).await;
        invited(&post.app, &post.town).await;
        let otto = post.last_to("otto").await.invitation();
        let reader = reader(&post);
        Self { post, server, reader, otto }
    }

    /// Reads once, a minute after the last time.
    async fn read(&self) -> Reading {
        self.post.app.pass(SignedDuration::from_secs(61));
        self.reader.read().await.unwrap().expect("our turn")
    }

    /// An answer of now.
    fn reply(&self, number: u32, status: &str) -> Reply {
        let stamp = self.post.app.now().strftime("%Y%m%dT%H%M%SZ").to_string();
        Reply { number, stamp, ..Reply::to(&self.otto, "otto", status) }
    }

    async fn answer(&self) -> Option<String> {
        self.post.answer_of("otto").await.0
    }

    async fn came_in(&self) -> i64 {
        self.post.app.count("SELECT COUNT(*) FROM incoming_mail WHERE source = 'imap'").await
    }
}

fn reader(post: &Post) -> Reader {
    Reader::new(&post.app.config, post.app.state().clone()).unwrap().expect("a mailbox is set")
}

fn taken(taken: usize) -> Reading {
    Reading { taken, ..Reading::default() }
}

#[tokio::test]
async fn an_answer_in_the_mailbox_counts_once_and_is_marked_when_it_does() {
    let all = Fetched::start(&[]).await;
    assert_eq!(all.read().await, Reading::default(), "nothing there");
    all.server.put(&all.otto.reply_to(), all.reply(1, "ACCEPTED").mail());
    all.server.put("iemand@evenwijs.example", "Subject: Iets anders\r\n\r\n");
    all.server.inside().refuses = "STORE".to_owned();
    let cut = all.read().await;
    assert_eq!((cut.taken, cut.passed, cut.failure.unwrap().trouble), (1, 1, Trouble::Marking), "both were read");
    assert_eq!(all.post.answer_of("otto").await, (Some("ja".to_owned()), Some("agenda".to_owned())));
    assert!(!all.server.inside().mails[0].seen);
    // As after a crash between the two: it is read again, and changes nothing.
    all.server.inside().refuses.clear();
    assert_eq!(all.read().await, Reading { passed: 1, ..taken(1) });
    assert_eq!((all.came_in().await, all.answer().await.as_deref()), (1, Some("ja")));
    let kept = |at: usize| {
        let inside = all.server.inside();
        let mail = &inside.mails[at];
        (mail.seen, mail.deleted, mail.moved.clone())
    };
    assert_eq!(kept(0), (true, false, None), "read, and still there");
    assert_eq!(all.read().await, Reading::default());
    // The same mail once more, as a mail server may deliver it twice.
    let again = all.server.inside().mails[0].raw.clone();
    all.server.put_whole(again);
    assert_eq!(all.read().await, taken(1));
    assert_eq!(all.came_in().await, 1);
    all.server.put(&all.otto.reply_to(), all.reply(2, "DECLINED").mail());
    assert_eq!(all.read().await, taken(1));
    assert_eq!((all.came_in().await, all.answer().await.as_deref()), (2, Some("nee")));
}

#[tokio::test]
async fn one_mail_keeps_no_other_from_being_read_whatever_is_in_it() {
    let all = Fetched::start(&[]).await;
    let to = all.otto.reply_to();
    let frame = all.reply(1, "TENTATIVE");
    let nested = format!("{}{}", "BEGIN:X\r\n".repeat(10_000), "END:X\r\n".repeat(10_000));
    let mut deep = format!("Content-Type: text/calendar; method=REPLY\r\n\r\n{}", frame.calendar());
    for n in 0..2_000 {
        deep = format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n{deep}\r\n--b{n}--\r\n");
    }
    let read_but_refused = [
        frame.mail_of("text/calendar; method=REPLY", &nested),
        deep,
        frame.mail_of("text/calendar; method=REPLY", &"A".repeat(3_000_000)),
        format!("{}From: {}\r\n\r\n", frame.proof, "(".repeat(400_000)),
    ];
    for mail in &read_but_refused {
        all.server.put(&to, mail);
    }
    let nobodys = [
        vec![0; 200_000],
        b"\r\n".to_vec(),
        frame.mail().into_bytes(),
        format!("Delivered-To: r-{}@{}\r\n{}", "a".repeat(24), super::DOMAIN, frame.mail()).into_bytes(),
    ];
    for mail in &nobodys {
        all.server.put_whole(mail.clone());
    }
    all.server.put_whole(b"?".to_vec());
    all.server.inside().mails.last_mut().unwrap().damaged = true;
    all.server.put(&to, all.reply(2, "ACCEPTED").mail());
    let reading = all.read().await;
    let wanted = Reading { taken: read_but_refused.len() + 1, passed: nobodys.len(), kept: 1, failure: None };
    assert_eq!((reading, all.answer().await.as_deref()), (wanted, Some("ja")));
    let unreadable = "SELECT COUNT(*) FROM incoming_mail WHERE source = 'imap' AND reason = 'onleesbaar'";
    assert_eq!(all.post.app.count(unreadable).await, 3, "the clerk sees them; what is too large too");
    // What cannot be had for days is given up.
    assert_eq!(all.read().await, Reading { kept: 1, ..Reading::default() });
    all.server.inside().mails[8].old = true;
    assert_eq!(all.read().await, Reading { passed: 1, ..Reading::default() });
    assert!(all.server.inside().mails.iter().all(|mail| mail.seen));
}

#[tokio::test]
async fn a_mail_that_cannot_be_kept_now_waits_and_is_taken_later() {
    let all = Fetched::start(&[]).await;
    all.server.put(&all.otto.reply_to(), all.reply(1, "ACCEPTED").mail());
    all.post.app.execute("ALTER TABLE incoming_mail RENAME TO away").await;
    assert_eq!(all.read().await, Reading { kept: 1, ..Reading::default() });
    assert!(!all.server.inside().mails[0].seen);
    all.post.app.execute("ALTER TABLE away RENAME TO incoming_mail").await;
    assert_eq!(all.read().await, taken(1));
    assert_eq!(all.answer().await.as_deref(), Some("ja"));
}

#[tokio::test]
async fn a_proof_counts_only_where_our_own_mail_servers_can_have_written_it() {
    for (servers, becomes) in [("1", None), ("2", Some("ja"))] {
        let all = Fetched::start(&[("EVENWIJS_RSVP_HOPS", servers)]).await;
        let hops = "Received: from mx by box with LMTP\r\nReceived: from elders by mx\r\n";
        all.server.put(&all.otto.reply_to(), format!("{hops}{}", all.reply(1, "ACCEPTED").mail()));
        // One more, and it came along.
        let three = format!("{hops}Received: from verder by elders\r\n");
        all.server.put(&all.otto.reply_to(), format!("{three}{}", all.reply(2, "DECLINED").mail()));
        assert_eq!(all.read().await, taken(2));
        assert_eq!(all.answer().await.as_deref(), becomes, "{servers}");
    }
}

#[tokio::test]
async fn one_node_reads_at_a_time_and_not_before_it_is_time() {
    let all = Fetched::start(&[]).await;
    let other = reader(&all.post);
    all.server.put(&all.otto.reply_to(), all.reply(1, "ACCEPTED").mail());
    let (one, two) = tokio::join!(all.reader.read(), other.read());
    assert_eq!([one.unwrap(), two.unwrap()].into_iter().flatten().collect::<Vec<_>>(), [taken(1)]);
    assert_eq!(other.read().await.unwrap(), None, "just read");
    all.post.app.pass(SignedDuration::from_secs(59));
    assert_eq!(other.read().await.unwrap(), None);
    all.post.app.pass(SignedDuration::from_secs(1));
    assert_eq!(other.read().await.unwrap(), Some(Reading::default()));
    // Who fell over in the middle keeps it to themselves for some minutes, no longer.
    all.post.app.pass(SignedDuration::from_secs(60));
    let turn =
        app::replies::mailbox::take_turn(&all.post.app.state().db, SignedDuration::from_mins(4), all.post.app.now());
    assert!(turn.await.unwrap().is_some());
    all.post.app.pass(SignedDuration::from_secs(239));
    assert_eq!(other.read().await.unwrap(), None);
    all.post.app.pass(SignedDuration::from_secs(1));
    assert_eq!(other.read().await.unwrap(), Some(Reading::default()));
}

#[tokio::test]
async fn what_was_taken_is_moved_or_deleted_where_the_operator_asks() {
    for (then, able, deleted, moved) in [
        ("move:Verwerkt", "MOVE UIDPLUS", false, Some("Verwerkt")),
        ("move:Verwerkt", "", true, Some("Verwerkt")),
        ("delete", "UIDPLUS", true, Some("")),
        ("delete", "", true, None),
    ] {
        let all = Fetched::start(&[("EVENWIJS_RSVP_IMAP_THEN", then)]).await;
        // Without a way to sign in by proof, the plain one.
        all.server.inside().able = able.to_owned();
        all.server.put(&all.otto.reply_to(), all.reply(1, "ACCEPTED").mail());
        all.server.put("iemand@evenwijs.example", "Subject: Iets anders\r\n\r\n");
        assert_eq!(all.read().await, Reading { taken: 1, passed: 1, ..Reading::default() });
        let inside = all.server.inside();
        let mail = &inside.mails[0];
        assert_eq!((mail.seen, mail.deleted, mail.moved.as_deref()), (true, deleted, moved), "{then} {able}");
        let other = &inside.mails[1];
        assert_eq!((other.seen, other.deleted, &other.moved), (true, false, &None), "what is not ours stays");
    }
}

#[tokio::test]
async fn the_set_up_page_says_in_words_how_reading_goes() {
    let all = Fetched::start(&[]).await;
    let greet = all.post.app.sign_in(&all.post.town, "greet").await;
    let page = async || greet.get("/instellingen/agenda-antwoorden").await.is(200);
    let shown = page().await.shows("Nog niet gelezen").shows("127.0.0.1/INBOX").shows("Elke 60 seconden");
    shown.hides("Niets neemt de mail aan").hides("antwoorden@evenwijs").shows("de mailserver die deze mail ontvangt");
    all.read().await;
    page().await.shows("Gelezen ").hides("Nog niet gelezen");
    all.server.inside().refuses = "AUTHENTICATE".to_owned();
    assert_eq!(all.read().await.failure.unwrap().trouble, Trouble::SignIn);
    page().await.shows("laat het systeem niet binnen").shows("dat mag hier niet").shows("Voor het laatst gelezen");
    all.server.inside().refuses = "SELECT".to_owned();
    assert_eq!(all.read().await.failure.unwrap().trouble, Trouble::Folder);
    page().await.shows("De map kan niet worden gelezen");
    all.server.inside().refuses = "SEARCH".to_owned();
    assert_eq!(all.read().await.failure.unwrap().trouble, Trouble::Folder, "a refusal is no empty folder");
    all.server.inside().refuses.clear();
    all.read().await;
    page().await.shows("Gelezen ").hides("De mailserver zei");
    all.post.app.pass(SignedDuration::from_mins(11));
    page().await.shows("Niet meer gelezen sinds");
    // A password that is not right, and a mail server that says it back.
    let wrong = all.server.url().replace("ge%20heim", "mis%20");
    let post = Post::start_with(&[("EVENWIJS_RSVP_IMAP_URL", &wrong)]).await;
    let failure = reader(&post).read().await.unwrap().unwrap().failure.unwrap();
    assert_eq!(failure.trouble, Trouble::SignIn);
    // Nobody there.
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let nobody = format!("imap://a:b@127.0.0.1:{gone}/INBOX");
    let post = Post::start_with(&[("EVENWIJS_RSVP_IMAP_URL", &nobody)]).await;
    let failure = reader(&post).read().await.unwrap().unwrap().failure.unwrap();
    assert_eq!(failure.trouble, Trouble::Unreachable);
}
