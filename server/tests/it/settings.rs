//! Settings, the decision on measuring, the outbox page.

use app::balance::reading;

use crate::support::{TestApp, id};

const GOOD: [(&str, &str); 7] = [
    ("naam", "Raadsgriffie"),
    ("email", "raad@winterbeek.example"),
    ("telefoon", "0543 123 456"),
    ("plaats", "Kulturhus"),
    ("begintijd", "20:00"),
    ("antwoorddagen", "21"),
    ("deeldagen", "5"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = GOOD.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name)).copied();
    kept.chain(more.iter().copied()).collect()
}

#[tokio::test]
async fn settings_are_kept_and_wrong_ones_come_back_as_typed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let clerk = app.sign_in(&town, "greet").await;
    let version = clerk.get("/instellingen").await.is(200).shows("Griffie Winterbeek").input("version");
    let wrong = with(&[("email", "raad"), ("antwoorddagen", "0"), ("version", &version)]);
    let answer =
        clerk.post("/instellingen", &wrong).await.is(422).shows("1 tot en met 120").shows("Dit is geen e-mailadres");
    assert_eq!((answer.input("naam"), answer.input("email")), ("Raadsgriffie".to_owned(), "raad".to_owned()));
    let right = with(&[("version", &version)]);
    clerk.submit("/instellingen", &right).await.is(200).shows("Instellingen bewaard").shows("Raadsgriffie");
    let tenant = app.tenant(&town).await;
    assert_eq!(
        (tenant.answer_days(), tenant.usual_start(), tenant.office_phone()),
        (21, "20:00", Some("0543 123 456"))
    );
    app.stranger(&town).get("/contact").await.is(200).shows("raad@winterbeek.example").shows("tel:0543123456");
}

#[tokio::test]
async fn who_saves_too_late_sees_both_and_may_choose() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let (clerk, administrator) = (app.sign_in(&town, "greet").await, app.sign_in(&town, "ina").await);
    let version = clerk.get("/instellingen").await.input("version");
    let first = with(&[("plaats", "De Brug"), ("version", &version)]);
    administrator.post("/instellingen", &first).await.is(303);
    let late = with(&[("plaats", "Gymzaal"), ("version", &version)]);
    let page = clerk.post("/instellingen", &late).await.is(409).shows("De Brug").shows("Gymzaal");
    assert_eq!(page.input("plaats"), "Gymzaal");
    assert_eq!(app.tenant(&town).await.usual_place(), "De Brug");
    let version = page.input("version");
    let chosen = with(&[("plaats", "Gymzaal"), ("version", &version)]);
    clerk.post("/instellingen", &chosen).await.is(303);
    assert_eq!(app.tenant(&town).await.usual_place(), "Gymzaal");
}

#[tokio::test]
async fn settings_are_for_griffie_and_administrator_and_measuring_for_the_griffie_alone() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    for name in ["cora", "wim", "bea", "anna", "frits", "bram"] {
        let browser = app.sign_in(&town, name).await;
        for path in ["/instellingen", "/instellingen/meten", "/instellingen/post"] {
            browser.get(path).await.is(403);
        }
        browser.post("/instellingen", &GOOD).await.is(403);
        browser.post("/instellingen/testmail", &[]).await.is(403);
    }
    let administrator = app.sign_in(&town, "ina").await;
    administrator.get("/instellingen/meten").await.is(200).hides("Leg het besluit vast");
    let decision = [("niveau", "volledig"), ("dpia", "Z-2026-1"), ("datum", "2026-08-01")];
    administrator.post("/instellingen/meten", &decision).await.is(403);
    assert!(app.mails(&town).await.is_empty());
}

