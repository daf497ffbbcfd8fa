//! Fetching the answers of calendars from a mailbox, for who has no mail server that hands them over.
//!
//! A mail is marked as read after everything that follows from it is in the database; read twice it counts once. Of
//! several nodes one reads at a time. Who a mail is from is judged as ever, by what the mail server wrote.

mod address;
#[cfg(test)]
mod tests;
mod wire;

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use app::{
    AppState,
    error::AppError,
    replies::{
        ingest::{Source, Told, ingest_bare},
        mailbox::{self, Failure, Trouble, Turn},
    },
};
use jiff::{SignedDuration, Timestamp};

pub use self::address::{After, Mailbox};
use self::wire::{Fault, Talk};
use crate::config::Config;

/// How long nobody else reads it after a sign of life.
const LEASE: SignedDuration = SignedDuration::from_mins(4);
/// Time to sign in and see what is new: well within the lease, and what a worker that stops may have to wait.
const OPENING: Duration = Duration::from_secs(60);
/// After so much of it the lease is prolonged.
const RENEWAL: Duration = Duration::from_secs(60);
/// Time for one reading; what is left waits for the next.
const LONGEST: Duration = Duration::from_secs(300);
/// A mail that cannot be taken is tried again until it lay there for so long.
const PATIENCE: SignedDuration = SignedDuration::from_hours(72);

/// What came of one reading.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Mails that were taken.
    pub taken: usize,
    /// Mails for nobody here.
    pub passed: usize,
    /// Mails that are tried again.
    pub kept: usize,
    /// Why it ended before its end.
    pub failure: Option<Failure>,
}

/// Reads the mailbox of an installation, again and again.
#[derive(Clone, Debug)]
pub struct Reader {
    state: AppState,
    mailbox: Arc<Mailbox>,
    after: After,
    every: Duration,
    stopping: Arc<AtomicBool>,
}

impl Reader {
    /// The reader that the settings ask for. Without a domain no mail is for anybody here, and reading would only mark it as
    /// read.
    ///
    /// # Errors
    /// A line saying what is wrong with the mailbox's address.
    pub fn new(config: &Config, state: AppState) -> Result<Option<Self>, String> {
        let (Some(url), Some(_)) = (&config.rsvp_imap_url, &config.rsvp_domain) else { return Ok(None) };
        Ok(Some(Self {
            state,
            mailbox: Arc::new(Mailbox::from_url(url.reveal())?),
            after: config.rsvp_imap_then.clone(),
            every: config.rsvp_imap_every,
            stopping: Arc::default(),
        }))
    }

