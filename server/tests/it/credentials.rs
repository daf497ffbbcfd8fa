//! Whatever lets somebody in, or finds them, and is changed: its owner reads so by mail, also when somebody else did it.

use std::collections::BTreeSet;

use reqwest::{Method, multipart};
use server::operator;
use uuid::Uuid;

use crate::{
    accounts::{PASSWORD, give_password},
    second::{codes_on, password, set_up},
    support::{Browser, TestApp, Town},
};

const CORA: &str = "cora@winterbeek.example";
const GREET: &str = "greet@winterbeek.example";

/// The mails that were made since the last time: to whom, and about what.
async fn told(app: &TestApp, town: &Town, seen: &mut BTreeSet<Uuid>) -> Vec<(String, String)> {
    let mut fresh: Vec<_> = app.mails(town).await.into_iter().filter(|mail| seen.insert(mail.id)).collect();
    for mail in &fresh {
        assert!(mail.body_text.contains("Dit gebeurde op"), "when: {}", mail.body_text);
        assert!(mail.body_text.contains("Weet u hier niets van?"), "what to do: {}", mail.body_text);
        assert!(!mail.body_text.contains("ew_") && !mail.body_text.contains("/wachtwoord/"), "{}", mail.body_text);
    }
    fresh.sort_by(|one, other| one.to_address.cmp(&other.to_address));
    fresh.into_iter().map(|mail| (mail.to_address, mail.subject)).collect()
}

async fn import(griffie: &Browser, list: &str) {
    let file = multipart::Part::bytes(list.as_bytes().to_vec()).file_name("raad.csv");
    let form = multipart::Form::new().part("bestand", file);
    let sent = griffie.send(griffie.request(Method::POST, "/raad/import").multipart(form)).await.is(303);
    let path = sent.location().trim_start_matches("/winterbeek").to_owned();
    let page = griffie.get(&path).await.is(200);
    let (seen, key) = (page.input("gezien"), page.input("key"));
    griffie.post(&path, &[("gezien", &seen), ("key", &key), ("ontbrekend", "blijft")]).await.is(303);
}

#[tokio::test]
async fn every_change_of_what_lets_somebody_in_is_mailed_to_them() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let ina = app.sign_in(&town, "ina").await;
    let seen = &mut BTreeSet::new();
    let mut check = async |deed: &str, wanted: &[(&str, &str)]| {
        let told = told(&app, &town, seen).await;
        let told: Vec<(&str, &str)> = told.iter().map(|(to, subject)| (to.as_str(), subject.as_str())).collect();
        assert_eq!(told, wanted, "{deed}");
    };

    let (greet, ..) = set_up(&app, &town, "greet").await;
    check("second step set up", &[(GREET, "De tweede stap staat aan (Winterbeek)")]).await;
    let page = greet.post("/mijn/tweede-stap/herstelcodes", &[]).await.is(200);
    check("new recovery codes", &[(GREET, "Er zijn nieuwe herstelcodes (Winterbeek)")]).await;
    let other = app.stranger(&town);
    password(&other, &town, "greet").await.is(303);
    other.post("/aanmelden/code", &[("code", &codes_on(&page)[0])]).await.is(303);
    check("recovery code used", &[(GREET, "Een herstelcode is gebruikt (Winterbeek)")]).await;
    let path = format!("/instellingen/accounts/{}/tweede-stap/wissing", town.person("greet"));
    ina.post(&path, &[]).await.is(303);
    check("second step taken away", &[(GREET, "Uw tweede stap is weggehaald (Winterbeek)")]).await;

    give_password(&app, &town, "cora").await;
    let cora = app.sign_in(&town, "cora").await;
    cora.post("/mijn/wachtwoord", &[("huidig", PASSWORD), ("nieuw", "drie geiten in de wei")]).await.is(303);
    check("password", &[(CORA, "Uw wachtwoord is gewijzigd (Winterbeek)")]).await;
    let form = [("naam", "agenda"), ("wachtwoord", "drie geiten in de wei"), ("key", "k1")];
    cora.post("/mijn/tokens", &form).await.is(200);
    check("token", &[(CORA, "Er is een token gemaakt (Winterbeek)")]).await;
    operator::user_token(app.state(), "winterbeek", CORA, app.now()).await.unwrap();
    check("token by the operator", &[(CORA, "Er is een token gemaakt (Winterbeek)")]).await;

    let path = format!("/raad/mensen/{}/wijzigen", town.person("cora"));
    let version = ina.get(&path).await.is(200).input("version");
    let moved = "cora.nieuw@winterbeek.example";
    ina.post(&path, &[("naam", "Cora Coalitie"), ("email", moved), ("version", &version)]).await.is(303);
    let subject = "Uw e-mailadres is gewijzigd (Winterbeek)";
    check("address", &[(moved, subject), (CORA, subject)]).await;
    let list = format!(
        "Voornaam;Achternaam;E-mailadres;Fractie;Functie;Begindatum\r\n\
         Cora;Coalitie;{CORA};Lokaal Winterbeek;Raadslid;26-3-2026\r\n"
    );
    import(&ina, &list).await;
    check("address by a list", &[(moved, subject), (CORA, subject)]).await;
    cora.post("/mijn/agenda", &[]).await.is(200);
    check("nothing of the kind", &[]).await;
}
