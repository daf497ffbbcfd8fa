//! One municipality, proven: a [`Tenant`] is only made from the database, and every query of a room takes one.

use domain::values::Slug;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    db::{Db, millis},
    error::AppError,
};

/// The `municipalities` table.
pub mod entity {
    use sea_orm::entity::prelude::*;

    /// One municipality.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "municipalities")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub slug: String,
        pub name: String,
        pub tooi_code: Option<String>,
        pub zone: String,
        pub office_name: String,
        pub office_email: String,
        pub office_phone: Option<String>,
        pub answer_days: i64,
        pub share_days: i64,
        pub usual_place: String,
        pub usual_start: String,
        pub presidium_email: String,
        pub demo: bool,
        pub version: i64,
        pub created_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whether a browser that is sent to this path stays on this host: no `//host`, no `/\host`, no line break (R50).
pub fn is_inner(path: &str) -> bool {
    let clean = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    // Steps upward lead to another municipality, also as browsers take them from "%2e".
    let place = path.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    let upward = place.split('/').any(|part| part == "..");
    path.starts_with('/') && !path.contains("//") && !upward && path.bytes().all(clean)
}

/// The municipality a request is about.
#[derive(Debug, Clone)]
pub struct Tenant {
    row: std::sync::Arc<entity::Model>,
    zone: TimeZone,
}

impl Tenant {
    fn new(row: entity::Model) -> Result<Self, AppError> {
        let zone = domain::localtime::zone(&row.zone)
            .ok_or_else(|| AppError::unexpected(format!("no time zone {}", row.zone)))?;
        Ok(Self { row: std::sync::Arc::new(row), zone })
    }

    /// Its id, the first half of every composite key.
    pub fn id(&self) -> Uuid {
        self.row.id
    }

    /// First part of every path: `winterbeek`.
    pub fn slug(&self) -> &str {
        &self.row.slug
    }

    /// As people say it: Winterbeek.
    pub fn name(&self) -> &str {
        &self.row.name
    }

    /// Its code in the national register, where it is known: gm0294.
    pub fn tooi_code(&self) -> Option<&str> {
        self.row.tooi_code.as_deref()
    }

    /// The zone its wall clocks show.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The day it is here at a moment.
    pub fn date(&self, at: Timestamp) -> Date {
        domain::localtime::date_in(at, &self.zone)
    }

    /// Name of that zone, `Europe/Amsterdam`.
    pub fn zone_name(&self) -> &str {
        &self.row.zone
    }

    /// The griffie as sender: name.
    pub fn office_name(&self) -> &str {
        &self.row.office_name
    }

    /// The griffie as sender: where replies go.
    pub fn office_email(&self) -> &str {
        &self.row.office_email
    }

    /// Where the presidium reads its mail; empty where nobody said.
    pub fn presidium_email(&self) -> &str {
        &self.row.presidium_email
    }

    /// The griffie by phone.
    pub fn office_phone(&self) -> Option<&str> {
        self.row.office_phone.as_deref()
    }

    /// Days the college has to answer a question, by the council's own rules.
    pub fn answer_days(&self) -> i64 {
        self.row.answer_days
    }

    /// Days that what was told to some may wait before the griffie is reminded to share it.
    pub fn share_days(&self) -> i64 {
        self.row.share_days
    }

    /// Where gatherings usually are.
    pub fn usual_place(&self) -> &str {
        &self.row.usual_place
    }

    /// When they usually begin, `HH:MM`.
    pub fn usual_start(&self) -> &str {
        &self.row.usual_start
    }

    /// Whether one-click sign-in is offered here (in demo mode only).
    pub fn is_demo(&self) -> bool {
        self.row.demo
    }

    /// Counts the changes of the settings.
    pub fn version(&self) -> i64 {
        self.row.version
    }

    /// A path of this municipality: `path("/vragen")` is `/winterbeek/vragen`.
    pub fn path(&self, rest: &str) -> String {
        format!("/{}{rest}", self.row.slug)
    }
}

/// The municipality of a slug. The slug comes from an address as anybody types it: PostgreSQL takes no NUL in a text, and
/// would answer that as a fault of its own.
pub async fn find(db: &impl ConnectionTrait, slug: &str) -> Result<Option<Tenant>, AppError> {
    if slug.chars().any(char::is_control) {
        return Ok(None);
    }
    let row = entity::Entity::find().filter(entity::Column::Slug.eq(slug)).one(db).await?;
    row.map(Tenant::new).transpose()
}

/// Days the college has to answer where the council has set nothing else.
const ANSWER_DAYS: i64 = 30;
/// Days that what was told to some may wait before the griffie is reminded, where nothing else is set.
pub const SHARE_DAYS: i64 = 3;

/// Makes an empty municipality with the usual settings. `Conflict` when there is one with this slug, `Invalid` when the
/// name gives none.
pub async fn found(db: &Db, name: &str, office_email: &str, now: Timestamp) -> Result<Tenant, AppError> {
    let slug = Slug::from_name(name).map_err(|_| AppError::field("naam", "error-missing"))?;
    let id = Uuid::now_v7();
    crate::transaction!(db, |tx| {
        if find(tx, slug.as_str()).await?.is_some() {
            return Err(AppError::Conflict("error-conflict"));
        }
        entity::Entity::insert(entity::ActiveModel {
            id: Set(id),
            slug: Set(slug.as_str().to_owned()),
            name: Set(name.to_owned()),
            tooi_code: Set(None),
            zone: Set(domain::localtime::AMSTERDAM.to_owned()),
            office_name: Set(format!("Griffie {name}")),
            office_email: Set(office_email.to_owned()),
            office_phone: Set(None),
            answer_days: Set(ANSWER_DAYS),
            share_days: Set(SHARE_DAYS),
            usual_place: Set(String::new()),
            usual_start: Set("19:30".to_owned()),
            presidium_email: Set(String::new()),
            demo: Set(false),
            version: Set(1),
            created_at: Set(millis(now)),
        })
        .exec_without_returning(tx)
        .await?;
        Ok(())
    })?;
    find_by_id(db.read(), id).await?.ok_or(AppError::NotFound)
}

/// The municipality of an id; for work that starts from a row, such as the mail worker.
pub async fn find_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Tenant>, AppError> {
    entity::Entity::find_by_id(id).one(db).await?.map(Tenant::new).transpose()
}

/// Every one, by name; for whoever runs the installation.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Tenant>, AppError> {
    let rows = entity::Entity::find().order_by_asc(entity::Column::Name).all(db).await?;
    rows.into_iter().map(Tenant::new).collect()
}

/// The first hundred, by name; for the front page.
pub async fn first(db: &impl ConnectionTrait) -> Result<Vec<Tenant>, AppError> {
    let rows = entity::Entity::find().order_by_asc(entity::Column::Name).limit(100).all(db).await?;
    rows.into_iter().map(Tenant::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inner_path_stays_where_it_is() {
        for (path, inner) in [
            ("/winterbeek", true),
            ("/winterbeek/vragen?zoek=a..b&op=../x", true),
            ("/winterbeek/a..b", true),
            ("/winterbeek/../winterswijk", false),
            ("/winterbeek/%2e%2E/winterswijk", false),
            ("/winterbeek/.%2e", false),
            ("//elders.example", false),
            ("/\\elders.example", false),
            ("elders", false),
        ] {
            assert_eq!(is_inner(path), inner, "{path}");
        }
    }
}
