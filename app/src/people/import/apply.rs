//! Carries a plan out: all of it, or nothing.

use domain::import::{KnownPerson, Missing, Options, Plan, Present, Problem, Sheet, Step, plan};
use jiff::{Timestamp, civil::Date};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{digest, store};
use crate::{
    accounts::commands::tell_address_changed,
    audit,
    db::{Db, Tx, millis, sql},
    error::AppError,
    people::{
        changes::{self, Extras},
        commands::{hold, revoke_links},
        entity::person,
    },
    tenant::Tenant,
    transaction,
};

/// What became of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// It was carried out.
    Done(Plan),
    /// It would do something else than the clerk saw; nothing was done.
    Differs(Plan),
    /// It cannot be carried out; nothing was done.
    Refused(Vec<Problem>),
}

/// What a sheet would do on this day.
pub(super) fn plan_for(sheet: &Sheet, present: &Present, on: Date, missing: Missing) -> Result<Plan, Vec<Problem>> {
    plan(sheet, present, Options { on, missing }, &mut Uuid::now_v7)
}

/// Compares a sheet with the council as it is now and stores the difference, in one transaction. `seen` is the digest of
/// what the clerk saw; without one, whatever comes out is carried out. `upload` is thrown away with it.
pub async fn apply(
    db: &Db,
    tenant: &Tenant,
    by: Option<Uuid>,
    (sheet, missing): (&Sheet, Missing),
    (upload, seen): (Option<Uuid>, Option<&str>),
    now: Timestamp,
) -> Result<Applied, AppError> {
    let on = tenant.date(now);
    transaction!(db, |tx| {
        hold(tx, tenant).await?;
        let present = store::present(tx, tenant).await?;
        let plan = match plan_for(sheet, &present, on, missing) {
            Ok(plan) => plan,
            Err(problems) => return Ok(Applied::Refused(problems)),
        };
        if seen.is_some_and(|seen| seen != digest(&plan)) {
            return Ok(Applied::Differs(plan));
        }
        record(tx, tenant, &present, &plan.steps, now).await?;
        if let Some(upload) = upload {
            store::forget(tx, tenant, upload).await?;
        }
        let detail = format!("+{} ~{} -{}", plan.added.len(), plan.changed.len(), plan.ended.len());
        let subject = ("municipality", Some(tenant.id()));
        audit::note(tx, tenant, by, "council.import", subject, &detail, now).await?;
        Ok(Applied::Done(plan))
    })
}

async fn record(tx: &Tx, tenant: &Tenant, present: &Present, steps: &[Step], now: Timestamp) -> Result<(), AppError> {
    // Two people may take over each other's address, so every address that changes is let go first.
    for step in steps {
        if let Step::UpdatePerson(after) = step
            && present.person(after.id).is_some_and(|before| before.email != after.email)
        {
            let text = "UPDATE people SET email = NULL WHERE id = $1 AND municipality_id = $2";
            let row = person::Entity::find_by_id(after.id).filter(person::Column::MunicipalityId.eq(tenant.id()));
            let before = row.one(tx).await?.ok_or(AppError::NotFound)?;
            tx.execute_raw(sql(tx, text, [after.id.into(), tenant.id().into()])).await?;
            revoke_links(tx, tenant, after.id, now).await?;
            tell_address_changed(tx, tenant, &before, after.email.as_deref(), now).await?;
        }
    }
    for step in steps {
        match step {
            Step::AddPerson(new) => {
                person::Entity::insert(row(tenant, new, now)).exec_without_returning(tx).await?;
            }
            Step::UpdatePerson(after) => {
                let text = "UPDATE people SET name = $1, email = $2, phone = $3, version = version + 1 \
                            WHERE id = $4 AND municipality_id = $5";
                let values = [
                    after.name.as_str().into(),
                    after.email.clone().into(),
                    after.phone.clone().into(),
                    after.id.into(),
                    tenant.id().into(),
                ];
                tx.execute_raw(sql(tx, text, values)).await?;
            }
            Step::Council(change) => {
                changes::record(tx, tenant, std::slice::from_ref(change), &Extras::default()).await?;
            }
        }
    }
    Ok(())
}

fn row(tenant: &Tenant, new: &KnownPerson, now: Timestamp) -> person::ActiveModel {
    person::ActiveModel {
        id: Set(new.id),
        municipality_id: Set(tenant.id()),
        name: Set(new.name.clone()),
        email: Set(new.email.clone()),
        phone: Set(new.phone.clone()),
        lang: Set("nl".to_owned()),
        version: Set(1),
        created_at: Set(millis(now)),
    }
}
