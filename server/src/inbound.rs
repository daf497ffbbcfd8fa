//! Mail in: the mail server hands over the answers of calendars, by LMTP or SMTP, on a network of its own.
//!
//! There is no TLS, no sign-in and no queue: what was said to be taken is in the database. Everything has an end:
//! connections, commands, lines, octets, recipients, time.

mod session;

use std::{future::Future, pin::pin, sync::Arc, time::Duration};

use app::AppState;
use tokio::{net::TcpListener, sync::Semaphore, task::JoinSet};

/// Limits of the conversation.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Conversations at once.
    pub connections: usize,
    /// Octets of one mail that are kept; a larger one is read to its end and refused.
    pub mail: usize,
    /// Octets after which the conversation ends in the middle of a mail.
    pub flood: usize,
    /// Octets in the line of a command.
    pub line: usize,
    /// Recipients of one mail.
    pub recipients: usize,
    /// Mails in one conversation.
    pub mails: usize,
    /// Commands that are not understood, or refused, in one conversation.
    pub mistakes: usize,
    /// For the next command, and for the other side to take an answer.
    pub patience: Duration,
    /// For one mail from its first octet to its last.
    pub whole_mail: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 32,
            mail: app::replies::read::LARGEST_MAIL,
            flood: 32 * 1024 * 1024,
            line: 2_000,
            recipients: 50,
            mails: 100,
            mistakes: 20,
            patience: Duration::from_secs(60),
            whole_mail: Duration::from_secs(300),
        }
    }
}

/// Pause after a failed accept: mostly the process is out of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Time for running conversations to end after the signal to stop.
const DRAIN: Duration = Duration::from_secs(20);

/// Takes mail until `stop` resolves; what is being taken then is taken.
pub async fn serve(listener: TcpListener, app: AppState, limits: Limits, stop: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let (ending, _) = tokio::sync::watch::channel(false);
    let mut running = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        while running.try_join_next().is_some() {}
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "could not accept a mail server");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let place = room.clone().try_acquire_owned().ok();
        let (app, ending) = (app.clone(), ending.subscribe());
        // A task of its own: a mail that is being kept is kept to the end.
        running.spawn(async move {
            let talked = match &place {
                Some(_) => session::talk(stream, &app, limits, ending).await,
                None => session::turn_away(stream).await,
            };
            if let Err(error) = talked {
                tracing::debug!(%error, "a conversation about mail broke off");
            }
            drop(place);
        });
    }
    drop(listener);
    ending.send_replace(true);
    let all = async { while running.join_next().await.is_some() {} };
    if tokio::time::timeout(DRAIN, all).await.is_err() {
        tracing::warn!("stopping while mail is still coming in");
    }
}
