//! Proving the way out and back: a mail that leaves by our mail server for an address of ours, and comes in again.

use domain::{policy::act, replies::Proof};
use jiff::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::{address, entity::trial};
use crate::{
    audit,
    db::{Db, Tx, millis, moment, sql},
    error::AppError,
    form,
    gate::Allowed,
    mail::{Block, Message, Recipient, outbox},
    tenant::Tenant,
};

domain::codes! {
    /// What our mail server said of the sender when the mail came back.
    pub enum Seen {
        /// The sender is proven: everything works.
        Proven = "bewezen",
        /// It said that the sender is not proven.
        Failed = "afgekeurd",
        /// It said nothing under the name that is set.
        Silent = "geen-uitspraak",
        /// No name is set.
        Nameless = "geen-naam",
    }
}

/// How the last trial went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// There was none.
    Never,
    /// The mail waits to leave.
    Waiting(Timestamp),
    /// The mail server did not take it: its words.
    Stuck(String),
    /// It left, and is not back.
    Away(Timestamp),
    /// It is back, after so many seconds; what was said of the sender, and under which names.
    Back(i64, Seen, String),
}

/// A trial by its token.
pub async fn find(db: &impl ConnectionTrait, token: &str) -> Result<Option<trial::Model>, AppError> {
    Ok(trial::Entity::find_by_id(token.to_owned()).one(db).await?)
}

/// Sends a mail to ourselves. The same key twice is one. `Conflict` where no reply domain is set.
pub async fn start(
    db: &Db,
    allowed: &Allowed<act::ChangeSettings>,
    domain: Option<&str>,
    key: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let domain = domain.ok_or(AppError::Conflict("replies-setup-off"))?;
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    let (token, id) = (address::fresh(), Uuid::now_v7());
    let occasion = format!("reply-trial:{id}");
    let message = Message {
        kind: "reply-trial",
        occasion: occasion.clone(),
        to: Recipient {
            person: None,
            name: tenant.office_name().to_owned(),
            address: address::trial(&token, domain),
            lang: actor.lang,
        },
        subject: actor.lang.t("replies-trial-subject"),
        blocks: vec![Block::Para(actor.lang.t("replies-trial-text"))],
        ics: None,
        item: None,
    };
    crate::transaction!(db, |tx| {
        if form::claim(tx, actor, key, id, now).await?.is_some() {
            return Ok(());
        }
        let insert = "INSERT INTO mail_trials (token, municipality_id, outbox_occasion, started_by, started_at) \
                      VALUES ($1, $2, $3, $4, $5)";
        let values = [
            token.as_str().into(),
            tenant.id().into(),
            occasion.as_str().into(),
            actor.person.into(),
            millis(now).into(),
        ];
        tx.execute_raw(sql(tx, insert, values)).await?;
        outbox::enqueue(tx, tenant, &message, now).await?;
        audit::note(tx, tenant, Some(actor.person), "reply.trial", ("mail", None), "", now).await
    })
}

/// What was said of the sender: a code, and the names under which anything was said.
pub(super) fn seen(results: &[String], proof: &Proof, authserv_id: Option<&str>) -> String {
    let names: Vec<&str> =
        results.iter().filter_map(|text| text.split([';', ' ']).next()).filter(|name| !name.is_empty()).collect();
    let seen = match (proof, authserv_id) {
        (Proof::Proven(_), _) => Seen::Proven,
        (Proof::None, None) => Seen::Nameless,
        (Proof::None, Some(ours)) if names.iter().any(|name| name.eq_ignore_ascii_case(ours)) => Seen::Failed,
        (Proof::None, Some(_)) => Seen::Silent,
    };
    format!("{seen} {}", names.join(", ")).chars().take(300).collect()
}

/// The mail came in again. Answers whether it was one of ours.
pub(super) async fn returned(tx: &Tx, token: &str, proof: &str, now: Timestamp) -> Result<bool, AppError> {
    if find(tx, token).await?.is_none() {
        return Ok(false);
    }
    let text = "UPDATE mail_trials SET returned_at = $1, proof = $2 WHERE token = $3 AND returned_at IS NULL";
    tx.execute_raw(sql(tx, text, [millis(now).into(), proof.into(), token.into()])).await?;
    Ok(true)
}

/// How the last trial of a municipality went.
pub async fn last(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<State, AppError> {
    let row = trial::Entity::find()
        .filter(trial::Column::MunicipalityId.eq(tenant.id()))
        .order_by_desc(trial::Column::StartedAt)
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(State::Never) };
    if let Some(returned) = row.returned_at {
        let text = row.proof.unwrap_or_default();
        let (code, names) = text.split_once(' ').unwrap_or((&text, ""));
        let seconds = (returned - row.started_at) / 1_000;
        return Ok(State::Back(seconds, Seen::parse(code).unwrap_or(Seen::Silent), names.to_owned()));
    }
    let mail = outbox::entity::Entity::find()
        .filter(outbox::entity::Column::MunicipalityId.eq(tenant.id()))
        .filter(outbox::entity::Column::Occasion.eq(row.outbox_occasion))
        .one(db)
        .await?;
    Ok(match mail {
        Some(mail) if mail.sent_at.is_some() && mail.bounced_at.is_none() => {
            State::Away(moment(mail.sent_at.unwrap_or_default()))
        }
        Some(mail) if mail.last_error.is_some() => State::Stuck(mail.last_error.unwrap_or_default()),
        _ => State::Waiting(moment(row.started_at)),
    })
}
