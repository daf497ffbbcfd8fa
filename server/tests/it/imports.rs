//! Lists from elsewhere: looked at first, then all of it or nothing.

use app::people::{import, seed, store};
use domain::people::Role;
use jiff::civil::date;
use reqwest::{Method, multipart};

use crate::support::{Answer, Browser, TestApp, Town};

const LIST: &str = "Voornaam;Tussenvoegsel;Achternaam;E-mailadres;Fractie;Functie;Begindatum;Lievelingskleur\r\n\
    André;van;Één;andre@aadorp.example;Nieuw Links;Raadslid;1-9-2026;rood\r\n\
    Bea;;Twee;bea2@aadorp.example;Nieuw Links;Burgerraadslid;1-9-2026;geel\r\n";

async fn send(browser: &Browser, name: &str, bytes: Vec<u8>) -> Answer {
    let file = multipart::Part::bytes(bytes).file_name(name.to_owned());
    let form = multipart::Form::new().part("bestand", file);
    browser.send(browser.request(Method::POST, "/raad/import").multipart(form)).await
}

/// Uploads a list and opens what it would change; the second value is where that is.
async fn look(browser: &Browser, town: &Town, name: &str, bytes: Vec<u8>) -> (Answer, String) {
    let to = send(browser, name, bytes).await.is(303).location().to_owned();
    let path = to.trim_start_matches(&format!("/{}", town.slug)).to_owned();
    (browser.get(&path).await.is(200), path)
}

async fn carry_out(browser: &Browser, page: &Answer, path: &str) -> Answer {
    let (seen, key) = (page.input("gezien"), page.input("key"));
    let fields = [("gezien", seen.as_str()), ("key", key.as_str()), ("ontbrekend", "blijft")];
    browser.post(path, &fields).await
}

#[tokio::test]
async fn a_list_is_shown_first_and_the_second_time_changes_nothing() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = app.sign_in(&town, "greet").await;
    griffie.get("/raad/import").await.is(200).shows("Voorbeeldbestand");
    let before = app.count("SELECT COUNT(*) FROM people").await;
    let (page, path) = look(&griffie, &town, "raad.csv", LIST.into()).await;
    let page = page
        .shows("André van Één")
        .shows("Nieuw Links is nieuw")
        .shows("Lievelingskleur")
        .shows("Voer 3 wijzigingen door");
    assert_eq!(app.count("SELECT COUNT(*) FROM people").await, before);

    carry_out(&griffie, &page, &path).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM people").await, before + 2);
    assert_eq!(app.count("SELECT COUNT(*) FROM import_previews").await, 0);
    // The same form again: the same answer, and nothing twice.
    carry_out(&griffie, &page, &path).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM people").await, before + 2);

    let (page, _) = look(&griffie, &town, "raad.csv", LIST.into()).await;
    page.shows("Er is niets te wijzigen").hides("Voer ");
}

/// The first list of a term as it comes from a spreadsheet, before anybody of a faction was appointed.
const FIRST: &str = "Naam;E-mail;Fractie;Functie;Coalitie\n\
    Ada Een;ada@aadorp.example;Dorps Belang;Fractievoorzitter;ja\n\
    Bo Twee;bo@aadorp.example;Dorpsbelang;raadslid;\n\
    Cas Drie;cas@aadorp.example;Dorpsbelang;raadslid;\n\
    Dee Vier;dee@aadorp.example;Dorpsbelag;raadslid;nee\n";

#[tokio::test]
async fn the_first_list_of_a_term_begins_with_it_and_one_faction_stays_one() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    app.execute("DELETE FROM appointments WHERE faction_id IS NOT NULL").await;
    let griffie = app.sign_in(&town, "greet").await;
    let (page, path) = look(&griffie, &town, "raad.csv", FIRST.into()).await;
    let page = page
        .shows("begint op do 26 mrt: toen begon de zittingsperiode")
        .shows("‘Dorps Belang’ lezen we als Dorpsbelang.")
        .shows("Dorpsbelag lijkt op Dorpsbelang. Bedoelt u dezelfde?")
        .shows("‘Fractievoorzitter’ lezen we als raadslid (1 keer).");
    carry_out(&griffie, &page, &path).await.is(303);
    griffie.get("/raad").await.is(200).shows("4 mensen kunnen nog niet inloggen").shows("/accounts/uitnodigen");
    let made = app.count("SELECT COUNT(*) FROM factions WHERE name LIKE 'Dorps%' AND from_date = '2026-03-26'").await;
    assert_eq!(made, 2);
    let held = "SELECT COUNT(*) FROM appointments WHERE faction_id IS NOT NULL AND from_date = '2026-03-26'";
    assert_eq!(app.count(held).await, 4);
    let (page, _) = look(&griffie, &town, "raad.csv", FIRST.into()).await;
    page.shows("Er is niets te wijzigen").hides("begint op");
    // Who joins later begins on the day of import.
    let later = "naam;e-mail;fractie\nEef Vijf;eef@aadorp.example;P.R.O.\n";
    let (page, _) = look(&griffie, &town, "raad.csv", later.into()).await;
    page.shows("begint vandaag").hides("begint op do 26 mrt");
}

