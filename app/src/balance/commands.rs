//! What changes in this room: pressing "Gelezen", and telling who was not told.

use std::collections::BTreeSet;

use domain::policy::act;
use jiff::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    entity::audience,
    ledger::{self, Entry, Exposure},
    store,
};
use crate::{
    audit,
    db::Db,
    error::AppError,
    gate::Allowed,
    mail::{Block, Message, Recipient, outbox},
    news::store::Awaiting,
    people,
};

/// Whether an item is owed to this person; what the gate wants to know before "Gelezen".
pub async fn is_owed(db: &Db, tenant: &crate::tenant::Tenant, item: Uuid, person: Uuid) -> Result<bool, AppError> {
    let row = audience::Entity::find_by_id((item, person))
        .filter(audience::Column::MunicipalityId.eq(tenant.id()))
        .one(db.read())
        .await?;
    Ok(row.is_some())
}

/// Confirms that these items were read. An item that is not owed to the person is passed over. Answers how many were
/// new.
pub async fn confirm(
    db: &Db,
    allowed: &Allowed<act::Confirm>,
    items: &[Uuid],
    now: Timestamp,
) -> Result<usize, AppError> {
    crate::transaction!(db, |tx| {
        let mut new = 0;
        for item in items {
            let entry = Entry {
                item: *item,
                person: allowed.person(),
                exposure: Exposure::Confirmed,
                at: now,
                by: None,
                evidence: "",
            };
            new += usize::from(ledger::add(tx, allowed.tenant(), entry, now).await?);
        }
        Ok(new)
    })
}

/// What telling led to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Messages put into the outbox.
    pub messages: usize,
    /// People without an address; the clerk must tell them otherwise.
    pub without_address: Vec<Uuid>,
}

/// Sends a message about an item to everybody of the council of today who was not told, has no message on its way and does
/// not wait for the daily mail. When the mail server has taken it, they are told.
pub async fn tell_untold(
    db: &Db,
    allowed: &Allowed<act::TellUntold>,
    base_url: &str,
    item: Uuid,
    now: Timestamp,
) -> Result<Told, AppError> {
    let tenant = allowed.tenant();
    crate::transaction!(db, |tx| {
        let line = store::find(tx, tenant, item).await?;
        let book = people::store::book(tx, tenant).await?;
        let waiting = store::on_the_way(tx, tenant, item).await?;
        let awaiting = Awaiting::load(tx, tenant, now).await?;
        let untold: BTreeSet<Uuid> = line
            .untold(&book, tenant, &awaiting, now)
            .people
            .into_iter()
            .map(|recipient| recipient.person)
            .filter(|person| !waiting.contains(person))
            .collect();
        let mut told = Told::default();
        for person in untold {
            let Some(to) = Recipient::of(&book, person) else {
                told.without_address.push(person);
                continue;
            };
            let lang = to.lang;
            let kind = lang.t(&format!("balance-kind-{}", line.kind));
            let message = Message {
                kind: "tell",
                occasion: format!("tell/{item}/{person}/{}", crate::db::millis(now)),
                subject: lang.tn(
                    "balance-mail-subject",
                    &[("kind", kind.as_str().into()), ("title", line.title.as_str().into())],
                ),
                blocks: vec![
                    Block::Para(lang.tn(
                        "balance-mail-text",
                        &[("kind", kind.as_str().into()), ("title", line.title.as_str().into())],
                    )),
                    Block::Links(vec![(lang.t("balance-mail-link"), format!("{base_url}{}", tenant.path(&line.path)))]),
                    Block::Small(lang.tn("balance-mail-from", &[("office", tenant.office_name().into())])),
                ],
                to,
                ics: None,
                item: Some(item),
            };
            told.messages += usize::from(outbox::enqueue(tx, tenant, &message, now).await?);
        }
        let detail = format!("{} messages", told.messages);
        audit::note(tx, tenant, Some(allowed.person()), "balance.tell", ("item", Some(item)), &detail, now).await?;
        Ok(told)
    })
}
