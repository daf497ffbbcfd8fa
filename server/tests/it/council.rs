//! The council: what everybody sees, what a clerk changes, what stays of the past.

use app::people::{seed, store};
use domain::people::{Role, Side};
use jiff::civil::date;
use uuid::Uuid;

use crate::support::{Browser, TestApp, Town};

async fn book(app: &TestApp, town: &Town) -> store::CouncilBook {
    store::book(app.state().db.read(), &app.tenant(town).await).await.unwrap()
}

async fn griffie(app: &TestApp, town: &Town) -> Browser {
    app.sign_in(town, "greet").await
}

/// The appointment somebody holds on the first day of the tests.
async fn held(app: &TestApp, town: &Town, first_name: &str) -> Uuid {
    let book = book(app, town).await;
    let active = book.council.view().active(date(2026, 9, 1));
    active.iter().find(|a| a.person == town.person(first_name)).unwrap().id
}

#[tokio::test]
async fn everybody_sees_the_council_and_only_the_griffie_sees_how_to_change_it() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let member = app.sign_in(&town, "cora").await;
    let page = member.get("/raad").await.is(200).shows("Cora Coalitie").shows("Coalitie").shows("Oppositie");
    let coalition = page.text.find("id=\"coalitie\"").unwrap();
    assert!(coalition < page.text.find("id=\"oppositie\"").unwrap());
    page.hides("/raad/verplaatsen");
    member.get("/raad/verplaatsen").await.is(403);
    member.get("/raad/samenstelling.csv").await.is(403);
    griffie(&app, &town).await.get("/raad").await.is(200).shows("/raad/verplaatsen").shows("2 zetels");
    app.stranger(&town).get("/raad").await.is(303);
}

#[tokio::test]
async fn an_address_is_for_the_griffie_and_for_whom_it_is() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let path = format!("/raad/mensen/{}", town.person("cora"));
    griffie(&app, &town).await.get(&path).await.is(200).shows("mailto:");
    app.sign_in(&town, "cora").await.get(&path).await.is(200).shows("mailto:");
    app.sign_in(&town, "otto").await.get(&path).await.is(200).hides("mailto:").shows("Cora Coalitie");
    let elsewhere = app.town("Beedorp").await;
    griffie(&app, &elsewhere).await.get(&path).await.is(404);
    griffie(&app, &town).await.get("/raad/mensen/geen-id").await.is(404);
}

#[tokio::test]
async fn somebody_new_is_added_once_however_often_the_form_is_sent() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let form = griffie.get("/raad/mensen/nieuw").await.is(200);
    let key = form.input("key");
    let faction = town.opposition.to_string();
    let fields = [
        ("naam", "Şule  Nieuweling"),
        ("email", "Sule@Aadorp.example"),
        ("rol", "raadslid"),
        ("fractie", faction.as_str()),
        ("vanaf", "1-9-2026"),
        ("key", key.as_str()),
    ];
    let first = griffie.post("/raad/mensen/nieuw", &fields).await.is(303);
    let again = griffie.post("/raad/mensen/nieuw", &fields).await.is(303);
    assert_eq!(first.location(), again.location());
    assert_eq!(app.count("SELECT COUNT(*) FROM people WHERE name = 'Şule Nieuweling'").await, 1);
    griffie.get("/raad").await.shows("Şule Nieuweling");
}

#[tokio::test]
async fn a_form_with_mistakes_keeps_what_was_typed_and_names_every_field() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let fields = [("naam", "Jan Jansen"), ("email", "geen adres"), ("rol", "raadslid"), ("vanaf", "31-2-2026")];
    let page = griffie.post("/raad/mensen/nieuw", &fields).await.is(422);
    let page = page.shows("value=\"Jan Jansen\"").shows("value=\"geen adres\"").shows("value=\"31-2-2026\"");
    page.shows("href=\"#email\"").shows("href=\"#vanaf\"");
    let taken = [("naam", "Jan"), ("email", "cora@aadorp.example"), ("rol", "ambtenaar"), ("vanaf", "2026-09-01")];
    griffie.post("/raad/mensen/nieuw", &taken).await.is(422).shows("al van iemand anders");
    assert_eq!(app.count("SELECT COUNT(*) FROM people WHERE name LIKE 'Jan%'").await, 0);
}

