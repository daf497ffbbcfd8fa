//! Reading attendance: everybody who could be there, by faction, and who was.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    answers::Stand,
    people::{Role, Side},
};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{
    entity::{closing, presence},
    store,
};
use crate::{db::moment, error::AppError, gatherings::entity::gathering, people::store::CouncilBook, tenant::Tenant};

/// Everybody who could be there.
#[derive(Debug, Clone)]
pub struct Roll {
    /// By faction in the order of the house; whoever has none comes last.
    pub groups: Vec<Group>,
    /// Guests, in the order they were written down.
    pub guests: Vec<Guest>,
    /// When the list was declared complete.
    pub closed_at: Option<Timestamp>,
}

/// One faction, or those without one.
#[derive(Debug, Clone)]
pub struct Group {
    /// The faction; none for the college and others.
    pub faction: Option<Uuid>,
    /// Its name; empty for those without.
    pub name: String,
    /// Its side on the day.
    pub side: Side,
    /// Members first, then by name.
    pub people: Vec<Person>,
}

/// Somebody who could be there.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub id: Uuid,
    /// Their name.
    pub name: String,
    /// What they are on the day.
    pub role: Option<Role>,
    /// How they were there.
    pub stand: Option<Stand>,
    /// In whose place.
    pub substitute_for: Option<Uuid>,
}

impl Person {
    /// Whether they hold a seat.
    pub fn is_member(&self) -> bool {
        self.role == Some(Role::Member)
    }
}

/// Somebody from outside.
#[derive(Debug, Clone)]
pub struct Guest {
    /// The row.
    pub id: Uuid,
    /// Their name.
    pub name: String,
}

/// Where people belong on the day of a gathering: their faction in the order of the house.
#[derive(Debug, Clone)]
pub struct Order {
    factions: Vec<(Uuid, String, Side)>,
    places: BTreeMap<Uuid, Option<Uuid>>,
    roles: HashMap<Uuid, Role>,
}

impl Order {
    /// The order on the day of this gathering.
    pub fn on_day_of(book: &CouncilBook, row: &gathering::Model) -> Result<Self, AppError> {
        let day = store::day(row)?;
        let view = book.council.view();
        let factions = book.factions_in_order(day).into_iter().map(|(f, side, _)| (f.id, f.name, side)).collect();
        let places = view.places_on(day).into_iter().map(|(person, (faction, _))| (person, faction)).collect();
        let mut roles = HashMap::new();
        for appointment in view.active(day) {
            roles
                .entry(appointment.person)
                .and_modify(|role| *role = appointment.role.min(*role))
                .or_insert(appointment.role);
        }
        // A seat says more than anything else somebody is.
        for appointment in view.members_on(day) {
            roles.insert(appointment.person, Role::Member);
        }
        Ok(Self { factions, places, roles })
    }

    /// The faction of somebody.
    pub fn faction_of(&self, person: Uuid) -> Option<Uuid> {
        self.places.get(&person).copied().flatten()
    }

    /// What somebody is.
    pub fn role_of(&self, person: Uuid) -> Option<Role> {
        self.roles.get(&person).copied()
    }

    /// Puts people under their factions: id, name and side of each faction with anybody in it, those without last.
    /// Within a faction members come first, then it goes by name.
    pub fn group<T>(
        &self,
        book: &CouncilBook,
        people: Vec<T>,
        who: impl Fn(&T) -> Uuid,
    ) -> Vec<(Option<Uuid>, String, Side, Vec<T>)> {
        let mut by_faction: HashMap<Option<Uuid>, Vec<T>> = HashMap::new();
        for person in people {
            let known = self.faction_of(who(&person)).filter(|id| self.factions.iter().any(|(f, ..)| f == id));
            by_faction.entry(known).or_default().push(person);
        }
        let named = self.factions.iter().map(|(id, name, side)| (Some(*id), name.clone(), *side));
        let nameless = std::iter::once((None, String::new(), Side::Unknown));
        named
            .chain(nameless)
            .filter_map(|(id, name, side)| {
                let mut people = by_faction.remove(&id)?;
                people.sort_by_cached_key(|person| {
                    let person = who(person);
                    (self.role_of(person) != Some(Role::Member), book.name(person).to_lowercase(), person)
                });
                Some((id, name, side, people))
            })
            .collect()
    }
}

/// Reads the list of a gathering: everybody the council's information is owed to on the day, everybody invited, the
/// host, and whoever was ticked.
pub async fn roll(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    book: &CouncilBook,
    row: &gathering::Model,
) -> Result<Roll, AppError> {
    let rows = presence::Entity::find()
        .filter(presence::Column::MunicipalityId.eq(tenant.id()))
        .filter(presence::Column::GatheringId.eq(row.id))
        .order_by_asc(presence::Column::Id)
        .all(db)
        .await?;
    let guests = rows.iter().filter_map(|row| row.guest_name.clone().map(|name| Guest { id: row.id, name })).collect();
    let ticked: HashMap<Uuid, &presence::Model> =
        rows.iter().filter_map(|row| row.person_id.map(|person| (person, row))).collect();
    let mut people: BTreeSet<Uuid> = book.council.view().owed_to(store::day(row)?).into_iter().collect();
    people.extend(store::replies(db, tenant, row.id).await?.into_iter().map(|reply| reply.person));
    people.extend(row.host_id);
    people.extend(ticked.keys());
    let order = Order::on_day_of(book, row)?;
    let person = |id: Uuid| {
        let mark = ticked.get(&id);
        Person {
            id,
            name: book.name(id).to_owned(),
            role: order.role_of(id),
            stand: mark.and_then(|row| Stand::parse(&row.state)),
            substitute_for: mark.and_then(|row| row.substitute_for),
        }
    };
    let groups = order
        .group(book, people.into_iter().map(person).collect(), |person: &Person| person.id)
        .into_iter()
        .map(|(faction, name, side, people)| Group { faction, name, side, people })
        .collect();
    Ok(Roll { groups, guests, closed_at: closed_at(db, tenant, row.id).await? })
}

/// When the attendance of a gathering was declared complete, if it was.
pub async fn closed_at(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: Uuid,
) -> Result<Option<Timestamp>, AppError> {
    let row =
        closing::Entity::find_by_id(gathering).filter(closing::Column::MunicipalityId.eq(tenant.id())).one(db).await?;
    Ok(row.map(|row| moment(row.closed_at)))
}

/// Whoever was ticked, without guests.
pub async fn present(db: &impl ConnectionTrait, tenant: &Tenant, gathering: Uuid) -> Result<Vec<Uuid>, AppError> {
    let rows = presence::Entity::find()
        .filter(presence::Column::MunicipalityId.eq(tenant.id()))
        .filter(presence::Column::GatheringId.eq(gathering))
        .filter(presence::Column::PersonId.is_not_null())
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| row.person_id).collect())
}
