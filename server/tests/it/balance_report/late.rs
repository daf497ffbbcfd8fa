//! What is logged after its quarter was closed is never silently lost, and what changes in a running one is seen at once.

use super::*;

/// An alderman logs what they told the coalition on a day of June.
async fn log(browser: &Browser, town: &Town, day: &str, title: &str) {
    let faction = town.coalition.to_string();
    let fields = [
        ("onderwerp", title),
        ("tekst", "Het dak van het zwembad lekt."),
        ("fractie", faction.as_str()),
        ("datum", day),
        ("tijd", "09:00"),
        ("hoe", "mond"),
    ];
    browser.post("/gedeelde-informatie", &fields).await.is(303);
}

#[tokio::test]
async fn what_is_logged_after_the_closing_stands_beside_the_report_and_in_the_quarter_it_was_logged_in() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    may(&app, &town, 26).await;
    let (wim, otto) = (app.sign_in(&town, "wim").await, app.sign_in(&town, "otto").await);
    // In time, though months after it was told.
    log(&wim, &town, "2026-06-10", "Zwembad").await;
    close(&app, &town).await;
    let before = otto.get("/informatiebalans?kwartaal=2026-2").await.is(200).hides("Nagekomen").shows("13 onderwerpen");
    otto.get("/informatiebalans?kwartaal=2026-3").await.is(200).hides("nagekomen");
    let kept = closed(&app, &town).await;

    app.pass(hours(1));
    let (wim, otto) = (app.sign_in(&town, "wim").await, app.sign_in(&town, "otto").await);
    log(&wim, &town, "2026-06-20", "Zwembad, nog iets").await;
    log(&wim, &town, "2026-08-20", "Iets van nu").await;
    let page = otto.get("/informatiebalans?kwartaal=2026-2").await.is(200);
    let page = page.shows("1 onderwerp is vastgelegd na de afsluiting en telt hier niet mee.").shows("Nagekomen");
    let page = page.shows("13 onderwerpen").shows("coalitie 4 van 4 verteld, oppositie 0 van 3");
    let figures =
        |page: &str| page.split("id=\"verteld\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned();
    assert_eq!(figures(&page.text), figures(&before.text));
    assert_eq!(closed(&app, &town).await.telling_report_json(), kept.telling_report_json());
    // The next one, which runs, counts what was told in it and names what came in late.
    let next =
        otto.get("/informatiebalans?kwartaal=2026-3").await.is(200).shows("1 onderwerp").shows("2e kwartaal 2026");
    next.shows("1 onderwerp van een eerder kwartaal is in dit kwartaal nagekomen.").hides("na de afsluiting en telt");
    for file in ["tabellen.csv?kwartaal=2026-2", "tabellen.csv?kwartaal=2026-3"] {
        otto.get(&format!("/informatiebalans/{file}")).await.is(200).shows("na");
    }
    otto.get("/informatiebalans/tabellen.csv?kwartaal=2026-2").await.shows("vastgelegd na de afsluiting");
    otto.get("/informatiebalans/kwartaalbericht").await.is(200).shows("vastgelegd na de afsluiting");
    // When the next one is closed too, both still say so.
    app.clock.set("2026-10-20T08:00:00Z".parse().unwrap());
    app.sweep().await;
    let otto = app.sign_in(&town, "otto").await;
    otto.get("/informatiebalans?kwartaal=2026-3")
        .await
        .shows("Afgesloten op")
        .shows("kwartaal is in dit kwartaal nagekomen");
    otto.get("/informatiebalans?kwartaal=2026-2").await.shows("1 onderwerp is vastgelegd na de afsluiting");
}

#[tokio::test]
async fn reading_of_what_came_in_late_is_counted_nowhere() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    may(&app, &town, 0).await;
    close(&app, &town).await;
    let report = closed(&app, &town).await;
    let greet = app.sign_in(&town, "greet").await;
    let full = take(&greet, report.id(), "volledig").await.is(200).text;
    app.pass(hours(1));
    log(&app.sign_in(&town, "wim").await, &town, "2026-04-02", "Zwembad").await;
    // The full extract is what it was, and can still be made.
    let greet = app.sign_in(&town, "greet").await;
    assert_eq!(take(&greet, report.id(), "volledig").await.is(200).text, full);
    let page = app.sign_in(&town, "otto").await.get("/informatiebalans?kwartaal=2026-2").await.is(200);
    let late = page.text.split("id=\"nagekomen\"").nth(1).unwrap();
    let item = late.split("/informatiebalans/onderdelen/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let otto = app.sign_in(&town, "otto").await;
    otto.get(&format!("/informatiebalans/onderdelen/{item}")).await.is(200).shows("Daarom tellen we het lezen niet");
}

#[tokio::test]
async fn a_changed_ledger_gives_the_new_figures_at_once() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let items = twelve_from(&app, &town, "2026-07-02T08:00:00Z", 26).await;
    let cora = app.sign_in(&town, "cora").await;
    let address = "/informatiebalans?kwartaal=lopend";
    for _ in 0..2 {
        cora.get(address).await.is(200).shows("gemiddeld 26 uur later dan de coalitie").hides("Nooit verteld");
    }
    // In the very same moment an entry of each of them is voided.
    let (tenant, db) = (app.tenant(&town).await, app.state().db.for_migrations());
    for item in &items {
        for (person, entry) in ledger::standing(db, &tenant, *item, Exposure::ToldByMail).await.unwrap() {
            if OPPOSITION.map(|name| town.person(name)).contains(&person) {
                ledger::void(db, &tenant, entry, "kwam niet aan", None, app.now()).await.unwrap();
            }
        }
    }
    cora.get(address).await.is(200).shows("Nooit verteld: coalitie 0, oppositie 100");
    // And in the same moment somebody writes down that one of them was told by mouth in time.
    let told = "2026-07-04T09:00:00Z".parse().unwrap();
    let entry = Entry {
        item: items[1],
        person: town.person("otto"),
        exposure: Exposure::ToldByMouth,
        at: told,
        by: None,
        evidence: "mond",
    };
    assert!(ledger::add(db, &tenant, entry, app.now()).await.unwrap());
    cora.get(address).await.is(200).shows("Nooit verteld: coalitie 0, oppositie 97");
}
