//! Reading questions.

use std::collections::BTreeMap;

use domain::{
    localtime::{date_in, parse_date},
    policy::Facts,
    questions::{Facts as Life, Kind, State},
    values::fold,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, LikeExpr},
};
use uuid::Uuid;

use super::entity::question;
use crate::{
    count::{self, Count, count},
    db::{moment, sql},
    error::AppError,
    tenant::Tenant,
};

/// Questions on one page of the register.
pub const PAGE: u64 = 25;
/// Most words of a search that are looked for.
const MAX_WORDS: usize = 8;
/// Stands before a character that means itself in a `LIKE`.
const ESCAPE: char = '!';

/// One question, as rules, pages and mails want it.
#[derive(Debug, Clone)]
pub struct Question {
    /// Id.
    pub id: Uuid,
    /// What sort.
    pub kind: Kind,
    /// Who asked.
    pub asker: Uuid,
    /// The faction they sat in when they asked.
    pub faction: Option<Uuid>,
    /// The gathering it was asked at.
    pub gathering: Option<Uuid>,
    /// As lists show it.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Where it is, and its clock.
    pub life: Life,
    /// The portfolio holder.
    pub holder: Option<Uuid>,
    /// The answer being written, Markdown. For those who write it, nobody else.
    pub draft: String,
    /// Who wrote the draft last.
    pub drafted_by: Option<Uuid>,
    /// The answer as released, Markdown.
    pub answer: Option<String>,
    /// Who released it.
    pub answered_by: Option<Uuid>,
    /// Counts the drafts of the answer.
    pub version: i64,
}

impl Question {
    /// Where it is.
    pub fn state(&self) -> State {
        self.life.state()
    }

    /// Its page, below the municipality.
    pub fn path(&self) -> String {
        format!("/vragen/{}", self.id)
    }

    /// What the policy needs to know of it and this person.
    pub fn facts(&self, person: Uuid) -> Facts {
        Facts {
            own: self.asker == person,
            released: self.state() == State::Answered,
            host: self.holder == Some(person),
            ..Facts::default()
        }
    }

    fn of(row: question::Model, zone: &TimeZone) -> Result<Self, AppError> {
        Ok(Self {
            life: life(&Clock::of(&row), zone)?,
            kind: kind(row.id, &row.kind)?,
            id: row.id,
            asker: row.asker_id,
            faction: row.asker_faction_id,
            gathering: row.gathering_id,
            title: row.title,
            body: row.body,
            asked_at: moment(row.asked_at),
            holder: row.holder_id,
            draft: row.draft_answer,
            drafted_by: row.drafted_by,
            answer: row.answer,
            answered_by: row.answered_by,
            version: row.version,
        })
    }
}

/// The stored moments of a question.
struct Clock<'a> {
    id: Uuid,
    asked_at: i64,
    due_on: &'a str,
    routed_at: Option<i64>,
    answered_at: Option<i64>,
}

impl<'a> Clock<'a> {
    fn of(row: &'a question::Model) -> Self {
        Self {
            id: row.id,
            asked_at: row.asked_at,
            due_on: &row.due_on,
            routed_at: row.routed_at,
            answered_at: row.answered_at,
        }
    }
}

/// The facts its state follows from. The number of days is what was promised when it was asked.
fn life(clock: &Clock<'_>, zone: &TimeZone) -> Result<Life, AppError> {
    let broken = || AppError::unexpected(format!("question {}: due {}", clock.id, clock.due_on));
    let asked_on = date_in(moment(clock.asked_at), zone);
    let due = parse_date(clock.due_on).ok_or_else(broken)?;
    let days = due.duration_since(asked_on).as_hours() / 24;
    Ok(Life {
        id: clock.id,
        asked_on,
        days: u16::try_from(days).map_err(|_| broken())?,
        routed_at: clock.routed_at.map(moment),
        answered_at: clock.answered_at.map(moment),
    })
}

fn kind(id: Uuid, code: &str) -> Result<Kind, AppError> {
    Kind::parse(code).ok_or_else(|| AppError::unexpected(format!("question {id}: kind {code}")))
}

