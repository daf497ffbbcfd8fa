//! The clerk's week: what waits for a hand.

use domain::{
    answers::Answer,
    gatherings::{LONGEST, Shelf, State},
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    gathering,
    list::{Card, cards, number, on_shelf},
};
use crate::{answers::store::replies_of, db::millis, error::AppError, tenant::Tenant};

/// How far ahead "this week" looks.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 7);
/// How far back a gathering without notes is asked about.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 90);
/// Lines in each part.
const MOST: u64 = 10;

/// What waits for the clerk.
#[derive(Debug, Clone, Default)]
pub struct Week {
    /// Drafts, the nearest first.
    pub drafts: Vec<Card>,
    /// In the calendar, but nobody was invited.
    pub to_invite: Vec<Card>,
    /// In the coming seven days, with their answers.
    pub soon: Vec<Busy>,
    /// Took place, and no notes were published.
    pub without_notes: Vec<Card>,
}

impl Week {
    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.to_invite.is_empty() && self.soon.is_empty() && self.without_notes.is_empty()
    }
}

/// A gathering with its answers counted.
#[derive(Debug, Clone)]
pub struct Busy {
    /// The gathering.
    pub card: Card,
    /// People invited.
    pub invited: i64,
    /// Come.
    pub yes: i64,
    /// Perhaps.
    pub maybe: i64,
    /// Did not answer.
    pub silent: i64,
}

/// Reads the clerk's week.
pub async fn week(db: &impl ConnectionTrait, tenant: &Tenant, now: Timestamp) -> Result<Week, AppError> {
    use gathering::Column as C;
    let on = |shelf| {
        gathering::Entity::find()
            .filter(C::MunicipalityId.eq(tenant.id()))
            .filter(on_shelf(shelf, true, now))
            .limit(MOST)
    };
    let until = millis(now.saturating_add(AHEAD).map_err(AppError::unexpected)?);
    let since = millis(now.saturating_sub(BACK).map_err(AppError::unexpected)?);
    let begun = since - LONGEST.as_millis() as i64;

    let drafts = on(Shelf::Drafts).order_by_asc(C::StartsAt).all(db).await?;
    let to_invite = on(Shelf::Coming).filter(C::InvitedAt.is_null()).order_by_asc(C::StartsAt).all(db).await?;
    let soon = on(Shelf::Coming).filter(C::StartsAt.lt(until)).order_by_asc(C::StartsAt).all(db).await?;
    let held = on(Shelf::Past)
        .filter(C::EndsAt.gt(since))
        .filter(C::StartsAt.gt(begun))
        .order_by_desc(C::StartsAt)
        .limit(100)
        .all(db)
        .await?;

    let mut week = Week {
        drafts: cards(db, tenant, None, drafts, now).await?,
        to_invite: cards(db, tenant, None, to_invite, now).await?,
        soon: Vec::new(),
        without_notes: cards(db, tenant, None, held, now).await?,
    };
    week.without_notes.retain(|card| card.state == State::Held);
    week.without_notes.truncate(MOST as usize);
    let mut replies = replies_of(db, tenant, soon.iter().map(|row| row.id).collect()).await?;
    for card in cards(db, tenant, None, soon, now).await? {
        let answers: Vec<_> = replies.remove(&card.id).unwrap_or_default().iter().map(|reply| reply.answer).collect();
        let count = |wanted: Option<Answer>| answers.iter().filter(|answer| **answer == wanted).count() as i64;
        week.soon.push(Busy {
            card,
            invited: answers.len() as i64,
            yes: count(Some(Answer::Yes)),
            maybe: count(Some(Answer::Maybe)),
            silent: count(None),
        });
    }
    let soon = week.soon.iter_mut().map(|busy| &mut busy.card);
    let shown = soon.chain(&mut week.drafts).chain(&mut week.to_invite).chain(&mut week.without_notes);
    number(db, tenant, shown, true).await?;
    Ok(week)
}
