//! One answer for all dates of a series.

use domain::answers::{Answer, Place};
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::answers::call;

/// What the form of the offer sends for these dates.
fn press<'a>(answer: &'a str, dates: &[&'a String]) -> Vec<(&'a str, &'a str)> {
    std::iter::once(("antwoord", answer)).chain(dates.iter().map(|id| ("dag", id.as_str()))).collect()
}

/// What somebody answered for each of these dates, and whether they have a place.
async fn stand(app: &TestApp, town: &Town, parts: &[String], name: &str) -> Vec<(Option<&'static str>, Place)> {
    let (tenant, db, mut all) = (app.tenant(town).await, app.state().db.read(), Vec::new());
    for part in parts {
        let id: Uuid = part.parse().unwrap();
        let row = app::gatherings::store::find(db, &tenant, id).await.unwrap();
        let replies = app::answers::store::replies(db, &tenant, id).await.unwrap();
        let seats = app::answers::store::seats(&replies, row.capacity);
        let person = town.person(name);
        let answer = replies.iter().find(|reply| reply.person == person).and_then(|reply| reply.answer);
        all.push((answer.map(Answer::code), seats.place_of(person)));
    }
    all
}

async fn answers(app: &TestApp, town: &Town, parts: &[String], name: &str) -> Vec<&'static str> {
    stand(app, town, parts, name).await.into_iter().map(|(answer, _)| answer.unwrap_or("-")).collect()
}

#[tokio::test]
async fn one_press_gives_the_silent_dates_the_same_answer_once_and_undo_takes_back_those_only() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    let (cora, first) = (app.sign_in(&town, "cora").await, format!("/bijeenkomsten/{}", parts[0]));
    let form = format!("{first}/antwoord/reeks");
    cora.get(&first).await.is(200).hides("/antwoord/reeks");
    // One of them was answered before, so it is neither offered nor touched.
    cora.post(&format!("/bijeenkomsten/{}/antwoord", parts[1]), &[("antwoord", "nee")]).await.is(303);
    cora.post(&format!("{first}/antwoord"), &[("antwoord", "ja")]).await.is(303);
    let page = cora.get(&first).await.is(200).shows("Ook op de andere 2 datums");
    let page = page.shows(">wo 10 mrt 2027").shows(">wo 9 jun 2027").hides(">wo 9 dec<");
    assert_eq!((page.input("dag"), occurs(&page, "name=\"dag\"")), (parts[2].clone(), 2));

    app.pass(jiff::SignedDuration::from_mins(1));
    let given = "SELECT COUNT(*) FROM audit WHERE action = 'answer.give' AND detail = 'web: ja'";
    let mut moments = Vec::new();
    for _ in 0..2 {
        cora.post(&form, &press("ja", &[&parts[2], &parts[3]])).await.is(303);
        let page = cora.get(&first).await.shows("Aangemeld voor 2 datums.").shows("Ongedaan maken");
        moments.push(page.hides("op de andere").input("moment"));
        assert_eq!(app.count(given).await, 3, "one of each date, and none of the second press");
        app.pass(jiff::SignedDuration::from_mins(1));
    }
    assert_eq!(moments[0], moments[1]);
    assert_eq!(answers(&app, &town, &parts, "cora").await, ["ja", "nee", "ja", "ja"]);

    // One was changed since: undo leaves that alone.
    cora.post(&format!("/bijeenkomsten/{}/antwoord", parts[3]), &[("antwoord", "misschien")]).await.is(303);
    cora.post(&form, &[("moment", moments[0].as_str())]).await.is(303);
    cora.get(&first).await.shows("Uw antwoord voor 1 datum is ingetrokken.").hides("name=\"moment\"");
    assert_eq!(answers(&app, &town, &parts, "cora").await, ["ja", "nee", "-", "misschien"]);
    cora.post(&form, &[("moment", moments[0].as_str())]).await.is(303);
    cora.get(&first).await.shows("waren al ingetrokken of gewijzigd").shows("Ook op de andere datum<");
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE detail = 'web: geen antwoord'").await, 1);
    // What was answered by itself is of no press.
    cora.post(&form, &press("nee", &[&parts[2], &parts[3]])).await.is(303);
    cora.get(&first)
        .await
        .shows("Afgemeld voor 1 datum. U had al iets anders geantwoord voor wo 9 jun 2027; dat blijft zo.");
    assert_eq!(answers(&app, &town, &parts, "cora").await, ["ja", "nee", "nee", "misschien"]);
}

