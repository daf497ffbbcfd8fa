//! What leaves the house about a gathering: invitations, changes, cancellations, reminders.

use sea_orm::ConnectionTrait;

use super::*;

// Inviting ---------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn the_preview_says_who_and_how_many_and_shows_the_mail_and_sends_nothing() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let id = planned(&app, &town, &typed(&town), Stage::Draft).await;
    greet
        .get(&format!("/bijeenkomsten/{id}/uitnodiging"))
        .await
        .is(200)
        .shows("Verstuur 8 uitnodigingen")
        .shows("8 ontvangers")
        .shows("Lokaal Winterbeek")
        .shows("Cora Coalitie")
        .shows("woensdag 9 september 2026, 19.30–21.00");
    assert!(app.mails(&town).await.is_empty());
    assert_eq!(app.count("SELECT COUNT(*) FROM links").await, 0);
}

#[tokio::test]
async fn one_wave_is_one_transaction_one_item_and_one_mail_for_each() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let id = planned(&app, &town, &typed(&town), Stage::Draft).await;
    let path = format!("/bijeenkomsten/{id}/uitnodiging");
    let page = greet.get(&path).await;
    let (key, version) = (page.input("key"), page.input("version"));
    let form = [("key", key.as_str()), ("version", version.as_str())];
    greet.submit(&path, &form).await.is(200).shows("Uitnodigingen verstuurd: 8.");
    // The same button twice is one wave.
    greet.post(&path, &form).await.is(303);

    assert_eq!(app.count("SELECT COUNT(*) FROM invitations").await, 8);
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'bijeenkomst' AND edition = 1").await, 1);
    let mails = mails_of(&app, &town, "invitation").await;
    assert_eq!(mails.len(), COUNCIL);
    for mail in &mails {
        assert!(mail.item_id.is_some());
        assert!(mail.subject.starts_with("Uitnodiging: Werkbezoek De Brug"), "{}", mail.subject);
        assert!(mail.body_text.contains("Kulturhus winterbeek"), "{}", mail.body_text);
        assert_eq!(mail.body_text.matches("/winterbeek/antwoord/").count(), 1, "{}", mail.body_text);
        let ics = mail.ics.as_deref().unwrap();
        assert!(ics.contains("DTSTART;TZID=Europe/Amsterdam:20260909T193000\r\n"), "{ics}");
        assert!(!ics.contains("ATTENDEE") && !ics.contains("METHOD"), "{ics}");
    }
    assert_eq!(app.deliver().await, 8);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'told'").await, 8);
}

#[tokio::test]
async fn a_link_in_the_mail_answers_without_signing_in() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    invited(&app, &town).await;
    let mail = mails_of(&app, &town, "invitation").await.remove(0);
    let url = mail.body_text.lines().find(|line| line.contains("/antwoord/")).unwrap().to_owned();
    let path = url.split_once("/winterbeek").unwrap().1.to_owned();
    app.stranger(&town).get(&path).await.is(200).shows("De Brug");
}

#[tokio::test]
async fn whoever_has_no_address_is_invited_and_named_and_mailed_once_they_have_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    app.execute("UPDATE people SET email = NULL WHERE name = 'Olga Oppositie Winterbeek'").await;
    let id = planned(&app, &town, &typed(&town), Stage::Draft).await;
    let path = format!("/bijeenkomsten/{id}/uitnodiging");
    let page = greet.get(&path).await.shows("1 persoon heeft geen e-mailadres").shows("Verstuur 7 uitnodigingen");
    let form = [("key", "k1"), ("version", &page.input("version"))];
    greet.submit(&path, &form).await.shows("Uitnodigingen verstuurd: 7. Zonder e-mailadres: 1.");
    assert_eq!(app.count("SELECT COUNT(*) FROM invitations").await, 8);
    greet.get(&path).await.shows("Iedereen is uitgenodigd").shows("Olga Oppositie");

    app.execute("UPDATE people SET email = 'olga@winterbeek.example' WHERE name = 'Olga Oppositie Winterbeek'").await;
    let page = greet.get(&path).await.shows("Verstuur 1 uitnodiging");
    let form = [("key", "k2"), ("version", &page.input("version"))];
    greet.post(&path, &form).await.is(303);
    assert_eq!(mails_of(&app, &town, "invitation").await.len(), COUNCIL);
    assert_eq!(app.count("SELECT COUNT(*) FROM invitations").await, 8);
}

