//! Series of gatherings: planned, invited to, changed and cancelled together, with one mail for each person.

use app::{gatherings::input::Input, mail::outbox::entity::Model as Mail};
use scraper::{Html, Selector};

use crate::{
    gatherings::{fields, typed},
    support::{Answer, Browser, TestApp, Town},
};

mod answering;
mod previews;
mod seeing;
mod waiting;

/// Everybody who is invited in a town.
const COUNCIL: usize = 8;
const QUARTERS: [&str; 4] = ["2026-09-09", "2026-12-09", "2027-03-10", "2027-06-09"];

/// What is typed for four quarters.
fn quarterly(town: &Town) -> Input {
    Input {
        titel: "Kwartaalgesprek".to_owned(),
        herhalen: "kwartaal".to_owned(),
        keren: "4".to_owned(),
        actie: "uitnodiging".to_owned(),
        plaatsen: String::new(),
        key: "sleutel".to_owned(),
        ..typed(town)
    }
}

/// The fields of a form, those of a series too.
fn all(input: &Input) -> Vec<(&str, &str)> {
    let mut all = fields(input);
    all.extend([
        ("herhalen", input.herhalen.as_str()),
        ("keren", &input.keren),
        ("tot", &input.tot),
        ("bereik", &input.bereik),
        ("reeks", &input.reeks),
        ("bevestigd", &input.bevestigd),
    ]);
    all.extend(input.dag.iter().map(|day| ("dag", day.as_str())));
    all.extend(input.mee.iter().map(|id| ("mee", id.as_str())));
    all
}

/// Makes the series as typed, with these days, and gives the path of its first gathering.
async fn made(greet: &Browser, town: &Town, days: &[&str]) -> String {
    let dag = days.iter().map(|day| (*day).to_owned()).collect();
    let input = Input { dag, bevestigd: "true".to_owned(), ..quarterly(town) };
    let to = greet.post("/bijeenkomsten", &all(&input)).await.is(303).location().to_owned();
    to.split_once(&town.slug).unwrap().1.trim_end_matches("/uitnodiging").to_owned()
}

/// Makes it and invites to all of it.
async fn invited(greet: &Browser, town: &Town) -> String {
    let path = made(greet, town, &QUARTERS).await;
    let page = greet.get(&format!("{path}/uitnodiging")).await.is(200);
    let (key, stand) = (page.input("key"), page.input("reeks"));
    let form = [("key", key.as_str()), ("version", "1"), ("bereik", "alle"), ("reeks", &stand)];
    greet.post(&format!("{path}/uitnodiging"), &form).await.is(303);
    path
}

async fn mails(app: &TestApp, town: &Town, kind: &str) -> Vec<Mail> {
    app.mails(town).await.into_iter().filter(|mail| mail.kind == kind).collect()
}

/// Takes Cora off one of the dates.
async fn off(greet: &Browser, town: &Town, part: &str) {
    let path = format!("/bijeenkomsten/{part}/uitnodigingen/{}/intrekking", town.person("cora"));
    greet.post(&path, &[]).await.is(303);
}

/// The ids of the series, by begin.
async fn ids(app: &TestApp, town: &Town) -> Vec<String> {
    let tenant = app.tenant(town).await;
    let mut rows = Vec::new();
    for day in QUARTERS.iter().chain(&["2026-09-16", "2026-12-16", "2027-03-17", "2027-06-16"]) {
        let date = day.parse().unwrap();
        rows.extend(
            app::gatherings::store::same_day(app.state().db.read(), &tenant, date, None, app.now()).await.unwrap(),
        );
    }
    rows.sort_by_key(|card| card.starts_at);
    rows.into_iter().map(|card| card.id.to_string()).collect()
}

/// The change as its form comes up, with another place and hour.
async fn changed(greet: &Browser, town: &Town, path: &str, scope: &str) -> Input {
    let page = greet.get(&format!("{path}/wijzigen")).await.is(200);
    Input {
        bereik: scope.to_owned(),
        reeks: page.input("reeks"),
        version: page.input("version"),
        datum: page.input("datum"),
        plaats: "Dorpshuis".to_owned(),
        herhalen: String::new(),
        keren: String::new(),
        actie: String::new(),
        key: String::new(),
        ..quarterly(town)
    }
}

fn occurs(page: &Answer, text: &str) -> usize {
    page.text.matches(text).count()
}

