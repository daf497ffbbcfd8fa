//! Councils of invented people: real seats from a file, and Winterbeek.

use app::{
    accounts::sessions,
    actor::Actor,
    people::{seed, store},
};
use domain::people::Side;
use sea_orm::ConnectionTrait;

use crate::support::{Browser, TestApp};

const COUNCILS: &str = include_str!("fixtures/councils.csv");

/// Seats, vacant seats, factions, factions on the coalition's side.
async fn shape(app: &TestApp, slug: &str) -> (usize, u16, usize, usize) {
    let db = app.state().db.read();
    let tenant = app::tenant::find(db, slug).await.unwrap().unwrap();
    let book = store::book(db, &tenant).await.unwrap();
    let view = book.council.view();
    let today = app.now().to_zoned(tenant.zone().clone()).date();
    let coalition = book.factions_in_order(today).iter().filter(|(_, side, _)| *side == Side::Coalition).count();
    (view.members_on(today).len(), view.vacant_seats(today), view.factions_on(today).len(), coalition)
}

#[tokio::test]
async fn four_real_councils_are_made_with_their_seats_and_sides() {
    let app = TestApp::start().await;
    let expected = [
        ("Winterswijk", 2018, "winterswijk", (21, 0, 6, 4)),
        ("Ommen", 2018, "ommen", (17, 0, 7, 0)),
        ("Den Helder", 2014, "den-helder", (31, 0, 13, 0)),
        ("Goeree-Overflakkee", 2012, "goeree-overflakkee", (29, 0, 8, 4)),
    ];
    for (name, year, slug, wanted) in expected {
        let report = seed::composition(&app.state().db, COUNCILS, name, year, app.now()).await.unwrap();
        assert_eq!((report.slug.as_str(), report.warning()), (slug, None));
        assert_eq!(shape(&app, slug).await, wanted, "{name}");
    }
    let nameless = "SELECT COUNT(*) FROM factions WHERE name = 'Zonder fractienaam'";
    assert_eq!(app.count(nameless).await, 1);
    let coded = "SELECT COUNT(*) FROM municipalities WHERE tooi_code = 'gm0400' AND slug = 'den-helder'";
    assert_eq!(app.count(coded).await, 1);
}

#[tokio::test]
async fn seats_nobody_holds_stay_vacant_and_are_said() {
    let app = TestApp::start().await;
    let short: String = COUNCILS.lines().filter(|line| !line.contains(",D66,")).collect::<Vec<_>>().join("\n");
    let report = seed::composition(&app.state().db, &short, "Winterswijk", 2018, app.now()).await.unwrap();
    assert_eq!((report.members, report.seats), (20, 21));
    assert!(report.to_string().contains("1 blijven leeg"), "{report}");
    assert_eq!(shape(&app, "winterswijk").await, (20, 1, 5, 4));
}

#[tokio::test]
async fn a_municipality_that_exists_is_left_alone() {
    let app = TestApp::start().await;
    seed::composition(&app.state().db, COUNCILS, "Ommen", 2018, app.now()).await.unwrap();
    let before = app.count("SELECT COUNT(*) FROM people").await;
    let again = seed::composition(&app.state().db, COUNCILS, "Ommen", 2018, app.now()).await;
    assert!(matches!(again, Err(seed::SeedProblem::Exists(slug)) if slug == "ommen"));
    assert_eq!(app.count("SELECT COUNT(*) FROM people").await, before);
}

#[tokio::test]
async fn winterbeek_is_whole_and_everybody_can_sign_in() {
    let app = TestApp::start().await;
    let report = seed::demo_council(&app.state().db, app.now()).await.unwrap();
    assert_eq!((report.slug.as_str(), report.members, report.factions), ("winterbeek", 31, 7));
    assert_eq!(shape(&app, "winterbeek").await, (31, 0, 7, 3));
    let without = "SELECT COUNT(*) FROM people p LEFT JOIN accounts a ON a.person_id = p.id WHERE a.person_id IS NULL";
    assert_eq!(app.count(without).await, 0);
    assert_eq!(
        app.count("SELECT COUNT(*) FROM municipalities WHERE demo AND office_email = 'griffie@winterbeek.example'")
            .await,
        1
    );
}

#[tokio::test]
async fn the_history_gives_no_more_places_than_there_are_tells_of_four_briefings_and_has_a_daily_mail_waiting() {
    let app = TestApp::start().await;
    seed::demo_council(&app.state().db, app.now()).await.unwrap();
    app::demo::history::fill(app.state(), "winterbeek", app.now()).await.unwrap();
    let crowded = "SELECT COUNT(*) FROM (SELECT g.id FROM gatherings g JOIN presences p ON p.gathering_id = g.id \
                   WHERE p.substitute_for IS NULL AND p.person_id IS NOT NULL AND g.capacity IS NOT NULL \
                   GROUP BY g.id, g.capacity HAVING COUNT(*) > g.capacity) AS crowded";
    assert_eq!(app.count(crowded).await, 0);
    // Shared after five hours, after two days, these days after two hours, and not yet.
    assert_eq!(app.count("SELECT COUNT(*) FROM briefings").await, 4);
    let hours = "SELECT COUNT(*) FROM briefings WHERE (shared_at - told_at) / 3600000 IN (2, 5, 49)";
    assert_eq!(app.count(hours).await, 3);
    let waiting = "SELECT COUNT(*) FROM outbox o JOIN news_exits x ON x.outbox_id = o.id WHERE o.sent_at IS NULL";
    // Of whoever chose it, and of who leaves the council before the later dates of the series and was not invited to them.
    assert_eq!(app.count(waiting).await, 2);
    let quarterly = "SELECT COUNT(*) FROM gatherings WHERE series_id IS NOT NULL AND invited_at IS NOT NULL";
    assert_eq!(app.count(quarterly).await, 4);

    // One faction was told late, not its whole side: the headline names it, with the p in the tables alone.
    let (db, now) = (app.state().db.for_migrations(), app.now());
    let member = "SELECT a.person_id FROM appointments a WHERE a.role = 'griffie' LIMIT 1";
    let row = db.query_one_raw(app::db::sql(db, member, [])).await.unwrap().unwrap();
    let tenant = app::tenant::find(db, "winterbeek").await.unwrap().unwrap();
    let actor = Actor::load(db, &tenant, row.try_get_by_index(0).unwrap(), now).await.unwrap().unwrap();
    let secret = sessions::open(db, &tenant, actor.person, &actor.roles, true, "test", now).await.unwrap();
    let page = Browser::new(&app.address, "winterbeek", Some(secret)).get("/informatiebalans").await.is(200);
    let page = page.shows("Zonder GroenLinks-PvdA hoorde de oppositie zaken niet of nauwelijks later dan de coalitie.");
    let headline = page.text.split("id=\"verteld\"").nth(1).unwrap().split("step-curve").next().unwrap();
    assert!(headline.contains("GroenLinks-PvdA hoorde zaken gemiddeld"), "{headline}");
    assert!(headline.contains("Toeval is onwaarschijnlijk."), "{headline}");
    assert!(!headline.contains("p\u{a0}") && !headline.contains("<p class=\"sentence\">De oppositie"), "{headline}");
    let trend = page.text.split("id=\"verloop\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(trend.contains("Verteld (GroenLinks-PvdA ") && trend.contains(" later)"), "{trend}");
}
