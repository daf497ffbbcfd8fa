//! Reading quarterly updates.

use domain::{
    localtime::Quarter,
    policy::Facts,
    updates::{Facts as Life, State},
};
use jiff::Timestamp;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, sea_query::Expr,
};
use uuid::Uuid;

use super::entity::{figure, update};
use crate::{
    count::{Count, count},
    db::{millis, moment},
    error::AppError,
    tenant::Tenant,
    text::whole,
};

/// Published updates on one page of the list.
pub const PAGE: u64 = 30;
/// Characters somebody reads in a minute: 200 words of six.
const CHARACTERS_A_MINUTE: usize = 1_200;

/// A figure, as somebody wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// What was counted.
    pub name: String,
    /// How many, in words or digits.
    pub value: String,
    /// What was aimed at; may be empty.
    pub target: String,
    /// Where it comes from; may be empty.
    pub source: String,
}

/// One update, as rules, pages and mails want it.
#[derive(Debug, Clone)]
pub struct Update {
    /// Id.
    pub id: Uuid,
    /// Whose it is.
    pub alderman: Uuid,
    /// Over which quarter.
    pub quarter: Quarter,
    /// As lists show it.
    pub title: String,
    /// Markdown: what happened.
    pub happened: String,
    /// Markdown: what failed and was learnt.
    pub failed: String,
    /// Markdown: what is next.
    pub ahead: String,
    /// In the order they were written.
    pub figures: Vec<Figure>,
    /// Where it is in its life.
    pub life: Life,
    /// When it must be known, while it waits for its moment.
    pub needed_at: Option<Timestamp>,
    /// When it was last written on.
    pub edited_at: Timestamp,
    /// Counts the changes of the text.
    pub version: i64,
}

impl Update {
    /// Where it is in its life.
    pub fn state(&self) -> State {
        self.life.state()
    }

    /// Its page, below the municipality.
    pub fn path(&self) -> String {
        path(self.id)
    }

    /// Everything that was written, to see whether there is anything.
    pub fn text(&self) -> String {
        [self.happened.as_str(), &self.failed, &self.ahead].join("\n")
    }

    /// Minutes it takes to read.
    pub fn minutes(&self) -> i64 {
        minutes(self.text().chars().count())
    }

    /// What the policy needs to know of it and this person.
    pub fn facts(&self, person: Uuid) -> Facts {
        Facts { own: self.alderman == person, released: self.state() == State::Published, ..Facts::default() }
    }
}

/// The page of an update, below the municipality.
pub fn path(id: Uuid) -> String {
    format!("/kwartaalupdates/{id}")
}

/// Minutes it takes to read so many characters; a short text takes one.
fn minutes(characters: usize) -> i64 {
    whole(characters.div_ceil(CHARACTERS_A_MINUTE).max(1))
}

fn quarter(id: Uuid, text: &str) -> Result<Quarter, AppError> {
    Quarter::parse(text).ok_or_else(|| AppError::unexpected(format!("update {id}: quarter {text}")))
}

