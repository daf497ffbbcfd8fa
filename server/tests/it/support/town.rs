//! A small municipality: two factions of three, a committee member, a college, a griffie. People go by first name.

use std::collections::BTreeMap;

use app::{AppState, accounts, db::millis, people::entity, tenant};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

/// A municipality and its people.
pub struct Town {
    pub id: Uuid,
    pub slug: String,
    pub coalition: Uuid,
    pub opposition: Uuid,
    people: BTreeMap<&'static str, Uuid>,
}

impl Town {
    /// Somebody by first name: greet (griffie), cora, carel, coen (coalition), otto, olga, oda (opposition),
    /// bram (committee member), wim, willemijn (aldermen), bea (mayor), anna (official), frits (faction secretary),
    /// ina (administrator), dirk (a member whose account is disabled).
    pub fn person(&self, first_name: &str) -> Uuid {
        self.people[first_name]
    }
}

/// First name, surname, role, faction: 0 none, 1 coalition, 2 opposition.
const PEOPLE: &[(&str, &str, &str, u8)] = &[
    ("greet", "Griffier", "griffie", 0),
    ("cora", "Coalitie", "raadslid", 1),
    ("carel", "Coalitie", "raadslid", 1),
    ("coen", "Coalitie", "raadslid", 1),
    ("otto", "Oppositie", "raadslid", 2),
    ("olga", "Oppositie", "raadslid", 2),
    ("oda", "Oppositie", "raadslid", 2),
    ("bram", "Burgerlid", "commissielid", 2),
    ("wim", "Wethouder", "wethouder", 0),
    ("willemijn", "Wethouder", "wethouder", 0),
    ("bea", "Burgemeester", "burgemeester", 0),
    ("anna", "Ambtenaar", "ambtenaar", 0),
    ("frits", "Fractiesecretaris", "fractiesecretaris", 2),
    ("ina", "Beheerder", "beheerder", 0),
    ("dirk", "Uit", "raadslid", 1),
];

/// Everything has been so since this day.
const SINCE: &str = "2026-03-26";

pub async fn build(state: &AppState, name: &str, now: Timestamp) -> Town {
    let db = state.db.for_migrations();
    let (id, slug) = (Uuid::now_v7(), name.to_lowercase());
    tenant::entity::Entity::insert(tenant::entity::ActiveModel {
        id: Set(id),
        slug: Set(slug.clone()),
        name: Set(name.to_owned()),
        tooi_code: Set(None),
        zone: Set("Europe/Amsterdam".to_owned()),
        office_name: Set(format!("Griffie {name}")),
        office_email: Set(format!("griffie@{slug}.example")),
        office_phone: Set(None),
        answer_days: Set(30),
        share_days: Set(3),
        usual_place: Set(format!("Raadzaal {name}")),
        usual_start: Set("19:30".to_owned()),
        presidium_email: Set(String::new()),
        demo: Set(true),
        version: Set(1),
        created_at: Set(millis(now)),
    })
    .exec_without_returning(db)
    .await
    .unwrap();
    entity::term::Entity::insert(entity::term::ActiveModel {
        id: Set(Uuid::now_v7()),
        municipality_id: Set(id),
        name: Set("2026-2030".to_owned()),
        seats: Set(9),
        from_date: Set(SINCE.to_owned()),
        to_date: Set(None),
        version: Set(1),
    })
    .exec_without_returning(db)
    .await
    .unwrap();
    let coalition = faction(state, id, &format!("Lokaal {name}"), "lokaal", "coalitie").await;
    let opposition = faction(state, id, &format!("Open Lijst {name}"), "landelijk", "oppositie").await;
    let mut people = BTreeMap::new();
    for (first, last, role, side) in PEOPLE {
        let person = Uuid::now_v7();
        let shown = format!("{}{} {last}", first[..1].to_uppercase(), &first[1..]);
        entity::person::Entity::insert(entity::person::ActiveModel {
            id: Set(person),
            municipality_id: Set(id),
            name: Set(format!("{shown} {name}")),
            email: Set(Some(format!("{first}@{slug}.example"))),
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
            municipality_id: Set(id),
            person_id: Set(person),
            role: Set((*role).to_owned()),
            faction_id: Set(match side {
                1 => Some(coalition),
                2 => Some(opposition),
                _ => None,
            }),
            portfolio: Set((*role == "wethouder").then(|| format!("Jeugd en Wmo {name}"))),
            from_date: Set(SINCE.to_owned()),
            to_date: Set(None),
            replaces_id: Set(None),
            reason: Set(None),
            version: Set(1),
        })
        .exec_without_returning(db)
        .await
        .unwrap();
        accounts::entity::account::Entity::insert(accounts::entity::account::ActiveModel {
            person_id: Set(person),
            municipality_id: Set(id),
            password_hash: Set(None),
            disabled_at: Set((*first == "dirk").then(|| millis(now))),
            created_at: Set(millis(now)),
        })
        .exec_without_returning(db)
        .await
        .unwrap();
        people.insert(*first, person);
    }
    Town { id, slug, coalition, opposition, people }
}

async fn faction(state: &AppState, town: Uuid, name: &str, reach: &str, side: &str) -> Uuid {
    let (id, db) = (Uuid::now_v7(), state.db.for_migrations());
    entity::faction::Entity::insert(entity::faction::ActiveModel {
        id: Set(id),
        municipality_id: Set(town),
        name: Set(name.to_owned()),
        reach: Set(reach.to_owned()),
        split_from: Set(None),
        from_date: Set(SINCE.to_owned()),
        to_date: Set(None),
        version: Set(1),
    })
    .exec_without_returning(db)
    .await
    .unwrap();
    entity::side_spell::Entity::insert(entity::side_spell::ActiveModel {
        id: Set(Uuid::now_v7()),
        municipality_id: Set(town),
        faction_id: Set(id),
        side: Set(side.to_owned()),
        from_date: Set(SINCE.to_owned()),
        to_date: Set(None),
    })
    .exec_without_returning(db)
    .await
    .unwrap();
    id
}