#[tokio::test]
async fn somebody_who_joins_later_is_invited_alone() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    app.execute("UPDATE appointments SET from_date = '2027-01-01' WHERE person_id = (SELECT id FROM people WHERE name = 'Oda Oppositie Winterbeek')").await;
    let id = invited(&app, &town).await;
    assert_eq!(mails_of(&app, &town, "invitation").await.len(), COUNCIL - 1);
    app.execute("UPDATE appointments SET from_date = '2026-09-01' WHERE from_date = '2027-01-01'").await;
    let path = format!("/bijeenkomsten/{id}/uitnodiging");
    greet.get(&format!("/bijeenkomsten/{id}")).await.shows("Nodig nog 1 persoon uit");
    let page = greet.get(&path).await.shows("7 eerder uitgenodigd").shows("Oda Oppositie");
    greet.post(&path, &[("key", "k"), ("version", &page.input("version"))]).await.is(303);
    let mails = mails_of(&app, &town, "invitation").await;
    assert_eq!(mails.len(), COUNCIL);
    assert_eq!(mails.iter().filter(|mail| mail.to_name == "Oda Oppositie Winterbeek").count(), 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 1);
}

#[tokio::test]
async fn a_wave_made_from_an_older_version_is_not_sent() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let id = planned(&app, &town, &typed(&town), Stage::Draft).await;
    let version = find(&app, &town, id).await.version.to_string();
    let moved = Input { datum: "2026-09-16".to_owned(), version, actie: "concept".to_owned(), ..typed(&town) };
    greet.post(&format!("/bijeenkomsten/{id}/wijzigen"), &fields(&moved)).await.is(303);
    let path = format!("/bijeenkomsten/{id}/uitnodiging");
    greet
        .post(&path, &[("key", "k"), ("version", "1")])
        .await
        .is(409)
        .shows("intussen iets veranderd")
        .shows("16 september");
    assert!(app.mails(&town).await.is_empty());
}

#[tokio::test]
async fn a_draft_that_lacks_something_is_not_sent_and_says_what() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let bare = Input { plaats: String::new(), openbaarheid: "besloten".to_owned(), ..typed(&town) };
    let id = planned(&app, &town, &bare, Stage::Draft).await;
    let path = format!("/bijeenkomsten/{id}/uitnodiging");
    greet
        .get(&path)
        .await
        .is(200)
        .shows("Vul een plaats in")
        .shows("waarom de bijeenkomst besloten is")
        .hides("Verstuur");
    greet.post(&path, &[("version", "1"), ("key", "k")]).await.is(422).shows("Vul een plaats in");
    assert_eq!(app.count("SELECT COUNT(*) FROM invitations").await, 0);
}

#[tokio::test]
async fn a_narrower_audience_gets_the_mail_and_every_faction_reads_why() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let narrow = Input {
        wie: "fracties".to_owned(),
        wie_reden: "Zij vroegen erom".to_owned(),
        fractie: vec![town.coalition.to_string()],
        ..typed(&town)
    };
    let id = planned(&app, &town, &narrow, Stage::Draft).await;
    let greet = app.sign_in(&town, "greet").await;
    let path = format!("/bijeenkomsten/{id}");
    greet.post(&format!("{path}/uitnodiging"), &[("version", "1"), ("key", "k")]).await.is(303);
    let mails = mails_of(&app, &town, "invitation").await;
    assert_eq!(mails.len(), 4);
    app.sign_in(&town, "otto").await.get(&path).await.is(200).shows("Zij vroegen erom").shows("Lokaal Winterbeek");
    // It is owed to the whole council all the same.
    assert_eq!(app.count("SELECT COUNT(*) FROM item_audience").await, 8);
}