/// A question of this municipality, or `NotFound`.
pub async fn find(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Question, AppError> {
    let row = question::Entity::find_by_id(id)
        .filter(question::Column::MunicipalityId.eq(tenant.id()))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    Question::of(row, tenant.zone())
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// Id.
    pub id: Uuid,
    /// What sort.
    pub kind: Kind,
    /// Who asked.
    pub asker: Uuid,
    /// The faction they sat in when they asked.
    pub faction: Option<Uuid>,
    /// Its title.
    pub title: String,
    /// Where it is, and its clock.
    pub life: Life,
    /// The portfolio holder.
    pub holder: Option<Uuid>,
    /// Whether somebody began to write the answer.
    pub has_draft: bool,
    /// How the answer begins, once it is released; Markdown.
    pub answer_begins: Option<String>,
}

#[derive(FromQueryResult)]
struct LineRow {
    id: Uuid,
    kind: String,
    asker_id: Uuid,
    asker_faction_id: Option<Uuid>,
    title: String,
    asked_at: i64,
    due_on: String,
    routed_at: Option<i64>,
    answered_at: Option<i64>,
    holder_id: Option<Uuid>,
    has_draft: bool,
    answer_begins: Option<String>,
}

impl LineRow {
    fn line(self, zone: &TimeZone) -> Result<Line, AppError> {
        let clock = Clock {
            id: self.id,
            asked_at: self.asked_at,
            due_on: &self.due_on,
            routed_at: self.routed_at,
            answered_at: self.answered_at,
        };
        Ok(Line {
            life: life(&clock, zone)?,
            kind: kind(self.id, &self.kind)?,
            id: self.id,
            asker: self.asker_id,
            faction: self.asker_faction_id,
            title: self.title,
            holder: self.holder_id,
            has_draft: self.has_draft,
            answer_begins: self.answer_begins,
        })
    }
}

/// What of the register is asked for; all of it by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only the answered ones, or only the others.
    pub answered: Option<bool>,
    /// Only questions of this faction.
    pub faction: Option<Uuid>,
    /// Words that must all occur in title, text or answer.
    pub words: String,
}

impl Filter {
    fn condition(&self, tenant: &Tenant) -> Condition {
        let answered = self.answered.map(|yes| {
            if yes { question::Column::AnsweredAt.is_not_null() } else { question::Column::AnsweredAt.is_null() }
        });
        patterns(&self.words)
            .into_iter()
            .map(|pattern| Expr::col(question::Column::Searchable).like(LikeExpr::new(pattern).escape(ESCAPE)))
            .chain(answered)
            .chain(self.faction.map(|faction| question::Column::AskerFactionId.eq(faction)))
            .fold(Condition::all().add(question::Column::MunicipalityId.eq(tenant.id())), Condition::add)
    }
}

/// What searching looks through.
pub fn searchable(title: &str, body: &str, answer: &str) -> String {
    fold(&format!("{title}\n{body}\n{answer}"))
}

/// One pattern per word; characters with a meaning of their own in a `LIKE` mean themselves.
fn patterns(words: &str) -> Vec<String> {
    let special = |c: char| matches!(c, '%' | '_' | ESCAPE);
    let escaped = |word: &str| {
        word.chars().fold(String::new(), |mut out, c| {
            if special(c) {
                out.push(ESCAPE);
            }
            out.push(c);
            out
        })
    };
    fold(words)
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .map(|word| format!("%{}%", escaped(word)))
        .collect()
}

/// The lines in the order of `domain::questions::order`: open ones first by due date, then the newest answer first.
fn lines(condition: Condition) -> Select<question::Entity> {
    use question::Column as C;
    question::Entity::find()
        .filter(condition)
        .select_only()
        .columns([C::Id, C::Kind, C::AskerId, C::AskerFactionId, C::Title, C::AskedAt, C::DueOn])
        .columns([C::RoutedAt, C::AnsweredAt, C::HolderId])
        .column_as(Expr::cust("draft_answer <> ''"), "has_draft")
        .column_as(Expr::cust("substr(answer, 1, 600)"), "answer_begins")
        .order_by(Expr::cust("CASE WHEN answered_at IS NULL THEN 0 ELSE 1 END"), Order::Asc)
        .order_by_desc(C::AnsweredAt)
        .order_by_asc(C::DueOn)
        .order_by_asc(C::AskedAt)
        .order_by_asc(C::Id)
}

async fn read(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    query: Select<question::Entity>,
) -> Result<Vec<Line>, AppError> {
    let rows = query.into_model::<LineRow>().all(db).await?;
    rows.into_iter().map(|row| row.line(tenant.zone())).collect()
}

/// One page of the register, the first being 1, and whether there is one after it.
pub async fn list(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    filter: &Filter,
    page: u64,
) -> Result<(Vec<Line>, bool), AppError> {
    let skip = page.saturating_sub(1).saturating_mul(PAGE);
    let mut found = read(db, tenant, lines(filter.condition(tenant)).offset(skip).limit(PAGE + 1)).await?;
    let more = found.len() as u64 > PAGE;
    found.truncate(PAGE as usize);
    Ok((found, more))
}

