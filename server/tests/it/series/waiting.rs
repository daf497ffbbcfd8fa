//! A mail about several dates that waits to leave, while one of them goes another way.

use super::*;

const SECOND: &str = "9 december 2026";

/// The mails of this kind that Cora gets.
async fn coras(app: &TestApp, town: &Town, kind: &str) -> Vec<Mail> {
    mails(app, town, kind).await.into_iter().filter(|mail| mail.to_name.starts_with("Cora ")).collect()
}

/// How many dates it asks an answer for, how many its calendar file holds, and whether the second is among them.
fn dates(mail: &Mail) -> (usize, usize, bool) {
    let events = mail.ics.as_deref().unwrap().matches("BEGIN:VEVENT").count();
    (mail.body_text.matches("/winterbeek/antwoord/").count(), events, mail.body_text.contains(SECOND))
}

#[tokio::test]
async fn what_waits_is_written_anew_without_a_date_one_is_taken_off() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    assert_eq!(dates(&coras(&app, &town, "invitation").await[0]), (4, 4, true));
    off(&greet, &town, &parts[1]).await;
    let mail = coras(&app, &town, "invitation").await;
    assert_eq!(mail.len(), 1);
    assert_eq!(dates(&mail[0]), (3, 3, false), "{}", mail[0].body_text);
    // Nobody told her of it, so nobody takes it back from her; the others hear what they heard.
    assert!(mails(&app, &town, "withdrawal").await.is_empty());
    assert_eq!(app.count("SELECT COUNT(*) FROM outbox WHERE body_text LIKE '%9 december 2026%'").await, 7);
    // Its links work.
    for link in mail[0].body_text.lines().filter(|line| line.contains("/antwoord/")) {
        app.stranger(&town).get(link.split_once("/winterbeek").unwrap().1).await.is(200).shows("name=\"antwoord\"");
    }
    assert_eq!(app.deliver().await, COUNCIL);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'told' AND channel = 'mail'").await, 31);
    // Nobody is left for another wave of what she still is invited to.
    greet.get(&format!("/bijeenkomsten/{}/uitnodiging", parts[0])).await.shows("Iedereen is uitgenodigd");
}

#[tokio::test]
async fn one_date_that_is_left_is_an_invitation_like_any_other_and_none_is_no_mail() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    for part in &parts[1..] {
        off(&greet, &town, part).await;
    }
    let mail = coras(&app, &town, "invitation").await;
    assert_eq!((mail.len(), mail[0].method.as_deref()), (1, Some("REQUEST")));
    off(&greet, &town, &parts[0]).await;
    assert!(coras(&app, &town, "invitation").await.is_empty());
    assert!(mails(&app, &town, "withdrawal").await.is_empty());
    assert_eq!(app.deliver().await, COUNCIL - 1);
}

#[tokio::test]
async fn what_a_worker_could_not_hand_over_is_written_anew_before_it_tries_again() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    // In the hands of a worker: it may leave at any moment, so that it is taken back is said.
    app.execute("UPDATE outbox SET claimed_until = 9999999999999").await;
    off(&greet, &town, &parts[1]).await;
    assert_eq!(mails(&app, &town, "withdrawal").await.len(), 1);
    assert_eq!(dates(&coras(&app, &town, "invitation").await[0]), (4, 4, true));
    app.execute("UPDATE outbox SET claimed_until = NULL").await;
    app.deliver().await;
    let mail = coras(&app, &town, "invitation").await;
    assert_eq!((mail.len(), dates(&mail[0])), (1, (3, 3, false)));
    assert!(mail[0].sent_at.is_some());
}

#[tokio::test]
async fn what_waits_asks_nobody_to_come_to_what_was_cancelled() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    greet.post(&format!("/bijeenkomsten/{}/annulering", parts[1]), &[("reden", "Recess")]).await.is(303);
    let waiting = mails(&app, &town, "invitation").await;
    assert_eq!(waiting.len(), COUNCIL);
    assert!(waiting.iter().all(|mail| dates(mail) == (3, 3, false)));
}

#[tokio::test]
async fn a_change_that_waits_is_told_of_the_dates_that_are_left() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = invited(&greet, &town).await;
    app.deliver().await;
    let parts = ids(&app, &town).await;
    let mut input = changed(&greet, &town, &path, "alle").await;
    input.bevestigd = "true".to_owned();
    input.mee = parts[1..].to_vec();
    greet.post(&format!("{path}/wijzigen"), &all(&input)).await.is(303);
    assert_eq!(dates(&coras(&app, &town, "change").await[0]), (4, 4, true));
    off(&greet, &town, &parts[1]).await;
    let mail = coras(&app, &town, "change").await;
    assert_eq!((mail.len(), dates(&mail[0])), (1, (3, 3, false)), "{}", mail[0].body_text);
    assert_eq!(mail[0].body_text.matches("Was: Kulturhus winterbeek. Wordt: Dorpshuis.").count(), 3);
    // The invitation had left, so she hears that she is taken off.
    assert_eq!(mails(&app, &town, "withdrawal").await.len(), 1);
}