    /// Reads until `stop` resolves; the mail at hand is finished first.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let mut stop = std::pin::pin!(stop);
        loop {
            // A task of its own: a stop signal must not cut a transaction in two.
            let reader = self.clone();
            let mut reading = tokio::spawn(async move { reader.read().await });
            let done = tokio::select! {
                done = &mut reading => done,
                () = &mut stop => {
                    self.stopping.store(true, Ordering::SeqCst);
                    if let Err(error) = reading.await {
                        tracing::error!(%error, "the last reading of the mailbox broke");
                    }
                    return;
                }
            };
            match done {
                Ok(Ok(_)) => {}
                Ok(Err(error)) => tracing::error!(%error, "the mailbox was not read; it is tried again"),
                Err(error) => tracing::error!(%error, "a reading of the mailbox broke; it is tried again"),
            }
            tokio::select! {
                () = &mut stop => return,
                () = tokio::time::sleep(self.every) => {}
            }
        }
    }

    /// Reads once; `None` when it is not time yet, or somebody else reads.
    ///
    /// # Errors
    /// The database.
    pub async fn read(&self) -> Result<Option<Reading>, AppError> {
        let (db, began) = (&self.state.db, self.state.clock.now());
        let Some(turn) = mailbox::take_turn(db, LEASE, began).await? else { return Ok(None) };
        let mut reading = Reading::default();
        reading.failure = self.through(&turn, &mut reading).await.err();
        let Reading { taken, passed, kept, failure } = &reading;
        match failure {
            Some(Failure { trouble, words }) => tracing::warn!(%trouble, words, taken, "the mailbox could not be read"),
            None if taken + passed + kept > 0 => tracing::info!(taken, passed, kept, "the mailbox was read"),
            None => tracing::debug!("nothing new in the mailbox"),
        }
        let every = SignedDuration::try_from(self.every).unwrap_or(LEASE);
        mailbox::end_turn(db, turn, failure.as_ref(), began + every, self.state.clock.now()).await?;
        Ok(Some(reading))
    }

    /// Opens the mailbox; the numbers of what is new, and of those what has been for long.
    async fn open(&self) -> Result<(Talk, Vec<u32>, BTreeSet<u32>), Failure> {
        let folder = |fault: Fault| fault.about(Trouble::Folder);
        let mut talk = Talk::open(&self.mailbox).await?;
        let new = talk.search("UNSEEN UNDELETED").await.map_err(folder)?;
        let old = match new.is_empty() {
            true => Vec::new(),
            false => talk.search(&long_ago(self.state.clock.now())).await.map_err(folder)?,
        };
        Ok((talk, new, old.into_iter().collect()))
    }

    /// Goes through what is new.
    async fn through(&self, turn: &Turn, reading: &mut Reading) -> Result<(), Failure> {
        let silent = |_| Fault::Silent.about(Trouble::Folder);
        let (mut talk, new, old) = tokio::time::timeout(OPENING, self.open()).await.map_err(silent)??;
        let (began, mut renewed, mut refused) = (Instant::now(), Instant::now(), None);
        for number in new {
            if self.stopping.load(Ordering::SeqCst) || began.elapsed() > LONGEST {
                break;
            }
            if renewed.elapsed() > RENEWAL {
                match mailbox::keep_turn(&self.state.db, turn, LEASE, self.state.clock.now()).await {
                    Ok(true) => renewed = Instant::now(),
                    Ok(false) => break,
                    Err(error) => {
                        tracing::error!(%error, "the turn to read the mailbox could not be kept");
                        break;
                    }
                }
            }
            let fate = match talk.fetch(number).await {
                Ok(Some(mail)) => self.take(mail).await,
                // Somebody else took it away.
                Ok(None) => continue,
                // One that the mail server cannot give keeps no other waiting.
                Err(Fault::No(_)) => Fate::Later,
                Err(fault) => return Err(fault.about(Trouble::Broken)),
            };
            match fate {
                Fate::Taken => reading.taken += 1,
                Fate::Nobodys => reading.passed += 1,
                Fate::Away => {
                    reading.kept += 1;
                    break;
                }
                Fate::Later if old.contains(&number) => {
                    tracing::warn!(number, "a mail could not be taken for days; it is passed over");
                    reading.passed += 1;
                }
                Fate::Later => {
                    reading.kept += 1;
                    continue;
                }
            }
            // Where it may not write, everything is read each time; that is known already and changes nothing.
            let done = match (talk.mark(number).await, fate) {
                (Err(fault), _) => Err((fault, Trouble::Marking)),
                (Ok(()), Fate::Taken) => {
                    talk.clear(number, &self.after).await.map_err(|fault| (fault, Trouble::Clearing))
                }
                (Ok(()), _) => Ok(()),
            };
            match done {
                Ok(()) => {}
                Err((fault @ Fault::No(_), what)) => refused = refused.or(Some(fault.about(what))),
                Err((fault, what)) => return Err(fault.about(what)),
            }
        }
        talk.end().await;
        refused.map_or(Ok(()), Err)
    }

    /// Takes one mail in; in a task of its own, so that whatever one mail does costs that mail only.
    async fn take(&self, mail: Vec<u8>) -> Fate {
        let app = self.state.clone();
        let work = tokio::spawn(async move { ingest_bare(&app, mail, Told::default(), Source::Imap).await });
        let outcomes = match work.await {
            Ok(outcomes) => outcomes,
            Err(error) => {
                tracing::error!(%error, "taking a mail broke off");
                return Fate::Later;
            }
        };
        let mut fate = Fate::Nobodys;
        for outcome in outcomes {
            match outcome {
                Ok(None) => {}
                Ok(Some(_)) if fate == Fate::Nobodys => fate = Fate::Taken,
                Ok(Some(_)) => {}
                Err(error) => {
                    tracing::error!(%error, "a mail could not be taken; it is tried again");
                    fate = match error {
                        AppError::Database(_) | AppError::NoRoom(_) => return Fate::Away,
                        _ => Fate::Later,
                    };
                }
            }
        }
        fate
    }
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// It is in the database.
    Taken,
    /// It is for nobody here.
    Nobodys,
    /// It cannot be taken now.
    Later,
    /// Nothing can be taken now.
    Away,
}

/// Searches for what is new and lies there for long.
fn long_ago(now: Timestamp) -> String {
    format!("UNSEEN UNDELETED BEFORE {}", (now - PATIENCE).strftime("%d-%b-%Y"))
}