#[tokio::test]
async fn a_seat_too_many_is_taken_with_a_warning_and_can_be_undone() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    app.execute("UPDATE terms SET seats = 7").await;
    let griffie = griffie(&app, &town).await;
    let person = town.person("anna");
    let faction = town.coalition.to_string();
    let fields = [("rol", "raadslid"), ("fractie", faction.as_str()), ("vanaf", "2026-09-01"), ("key", "een")];
    let page = griffie.submit(&format!("/raad/mensen/{person}/functie"), &fields).await.is(200);
    let page = page.shows("Er zijn meer leden dan zetels").shows("Ongedaan maken");
    let undo = page.text.split("action=\"").find(|part| part.contains("/verwijdering\"")).unwrap();
    let path = undo.split('"').next().unwrap().trim_start_matches(&format!("/{}", town.slug)).to_owned();
    griffie.submit(&path, &[]).await.is(200).shows("verwijderd");
    assert!(!book(&app, &town).await.council.appointments.iter().any(|a| a.person == person && a.role == Role::Member));
}

#[tokio::test]
async fn two_people_who_change_the_same_name_see_both_texts() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let path = format!("/raad/mensen/{}/wijzigen", town.person("cora"));
    let version = griffie.get(&path).await.input("version");
    let mine = [("naam", "Cora de Eerste"), ("email", ""), ("telefoon", ""), ("version", version.as_str())];
    griffie.post(&path, &mine).await.is(303);
    let theirs = [("naam", "Cora de Tweede"), ("email", ""), ("telefoon", ""), ("version", version.as_str())];
    let page = griffie.post(&path, &theirs).await.is(409).shows("Cora de Eerste").shows("value=\"Cora de Tweede\"");
    let fresh = page.input("version");
    let again = [("naam", "Cora de Tweede"), ("email", ""), ("telefoon", ""), ("version", fresh.as_str())];
    griffie.post(&path, &again).await.is(303);
}

#[tokio::test]
async fn another_address_ends_the_links_sent_to_the_old_one() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let person = town.person("cora");
    let insert = format!(
        "INSERT INTO links (token_hash, municipality_id, person_id, purpose, created_at, expires_at) \
         SELECT {hash}, municipality_id, id, 'uitnodiging', 0, 9 FROM people WHERE email = 'cora@aadorp.example'",
        hash = if std::env::var("TEST_DATABASE_URL").is_ok() { "'\\x01'" } else { "x'01'" },
    );
    app.execute(&insert).await;
    let griffie = griffie(&app, &town).await;
    let path = format!("/raad/mensen/{person}/wijzigen");
    let version = griffie.get(&path).await.input("version");
    let fields = [("naam", "Cora Coalitie"), ("email", "nieuw@aadorp.example"), ("version", version.as_str())];
    griffie.post(&path, &fields).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM links WHERE revoked_at IS NOT NULL").await, 1);
}

#[tokio::test]
async fn an_ended_role_shows_in_the_past_and_not_in_the_present() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let appointment = held(&app, &town, "coen").await;
    let early = griffie.post(&format!("/raad/functies/{appointment}/einde"), &[("datum", "2020-01-01")]).await.is(422);
    early.shows("voor het begin").shows("value=\"2020-01-01\"");
    let page = griffie.submit(&format!("/raad/functies/{appointment}/einde"), &[("datum", "2026-08-31")]).await;
    let (to, version) = (page.input("tot"), page.input("version"));
    griffie.get("/raad").await.hides("Coen Coalitie");
    griffie.get("/raad?op=2026-08-31").await.shows("Coen Coalitie").shows("Zo was de raad");
    let back = [("tot", to.as_str()), ("version", version.as_str())];
    griffie.submit(&format!("/raad/functies/{appointment}/hervatting"), &back).await.shows("Ongedaan gemaakt");
    griffie.get("/raad").await.shows("Coen Coalitie");
}

