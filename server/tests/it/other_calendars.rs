//! Calendars of other systems beside ours: read from a file or an address, shown, and a warning to whoever plans over them.

mod addresses;

use std::time::{Duration, Instant};

use reqwest::{
    Method,
    multipart::{Form, Part},
};

use crate::{
    agenda::{Sort, made},
    support::{Answer, Browser, TestApp, Town},
};

const PATH: &str = "/instellingen/agenda/andere";

/// Two meetings, a recess of whole days, and two things that are no meeting.
const NOTUBIZ: &str = r#"{"meetings": [
    {"description": "Raadsvergadering", "location": "Raadzaal", "date": "15-09-2026", "time": "20:00"},
    {"description": "Start zomerreces", "date": "16-09-2026", "time": "00:00"},
    {"description": "Zonder dag", "date": "31-09-2026", "time": "20:00"},
    {"date": "17-09-2026"}
]}"#;

/// A calendar as another system exports it: a meeting, a recess of whole days by midnight, a series.
const ICS: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Elders//NL\r\n\
    BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Commissie Samenleving\r\nLOCATION:Raadzaal\r\n\
    DTSTART:20260915T180000Z\r\nDTEND:20260915T200000Z\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Herfstreces\r\nDTSTART;TZID=Europe/Amsterdam:20261017T000000\r\n\
    DTEND;TZID=Europe/Amsterdam:20261026T000000\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:3\r\nSUMMARY:Presidium\r\nDTSTART;TZID=Europe/Amsterdam:20260907T170000\r\nDURATION:PT1H\r\n\
    RRULE:FREQ=WEEKLY;COUNT=3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// Sends the form with a file and answers what came back.
async fn uploaded(browser: &Browser, name: &str, file: impl Into<Vec<u8>>) -> Answer {
    let part = Part::bytes(file.into()).file_name("agenda");
    let form = Form::new().text("naam", name.to_owned()).text("adres", "").part("bestand", part);
    browser.send(browser.request(Method::POST, PATH).multipart(form)).await
}

/// Sends the form with an address.
async fn addressed(browser: &Browser, name: &str, address: &str) -> Answer {
    let nothing = Part::bytes(Vec::new()).file_name("");
    let form = Form::new().text("naam", name.to_owned()).text("adres", address.to_owned()).part("bestand", nothing);
    browser.send(browser.request(Method::POST, PATH).multipart(form)).await
}

/// Where it was laid aside, below the municipality.
#[track_caller]
fn preview(answer: Answer, town: &Town) -> String {
    let to = answer.is(303).location().to_owned();
    to.strip_prefix(&format!("/{}", town.slug)).unwrap().to_owned()
}

/// Uploads it and says yes.
async fn kept(browser: &Browser, town: &Town, name: &str, file: &str) -> Answer {
    let path = preview(uploaded(browser, name, file).await, town);
    browser.submit(&path, &[]).await.is(200)
}

/// Where the first form of the list that does this goes, below the municipality.
async fn action(browser: &Browser, town: &Town, verb: &str) -> String {
    let list = browser.get(PATH).await.is(200);
    let mark = format!("action=\"/{}", town.slug);
    let path = list.text.split(&mark).find(|rest| rest.split('"').next().unwrap().ends_with(verb)).unwrap();
    path.split('"').next().unwrap().to_owned()
}

async fn entries(app: &TestApp) -> i64 {
    app.count("SELECT COUNT(*) FROM foreign_entries").await
}

