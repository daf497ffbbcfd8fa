//! Gatherings: planned, invited, changed, cancelled, reminded; lists, pages, calendar files.

use app::{
    gate,
    gatherings::{
        commands::{self, Change, Filled, Invite, Plan, Stage},
        input::Input,
        store,
    },
    mail::outbox::entity::Model as Mail,
};
use domain::{
    gatherings::{Kind, Shelf, State},
    policy::{Facts, act},
};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::support::{TestApp, Town};

/// What the form holds when it comes up, with a title and a day.
fn typed(town: &Town) -> Input {
    Input {
        soort: "werkbezoek".to_owned(),
        titel: "Werkbezoek De Brug".to_owned(),
        samenvatting: "Hoe dagbesteding werkt.".to_owned(),
        datum: "2026-09-09".to_owned(),
        begin: "19:30".to_owned(),
        eind: "21:00".to_owned(),
        plaats: format!("Kulturhus {}", town.slug),
        status: "informele-bijeenkomst".to_owned(),
        openbaarheid: "openbaar".to_owned(),
        wie: "iedereen".to_owned(),
        plaatsen: "12".to_owned(),
        ..Input::default()
    }
}

/// The fields of a form, as a browser sends them.
fn fields(input: &Input) -> Vec<(&str, &str)> {
    let mut fields = vec![
        ("soort", input.soort.as_str()),
        ("titel", &input.titel),
        ("samenvatting", &input.samenvatting),
        ("datum", &input.datum),
        ("begin", &input.begin),
        ("eind", &input.eind),
        ("plaats", &input.plaats),
        ("link", &input.link),
        ("ris", &input.ris),
        ("status", &input.status),
        ("openbaarheid", &input.openbaarheid),
        ("besloten-reden", &input.besloten_reden),
        ("wie", &input.wie),
        ("wie-reden", &input.wie_reden),
        ("agenda", &input.agenda),
        ("gastheer", &input.gastheer),
        ("plaatsen", &input.plaatsen),
        ("actie", &input.actie),
        ("achteraf", &input.achteraf),
        ("key", &input.key),
        ("version", &input.version),
    ];
    fields.extend(input.fractie.iter().map(|id| ("fractie", id.as_str())));
    fields.extend(input.persoon.iter().map(|id| ("persoon", id.as_str())));
    fields
}

fn filled(input: &Input) -> Filled {
    input.parse(Stage::Draft, &domain::localtime::amsterdam()).unwrap()
}

/// A gathering made by the clerk.
async fn planned(app: &TestApp, town: &Town, input: &Input, stage: Stage) -> Uuid {
    let actor = app.actor(town, "greet").await;
    let allowed = gate::authorize::<act::PlanGathering>(&actor, Facts::default()).unwrap();
    let plan = Plan { filled: filled(input), stage, key: String::new() };
    commands::plan(&app.state().db, &allowed, plan, app.now()).await.unwrap()
}

/// A gathering to which everybody was invited.
async fn invited(app: &TestApp, town: &Town) -> Uuid {
    let id = planned(app, town, &typed(town), Stage::Draft).await;
    let actor = app.actor(town, "greet").await;
    let allowed = gate::authorize::<act::InviteToGathering>(&actor, Facts::default()).unwrap();
    let base = &app.state().settings.base_url;
    commands::invite(&app.state().db, &allowed, id, Invite::default(), base, app.now()).await.unwrap();
    id
}

async fn find(app: &TestApp, town: &Town, id: Uuid) -> store::Gathering {
    let tenant = app.tenant(town).await;
    let db = app.state().db.read();
    store::read(db, &tenant, store::find(db, &tenant, id).await.unwrap()).await.unwrap()
}

async fn mails_of(app: &TestApp, town: &Town, kind: &str) -> Vec<Mail> {
    app.mails(town).await.into_iter().filter(|mail| mail.kind == kind).collect()
}

/// The council of a town: seven members (one without an account still sits) and one committee member.
const COUNCIL: usize = 8;

// Planning ---------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn the_form_comes_up_with_what_is_usual() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let page = greet.get("/bijeenkomsten/nieuw?soort=werkbezoek&datum=2026-09-09").await.is(200);
    for (name, value) in [
        ("begin", "19:30"),
        ("eind", "22:30"),
        ("plaats", "Raadzaal Winterbeek"),
        ("plaatsen", "12"),
        ("datum", "2026-09-09"),
    ] {
        assert_eq!(page.input(name), value, "{name}");
    }
    page.shows("De hele raad (7) en commissieleden (1)");
    app.sign_in(&town, "cora").await.get("/bijeenkomsten/nieuw").await.is(403);
    app.stranger(&town).get("/bijeenkomsten/nieuw").await.is(303);
}