#[tokio::test]
async fn a_member_moves_a_faction_splits_and_a_coalition_falls_with_the_past_kept() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let (coalition, opposition) = (town.coalition.to_string(), town.opposition.to_string());
    let (otto, cora) = (town.person("otto"), town.person("cora"));

    let fields = [("lid", otto.to_string()), ("fractie", coalition.clone()), ("datum", "2026-09-10".to_owned())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    griffie.submit("/raad/verplaatsen", &fields).await.is(200).shows("zit vanaf do 10 sep in Lokaal Aadorp");

    griffie.get(&format!("/raad/afsplitsing?fractie={coalition}")).await.is(200).shows("Cora Coalitie");
    let leaver = cora.to_string();
    let fields = [
        ("fractie", coalition.as_str()),
        ("leden", leaver.as_str()),
        ("naam", "Fractie Cora"),
        ("kant", "oppositie"),
        ("datum", "2026-09-15"),
        ("key", "een"),
    ];
    griffie.submit("/raad/afsplitsing", &fields).await.is(200).shows("Fractie Cora bestaat vanaf");

    let seen = book(&app, &town).await;
    let view = seen.council.view();
    assert_eq!(view.side_of(otto, date(2026, 9, 9)), Side::Opposition);
    assert_eq!(view.side_of(otto, date(2026, 9, 10)), Side::Coalition);
    assert_eq!(view.side_of(cora, date(2026, 9, 14)), Side::Coalition);
    assert_eq!(view.side_of(cora, date(2026, 9, 15)), Side::Opposition);
    let split = seen.council.factions.iter().find(|f| f.name == "Fractie Cora").unwrap().id;
    assert_eq!(app.count("SELECT COUNT(*) FROM factions WHERE split_from IS NOT NULL").await, 1);

    griffie.get("/raad/coalitie?keuze=gevallen").await.is(200).shows("Fractie Cora");
    let fields = [
        ("datum".to_owned(), "2026-10-01"),
        (format!("kant-{coalition}"), "onbekend"),
        (format!("kant-{opposition}"), "onbekend"),
        (format!("kant-{split}"), "onbekend"),
    ];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    griffie.submit("/raad/coalitie", &fields).await.is(200).shows("is er geen coalitie");
    let view_after = book(&app, &town).await;
    assert_eq!(view_after.council.view().side_of(otto, date(2026, 9, 30)), Side::Coalition);
    assert_eq!(view_after.council.view().side_of(otto, date(2026, 10, 1)), Side::Unknown);
    griffie.get("/raad?op=2026-10-01").await.is(200).shows("Er is geen coalitie vastgelegd");
    let strange = [("datum", "2026-10-01"), ("is_admin", "true")];
    griffie.post("/raad/coalitie", &strange).await.is(422);
}

#[tokio::test]
async fn a_split_without_anybody_or_with_everybody_is_refused_by_field() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let faction = town.coalition.to_string();
    let none = [("fractie", faction.as_str()), ("naam", "Los"), ("kant", "onbekend"), ("datum", "2026-09-01")];
    griffie.post("/raad/afsplitsing", &none).await.is(422).shows("Kies ten minste één lid").shows("value=\"Los\"");
    let everybody: Vec<String> =
        ["cora", "carel", "coen", "dirk"].iter().map(|name| town.person(name).to_string()).collect();
    let mut fields: Vec<(&str, &str)> = none.to_vec();
    fields.extend(everybody.iter().map(|person| ("leden", person.as_str())));
    griffie.post("/raad/afsplitsing", &fields).await.is(422).shows("Dan blijft er niemand over");
}

