//! What changes an update: write, change, schedule, publish. Each is one transaction with its entry in the audit, its
//! release in the ledger and its mails in the outbox. `now` is an argument: seeding calls them with the past.

use domain::{
    localtime::Quarter,
    policy::{Facts, act},
    updates::{self as rules, Refusal, State},
    values::{LongText, Title},
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{
    entity::{figure, update},
    mails,
    store::{self, Figure, Update},
};
use crate::{
    audit,
    balance::ledger::{self, ItemKind, Release},
    db::{Db, millis, sql},
    error::AppError,
    form,
    gate::{self, Allowed},
    mail::{Wave, outbox},
    news::Delivery,
    people,
    tenant::{self, Tenant},
    transaction,
};

/// What somebody wrote.
#[derive(Debug, Clone)]
pub struct Written {
    /// Over which quarter.
    pub quarter: Quarter,
    /// As lists show it.
    pub title: Title,
    /// What happened.
    pub happened: Option<LongText>,
    /// What failed and was learnt.
    pub failed: Option<LongText>,
    /// What is next.
    pub ahead: Option<LongText>,
    /// At most [`MAX_FIGURES`](super::input::MAX_FIGURES).
    pub figures: Vec<Figure>,
}

impl Written {
    fn texts(&self) -> [&str; 3] {
        [&self.happened, &self.failed, &self.ahead].map(|text| text.as_ref().map(LongText::as_str).unwrap_or_default())
    }
}

/// An update to begin.
#[derive(Debug, Clone)]
pub struct NewUpdate {
    /// Whose it is: a member of the executive.
    pub alderman: Uuid,
    /// What is written so far.
    pub written: Written,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

/// An update to publish now.
#[derive(Debug, Clone)]
pub struct Publish {
    /// Which.
    pub update: Uuid,
    /// The version that was looked at.
    pub version: i64,
    /// When it must be known, if there is such a moment.
    pub needed_at: Option<Timestamp>,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

fn refused(refusal: Refusal) -> AppError {
    match refusal {
        Refusal::AlreadyPublished => AppError::Conflict("update-error-published"),
        Refusal::NotScheduled => AppError::Conflict("update-error-not-scheduled"),
        Refusal::InThePast => AppError::field("datum", "update-error-past"),
        Refusal::TextMissing => AppError::field("gebeurd", "update-error-text"),
    }
}

/// Begins an update and answers its id; the same key again answers the first one's.
///
/// # Errors
/// `Forbidden` when a member of the executive writes for another, `Invalid` when it is for nobody in the executive.
pub async fn create(
    db: &Db,
    allowed: &Allowed<act::WriteUpdate>,
    input: NewUpdate,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    let facts = Facts { own: input.alderman == actor.person, ..Facts::default() };
    gate::authorize::<act::WriteUpdate>(actor, facts)?;
    let book = people::store::book(db.read(), tenant).await?;
    if book.executive_role(input.alderman, tenant.date(now)).is_none() {
        return Err(AppError::field("wethouder", "update-error-alderman"));
    }
    let (id, written) = (Uuid::now_v7(), &input.written);
    let [happened, failed, ahead] = written.texts().map(str::to_owned);
    let row = update::ActiveModel {
        id: Set(id),
        municipality_id: Set(tenant.id()),
        alderman_id: Set(input.alderman),
        quarter: Set(written.quarter.to_string()),
        title: Set(written.title.as_str().to_owned()),
        happened: Set(happened),
        failed: Set(failed),
        ahead: Set(ahead),
        scheduled_for: Set(None),
        needed_at: Set(None),
        published_at: Set(None),
        published_by: Set(None),
        edited_at: Set(millis(now)),
        version: Set(1),
    };
    transaction!(db, |tx| {
        if let Some(before) = form::claim(tx, actor, &input.key, id, now).await? {
            return Ok(before);
        }
        update::Entity::insert(row.clone()).exec_without_returning(tx).await?;
        write_figures(tx, tenant, id, &written.figures).await?;
        audit::note(tx, tenant, Some(actor.person), "update.create", ("update", Some(id)), "", now).await?;
        Ok(id)
    })
}

/// Changes what is written and answers the new version. One that is scheduled stays so, and must keep a text.
///
/// # Errors
/// `Forbidden` for another's, `Conflict` when somebody else wrote meanwhile or it is published.
pub async fn edit(
    db: &Db,
    allowed: &Allowed<act::WriteUpdate>,
    id: Uuid,
    written: Written,
    version: i64,
    now: Timestamp,
) -> Result<i64, AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    let [happened, failed, ahead] = written.texts();
    transaction!(db, |tx| {
        let update = store::find(tx, tenant, id).await?;
        gate::authorize::<act::WriteUpdate>(actor, update.facts(actor.person))?;
        match update.state() {
            State::Scheduled => rules::publish(&update.life, &written.texts().concat()),
            State::Draft | State::Published => rules::edit(&update.life),
        }
        .map_err(refused)?;
        let text = "UPDATE updates SET quarter = $1, title = $2, happened = $3, failed = $4, ahead = $5, edited_at = $6, \
                    version = version + 1 \
                    WHERE municipality_id = $7 AND id = $8 AND version = $9 AND published_at IS NULL";
        let values = [
            written.quarter.to_string().into(),
            written.title.as_str().into(),
            happened.into(),
            failed.into(),
            ahead.into(),
            millis(now).into(),
            tenant.id().into(),
            id.into(),
            version.into(),
        ];
        if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 0 {
            return Err(AppError::Conflict("error-conflict"));
        }
        write_figures(tx, tenant, id, &written.figures).await?;
        audit::note(tx, tenant, Some(actor.person), "update.edit", ("update", Some(id)), "", now).await?;
        Ok(version + 1)
    })
}

/// Writes the figures in place of those that were there.
async fn write_figures(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    id: Uuid,
    figures: &[Figure],
) -> Result<(), AppError> {
    let clear = "DELETE FROM update_figures WHERE municipality_id = $1 AND update_id = $2";
    tx.execute_raw(sql(tx, clear, [tenant.id().into(), id.into()])).await?;
    for (position, one) in (1..).zip(figures) {
        figure::Entity::insert(figure::ActiveModel {
            id: Set(Uuid::now_v7()),
            municipality_id: Set(tenant.id()),
            update_id: Set(id),
            position: Set(position),
            name: Set(one.name.clone()),
            value: Set(one.value.clone()),
            target: Set(one.target.clone()),
            source: Set(one.source.clone()),
        })
        .exec_without_returning(tx)
        .await?;
    }
    Ok(())
}

/// Sets the moment at which it goes out by itself, and when it must be known after that; again for other moments.
///
/// # Errors
/// `Invalid` when the moment has passed or nothing is written, `Conflict` when it is published or another by now.
pub async fn schedule(
    db: &Db,
    allowed: &Allowed<act::PublishUpdate>,
    id: Uuid,
    version: i64,
    (at, needed_at): (Timestamp, Option<Timestamp>),
    now: Timestamp,
) -> Result<(), AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    transaction!(db, |tx| {
        let update = store::find(tx, tenant, id).await?;
        gate::authorize::<act::PublishUpdate>(actor, update.facts(actor.person))?;
        rules::schedule(&update.life, &update.text(), at, now).map_err(refused)?;
        if needed_at.is_some_and(|needed| needed <= at) {
            return Err(AppError::field("nodig-datum", "update-error-needed"));
        }
        let text = "UPDATE updates SET scheduled_for = $1, needed_at = $2 \
                    WHERE municipality_id = $3 AND id = $4 AND version = $5 AND published_at IS NULL";
        let values = [millis(at).into(), needed_at.map(millis).into(), tenant.id().into(), id.into(), version.into()];
        if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 0 {
            return Err(AppError::Conflict("error-conflict"));
        }
        let detail = at.to_string();
        audit::note(tx, tenant, Some(actor.person), "update.schedule", ("update", Some(id)), &detail, now).await
    })
}

/// Takes the moment away again.
///
/// # Errors
/// `Conflict` when it is published or not scheduled.
pub async fn unschedule(
    db: &Db,
    allowed: &Allowed<act::PublishUpdate>,
    id: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    transaction!(db, |tx| {
        let update = store::find(tx, tenant, id).await?;
        gate::authorize::<act::PublishUpdate>(actor, update.facts(actor.person))?;
        rules::unschedule(&update.life).map_err(refused)?;
        let text = "UPDATE updates SET scheduled_for = NULL, needed_at = NULL \
                    WHERE municipality_id = $1 AND id = $2 AND published_at IS NULL";
        if tx.execute_raw(sql(tx, text, [tenant.id().into(), id.into()])).await?.rows_affected() == 0 {
            return Err(AppError::Conflict("update-error-published"));
        }
        audit::note(tx, tenant, Some(actor.person), "update.unschedule", ("update", Some(id)), "", now).await
    })
}

/// Publishes now: to the whole council, at one moment, and by mail to everybody it is owed to. It stays as it is. The
/// same key again changes nothing. Answers how many people get a message.
///
/// # Errors
/// `Forbidden` for another's, `Conflict` when it is another by now or published, `Invalid` when nothing is written.
pub async fn publish(
    db: &Db,
    allowed: &Allowed<act::PublishUpdate>,
    base_url: &str,
    input: Publish,
    now: Timestamp,
) -> Result<usize, AppError> {
    let (tenant, actor, id) = (allowed.tenant(), allowed.actor(), input.update);
    transaction!(db, |tx| {
        let update = store::find(tx, tenant, id).await?;
        gate::authorize::<act::PublishUpdate>(actor, update.facts(actor.person))?;
        let wave = Wave::owed(&people::store::book(tx, tenant).await?, tenant.date(now));
        if form::claim(tx, actor, &input.key, id, now).await?.is_some() {
            return Ok(wave.to.len());
        }
        rules::publish(&update.life, &update.text()).map_err(refused)?;
        let text = "UPDATE updates SET published_at = $1, published_by = $2 \
                    WHERE municipality_id = $3 AND id = $4 AND version = $5 AND published_at IS NULL";
        let values = [millis(now).into(), actor.person.into(), tenant.id().into(), id.into(), input.version.into()];
        if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 0 {
            return Err(AppError::Conflict("error-conflict"));
        }
        audit::note(tx, tenant, Some(actor.person), "update.publish", ("update", Some(id)), "", now).await?;
        send_out(tx, tenant, base_url, (&update, input.needed_at), actor.person, now).await
    })
}

/// Publishes every scheduled update whose moment has come, in any municipality, and answers how many. May run twice,
/// late, or on two machines at once: each goes out once. One that fails does not hold up the others; it is logged and
/// tried again in the next round.
///
/// # Errors
/// `Database` when what is due cannot be read.
pub async fn publish_due(db: &Db, base_url: &str, now: Timestamp) -> Result<usize, AppError> {
    let mut published = 0;
    for (municipality, id) in store::due(db.read(), now).await? {
        match publish_one_due(db, base_url, municipality, id, now).await {
            Ok(done) => published += usize::from(done),
            Err(error) => tracing::error!(%error, update = %id, "a scheduled update did not go out"),
        }
    }
    Ok(published)
}

async fn publish_one_due(
    db: &Db,
    base_url: &str,
    municipality: Uuid,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, AppError> {
    transaction!(db, |tx| {
        let tenant = tenant::find_by_id(tx, municipality).await?.ok_or(AppError::NotFound)?;
        let text = "UPDATE updates SET published_at = $1, published_by = alderman_id \
                    WHERE municipality_id = $2 AND id = $3 AND scheduled_for <= $1 AND published_at IS NULL";
        let values = [millis(now).into(), municipality.into(), id.into()];
        if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 0 {
            // Somebody published it, put it off or took the moment away just now.
            return Ok(false);
        }
        let update = store::find(tx, &tenant, id).await?;
        audit::note(tx, &tenant, None, "update.publish", ("update", Some(id)), "scheduled", now).await?;
        send_out(tx, &tenant, base_url, (&update, update.needed_at), update.alderman, now).await?;
        Ok(true)
    })
}

/// The release in the ledger and a message to everybody it is owed to.
async fn send_out(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    base_url: &str,
    (update, needed_at): (&Update, Option<Timestamp>),
    by: Uuid,
    now: Timestamp,
) -> Result<usize, AppError> {
    let book = people::store::book(tx, tenant).await?;
    let release = Release {
        kind: ItemKind::Update,
        subject: update.id,
        edition: 1,
        title: &update.title,
        path: &update.path(),
        // One that goes out late, after that moment, has none.
        needed_at: needed_at.filter(|needed| *needed > now),
        by,
    };
    let item = ledger::release(tx, tenant, release, now).await?;
    let today = tenant.date(now);
    let wave = Wave::owed(&book, today);
    let people = wave.to.len();
    let post = mails::Post { tenant, base_url, update, book: &book, item, today };
    let delivery = Delivery::load(tx, tenant, now).await?;
    for to in wave.to.into_iter().filter(|to| delivery.at_once(to.person, false, needed_at)) {
        outbox::enqueue(tx, tenant, &post.published(to), now).await?;
    }
    Ok(people)
}
