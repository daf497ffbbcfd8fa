//! The quarterly report for the presidium, and the mail that says it is there.

use super::*;

/// Nineteen people, of whom the opposition is told a day late about everything of May.
async fn loud_may(app: &TestApp, town: &Town) {
    let (tenant, more) = (app.tenant(town).await, secrets::grown(app, town).await);
    let items = may(app, town, 26).await;
    for (n, item) in items.iter().enumerate() {
        let at = "2026-05-01T08:00:00Z".parse::<Timestamp>().unwrap() + hours(48 * n as i64);
        for (place, person) in more.iter().enumerate() {
            let told = at + if place % 2 == 0 { SignedDuration::from_mins(3) } else { hours(26) };
            secrets::enter_of(app, &tenant, *item, *person, Exposure::ToldByMail, told).await;
        }
    }
}

#[tokio::test]
async fn the_presidium_reads_what_a_quarter_said_how_it_went_and_what_was_done_about_it() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let cora = app.sign_in(&town, "cora").await;
    cora.get("/informatiebalans/kwartaalbericht").await.is(200).shows("Er is nog geen kwartaal afgesloten");
    loud_may(&app, &town).await;
    cora.get("/informatiebalans/kwartaalbericht?kwartaal=2026-2").await.is(404);
    close(&app, &town).await;
    cora.get("/informatiebalans").await.is(200).shows("/informatiebalans/kwartaalbericht?kwartaal=2026-2");
    let page = cora.get("/informatiebalans/kwartaalbericht").await.is(200);
    let page = page.shows("De oppositie hoorde zaken gemiddeld 26 uur later dan de coalitie.");
    let page = page.shows("2e kwartaal 2026 viel op: Verteld").shows("Hierover is nog niets opgeschreven.");
    page.shows("oppositie 26 uur later").hides("Schrijf").hides("digest-");
    let greet = app.sign_in(&town, "greet").await;
    let fields = [("tekst", "Berichten gaan voortaan samen weg."), ("namens", "raad"), ("key", "a")];
    greet.post("/informatiebalans/kwartalen/2026-2/antwoord", &fields).await.is(303);
    let page = cora.get("/informatiebalans/kwartaalbericht?kwartaal=2026-2").await.is(200);
    page.shows("Berichten gaan voortaan samen weg.").hides("Hierover is nog niets opgeschreven.");
    for wrong in ["2026-1", "2026-3", "onzin"] {
        cora.get(&format!("/informatiebalans/kwartaalbericht?kwartaal={wrong}")).await.is(404);
    }
    // A quiet quarter after it still says what was done about the one before.
    twelve_from(&app, &town, "2026-07-02T08:00:00Z", 0).await;
    app.clock.set("2026-10-20T08:00:00Z".parse().unwrap());
    app.sweep().await;
    let cora = app.sign_in(&town, "cora").await;
    let page =
        cora.get("/informatiebalans/kwartaalbericht").await.is(200).shows("Kwartaalbericht informatiebalans, 3e");
    page.shows("2e kwartaal 2026 viel op: Verteld").shows("Berichten gaan voortaan samen weg.");
    cora.get("/informatiebalans/kwartaalbericht?kwartaal=2026-2").await.is(200).hides("3e kwartaal 2026");
}

#[tokio::test]
async fn when_a_quarter_is_closed_the_griffie_and_the_presidium_get_one_mail_each() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    may(&app, &town, 26).await;
    app.execute("UPDATE municipalities SET presidium_email = 'presidium@winterbeek.example'").await;
    assert_eq!(closing::close_due(&app.state().db, &app.address, app.now()).await.unwrap().done, 1);
    assert_eq!(closing::close_due(&app.state().db, &app.address, app.now()).await.unwrap().done, 0);
    assert_eq!(close(&app, &town).await, Closing::Already);
    let mails = app.mails(&town).await;
    let mut to: Vec<&str> = mails.iter().map(|mail| mail.to_address.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["greet@winterbeek.example", "presidium@winterbeek.example"]);
    for mail in &mails {
        assert_eq!(mail.subject, "Informatiebalans: het 2e kwartaal 2026 is afgesloten");
        assert!(mail.body_text.contains("De oppositie hoorde zaken gemiddeld 26 uur later dan de coalitie."));
        assert!(mail.body_text.contains("/winterbeek/informatiebalans/kwartaalbericht?kwartaal=2026-2"));
        assert_eq!(mail.item_id, None, "it is no information the council is owed");
    }
}
