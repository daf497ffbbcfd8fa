//! Feeds: a calendar of one's own reads the gatherings, and that counts as told.

use app::{
    gate,
    gatherings::commands::{self as planning, Change, Filled, Invite, Plan, Stage},
};
use domain::{
    gatherings::{Audience, Details, Kind, Openness},
    policy::Facts,
};
use jiff::SignedDuration;
use reqwest::{Method, header};
use uuid::Uuid;

use crate::support::{Answer, Browser, TestApp, Town};

const ALL: Facts = Facts { own: true, released: true, invited: true, host: true, same_faction: true };

/// A gathering everybody is invited to, as it is filled in.
fn filled(town: &Town, title: &str, openness: Openness) -> Filled {
    Filled {
        details: Details {
            kind: Kind::WorkVisit,
            legal_status: Kind::WorkVisit.default_legal_status(),
            title: title.to_owned(),
            date: Some(jiff::civil::date(2026, 9, 15)),
            start: Some(jiff::civil::time(19, 30, 0, 0)),
            end: Some(jiff::civil::time(21, 0, 0, 0)),
            place: Some("Kulturhus".to_owned()),
            link: None,
            openness,
            closed_reason: (openness == Openness::Closed).then(|| "Er komen bewoners".to_owned()),
            audience: Audience::everybody(),
            host: Some(town.person("wim")),
            capacity: None,
            agenda: "Eerst koffie".to_owned(),
        },
        summary: "Hoe het gaat".to_owned(),
        ris_url: None,
    }
}

/// The same, made by the room's own commands.
async fn invited(app: &TestApp, town: &Town, title: &str, openness: Openness) -> Uuid {
    let (state, now) = (app.state(), app.now());
    let clerk = app.actor(town, "greet").await;
    let filled = filled(town, title, openness);
    let plans = gate::authorize(&clerk, ALL).unwrap();
    let plan = Plan { filled, stage: Stage::Ready, key: String::new() };
    let gathering = planning::plan(&state.db, &plans, plan, now).await.unwrap();
    let invites = gate::authorize(&clerk, ALL).unwrap();
    planning::invite(&state.db, &invites, gathering, Invite::default(), &state.settings.base_url, now).await.unwrap();
    gathering
}

/// Makes a subscription by the form and answers its path.
async fn subscribed(browser: &Browser, fields: &[(&str, &str)]) -> String {
    let answer = browser.post("/mijn/agenda", fields).await.is(200).shows("webcal://");
    let rest = answer.text.split("/agenda/").nth(1).unwrap();
    format!("//winterbeek/agenda/{}", rest.split(['"', '<']).next().unwrap())
}

async fn fetch(browser: &Browser, path: &str, validators: &[(header::HeaderName, &str)]) -> Answer {
    let request = validators.iter().fold(browser.request(Method::GET, path), |r, (name, value)| r.header(name, *value));
    browser.send(request).await
}

#[tokio::test]
async fn the_public_feed_has_what_everybody_may_come_to_and_no_more() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    invited(&app, &town, "Open avond", Openness::Public).await;
    invited(&app, &town, "Besloten tafel", Openness::Closed).await;
    invited(&app, &other, "Elders", Openness::Public).await;
    let feed = app.stranger(&town).get("/agenda.ics").await.is(200);
    assert_eq!(feed.headers[header::CONTENT_TYPE], "text/calendar; charset=utf-8");
    assert_eq!(feed.headers[header::CACHE_CONTROL], "public, max-age=900");
    let feed = feed.shows("SUMMARY:Open avond\r\n").shows("DTSTART;TZID=Europe/Amsterdam:20260915T193000");
    feed.shows("DESCRIPTION:Hoe het gaat\\nEerst koffie").hides("Besloten tafel").hides("Elders").hides("ATTENDEE");
}

