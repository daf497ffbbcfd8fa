//! Reading, recorded in batches: a page view hands over one line and goes on; a task of its own writes the lines of
//! half a second in one transaction. Only where the council's decision in force says so, never of somebody who objects,
//! and once per person and item.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

pub use domain::measuring::Level;
use domain::measuring::Measuring;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::{
    ledger::{self, Entry, Exposure},
    measuring,
};
use crate::{actor::Actor, ctx::Ctx, db::Db, error::AppError, tenant::Tenant};

/// Lines that may wait; beyond it new ones are dropped and counted in the log, a page never waits.
const MAX_WAITING: usize = 10_000;
/// Lines written in one transaction.
const MAX_BATCH: usize = 200;
/// How long lines gather before they are written.
const GATHER: Duration = Duration::from_millis(500);

/// The level in force at this moment.
pub async fn level(db: &impl ConnectionTrait, tenant: &Tenant, at: Timestamp) -> Result<Level, AppError> {
    Ok(measuring::load(db, tenant).await?.level_at(at))
}

enum Line {
    Read { tenant: Tenant, item: Uuid, person: Uuid, at: Timestamp },
    Flush(oneshot::Sender<()>),
}

/// Takes the lines. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Recorder(mpsc::Sender<Line>);

impl Recorder {
    /// Starts the writing task.
    pub fn start(db: Db) -> Self {
        let (sender, receiver) = mpsc::channel(MAX_WAITING);
        tokio::spawn(write_lines(db, receiver));
        Self(sender)
    }

    /// Notes that this person opened this item. Never waits.
    pub fn opened(&self, actor: &Actor, item: Uuid, at: Timestamp) {
        let line = Line::Read { tenant: actor.tenant.clone(), item, person: actor.person, at };
        if self.0.try_send(line).is_err() {
            tracing::warn!("a reading was not recorded: too many wait");
        }
    }

    /// Waits until everything handed over so far is written; at the end of a run, and in tests.
    pub async fn flush(&self) {
        let (done, wait) = oneshot::channel();
        if self.0.send(Line::Flush(done)).await.is_ok() && wait.await.is_err() {
            tracing::warn!("readings were not flushed");
        }
    }
}

async fn write_lines(db: Db, mut lines: mpsc::Receiver<Line>) {
    let mut batch = Vec::new();
    while let Some(first) = lines.recv().await {
        let (mut waiting, mut seen) = (Vec::new(), HashSet::new());
        let deadline = tokio::time::Instant::now() + GATHER;
        let mut next = Some(first);
        loop {
            match next.take() {
                Some(Line::Flush(done)) => {
                    waiting.push(done);
                    break;
                }
                // Once is enough, and whoever reloads a page does not fill the batch.
                Some(Line::Read { tenant, item, person, at }) if seen.insert((item, person)) => {
                    batch.push((tenant, item, person, at));
                }
                Some(Line::Read { .. }) => {}
                None => break,
            }
            if batch.len() >= MAX_BATCH {
                break;
            }
            next = tokio::time::timeout_at(deadline, lines.recv()).await.unwrap_or_default();
        }
        if let Err(error) = write_batch(&db, &batch).await {
            tracing::error!(%error, lines = batch.len(), "readings were not recorded");
        }
        batch.clear();
        for done in waiting {
            // The one who asked may have gone; then nobody waits for the answer.
            let _ = done.send(());
        }
    }
}

async fn write_batch(db: &Db, batch: &[(Tenant, Uuid, Uuid, Timestamp)]) -> Result<(), AppError> {
    if batch.is_empty() {
        return Ok(());
    }
    crate::transaction!(db, |tx| {
        let mut known: HashMap<Uuid, Measuring> = HashMap::new();
        for (tenant, item, person, at) in batch {
            let allowed = match known.get(&tenant.id()) {
                Some(measuring) => measuring.may_record(*person, *at),
                None => {
                    let measuring = measuring::load(tx, tenant).await?;
                    let allowed = measuring.may_record(*person, *at);
                    known.insert(tenant.id(), measuring);
                    allowed
                }
            };
            if allowed {
                let entry = Entry {
                    item: *item,
                    person: *person,
                    exposure: Exposure::Reached,
                    at: *at,
                    by: None,
                    evidence: "",
                };
                ledger::add(tx, tenant, entry, *at).await?;
            }
        }
        Ok(())
    })
}

/// Notes that the reader of this request opened everything released about `subject`: the newest edition of each kind.
/// One of the three named exceptions to "a GET changes nothing" (`security.md`).
pub async fn note(ctx: &Ctx, subject: Uuid) -> Result<(), AppError> {
    let Some(actor) = ctx.visitor.as_ref().filter(|_| ctx.is_reading && !ctx.by_token) else { return Ok(()) };
    let mut kinds = Vec::new();
    for item in ledger::items_of(ctx.app.db.read(), &ctx.tenant, subject).await? {
        if !kinds.contains(&item.kind) {
            ctx.app.readings.opened(actor, item.id, ctx.now);
            kinds.push(item.kind);
        }
    }
    Ok(())
}