#[tokio::test]
async fn a_list_shows_what_was_and_what_becomes_and_names_by_themselves() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = app.sign_in(&town, "greet").await;
    let list = "naam;e-mail;rol;telefoon\n\"Aadorp, W.\";wim@aadorp.example;wethouder;0612345601\n";
    let (page, _) = look(&griffie, &town, "raad.csv", list.into()).await;
    let page = page.shows("Deze namen veranderen").shows("Wim Wethouder Aadorp → Aadorp, W.");
    page.shows("telefoon: (leeg) → 0612345601").hides("naam: ");
    let (db, tenant) = (&app.state().db, app.tenant(&town).await);
    let report = import::run(db, &tenant, list.as_bytes(), "raad.csv", true, app.now()).await.unwrap();
    assert!(report.to_string().contains("naam: Wim Wethouder Aadorp → Aadorp, W."), "{report}");
}

#[tokio::test]
async fn old_letters_and_commas_say_the_same() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = app.sign_in(&town, "greet").await;
    let latin: Vec<u8> = LIST.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let (page, path) = look(&griffie, &town, "raad.csv", latin).await;
    carry_out(&griffie, &page.shows("André van Één"), &path).await.is(303);
    let (page, _) = look(&griffie, &town, "raad.txt", LIST.replace(';', ",").into()).await;
    page.shows("Er is niets te wijzigen");
}

#[tokio::test]
async fn a_half_broken_list_tells_every_mistake_and_leaves_nothing() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = app.sign_in(&town, "greet").await;
    let before = (app.count("SELECT COUNT(*) FROM people").await, app.count("SELECT COUNT(*) FROM factions").await);
    let list = "naam;e-mail;fractie;rol;vanaf\n\
        Goed Persoon;goed@aadorp.example;Nieuw;raadslid;1-9-2026\n\
        Fout Adres;geen adres;Nieuw;raadslid;1-9-2026\n\
        Foute Dag;dag@aadorp.example;Nieuw;raadslid;31-2-2026\n\
        Foute Rol;rol@aadorp.example;Nieuw;tovenaar;1-9-2026\n";
    let (page, path) = look(&griffie, &town, "raad.csv", list.into()).await;
    let page = page.shows("3 dingen kloppen niet").shows("geen adres").shows("31-2-2026").shows("tovenaar");
    page.hides("name=\"gezien\"");
    let forced = griffie.post(&path, &[("gezien", ""), ("key", "x"), ("ontbrekend", "blijft")]).await;
    forced.is(409).shows("3 dingen kloppen niet");
    let after = (app.count("SELECT COUNT(*) FROM people").await, app.count("SELECT COUNT(*) FROM factions").await);
    assert_eq!(before, after);
}

#[tokio::test]
async fn what_changed_after_the_look_is_shown_again() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = app.sign_in(&town, "greet").await;
    let (page, path) = look(&griffie, &town, "raad.csv", LIST.into()).await;
    let (name, mail) = ("André van Één", "andre@aadorp.example");
    let fields = [("naam", name), ("email", mail), ("rol", "ambtenaar"), ("vanaf", "2026-09-01"), ("key", "k")];
    griffie.post("/raad/mensen/nieuw", &fields).await.is(303);
    app.execute("UPDATE people SET name = 'Andreas Anders' WHERE email = 'andre@aadorp.example'").await;
    let again = carry_out(&griffie, &page, &path).await.is(409).shows("De raad is intussen veranderd");
    let again = again.shows("Deze namen veranderen").shows("Andreas Anders → André van Één");
    assert_eq!(app.count("SELECT COUNT(*) FROM factions WHERE name = 'Nieuw Links'").await, 0);
    carry_out(&griffie, &again, &path).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM factions WHERE name = 'Nieuw Links'").await, 1);
}