#[tokio::test]
async fn a_subscription_that_is_fetched_all_the_time_is_told_to_wait_and_no_other() {
    let app = TestApp::start_with(&[("EVENWIJS_TRUSTED_PROXIES", "127.0.0.1")]).await;
    let town = app.town("Winterbeek").await;
    let cora = app.sign_in(&town, "cora").await;
    let (path, other) = (subscribed(&cora, &[("naam", "a")]).await, subscribed(&cora, &[("naam", "b")]).await);
    let calendar = app.stranger(&town);
    // Whatever address it comes from: large calendars fetch from many.
    let from = |path: String, n: u8| {
        let request = calendar.request(Method::GET, &path).header("x-forwarded-for", format!("203.0.113.{n}"));
        calendar.send(request)
    };
    let first = from(path.clone(), 1).await.is(200);
    let known = [(header::IF_NONE_MATCH, first.headers[header::ETAG].to_str().unwrap())];
    for n in 2..=30 {
        from(path.clone(), n).await.is(200);
    }
    let refused = from(path.clone(), 31).await.is(429);
    assert_eq!(refused.headers[header::RETRY_AFTER], "60", "the clock stands at the begin of a minute");
    from(other, 31).await.is(200);
    // This machine is not counted, and neither is what comes after the minute.
    fetch(&calendar, &path, &known).await.is(304);
    app.pass(SignedDuration::from_mins(1));
    from(path, 31).await.is(200);
}

#[tokio::test]
async fn a_feed_is_the_same_bytes_until_something_changes_and_then_says_so() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, "Sessie", Openness::Public).await;
    let path = subscribed(&app.sign_in(&town, "cora").await, &[("voorvoegsel", "true"), ("herinnering", "60")]).await;
    let calendar = app.stranger(&town);
    let first = fetch(&calendar, &path, &[]).await.is(200).shows("SUMMARY:Antwoord nog: Sessie");
    let first = first.shows("STATUS:TENTATIVE").shows("TRIGGER:-PT60M");
    assert_eq!(first.headers[header::CACHE_CONTROL], "private, max-age=900");
    assert!(first.headers.get(header::SET_COOKIE).is_none());
    app.pass(SignedDuration::from_hours(3));
    let again = fetch(&calendar, &path, &[]).await.is(200);
    assert_eq!(again.text, first.text);
    let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    let since = first.headers[header::LAST_MODIFIED].to_str().unwrap().to_owned();
    for same in [
        vec![(header::IF_NONE_MATCH, tag.as_str())],
        vec![(header::IF_NONE_MATCH, "\"x\", W/\"y\""), (header::IF_NONE_MATCH, tag.as_str())],
    ] {
        let validators = &same[same.len() - 1..];
        let answer = fetch(&calendar, &path, validators).await.is(304);
        assert_eq!(answer.text, "");
        assert_eq!(answer.headers[header::ETAG], tag.as_str());
        assert_eq!(answer.headers[header::LAST_MODIFIED], since.as_str());
    }
    // A date says nothing: what left a feed makes it no newer.
    fetch(&calendar, &path, &[(header::IF_MODIFIED_SINCE, &since)]).await.is(200);
    fetch(&calendar, &path, &[(header::IF_NONE_MATCH, "\"x\""), (header::IF_MODIFIED_SINCE, &since)]).await.is(200);
    fetch(&calendar, &path, &[(header::IF_MODIFIED_SINCE, "geen datum")]).await.is(200);

    app.sign_in(&town, "cora")
        .await
        .post(&format!("/bijeenkomsten/{gathering}/antwoord"), &[("antwoord", "nee")])
        .await;
    let declined = fetch(&calendar, &path, &[(header::IF_NONE_MATCH, &tag)]).await.is(200);
    declined.shows("SUMMARY:Nee: Sessie").shows("TRANSP:TRANSPARENT").shows("SEQUENCE:0");
    let clerk = app.sign_in(&town, "greet").await;
    clerk.post(&format!("/bijeenkomsten/{gathering}/annulering"), &[("reden", "De spreker is ziek")]).await.is(303);
    let cancelled = fetch(&calendar, &path, &[]).await.is(200).shows("STATUS:CANCELLED").shows("SUMMARY:Sessie\r\n");
    cancelled.shows("SEQUENCE:1").hides("VALARM");
}

