//! Remind those who did not answer, by hand.

use domain::{
    policy::act,
    reminders::{Invitation, due},
};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Sent, item_of, refusals};
use crate::{
    answers, audit,
    db::{Db, millis, sql},
    error::AppError,
    gate::Allowed,
    gatherings::{
        mails::Post,
        store::{self, Gathering, Invited},
    },
    mail::{Recipient, outbox},
    people::{self, store::CouncilBook},
    tenant::Tenant,
    transaction,
};

/// Who would get a reminder.
#[derive(Debug, Clone, Default)]
pub struct Reminders {
    /// Those with an address.
    pub people: Vec<Invited>,
    /// Those without.
    pub unreachable: Vec<Uuid>,
    /// Did not answer, but were reminded not long ago.
    pub too_soon: Vec<Uuid>,
}

/// Works out who would get a reminder now.
///
/// # Errors
/// `Conflict` when the gathering cannot be answered.
pub async fn reminders(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    book: &CouncilBook,
    gathering: &Gathering,
    now: Timestamp,
) -> Result<Reminders, AppError> {
    let invited = store::invited(db, tenant, gathering.id).await?;
    let invitations: Vec<Invitation> = invited
        .iter()
        .map(|one| Invitation {
            person: one.person,
            reminded_at: one.reminded_at,
            reminders: u32::from(one.reminded_at.is_some()),
            withdrawn: one.withdrawn,
        })
        .collect();
    let answered: Vec<Uuid> = invited.iter().filter(|one| one.answer.is_some()).map(|one| one.person).collect();
    let due = due(gathering.id, &gathering.life, &invitations, &answered, now).map_err(refusals::remind)?;
    let mut reminders = Reminders { too_soon: due.too_soon, ..Reminders::default() };
    for one in invited.into_iter().filter(|one| due.reminders.iter().any(|reminder| reminder.person == one.person)) {
        if book.has_address(one.person) {
            reminders.people.push(one);
        } else {
            reminders.unreachable.push(one.person);
        }
    }
    Ok(reminders)
}

/// Reminds those who did not answer: at most once a day, however often the button is pressed.
///
/// # Errors
/// `Conflict` when the gathering cannot be answered.
pub async fn remind(
    db: &Db,
    allowed: &Allowed<act::InviteToGathering>,
    id: Uuid,
    base_url: &str,
    now: Timestamp,
) -> Result<Sent, AppError> {
    let tenant = allowed.tenant();
    let book = people::store::book(db.read(), tenant).await?;
    let today = tenant.date(now);
    transaction!(db, |tx| {
        // Nobody's invitation is taken back between the look and the mail.
        let gathering = store::read(tx, tenant, answers::store::hold(tx, tenant, id).await?).await?;
        let reminders = reminders(tx, tenant, &book, &gathering, now).await?;
        let item = item_of(tx, tenant, id).await?;
        let post = Post::new(tenant, base_url, &gathering, item, now)?;
        let mut sent = Sent { unreachable: reminders.unreachable.len(), ..Sent::default() };
        for one in &reminders.people {
            let Some(to) = Recipient::of(&book, one.person) else { continue };
            let ends = gathering.when.ends_at;
            let link = answers::links::answer_link(tx, tenant, base_url, one.id, one.person, ends, now).await?;
            if outbox::enqueue(tx, tenant, &post.reminder(to, one.about(), today, &link)?, now).await? {
                sent.mailed += 1;
            }
            let mark = "UPDATE invitations SET reminded_at = $1 WHERE municipality_id = $2 AND id = $3";
            tx.execute_raw(sql(tx, mark, [millis(now).into(), tenant.id().into(), one.id.into()])).await?;
        }
        if sent.mailed > 0 {
            let detail = sent.mailed.to_string();
            let by = Some(allowed.person());
            audit::note(tx, tenant, by, "gathering.remind", ("gathering", Some(id)), &detail, now).await?;
        }
        Ok(sent)
    })
}