// Planning ---------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn the_dates_are_shown_first_and_everything_typed_is_kept() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let page = greet.post("/bijeenkomsten", &all(&quarterly(&town))).await.is(200);
    for day in QUARTERS {
        assert_eq!(occurs(&page, &format!("value=\"{day}\" checked")), 1, "{day}\n{}", page.text);
    }
    let page = page.shows("woensdag 9 december 2026").shows("Er is nog niets bewaard");
    for (name, value) in [("titel", "Kwartaalgesprek"), ("plaats", "Kulturhus winterbeek"), ("herhalen", "kwartaal")] {
        assert_eq!(page.input(name), value);
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 0);
    let back = Input { bevestigd: "terug".to_owned(), ..quarterly(&town) };
    let form = greet.post("/bijeenkomsten", &all(&back)).await.is(200);
    assert_eq!((form.input("titel"), form.input("keren")), ("Kwartaalgesprek".to_owned(), "4".to_owned()));
}

#[tokio::test]
async fn what_is_left_ticked_is_made_once_and_keeps_its_hour_across_the_clock() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = made(&greet, &town, &["2026-09-09", "2026-12-09", "2027-06-09"]).await;
    assert_eq!(made(&greet, &town, &["2026-09-09", "2026-12-09", "2027-06-09"]).await, path);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 3);
    assert_eq!(app.count("SELECT COUNT(DISTINCT series_id) FROM gatherings").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE start_time = '19:30'").await, 3);
    let summer: jiff::Timestamp = "2026-09-09T17:30:00Z".parse().unwrap();
    let winter: jiff::Timestamp = "2026-12-09T18:30:00Z".parse().unwrap();
    assert_eq!(app.count("SELECT MIN(starts_at) FROM gatherings").await, summer.as_millisecond());
    let second = "SELECT starts_at FROM gatherings WHERE date = '2026-12-09'";
    assert_eq!(app.count(second).await, winter.as_millisecond());
    greet.get(&path).await.is(200).shows("1 van 3, elk kwartaal");
    // Drafts are the clerk's alone.
    app.sign_in(&town, "cora").await.get(&path).await.is(404);
}

#[tokio::test]
async fn one_date_that_is_left_is_no_series_and_none_is_refused() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let none = Input { bevestigd: "true".to_owned(), ..quarterly(&town) };
    greet.post("/bijeenkomsten", &all(&none)).await.is(422).shows("Kies minstens één datum.");
    // A day that is not one of the series cannot be slipped in.
    let strange = Input { dag: vec!["2026-09-10".to_owned()], ..none.clone() };
    greet.post("/bijeenkomsten", &all(&strange)).await.is(422);
    let one = Input { dag: vec!["2026-12-09".to_owned()], ..none };
    greet.post("/bijeenkomsten", &all(&one)).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE series_id IS NULL AND date = '2026-12-09'").await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM gathering_series").await, 0);
}

#[tokio::test]
async fn hours_that_do_not_exist_are_refused_with_the_reason_and_the_rest_can_be_made() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let night = Input {
        datum: "2026-10-18".to_owned(),
        begin: "02:30".to_owned(),
        eind: "04:00".to_owned(),
        herhalen: "wekelijks".to_owned(),
        keren: "3".to_owned(),
        ..quarterly(&town)
    };
    let page =
        greet.post("/bijeenkomsten", &all(&night)).await.is(200).shows("deze tijd komt die nacht twee keer voor");
    assert_eq!(occurs(&page, "name=\"dag\""), 2);
    let forced = Input {
        bevestigd: "true".to_owned(),
        dag: ["2026-10-18", "2026-10-25", "2026-11-01"].map(str::to_owned).to_vec(),
        ..night.clone()
    };
    greet.post("/bijeenkomsten", &all(&forced)).await.is(422);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 0);
    let fine = Input { dag: vec!["2026-10-18".to_owned(), "2026-11-01".to_owned()], ..forced };
    greet.post("/bijeenkomsten", &all(&fine)).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings").await, 2);
}