/// A feed as a calendar keeps it.
struct Kept {
    path: String,
    tag: String,
    text: String,
}

impl Kept {
    async fn of(browser: &Browser, path: &str) -> Self {
        let answer = fetch(browser, path, &[]).await.is(200);
        let tag = answer.headers[header::ETAG].to_str().unwrap().to_owned();
        Self { path: path.to_owned(), tag, text: answer.text }
    }

    /// Asks again with what it has: "not modified" only where it has exactly what is served. Says whether it got another.
    async fn asks(&mut self, browser: &Browser, after: &str) -> bool {
        let answer = fetch(browser, &self.path, &[(header::IF_NONE_MATCH, &self.tag)]).await;
        let now = Self::of(browser, &self.path).await;
        if answer.code() == 304 {
            assert_eq!(now.text, self.text, "{}: said to be the same, {after}", self.path);
        } else {
            assert_eq!(answer.is(200).text, now.text, "{}, {after}", self.path);
        }
        fetch(browser, &self.path, &[(header::IF_NONE_MATCH, &now.tag)]).await.is(304);
        let differs = now.text != self.text;
        *self = now;
        differs
    }
}

#[tokio::test]
async fn nobody_with_an_older_feed_hears_that_it_is_the_same() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let calendar = app.stranger(&town);
    let first = invited(&app, &town, "Eerste", Openness::Public).await;
    let otto = app.sign_in(&town, "otto").await;
    let own = subscribed(&otto, &[("voorvoegsel", "true")]).await;
    let faction = subscribed(&app.sign_in(&town, "frits").await, &[("van", "fractie")]).await;
    let mut kept = Vec::new();
    for path in [own.as_str(), faction.as_str(), "/agenda.ics"] {
        kept.push(Kept::of(&calendar, path).await);
    }
    let clerk = app.actor(&town, "greet").await;
    let greet = app.sign_in(&town, "greet").await;
    let answer = format!("/bijeenkomsten/{first}/antwoord");
    let cancelled = format!("/bijeenkomsten/{first}/annulering");
    let (all, house, mut second) = ([true; 3], [true, true, false], None);
    for (deed, differ) in [
        ("nothing", [false; 3]),
        ("another gathering", all),
        ("a closed one", house),
        ("an answer", house),
        ("another answer", house),
        ("somebody else's answer", [false, true, false]),
        ("a new title", all),
        ("closed instead of public", all),
        ("another name of the faction", [false, true, false]),
        ("an invitation taken back", house),
        ("a cancellation", house),
        ("a new name", [true, false, true]),
        ("a language", house),
        ("years", all),
    ] {
        app.pass(SignedDuration::from_secs(1));
        match deed {
            "another gathering" => second = Some(invited(&app, &town, "Tweede", Openness::Public).await),
            "a closed one" => {
                invited(&app, &town, "Besloten", Openness::Closed).await;
            }
            "an answer" => drop(otto.post(&answer, &[("antwoord", "ja")]).await.is(303)),
            "another answer" => drop(otto.post(&answer, &[("antwoord", "misschien")]).await.is(303)),
            "somebody else's answer" => {
                let olga = app.sign_in(&town, "olga").await;
                olga.post(&answer, &[("antwoord", "nee")]).await.is(303);
            }
            "a new title" | "closed instead of public" => {
                let openness = if deed == "a new title" { Openness::Public } else { Openness::Closed };
                let version = app.count("SELECT version FROM gatherings WHERE title IN ('Eerste', 'Anders')").await;
                let changes = gate::authorize(&clerk, ALL).unwrap();
                let change = Change { filled: filled(&town, "Anders", openness), version };
                let base_url = &app.state().settings.base_url;
                planning::change(&app.state().db, &changes, first, change, base_url, app.now()).await.unwrap();
            }
            "another name of the faction" => {
                let path = format!("/raad/fracties/{}/wijzigen", town.opposition);
                let version = greet.get(&path).await.is(200).input("version");
                let named = [("naam", "Vers"), ("soort", "lokaal"), ("version", version.as_str())];
                greet.post(&path, &named).await.is(303);
            }
            "an invitation taken back" => {
                let path =
                    format!("/bijeenkomsten/{}/uitnodigingen/{}/intrekking", second.unwrap(), town.person("otto"));
                greet.post(&path, &[]).await.is(303);
            }
            "a cancellation" => drop(greet.post(&cancelled, &[("reden", "De spreker is ziek")]).await.is(303)),
            "a new name" => app.execute("UPDATE municipalities SET name = 'Zomerbeek'").await,
            "a language" => app.execute("UPDATE people SET lang = 'en'").await,
            "years" => app.pass(SignedDuration::from_hours(24 * 500)),
            _ => {}
        }
        for (feed, differs) in kept.iter_mut().zip(differ) {
            assert_eq!(feed.asks(&calendar, deed).await, differs, "{} after {deed}", feed.path);
        }
    }
}

