//! The worker: sends what is due, publishes what was scheduled, sweeps what has ended. One `tick` does all of it for a
//! given moment and may run twice, late, or on two machines at once.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use app::{
    AppState, accounts, audit,
    balance::{closing, retention},
    calendar::foreign::refresh,
    documents,
    error::AppError,
    gatherings::commands::series::renew_overtaken,
    mail::outbox,
    news, privacy, reminders, replies, tenant, updates,
};
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    metrics::Metrics,
    smtp::{Mailer, Outgoing, SendError},
};

/// Messages taken at once.
const BATCH: u64 = 20;
/// Longest pause between two ticks; new mail waits no longer than this.
const PAUSE: Duration = Duration::from_millis(700);
/// How long the end waits for the virus scanner; what it has not settled by then is asked again.
const LAST_CHECK: Duration = Duration::from_secs(10);
/// Ticks between two sweeps: about an hour.
const SWEEP_EVERY: u64 = 5_000;

/// What failed in one round.
#[derive(Default)]
struct Round {
    first: Option<AppError>,
}

impl Round {
    /// What a step gave, or nothing when it failed.
    fn step<T>(&mut self, name: &str, result: Result<T, AppError>) -> Option<T> {
        match result {
            Ok(done) => Some(done),
            Err(error) => {
                tracing::error!(%error, step = name, "a step of the worker's round failed; it tries again");
                self.first.get_or_insert(error);
                None
            }
        }
    }

    fn end(self, handled: usize) -> Result<usize, AppError> {
        self.first.map_or(Ok(handled), Err)
    }
}

/// A worker: its lease is its own.
#[derive(Clone)]
pub struct Worker {
    state: AppState,
    mailer: Arc<Mailer>,
    from_address: String,
    id: Uuid,
    metrics: Metrics,
    stopping: Arc<AtomicBool>,
    /// The minute in which was last looked for what has a time of its own.
    looked: Arc<AtomicI64>,
}

impl Worker {
    /// A worker that sends by this mailer from this address.
    pub fn new(state: AppState, mailer: Mailer, from_address: String) -> Self {
        Self {
            state,
            mailer: Arc::new(mailer),
            from_address,
            id: Uuid::now_v7(),
            metrics: Metrics::default(),
            stopping: Arc::default(),
            looked: Arc::default(),
        }
    }

    /// Says in these figures when its rounds end.
    #[must_use]
    pub fn watched_by(self, metrics: Metrics) -> Self {
        Self { metrics, ..self }
    }