#[tokio::test]
async fn a_replacement_lasts_as_long_as_it_should_and_its_reason_stays_with_the_griffie() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let (lid, bram) = (held(&app, &town, "olga").await.to_string(), town.person("bram").to_string());
    griffie.get(&format!("/raad/vervanging?lid={lid}")).await.is(200).shows("Bram Burgerlid");
    let both = [
        ("lid", lid.as_str()),
        ("vervanger", bram.as_str()),
        ("naam", "Nog Iemand"),
        ("vanaf", "2026-09-01"),
        ("reden", "ziekte"),
    ];
    griffie.post("/raad/vervanging", &both).await.is(422).shows("niet allebei");
    let fields = [
        ("lid", lid.as_str()),
        ("vervanger", bram.as_str()),
        ("vanaf", "2026-09-01"),
        ("tot", "2026-12-21"),
        ("reden", "ziekte"),
        ("key", "een"),
    ];
    griffie.submit("/raad/vervanging", &fields).await.is(200).shows("vervangt Olga Oppositie").shows("(ziekte)");
    app.sign_in(&town, "cora").await.get("/raad").await.shows("vervangt Olga Oppositie").hides("ziekte");
    let seen = book(&app, &town).await;
    let view = seen.council.view();
    assert_eq!(view.members_on(date(2026, 9, 1)).len(), 7);
    assert!(view.committee_members_on(date(2026, 9, 1)).is_empty());
    assert!(view.owed_to(date(2026, 12, 22)).contains(&town.person("olga")));
    assert!(!view.owed_to(date(2026, 12, 21)).contains(&town.person("olga")));
}

#[tokio::test]
async fn a_replacement_by_somebody_new_makes_them_or_nobody() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let lid = held(&app, &town, "olga").await.to_string();
    let before = app.count("SELECT COUNT(*) FROM people").await;
    let early = [("lid", lid.as_str()), ("naam", "Nina Nieuw"), ("vanaf", "2020-01-01"), ("reden", "verlof")];
    griffie.post("/raad/vervanging", &early).await.is(422).shows("value=\"Nina Nieuw\"");
    assert_eq!(app.count("SELECT COUNT(*) FROM people").await, before);
    let fields = [("lid", lid.as_str()), ("naam", "Nina Nieuw"), ("vanaf", "2026-09-01"), ("reden", "verlof")];
    griffie.submit("/raad/vervanging", &fields).await.is(200).shows("Nina Nieuw");
    assert_eq!(app.count("SELECT COUNT(*) FROM people").await, before + 1);
}

#[tokio::test]
async fn a_term_ends_members_leave_and_a_new_one_begins() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let begin = [("naam", "2030-2034"), ("zetels", "11"), ("vanaf", "2030-03-28"), ("key", "een")];
    griffie.post("/raad/zittingsperiode", &begin).await.is(422).shows("loopt al een zittingsperiode");
    griffie.submit("/raad/zittingsperiode/einde", &[("datum", "2030-03-27")]).await.is(200).shows("eindigt na");
    griffie.submit("/raad/zittingsperiode", &begin).await.is(200).shows("2030-2034");
    let seen = book(&app, &town).await;
    let view = seen.council.view();
    assert_eq!(view.members_on(date(2030, 3, 27)).len(), 7);
    assert!(view.owed_to(date(2030, 3, 28)).is_empty());
    assert_eq!(view.vacant_seats(date(2030, 3, 28)), 11);
    assert_eq!(view.with_role(Role::Alderman, date(2030, 3, 28)).len(), 2);
    griffie.get("/raad?op=2030-03-28").await.is(200).shows("11 zetels leeg");
}

