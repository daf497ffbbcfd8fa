//! Two thousand sign-ins a minute (T13): hardly a password is compared, and the site goes on.

use std::time::{Duration, Instant};

use jiff::SignedDuration;

use super::proving;
use crate::{accounts::give_password, support::TestApp};

#[tokio::test]
async fn two_thousand_guesses_a_minute_compare_twenty_passwords_an_account_and_hinder_nobody() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let accounts = ["cora", "otto", "greet", "wim"];
    for name in accounts {
        give_password(&app, &town, name).await;
    }
    let door = app.stranger(&town);
    let reader = app.sign_in(&town, "olga").await;
    let reading = tokio::spawn(async move {
        let mut times = Vec::new();
        for _ in 0..60 {
            let start = Instant::now();
            reader.get("/bijeenkomsten").await.is(200);
            times.push(start.elapsed());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        times.sort();
        times
    });
    // Ten minutes of the clock in the hand. In the short form only the first has the full rate.
    let (mut checks, mut sent) = ([0; 4], 0);
    for minute in 0..10 {
        let guesses = if minute == 0 || proving() { 2_000 } else { 40 };
        for guess in (0..guesses).step_by(20) {
            let some = (guess..guess + 20).map(|guess| {
                let door = &door;
                async move {
                    let which = guess % accounts.len();
                    let email = format!("{}@winterbeek.example", accounts[which]);
                    let word = format!("vier kippen op stok {guess}");
                    // A forged address of a proxy is nobody's: it neither helps nor harms.
                    let request = door.request(reqwest::Method::POST, "/aanmelden");
                    let request = request.header("x-forwarded-for", format!("10.{}.{}.1", guess / 250, guess % 250));
                    let request = request.form(&[("email", email.as_str()), ("wachtwoord", word.as_str())]);
                    (which, door.send(request).await.code())
                }
            });
            for (which, code) in futures::future::join_all(some).await {
                sent += 1;
                match code {
                    422 => checks[which] += 1,
                    429 => {}
                    // As many hashes as are made at once wait already.
                    503 => {}
                    other => panic!("{other} for {}", accounts[which]),
                }
            }
            app.pass(SignedDuration::from_millis(60_000 * 20 / guesses as i64));
        }
    }
    assert!(sent >= 2_300, "{sent}");
    for (name, checks) in accounts.iter().zip(checks) {
        assert!((5..=20).contains(&checks), "{checks} passwords of {name} were compared");
    }
    let times = reading.await.unwrap();
    let (middle, slow) = (times[times.len() / 2], times[times.len() * 95 / 100]);
    // A page that waits in the row of the hashes takes many seconds.
    let asked = Duration::from_millis(if proving() { 500 } else { 2_000 });
    assert!(middle < asked && slow < 4 * asked, "{middle:?}, {slow:?}");
    // Nobody is locked out: after a quarter of an hour the owner gets in.
    app.pass(SignedDuration::from_mins(15));
    let fields = [("email", "cora@winterbeek.example"), ("wachtwoord", crate::accounts::PASSWORD)];
    app.stranger(&town).post("/aanmelden", &fields).await.is(303);
}
