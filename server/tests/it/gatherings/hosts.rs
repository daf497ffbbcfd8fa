//! What who goes there for the college hears, by mail and beside those who are invited.

use super::*;
use crate::support::Browser;

/// Invites to it as the page of the wave says.
async fn send(greet: &Browser, id: Uuid) {
    let path = format!("/bijeenkomsten/{id}/uitnodiging");
    let page = greet.get(&path).await.is(200);
    let (key, version) = (page.input("key"), page.input("version"));
    greet.post(&path, &[("key", &key), ("version", &version)]).await.is(303);
}

/// Changes it on its form.
async fn change(greet: &Browser, town: &Town, id: Uuid, with: impl FnOnce(Input) -> Input) {
    let path = format!("/bijeenkomsten/{id}/wijzigen");
    let version = greet.get(&path).await.is(200).input("version");
    let input = Input { version, ..with(hosted(town, "wim")) };
    greet.post(&path, &fields(&input)).await.is(303);
}

fn hosted(town: &Town, host: &str) -> Input {
    Input { gastheer: town.person(host).to_string(), ..typed(town) }
}

/// Subjects of the mails to somebody of the college.
async fn subjects(app: &TestApp, town: &Town, first_name: &str) -> Vec<String> {
    let person = Some(town.person(first_name));
    mails_of(app, town, "host")
        .await
        .into_iter()
        .filter(|mail| mail.person_id == person)
        .map(|mail| mail.subject)
        .collect()
}

/// Whether they had a mail with a subject that begins so.
async fn heard(app: &TestApp, town: &Town, first_name: &str, word: &str) -> bool {
    subjects(app, town, first_name).await.iter().any(|subject| subject.starts_with(word))
}

#[tokio::test]
async fn who_goes_there_for_the_college_hears_it_once_and_is_owed_nothing() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let members = Input { wie: "raad".to_owned(), wie_reden: "Eerst de raad.".to_owned(), ..hosted(&town, "wim") };
    let id = planned(&app, &town, &members, Stage::Draft).await;
    let path = format!("/bijeenkomsten/{id}/uitnodiging");
    let also = "Wim Wethouder Winterbeek krijgt ook een mail";
    greet.get(&path).await.is(200).shows(also).shows("Verstuur 7 uitnodigingen");
    send(&greet, id).await;
    let mail = mails_of(&app, &town, "host").await.remove(0);
    assert_eq!((mail.person_id, mail.item_id), (Some(town.person("wim")), None));
    assert!(mail.subject.starts_with("Voor uw agenda: Werkbezoek De Brug"), "{}", mail.subject);
    assert!(
        mail.body_text.contains("namens het college") && !mail.body_text.contains("/antwoord/"),
        "{}",
        mail.body_text
    );
    let ics = mail.ics.as_deref().unwrap();
    assert!(ics.contains("STATUS:CONFIRMED\r\n") && !ics.contains("ATTENDEE") && !ics.contains("METHOD"), "{ics}");

    // Somebody is asked later: that wave is not about the college.
    change(&greet, &town, id, |input| input).await;
    greet.get(&path).await.is(200).hides(also).shows("Bram Burgerlid");
    send(&greet, id).await;
    assert_eq!(mails_of(&app, &town, "invitation").await.len(), COUNCIL);
    assert_eq!(subjects(&app, &town, "wim").await.len(), 1);
    // More places is nothing to come for; another place is.
    change(&greet, &town, id, |input| Input { plaatsen: "20".to_owned(), ..input }).await;
    assert_eq!(subjects(&app, &town, "wim").await.len(), 1);
    let there = |input| Input { plaatsen: "20".to_owned(), plaats: "Dorpshuis".to_owned(), ..input };
    change(&greet, &town, id, there).await;
    assert!(heard(&app, &town, "wim", "Gewijzigd: Werkbezoek De Brug").await);
    greet.get(&format!("/bijeenkomsten/{id}/annulering")).await.is(200).shows(also);
    greet.post(&format!("/bijeenkomsten/{id}/annulering"), &[("reden", "Ziekte")]).await.is(303);
    let all = mails_of(&app, &town, "host").await;
    assert_eq!(all.len(), 3);
    let last = all.iter().find(|mail| mail.subject.starts_with("Gaat niet door")).unwrap();
    assert!(last.body_text.contains("Ziekte"), "{}", last.body_text);
    assert!(last.ics.as_deref().unwrap().contains("STATUS:CANCELLED\r\n"));
    app.deliver().await;
    let wim = town.person("wim");
    let tenant = app.tenant(&town).await;
    let mine = app::balance::store::fresh(app.state().db.read(), &tenant, wim, app.now()).await.unwrap();
    assert!(mine.is_empty(), "{mine:?}");
    // Eight were told three things: invited, moved, cancelled.
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'told'").await, 24);
}

#[tokio::test]
async fn who_comes_and_who_goes_for_the_college_hear_it_and_nobody_else() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let id = planned(&app, &town, &hosted(&town, "wim"), Stage::Draft).await;
    // Before the invitations it is nobody's business.
    change(&greet, &town, id, |input| Input { gastheer: town.person("willemijn").to_string(), ..input }).await;
    change(&greet, &town, id, |input| input).await;
    assert!(mails_of(&app, &town, "host").await.is_empty());
    send(&greet, id).await;
    let bea = |input| Input { gastheer: town.person("bea").to_string(), ..input };
    change(&greet, &town, id, bea).await;
    assert!(heard(&app, &town, "bea", "Voor uw agenda").await);
    assert!(heard(&app, &town, "wim", "U hoeft niet te komen").await);
    let mails = mails_of(&app, &town, "host").await;
    let of_wim = |mail: &&Mail| mail.subject.starts_with("U hoeft niet");
    let ics = mails.iter().find(of_wim).and_then(|mail| mail.ics.as_deref()).unwrap();
    assert!(ics.contains("STATUS:CANCELLED\r\n") && ics.contains("SEQUENCE:1\r\n"), "{ics}");
    assert!(mails_of(&app, &town, "change").await.is_empty());
    // With another place at once, who goes hears that, and who comes where it is.
    let both = |input| Input { plaats: "Dorpshuis".to_owned(), ..input };
    change(&greet, &town, id, both).await;
    assert_eq!(subjects(&app, &town, "bea").await.len(), 2);
    assert_eq!(subjects(&app, &town, "wim").await.len(), 3);
    let back = mails_of(&app, &town, "host").await;
    assert!(back.iter().filter(|mail| mail.body_text.contains("Dorpshuis")).count() == 1);
    assert_eq!(mails_of(&app, &town, "change").await.len(), COUNCIL);
}

#[tokio::test]
async fn who_is_invited_too_gets_the_invitation_alone() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let input = Input {
        wie: "personen".to_owned(),
        wie_reden: "Alleen wie erbij hoort.".to_owned(),
        persoon: ["wim", "cora"].map(|name| town.person(name).to_string()).to_vec(),
        ..hosted(&town, "wim")
    };
    let id = planned(&app, &town, &input, Stage::Draft).await;
    greet.get(&format!("/bijeenkomsten/{id}/uitnodiging")).await.is(200).hides("krijgt ook een mail");
    send(&greet, id).await;
    greet.post(&format!("/bijeenkomsten/{id}/annulering"), &[("reden", "Ziekte")]).await.is(303);
    assert_eq!(mails_of(&app, &town, "invitation").await.len(), 2);
    assert_eq!(mails_of(&app, &town, "cancellation").await.len(), 2);
    assert!(mails_of(&app, &town, "host").await.is_empty());
}
