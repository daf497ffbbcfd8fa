//! Saving what is being written, and publishing it to all at one moment.

use domain::{
    notes::{self as rules, PublishRefusal},
    policy::act,
    values::LongText,
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{
    entity::version,
    mails::{self, News, Wave},
    store::{self, Draft},
};
use crate::{
    audit,
    balance::ledger::{self, ItemKind, Release},
    db::{Db, Tx, millis, moment, sql},
    error::AppError,
    form,
    gate::Allowed,
    gatherings::{self, entity::gathering},
    mail::outbox,
    news::Delivery,
    people,
    tenant::Tenant,
    transaction,
};

/// A text to save.
#[derive(Debug, Clone)]
pub struct SaveDraft {
    /// Of which gathering.
    pub gathering: Uuid,
    /// The text.
    pub text: LongText,
    /// The version the writer began from; 0 when there was none.
    pub version: i64,
}

/// Saves a draft; answers what is now saved. `Conflict` when somebody else saved another text meanwhile.
pub async fn save_draft(
    db: &Db,
    allowed: &Allowed<act::WriteNotes>,
    input: SaveDraft,
    now: Timestamp,
) -> Result<Draft, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        gatherings::store::find(tx, tenant, input.gathering).await?;
        // The same text again, by a second press of the button or by a colleague who wrote the same, is no conflict.
        if let Some(same) = store::draft(tx, tenant, input.gathering).await?.filter(|it| it.text == input.text.as_str())
        {
            return Ok(same);
        }
        let saved = if input.version == 0 {
            insert(tx, allowed, &input, now).await?
        } else {
            let done = tx
                .execute_raw(sql(
                    tx,
                    "UPDATE notes SET draft = $1, edited_by = $2, edited_at = $3, version = version + 1 \
                     WHERE gathering_id = $4 AND municipality_id = $5 AND version = $6",
                    [
                        input.text.as_str().into(),
                        allowed.person().into(),
                        millis(now).into(),
                        input.gathering.into(),
                        tenant.id().into(),
                        input.version.into(),
                    ],
                ))
                .await?;
            done.rows_affected() == 1
        };
        if !saved {
            return Err(AppError::Conflict("error-conflict"));
        }
        let draft = store::draft(tx, tenant, input.gathering).await?.ok_or(AppError::NotFound)?;
        let detail = format!("concept {}", draft.version);
        audit::note(tx, tenant, Some(allowed.person()), "notes.save", ("notes", Some(draft.note)), &detail, now)
            .await?;
        Ok(draft)
    })
}

