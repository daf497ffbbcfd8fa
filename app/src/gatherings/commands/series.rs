//! What changes several gatherings of a series at once: one transaction, and one mail for each person.

mod cancel;
mod change;
mod invite;
mod plan;
mod renew;

pub use cancel::{CancelSeries, cancel_series};
pub use change::{ChangeSeries, Foreseen, change_series, foresee};
pub use invite::{InviteSeries, invite_series, sendable};
pub use plan::{PlanSeries, plan_series, problem_on, schedule_series};
pub use renew::renew_overtaken;
pub(super) use renew::renew_waiting;

use uuid::Uuid;

use crate::{
    db::Tx,
    error::AppError,
    gatherings::store::{self, Gathering, Series},
    tenant::Tenant,
};

/// The gathering with this id and the series it is one of.
async fn find(tx: &Tx, tenant: &Tenant, id: Uuid) -> Result<(Gathering, Series), AppError> {
    let gathering = store::read(tx, tenant, store::find(tx, tenant, id).await?).await?;
    let series = store::series(tx, tenant, &gathering).await?.ok_or(AppError::Conflict("series-error-single"))?;
    Ok((gathering, series))
}

/// Refuses what was made from an older stand of the series.
fn check_stand(series: &Series, seen: Option<i64>) -> Result<(), AppError> {
    match seen {
        Some(stand) if stand != series.stand() => Err(AppError::Conflict("error-conflict")),
        _ => Ok(()),
    }
}