#[tokio::test]
async fn measuring_starts_with_a_decision_and_an_assessment_and_the_newest_counts() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let tenant = app.tenant(&town).await;
    let clerk = app.sign_in(&town, "greet").await;
    let level = || async { reading::level(app.state().db.read(), &tenant, app.now()).await.unwrap().code() };
    clerk.get("/instellingen/meten").await.is(200).shows("Nu uit").shows("Nog geen besluit");
    app.stranger(&town).get("/privacy").await.is(200).shows("er wordt niets vastgelegd");
    let without = [("niveau", "volledig"), ("dpia", " "), ("datum", "2026-08-01")];
    clerk.post("/instellingen/meten", &without).await.is(422).shows("Zonder DPIA");
    let later = [("niveau", "volledig"), ("dpia", "Z-2026-1"), ("datum", "2026-09-02")];
    clerk.post("/instellingen/meten", &later).await.is(422).shows("moet nog komen").shows("Z-2026-1");
    assert_eq!(level().await, "uit");
    let decision = [("niveau", "volledig"), ("dpia", "Z-2026-1"), ("datum", "2026-08-01"), ("key", "k")];
    clerk.submit("/instellingen/meten", &decision).await.is(200).shows("Besluit vastgelegd").shows("Z-2026-1");
    clerk.post("/instellingen/meten", &decision).await.is(303);
    assert_eq!(app.count("SELECT COUNT(*) FROM measuring_decisions").await, 1);
    assert_eq!(level().await, "volledig");
    app.stranger(&town).get("/privacy").await.shows("aantallen en uren per groep");
    app.pass(jiff::SignedDuration::from_secs(1));
    clerk.post("/instellingen/meten", &[("niveau", "uit"), ("datum", "2026-09-01"), ("key", "k2")]).await.is(303);
    assert_eq!(level().await, "uit");
}

#[tokio::test]
async fn a_test_mail_goes_to_oneself_once_per_press() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let clerk = app.sign_in(&town, "greet").await;
    let sent = clerk.submit("/instellingen/testmail", &[("key", "k")]).await.is(200);
    sent.shows("Testmail onderweg naar greet@winterbeek.example");
    clerk.post("/instellingen/testmail", &[("key", "k")]).await.is(303);
    let mails = app.mails(&town).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to_address, "greet@winterbeek.example");
    clerk.get("/instellingen/post").await.is(200).shows("Testmail van de raad van Winterbeek");
    app.deliver().await;
    clerk
        .get("/instellingen/post?stand=verzonden")
        .await
        .is(200)
        .shows("afgegeven bij de mailserver")
        .shows("250 saved");
}

#[tokio::test]
async fn stuck_mail_says_why_and_gets_another_round() {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdijk").await);
    let clerk = app.sign_in(&town, "greet").await;
    for key in ["a", "b"] {
        clerk.post("/instellingen/testmail", &[("key", key)]).await.is(303);
    }
    app.execute("UPDATE outbox SET parked_at = 1, attempts = 12, last_error = '550 mailbox <onbekend>'").await;
    let page = clerk
        .get("/instellingen/post")
        .await
        .is(200)
        .shows("550 mailbox &lt;onbekend&gt;")
        .shows("Probeer alle 2 opnieuw");
    let action =
        page.text.split("/winterbeek/instellingen/post/").nth(2).unwrap().split('"').next().unwrap().to_owned();
    let stranger = app.sign_in(&other, "greet").await;
    stranger.post(&format!("/instellingen/post/{action}"), &[]).await.is(404);
    stranger.get("/instellingen/post").await.is(200).hides("550 mailbox");
    clerk.submit(&format!("/instellingen/post/{action}"), &[]).await.is(200).shows("1 mail wordt opnieuw geprobeerd");
    clerk.post(&format!("/instellingen/post/{action}"), &[]).await.is(404);
    clerk.post(&format!("/instellingen/post/{}/poging", id()), &[]).await.is(404);
    clerk.submit("/instellingen/post/pogingen", &[]).await.is(200).shows("1 mail wordt opnieuw geprobeerd");
    assert_eq!(app.deliver().await, 2);
}