#[tokio::test]
async fn what_else_is_on_a_date_is_said_beside_it() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let other = Input {
        titel: "Tafel over wonen".to_owned(),
        datum: "2026-12-09".to_owned(),
        actie: "concept".to_owned(),
        ..typed(&town)
    };
    greet.post("/bijeenkomsten", &all(&other)).await.is(303);
    let page = greet.post("/bijeenkomsten", &all(&quarterly(&town))).await.is(200).shows("Tafel over wonen");
    assert_eq!(occurs(&page, "Ook dan:"), 1);
    let holiday = Input { datum: "2026-12-25".to_owned(), ..quarterly(&town) };
    let page = greet.post("/bijeenkomsten", &all(&holiday)).await.is(200).shows("Ook dan:").shows("erstdag");
    // Christmas and Good Friday are offered and not ticked; who ticks them gets them.
    assert_eq!(ticked(&page), ["2027-06-25", "2027-09-24"]);
    let dag = vec!["2026-12-25".to_owned(), "2027-06-25".to_owned()];
    let wanted = Input { dag, bevestigd: "true".to_owned(), ..holiday };
    greet.post("/bijeenkomsten", &all(&wanted)).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE title = 'Kwartaalgesprek'").await, 2);
}

/// The dates that are ticked on the page.
fn ticked(page: &Answer) -> Vec<String> {
    let document = Html::parse_document(&page.text);
    let boxes = Selector::parse("input[name=dag][checked]").unwrap();
    document.select(&boxes).filter_map(|one| one.value().attr("value").map(str::to_owned)).collect()
}

#[tokio::test]
async fn a_series_without_an_end_or_too_long_is_refused_by_field() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    for (keren, tot, says) in [
        ("", "", "Vul in hoe vaak, of tot en met welke dag."),
        ("1", "", "Een reeks heeft minstens 2 datums."),
        ("27", "", "Een reeks heeft hoogstens 26 datums."),
        ("", "2026-10-01", "Tot en met die dag is er maar één datum."),
        ("", "2026-09-01", "Deze dag ligt voor de eerste datum."),
        ("4", "2027-06-09", "niet allebei"),
        ("zes", "", "Schrijf een heel getal, bijvoorbeeld 6."),
    ] {
        let input = Input { keren: keren.to_owned(), tot: tot.to_owned(), ..quarterly(&town) };
        let page = greet.post("/bijeenkomsten", &all(&input)).await.is(422).shows(says);
        assert_eq!(page.input("titel"), "Kwartaalgesprek");
    }
    let past = Input { datum: "2026-08-20".to_owned(), ..quarterly(&town) };
    greet.post("/bijeenkomsten", &all(&past)).await.is(422).shows("al voorbij");
    let held = Input { actie: "vastleggen".to_owned(), ..past };
    greet.post("/bijeenkomsten", &all(&held)).await.is(422).shows("niet achteraf vastleggen");
}

// Inviting ---------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn one_mail_for_each_names_every_date_with_its_own_link_and_tells_every_item() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = made(&greet, &town, &QUARTERS).await;
    greet
        .get(&format!("{path}/uitnodiging"))
        .await
        .is(200)
        .shows("Alle 4 datums")
        .shows("Verstuur 8 uitnodigingen")
        .shows("woensdag 9 juni 2027, 19.30–21.00");
    let page = greet.get(&format!("{path}/uitnodiging")).await;
    let (key, stand) = (page.input("key"), page.input("reeks"));
    let form = [("key", key.as_str()), ("version", "1"), ("bereik", "alle"), ("reeks", &stand)];
    greet.submit(&format!("{path}/uitnodiging"), &form).await.is(200).shows("Uitnodigingen verstuurd: 8.");
    // The same button twice is one wave.
    greet.post(&format!("{path}/uitnodiging"), &form).await.is(303);

    let sent = mails(&app, &town, "invitation").await;
    assert_eq!((sent.len(), app.mails(&town).await.len()), (COUNCIL, COUNCIL));
    assert_eq!(app.count("SELECT COUNT(*) FROM invitations").await, 32);
    for mail in &sent {
        assert_eq!(mail.body_text.matches("/winterbeek/antwoord/").count(), 4, "{}", mail.body_text);
        assert!(mail.body_text.contains(&path), "{}", mail.body_text);
        assert!(mail.subject.contains("4 datums"), "{}", mail.subject);
        let ics = mail.ics.as_deref().unwrap();
        assert_eq!(ics.matches("BEGIN:VEVENT").count(), 4);
        assert!(!ics.contains("METHOD") && !ics.contains("ATTENDEE"), "{ics}");
        assert_eq!((mail.invitation_id, mail.method.as_deref()), (None, None));
    }
    assert_eq!(app.deliver().await, COUNCIL);
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'told' AND channel = 'mail'").await, 32);
    assert_eq!(app.count("SELECT COUNT(DISTINCT item_id) FROM exposures WHERE kind = 'told'").await, 4);
    // Everybody was mailed: nobody is left for a second wave of any of them.
    greet.get(&format!("{path}/uitnodiging?bereik=alle")).await.shows("Iedereen is uitgenodigd");
    greet.get(&format!("{path}/uitnodiging?bereik=deze")).await.shows("Iedereen is uitgenodigd");
}