#[tokio::test]
async fn a_faction_with_people_in_it_does_not_end_and_a_name_is_taken_once() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let path = format!("/raad/fracties/{}/wijzigen", town.coalition);
    let page = griffie.get(&path).await.is(200);
    let (name, version) = (page.input("naam"), page.input("version"));
    let end = [("naam", name.as_str()), ("soort", "lokaal"), ("tot", "2026-12-31"), ("version", version.as_str())];
    griffie.post(&path, &end).await.is(422).shows("nog mensen in de fractie");
    let new = [("naam", name.as_str()), ("soort", "lokaal"), ("kant", "onbekend"), ("vanaf", "2026-09-01")];
    griffie.post("/raad/fracties/nieuw", &new).await.is(422).shows("al een fractie met deze naam");
    let like = [("naam", "LOKAAL-aadorp."), ("soort", "lokaal"), ("kant", "onbekend"), ("vanaf", "2026-09-01")];
    griffie.post("/raad/fracties/nieuw", &like).await.is(422).shows("deze naam: Lokaal Aadorp.");
    let other =
        [("naam", "Vers"), ("soort", "landelijk"), ("kant", "oppositie"), ("vanaf", "2026-09-01"), ("key", "a")];
    griffie.submit("/raad/fracties/nieuw", &other).await.is(200).shows("Vers heeft geen leden");
}

#[tokio::test]
async fn a_faction_made_by_mistake_goes_and_one_that_anything_hangs_on_stays() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let new =
        [("naam", "Dorps Belag"), ("soort", "lokaal"), ("kant", "coalitie"), ("vanaf", "2026-09-01"), ("key", "a")];
    griffie.post("/raad/fracties/nieuw", &new).await.is(303);
    let made = book(&app, &town).await.council.factions.iter().find(|f| f.name == "Dorps Belag").unwrap().id;
    let page = format!("/raad/fracties/{made}/wijzigen");
    let removal = format!("/raad/fracties/{made}/verwijdering");
    griffie.get(&page).await.is(200).shows("Verwijder fractie");
    let split = "UPDATE factions SET split_from = (SELECT id FROM factions WHERE name = 'Dorps Belag') \
                 WHERE name = 'Lokaal Aadorp'";
    app.execute(split).await;
    griffie.get(&page).await.is(200).hides("Verwijder fractie").shows("splitste zich van deze af");
    griffie.post(&removal, &[]).await.is(422).shows("splitste zich van deze af");
    app.execute("UPDATE factions SET split_from = NULL").await;

    let spells = app.count("SELECT COUNT(*) FROM side_spells").await;
    griffie.submit(&removal, &[]).await.is(200).shows("De fractie Dorps Belag is verwijderd.");
    assert_eq!(app.count("SELECT COUNT(*) FROM factions WHERE name = 'Dorps Belag'").await, 0);
    assert_eq!(app.count("SELECT COUNT(*) FROM side_spells").await, spells - 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM audit WHERE action = 'council.faction.remove'").await, 1);
    griffie.post(&removal, &[]).await.is(404);

    let kept = format!("/raad/fracties/{}", town.coalition);
    griffie
        .get(&format!("{kept}/wijzigen"))
        .await
        .is(200)
        .hides("Verwijder fractie")
        .shows("er zitten of zaten mensen");
    griffie.post(&format!("{kept}/verwijdering"), &[]).await.is(422).shows("er zitten of zaten mensen");
    let elsewhere = app.town("Beedorp").await;
    griffie.post(&format!("/raad/fracties/{}/verwijdering", elsewhere.coalition), &[]).await.is(404);
}

#[tokio::test]
async fn without_a_faction_the_form_says_to_make_one_first() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    griffie.get("/raad/mensen/nieuw").await.is(200).hides("Er is nog geen fractie").shows("heeft altijd een fractie");
    app.execute("UPDATE factions SET to_date = '2026-04-01'").await;
    griffie.get("/raad/mensen/nieuw").await.is(200).shows("Er is nog geen fractie").shows("Maak eerst een fractie");
    let fields = [("naam", "Jan Jansen"), ("rol", "ambtenaar"), ("vanaf", "2026-09-01"), ("key", "a")];
    griffie.submit("/raad/mensen/nieuw", &fields).await.is(200).shows("Nog iemand toevoegen");
}