    /// Works until `stop` resolves; the mail being sent is finished first, the others wait for the next worker.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let checks = tokio::spawn(self.clone().check_papers());
        self.work(stop).await;
        self.stopping.store(true, Ordering::SeqCst);
        if tokio::time::timeout(LAST_CHECK, checks).await.is_err() {
            tracing::warn!("stopping while the virus scanner still looks at a paper");
        }
    }

    /// Asks the virus scanner about papers, beside the rounds: one that takes its time keeps no mail waiting.
    async fn check_papers(self) {
        if self.state.settings.scanner.is_some() {
            let (state, stopping) = (&self.state, &self.stopping);
            again_and_again(stopping, PAUSE, || {
                let (state, stopping) = (state.clone(), stopping.clone());
                async move { documents::checks::run_due(&state, &stopping).await }
            })
            .await;
        }
    }

    async fn work(&self, stop: impl Future<Output = ()>) {
        let mut stop = std::pin::pin!(stop);
        let mut ticks = 0_u64;
        loop {
            let now = self.state.clock.now();
            // A task of its own: a stop signal must not cut a transaction or a mail in two.
            let (worker, sweep) = (self.clone(), ticks.is_multiple_of(SWEEP_EVERY));
            let mut round = tokio::spawn(async move { worker.tick(now, sweep).await });
            let done = tokio::select! {
                done = &mut round => done,
                () = &mut stop => {
                    self.stopping.store(true, Ordering::SeqCst);
                    if let Err(error) = round.await {
                        tracing::error!(%error, "the worker's last round broke");
                    }
                    return;
                }
            };
            let busy = match done {
                Ok(Ok(sent)) => sent > 0,
                // What failed was logged where it did.
                Ok(Err(_)) => false,
                Err(error) => {
                    tracing::error!(%error, "the worker's round broke; it tries again");
                    false
                }
            };
            ticks += 1;
            self.metrics.round_ended(self.state.clock.now());
            if busy {
                continue;
            }
            tokio::select! {
                () = &mut stop => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }

    /// One round; answers how many updates were published and messages made or handled. A step that fails is logged and keeps
    /// no other from being done.
    ///
    /// # Errors
    /// The first step's that failed, after all of them.
    pub async fn tick(&self, now: Timestamp, sweep: bool) -> Result<usize, AppError> {
        let mut round = Round::default();
        let (db, base_url) = (&self.state.db, self.state.settings.base_url.as_str());
        let published = updates::commands::publish_due(db, base_url, now).await;
        let published = round.step("publish what is due", published).unwrap_or_default();
        let made = self.by_the_minute(&mut round, now).await;
        let sent = round.step("send what is due", self.send_due(now).await).unwrap_or_default();
        if sweep {
            let gone = app::transaction!(db, |tx| { accounts::sweep(tx, now).await });
            let gone = round.step("sweep sessions, links and counts", gone);
            let exits = app::transaction!(db, |tx| { news::exits::sweep(tx, now).await });
            round.step("sweep ways out of the daily mail", exits);
            let mail = app::transaction!(db, |tx| { replies::ingest::sweep(tx, now).await });
            let mail = round.step("sweep what came in", mail);
            let files = round.step("sweep files without a row", documents::sweep(&self.state).await);
            let old = round.step("delete what has had its time", privacy::retention::run(db, now).await);
            // Before readings go: a report is made of them.
            if let Some(due) = round.step("close quarters", closing::close_due(db, base_url, now).await) {
                let readings = retention::run_everywhere(db, &due.failed, now).await;
                let readings = round.step("delete readings that have had their time", readings);
                tracing::debug!(gone, mail, files, old, closed = due.done, readings, "swept");
            }
        }
        round.end(published + made + sent)
    }

    /// Makes reminders and daily mails that are due, asks the addresses of other calendars and keeps where the logs end;
    /// looks once a minute.
    async fn by_the_minute(&self, round: &mut Round, now: Timestamp) -> usize {
        let minute = now.as_second().div_euclid(60);
        if self.looked.swap(minute, Ordering::Relaxed) == minute {
            return 0;
        }
        let (db, base_url) = (&self.state.db, &self.state.settings.base_url);
        let reminded = reminders::send::send_due(db, base_url, now).await;
        let reminded = round.step("send reminders", reminded).unwrap_or_default();
        let news = news::editions::send_due(db, base_url, now).await;
        let made = round.step("make daily mails", news).unwrap_or_default();
        let asked = refresh::refresh_due(&self.state, now).await;
        round.step("ask other calendars", asked);
        let heads = audit::export::keep_due(db, &self.state.heads, now).await;
        round.step("keep the heads of the audit log", heads);
        reminded + made
    }

    async fn send_due(&self, now: Timestamp) -> Result<usize, AppError> {
        let rows = outbox::claim(&self.state.db, self.id, BATCH, now).await?;
        for (handled, row) in rows.iter().enumerate() {
            if self.stopping.load(Ordering::SeqCst) {
                outbox::release(&self.state.db, self.id).await?;
                return Ok(handled);
            }
            if !outbox::hold(&self.state.db, row, self.state.clock.now()).await?
                || outbox::strike_overtaken(&self.state.db, row).await?
                || renew_overtaken(&self.state.db, row, &self.state.settings.base_url, now).await?
            {
                continue;
            }
            let Some(tenant) = tenant::find_by_id(self.state.db.read(), row.municipality_id).await? else { continue };
            let dress = match replies::outgoing::dress(&self.state, &tenant, row).await {
                Ok(dress) => dress,
                Err(error) => {
                    tracing::error!(%error, mail = %row.id, "a mail could not be made ready to leave");
                    outbox::failed(&self.state.db, row, "this mail cannot be made ready", false, now).await?;
                    continue;
                }
            };
            let (ics, method) = match dress.invitation {
                Some((file, method)) => (Some(file), Some(method.code().to_owned())),
                None => (row.ics.clone(), None),
            };
            let mut headers = vec![("Auto-Submitted".to_owned(), "auto-generated".to_owned())];
            headers.extend(news::exits::headers(self.state.db.read(), row.id).await?);
            let mail = Outgoing {
                message_id: row.message_id.clone(),
                from_name: tenant.office_name().to_owned(),
                from_address: self.from_address.clone(),
                reply_to: Some(dress.reply_to.unwrap_or_else(|| tenant.office_email().to_owned())),
                to_name: row.to_name.clone(),
                to_address: row.to_address.clone(),
                subject: row.subject.clone(),
                text: row.body_text.clone(),
                html: row.body_html.clone(),
                ics: ics.map(|ics| ("bijeenkomst.ics".to_owned(), ics)),
                method,
                bounce_to: dress.bounce_to,
                headers,
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

/// Does this until `stopping`, with pauses. It is a task of its own each time: what breaks in it is logged, and is no end.
async fn again_and_again<R>(stopping: &AtomicBool, pause: Duration, begin: impl Fn() -> R)
where
    R: Future<Output = Result<usize, AppError>> + Send + 'static,
{
    while !stopping.load(Ordering::SeqCst) {
        match tokio::spawn(begin()).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(%error, "papers could not be checked; it tries again"),
            Err(error) => tracing::error!(%error, "the check of papers broke; it tries again"),
        }
        tokio::time::sleep(pause).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[tokio::test]
    async fn what_panics_is_done_again() {
        let (stopping, begun) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let endless = again_and_again(&stopping, Duration::from_millis(1), || {
            let (stopping, begun) = (stopping.clone(), begun.clone());
            async move {
                match begun.fetch_add(1, Ordering::SeqCst) {
                    0 => panic!("on purpose"),
                    1 => Err(AppError::NotFound),
                    _ => {
                        stopping.store(true, Ordering::SeqCst);
                        Ok(1)
                    }
                }
            }
        });
        tokio::time::timeout(Duration::from_secs(10), endless).await.unwrap();
        assert_eq!(begun.load(Ordering::SeqCst), 3);
    }
}