#[tokio::test]
async fn a_file_is_seen_first_kept_once_and_warns_who_plans() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let (clerk, cora) = (app.sign_in(&town, "greet").await, app.sign_in(&town, "cora").await);
    let (stranger, member) = (app.sign_in(&other, "greet").await, app.sign_in(&other, "cora").await);
    uploaded(&clerk, " ", "geen agenda").await.is(422).shows("deze 2 dingen").shows("Hier staat geen agenda in");
    let path = preview(uploaded(&clerk, "de raadsagenda", NOTUBIZ).await, &town);
    let page = clerk.get(&path).await.is(200).shows("2 erbij, 0 eraf").shows("Raadsvergadering").shows("hele dag");
    page.shows("2 regels kunnen niet mee").shows("Zonder dag").shows("#4").shows("heeft geen naam");
    assert_eq!(entries(&app).await, 0, "nothing is kept before the yes");
    stranger.get(&path).await.is(404);
    stranger.post(&path, &[]).await.is(404);
    clerk.submit(&path, &[]).await.is(200).shows("2 erbij, 0 eraf").shows("de raadsagenda");
    clerk.post(&path, &[]).await.is(404);

    for view in ["lijst", "dag", "week", "maand"] {
        let path = format!("/agenda?weergave={view}&datum=2026-09-15");
        let page = cora.get(&path).await.is(200).shows(">Raadsvergadering<").shows("uit de raadsagenda");
        page.shows("geen bijeenkomsten");
        cora.get(&format!("{path}&mijn=true")).await.is(200).hides("Raadsvergadering");
        cora.get(&format!("{path}&onderwerp=zaal")).await.is(200).shows("Raadsvergadering");
        member.get(&path).await.is(200).hides("Raadsvergadering");
    }

    // The same file changes nothing; a newer one brings and takes away.
    let again = preview(uploaded(&clerk, "de raadsagenda", NOTUBIZ).await, &town);
    clerk.get(&again).await.is(200).shows("Er verandert niets").hides("Zet in de agenda");
    clerk.post(&again, &[]).await.is(303);
    let noted = "SELECT COUNT(*) FROM audit WHERE action = 'calendar.import'";
    assert_eq!((app.count(noted).await, entries(&app).await), (1, 2));
    let newer = preview(uploaded(&clerk, "de raadsagenda", ICS).await, &town);
    clerk.get(&newer).await.is(200).shows("5 erbij, 2 eraf");
    clerk.submit(&newer, &[]).await.is(200);
    let day = cora.get("/agenda?weergave=dag&datum=2026-09-15").await.is(200).hides("Raadsvergadering");
    day.shows(">Commissie Samenleving<").shows("20.00–22.00");
    kept(&clerk, &town, "de raadsagenda", ICS).await.shows("Er is niets veranderd");
    assert_eq!((app.count(noted).await, entries(&app).await), (2, 5));

    stranger.get(PATH).await.is(200).hides("/verwijdering");
    let remove = action(&clerk, &town, "/verwijdering").await;
    stranger.post(&remove, &[]).await.is(404);
    cora.post(&remove, &[]).await.is(403);
    assert_eq!(entries(&app).await, 5);
    clerk.submit(&remove, &[]).await.is(200).shows("De agenda is weg");
    assert_eq!(entries(&app).await, 0);
    cora.get("/agenda?weergave=dag&datum=2026-09-15").await.is(200).hides("Commissie Samenleving");
}

#[tokio::test]
async fn whole_days_written_as_midnight_are_whole_days() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (clerk, cora) = (app.sign_in(&town, "greet").await, app.sign_in(&town, "cora").await);
    kept(&clerk, &town, "de raadsagenda", ICS).await;
    kept(&clerk, &town, "NotuBiz", NOTUBIZ).await;
    let whole = "SELECT COUNT(*) FROM foreign_entries WHERE start_time IS NULL AND end_time IS NULL AND first_day = ";
    assert_eq!(app.count(&format!("{whole}'2026-09-16' AND last_day = '2026-09-16'")).await, 1);
    assert_eq!(app.count(&format!("{whole}'2026-10-17' AND last_day = '2026-10-25'")).await, 1);
    for day in ["2026-10-17", "2026-10-25"] {
        let page = cora.get(&format!("/agenda?weergave=dag&datum={day}")).await.is(200);
        page.shows(">Herfstreces<").shows("hele dag").hides("0.00");
    }
    cora.get("/agenda?weergave=dag&datum=2026-10-26").await.is(200).hides(">Herfstreces<");
}