/// Every question that is not answered yet, the most urgent first; for home.
pub async fn open(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Vec<Line>, AppError> {
    let filter = Filter { answered: Some(false), ..Filter::default() };
    read(db, tenant, lines(filter.condition(tenant))).await
}

/// The questions asked at a gathering.
pub async fn of_gathering(db: &impl ConnectionTrait, tenant: &Tenant, gathering: Uuid) -> Result<Vec<Line>, AppError> {
    let here = Filter::default().condition(tenant).add(question::Column::GatheringId.eq(gathering));
    read(db, tenant, lines(here)).await
}

/// How many questions a filter lets through, as the register shows it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shown {
    /// Not answered.
    pub open: Count,
    /// Answered.
    pub answered: Count,
}

/// Counts for the register what the filter lets through, whether it asks for answered ones or not.
pub async fn shown(db: &impl ConnectionTrait, tenant: &Tenant, filter: &Filter) -> Result<Shown, AppError> {
    let of = |answered| {
        let filter = Filter { answered: Some(answered), ..filter.clone() };
        question::Entity::find().filter(filter.condition(tenant))
    };
    Ok(Shown {
        open: count(db, of(false).order_by_asc(question::Column::DueOn)).await?,
        answered: count(db, of(true).order_by_asc(question::Column::AnsweredAt)).await?,
    })
}

/// How many questions a filter lets through, exactly; for programs, which may wait for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not answered.
    pub open: u64,
    /// Of those: past their last day.
    pub overdue: u64,
    /// Answered.
    pub answered: u64,
}

impl Counts {
    /// All of them.
    pub fn all(&self) -> u64 {
        self.open + self.answered
    }
}

/// Counts them.
pub async fn counts(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    filter: &Filter,
    today: Date,
) -> Result<Counts, AppError> {
    let of = |answered| Filter { answered: Some(answered), ..filter.clone() }.condition(tenant);
    let overdue = of(false).add(question::Column::DueOn.lt(today.to_string()));
    Ok(Counts {
        open: question::Entity::find().filter(of(false)).count(db).await?,
        overdue: question::Entity::find().filter(overdue).count(db).await?,
        answered: question::Entity::find().filter(of(true)).count(db).await?,
    })
}

/// The factions that ever asked, with how many of their questions the filter lets through, whichever faction it names.
pub async fn by_faction(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    filter: &Filter,
) -> Result<BTreeMap<Uuid, Count>, AppError> {
    let mut values = vec![tenant.id().into()];
    let mut theirs =
        "FROM questions q WHERE q.municipality_id = f.municipality_id AND q.asker_faction_id = f.id".to_owned();
    let ever = format!("EXISTS (SELECT 1 {theirs})");
    theirs.push_str(match filter.answered {
        None => "",
        Some(true) => " AND q.answered_at IS NOT NULL",
        Some(false) => " AND q.answered_at IS NULL",
    });
    for pattern in patterns(&filter.words) {
        values.push(pattern.into());
        theirs.push_str(&format!(" AND q.searchable LIKE ${} ESCAPE '{ESCAPE}'", values.len()));
    }
    let number = count::of(&format!("SELECT 1 AS one {theirs}"));
    let text = format!("SELECT f.id, ({number}) FROM factions f WHERE f.municipality_id = $1 AND {ever}");
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, Count::read(row, 1)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_looked_for_and_signs_mean_themselves() {
        assert_eq!(patterns("  Wachtlijst  Wmo "), ["%wachtlijst%", "%wmo%"]);
        assert_eq!(patterns("100%_!"), ["%100!%!_!!%"]);
        assert_eq!(patterns("Coördinatie"), ["%coordinatie%"]);
        assert!(patterns(" \0").is_empty());
        assert_eq!(patterns(&"a ".repeat(50)).len(), MAX_WORDS);
    }

    #[test]
    fn the_promised_days_follow_from_what_is_stored() {
        let zone = domain::localtime::amsterdam();
        // 23:30 UTC is already the next day in Amsterdam.
        let asked_at: Timestamp = "2026-03-27T23:30:00Z".parse().unwrap();
        let clock = |due_on| Clock {
            id: Uuid::nil(),
            asked_at: asked_at.as_millisecond(),
            due_on,
            routed_at: None,
            answered_at: None,
        };
        let life_of = |due_on| life(&clock(due_on), &zone);
        assert_eq!(life_of("2026-04-27").unwrap().days, 30);
        assert_eq!(life_of("2026-04-27").unwrap().due().to_string(), "2026-04-27");
        assert!(life_of("2026-03-01").is_err());
        assert!(life_of("onzin").is_err());
    }
}