// Changing and cancelling ------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_new_place_is_mailed_to_those_invited_and_says_what_changed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let id = invited(&app, &town).await;
    let greet = app.sign_in(&town, "greet").await;
    let cora_browser = app.sign_in(&town, "cora").await;
    cora_browser.post(&format!("/bijeenkomsten/{id}/antwoord"), &[("antwoord", "ja")]).await.is(303);
    let path = format!("/bijeenkomsten/{id}/wijzigen");
    greet.get(&path).await.is(200).shows("8 mensen zijn uitgenodigd");
    let input = Input {
        plaats: "Gemeentehuis".to_owned(),
        begin: "20:00".to_owned(),
        version: find(&app, &town, id).await.version.to_string(),
        ..typed(&town)
    };
    greet.submit(&path, &fields(&input)).await.is(200).shows("Mails over de wijziging: 8.");
    // The same form again changes nothing and mails nobody.
    greet.post(&path, &fields(&input)).await.is(303);

    let after = find(&app, &town, id).await;
    assert_eq!(after.sequence, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'wijziging' AND edition = 1").await, 1);
    // The page of the change says what changed, and so does the gathering while it is to come; of the announcement nothing.
    let item = async |kind: &str| {
        let db = app.state().db.read();
        let text = "SELECT id FROM items WHERE kind = $1 AND subject_id = $2";
        let row = db.query_one_raw(app::db::sql(db, text, [kind.into(), id.into()])).await.unwrap().unwrap();
        row.try_get_by_index::<uuid::Uuid>(0).unwrap()
    };
    let page = format!("/informatiebalans/onderdelen/{}", item("wijziging").await);
    for page in [page, format!("/bijeenkomsten/{id}")] {
        let shown = cora_browser.get(&page).await.is(200).shows("Was: Kulturhus winterbeek. Wordt: Gemeentehuis.");
        shown
            .shows("Was: woensdag 9 september 2026, 19.30–21.00. Wordt: woensdag 9 september 2026, 20.00–21.00.")
            .hides("Op afstand");
    }
    let announced = format!("/informatiebalans/onderdelen/{}", item("bijeenkomst").await);
    cora_browser.get(&announced).await.is(200).hides("Wordt: ");
    app.pass(SignedDuration::from_hours(24 * 20));
    app.sign_in(&town, "cora").await.get(&format!("/bijeenkomsten/{id}")).await.is(200).hides("Wordt: ");

    let mails = mails_of(&app, &town, "change").await;
    assert_eq!(mails.len(), COUNCIL);
    let cora = mails.iter().find(|mail| mail.to_name == "Cora Coalitie Winterbeek").unwrap();
    assert!(cora.body_text.contains("Was: Kulturhus winterbeek. Wordt: Gemeentehuis."), "{}", cora.body_text);
    assert!(cora.body_text.contains("Wordt: woensdag 9 september 2026, 20.00–21.00."), "{}", cora.body_text);
    assert!(cora.body_text.contains("U antwoordde eerder: ik kom. Klopt dat nog?"), "{}", cora.body_text);
    assert!(cora.ics.as_deref().unwrap().contains("SEQUENCE:1\r\n"));
    let otto = mails.iter().find(|mail| mail.to_name == "Otto Oppositie Winterbeek").unwrap();
    assert!(otto.body_text.contains("U antwoordde nog niet."), "{}", otto.body_text);
}

#[tokio::test]
async fn a_new_title_or_agenda_sends_nothing() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let id = invited(&app, &town).await;
    let before = app.mails(&town).await.len();
    let greet = app.sign_in(&town, "greet").await;
    let input = Input {
        titel: "Werkbezoek aan De Brug".to_owned(),
        agenda: "- Welkom\n- Rondgang".to_owned(),
        version: find(&app, &town, id).await.version.to_string(),
        ..typed(&town)
    };
    greet.submit(&format!("/bijeenkomsten/{id}/wijzigen"), &fields(&input)).await.shows("Opgeslagen").shows("Rondgang");
    assert_eq!(app.mails(&town).await.len(), before);
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 1);
}