#[tokio::test]
async fn each_link_answers_for_its_own_date() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let mail = mails(&app, &town, "invitation").await.remove(0);
    let links: Vec<_> = mail.body_text.lines().filter(|line| line.contains("/antwoord/")).collect();
    for (link, month) in links.iter().zip(["9 sep", "9 dec", "10 mrt", "9 jun"]) {
        let path = link.split_once("/winterbeek").unwrap().1;
        app.stranger(&town).get(path).await.is(200).shows(month);
    }
    let path = links[2].split_once("/winterbeek").unwrap().1;
    app.stranger(&town).post(path, &[("antwoord", "ja")]).await;
    let third = "SELECT COUNT(*) FROM invitations i JOIN gatherings g ON g.id = i.gathering_id \
                 WHERE i.answer = 'ja' AND g.date = '2027-03-10'";
    assert_eq!(app.count(third).await, 1);
    assert_eq!(app.count("SELECT COUNT(*) FROM invitations WHERE answer IS NOT NULL").await, 1);
}

#[tokio::test]
async fn somebody_who_joins_later_gets_one_mail_about_what_is_left() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    app.execute("UPDATE appointments SET from_date = '2027-12-01' WHERE person_id = (SELECT id FROM people WHERE name = 'Oda Oppositie Winterbeek')").await;
    let path = invited(&greet, &town).await;
    assert_eq!(app.mails(&town).await.len(), COUNCIL - 1);
    app.execute("UPDATE appointments SET from_date = '2026-09-01' WHERE from_date = '2027-12-01'").await;
    let page = greet.get(&format!("{path}/uitnodiging?bereik=alle")).await.shows("Verstuur 1 uitnodiging");
    let (key, stand) = (page.input("key"), page.input("reeks"));
    let form = [("key", key.as_str()), ("version", "2"), ("bereik", "alle"), ("reeks", &stand)];
    greet.post(&format!("{path}/uitnodiging"), &form).await.is(303);
    let sent = mails(&app, &town, "invitation").await;
    assert_eq!(sent.len(), COUNCIL);
    assert_eq!(sent.iter().filter(|mail| mail.to_name.starts_with("Oda")).count(), 1);
}

#[tokio::test]
async fn who_is_taken_off_one_date_hears_of_it_though_the_mail_was_about_all() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = invited(&greet, &town).await;
    app.deliver().await;
    let cora = town.person("cora");
    greet.post(&format!("{path}/uitnodigingen/{cora}/intrekking"), &[]).await.is(303);
    let sent = mails(&app, &town, "withdrawal").await;
    assert_eq!(sent.len(), 1);
    assert!(sent[0].ics.as_deref().unwrap().contains("STATUS:CANCELLED"));
}

// Changing ---------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_change_shows_what_it_reaches_and_sends_one_mail_for_each() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = invited(&greet, &town).await;
    let all_of_it = ids(&app, &town).await;
    let mut input = changed(&greet, &town, &path, "alle").await;
    input.datum = "2026-09-16".to_owned();
    let change = format!("{path}/wijzigen");
    let page = greet.post(&change, &all(&input)).await.is(200).shows("8 mensen krijgen elk één mail");
    assert_eq!(occurs(&page, "name=\"mee\""), 3);
    let page = page.shows("woensdag 16 december 2026").shows("Er is nog niets gewijzigd");
    assert_eq!(page.input("plaats"), "Dorpshuis");
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE place = 'Dorpshuis'").await, 0);

    input.bevestigd = "true".to_owned();
    input.mee = all_of_it[1..].to_vec();
    greet.submit(&change, &all(&input)).await.is(200).shows("Mails over de wijziging: 8.");
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE place = 'Dorpshuis' AND sequence = 1").await, 4);
    for day in ["2026-09-16", "2026-12-16", "2027-03-17", "2027-06-16"] {
        assert_eq!(app.count(&format!("SELECT COUNT(*) FROM gatherings WHERE date = '{day}'")).await, 1, "{day}");
    }
    let sent = mails(&app, &town, "change").await;
    assert_eq!(sent.len(), COUNCIL);
    let ics = sent[0].ics.as_deref().unwrap();
    assert_eq!(ics.matches("SEQUENCE:1\r\n").count(), 4, "{ics}");
    assert_eq!(ics.matches("DTSTAMP:20260901T080000Z\r\n").count(), 4, "{ics}");
    assert_eq!(sent[0].body_text.matches("/winterbeek/antwoord/").count(), 4);
    app.deliver().await;
    let told = "SELECT COUNT(*) FROM exposures e JOIN items i ON i.id = e.item_id \
                WHERE e.kind = 'told' AND i.edition = 1 AND i.kind <> 'bijeenkomst'";
    assert_eq!(app.count(told).await, 32);

    // The same form once more changes nothing and mails nobody.
    greet.post(&change, &all(&input)).await.is(303);
    assert_eq!(mails(&app, &town, "change").await.len(), COUNCIL);
}

