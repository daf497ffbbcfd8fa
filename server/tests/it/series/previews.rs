//! What a page says before several dates are touched, and what it does when that is not so any more.

use super::*;

#[tokio::test]
async fn one_date_that_was_invited_to_does_not_take_the_drafts_along_unasked() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = made(&greet, &town, &QUARTERS).await;
    let wave = format!("{path}/uitnodiging");
    let page = greet.get(&wave).await.is(200).shows("woensdag 9 juni 2027, 19.30–21.00 · concept");
    assert_eq!(occurs(&page, "concept, komt nu in de kalender"), 4);
    let page = greet.get(&format!("{wave}?bereik=deze")).await.is(200).hides("komt nu in de kalender");
    let key = page.input("key");
    greet.post(&wave, &[("key", key.as_str()), ("version", "1")]).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE planned_at IS NOT NULL").await, 1);
    greet.get(&wave).await.is(200).hides("name=\"bereik\"").shows("Iedereen is uitgenodigd").shows("Alle 4 datums");
    let page = greet.get(&format!("{wave}?bereik=alle")).await.is(200).shows("Verstuur 8 uitnodigingen");
    assert_eq!(occurs(&page, "concept, komt nu in de kalender"), 3);
}

#[tokio::test]
async fn the_sample_is_of_the_date_its_reader_is_asked_for() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = made(&greet, &town, &["2026-09-09", "2026-12-09"]).await;
    let wave = format!("{path}/uitnodiging");
    let key = greet.get(&format!("{wave}?bereik=deze")).await.input("key");
    greet.post(&wave, &[("key", key.as_str()), ("version", "1")]).await.is(303);
    let page = greet.get(&format!("{wave}?bereik=alle")).await.is(200);
    let sample = page.text.split_once("mail-subject").unwrap().1;
    assert!(sample.contains("9 december 2026") && !sample.contains("9 september 2026"), "{sample}");
}

#[tokio::test]
async fn what_lacks_something_is_named_by_its_date_with_the_way_to_mend_it() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = made(&greet, &town, &QUARTERS).await;
    let third = ids(&app, &town).await.remove(2);
    app.execute("UPDATE gatherings SET place = '' WHERE date = '2027-03-10'").await;
    greet
        .get(&format!("{path}/uitnodiging"))
        .await
        .is(200)
        .shows("woensdag 10 maart 2027, 19.30–21.00: Vul een plaats in")
        .shows("Vul aan: woensdag 10 maart 2027")
        .shows(&format!("href=\"/winterbeek/bijeenkomsten/{third}/wijzigen\""));
}

#[tokio::test]
async fn drafts_are_put_into_the_calendar_as_they_were_seen() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = made(&greet, &town, &QUARTERS).await;
    let stand = greet.get(&format!("{path}/uitnodiging")).await.input("reeks");
    let last = format!("/bijeenkomsten/{}", ids(&app, &town).await[3]);
    let mut other = changed(&greet, &town, &last, "deze").await;
    other.plaats = "Elders".to_owned();
    greet.post(&format!("{last}/wijzigen"), &all(&other)).await.is(303);
    let form = [("bereik", "alle"), ("reeks", stand.as_str())];
    let page = greet.post(&format!("{path}/planning"), &form).await.is(409);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE planned_at IS NOT NULL").await, 0);
    let form = [("bereik", "alle"), ("reeks", &page.input("reeks"))];
    greet.post(&format!("{path}/planning"), &form).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE planned_at IS NOT NULL").await, 4);
}

#[tokio::test]
async fn a_host_nobody_knows_is_named_by_its_field_and_not_blamed_on_a_date() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    let mut input = changed(&greet, &town, &path, "alle").await;
    input.gastheer = "0199aaaa-0000-7000-8000-000000000000".to_owned();
    input.bevestigd = "true".to_owned();
    input.mee = parts[1..].to_vec();
    let page = greet.post(&format!("{path}/wijzigen"), &all(&input)).await.is(422);
    // The form itself, not what the change comes to.
    let page = page.hides("Bij een van de datums kan dit niet").hides("name=\"mee\"").shows("name=\"gastheer\"");
    assert_eq!(page.input("plaats"), "Dorpshuis");
}

