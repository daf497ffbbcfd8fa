//! What waits, what is too much, and what our own mail server did not say.

use jiff::SignedDuration;

use super::{OURS, Post, Reply};
use crate::gatherings::invited;

/// The ids in the list that can be taken over.
fn takeable(page: &str) -> Vec<String> {
    let rest = page.split("/winterbeek/agenda-antwoorden/").skip(1);
    rest.filter_map(|rest| rest.split_once("/overname").map(|(id, _)| id.to_owned()).filter(|id| id.len() == 36))
        .collect()
}

#[tokio::test]
async fn what_waits_never_replaces_a_later_answer() {
    let post = Post::start().await;
    let id = invited(&post.app, &post.town).await;
    let invitation = post.last_to("otto").await.invitation();
    let forged = Reply { proof: String::new(), ..Reply::to(&invitation, "otto", "ACCEPTED") };
    post.hand_over(&invitation.reply_to(), &forged.mail()).await;
    let greet = post.app.sign_in(&post.town, "greet").await;
    let waiting = takeable(&greet.get("/agenda-antwoorden").await.is(200).text);
    assert_eq!(waiting.len(), 1);
    let take = format!("/agenda-antwoorden/{}/overname", waiting[0]);
    // Otto answers himself: nothing waits any more, neither for the clerk nor behind the link.
    post.app.pass(SignedDuration::from_secs(60));
    let otto = post.app.sign_in(&post.town, "otto").await;
    otto.post(&format!("/bijeenkomsten/{id}/antwoord"), &[("antwoord", "nee")]).await.is(303);
    greet.get("/agenda-antwoorden").await.is(200).shows("Er wacht niets");
    greet.get("/agenda-antwoorden?toon=alles").await.is(200).shows("Vervallen door een later antwoord");
    greet.post(&take, &[]).await.is(409);
    // And where it waits all the same, the later answer is shown and stands.
    post.app.execute("UPDATE incoming_mail SET settled_at = NULL").await;
    greet.get("/agenda-antwoorden").await.is(200).shows("Nu geldt: Ik kom niet");
    greet.submit(&take, &[]).await.is(200).shows("antwoordde later anders");
    let mails = post.app.mails(&post.town).await;
    let text = &mails.iter().find(|mail| mail.kind == "reply-ask").expect("a question").body_text;
    let link =
        text.lines().find(|line| line.contains("/agenda-antwoord/")).unwrap().split("/winterbeek").nth(1).unwrap();
    let stranger = post.app.stranger(&post.town);
    stranger.get(link).await.is(410).shows("U antwoordde daarna nog eens");
    stranger.post(link, &[]).await.is(410);
    assert_eq!(post.answer_of("otto").await, (Some("nee".to_owned()), Some("web".to_owned())));
}

#[tokio::test]
async fn of_two_that_wait_the_later_can_follow_the_earlier_and_not_the_other_way() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let invitation = post.last_to("otto").await.invitation();
    for (number, status) in [(1, "ACCEPTED"), (2, "TENTATIVE"), (3, "DECLINED")] {
        let reply = Reply { proof: String::new(), number, ..Reply::to(&invitation, "otto", status) };
        post.hand_over(&invitation.reply_to(), &reply.mail()).await;
        post.app.pass(SignedDuration::from_secs(60));
    }
    let greet = post.app.sign_in(&post.town, "greet").await;
    let waiting = takeable(&greet.get("/agenda-antwoorden").await.is(200).text);
    let [third, second, _first] = waiting.as_slice() else { panic!("{waiting:?}") };
    greet.submit(&format!("/agenda-antwoorden/{second}/overname"), &[]).await.is(200).shows("Overgenomen");
    assert_eq!(takeable(&greet.get("/agenda-antwoorden").await.is(200).text), std::slice::from_ref(third));
    greet.submit(&format!("/agenda-antwoorden/{third}/overname"), &[]).await.is(200).shows("Overgenomen");
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("nee"));
}