#[tokio::test]
async fn a_form_that_cannot_be_kept_yet_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let input = Input {
        titel: String::new(),
        plaatsen: "veel".to_owned(),
        openbaarheid: "besloten".to_owned(),
        agenda: "Welkom</textarea><script>".to_owned(),
        actie: "uitnodiging".to_owned(),
        ..typed(&town)
    };
    let page = greet.post("/bijeenkomsten", &fields(&input)).await.is(422);
    assert_eq!(page.input("plaatsen"), "veel");
    assert_eq!(page.input("datum"), "2026-09-09");
    page.shows("Geef de bijeenkomst een titel.")
        .shows("Schrijf op waarom de bijeenkomst besloten is.")
        .shows("Schrijf een heel getal")
        .shows("Welkom&lt;/textarea&gt;&lt;script&gt;")
        .hides("<script>");
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 0);
}

#[tokio::test]
async fn half_past_two_on_the_night_the_clock_changes_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let input =
        Input { datum: "25-10-2026".to_owned(), begin: "02:30".to_owned(), eind: "04:00".to_owned(), ..typed(&town) };
    greet.post("/bijeenkomsten", &fields(&input)).await.is(422).shows("Deze tijd komt die nacht twee keer voor");
    let input = Input { datum: "28-3-2027".to_owned(), ..input };
    greet.post("/bijeenkomsten", &fields(&input)).await.is(422).shows("Deze tijd bestaat niet");
}

#[tokio::test]
async fn the_wall_time_stays_when_the_clock_changes() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let summer = planned(&app, &town, &typed(&town), Stage::Draft).await;
    let winter = Input { datum: "2026-11-04".to_owned(), ..typed(&town) };
    let winter = planned(&app, &town, &winter, Stage::Draft).await;
    assert_eq!(find(&app, &town, summer).await.when.starts_at.to_string(), "2026-09-09T17:30:00Z");
    assert_eq!(find(&app, &town, winter).await.when.starts_at.to_string(), "2026-11-04T18:30:00Z");
}

#[tokio::test]
async fn the_same_form_sent_twice_makes_one_gathering() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let input = Input { key: "sleutel".to_owned(), actie: "concept".to_owned(), ..typed(&town) };
    let first = greet.post("/bijeenkomsten", &fields(&input)).await.is(303).location().to_owned();
    let second = greet.post("/bijeenkomsten", &fields(&input)).await.is(303).location().to_owned();
    assert_eq!(first, second);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 1);
}

#[tokio::test]
async fn a_day_that_has_passed_is_refused_until_it_is_recorded_afterwards() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let input = Input { datum: "2026-08-20".to_owned(), actie: "concept".to_owned(), ..typed(&town) };
    greet.post("/bijeenkomsten", &fields(&input)).await.is(422).shows("al voorbij").shows("vastleggen");
    let input = Input { actie: "vastleggen".to_owned(), ..input };
    let path = greet.post("/bijeenkomsten", &fields(&input)).await.is(303).location().to_owned();
    greet.get(&format!("/{path}")).await.is(200).shows("gehouden").shows("Vastgelegd.");
    assert_eq!(app.count("SELECT COUNT(*) FROM items WHERE kind = 'bijeenkomst'").await, 1);
    assert!(app.mails(&town).await.is_empty());
    let future = Input { datum: "2026-09-20".to_owned(), ..input };
    greet.post("/bijeenkomsten", &fields(&future)).await.is(422).shows("nog niet voorbij");
}

#[tokio::test]
async fn a_draft_is_the_clerks_alone_and_another_municipalitys_is_not_there() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdam").await);
    let id = planned(&app, &town, &typed(&town), Stage::Draft).await;
    let path = format!("/bijeenkomsten/{id}");
    app.sign_in(&town, "greet").await.get(&path).await.is(200).shows("concept");
    for below in ["", "/agenda.ics", "/wijzigen", "/uitnodiging", "/annulering", "/herinnering"] {
        app.sign_in(&town, "cora").await.get(&format!("{path}{below}")).await.is(404);
        app.sign_in(&other, "greet").await.get(&format!("{path}{below}")).await.is(404);
    }
    app.sign_in(&town, "cora").await.get("/bijeenkomsten?stand=concept").await.is(200).hides("De Brug");
    app.sign_in(&other, "greet").await.get("/bijeenkomsten?stand=concept").await.is(200).hides("De Brug");
    app.sign_in(&town, "greet").await.get("/bijeenkomsten/geen-id").await.is(404);
}

#[tokio::test]
async fn factions_and_hosts_of_another_municipality_are_refused() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdam").await);
    let greet = app.sign_in(&town, "greet").await;
    let input = Input {
        wie: "fracties".to_owned(),
        wie_reden: "Klein".to_owned(),
        fractie: vec![other.coalition.to_string()],
        gastheer: other.person("wim").to_string(),
        ..typed(&town)
    };
    greet.post("/bijeenkomsten", &fields(&input)).await.is(422).shows("Kies een van de mogelijkheden");
}