#[tokio::test]
async fn this_and_the_following_leaves_the_earlier_ones_and_what_was_cancelled() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    greet.post(&format!("/bijeenkomsten/{}/annulering", parts[2]), &[("reden", "Recess")]).await.is(303);
    let second = format!("/bijeenkomsten/{}", parts[1]);
    let mut input = changed(&greet, &town, &second, "volgende").await;
    input.bevestigd = "true".to_owned();
    input.mee = parts.clone();
    greet.post(&format!("{second}/wijzigen"), &all(&input)).await.is(303);
    let moved = "SELECT COUNT(*) FROM gatherings WHERE place = 'Dorpshuis'";
    assert_eq!(app.count(moved).await, 2);
    assert_eq!(app.count(&format!("{moved} AND date IN ('2026-12-09', '2027-06-09')")).await, 2);
    assert_eq!(mails(&app, &town, "change").await.len(), COUNCIL);
}

#[tokio::test]
async fn only_what_is_changed_goes_along_and_what_was_changed_by_hand_is_named() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    let third = format!("/bijeenkomsten/{}", parts[2]);
    let mut own = changed(&greet, &town, &third, "deze").await;
    own.plaats = "De Brug".to_owned();
    own.agenda = "Eigen punt".to_owned();
    greet.post(&format!("{third}/wijzigen"), &all(&own)).await.is(303);
    let before = mails(&app, &town, "change").await;
    // One date that changes is mailed as ever: an invitation that a calendar takes.
    assert_eq!(before.iter().filter(|mail| mail.method.as_deref() == Some("REQUEST")).count(), COUNCIL);

    let mut input = changed(&greet, &town, &path, "alle").await;
    let page = greet.post(&format!("{path}/wijzigen"), &all(&input)).await.is(200);
    let page = page.shows("Was hier anders en wordt vervangen: Plaats (De Brug)");
    assert_eq!(occurs(&page, "wordt vervangen"), 1);
    // Left out: it keeps its own place, and its people hear nothing of it.
    input.bevestigd = "true".to_owned();
    input.mee = vec![parts[1].clone(), parts[3].clone()];
    greet.post(&format!("{path}/wijzigen"), &all(&input)).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE place = 'Dorpshuis'").await, 3);
    let kept = "SELECT COUNT(*) FROM gatherings WHERE place = 'De Brug' AND agenda = 'Eigen punt' AND sequence = 1";
    assert_eq!(app.count(kept).await, 1);
    let sent = mails(&app, &town, "change").await;
    assert_eq!(sent.len(), 2 * COUNCIL);
    let several = sent.iter().find(|mail| mail.method.is_none()).unwrap();
    assert_eq!(several.ics.as_deref().unwrap().matches("BEGIN:VEVENT").count(), 3);
    // Nobody's agenda changed, so no calendar and nobody hears of it.
    let mut quiet = changed(&greet, &town, &path, "alle").await;
    quiet.agenda = "Welkom".to_owned();
    quiet.bevestigd = "true".to_owned();
    quiet.mee = parts[1..].to_vec();
    greet.post(&format!("{path}/wijzigen"), &all(&quiet)).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE agenda = 'Welkom'").await, 4);
    assert_eq!(mails(&app, &town, "change").await.len(), 2 * COUNCIL);
}

