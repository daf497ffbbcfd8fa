//! Cancel several gatherings of a series.

use domain::{policy::act, series::Scope};
use jiff::Timestamp;
use uuid::Uuid;

use super::{check_stand, find};
use crate::{
    db::Db,
    error::AppError,
    gate::Allowed,
    gatherings::commands::{
        Sent,
        cancel::{strike, tell},
    },
    people, transaction,
};

/// Several gatherings to cancel.
#[derive(Debug, Clone)]
pub struct CancelSeries {
    /// Why; must be said once invitations to any of them are out.
    pub reason: String,
    /// How far it reaches.
    pub scope: Scope,
    /// The stand of the series that was seen; refused when there is a newer one.
    pub stand: Option<i64>,
}

/// Cancels a gathering and the others of its series as far as the scope goes, and tells those invited why: one mail for each.
/// Answers how many it cancelled. Cancelling twice is cancelling once.
///
/// # Errors
/// `Invalid` without a reason once invitations are out, `Conflict` when any of the series was changed since or it is over.
pub async fn cancel_series(
    db: &Db,
    allowed: &Allowed<act::ChangeGathering>,
    id: Uuid,
    input: CancelSeries,
    base_url: &str,
    now: Timestamp,
) -> Result<(usize, Sent), AppError> {
    let tenant = allowed.tenant();
    let reason = input.reason.trim();
    let book = people::store::book(db.read(), tenant).await?;
    transaction!(db, |tx| {
        let (target, series) = find(tx, tenant, id).await?;
        let others = series.reached(&target, input.scope, now);
        if target.life.cancelled_at.is_some() && others.is_empty() {
            return Ok((0, Sent::default()));
        }
        check_stand(&series, input.stand)?;
        let (mut struck, mut gone) = (0, Vec::new());
        for gathering in std::iter::once(&target).chain(others) {
            struck += usize::from(gathering.life.cancelled_at.is_none());
            gone.extend(strike(tx, allowed, gathering, reason, now).await?);
        }
        Ok((struck, tell(tx, tenant, &book, &gone, series.stand(), base_url, now).await?))
    })
}
