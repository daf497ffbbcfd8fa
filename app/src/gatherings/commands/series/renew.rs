//! Mails about several gatherings that wait to leave while one of these went another way: written anew for those that are left.

use domain::gatherings::changes;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    balance::ledger,
    db::{Db, Tx},
    error::AppError,
    gatherings::{
        commands::{
            change::{Moved, turn},
            invite::ask,
        },
        editions,
        store::{self, Gathering, Invited},
    },
    mail::{
        Recipient,
        outbox::{self, entity::Model as Mail},
    },
    people::{self, store::CouncilBook},
    tenant::{self, Tenant},
    transaction,
};

/// Of a mail that a worker is about to hand over: strikes it out when a gathering in it was cancelled since, or its invitation
/// taken back, and puts one in its place about those that are left. Answers whether it was one.
pub async fn renew_overtaken(db: &Db, mail: &Mail, base_url: &str, now: Timestamp) -> Result<bool, AppError> {
    if mail.invitation_id.is_some() || mail.item_id.is_some() || !outbox::names_gone(db.read(), mail).await? {
        return Ok(false);
    }
    let tenant = tenant::find_by_id(db.read(), mail.municipality_id).await?.ok_or(AppError::NotFound)?;
    let book = people::store::book(db.read(), &tenant).await?;
    transaction!(db, |tx| { renew(tx, &tenant, &book, (mail, mail.claimed_by), base_url, now).await })
}

/// The same of every mail that waits, in no worker's hands, and names an invitation to this gathering that is gone.
pub(in crate::gatherings::commands) async fn renew_waiting(
    tx: &Tx,
    tenant: &Tenant,
    book: &CouncilBook,
    gathering: Uuid,
    base_url: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    for mail in outbox::waiting_gone(tx, tenant, gathering, now).await? {
        renew(tx, tenant, book, (&mail, None), base_url, now).await?;
    }
    Ok(())
}

/// One gathering that a mail still is about: as it is, what the mail tells of it, and the invitation.
struct Left {
    gathering: Gathering,
    item: Uuid,
    invited: Invited,
}

async fn renew(
    tx: &Tx,
    tenant: &Tenant,
    book: &CouncilBook,
    (mail, worker): (&Mail, Option<Uuid>),
    base_url: &str,
    now: Timestamp,
) -> Result<bool, AppError> {
    let left = left(tx, tenant, mail).await?;
    if !outbox::strike(tx, mail, worker, now).await? {
        return Ok(false);
    }
    let Some((person, to)) = mail.person_id.and_then(|person| Some((person, Recipient::of(book, person)?))) else {
        return Ok(true);
    };
    if left.is_empty() {
        return Ok(true);
    }
    // The stand is only of use to a new occasion.
    let as_before = (0, Some(mail.occasion.as_str()));
    if mail.kind == "change" {
        let mut moved = Vec::new();
        for Left { gathering, item, invited } in left {
            // Where it is not known what it was, the mail says how it is.
            let before = editions::before(tx, tenant, &gathering, item).await?.unwrap_or_else(|| gathering.clone());
            let mut changed = changes(&before.details, &gathering.details);
            changed.retain(|changed| changed.needs_notice());
            moved.push((Moved { before, after: gathering, changed, item }, invited));
        }
        let turned: Vec<_> = moved.iter().map(|(moved, invited)| (moved, *invited)).collect();
        turn(tx, tenant, base_url, to, &turned, as_before, now).await?;
    } else {
        let asked: Vec<_> = left.iter().map(|one| (&one.gathering, one.item, one.invited.about())).collect();
        ask(tx, tenant, base_url, to, (person, &asked), as_before, now).await?;
    }
    Ok(true)
}

async fn left(tx: &Tx, tenant: &Tenant, mail: &Mail) -> Result<Vec<Left>, AppError> {
    let told = outbox::items_of(tx, mail).await?;
    let mut left = Vec::new();
    for (invitation, gathering) in outbox::named_still(tx, mail).await? {
        let items = ledger::items_of(tx, tenant, gathering).await?;
        let item = items.into_iter().find(|item| told.contains(&item.id)).map(|item| item.id);
        let invited = store::invited(tx, tenant, gathering).await?.into_iter().find(|one| one.id == invitation);
        let (Some(item), Some(invited)) = (item, invited) else {
            return Err(AppError::unexpected(format!("mail {}: what it tells of {gathering} is not known", mail.id)));
        };
        let gathering = store::read(tx, tenant, store::find(tx, tenant, gathering).await?).await?;
        left.push(Left { gathering, item, invited });
    }
    Ok(left)
}