#[tokio::test]
async fn two_at_once_get_the_last_place_of_a_date_once_and_both_hear_where_they_stand() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    app.execute("UPDATE gatherings SET capacity = 2 WHERE date = '2027-03-10'").await;
    app.execute("UPDATE gatherings SET capacity = 1 WHERE date = '2027-06-09'").await;
    let carel = app.sign_in(&town, "carel").await;
    carel.post(&format!("/bijeenkomsten/{}/antwoord", parts[2]), &[("antwoord", "ja")]).await.is(303);
    app.deliver().await;
    let (cora, otto) = (app.sign_in(&town, "cora").await, app.sign_in(&town, "otto").await);
    let first = format!("/bijeenkomsten/{}", parts[0]);
    let form = format!("{first}/antwoord/reeks");
    let all = press("ja", &[&parts[1], &parts[2], &parts[3]]);
    let (one, other) = tokio::join!(cora.post(&form, &all), otto.post(&form, &all));
    let _ = (one.is(303), other.is(303));
    let (coras, ottos) = (stand(&app, &town, &parts, "cora").await, stand(&app, &town, &parts, "otto").await);
    let waits = (Some("ja"), Place::Waiting(1));
    let seated = (Some("ja"), Place::Seated);
    assert_eq!((coras[1], ottos[1]), (seated, seated));
    assert!([[waits; 2], [seated; 2]].contains(&[coras[2], coras[3]]), "{coras:?}");
    assert_eq!([ottos[2], ottos[3]], if coras[2] == waits { [seated; 2] } else { [waits; 2] });
    let (winner, loser) = if coras[2] == waits { (&otto, &cora) } else { (&cora, &otto) };
    winner.get(&first).await.shows("Aangemeld voor 3 datums.").hides("wachtlijst, plaats");
    let said = "Aangemeld voor 1 datum. Vol op wo 10 mrt 2027: u staat op de wachtlijst, plaats 1. \
                Vol op wo 9 jun 2027: u staat op de wachtlijst, plaats 1.";
    let page = loser.get(&first).await.shows(said);
    assert!(mails(&app, &town, "place").await.is_empty());
    // Who takes it all back leaves the places to whoever waits, and those hear so.
    let moment = winner.get(&first).await;
    assert_eq!(moment.text.matches("name=\"moment\"").count(), 0, "a message is shown once");
    loser.post(&form, &[("moment", page.input("moment").as_str())]).await.is(303);
    winner.post(&form, &all).await.is(303);
    let undo = winner.get(&first).await.input("moment");
    loser.post(&form, &all).await.is(303);
    winner.post(&form, &[("moment", undo.as_str())]).await.is(303);
    let name = if coras[2] == waits { "cora" } else { "otto" };
    assert_eq!(stand(&app, &town, &parts[1..], name).await, [seated; 3]);
    let told =
        app.mails(&town).await.into_iter().filter(|mail| mail.subject.starts_with("U hebt nu een plaats")).count();
    assert_eq!(told, 2);
}

#[tokio::test]
async fn dates_that_closed_meanwhile_are_named_and_the_others_go_through() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    let cora = app.sign_in(&town, "cora").await;
    let first = format!("/bijeenkomsten/{}", parts[0]);
    cora.post(&format!("{first}/antwoord"), &[("antwoord", "misschien")]).await.is(303);
    cora.get(&first).await.shows("Ook op de andere 3 datums");
    greet.post(&format!("/bijeenkomsten/{}/annulering", parts[1]), &[("reden", "Recess")]).await.is(303);
    off(&greet, &town, &parts[2]).await;
    let form = format!("{first}/antwoord/reeks");
    cora.post(&form, &press("misschien", &[&parts[1], &parts[2], &parts[3]])).await.is(303);
    let said = "U komt misschien op 1 datum. Antwoorden kan niet meer voor wo 9 dec, wo 10 mrt 2027.";
    let undo = cora.get(&first).await.shows(said).input("moment");
    assert_eq!(answers(&app, &town, &parts, "cora").await, ["misschien", "-", "-", "misschien"]);
    // An answer to what has begun by now stays as it is.
    app.clock.set("2027-06-09T18:00:00Z".parse().unwrap());
    let cora = app.sign_in(&town, "cora").await;
    cora.post(&form, &[("moment", undo.as_str())]).await.is(303);
    cora.get(&first).await.shows("Antwoorden kan niet meer voor wo 9 jun.");
    assert_eq!(answers(&app, &town, &parts, "cora").await[3], "misschien");
}

