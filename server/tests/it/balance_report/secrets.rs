//! Nobody can be recognised in what is shown of reading: not by looking twice, not by comparing two figures.

use app::{
    balance::figures::{Kept, Reading},
    people::entity,
    tenant::Tenant,
};
use domain::people::Side;
use sea_orm::ActiveValue::Set;

use super::*;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Six more members of each side, from a day on.
async fn grown(app: &TestApp, town: &Town) -> Vec<Uuid> {
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

async fn enter_of(app: &TestApp, tenant: &Tenant, item: Uuid, person: Uuid, exposure: Exposure, at: Timestamp) {
    let entry = Entry { item, person, exposure, at, by: None, evidence: "" };
    assert!(ledger::add(app.state().db.for_migrations(), tenant, entry, at).await.unwrap());
}

async fn kept(app: &TestApp, town: &Town) -> Kept {
    closed(app, town).await.reading().unwrap()
}

#[tokio::test]
async fn an_item_with_somebody_who_objects_shows_nothing_of_reading_and_neither_does_an_old_one() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    measure(&app, &town).await;
    let more = grown(&app, &town).await;
    let items = may_of_many(&app, &town, &more).await;
    let path = format!("/informatiebalans/onderdelen/{}", items[0]);
    let look = async || app.sign_in(&town, "cora").await.get(&path).await.is(200);
    look().await.shows("Op tijd gelezen: coalitie 50");
    let otto = app.sign_in(&town, "otto").await;
    otto.submit("/mijn/bezwaar", &[("wissen", "ja")]).await.is(200);
    look().await.hides("Op tijd gelezen: ").shows("Te weinig mensen om te tonen");
    // Nor when it is taken back: the readings stay away.
    app.pass(DAY);
    app.sign_in(&town, "otto").await.submit("/mijn/bezwaar/intrekking", &[]).await.is(200);
    look().await.hides("Op tijd gelezen: ").shows("Te weinig mensen om te tonen");
    // Long after, a part of the readings has gone, whatever is left.
    app.execute("DELETE FROM objections").await;
    look().await.shows("Op tijd gelezen: ");
    app.pass(DAY * 100);
    look().await.hides("Op tijd gelezen: ").shows("Er valt nog niets te tellen");
    assert_eq!(close(&app, &town).await, Closing::Done);
    assert_eq!(kept(&app, &town).await.reading, Reading::Nothing, "closed when its readings had had their time");
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
    let address = |file: &str| format!("/informatiebalans/verslagen/{}/{file}.json", report.id());
    let text = greet.get(&address("volledig")).await.is(200).hides("measured").text;
    greet.get(&address("volledig-verslag")).await.is(200).hides("measured");
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
