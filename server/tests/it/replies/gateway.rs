//! Mail that a gateway posts: what it is answered, and that a call proves nothing about who sent the mail.

use reqwest::{Client, Response};

use super::{DOMAIN, Post, Reply};
use crate::gatherings::invited;

const SECRET: &str = "gateway-geheim-0123456789-abcdefgh";

/// A gateway: no cookies, no origin.
struct Gateway {
    post: Post,
    client: Client,
}

impl Gateway {
    async fn start() -> Self {
        let post = Post::start_with(&[("EVENWIJS_RSVP_WEBHOOK_SECRET", SECRET)]).await;
        invited(&post.app, &post.town).await;
        Self { post, client: Client::new() }
    }

    async fn call(&self, secret: Option<&str>, kind: &str, to: &str, mail: impl Into<reqwest::Body>) -> Response {
        let mut request = self.client.post(format!("{}/haken/antwoordpost", self.post.app.address));
        if let Some(secret) = secret {
            request = request.bearer_auth(secret);
        }
        request.header("content-type", kind).header("x-envelope-to", to).body(mail).send().await.unwrap()
    }

    async fn offer(&self, to: &str, mail: &str) -> u16 {
        self.call(Some(SECRET), "message/rfc822", to, mail.to_owned()).await.status().as_u16()
    }

    async fn came_in(&self) -> i64 {
        self.post.app.count("SELECT COUNT(*) FROM incoming_mail WHERE source = 'webhook'").await
    }
}

#[tokio::test]
async fn a_mail_that_is_posted_counts_and_counts_once() {
    let gateway = Gateway::start().await;
    let otto = gateway.post.last_to("otto").await.invitation();
    let mail = Reply::to(&otto, "otto", "ACCEPTED").mail();
    for _ in 0..2 {
        assert_eq!(gateway.offer(&otto.reply_to(), &mail).await, 204);
        assert_eq!(gateway.post.answer_of("otto").await, (Some("ja".to_owned()), Some("agenda".to_owned())));
        assert_eq!(gateway.came_in().await, 1);
    }
    // A gateway that can say nothing but the mail, or only in the address.
    let cora = gateway.post.last_to("cora").await.invitation();
    let mail = format!("To: {}\r\n{}", cora.reply_to(), Reply::to(&cora, "cora", "DECLINED").mail());
    assert_eq!(gateway.offer("", &mail).await, 204);
    assert_eq!(gateway.post.answer_of("cora").await.0.as_deref(), Some("nee"));
    let olga = gateway.post.last_to("olga").await.invitation();
    let url = format!("{}/haken/antwoordpost?aan={}", gateway.post.app.address, olga.reply_to());
    let request = gateway.client.post(url).bearer_auth(SECRET).header("content-type", "message/rfc822");
    let answer = request.body(Reply::to(&olga, "olga", "ACCEPTED").mail()).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 204);
    assert_eq!(gateway.post.answer_of("olga").await.0.as_deref(), Some("ja"));
}

#[tokio::test]
async fn who_does_not_know_the_secret_hands_nothing_in() {
    let gateway = Gateway::start().await;
    let otto = gateway.post.last_to("otto").await.invitation();
    let (to, mail) = (otto.reply_to(), Reply::to(&otto, "otto", "ACCEPTED").mail());
    for secret in [None, Some(""), Some("fout"), Some(&SECRET[1..]), Some(&SECRET.to_uppercase())] {
        let answer = gateway.call(secret, "message/rfc822", &to, mail.clone()).await;
        assert_eq!(answer.status().as_u16(), 401, "{secret:?}");
        assert_eq!(answer.headers()["www-authenticate"], "Bearer");
    }
    assert_eq!((gateway.post.answer_of("otto").await, gateway.came_in().await), ((None, None), 0));
    // Where no secret is set, there is nothing at all.
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let closed = Gateway { post, client: Client::new() };
    let otto = closed.post.last_to("otto").await.invitation();
    assert_eq!(closed.offer(&otto.reply_to(), &Reply::to(&otto, "otto", "ACCEPTED").mail()).await, 404);
}

#[tokio::test]
async fn what_is_no_mail_for_us_is_told_apart_from_what_is_to_be_offered_again() {
    let gateway = Gateway::start().await;
    let otto = gateway.post.last_to("otto").await.invitation();
    let (to, mail) = (otto.reply_to(), Reply::to(&otto, "otto", "ACCEPTED").mail());
    let status =
        async |kind: &str, to: &str, mail: String| gateway.call(Some(SECRET), kind, to, mail).await.status().as_u16();
    assert_eq!(status("text/plain", &to, mail.clone()).await, 415);
    assert_eq!(status("message/rfc822", &to, String::new()).await, 422);
    assert_eq!(status("message/rfc822", &to, "A".repeat(2_000_000)).await, 413);
    assert_eq!(status("message/rfc822", &format!("r-{}@{DOMAIN}", "a".repeat(24)), mail.clone()).await, 422);
    assert_eq!(status("message/rfc822", "iemand@elders.example", mail.clone()).await, 422);
    assert_eq!(status("message/rfc822", &vec![to.as_str(); 51].join(","), mail.clone()).await, 422);
    assert_eq!((gateway.post.answer_of("otto").await, gateway.came_in().await), ((None, None), 0));
    gateway.post.app.execute("ALTER TABLE incoming_mail RENAME TO away").await;
    let answer = gateway.call(Some(SECRET), "message/rfc822", &to, mail.clone()).await;
    assert_eq!((answer.status().as_u16(), answer.headers()["retry-after"].to_str().unwrap()), (503, "60"));
    gateway.post.app.execute("ALTER TABLE away RENAME TO incoming_mail").await;
    assert_eq!(gateway.offer(&to, &mail).await, 204);
    assert_eq!(gateway.post.answer_of("otto").await.0.as_deref(), Some("ja"));
}

#[tokio::test]
async fn a_call_proves_nothing_about_the_mail_in_it() {
    let gateway = Gateway::start().await;
    let (otto, cora) =
        (gateway.post.last_to("otto").await.invitation(), gateway.post.last_to("cora").await.invitation());
    let honest = Reply::to(&otto, "otto", "ACCEPTED");
    let nested = format!("{}{}", "BEGIN:X\r\n".repeat(10_000), "END:X\r\n".repeat(10_000));
    let table = [
        ("unproven", otto.reply_to(), Reply { proof: String::new(), ..honest.clone() }.mail(), "niet-bewezen"),
        ("to a colleague's address", cora.reply_to(), honest.mail(), "andere-persoon"),
        ("nested", otto.reply_to(), honest.mail_of("text/calendar; method=REPLY", &nested), "onleesbaar"),
    ];
    for (name, to, mail, reason) in table {
        assert_eq!(gateway.offer(&to, &mail).await, 204, "{name}");
        assert_eq!(gateway.post.fate().await.1, reason, "{name}");
        assert_eq!(gateway.post.answer_of("otto").await, (None, None), "{name}");
        assert_eq!(gateway.post.answer_of("cora").await, (None, None), "{name}");
    }
    assert_eq!(gateway.offer(&otto.reply_to(), &honest.mail()).await, 204);
    assert_eq!(gateway.post.answer_of("otto").await.0.as_deref(), Some("ja"));
}