#[tokio::test]
async fn what_a_calendar_fetched_was_told_once_and_only_to_its_owner() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    invited(&app, &town, "Sessie", Openness::Public).await;
    let told = "SELECT COUNT(*) FROM exposures WHERE kind = 'told' AND channel = 'agenda'";
    let path = subscribed(&app.sign_in(&town, "cora").await, &[]).await;
    let calendar = app.stranger(&town);
    let head = calendar.send(calendar.request(Method::HEAD, &path)).await.is(200);
    assert_eq!(app.count(told).await, 0, "HEAD writes nothing");
    assert!(head.headers.get(header::ETAG).is_none(), "and gives nothing to say later that one has it");
    fetch(&calendar, &path, &[]).await.is(200);
    let once = app.count(told).await;
    assert!(once > 0);
    fetch(&calendar, &path, &[]).await.is(200);
    assert_eq!(app.count(told).await, once);
    app.sign_in(&town, "cora").await.get("/mijn/vastgelegd").await.is(200).shows("uw agenda haalde het op");
    app.sign_in(&town, "otto").await.get("/mijn/vastgelegd").await.is(200).hides("uw agenda haalde het op");
    // Nobody is owed what they only manage.
    let clerks = subscribed(&app.sign_in(&town, "greet").await, &[]).await;
    fetch(&calendar, &clerks, &[]).await.is(200).shows("SUMMARY:Sessie");
    assert_eq!(app.count(told).await, once);
}

#[tokio::test]
async fn who_waits_for_a_place_reads_so_until_there_is_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, "Sessie", Openness::Closed).await;
    app.execute("UPDATE gatherings SET capacity = 1, version = version + 1").await;
    let (cora, otto) = (app.sign_in(&town, "cora").await, app.sign_in(&town, "otto").await);
    let answer = format!("/bijeenkomsten/{gathering}/antwoord");
    cora.post(&answer, &[("antwoord", "ja")]).await.is(303);
    app.pass(SignedDuration::from_mins(1));
    otto.post(&answer, &[("antwoord", "ja")]).await.is(303);
    let path = subscribed(&otto, &[("voorvoegsel", "true")]).await;
    let stranger = app.stranger(&town);
    let waits =
        fetch(&stranger, &path, &[]).await.is(200).shows("SUMMARY:Wachtlijst: Sessie").shows("STATUS:TENTATIVE");
    let tag = waits.headers[header::ETAG].to_str().unwrap().to_owned();
    fetch(&stranger, &path, &[(header::IF_NONE_MATCH, &tag)]).await.is(304);
    // Somebody else's answer gives the place: this feed is another, though nothing of its own was touched.
    app.pass(SignedDuration::from_mins(1));
    cora.post(&answer, &[("antwoord", "nee")]).await.is(303);
    let seated = fetch(&stranger, &path, &[(header::IF_NONE_MATCH, &tag)]).await.is(200);
    let stamp = |feed: &Answer| feed.text.lines().find(|line| line.starts_with("DTSTAMP:")).unwrap().to_owned();
    assert!(stamp(&seated) > stamp(&waits), "{} {}", stamp(&waits), stamp(&seated));
    let seated = seated.shows("SUMMARY:Ja: Sessie").shows("STATUS:CONFIRMED").hides("Wachtlijst");
    // Who only looks gets no tag, but who has it hears so by its name.
    let tag = seated.headers[header::ETAG].to_str().unwrap().to_owned();
    let look = stranger.request(Method::HEAD, &path);
    assert!(stranger.send(look).await.is(200).headers.get(header::ETAG).is_none());
    let look = stranger.request(Method::HEAD, &path).header(header::IF_NONE_MATCH, &tag);
    assert_eq!(stranger.send(look).await.is(304).headers[header::ETAG], tag.as_str());
}