#[tokio::test]
async fn two_who_change_at_once_see_both_texts_and_lose_none() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let id = planned(&app, &town, &typed(&town), Stage::Draft).await;
    let greet = app.sign_in(&town, "greet").await;
    let path = format!("/bijeenkomsten/{id}/wijzigen");
    let version = greet.get(&path).await.input("version");
    let first = Input { plaats: "Gemeentehuis".to_owned(), version: version.clone(), ..typed(&town) };
    greet.post(&path, &fields(&first)).await.is(303);
    let second = Input { plaats: "Bibliotheek".to_owned(), version, ..typed(&town) };
    let page = greet.post(&path, &fields(&second)).await.is(409).shows("Gemeentehuis").shows("Bibliotheek");
    assert_eq!(page.input("plaats"), "Bibliotheek");
    let settled = Input { version: page.input("version"), ..second };
    greet.post(&path, &fields(&settled)).await.is(303);
    assert_eq!(find(&app, &town, id).await.details.place.as_deref(), Some("Bibliotheek"));
}

#[tokio::test]
async fn a_cancelled_gathering_stays_says_why_and_takes_no_answers() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let id = invited(&app, &town).await;
    let greet = app.sign_in(&town, "greet").await;
    let path = format!("/bijeenkomsten/{id}/annulering");
    greet
        .get(&path)
        .await
        .is(200)
        .shows("Annuleer en mail 8 mensen")
        .shows("Wie krijgt deze mail")
        .shows("Cora Coalitie");
    greet.post(&path, &[("reden", " ")]).await.is(422).shows("Schrijf op waarom het niet doorgaat");
    greet.submit(&path, &[("reden", "De Brug heeft griep")]).await.is(200).shows("De Brug heeft griep");
    greet.post(&path, &[("reden", "De Brug heeft griep")]).await.is(303);

    let mails = mails_of(&app, &town, "cancellation").await;
    assert_eq!(mails.len(), COUNCIL);
    assert!(mails[0].body_text.contains("Reden: De Brug heeft griep"), "{}", mails[0].body_text);
    assert!(mails[0].ics.as_deref().unwrap().contains("STATUS:CANCELLED\r\n"));
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'annulering'").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE cancelled_at IS NOT NULL").await, 1);
    let cora = app.sign_in(&town, "cora").await;
    cora.get(&format!("/bijeenkomsten/{id}")).await.is(200).shows("geannuleerd");
    cora.get("/bijeenkomsten?stand=geannuleerd").await.is(200).shows("Werkbezoek De Brug");
    assert_ne!(cora.post(&format!("/bijeenkomsten/{id}/antwoord"), &[("antwoord", "ja")]).await.code(), 303);
    greet.get(&format!("/bijeenkomsten/{id}/wijzigen")).await.is(200).shows("Er kan niets meer aan veranderen");
}

#[tokio::test]
async fn a_draft_is_dropped_without_a_word() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let id = planned(&app, &town, &typed(&town), Stage::Draft).await;
    let greet = app.sign_in(&town, "greet").await;
    greet.post(&format!("/bijeenkomsten/{id}/annulering"), &[("reden", "")]).await.is(303);
    assert!(app.mails(&town).await.is_empty());
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 0);
    app.sign_in(&town, "cora").await.get("/bijeenkomsten?stand=geannuleerd").await.hides("De Brug");
    greet.get("/bijeenkomsten?stand=geannuleerd").await.shows("De Brug");
}