#[tokio::test]
async fn nobody_answers_what_they_are_not_invited_to_and_no_date_of_elsewhere() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdam").await);
    let (greet, elsewhere) = (app.sign_in(&town, "greet").await, app.sign_in(&other, "greet").await);
    invited(&greet, &town).await;
    invited(&elsewhere, &other).await;
    let (parts, theirs) = (ids(&app, &town).await, ids(&app, &other).await);
    off(&greet, &town, &parts[2]).await;
    let dag = QUARTERS[..2].iter().map(|day| (*day).to_owned()).collect();
    let another = Input { dag, bevestigd: "true".to_owned(), key: "tweede".to_owned(), ..quarterly(&town) };
    let another = greet.post("/bijeenkomsten", &all(&another)).await.is(303).location().to_owned();
    let first = format!("/bijeenkomsten/{}", parts[0]);
    let form = format!("{first}/antwoord/reeks");
    let cora = app.sign_in(&town, "cora").await;
    cora.post(&format!("{first}/antwoord"), &[("antwoord", "ja")]).await.is(303);
    // Not offered, and not taken either.
    let page = cora.get(&first).await.shows("Ook op de andere 2 datums");
    assert_eq!(occurs(&page, &format!("value=\"{}\"", parts[2])), 0);
    cora.post(&form, &press("ja", &[&parts[2]])).await.is(303);
    cora.get(&first).await.shows("Antwoorden kan niet meer voor wo 10 mrt 2027.").hides("name=\"moment\"");
    // A date of another municipality, of another series, of none, or this one: nothing is answered at all.
    let strange = another.trim_end_matches("/uitnodiging").rsplit('/').next().unwrap().to_owned();
    assert!(!parts.contains(&strange));
    for wrong in [&theirs[1], &strange, &parts[0], &"geen-id".to_owned(), &Uuid::now_v7().to_string()] {
        cora.post(&form, &press("ja", &[&parts[1], wrong])).await.is(404);
    }
    assert_eq!(answers(&app, &town, &parts, "cora").await, ["ja", "-", "-", "-"]);
    let rest = press("ja", &[&parts[1], &parts[3]]);
    for (who, code) in [("ina", 403), ("wim", 403), ("greet", 403)] {
        app.sign_in(&town, who).await.post(&form, &rest).await.is(code);
    }
    app.sign_in(&other, "cora").await.post(&form, &rest).await.is(404);
    assert!(app.stranger(&town).post(&form, &rest).await.is(303).location().starts_with("/winterbeek/aanmelden"));
    for empty in [&[][..], &[("antwoord", "ja")], &[("dag", parts[1].as_str())], &[("moment", "gisteren")]] {
        cora.post(&form, empty).await.is(422);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM invitations WHERE answer IS NOT NULL").await, 1);
    // Another's press is not for her to undo.
    let otto = app.sign_in(&town, "otto").await;
    otto.post(&form, &rest).await.is(303);
    let undo = otto.get(&first).await.shows("Aangemeld voor 2 datums.").input("moment");
    cora.post(&form, &[("moment", undo.as_str())]).await.is(303);
    assert_eq!(answers(&app, &town, &parts, "otto").await, ["-", "ja", "-", "ja"]);
}

