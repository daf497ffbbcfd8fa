//! What a person decides about news.

use domain::{
    news::{Choice, Policy},
    policy::act,
};
use jiff::Timestamp;

use super::store;
use crate::{audit, db::Db, error::AppError, gate::Allowed, reminders::rules, transaction};

/// The refusal of a choice that is not there to make.
pub(super) fn not_offered() -> AppError {
    AppError::field("nieuws", "error-choice")
}

/// Keeps how somebody wants news.
///
/// # Errors
/// A refusal of what the council does not allow: where it decided for all, news or none is what is left.
pub async fn choose(
    db: &Db,
    allowed: &Allowed<act::ChangeOwnAccount>,
    choice: Choice,
    now: Timestamp,
) -> Result<(), AppError> {
    transaction!(db, |tx| {
        let (tenant, person) = (allowed.tenant(), allowed.person());
        let policy = rules::load(tx, tenant).await?.news;
        if choice != Choice::Off && policy != Policy::Own && policy.of(Some(choice)) != choice {
            return Err(not_offered());
        }
        store::choose(tx, tenant, person, choice, now).await?;
        audit::note(tx, tenant, Some(person), "news.choose", ("person", Some(person)), choice.code(), now).await
    })
}
