//! Change several gatherings of a series.

use domain::{
    gatherings::{Changed, carry, change as may_change, changes, overwritten},
    policy::act,
    series::Scope,
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{check_stand, find};
use crate::{
    db::Db,
    error::AppError,
    form::FieldErrors,
    gate::Allowed,
    gatherings::{
        commands::{
            Filled, Sent,
            change::{apply, is_same, tell},
            check_references, refusals,
        },
        store::{Gathering, Series},
    },
    people, transaction,
};

/// A change to several gatherings of a series.
#[derive(Debug, Clone)]
pub struct ChangeSeries {
    /// Everything of the one that was looked at, as it should be. The others take over what is changed by it.
    pub filled: Filled,
    /// How far it reaches.
    pub scope: Scope,
    /// The stand of the series it was made from; refused when there is a newer one.
    pub stand: Option<i64>,
    /// The others that stay as they are all the same.
    pub without: Vec<Uuid>,
}

/// What becomes of one gathering.
#[derive(Debug, Clone)]
pub struct Foreseen {
    /// As it is.
    pub before: Gathering,
    /// As it will be.
    pub after: Filled,
    /// What differs.
    pub changed: Vec<Changed>,
    /// What it has of its own that goes.
    pub overwritten: Vec<Changed>,
    /// Whether those invited to it get a mail.
    pub notice: bool,
    /// Why it cannot be so.
    pub wrong: Option<FieldErrors>,
}

impl Foreseen {
    /// Whether it stays as it is.
    pub fn is_same(&self) -> bool {
        is_same(&self.before, &self.after, &self.changed)
    }
}

/// What becomes of a gathering and of the others of its series when it is changed so: the others take over what is changed
/// and nothing else, and a new day moves theirs by as many days. The first one is the one that was looked at. The link to
/// the council information system is of one gathering and is not taken over.
pub fn foresee(
    series: &Series,
    target: &Gathering,
    filled: &Filled,
    scope: Scope,
    now: Timestamp,
) -> Result<Vec<Foreseen>, AppError> {
    let with_summary = target.summary != filled.summary;
    let mut all = vec![look(target, filled.clone(), Vec::new(), now)?];
    for other in series.reached(target, scope, now) {
        let after = Filled {
            details: carry(&target.details, &filled.details, &other.details),
            summary: if with_summary { filled.summary.clone() } else { other.summary.clone() },
            ris_url: other.ris_url.clone(),
        };
        let lost = overwritten(&target.details, &filled.details, &other.details);
        all.push(look(other, after, lost, now)?);
    }
    Ok(all)
}

fn look(before: &Gathering, after: Filled, overwritten: Vec<Changed>, now: Timestamp) -> Result<Foreseen, AppError> {
    let changed = changes(&before.details, &after.details);
    let (notice, wrong) = match may_change(&before.life, &before.details, &after.details, &before.zone, now) {
        Ok(plan) => (plan.notice, None),
        Err(refusal) => match refusals::change(&refusal) {
            AppError::Invalid(wrong) => (false, Some(wrong)),
            other => return Err(other),
        },
    };
    Ok(Foreseen { before: before.clone(), after, changed, overwritten, notice, wrong })
}

/// Changes a gathering, and with it the others of its series as far as the scope goes. Those invited get one mail about
/// everything that changed for them.
///
/// # Errors
/// `Conflict` when any of the series was changed since, or this one is over or cancelled; `Invalid` by field, by the field
/// `mee` when it cannot be for one of the others. Then nothing is changed at all.
pub async fn change_series(
    db: &Db,
    allowed: &Allowed<act::ChangeGathering>,
    id: Uuid,
    input: ChangeSeries,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let tenant = allowed.tenant();
    let book = people::store::book(db.read(), tenant).await?;
    check_references(&book, &input.filled.details)?;
    transaction!(db, |tx| {
        let (target, series) = find(tx, tenant, id).await?;
        let mut all = foresee(&series, &target, &input.filled, input.scope, now)?;
        if all.iter().all(Foreseen::is_same) {
            // Nothing to do, or the same form for the second time.
            return Ok(Sent::default());
        }
        check_stand(&series, input.stand)?;
        all.retain(|one| !input.without.contains(&one.before.id) || one.before.id == id);
        if let Some((at, wrong)) = all.iter_mut().enumerate().find_map(|(at, one)| Some((at, one.wrong.take()?))) {
            let others = || AppError::field("mee", "series-error-impossible");
            return Err(if at == 0 { AppError::Invalid(wrong) } else { others() });
        }
        let (mut moved, mut rehosted, mut put_back) = (Vec::new(), Vec::new(), 0);
        for one in &all {
            let applied = apply(tx, allowed, &one.before, &one.after, None, base_url, now).await?;
            moved.extend(applied.moved);
            rehosted.extend(applied.rehosted);
            put_back += applied.put_back;
        }
        let sent = tell(tx, tenant, &book, (&moved, &rehosted), series.stand(), base_url, now).await?;
        Ok(Sent { put_back, ..sent })
    })
}
