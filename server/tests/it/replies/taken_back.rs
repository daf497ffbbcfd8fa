//! An invitation that is taken back leaves the calendar of that one person, and comes in again when it is given again.

use super::{Invitation, Post, Reply, change, moved};
use crate::gatherings::invited;

fn deed(post: &Post, gathering: uuid::Uuid, name: &str, deed: &str) -> String {
    format!("/bijeenkomsten/{gathering}/uitnodigingen/{}/{deed}", post.town.person(name))
}

fn says(invitation: &Invitation, method: &str, status: &str, sequence: &str) {
    let found = ["METHOD", "STATUS", "SEQUENCE"].map(|start| invitation.value(start));
    assert_eq!(found, [method, status, sequence], "{}", invitation.text);
}

#[tokio::test]
async fn one_invitation_taken_back_leaves_one_calendar_and_comes_back_higher() {
    let post = Post::start().await;
    let id = invited(&post.app, &post.town).await;
    let first = post.last_to("otto").await.invitation();
    says(&first, "REQUEST", "CONFIRMED", "0");
    let before = post.sent().await.len();
    let greet = post.app.sign_in(&post.town, "greet").await;
    let back = deed(&post, id, "otto", "intrekking");
    greet.submit(&back, &[]).await.is(200).shows("Er gaat 1 mail weg").shows("Nodig opnieuw uit");
    greet.post(&back, &[]).await.is(303);
    assert_eq!(post.sent().await.len(), before + 1, "to one person, once");
    let letter = post.last_to("otto").await;
    let cancelled = letter.invitation();
    says(&cancelled, "CANCEL", "CANCELLED", "1");
    for start in ["UID", "ORGANIZER", "DTSTART"] {
        assert_eq!(cancelled.line(start), first.line(start));
    }
    assert_eq!(cancelled.text.matches("\r\nATTENDEE").count(), 1);
    assert_eq!(cancelled.value("ATTENDEE"), "otto@winterbeek.example");
    let words = letter.parsed().body_text(0).unwrap().into_owned();
    assert!(words.contains("Uw uitnodiging voor Werkbezoek De Brug is ingetrokken."), "{words}");

    // Nothing is left to answer, and what the others answer is no answer to an older plan.
    let yes = Reply::to(&first, "otto", "ACCEPTED");
    assert!(post.hand_over(&first.reply_to(), &yes.mail()).await.starts_with("550 "));
    let otto = post.app.sign_in(&post.town, "otto").await;
    otto.get("").await.is(200).hides("Wacht op uw antwoord");
    let cora = post.last_to("cora").await.invitation();
    says(&cora, "REQUEST", "CONFIRMED", "0");
    post.hand_over(&cora.reply_to(), &Reply::to(&cora, "cora", "ACCEPTED").mail()).await;
    assert_eq!(post.answer_of("cora").await.0.as_deref(), Some("ja"));
    // The next wave leaves him out.
    greet.get(&format!("/bijeenkomsten/{id}/uitnodiging")).await.is(200).shows("Iedereen is uitgenodigd");

    let again = deed(&post, id, "otto", "herhaling");
    greet.submit(&again, &[]).await.is(200).shows("is opnieuw uitgenodigd").hides("Nodig opnieuw uit");
    greet.post(&again, &[]).await.is(303);
    assert_eq!(post.sent().await.len(), before + 2);
    let second = post.last_to("otto").await.invitation();
    says(&second, "REQUEST", "CONFIRMED", "2");
    assert_eq!(second.line("UID"), first.line("UID"));
    post.hand_over(&first.reply_to(), &yes.mail()).await;
    assert_eq!(post.fate().await, ("wacht".to_owned(), "vorige-versie".to_owned()));
    post.hand_over(&second.reply_to(), &Reply { number: 2, ..Reply::to(&second, "otto", "ACCEPTED") }.mail()).await;
    assert_eq!(post.answer_of("otto").await.0.as_deref(), Some("ja"));

    // From here on each goes up from where they were.
    post.app.pass(jiff::SignedDuration::from_secs(60));
    change(&post, id, moved(&post)).await;
    says(&post.last_to("otto").await.invitation(), "REQUEST", "CONFIRMED", "3");
    says(&post.last_to("cora").await.invitation(), "REQUEST", "CONFIRMED", "1");
}