#[tokio::test]
async fn a_long_agenda_goes_along_whole_and_hides_neither_the_answer_nor_the_page() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, "Sessie", Openness::Public).await;
    let cora = app.sign_in(&town, "cora").await;
    cora.post(&format!("/bijeenkomsten/{gathering}/antwoord"), &[("antwoord", "ja")]).await.is(303);
    for (length, whole) in [(19_000, true), (60_000, false)] {
        let agenda = format!("{}einde", "punt ".repeat(length / 5));
        app.execute(&format!("UPDATE gatherings SET agenda = '{agenda}', version = version + 1")).await;
        let path = subscribed(&cora, &[]).await;
        let feed = fetch(&app.stranger(&town), &path, &[]).await.is(200);
        let text = feed.text.replace("\r\n ", "");
        let described = text.lines().find(|line| line.starts_with("DESCRIPTION:")).unwrap();
        assert_eq!((described.contains("einde"), described.contains('…')), (whole, !whole), "{length}");
        let page = format!("/winterbeek/bijeenkomsten/{gathering}");
        assert!(described.contains("Uw antwoord: Ja") && described.trim_end().ends_with(&page), "{length}");
    }
}

#[tokio::test]
async fn what_left_a_feed_is_gone_for_whoever_asks_by_date() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    invited(&app, &town, "Eerste", Openness::Public).await;
    app.pass(SignedDuration::from_hours(1));
    let second = invited(&app, &town, "Tweede", Openness::Public).await;
    let calendar = app.stranger(&town);
    let both = fetch(&calendar, "/agenda.ics", &[]).await.is(200).shows("Tweede");
    let since = both.headers[header::LAST_MODIFIED].to_str().unwrap().to_owned();
    app.execute("UPDATE gatherings SET openness = 'besloten', openness_reason = 'x', version = version + 1 WHERE title = 'Tweede'").await;
    let left = fetch(&calendar, "/agenda.ics", &[(header::IF_MODIFIED_SINCE, &since)]).await.is(200);
    left.shows("Eerste").hides("Tweede").hides(&second.to_string());
}

#[tokio::test]
async fn the_address_to_take_part_by_is_not_for_everybody() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    invited(&app, &town, "Sessie", Openness::Public).await;
    app.execute("UPDATE gatherings SET place = '', online_url = 'https://meet.example/geheim'").await;
    app.stranger(&town).get("/agenda.ics").await.is(200).shows("LOCATION:Online\r\n").hides("meet.example");
    let path = subscribed(&app.sign_in(&town, "cora").await, &[]).await;
    fetch(&app.stranger(&town), &path, &[]).await.is(200).shows("LOCATION:https://meet.example/geheim");
}