#[tokio::test]
async fn a_gathering_in_the_calendar_is_released_and_nobody_is_mailed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let id = planned(&app, &town, &typed(&town), Stage::Draft).await;
    greet.post(&format!("/bijeenkomsten/{id}/planning"), &[]).await.is(303);
    assert_eq!(find(&app, &town, id).await.state(app.now()), State::Planned);
    app.sign_in(&town, "cora").await.get(&format!("/bijeenkomsten/{id}")).await.is(200).shows("gepland");
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 1);
    assert!(app.mails(&town).await.is_empty());
    greet.post(&format!("/bijeenkomsten/{id}/planning"), &[]).await.is(409);
    let invite = [("version", "2"), ("key", "k")];
    greet.post(&format!("/bijeenkomsten/{id}/uitnodiging"), &invite).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM items").await, 1);
    assert_eq!(mails_of(&app, &town, "invitation").await.len(), COUNCIL);
}

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
    let cora = app.sign_in(&town, "cora").await;
    cora.post(&format!("/bijeenkomsten/{id}/antwoord"), &[("antwoord", "ja")]).await.is(303);
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
    greet.get(&path).await.is(200).shows("Annuleer en mail 8 mensen");
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

// Lists and files --------------------------------------------------------------------------------------------------

#[tokio::test]
async fn every_gathering_lies_on_the_shelf_of_its_state() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let past = Input { datum: "2026-08-20".to_owned(), ..typed(&town) };
    planned(&app, &town, &past, Stage::Held).await;
    planned(&app, &town, &typed(&town), Stage::Draft).await;
    planned(&app, &town, &typed(&town), Stage::Planned).await;
    invited(&app, &town).await;
    let actor = app.actor(&town, "greet").await;
    for dropped in [invited(&app, &town).await, planned(&app, &town, &typed(&town), Stage::Draft).await] {
        let allowed = gate::authorize::<act::ChangeGathering>(&actor, Facts::default()).unwrap();
        commands::cancel(&app.state().db, &allowed, dropped, "weg", "https://x.example", app.now()).await.unwrap();
    }
    // Exactly at the end of those planned, and one moment before.
    let ends: jiff::Timestamp = "2026-09-09T19:00:00Z".parse().unwrap();
    for now in [app.now(), ends - SignedDuration::from_millis(1), ends] {
        let mut seen = 0;
        for shelf in Shelf::ALL {
            let filter = store::Filter { shelf: *shelf, kind: None, page: 1 };
            let page = store::list(app.state().db.read(), &actor, filter, now).await.unwrap();
            assert_eq!(page.cards.len() as u64, page.count(*shelf));
            assert!(page.cards.iter().all(|card| card.state.shelf() == *shelf), "{shelf} {now}: {page:?}");
            seen += page.cards.len();
        }
        assert_eq!(seen, 6);
    }
}

#[tokio::test]
async fn the_list_filters_counts_and_turns_pages() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    for n in 1..=27 {
        let input = Input { titel: format!("Bezoek nummer {n:02}."), ..typed(&town) };
        planned(&app, &town, &input, Stage::Planned).await;
    }
    let other = Input { soort: "casuistiektafel".to_owned(), titel: "Tafel".to_owned(), ..typed(&town) };
    planned(&app, &town, &other, Stage::Planned).await;
    let cora = app.sign_in(&town, "cora").await;
    let page = cora.get("/bijeenkomsten").await.is(200).shows("28 bijeenkomsten").shows("blad=2");
    assert_eq!(page.text.matches("class=\"item-title\"").count(), 25);
    let page = cora.get("/bijeenkomsten?blad=2").await.is(200);
    assert_eq!(page.text.matches("class=\"item-title\"").count(), 3);
    cora.get("/bijeenkomsten?soort=casuistiektafel").await.shows("1 bijeenkomst").shows("Tafel").hides("Bezoek nummer");
    cora.get("/bijeenkomsten?stand=onzin&soort=onzin&blad=-1").await.is(200).shows("28 bijeenkomsten");
    cora.get("/bijeenkomsten?blad=99").await.is(200);
}

#[tokio::test]
async fn the_list_shows_ones_own_answer() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let id = invited(&app, &town).await;
    let cora = app.sign_in(&town, "cora").await;
    cora.get("/bijeenkomsten").await.shows("wacht op uw antwoord");
    cora.post(&format!("/bijeenkomsten/{id}/antwoord"), &[("antwoord", "nee")]).await.is(303);
    cora.get("/bijeenkomsten").await.shows("u komt niet");
    app.sign_in(&town, "wim").await.get("/bijeenkomsten").await.hides("wacht op uw antwoord");
}

