//! What changes settings.

use domain::policy::act;
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{Decision, Settings};
use crate::{
    audit,
    balance::entity::decision,
    db::{Db, millis, sql},
    error::AppError,
    form,
    gate::Allowed,
    mail::{Block, Message, Recipient, outbox},
};

/// Keeps the settings. `Conflict` when somebody else changed them since the reader's version.
pub async fn change(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    settings: &Settings,
    now: Timestamp,
) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let tenant = allowed.tenant();
        let done = tx
            .execute_raw(sql(
                tx,
                "UPDATE municipalities SET office_name = $1, office_email = $2, office_phone = $3, usual_place = $4, \
                 usual_start = $5, answer_days = $6, share_days = $7, presidium_email = $8, version = version + 1 \
                 WHERE id = $9 AND version = $10",
                [
                    settings.office_name.as_str().into(),
                    settings.office_email.as_str().into(),
                    settings.office_phone.as_deref().into(),
                    settings.usual_place.as_str().into(),
                    settings.usual_start.strftime("%H:%M").to_string().into(),
                    settings.answer_days.into(),
                    settings.share_days.into(),
                    settings.presidium_email.as_str().into(),
                    tenant.id().into(),
                    settings.version.into(),
                ],
            ))
            .await?;
        if done.rows_affected() == 0 {
            return Err(AppError::Conflict("error-conflict"));
        }
        let by = Some(allowed.person());
        audit::note(tx, tenant, by, "settings.change", ("municipality", Some(tenant.id())), "", now).await
    })
}

/// Sends a test mail to the one who asks, the way every mail goes. The same key twice is one mail. Answers the address.
pub async fn test_mail(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    key: &str,
    now: Timestamp,
) -> Result<String, AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    let address = actor.email.clone().ok_or_else(|| AppError::field("email", "settings-no-own-address"))?;
    let lang = actor.lang;
    let to = Recipient { person: Some(actor.person), name: actor.name.clone(), address: address.clone(), lang };
    let fact = |name: &str, value: &str| (lang.t(name), value.to_owned());
    let message = Message {
        kind: "test",
        occasion: format!("test:{}", Uuid::now_v7()),
        to,
        subject: lang.tn("settings-mail-subject", &[("name", tenant.name().into())]),
        blocks: vec![
            Block::Para(lang.t("settings-mail-text")),
            Block::Facts(vec![
                fact("settings-office-name", tenant.office_name()),
                fact("settings-office-email", tenant.office_email()),
            ]),
            Block::Small(lang.t("settings-mail-reply")),
        ],
        ics: None,
        item: None,
    };
    crate::transaction!(db, |tx| {
        if form::claim(tx, actor, key, actor.person, now).await?.is_some() {
            return Ok(());
        }
        outbox::enqueue(tx, tenant, &message, now).await?;
        Ok(())
    })?;
    Ok(address)
}

/// Records the council's decision on measuring; it holds from now on, never from before. The same key twice is one
/// decision.
pub async fn decide(
    db: &Db,
    allowed: &Allowed<act::DecideMeasuring>,
    decided: &Decision,
    key: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        let tenant = allowed.tenant();
        let id = Uuid::now_v7();
        if form::claim(tx, allowed.actor(), key, id, now).await?.is_some() {
            return Ok(());
        }
        let row = decision::ActiveModel {
            id: Set(id),
            municipality_id: Set(tenant.id()),
            level: Set(decided.level.code().to_owned()),
            dpia_reference: Set(decided.dpia_reference.clone()),
            decided_on: Set(decided.decided_on.to_string()),
            recorded_by: Set(Some(allowed.person())),
            recorded_at: Set(millis(now)),
            reading_days: Set(i64::from(decided.reading_days)),
        };
        decision::Entity::insert(row).exec_without_returning(tx).await?;
        let by = Some(allowed.person());
        let detail = format!(
            "{} from {}, {} days, DPIA {}",
            decided.level, decided.decided_on, decided.reading_days, decided.dpia_reference
        );
        audit::note(tx, tenant, by, "settings.decide-measuring", ("decision", Some(id)), detail.trim_end(), now).await
    })
}

/// Gives a stuck message another round. `NotFound` when there is none, or it left meanwhile.
pub async fn retry(db: &Db, allowed: &Allowed<act::RetryMail>, message: Uuid, now: Timestamp) -> Result<(), AppError> {
    crate::transaction!(db, |tx| {
        if !outbox::retry(tx, allowed.tenant(), message, now).await? {
            return Err(AppError::NotFound);
        }
        let by = Some(allowed.person());
        audit::note(tx, allowed.tenant(), by, "mail.retry", ("mail", Some(message)), "", now).await
    })
}

/// Gives every stuck message another round. Answers how many.
pub async fn retry_all(db: &Db, allowed: &Allowed<act::RetryMail>, now: Timestamp) -> Result<u64, AppError> {
    crate::transaction!(db, |tx| {
        let mut again = 0;
        for message in super::post::stuck(tx, allowed.tenant()).await? {
            again += u64::from(outbox::retry(tx, allowed.tenant(), message, now).await?);
        }
        let by = Some(allowed.person());
        audit::note(tx, allowed.tenant(), by, "mail.retry-all", ("mail", None), "", now).await?;
        Ok(again)
    })
}