async fn insert(
    tx: &Tx,
    allowed: &Allowed<act::WriteNotes>,
    input: &SaveDraft,
    now: Timestamp,
) -> Result<bool, AppError> {
    let done = tx
        .execute_raw(sql(
            tx,
            "INSERT INTO notes (id, municipality_id, gathering_id, draft, edited_by, edited_at, version) \
             VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT DO NOTHING",
            [
                Uuid::now_v7().into(),
                allowed.tenant().id().into(),
                input.gathering.into(),
                input.text.as_str().into(),
                allowed.person().into(),
                millis(now).into(),
            ],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A text to publish.
#[derive(Debug, Clone)]
pub struct Publish {
    /// Of which gathering.
    pub gathering: Uuid,
    /// The version of the draft that was looked at.
    pub version: i64,
    /// When they must be known.
    pub needed_at: Option<Timestamp>,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

/// What publishing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// Number of the version.
    pub number: i64,
    /// How many messages were put into the outbox for it.
    pub mails: usize,
}

/// Publishes the draft as the next version: one transaction, one moment for everybody it is owed to. `Conflict` when
/// the draft changed since it was looked at; `Invalid` by the field `verslag` when the rules refuse; the same key twice
/// is published once. `base_url` is how the outside world reaches this installation, for the link in the mail.
pub async fn publish(
    db: &Db,
    allowed: &Allowed<act::PublishNotes>,
    input: Publish,
    base_url: &str,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let gathering = gatherings::store::find(tx, tenant, input.gathering).await?;
        let draft =
            store::draft(tx, tenant, gathering.id).await?.ok_or(AppError::field("verslag", "notes-refused-empty"))?;
        let id = Uuid::now_v7();
        if let Some(before) = form::claim(tx, allowed.actor(), &input.key, id, now).await? {
            return done_before(tx, tenant, &draft, before).await;
        }
        // Holds the row, so that two who publish at once come one after the other.
        let held = sql(
            tx,
            "UPDATE notes SET version = version WHERE id = $1 AND municipality_id = $2 AND version = $3",
            [draft.note.into(), tenant.id().into(), input.version.into()],
        );
        if tx.execute_raw(held).await?.rows_affected() == 0 {
            return Err(AppError::Conflict("notes-conflict-publish"));
        }
        let newest = store::versions_of(tx, tenant, draft.note).await?.into_iter().next();
        rules::publish(&life(&gathering), &draft.text, newest.as_ref().map(|it| it.body.as_str()), now)
            .map_err(|refusal| AppError::field("verslag", refusal_key(refusal)))?;
        let number = newest.map_or(1, |it| it.number + 1);
        version::Entity::insert(version::ActiveModel {
            id: Set(id),
            municipality_id: Set(tenant.id()),
            note_id: Set(draft.note),
            number: Set(number),
            body: Set(draft.text.clone()),
            published_by: Set(allowed.person()),
            published_at: Set(millis(now)),
        })
        .exec_without_returning(tx)
        .await?;
        let release = Release {
            kind: ItemKind::Notes,
            subject: draft.note,
            edition: number,
            title: &gathering.title,
            path: &format!("/bijeenkomsten/{}/verslag", gathering.id),
            needed_at: input.needed_at,
            by: allowed.person(),
        };
        let item = ledger::release(tx, tenant, release, now).await?;
        let detail = format!("versie {number}");
        audit::note(tx, tenant, Some(allowed.person()), "notes.publish", ("notes", Some(draft.note)), &detail, now)
            .await?;
        let book = people::store::book(tx, tenant).await?;
        let wave = Wave::on(&book, tenant.date(now));
        let news = News { gathering: &gathering, note: draft.note, number, body: &draft.text, item, base_url };
        let delivery = Delivery::load(tx, tenant, now).await?;
        let mut sent = 0;
        for recipient in wave.mailed {
            if !delivery.at_once(recipient.person, false, input.needed_at) {
                continue;
            }
            let message = mails::published(tenant, recipient, &news, now);
            sent += usize::from(outbox::enqueue(tx, tenant, &message, now).await?);
        }
        Ok(Done { number, mails: sent })
    })
}

/// The same form came before: the answer of then.
async fn done_before(tx: &Tx, tenant: &Tenant, draft: &Draft, version: Uuid) -> Result<Done, AppError> {
    let row = version::Entity::find_by_id(version)
        .filter(version::Column::MunicipalityId.eq(tenant.id()))
        .filter(version::Column::NoteId.eq(draft.note))
        .one(tx)
        .await?
        .ok_or(AppError::field("form", "error-form"))?;
    let book = people::store::book(tx, tenant).await?;
    let day = tenant.date(moment(row.published_at));
    Ok(Done { number: row.number, mails: Wave::on(&book, day).mailed.len() })
}

/// What the rules need to know of a gathering.
pub(super) fn life(row: &gathering::Model) -> domain::gatherings::Facts {
    domain::gatherings::Facts {
        planned_at: row.planned_at.map(moment),
        invited_at: row.invited_at.map(moment),
        cancelled_at: row.cancelled_at.map(moment),
        starts_at: Some(moment(row.starts_at)),
        ends_at: Some(moment(row.ends_at)),
        notes_published_at: None,
    }
}

/// The key of the catalogue that says why not.
pub(super) fn refusal_key(refusal: PublishRefusal) -> &'static str {
    match refusal {
        PublishRefusal::Draft => "notes-refused-draft",
        PublishRefusal::Cancelled => "notes-refused-cancelled",
        PublishRefusal::NotBegun => "notes-refused-not-begun",
        PublishRefusal::Empty => "notes-refused-empty",
        PublishRefusal::Unchanged => "notes-refused-unchanged",
    }
}