#[tokio::test]
async fn who_never_got_an_invitation_hears_nothing_when_it_is_taken_back() {
    let post = Post::start().await;
    let other = post.app.town("Zomerdal").await;
    let id = invited(&post.app, &post.town).await;
    let greet = post.app.sign_in(&post.town, "greet").await;
    // Before the mail left; and a mail that came back.
    greet.submit(&deed(&post, id, "otto", "intrekking"), &[]).await.is(200).shows("is ingetrokken.").hides("1 mail");
    let sent = post.sent().await.len();
    assert_eq!(sent, 7, "all but him");
    post.app.execute("UPDATE outbox SET bounced_at = 1 WHERE to_address = 'cora@winterbeek.example'").await;
    greet.post(&deed(&post, id, "cora", "intrekking"), &[]).await.is(303);
    assert_eq!(post.sent().await.len(), sent);
    greet.post(&deed(&post, id, "otto", "herhaling"), &[]).await.is(303);
    says(&post.last_to("otto").await.invitation(), "REQUEST", "CONFIRMED", "2");
    // Taken back and given again before either left: the calendar sees the last word only.
    let sent = post.sent().await.len();
    greet.post(&deed(&post, id, "otto", "intrekking"), &[]).await.is(303);
    greet.post(&deed(&post, id, "otto", "herhaling"), &[]).await.is(303);
    assert_eq!(post.sent().await.len(), sent + 1);
    says(&post.last_to("otto").await.invitation(), "REQUEST", "CONFIRMED", "4");

    greet.post(&deed(&post, id, "greet", "intrekking"), &[]).await.is(404);
    let elsewhere = post.app.sign_in(&other, "greet").await;
    elsewhere.post(&deed(&post, id, "otto", "intrekking"), &[]).await.is(404);
    post.app.pass(jiff::SignedDuration::from_hours(9 * 24));
    let greet = post.app.sign_in(&post.town, "greet").await;
    greet.post(&deed(&post, id, "otto", "intrekking"), &[]).await.is(409).shows("begonnen of voorbij");
}

#[tokio::test]
async fn a_mail_in_the_hands_of_a_worker_does_not_undo_what_the_clerk_did() {
    let post = Post::start().await;
    let (app, town) = (&post.app, &post.town);
    let id = invited(app, town).await;
    let greet = app.sign_in(town, "greet").await;
    let of_otto = "SELECT COUNT(*) FROM outbox WHERE to_address = 'otto@winterbeek.example' AND method";
    let in_hands = || async {
        let worker = uuid::Uuid::now_v7();
        app::mail::outbox::claim(&app.state().db, worker, 20, app.now()).await.unwrap();
        // Seconds later; the worker holds them for minutes, and never comes back.
        app.pass(jiff::SignedDuration::from_secs(5));
    };
    in_hands().await;
    greet.post(&deed(&post, id, "otto", "intrekking"), &[]).await.is(303);
    assert_eq!(app.count(&format!("{of_otto} = 'REQUEST'")).await, 1, "it may have left already");
    app.pass(jiff::SignedDuration::from_mins(10));
    says(&post.last_to("otto").await.invitation(), "CANCEL", "CANCELLED", "1");
    assert_eq!(app.count(&format!("{of_otto} = 'REQUEST'")).await, 0, "nothing asks to keep it any more");
    // And the other way round.
    greet.post(&deed(&post, id, "otto", "herhaling"), &[]).await.is(303);
    post.sent().await;
    greet.post(&deed(&post, id, "otto", "intrekking"), &[]).await.is(303);
    in_hands().await;
    greet.post(&deed(&post, id, "otto", "herhaling"), &[]).await.is(303);
    app.pass(jiff::SignedDuration::from_mins(10));
    says(&post.last_to("otto").await.invitation(), "REQUEST", "CONFIRMED", "4");
    assert_eq!(app.count(&format!("{of_otto} = 'CANCEL'")).await, 1, "the first only");
}

#[tokio::test]
async fn a_place_that_comes_free_goes_to_who_waited() {
    let post = Post::start().await;
    let (app, town) = (&post.app, &post.town);
    let id = crate::answers::invited(app, town, &["cora", "otto"], Some(1)).await;
    for name in ["cora", "otto"] {
        let browser = app.sign_in(town, name).await;
        browser.post(&format!("/bijeenkomsten/{id}/antwoord"), &[("antwoord", "ja")]).await.is(303);
    }
    let greet = app.sign_in(town, "greet").await;
    greet.post(&deed(&post, id, "cora", "intrekking"), &[]).await.is(303);
    let mails = app.mails(town).await;
    let to: Vec<_> = mails.iter().map(|mail| (mail.kind.as_str(), mail.to_address.as_str())).collect();
    assert_eq!(to, [("place", "otto@winterbeek.example")]);
}
