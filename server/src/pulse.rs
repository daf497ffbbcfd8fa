//! Whether the database answers. One connection of its own asks twice a second, so that a server that went silent is
//! noticed before every request has waited for it (R82), and a busy pool is not mistaken for one.

use std::time::Duration;

use app::db::Db;
use tokio::sync::watch;

/// Pause between two questions.
const PAUSE: Duration = Duration::from_millis(500);
/// Silence that counts as being away.
const SILENCE: Duration = Duration::from_secs(3);

/// The state of the database as last felt. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Pulse(watch::Receiver<bool>);

impl Pulse {
    /// Feels for as long as anybody holds a [`Pulse`]. `beat` is a pool of one connection.
    pub fn start(beat: Db) -> Self {
        let (sender, receiver) = watch::channel(true);
        tokio::spawn(async move {
            while !sender.is_closed() {
                let answered = tokio::time::timeout(SILENCE, beat.answers()).await;
                let there = match &answered {
                    Ok(Ok(())) => true,
                    Ok(Err(error)) => {
                        tracing::debug!(%error, "the database gave an error");
                        false
                    }
                    Err(_silence) => false,
                };
                if sender.send_replace(there) != there {
                    match there {
                        true => tracing::warn!("the database answers again"),
                        false => tracing::error!("the database does not answer"),
                    }
                }
                tokio::time::sleep(PAUSE).await;
            }
        });
        Self(receiver)
    }

    /// For a database in our own process, which is always there.
    #[must_use]
    pub fn steady() -> Self {
        Self(watch::channel(true).1)
    }

    /// Whether it answered when last asked.
    #[must_use]
    pub fn is_there(&self) -> bool {
        *self.0.borrow()
    }

    /// Resolves as soon as it is away; never when it stays.
    pub async fn lost(&self) {
        let mut receiver = self.0.clone();
        if receiver.wait_for(|there| !there).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