#[tokio::test]
async fn a_change_from_an_older_stand_of_any_of_them_changes_none() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = invited(&greet, &town).await;
    let parts = ids(&app, &town).await;
    let mut mine = changed(&greet, &town, &path, "alle").await;
    let last = format!("/bijeenkomsten/{}", parts[3]);
    let mut other = changed(&greet, &town, &last, "deze").await;
    other.plaats = "Elders".to_owned();
    greet.post(&format!("{last}/wijzigen"), &all(&other)).await.is(303);
    let page =
        greet.post(&format!("{path}/wijzigen"), &all(&mine)).await.is(409).shows("een andere datum van deze reeks");
    assert_eq!(page.input("plaats"), "Dorpshuis");
    mine.bevestigd = "true".to_owned();
    mine.mee = parts[1..].to_vec();
    let page = greet.post(&format!("{path}/wijzigen"), &all(&mine)).await.is(409).shows("intussen");
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE place = 'Dorpshuis'").await, 0);
    assert_eq!(mails(&app, &town, "change").await.len(), COUNCIL);
    // From the newest, which that page holds, it goes through.
    mine.reeks = page.input("reeks");
    mine.version = page.input("version");
    greet.post(&format!("{path}/wijzigen"), &all(&mine)).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE place = 'Dorpshuis'").await, 4);
}

#[tokio::test]
async fn a_date_on_which_it_cannot_be_stops_it_all_unless_it_is_left_out() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let night = Input {
        datum: "2026-10-11".to_owned(),
        herhalen: "wekelijks".to_owned(),
        keren: "3".to_owned(),
        bevestigd: "true".to_owned(),
        dag: ["2026-10-11", "2026-10-18", "2026-10-25"].map(str::to_owned).to_vec(),
        ..quarterly(&town)
    };
    let to = greet.post("/bijeenkomsten", &all(&night)).await.is(303).location().to_owned();
    let path = to.split_once("/winterbeek").unwrap().1.trim_end_matches("/uitnodiging").to_owned();
    let stand = greet.get(&format!("{path}/uitnodiging")).await.is(200).input("reeks");
    greet.post(&format!("{path}/planning"), &[("bereik", "alle"), ("reeks", &stand)]).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE planned_at IS NOT NULL").await, 3);
    let mut input = changed(&greet, &town, &path, "alle").await;
    (input.begin, input.eind) = ("02:30".to_owned(), "04:00".to_owned());
    let page = greet.post(&format!("{path}/wijzigen"), &all(&input)).await.is(200).shows("zij blijven zoals ze zijn");
    assert_eq!(occurs(&page, "name=\"mee\""), 1);
    let id = |sunday: &str| {
        let rows = app.state().db.read();
        let tenant = app.tenant(&town);
        let date = sunday.parse().unwrap();
        let now = app.now();
        async move {
            let cards = app::gatherings::store::same_day(rows, &tenant.await, date, None, now).await.unwrap();
            cards[0].id.to_string()
        }
    };
    input.bevestigd = "true".to_owned();
    input.mee = vec![id("2026-10-18").await, id("2026-10-25").await];
    greet.post(&format!("{path}/wijzigen"), &all(&input)).await.is(422).shows("Er is niets gewijzigd");
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE start_time = '02:30'").await, 0);
    input.mee.pop();
    greet.post(&format!("{path}/wijzigen"), &all(&input)).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE start_time = '02:30'").await, 2);
}

// Cancelling -------------------------------------------------------------------------------------------------------