#[tokio::test]
async fn who_plans_on_a_moment_that_is_taken_is_told_by_name() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let (clerk, cora) = (app.sign_in(&town, "greet").await, app.sign_in(&town, "cora").await);
    kept(&clerk, &town, "de raadsagenda", NOTUBIZ).await;
    let form = |day: &str| format!("/bijeenkomsten/nieuw?soort=werkbezoek&datum={day}");
    // A form without a title comes back, with what was typed.
    let typed = async |browser: &Browser, day: &str, begin: &str, end: &str| {
        let fields = [("soort", "werkbezoek"), ("datum", day), ("begin", begin), ("eind", end)];
        browser.post("/bijeenkomsten", &fields).await.is(422)
    };
    let (taken, around) = ("Op dat moment is er al iets", "Kijk ook wat er die dag al is");
    let line = "20.00 · Raadsvergadering · uit de raadsagenda";
    let evening = typed(&clerk, "2026-09-15", "19:30", "21:00").await;
    evening.shows(taken).shows("tegelijk").shows(line).hides(around);
    let morning = typed(&clerk, "2026-09-15", "09:00", "11:00").await;
    morning.shows(around).shows(line).hides(taken);
    let whole = typed(&clerk, "2026-09-16", "09:00", "11:00").await;
    whole.shows(around).shows("hele dag · Start zomerreces");
    clerk.get(&form("2026-09-14")).await.is(200).hides(around).hides(taken);
    clerk.get(&form("2027-04-27")).await.is(200).shows("Koningsdag");
    let elsewhere = app.sign_in(&other, "greet").await;
    typed(&elsewhere, "2026-09-15", "19:30", "21:00").await.hides(line).hides(taken).hides(around);

    // It can be planned all the same; before the invitations leave it is said again, and in the calendar to who plans.
    let gathering = made(&app, &town, Sort::default(), false).await;
    let wave = clerk.get(&format!("/bijeenkomsten/{gathering}/uitnodiging")).await.is(200);
    wave.shows(taken).shows(line);
    for view in ["lijst", "dag", "week", "maand"] {
        let path = format!("/agenda?weergave={view}&datum=2026-09-15");
        clerk.get(&path).await.is(200).shows("tegelijk met Raadsvergadering");
        cora.get(&path).await.is(200).hides("tegelijk met").shows(">Raadsvergadering<");
        // Also when only ours are shown.
        clerk.get(&format!("{path}&soort=werkbezoek")).await.is(200).shows("tegelijk met Raadsvergadering");
    }
    clerk.post(&format!("/bijeenkomsten/{gathering}/annulering"), &[("reden", "Ziek")]).await.is(303);
    clerk.get("/agenda?weergave=dag&datum=2026-09-15").await.is(200).hides("tegelijk met");
}