#[tokio::test]
async fn a_link_of_the_mail_offers_the_other_dates_that_were_mailed_and_undoes_no_more_than_it_did() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    let mail = mails(&app, &town, "invitation").await.into_iter().find(|mail| mail.to_name.starts_with("Cora "));
    let text = mail.unwrap().body_text;
    let link = text.lines().find(|line| line.contains("/antwoord/")).unwrap();
    let link = link.split_once("/winterbeek").unwrap().1;
    let (phone, cora) = (app.stranger(&town), app.sign_in(&town, "cora").await);
    phone.get(link).await.is(200).hides("op de andere");
    phone.post(link, &[("antwoord", "nee")]).await.is(303);
    phone.get(link).await.shows("Ook niet op de andere 3 datums").shows(">wo 9 dec</li>");
    let form = format!("{link}/reeks");
    phone.post(&form, &press("nee", &[&parts[1], &parts[2]])).await.is(303);
    let undo = phone.get(link).await.shows("Afgemeld voor 2 datums.").input("moment");
    assert_eq!(answers(&app, &town, &parts, "cora").await, ["nee", "nee", "nee", "-"]);
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE detail = 'mail: nee'").await, 3);
    // What she said on the site at that very moment is not the link's to take back.
    cora.post(&format!("/bijeenkomsten/{}/antwoord", parts[2]), &[("antwoord", "ja")]).await.is(303);
    phone.post(&form, &[("moment", undo.as_str())]).await.is(303);
    assert_eq!(answers(&app, &town, &parts, "cora").await, ["nee", "-", "ja", "-"]);
    // A date whose links were ended is neither offered nor taken.
    let tenant = app.tenant(&town).await;
    let replies =
        app::answers::store::replies(app.state().db.read(), &tenant, parts[3].parse().unwrap()).await.unwrap();
    let own = replies.iter().find(|reply| reply.person == town.person("cora")).unwrap();
    app::answers::links::revoke(app.state().db.for_migrations(), &tenant, own.invitation, app.now()).await.unwrap();
    phone.get(link).await.shows("Ook niet op de andere datum<").hides(&parts[3]);
    phone.post(&form, &press("nee", &[&parts[1], &parts[3]])).await.is(303);
    assert_eq!(answers(&app, &town, &parts, "cora").await, ["nee", "nee", "ja", "-"]);
    // A link whose own date has begun does nothing any more.
    app.clock.set("2026-09-09T18:00:00Z".parse().unwrap());
    phone.post(&form, &press("nee", &[&parts[3]])).await.is(410).shows("begonnen of voorbij");
    app.stranger(&town).post("/antwoord/verzonnen/reeks", &press("nee", &[&parts[3]])).await.is(404);
}

#[tokio::test]
async fn the_island_is_told_of_the_other_dates_and_which_are_full_or_at_another_hour() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    app.execute("UPDATE gatherings SET capacity = 1 WHERE date = '2026-12-09'").await;
    let otto = app.sign_in(&town, "otto").await;
    otto.post(&format!("/bijeenkomsten/{}/antwoord", parts[1]), &[("antwoord", "ja")]).await.is(303);
    app.execute(
        "UPDATE gatherings SET start_time = '18:30', starts_at = starts_at - 3600000 WHERE date = '2027-03-10'",
    )
    .await;
    let cora = app.sign_in(&town, "cora").await;
    let say = async |answer: &str| {
        let order = json!({ "order": { "slug": town.slug, "gathering": parts[0], "answer": answer } });
        let done: serde_json::Value = serde_json::from_str(&call(&cora, "answer", order).await.is(200).text).unwrap();
        done["rest"].clone()
    };
    let rest = say("ja").await;
    assert_eq!((&rest["answer"], &rest["button"]), (&json!("ja"), &json!("Ook op de andere 3 datums")));
    let words: Vec<_> = rest["dates"].as_array().unwrap().iter().map(|date| date[1].as_str().unwrap()).collect();
    assert_eq!(words, ["wo 9 dec (vol)", "wo 10 mrt 2027, 18.30", "wo 9 jun 2027"]);
    // Who does not come needs no place.
    assert_eq!(say("nee").await["dates"][0], json!([parts[1], "wo 9 dec"]));
    assert_eq!(say("").await, json!(null));
}

#[tokio::test]
async fn lists_say_which_date_of_a_series_each_is_as_far_as_the_reader_knows_of_the_others() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let cora = app.sign_in(&town, "cora").await;
    for path in ["/bijeenkomsten", ""] {
        cora.get(path).await.is(200).shows("datum 1 van 4").shows("datum 4 van 4");
    }
    // The second becomes a draft again: only the clerk counts it.
    app.execute("UPDATE gatherings SET planned_at = NULL, invited_at = NULL WHERE date = '2026-12-09'").await;
    for path in ["/bijeenkomsten", ""] {
        cora.get(path).await.is(200).shows("datum 2 van 3").shows("datum 3 van 3").hides("van 4");
    }
    greet.get("/bijeenkomsten").await.is(200).shows("datum 1 van 4").shows("datum 3 van 4").hides("van 3");
    greet.get("").await.is(200).shows("datum 2 van 4");
    let third = ids(&app, &town).await[2].clone();
    cora.get(&format!("/bijeenkomsten/{third}")).await.shows("2 van 3, elk kwartaal");
    // One that is left alone is a gathering like any other.
    app.execute("UPDATE gatherings SET planned_at = NULL WHERE date <> '2026-09-09'").await;
    cora.get("/bijeenkomsten").await.is(200).shows("Kwartaalgesprek").hides("datum 1");
}