#[tokio::test]
async fn the_calendar_file_holds_title_time_and_place_and_no_more() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let input = Input {
        agenda: "Geheim punt".to_owned(),
        openbaarheid: "besloten".to_owned(),
        besloten_reden: "Er komen bewoners".to_owned(),
        ..typed(&town)
    };
    let id = planned(&app, &town, &input, Stage::Planned).await;
    let file = app.sign_in(&town, "cora").await.get(&format!("/bijeenkomsten/{id}/agenda.ics")).await.is(200);
    assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
    let file = file
        .shows("SUMMARY:Werkbezoek De Brug\r\n")
        .shows("LOCATION:Kulturhus winterbeek\r\n")
        .shows(&format!("UID:{id}@winterbeek.evenwijs\r\n"))
        .shows("BEGIN:VTIMEZONE")
        .hides("Geheim")
        .hides("dagbesteding")
        .hides("bewoners");
    let again = app.sign_in(&town, "otto").await.get(&format!("/bijeenkomsten/{id}/agenda.ics")).await;
    assert_eq!(file.text, again.text);
    app.stranger(&town).get(&format!("/bijeenkomsten/{id}/agenda.ics")).await.is(303);
}

#[tokio::test]
async fn clashes_are_shown_to_the_clerk_and_stop_nobody() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let other = Input { titel: "Casuïstiektafel jeugd".to_owned(), ..typed(&town) };
    planned(&app, &town, &other, Stage::Planned).await;
    let greet = app.sign_in(&town, "greet").await;
    greet.get("/bijeenkomsten/nieuw?datum=2026-09-09").await.shows("Die dag is er nog een bijeenkomst").shows("jeugd");
    let input = Input { actie: "concept".to_owned(), ..typed(&town) };
    greet.submit("/bijeenkomsten", &fields(&input)).await.is(200).shows("Die dag is er nog een bijeenkomst");
}

#[tokio::test]
async fn the_clerks_home_shows_the_weeks_work() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let draft = Input { titel: "Nog af te maken".to_owned(), datum: "2026-11-09".to_owned(), ..typed(&town) };
    planned(&app, &town, &draft, Stage::Draft).await;
    let soon = Input { titel: "Al heel gauw".to_owned(), datum: "2026-09-03".to_owned(), ..typed(&town) };
    planned(&app, &town, &soon, Stage::Planned).await;
    let past = Input { titel: "Zonder verslag".to_owned(), datum: "2026-08-20".to_owned(), ..typed(&town) };
    planned(&app, &town, &past, Stage::Held).await;
    let greet = app.sign_in(&town, "greet").await;
    greet
        .get("")
        .await
        .is(200)
        .shows("Nog af te maken")
        .shows("Al heel gauw")
        .shows("Nog niemand uitgenodigd")
        .shows("Zonder verslag");
    app.sign_in(&town, "cora").await.get("").await.hides("Nog af te maken");
}

#[tokio::test]
async fn commands_with_a_clock_in_the_past_leave_a_past_that_reads_true() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let then: jiff::Timestamp = "2026-05-01T08:00:00Z".parse().unwrap();
    let actor = app.actor(&town, "greet").await;
    let base = "https://evenwijs.example";
    let db = &app.state().db;
    let input = Input { datum: "2026-05-20".to_owned(), soort: Kind::CaseTable.code().to_owned(), ..typed(&town) };
    let plan = gate::authorize::<act::PlanGathering>(&actor, Facts::default()).unwrap();
    let invite = gate::authorize::<act::InviteToGathering>(&actor, Facts::default()).unwrap();
    let change = gate::authorize::<act::ChangeGathering>(&actor, Facts::default()).unwrap();
    let draft = Plan { filled: filled(&input), stage: Stage::Ready, key: String::new() };
    let id = commands::plan(db, &plan, draft, then).await.unwrap();
    commands::invite(db, &invite, id, Invite::default(), base, then).await.unwrap();
    let moved = Input { datum: "2026-05-21".to_owned(), ..input };
    let version = find(&app, &town, id).await.version;
    let day = then + SignedDuration::from_hours(24);
    let sent = commands::change(db, &change, id, Change { filled: filled(&moved), version }, base, day).await.unwrap();
    assert_eq!(sent.mailed, COUNCIL);
    let reminded = commands::remind(db, &invite, id, base, day + SignedDuration::from_hours(24)).await.unwrap();
    assert_eq!(reminded.mailed, COUNCIL);
    assert_eq!(find(&app, &town, id).await.state(app.now()), State::Held);
    let released = app.count("SELECT MIN(released_at) FROM items").await;
    assert_eq!(released, then.as_millisecond());
}
