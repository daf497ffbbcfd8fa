//! Which one of its series a gathering is, for readers and for programs.

use serde_json::json;

use super::*;

#[tokio::test]
async fn the_page_says_which_one_it_is_and_leads_to_the_others_and_nowhere_else() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdam").await);
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    let cora = app.sign_in(&town, "cora").await;
    let page = cora.get(&format!("/bijeenkomsten/{}", parts[2])).await.is(200).shows("3 van 4, elk kwartaal");
    for part in [&parts[0], &parts[1], &parts[3]] {
        assert_eq!(occurs(&page, &format!("href=\"/winterbeek/bijeenkomsten/{part}\"")), 1);
    }
    // Another municipality knows nothing of it.
    let stranger = app.sign_in(&other, "greet").await;
    let form = [("reden", "weg"), ("bereik", "alle"), ("reeks", "8")];
    stranger.post(&format!("/bijeenkomsten/{}/annulering", parts[0]), &form).await.is(404);
    let alone = Input { titel: "Los".to_owned(), actie: "concept".to_owned(), ..typed(&town) };
    let to = greet.post("/bijeenkomsten", &all(&alone)).await.is(303).location().to_owned();
    greet.get(&format!("/{to}")).await.is(200).hides("id=\"reeks\"");
    greet.get(&format!("/{to}/wijzigen")).await.is(200).hides("name=\"bereik\"");
}

#[tokio::test]
async fn programs_make_a_series_and_read_which_one_each_is() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let tenant = app.tenant(&town).await;
    app.give_factor(&town, "greet").await;
    let tx = app.state().db.for_migrations();
    let token = app::accounts::tokens::make(tx, &tenant, town.person("greet"), "test", app.now()).await.unwrap();
    let browser = app.stranger(&town);
    let path = format!("//api/v1/{}/bijeenkomsten", town.slug);
    let body = json!({
        "stand": "gepland", "soort": "informele-sessie", "titel": "Kwartaalgesprek", "datum": "2026-09-09",
        "begin": "19:30", "eind": "21:00", "plaats": "Raadzaal",
        "herhaling": { "ritme": "kwartaal", "keren": 4, "zonder": ["2026-12-09"] },
    });
    let post = |body: serde_json::Value| {
        let request = browser.request(reqwest::Method::POST, &path).bearer_auth(&token).json(&body);
        browser.send(request.header("idempotency-key", "een"))
    };
    let first: serde_json::Value = serde_json::from_str(&post(body.clone()).await.is(201).text).unwrap();
    assert_eq!((&first["reeks"]["nummer"], &first["reeks"]["aantal"]), (&json!(1), &json!(3)));
    assert_eq!(first["reeks"]["ritme"], "kwartaal");
    assert_eq!(first["reeks"]["bijeenkomsten"][0], first["id"]);
    let again: serde_json::Value = serde_json::from_str(&post(body.clone()).await.is(201).text).unwrap();
    assert_eq!(again["id"], first["id"]);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 3);
    let mut wrong = body;
    wrong["herhaling"] = json!({ "ritme": "dagelijks", "keren": 4 });
    post(wrong).await.is(400).shows("herhalen");
}
