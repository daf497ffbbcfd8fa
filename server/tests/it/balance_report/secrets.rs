//! Nobody can be recognised in what is shown of reading: not by looking twice, not by comparing two figures.

use app::{
    balance::figures::{Kept, Reading},
    people::entity,
    tenant::Tenant,
};
use domain::people::Side;
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter};

use super::*;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Six more members of each side, from a day on.
pub(super) async fn grown(app: &TestApp, town: &Town) -> Vec<Uuid> {
    let mut people = Vec::new();
    for n in 0..12 {
        let faction = if n % 2 == 0 { town.coalition } else { town.opposition };
        let person = id();
        person_named(app, town, person, n).await;
        appointed(app, town, person, "raadslid", faction, ("2026-01-01", None)).await;
        people.push(person);
    }
    people
}

async fn person_named(app: &TestApp, town: &Town, person: Uuid, n: usize) {
    entity::person::Entity::insert(entity::person::ActiveModel {
        id: Set(person),
        municipality_id: Set(town.id),
        name: Set(format!("Lid {n}")),
        email: Set(Some(format!("lid{n}@winterbeek.example"))),
        phone: Set(None),
        lang: Set("nl".to_owned()),
        version: Set(1),
        created_at: Set(0),
    })
    .exec_without_returning(app.state().db.for_migrations())
    .await
    .unwrap();
}

async fn appointed(
    app: &TestApp,
    town: &Town,
    person: Uuid,
    role: &str,
    faction: Uuid,
    (from, to): (&str, Option<&str>),
) {
    entity::appointment::Entity::insert(entity::appointment::ActiveModel {
        id: Set(id()),
        municipality_id: Set(town.id),
        person_id: Set(person),
        role: Set(role.to_owned()),
        faction_id: Set(Some(faction)),
        portfolio: Set(None),
        from_date: Set(from.to_owned()),
        to_date: Set(to.map(str::to_owned)),
        replaces_id: Set(None),
        reason: Set(None),
        version: Set(1),
    })
    .exec_without_returning(app.state().db.for_migrations())
    .await
    .unwrap();
}

/// Somebody of the opposition takes the seat of another for some days.
pub(super) async fn replaced(app: &TestApp, town: &Town, new: Uuid, old: Uuid, (from, to): (&str, &str)) {
    let db = app.state().db.for_migrations();
    let held = entity::appointment::Entity::find().filter(entity::appointment::Column::PersonId.eq(old));
    let held = held.one(db).await.unwrap().unwrap();
    appointed(app, town, new, "raadslid", town.opposition, (from, Some(to))).await;
    let mut taken: entity::appointment::ActiveModel = entity::appointment::Entity::find()
        .filter(entity::appointment::Column::PersonId.eq(new))
        .filter(entity::appointment::Column::Role.eq("raadslid"))
        .one(db)
        .await
        .unwrap()
        .unwrap()
        .into();
    taken.replaces_id = Set(Some(held.id));
    taken.reason = Set(Some("verlof".to_owned()));
    entity::appointment::Entity::update(taken).exec(db).await.unwrap();
}

/// A closed May in which everybody of a council of nineteen reads every other item.
async fn may_of_many(app: &TestApp, town: &Town, more: &[Uuid]) -> Vec<Uuid> {
    let (tenant, items) = (app.tenant(town).await, may(app, town, 0).await);
    for (n, item) in items.iter().enumerate() {
        let at = "2026-05-01T08:00:00Z".parse::<Timestamp>().unwrap() + hours(48 * n as i64);
        for (place, person) in more.iter().enumerate() {
            enter_of(app, &tenant, *item, *person, Exposure::ToldByMail, at + SignedDuration::from_mins(3)).await;
            // In pairs, one of each side.
            if (place / 2 + n) % 2 == 0 {
                enter_of(app, &tenant, *item, *person, Exposure::Reached, at + hours(10)).await;
            }
        }
    }
    items
}

pub(super) async fn enter_of(
    app: &TestApp,
    tenant: &Tenant,
    item: Uuid,
    person: Uuid,
    exposure: Exposure,
    at: Timestamp,
) {
    let entry = Entry { item, person, exposure, at, by: None, evidence: "" };
    assert!(ledger::add(app.state().db.for_migrations(), tenant, entry, at).await.unwrap());
}

async fn kept(app: &TestApp, town: &Town) -> Kept {
    closed(app, town).await.reading().unwrap()
}

/// What a page shows of reading.
fn of_reading(page: &str) -> String {
    page.split("id=\"gelezen\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned()
}

#[tokio::test]
async fn reading_of_an_item_is_frozen_with_its_quarter_whoever_objects_and_whatever_goes() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    let more = grown(&app, &town).await;
    let items = may_of_many(&app, &town, &more).await;
    let path = format!("/informatiebalans/onderdelen/{}", items[0]);
    let look = async || of_reading(&app.sign_in(&town, "cora").await.get(&path).await.is(200).text);
    // Two looks at a running quarter would show who read, or objected, in between.
    let running = look().await;
    assert!(running.contains("als het kwartaal is afgesloten") && !running.contains("Op tijd gelezen: "));
    close(&app, &town).await;
    let frozen = look().await;
    assert!(frozen.contains("Op tijd gelezen: coalitie 50"));
    let otto = app.sign_in(&town, "otto").await;
    otto.submit("/mijn/bezwaar", &[("wissen", "ja")]).await.is(200);
    assert_eq!(look().await, frozen);
    app.pass(DAY);
    app.sign_in(&town, "otto").await.submit("/mijn/bezwaar/intrekking", &[]).await.is(200);
    assert_eq!(look().await, frozen);
    app.pass(DAY * 100);
    app.sweep().await;
    assert_eq!(app.count("SELECT COUNT(*) FROM exposures WHERE kind = 'reached'").await, 0);
    assert_eq!(look().await, frozen);
}