#[tokio::test]
async fn only_who_really_gets_a_mail_is_counted() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = invited(&greet, &town).await;
    app.execute("UPDATE people SET email = NULL WHERE name LIKE 'Cora %'").await;
    let input = changed(&greet, &town, &path, "alle").await;
    greet.post(&format!("{path}/wijzigen"), &all(&input)).await.is(200).shows("7 mensen krijgen elk één mail");
    let page = greet.get(&format!("{path}/annulering")).await.is(200);
    assert_eq!(occurs(&page, "7 mensen krijgen een mail"), 2, "{}", page.text);
}

#[tokio::test]
async fn who_goes_back_and_chooses_otherwise_is_told_what_was_kept() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let kept = |days: &[&str]| Input {
        dag: days.iter().map(|day| (*day).to_owned()).collect(),
        bevestigd: "true".to_owned(),
        actie: "concept".to_owned(),
        ..quarterly(&town)
    };
    let first = greet.submit("/bijeenkomsten", &all(&kept(&QUARTERS))).await.is(200);
    first.shows("4 concepten bewaard.");
    let second = greet.submit("/bijeenkomsten", &all(&kept(&QUARTERS[..3]))).await.is(200);
    second.shows("al bewaard, met 4 datums. Uw nieuwe keuze is niet bewaard.").hides("concepten bewaard.");
    greet.submit("/bijeenkomsten", &all(&kept(&QUARTERS))).await.shows("4 concepten bewaard.");
    let renamed = Input { titel: "Anders".to_owned(), ..kept(&QUARTERS) };
    greet.submit("/bijeenkomsten", &all(&renamed)).await.shows("Uw nieuwe keuze is niet bewaard.");
    let invite = Input { actie: "uitnodiging".to_owned(), ..kept(&["2026-09-09", "2027-06-09"]) };
    greet.submit("/bijeenkomsten", &all(&invite)).await.shows("Uw nieuwe keuze is niet bewaard.");
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 4);
}

#[tokio::test]
async fn a_change_of_nothing_is_said_to_be_one_and_a_day_that_is_taken_is_named() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = invited(&greet, &town).await;
    let change = format!("{path}/wijzigen");
    let same = Input { plaats: quarterly(&town).plaats, ..changed(&greet, &town, &path, "alle").await };
    greet.post(&change, &all(&same)).await.is(422).shows("U hebt niets gewijzigd.");
    let other = Input {
        titel: "Iets anders".to_owned(),
        datum: "2026-12-16".to_owned(),
        key: "andere".to_owned(),
        ..typed(&town)
    };
    greet.post("/bijeenkomsten", &all(&other)).await.is(303);
    let moved = Input { datum: "2026-09-16".to_owned(), ..changed(&greet, &town, &path, "alle").await };
    let page = greet.post(&change, &all(&moved)).await.is(200).shows("→ woensdag 16 december 2026");
    page.shows("Ook dan: wo 16 dec, 19.30 · Iets anders").hides("Ook dan: wo 9");
}

#[tokio::test]
async fn who_is_not_meant_any_more_is_named_with_the_other_dates_and_told_on_the_page() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = invited(&greet, &town).await;
    let narrowed = Input {
        wie: "fracties".to_owned(),
        wie_reden: "Over hun motie".to_owned(),
        fractie: vec![town.coalition.to_string()],
        plaats: quarterly(&town).plaats,
        bevestigd: "true".to_owned(),
        mee: ids(&app, &town).await,
        ..changed(&greet, &town, &path, "alle").await
    };
    greet.post(&format!("{path}/wijzigen"), &all(&narrowed)).await.is(303);
    let page = greet.get(&path).await.is(200).shows("Otto Oppositie").shows("trek de uitnodigingen daar ook in");
    let page = page.shows("krijgt een mail dat die is ingetrokken");
    let otto = app.sign_in(&town, "otto").await;
    otto.get(&path).await.is(200).hides("Uw uitnodiging is ingetrokken.");
    let version = page.input("version");
    greet.post(&format!("{path}/uitnodigingen/intrekking"), &[("version", version.as_str())]).await.is(303);
    otto.get(&path).await.is(200).shows("Uw uitnodiging is ingetrokken. U wordt niet verwacht.");
    app.sign_in(&town, "cora").await.get(&path).await.is(200).hides("Uw uitnodiging is ingetrokken.");
}