#[tokio::test]
async fn cancelling_the_rest_of_a_series_sends_one_mail_for_each_with_the_reason() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    invited(&greet, &town).await;
    app.deliver().await;
    let parts = ids(&app, &town).await;
    let path = format!("/bijeenkomsten/{}/annulering", parts[1]);
    let page = greet.get(&path).await.is(200).shows("Alleen deze").shows("Deze en de volgende (3)").shows("Alle (4)");
    // Each choice says how many get a mail.
    assert_eq!(occurs(&page, "8 mensen krijgen een mail"), 3);
    let page = page.shows("Wie krijgt een mail, als u alle datums annuleert").shows("Cora Coalitie");
    let stand = page.input("reeks");
    greet.post(&path, &[("bereik", "volgende"), ("reeks", &stand)]).await.is(422).shows("waarom het niet doorgaat");
    let form = [("reden", "Geen geld"), ("bereik", "volgende"), ("reeks", stand.as_str())];
    greet.submit(&path, &form).await.is(200).shows("3 datums geannuleerd. Mails verstuurd: 8.");
    greet.post(&path, &form).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE cancelled_at IS NOT NULL").await, 3);
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE cancelled_at IS NULL AND sequence = 0").await, 1);
    let sent = mails(&app, &town, "cancellation").await;
    assert_eq!(sent.len(), COUNCIL);
    assert!(sent[0].body_text.contains("Geen geld") && sent[0].subject.contains("3 datums"), "{}", sent[0].body_text);
    let ics = sent[0].ics.as_deref().unwrap();
    assert_eq!((ics.matches("STATUS:CANCELLED").count(), ics.matches("SEQUENCE:1\r\n").count()), (3, 3), "{ics}");
    app.deliver().await;
    let told = "SELECT COUNT(*) FROM exposures e JOIN items i ON i.id = e.item_id \
                WHERE e.kind = 'told' AND e.channel = 'mail' AND i.kind <> 'bijeenkomst'";
    assert_eq!(app.count(told).await, 24);
}

#[tokio::test]
async fn cancelling_from_an_older_stand_cancels_none_and_says_so() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = invited(&greet, &town).await;
    let form = [("reden", "Geen geld"), ("bereik", "alle"), ("reeks", "1")];
    let page = greet.post(&format!("{path}/annulering"), &form).await.is(409).shows("Er is niets geannuleerd");
    assert_eq!(page.input("reden"), "Geen geld");
    assert_eq!(app.count("SELECT COUNT(*) FROM gatherings WHERE cancelled_at IS NOT NULL").await, 0);
    assert!(mails(&app, &town, "cancellation").await.is_empty());
}

#[tokio::test]
async fn who_goes_there_for_the_college_hears_of_all_dates_in_one_mail() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let path = made(&greet, &town, &QUARTERS).await;
    let wim = town.person("wim").to_string();
    let hosted = |input: Input, host: &str| Input { gastheer: host.to_owned(), ..input };
    let parts = ids(&app, &town).await;
    let sure = |input: Input, with: &[String]| Input { bevestigd: "true".to_owned(), mee: with.to_vec(), ..input };
    let input = hosted(changed(&greet, &town, &path, "alle").await, &wim);
    greet.post(&format!("{path}/wijzigen"), &all(&sure(input, &parts[1..]))).await.is(303);
    assert!(mails(&app, &town, "host").await.is_empty());
    let page =
        greet.get(&format!("{path}/uitnodiging")).await.is(200).shows("Wim Wethouder Winterbeek krijgt ook een mail");
    let (key, version, stand) = (page.input("key"), page.input("version"), page.input("reeks"));
    let form = [("key", key.as_str()), ("version", &version), ("bereik", "alle"), ("reeks", &stand)];
    greet.post(&format!("{path}/uitnodiging"), &form).await.is(303);
    let sent = mails(&app, &town, "host").await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].subject, "Voor uw agenda: Kwartaalgesprek, 4 datums");
    assert_eq!(sent[0].ics.as_deref().unwrap().matches("BEGIN:VEVENT").count(), 4);
    // Somebody else from the third date on.
    let third = format!("/bijeenkomsten/{}", parts[2]);
    let input = hosted(changed(&greet, &town, &third, "volgende").await, &town.person("bea").to_string());
    greet.post(&format!("{third}/wijzigen"), &all(&sure(input, &parts[3..]))).await.is(303);
    let subjects = async || {
        let mut all: Vec<String> = mails(&app, &town, "host").await.into_iter().map(|mail| mail.subject).collect();
        all.sort_unstable();
        all
    };
    let relieved = "U hoeft niet te komen: Kwartaalgesprek, 2 datums";
    let [two, four] = [2, 4].map(|n| format!("Voor uw agenda: Kwartaalgesprek, {n} datums"));
    assert_eq!(subjects().await, [relieved, two.as_str(), four.as_str()]);
    let stand = greet.get(&format!("{path}/annulering")).await.is(200).input("reeks");
    let form = [("reden", "Geen geld"), ("bereik", "alle"), ("reeks", stand.as_str())];
    greet.post(&format!("{path}/annulering"), &form).await.is(303);
    let gone = "Gaat niet door: Kwartaalgesprek, 2 datums";
    assert_eq!(subjects().await, [gone, gone, relieved, two.as_str(), four.as_str()]);
}