#[tokio::test]
async fn beside_a_period_without_somebody_who_objects_no_item_is_shown_with_them() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    let more = grown(&app, &town).await;
    let items = may_of_many(&app, &town, &more).await;
    app.sign_in(&town, "otto").await.submit("/mijn/bezwaar", &[]).await.is(200);
    app.pass(DAY);
    close(&app, &town).await;
    let cora = app.sign_in(&town, "cora").await;
    for item in items {
        let page = cora.get(&format!("/informatiebalans/onderdelen/{item}")).await.is(200).text;
        assert!(of_reading(&page).contains("Te weinig mensen om te tonen"), "{}", of_reading(&page));
    }
}

#[tokio::test]
async fn what_had_lost_its_readings_before_the_closing_shows_none() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    let more = grown(&app, &town).await;
    let items = may_of_many(&app, &town, &more).await;
    app.pass(DAY * 101);
    assert_eq!(close(&app, &town).await, Closing::Done);
    assert_eq!(kept(&app, &town).await.reading, Reading::Nothing, "closed when its readings had had their time");
    let page = app.sign_in(&town, "cora").await.get(&format!("/informatiebalans/onderdelen/{}", items[0])).await;
    assert!(of_reading(&page.is(200).text).contains("Er valt nog niets te tellen"));
}

#[tokio::test]
async fn one_who_became_a_member_half_way_is_not_found_by_comparing_rows_with_the_difference() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    let mut more = grown(&app, &town).await;
    let came = id();
    person_named(&app, &town, came, 99).await;
    appointed(&app, &town, came, "commissielid", town.coalition, ("2026-01-01", Some("2026-05-12"))).await;
    appointed(&app, &town, came, "raadslid", town.coalition, ("2026-05-13", None)).await;
    more.push(came);
    may_of_many(&app, &town, &more).await;
    assert_eq!(close(&app, &town).await, Closing::Done);
    // With and without that one person, two figures would show what they read.
    assert_eq!(kept(&app, &town).await.reading, Reading::TooFew);
}

#[tokio::test]
async fn the_full_extract_says_nothing_of_who_objects() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    let items = may(&app, &town, 0).await;
    enter(&app, &town, items[1], "otto", Exposure::Confirmed, "2026-05-06T08:00:00Z".parse().unwrap()).await;
    app.sign_in(&town, "otto").await.submit("/mijn/bezwaar", &[]).await.is(200);
    app.pass(DAY);
    close(&app, &town).await;
    let report = closed(&app, &town).await;
    let greet = app.sign_in(&town, "greet").await;
    let text = take(&greet, report.id(), "volledig").await.is(200).hides("measured").text;
    take(&greet, report.id(), "volledig-verslag").await.is(200).hides("measured");
    let extract = Extract::parse(text.as_bytes()).unwrap();
    let otto = extract::pseudonym(report.key(), 'p', town.person("otto")).unwrap();
    assert_eq!(extract.people.iter().find(|person| person.id == otto).unwrap().group, extract::OUTSIDE);
    let lines = extract.items.iter().flat_map(|item| &item.exposures).filter(|line| line.person == otto);
    let kinds: Vec<_> = lines.map(|line| line.kind).collect();
    assert_eq!(kinds, [domain::balance::ExposureKind::Told; 12]);
}

#[tokio::test]
async fn beside_the_people_of_telling_nobody_sees_which_faction_somebody_who_objects_is_in() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    let more = grown(&app, &town).await;
    may_of_many(&app, &town, &more).await;
    app.sign_in(&town, "otto").await.submit("/mijn/bezwaar", &[("wissen", "ja")]).await.is(200);
    app.pass(DAY);
    close(&app, &town).await;
    let figures = match kept(&app, &town).await.reading {
        Reading::Shown(figures) => figures,
        other => panic!("{other:?}"),
    };
    let people: Vec<usize> = figures.sides.iter().map(|row| row.people).collect();
    assert_eq!(people, [10, 9], "as telling says, otto too");
    assert!(figures.sides.iter().all(|row| row.count.is_none() && row.of.is_none() && row.share().is_some()));
    assert!(figures.groups.iter().all(|row| row.people == if row.side() == Side::Opposition { 9 } else { 10 }));
    assert!(figures.groups.iter().any(|row| row.side() == Side::Opposition && row.count.is_none()));
    assert_eq!(figures.curves, [const { Vec::new() }; 2]);
    let page = app.sign_in(&town, "cora").await.get("/informatiebalans").await.is(200);
    page.shows("Op tijd gelezen: coalitie ").shows("Enkele mensen zijn niet gemeten");
}
