//! The worker: sends what is due, publishes what was scheduled, sweeps what has ended. One `tick` does all of it for a
//! given moment and may run twice, late, or on two machines at once.

use std::{sync::Arc, time::Duration};

use app::{AppState, accounts, balance::retention, documents, error::AppError, mail::outbox, tenant, updates};
use jiff::Timestamp;
use uuid::Uuid;

use crate::smtp::{Mailer, Outgoing, SendError};

/// Messages taken at once.
const BATCH: u64 = 20;
/// Longest pause between two ticks; new mail waits no longer than this.
const PAUSE: Duration = Duration::from_millis(700);
/// Ticks between two sweeps: about an hour.
const SWEEP_EVERY: u64 = 5_000;

/// A worker: its lease is its own.
#[derive(Clone)]
pub struct Worker {
    state: AppState,
    mailer: Arc<Mailer>,
    from_address: String,
    id: Uuid,
}

impl Worker {
    /// A worker that sends by this mailer from this address.
    pub fn new(state: AppState, mailer: Mailer, from_address: String) -> Self {
        Self { state, mailer: Arc::new(mailer), from_address, id: Uuid::now_v7() }
    }

    /// Works until `stop` resolves; what is being sent is finished first.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let mut stop = std::pin::pin!(stop);
        let mut ticks = 0_u64;
        loop {
            let now = self.state.clock.now();
            // A task of its own: a stop signal must not cut a transaction or a mail in two.
            let (worker, sweep) = (self.clone(), ticks.is_multiple_of(SWEEP_EVERY));
            let busy = match tokio::spawn(async move { worker.tick(now, sweep).await }).await {
                Ok(Ok(sent)) => sent > 0,
                Ok(Err(error)) => {
                    tracing::error!(%error, "the worker's round failed; it tries again");
                    false
                }
                Err(error) => {
                    tracing::error!(%error, "the worker's round broke; it tries again");
                    false
                }
            };
            ticks += 1;
            if busy {
                continue;
            }
            tokio::select! {
                () = &mut stop => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }

    /// One round; answers how many updates were published and messages handled.
    pub async fn tick(&self, now: Timestamp, sweep: bool) -> Result<usize, AppError> {
        let published = updates::commands::publish_due(&self.state.db, &self.state.settings.base_url, now).await?;
        let handled = self.send_due(now).await? + published;
        if sweep {
            let gone = app::transaction!(&self.state.db, |tx| { accounts::sweep(tx, now).await })?;
            let files = documents::sweep(&self.state).await?;
            tracing::debug!(gone, files, "ended sessions, links, counts and files without a row swept");
            let readings = retention::run_everywhere(&self.state.db, now).await?;
            tracing::debug!(readings, "readings that have had their time deleted");
        }
        Ok(handled)
    }

    async fn send_due(&self, now: Timestamp) -> Result<usize, AppError> {
        let rows = outbox::claim(&self.state.db, self.id, BATCH, now).await?;
        for row in &rows {
            let Some(tenant) = tenant::find_by_id(self.state.db.read(), row.municipality_id).await? else { continue };
            let mail = Outgoing {
                message_id: row.message_id.clone(),
                from_name: tenant.office_name().to_owned(),
                from_address: self.from_address.clone(),
                reply_to: Some(tenant.office_email().to_owned()),
                to_name: row.to_name.clone(),
                to_address: row.to_address.clone(),
                subject: row.subject.clone(),
                text: row.body_text.clone(),
                html: row.body_html.clone(),
                ics: row.ics.clone().map(|ics| ("bijeenkomst.ics".to_owned(), ics)),
                headers: vec![("Auto-Submitted".to_owned(), "auto-generated".to_owned())],
            };
            match self.mailer.send(&mail).await {
                Ok(reply) => outbox::sent(&self.state.db, row, &reply.0, self.state.clock.now()).await?,
                Err(SendError::Temporary(why)) => outbox::failed(&self.state.db, row, &why, false, now).await?,
                Err(SendError::Permanent(why)) => outbox::failed(&self.state.db, row, &why, true, now).await?,
            }
        }
        Ok(rows.len())
    }
}