#[tokio::test]
async fn of_who_objects_no_fetch_is_recorded_and_of_anybody_else_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, "Sessie", Openness::Public).await;
    let told = "SELECT COUNT(*) FROM exposures WHERE kind = 'told' AND channel = 'agenda'";
    let cora = app.sign_in(&town, "cora").await;
    let path = subscribed(&cora, &[]).await;
    cora.post("/mijn/bezwaar", &[]).await.is(303);
    fetch(&app.stranger(&town), &path, &[]).await.is(200).shows("Sessie");
    assert_eq!(app.count(told).await, 0);
    // What it fetched meanwhile is no reason to hear that nothing changed: this fetch is recorded.
    let tag = fetch(&app.stranger(&town), &path, &[]).await.is(200).headers[header::ETAG].to_str().unwrap().to_owned();
    cora.post("/mijn/bezwaar/intrekking", &[]).await.is(303);
    fetch(&app.stranger(&town), &path, &[(header::IF_NONE_MATCH, &tag)]).await.is(200);
    assert_eq!(app.count(told).await, 1);
    // The database itself keeps it at one, whoever asks twice in the same moment.
    use app::balance::ledger::{Entry, Exposure, add, items_of};
    let (tenant, db) = (app.tenant(&town).await, app.state().db.for_migrations());
    let item = items_of(db, &tenant, gathering).await.unwrap()[0].id;
    let entry = |exposure| Entry { item, person: town.person("cora"), exposure, at: app.now(), by: None, evidence: "" };
    assert!(!add(db, &tenant, entry(Exposure::ToldByFeed), app.now()).await.unwrap());
    assert!(add(db, &tenant, entry(Exposure::ToldByMail), app.now()).await.unwrap());
}

#[tokio::test]
async fn a_feed_ends_with_its_owner_and_when_they_say_so() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    invited(&app, &town, "Sessie", Openness::Closed).await;
    let cora = app.sign_in(&town, "cora").await;
    let path = subscribed(&cora, &[("naam", "Telefoon")]).await;
    let calendar = app.stranger(&town);
    fetch(&calendar, &path, &[]).await.is(200).hides("Eerst koffie");
    fetch(&calendar, &path.replace("winterbeek", &other.slug), &[]).await.is(404);
    fetch(&calendar, &path.replace(".ics", ""), &[]).await.is(404);
    let page = cora.get("/mijn/agenda").await.is(200).shows("Telefoon").shows("gelezen");
    let id = page.text.split("/mijn/agenda/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    // Somebody else's is none.
    app.sign_in(&town, "otto").await.post(&format!("/mijn/agenda/{id}/beeindiging"), &[]).await.is(404);
    fetch(&calendar, &path, &[]).await.is(200);
    cora.post(&format!("/mijn/agenda/{id}/beeindiging"), &[]).await.is(303);
    fetch(&calendar, &path, &[]).await.is(404);
    let second = subscribed(&cora, &[]).await;
    fetch(&calendar, &second, &[]).await.is(200);
    app.execute("UPDATE accounts SET disabled_at = 1").await;
    fetch(&calendar, &second, &[]).await.is(404);
}

#[tokio::test]
async fn a_factions_feed_counts_who_comes_and_names_nobody() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let gathering = invited(&app, &town, "Sessie", Openness::Public).await;
    let otto = app.sign_in(&town, "otto").await;
    otto.post(&format!("/bijeenkomsten/{gathering}/antwoord"), &[("antwoord", "ja")]).await.is(303);
    let path = subscribed(&app.sign_in(&town, "frits").await, &[("van", "fractie")]).await;
    let feed = fetch(&app.stranger(&town), &path, &[]).await.is(200);
    let unfolded = feed.text.replace("\r\n ", "");
    assert!(unfolded.contains("Uw fractie: 1 ja\\, 0 misschien\\, 0 nee"), "{unfolded}");
    assert!(!unfolded.contains("Otto"), "{unfolded}");
    // Who sits in no faction has none to ask for.
    app.sign_in(&town, "greet")
        .await
        .post("/mijn/agenda", &[("van", "fractie"), ("naam", "Zo")])
        .await
        .is(422)
        .shows("Zo");
    app.sign_in(&town, "cora").await.post("/mijn/agenda", &[("herinnering", "7")]).await.is(422);
}

#[tokio::test]
async fn the_same_form_twice_makes_one_address() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let cora = app.sign_in(&town, "cora").await;
    let key = cora.get("/mijn/agenda").await.is(200).input("key");
    cora.post("/mijn/agenda", &[("key", &key)]).await.is(200);
    cora.post("/mijn/agenda", &[("key", &key)]).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM calendar_feeds").await, 1);
}