#[tokio::test]
async fn hostile_files_get_one_clear_answer_nothing_is_kept_and_the_site_stays_up() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let clerk = app.sign_in(&town, "greet").await;
    let many = "BEGIN:VEVENT\r\nEND:VEVENT\r\n".repeat(30_000);
    let large = [b"BEGIN:VCALENDAR\r\n".to_vec(), vec![b'x'; 5 * 1024 * 1024]].concat();
    let deep = "[".repeat(200_000);
    let files: [(&str, Vec<u8>, &str); 12] = [
        ("nested", format!("BEGIN:VCALENDAR\r\n{}", "BEGIN:VEVENT\r\n".repeat(10_000)).into(), "geen gewone agenda"),
        ("nested without end", "BEGIN:VCALENDAR\r\n".repeat(10_000).into(), "geen gewone agenda"),
        ("nested of no kind", "BEGIN:X\r\n".repeat(10_000).into(), "Hier staat geen agenda in"),
        ("flat", format!("BEGIN:VCALENDAR\r\n{many}END:VCALENDAR\r\n").into(), "Hier staat te veel in"),
        ("five megabytes", large, "groter dan 2 MB"),
        ("bad UTF-8", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:\xff\xfe\r\n".to_vec(), "Dit is geen tekst"),
        ("UTF-16", b"\xff\xfeB\0E\0G\0I\0N\0".to_vec(), "Dit is geen tekst"),
        ("broken off", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Half\r\n".to_vec(), "houdt halverwege op"),
        ("deep JSON", format!("{{\"meetings\":{deep}").into(), "Hier staat geen agenda in"),
        ("other JSON", b"{\"bijeenkomsten\":[]}".to_vec(), "Hier staat geen agenda in"),
        ("a page", b"<!doctype html><script>alert(1)</script>".to_vec(), "Hier staat geen agenda in"),
        ("blank", b" \r\n\t".to_vec(), "Hier staat niets in"),
    ];
    for (what, file, wanted) in files {
        let began = Instant::now();
        let page = uploaded(&clerk, "de raadsagenda", file).await.is(422);
        let line = page.complaint();
        assert!(line.contains(wanted), "{what}: {line}");
        assert_eq!(page.input("naam"), "de raadsagenda", "{what}: what was typed stays");
        assert!(began.elapsed() < Duration::from_secs(10), "{what}: {:?}", began.elapsed());
    }
    assert_eq!(
        uploaded(&clerk, "de raadsagenda", "").await.is(422).complaint(),
        "Vul een adres in of kies een bestand."
    );
    for table in ["foreign_calendars", "foreign_entries", "foreign_previews"] {
        assert_eq!(app.count(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
    let marked = "{\"meetings\":[{\"description\":\"</textarea><script>alert(1)</script>\",\"link\":\"javascript:alert(1)\",\
                  \"date\":\"15-09-2026\",\"time\":\"20:00\"}]}";
    kept(&clerk, &town, "<b>de raad</b>", marked).await.hides("<b>de raad").hides("<script>alert");
    let day = clerk.get("/agenda?weergave=dag&datum=2026-09-15").await.is(200);
    day.shows("&lt;script").hides("<script>alert").hides("javascript:alert");
    clerk.get("//healthz").await.is(200);
}

#[tokio::test]
async fn what_nobody_says_yes_to_is_forgotten_after_a_day() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let clerk = app.sign_in(&town, "greet").await;
    let path = preview(uploaded(&clerk, "de raadsagenda", NOTUBIZ).await, &town);
    app.pass(jiff::SignedDuration::from_hours(23));
    app.sweep().await;
    let clerk = app.sign_in(&town, "greet").await;
    clerk.get(&path).await.is(200);
    app.pass(jiff::SignedDuration::from_hours(2));
    app.sweep().await;
    let clerk = app.sign_in(&town, "greet").await;
    clerk.get(&path).await.is(404);
    assert_eq!(app.count("SELECT COUNT(*) FROM foreign_previews").await, 0);
}

#[tokio::test]
async fn there_are_at_most_twenty_and_five_thousand_lines_go_in_at_once() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let clerk = app.sign_in(&town, "greet").await;
    let lines: Vec<_> =
        (0..5_000).map(|n| format!(r#"{{"description":"Nummer {n}","date":"15-09-2026","time":"20:00"}}"#)).collect();
    kept(&clerk, &town, "agenda 0", &format!("{{\"meetings\":[{}]}}", lines.join(","))).await.shows("5000 erbij");
    assert_eq!(entries(&app).await, 5_000);
    for n in 1..20 {
        kept(&clerk, &town, &format!("agenda {n}"), NOTUBIZ).await;
    }
    let path = preview(uploaded(&clerk, "agenda 20", NOTUBIZ).await, &town);
    clerk.post(&path, &[]).await.is(409).shows("Verwijder er eerst een");
    kept(&clerk, &town, "agenda 19", ICS).await.shows("5 erbij, 2 eraf");
}