// Reminding --------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn only_the_silent_are_reminded_and_once_a_day() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let id = invited(&app, &town).await;
    let greet = app.sign_in(&town, "greet").await;
    for (name, answer) in [("cora", "ja"), ("otto", "misschien"), ("olga", "nee")] {
        let browser = app.sign_in(&town, name).await;
        browser.post(&format!("/bijeenkomsten/{id}/antwoord"), &[("antwoord", answer)]).await.is(303);
    }
    let path = format!("/bijeenkomsten/{id}/herinnering");
    greet.get(&path).await.is(200).shows("Verstuur 5 herinneringen").hides("Otto Oppositie");
    greet.submit(&path, &[]).await.shows("Herinneringen verstuurd: 5.");
    greet.submit(&path, &[]).await.shows("Er was niemand om te herinneren.");
    assert_eq!(mails_of(&app, &town, "reminder").await.len(), 5);
    app.pass(SignedDuration::from_hours(24));
    let greet = app.sign_in(&town, "greet").await;
    greet.submit(&path, &[]).await.shows("Herinneringen verstuurd: 5.");
    app.pass(SignedDuration::from_hours(24 * 8));
    let greet = app.sign_in(&town, "greet").await;
    greet.get(&path).await.is(200).shows("al begonnen of voorbij");
    greet.post(&path, &[]).await.is(409);
}

#[tokio::test]
async fn who_is_not_meant_any_more_is_named_and_their_invitations_go_together() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let id = invited(&app, &town).await;
    let greet = app.sign_in(&town, "greet").await;
    let page = format!("/bijeenkomsten/{id}");
    greet.get(&page).await.is(200).hides("niet bij de genodigden");

    let narrower =
        Input { wie: "raad".to_owned(), wie_reden: "Alleen de raad gaat hierover.".to_owned(), ..typed(&town) };
    let mut form = fields(&narrower);
    form.retain(|(name, _)| !matches!(*name, "actie" | "key" | "achteraf" | "version"));
    let version = find(&app, &town, id).await.version.to_string();
    form.push(("version", &version));
    greet.post(&format!("{page}/wijzigen"), &form).await.is(303);
    greet
        .get(&page)
        .await
        .is(200)
        .shows("Bram Burgerlid Winterbeek heeft een uitnodiging, maar hoort niet bij de genodigden");
    // What a member sees says nothing of it.
    app.sign_in(&town, "cora").await.get(&page).await.is(200).hides("niet bij de genodigden");

    let back = format!("{page}/uitnodigingen/intrekking");
    greet.post(&back, &[("version", &version)]).await.is(409);
    let version = find(&app, &town, id).await.version.to_string();
    greet
        .submit(&back, &[("version", &version)])
        .await
        .is(200)
        .shows("Ingetrokken uitnodigingen: 1")
        .hides("niet bij de genodigden");
    // Twice is once.
    greet.post(&back, &[("version", &version)]).await.is(303);
    let invited = store::invited(app.state().db.read(), &app.tenant(&town).await, id).await.unwrap();
    let gone: Vec<_> = invited.iter().filter(|one| one.withdrawn).map(|one| one.person).collect();
    assert_eq!(gone, [town.person("bram")]);
}

#[tokio::test]
async fn what_moved_before_anybody_was_invited_is_no_change_to_those_invited() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let id = planned(&app, &town, &typed(&town), Stage::Planned).await;
    let path = format!("/bijeenkomsten/{id}");
    let change = async |place: &str, begin: &str| {
        let input = Input {
            plaats: place.to_owned(),
            begin: begin.to_owned(),
            version: find(&app, &town, id).await.version.to_string(),
            ..typed(&town)
        };
        greet.post(&format!("{path}/wijzigen"), &fields(&input)).await.is(303);
    };
    change("Gemeentehuis", "20:00").await;
    let page = greet.get(&format!("{path}/uitnodiging")).await.is(200);
    let (key, version) = (page.input("key"), page.input("version"));
    greet.post(&format!("{path}/uitnodiging"), &[("key", key.as_str()), ("version", &version)]).await.is(303);
    greet.get(&path).await.is(200).hides("Wordt: ");
    change("De Brug", "20:00").await;
    greet.get(&path).await.is(200).shows("Was: Gemeentehuis. Wordt: De Brug.").hides("Kulturhus").hides("19.30");
    let mail = mails_of(&app, &town, "change").await.remove(0);
    assert!(mail.body_text.contains("Was: Gemeentehuis. Wordt: De Brug."), "{}", mail.body_text);
}