/// An update of this municipality, or `NotFound`. Whether the reader may see it is for the gate.
pub async fn find(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Update, AppError> {
    let row = update::Entity::find_by_id(id)
        .filter(update::Column::MunicipalityId.eq(tenant.id()))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    let figures = figure::Entity::find()
        .filter(figure::Column::MunicipalityId.eq(tenant.id()))
        .filter(figure::Column::UpdateId.eq(id))
        .order_by_asc(figure::Column::Position)
        .all(db)
        .await?;
    Ok(Update {
        quarter: quarter(row.id, &row.quarter)?,
        id: row.id,
        alderman: row.alderman_id,
        title: row.title,
        happened: row.happened,
        failed: row.failed,
        ahead: row.ahead,
        figures: figures
            .into_iter()
            .map(|row| Figure { name: row.name, value: row.value, target: row.target, source: row.source })
            .collect(),
        life: Life { scheduled_for: row.scheduled_for.map(moment), published_at: row.published_at.map(moment) },
        needed_at: row.needed_at.map(moment),
        edited_at: moment(row.edited_at),
        version: row.version,
    })
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// Id.
    pub id: Uuid,
    /// Whose it is.
    pub alderman: Uuid,
    /// Over which quarter.
    pub quarter: Quarter,
    /// Its title.
    pub title: String,
    /// Where it is in its life.
    pub life: Life,
    /// When it was last written on.
    pub edited_at: Timestamp,
    /// Minutes it takes to read.
    pub minutes: i64,
}

#[derive(FromQueryResult)]
struct LineRow {
    id: Uuid,
    alderman_id: Uuid,
    quarter: String,
    title: String,
    scheduled_for: Option<i64>,
    published_at: Option<i64>,
    edited_at: i64,
    characters: i64,
}

impl LineRow {
    fn line(self) -> Result<Line, AppError> {
        Ok(Line {
            quarter: quarter(self.id, &self.quarter)?,
            id: self.id,
            alderman: self.alderman_id,
            title: self.title,
            life: Life { scheduled_for: self.scheduled_for.map(moment), published_at: self.published_at.map(moment) },
            edited_at: moment(self.edited_at),
            minutes: minutes(usize::try_from(self.characters).map_err(AppError::unexpected)?),
        })
    }
}

fn lines(condition: Condition) -> Select<update::Entity> {
    use update::Column as C;
    update::Entity::find()
        .filter(condition)
        .select_only()
        .columns([C::Id, C::AldermanId, C::Quarter, C::Title, C::ScheduledFor, C::PublishedAt, C::EditedAt])
        .column_as(Expr::cust("CAST(LENGTH(happened) + LENGTH(failed) + LENGTH(ahead) AS BIGINT)"), "characters")
}

async fn read(db: &impl ConnectionTrait, query: Select<update::Entity>) -> Result<Vec<Line>, AppError> {
    let rows = query.into_model::<LineRow>().all(db).await?;
    rows.into_iter().map(LineRow::line).collect()
}

fn here(tenant: &Tenant) -> Condition {
    Condition::all().add(update::Column::MunicipalityId.eq(tenant.id()))
}

/// One page of what is published, the newest quarter first, and whether there is one after it; the first page is 1.
pub async fn published(db: &impl ConnectionTrait, tenant: &Tenant, page: u64) -> Result<(Vec<Line>, bool), AppError> {
    let query = lines(here(tenant).add(update::Column::PublishedAt.is_not_null()))
        .order_by_desc(update::Column::Quarter)
        .order_by_desc(update::Column::PublishedAt)
        .order_by_desc(update::Column::Id)
        .offset(page.saturating_sub(1).saturating_mul(PAGE))
        .limit(PAGE + 1);
    let mut found = read(db, query).await?;
    let more = found.len() as u64 > PAGE;
    found.truncate(PAGE as usize);
    Ok((found, more))
}

/// How many are published, as the list says it.
pub async fn some_published(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Count, AppError> {
    let condition = here(tenant).add(update::Column::PublishedAt.is_not_null());
    let query = update::Entity::find().filter(condition);
    Ok(count(db, query.order_by_desc(update::Column::Quarter).order_by_desc(update::Column::PublishedAt)).await?)
}

/// How many are published, exactly; for programs, which may wait for it.
pub async fn count_published(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<u64, AppError> {
    let condition = here(tenant).add(update::Column::PublishedAt.is_not_null());
    Ok(update::Entity::find().filter(condition).count(db).await?)
}

/// Drafts and scheduled ones, the last written first: of one alderman, or of everybody.
pub async fn in_the_making(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    alderman: Option<Uuid>,
) -> Result<Vec<Line>, AppError> {
    let condition = here(tenant)
        .add(update::Column::PublishedAt.is_null())
        .add_option(alderman.map(|alderman| update::Column::AldermanId.eq(alderman)));
    let query = lines(condition).order_by_desc(update::Column::EditedAt).order_by_desc(update::Column::Id);
    read(db, query).await
}

/// Everything one alderman wrote over these quarters; for home.
pub async fn of_alderman(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    alderman: Uuid,
    quarters: &[Quarter],
) -> Result<Vec<Line>, AppError> {
    let condition = here(tenant)
        .add(update::Column::AldermanId.eq(alderman))
        .add(update::Column::Quarter.is_in(quarters.iter().map(Quarter::to_string)));
    read(db, lines(condition).order_by_asc(update::Column::EditedAt)).await
}

/// Municipality and id of every update whose moment has come, in any municipality, the oldest first; for the worker.
pub async fn due(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<(Uuid, Uuid)>, AppError> {
    Ok(update::Entity::find()
        .filter(update::Column::PublishedAt.is_null())
        .filter(update::Column::ScheduledFor.lte(millis(now)))
        .order_by_asc(update::Column::ScheduledFor)
        .select_only()
        .columns([update::Column::MunicipalityId, update::Column::Id])
        .into_tuple()
        .all(db)
        .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_takes_a_minute_for_every_two_hundred_words() {
        assert_eq!(minutes(0), 1);
        assert_eq!(minutes(1_200), 1);
        assert_eq!(minutes(1_201), 2);
        assert_eq!(minutes(4_800), 4);
    }
}