#[tokio::test]
async fn the_proposed_end_of_a_term_moves_with_its_begin_and_a_typed_one_does_not() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    griffie.submit("/raad/zittingsperiode/einde", &[("datum", "2030-03-27")]).await.is(200);
    let page = griffie.get("/raad/zittingsperiode").await.is(200);
    let (proposal, to) = (page.input("voorstel"), page.input("tot"));
    assert_eq!((proposal.as_str(), to.as_str()), ("2030-03-28", "2034-03-27"));
    for (from, typed, end) in [("2030-04-02", to.as_str(), "2034-04-01"), ("2034-04-02", "2034-05-05", "2034-05-05")] {
        let fields = [
            ("naam", "2030-2034"),
            ("zetels", "9"),
            ("vanaf", from),
            ("tot", typed),
            ("voorstel", proposal.as_str()),
            ("key", from),
        ];
        griffie.post("/raad/zittingsperiode", &fields).await.is(303);
        let query = format!("SELECT COUNT(*) FROM terms WHERE from_date = '{from}' AND to_date = '{end}'");
        assert_eq!(app.count(&query).await, 1, "{from}");
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM terms WHERE name = '2034-2038'").await, 1);
}

#[tokio::test]
async fn a_correction_may_not_run_into_another_role() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = griffie(&app, &town).await;
    let appointment = held(&app, &town, "cora").await;
    griffie.post(&format!("/raad/functies/{appointment}/einde"), &[("datum", "2026-08-31")]).await.is(303);
    let faction = town.coalition.to_string();
    let again = [("rol", "raadslid"), ("fractie", faction.as_str()), ("vanaf", "2026-10-01"), ("key", "b")];
    griffie.post(&format!("/raad/mensen/{}/functie", town.person("cora")), &again).await.is(303);
    let path = format!("/raad/functies/{appointment}/wijzigen");
    let version = griffie.get(&path).await.input("version");
    let overlap = [("vanaf", "2026-03-26"), ("tot", "2026-10-15"), ("version", version.as_str())];
    griffie.post(&path, &overlap).await.is(422).shows("in die tijd al deze functie");
    let fits = [("vanaf", "2026-03-26"), ("tot", "2026-09-30"), ("version", version.as_str())];
    griffie.post(&path, &fits).await.is(303);
    griffie.post(&path, &fits).await.is(409);
}

#[tokio::test]
async fn nothing_of_another_municipality_can_be_named_in_a_form() {
    let app = TestApp::start().await;
    let (here, there) = (app.town("Aadorp").await, app.town("Beedorp").await);
    let griffie = griffie(&app, &here).await;
    let theirs = held(&app, &there, "cora").await;
    griffie.post(&format!("/raad/functies/{theirs}/einde"), &[("datum", "2026-09-01")]).await.is(404);
    griffie.post(&format!("/raad/functies/{theirs}/verwijdering"), &[]).await.is(404);
    griffie.get(&format!("/raad/fracties/{}/wijzigen", there.coalition)).await.is(404);
    let (person, faction) = (there.person("otto").to_string(), here.coalition.to_string());
    let fields = [("lid", person.as_str()), ("fractie", faction.as_str()), ("datum", "2026-09-01")];
    griffie.post("/raad/verplaatsen", &fields).await.is(422).hides("Otto Oppositie zit");
    let fields = [("rol", "ambtenaar"), ("vanaf", "2026-09-01")];
    griffie.post(&format!("/raad/mensen/{person}/functie"), &fields).await.is(404);
}

#[tokio::test]
async fn winterbeek_reads_well_on_any_day() {
    let app = TestApp::start().await;
    seed::demo_council(&app.state().db, app.now()).await.unwrap();
    let db = app.state().db.read();
    let tenant = app::tenant::find(db, "winterbeek").await.unwrap().unwrap();
    let rows = store::user_rows(db, &tenant, date(2026, 9, 1)).await.unwrap();
    let count = |role: &str| rows.iter().filter(|row| row.role == role).count();
    assert_eq!((count("raadslid"), count("commissielid"), count("griffie")), (31, 9, 2));
    assert!(rows.iter().all(|row| row.email.ends_with("@winterbeek.example")));
    assert!(rows.iter().any(|row| row.faction == "CDA" && row.side == "coalitie"));
}
