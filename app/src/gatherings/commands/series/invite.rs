//! Invite to every gathering of a series at once.

use domain::{gatherings::State, policy::act, series::Scope};
use jiff::Timestamp;
use uuid::Uuid;

use super::{check_stand, find};
use crate::{
    db::Db,
    error::AppError,
    form,
    gate::Allowed,
    gatherings::{
        commands::{
            Sent,
            invite::{open, send},
        },
        store::{Gathering, Series},
    },
    people, transaction,
};

/// Waves to send.
#[derive(Debug, Clone, Default)]
pub struct InviteSeries {
    /// The stand of the series the clerk saw; refused when there is a newer one.
    pub stand: Option<i64>,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

/// The gatherings of a series to which one can still invite, by begin.
pub fn sendable<'a>(series: &'a Series, target: &Gathering, now: Timestamp) -> Vec<&'a Gathering> {
    let open = |one: &&Gathering| {
        matches!(one.state(now), State::Draft | State::Planned | State::Invited) && one.when.starts_at > now
    };
    let reached = series.reached(target, Scope::All, now);
    series
        .parts
        .iter()
        .filter(|one| one.id == target.id || reached.iter().any(|other| other.id == one.id))
        .filter(open)
        .collect()
}

/// Invites whoever is in the next wave of each gathering of this series that is still to come: one mail for each person,
/// with a link to answer for each date. Drafts are put into the calendar and released in the same transaction.
///
/// # Errors
/// `Invalid` when a draft lacks something, `Conflict` when any of the series was changed since, or none is still to come.
pub async fn invite_series(
    db: &Db,
    allowed: &Allowed<act::InviteToGathering>,
    id: Uuid,
    input: InviteSeries,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        if form::claim(tx, allowed.actor(), &input.key, id, now).await?.is_some() {
            return Ok(Sent::default());
        }
        let (target, series) = find(tx, tenant, id).await?;
        check_stand(&series, input.stand)?;
        let all = sendable(&series, &target, now);
        if all.is_empty() {
            return Err(AppError::Conflict("gathering-error-begun"));
        }
        let book = people::store::book(tx, tenant).await?;
        let mut opened = Vec::new();
        for gathering in all {
            opened.push(open(tx, allowed, &book, gathering.clone(), now).await?);
        }
        send(tx, tenant, &book, &opened, series.stand(), base_url, now).await
    })
}