#[tokio::test]
async fn junk_hides_no_genuine_answer_and_leaves_one_line() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let invitation = post.last_to("otto").await.invitation();
    let yes = Reply::to(&invitation, "otto", "ACCEPTED");
    for number in 100..140 {
        let junk = Reply { proof: String::new(), number, from: "boef@elders.example".to_owned(), ..yes.clone() };
        post.hand_over(&invitation.reply_to(), &junk.mail_of("text/plain", &format!("rommel {number}"))).await;
    }
    assert_eq!(post.app.count("SELECT COUNT(*) FROM incoming_mail").await, 31);
    let line = "SELECT COUNT(*) FROM incoming_mail WHERE reason = 'te-veel' AND remark = '' AND sender = ''";
    assert_eq!(post.app.count(line).await, 1);
    let greet = post.app.sign_in(&post.town, "greet").await;
    greet.get("/agenda-antwoorden").await.is(200).shows("Er kwam te veel mail op één adres");
    post.hand_over(&invitation.reply_to(), &yes.mail()).await;
    assert_eq!(post.answer_of("otto").await, (Some("ja".to_owned()), Some("agenda".to_owned())));
}

#[tokio::test]
async fn a_proof_counts_only_where_our_own_mail_server_writes() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let invitation = post.last_to("otto").await.invitation();
    let yes = Reply::to(&invitation, "otto", "ACCEPTED");
    let (ours, theirs) = (format!("Received: from x by {OURS}; now\r\n"), "Received: from y by x; then\r\n");
    let forged = Reply { proof: format!("{ours}{theirs}{}", yes.proof), ..yes.clone() };
    post.hand_over(&invitation.reply_to(), &forged.mail()).await;
    assert_eq!(post.fate().await, ("wacht".to_owned(), "niet-bewezen".to_owned()));
    assert_eq!(post.answer_of("otto").await, (None, None));
    for (number, proof) in [(2, format!("{ours}{}{theirs}", yes.proof)), (3, format!("{}{ours}{theirs}", yes.proof))] {
        post.app.pass(SignedDuration::from_secs(20));
        let stamp = format!("20260901T0800{}0Z", number);
        let status = if number == 2 { "ACCEPTED" } else { "DECLINED" };
        let reply = Reply { number, proof, stamp, status: status.to_owned(), ..yes.clone() };
        post.hand_over(&invitation.reply_to(), &reply.mail()).await;
        assert_eq!(post.fate().await.0, "verwerkt", "{number}");
    }
}

#[tokio::test]
async fn a_sequence_from_the_future_poisons_nothing() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let invitation = post.last_to("otto").await.invitation();
    let ahead = Reply { sequence: "2147483647".to_owned(), ..Reply::to(&invitation, "otto", "ACCEPTED") };
    post.hand_over(&invitation.reply_to(), &ahead.mail()).await;
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("ja"));
    assert_eq!(post.app.count("SELECT COUNT(*) FROM incoming_mail WHERE sequence = 0").await, 1);
    post.app.pass(SignedDuration::from_secs(60));
    let no = Reply { number: 2, stamp: "20260901T080030Z".to_owned(), ..Reply::to(&invitation, "otto", "DECLINED") };
    post.hand_over(&invitation.reply_to(), &no.mail()).await;
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("nee"));
}

#[tokio::test]
async fn what_is_only_to_be_read_says_what_it_is_and_then_that_nobody_proved_it() {
    let post = Post::start().await;
    invited(&post.app, &post.town).await;
    let invitation = post.last_to("otto").await.invitation();
    let plain = Reply { proof: String::new(), ..Reply::to(&invitation, "otto", "TENTATIVE") };
    let counter = Reply { method: "COUNTER".to_owned(), ..plain.clone() };
    post.hand_over(&invitation.reply_to(), &counter.mail()).await;
    assert_eq!(post.fate().await, ("voorstel".to_owned(), "ander-tijdstip".to_owned()));
    let greet = post.app.sign_in(&post.town, "greet").await;
    let page = greet.get("/agenda-antwoorden").await.is(200);
    page.shows("Stelt een ander tijdstip voor")
        .shows("Niet zeker is wie dit stuurde")
        .shows("Voorstel: van")
        .hides("kreeg een mail");
    let delegated = Reply { number: 2, status: "DELEGATED".to_owned(), ..plain.clone() };
    post.hand_over(&invitation.reply_to(), &delegated.mail()).await;
    assert_eq!(post.fate().await, ("gemachtigde".to_owned(), "iemand-anders".to_owned()));
    post.hand_over(&invitation.reply_to(), &Reply { number: 3, ..plain }.mail()).await;
    greet.get("/agenda-antwoorden").await.is(200).shows("De genodigde kreeg een mail");
}
