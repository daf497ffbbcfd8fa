//! A thousand people in twenty municipalities, each with two hundred gatherings, and everybody signed in.

use app::{AppState, accounts::sessions, actor::Actor, db::millis, people::entity, tenant};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::{
    site::{Site, close},
    town::{self, Town},
};

/// People of one municipality.
const PEOPLE: usize = 50;
/// Gatherings to come, of one municipality.
pub const GATHERINGS: usize = 200;
/// Gatherings to which everybody is invited.
pub const INVITED: usize = 5;

/// Somebody with a session.
pub struct Person {
    pub cookie: String,
    pub is_member: bool,
}

/// A municipality, and the gatherings to which its members are invited.
pub struct Place {
    pub id: Uuid,
    pub slug: String,
    pub gatherings: Vec<Uuid>,
    pub people: Vec<Person>,
}

/// All of them.
pub struct Crowd {
    pub places: Vec<Place>,
}

impl Crowd {
    /// Fills the installation of a site, whose own town is the first.
    pub async fn gather(site: &Site, places: usize) -> Self {
        let state = server::build(&site.config, app::clock::Clock::System).await.unwrap().state;
        let now = state.clock.now();
        let mut crowd = Self { places: Vec::new() };
        for number in 0..places {
            let place = match number {
                0 => fill(&state, &site.town, now).await,
                _ => fill(&state, &town::build(&state, &format!("Gemeente {number:02}"), now).await, now).await,
            };
            crowd.places.push(place);
        }
        state.readings.flush().await;
        close(&state.db).await;
        crowd
    }

    /// The first place, and a member of it.
    pub fn first(&self) -> (&Place, &Person) {
        let place = &self.places[0];
        (place, place.people.iter().find(|person| person.is_member).unwrap())
    }
}

async fn fill(state: &AppState, town: &Town, now: Timestamp) -> Place {
    let db = state.db.for_migrations();
    let mut all = vec![];
    for name in ["cora", "carel", "coen", "otto", "olga", "oda", "bram", "greet", "wim", "bea", "anna", "ina"] {
        all.push((town.person(name), ["cora", "carel", "coen", "otto", "olga", "oda"].contains(&name)));
    }
    for number in all.len()..PEOPLE {
        let faction = if number % 2 == 0 { town.coalition } else { town.opposition };
        all.push((member(state, town, number, faction, now).await, true));
    }
    let tenant = tenant::find(state.db.read(), &town.slug).await.unwrap().unwrap();
    let mut people = Vec::new();
    for (person, is_member) in all {
        let actor = Actor::load(state.db.read(), &tenant, person, now).await.unwrap().unwrap();
        let secret = sessions::open(db, &tenant, person, &actor.roles, true, "bench", now).await.unwrap();
        people.push(Person { cookie: format!("{}={secret}", sessions::COOKIE), is_member });
    }
    let gatherings = plan(state, town, now).await;
    Place { id: town.id, slug: town.slug.clone(), gatherings, people }
}

async fn member(state: &AppState, town: &Town, number: usize, faction: Uuid, now: Timestamp) -> Uuid {
    let (person, db) = (Uuid::now_v7(), state.db.for_migrations());
    entity::person::Entity::insert(entity::person::ActiveModel {
        id: Set(person),
        municipality_id: Set(town.id),
        name: Set(format!("Raadslid {number}")),
        email: Set(Some(format!("raadslid{number}@{}.example", town.slug))),
        phone: Set(None),
        lang: Set("nl".to_owned()),
        version: Set(1),
        created_at: Set(millis(now)),
    })
    .exec_without_returning(db)
    .await
    .unwrap();
    entity::appointment::Entity::insert(entity::appointment::ActiveModel {
        id: Set(Uuid::now_v7()),
        municipality_id: Set(town.id),
        person_id: Set(person),
        role: Set("raadslid".to_owned()),
        faction_id: Set(Some(faction)),
        portfolio: Set(None),
        from_date: Set("2026-03-26".to_owned()),
        to_date: Set(None),
        replaces_id: Set(None),
        reason: Set(None),
        version: Set(1),
    })
    .exec_without_returning(db)
    .await
    .unwrap();
    person
}

/// Plans gatherings as the clerk does, invites to the first of them, and copies the last.
async fn plan(state: &AppState, town: &Town, now: Timestamp) -> Vec<Uuid> {
    use app::gatherings::{
        commands::{self, Invite, Plan, Stage},
        input::Input,
        store,
    };
    use domain::policy::{Facts, act};
    let tenant = tenant::find(state.db.read(), &town.slug).await.unwrap().unwrap();
    let clerk = Actor::load(state.db.read(), &tenant, town.person("greet"), now).await.unwrap().unwrap();
    let mut made = Vec::new();
    for number in 0..INVITED {
        let day = now.to_zoned(tenant.zone().clone()).date() + jiff::Span::new().days(7 + 7 * number as i64);
        let input = Input {
            soort: "informele-sessie".to_owned(),
            titel: format!("Informele sessie over de jeugdzorg, avond {number}"),
            samenvatting: "Hoe staat het met de wachtlijsten, en wat merken gezinnen ervan?".to_owned(),
            datum: day.to_string(),
            begin: "19:30".to_owned(),
            eind: "21:30".to_owned(),
            plaats: "Raadzaal".to_owned(),
            status: "informele-bijeenkomst".to_owned(),
            openbaarheid: "openbaar".to_owned(),
            wie: "iedereen".to_owned(),
            agenda: "Inloop\nWachtlijsten\nVragen".to_owned(),
            ..Input::default()
        };
        let filled = input.parse(Stage::Draft, tenant.zone()).unwrap();
        let allowed = app::gate::authorize::<act::PlanGathering>(&clerk, Facts::default()).unwrap();
        let plan = Plan { filled, stage: Stage::Planned, key: String::new() };
        let id = commands::plan(&state.db, &allowed, plan, now).await.unwrap();
        let row = store::find(state.db.read(), &tenant, id).await.unwrap();
        let facts = store::facts(state.db.read(), &clerk, &row).await.unwrap();
        let allowed = app::gate::authorize::<act::InviteToGathering>(&clerk, facts).unwrap();
        let invite = Invite { version: Some(row.version), key: String::new() };
        commands::invite(&state.db, &allowed, id, invite, "https://evenwijs.example", now).await.unwrap();
        made.push(id);
    }
    store_more(state.db.for_migrations(), town.id, 1, GATHERINGS - INVITED).await;
    made
}

/// So many gatherings more like the last one, some hours apart.
pub async fn store_more(db: &impl ConnectionTrait, town: Uuid, from: usize, to: usize) {
    let columns = "municipality_id, kind, title, summary, date, start_time, end_time, zone, place, online_url, ris_url, \
                   legal_status, openness, openness_reason, audience, audience_reason, agenda, host_id, capacity, \
                   planned_at, invited_at, cancelled_at, cancel_reason, sequence, created_by, created_at, changed_at, \
                   version";
    let text = format!(
        "INSERT INTO gatherings (id, {columns}, starts_at, ends_at) SELECT randomblob(16), {columns}, \
         starts_at + n.i * 10000000, ends_at + n.i * 10000000 FROM (SELECT * FROM gatherings WHERE municipality_id = \
         X'{}' ORDER BY starts_at LIMIT 1) AS g, (WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n \
         WHERE i < {to}) SELECT i FROM n) AS n",
        town.simple()
    );
    db.execute_unprepared(&text).await.unwrap();
}