#[tokio::test]
async fn a_file_that_is_no_list_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let griffie = app.sign_in(&town, "greet").await;
    send(&griffie, "raad.csv", b"%PDF-1.7 nee".to_vec()).await.is(422).shows("past niet bij de naam");
    send(&griffie, "raad.exe", b"naam;fractie\n".to_vec()).await.is(422).shows("geen CSV");
    send(&griffie, "raad.csv", Vec::new()).await.is(422);
    send(&griffie, "raad.csv", vec![b'a'; 2 * 1024 * 1024 + 1]).await.is(422).shows("groter dan 2 MB");
    assert_eq!(app.count("SELECT COUNT(*) FROM import_previews").await, 0);
    send(&app.sign_in(&town, "cora").await, "raad.csv", LIST.into()).await.is(403);
}

#[tokio::test]
async fn a_preview_of_another_municipality_is_not_there() {
    let app = TestApp::start().await;
    let (here, there) = (app.town("Aadorp").await, app.town("Beedorp").await);
    let griffie = app.sign_in(&here, "greet").await;
    let (_, path) = look(&griffie, &here, "raad.csv", LIST.into()).await;
    let other = app.sign_in(&there, "greet").await;
    other.get(&path).await.is(404);
    other.post(&path, &[("key", "k")]).await.is(404);
    other.post(&path, &[("key", "k")]).await.is(404);
}

#[tokio::test]
async fn the_download_comes_back_without_a_change() {
    let app = TestApp::start().await;
    seed::demo_council(&app.state().db, app.now()).await.unwrap();
    let db = &app.state().db;
    let tenant = app::tenant::find(db.read(), "winterbeek").await.unwrap().unwrap();
    app.execute("UPDATE people SET phone = '+31 6 12345678' WHERE id IN (SELECT person_id FROM appointments WHERE role = 'burgemeester')")
        .await;
    let register = store::register(db.read(), &tenant).await.unwrap();
    let text = app::people::export::composition(&register, date(2026, 9, 1)).unwrap();
    assert!(text.contains(";'+31 6 12345678;"), "{text}");
    let report = import::run(db, &tenant, text.as_bytes(), "raad.csv", false, app.now()).await.unwrap();
    assert!(report.plan.is_empty(), "{report}");
    assert!(report.to_string().contains("Niets te wijzigen"), "{report}");
    assert_eq!(
        report.plan.unchanged.len(),
        register.book.council.view().members_on(date(2026, 9, 1)).len() + 1 + 9 + 5 + 1 + 2
    );
}

#[tokio::test]
async fn the_command_line_looks_first_when_asked_to() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let (db, tenant) = (&app.state().db, app.tenant(&town).await);
    let look = import::run(db, &tenant, LIST.as_bytes(), "raad.csv", true, app.now()).await.unwrap();
    assert!(look.to_string().contains("+ André van Één, raadslid, Nieuw Links"), "{look}");
    assert_eq!(app.count("SELECT COUNT(*) FROM factions WHERE name = 'Nieuw Links'").await, 0);
    import::run(db, &tenant, LIST.as_bytes(), "raad.csv", false, app.now()).await.unwrap();
    assert_eq!(app.count("SELECT COUNT(*) FROM factions WHERE name = 'Nieuw Links'").await, 1);
    let broken = import::run(db, &tenant, b"naam;fractie;vanaf\nA A;B;nooit\n", "raad.csv", false, app.now()).await;
    assert!(broken.unwrap_err().to_string().starts_with("rij 2, vanaf: "));
}

#[tokio::test]
async fn two_people_can_take_over_each_others_address() {
    let app = TestApp::start().await;
    let town = app.town("Aadorp").await;
    let (db, tenant) = (&app.state().db, app.tenant(&town).await);
    // The file names people by name; both addresses move at once.
    let swapped = "naam;e-mail;rol\nWim Wethouder;nieuw@aadorp.example;wethouder\n";
    import::run(db, &tenant, swapped.as_bytes(), "a.csv", false, app.now()).await.unwrap();
    let taken_over =
        "naam;e-mail;rol\nWim Wethouder;wim@aadorp.example;wethouder\nNico Nieuw;nieuw2@aadorp.example;ambtenaar\n";
    import::run(db, &tenant, taken_over.as_bytes(), "a.csv", false, app.now()).await.unwrap();
    let book = store::book(db.read(), &tenant).await.unwrap();
    assert_eq!(book.people[&town.person("wim")].email.as_deref(), Some("wim@aadorp.example"));
    assert_eq!(book.council.view().with_role(Role::Official, date(2026, 9, 1)).len(), 2);
}
