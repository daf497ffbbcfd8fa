//! Sends mail: to a mail server, or in development into a folder.

mod compose;
mod relay;

use std::fmt;
use std::path::{Path, PathBuf};

pub use self::relay::Relay;
use crate::config::Config;

/// One mail to one person.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Unique and the same at every attempt (R76), `uuid@host`, with or without `<` and `>`.
    pub message_id: String,
    /// Sender as people see it, such as the municipality's griffie.
    pub from_name: String,
    /// Sender's address; bounces go there too.
    pub from_address: String,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
    /// Name of the person it goes to.
    pub to_name: String,
    /// Address of the person it goes to.
    pub to_address: String,
    /// Subject line.
    pub subject: String,
    /// The mail as plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// File name and content of a calendar file.
    pub ics: Option<(String, String)>,
    /// The METHOD in that file, when it is an invitation that a calendar answers; without one it is a file to save.
    pub method: Option<String>,
    /// Address that bounces go to, if not to the sender.
    pub bounce_to: Option<String>,
    /// Further headers, such as `Auto-Submitted: auto-generated`. Names are letters, digits and `-`.
    pub headers: Vec<(String, String)>,
}

/// What the mail server answered when it took the mail, such as `250 2.0.0 Ok: queued as 4F1A`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply(pub String);

/// Why a mail did not go out. The text is for the clerk: the server's own words, or the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendError {
    /// Try again later: no connection, server busy, sign-in at the server refused.
    Temporary(String),
    /// Trying again changes nothing: address refused, or a mail that cannot be written.
    Permanent(String),
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Temporary(text) | Self::Permanent(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for SendError {}

/// Where mail goes.
#[derive(Clone, Debug)]
pub enum Mailer {
    /// To a mail server.
    Smtp(Box<Relay>),
    /// Into files of this folder. Development only.
    Folder(PathBuf),
}

impl Mailer {
    /// The mailer that the settings ask for.
    ///
    /// # Errors
    /// A line saying what to set, when production has no mail server or its address is wrong.
    pub fn new(config: &Config) -> Result<Self, String> {
        match &config.smtp_url {
            Some(url) => Ok(Self::Smtp(Box::new(Relay::from_url(url.reveal())?))),
            None if config.is_development() => Ok(Self::Folder(config.mail_dir.clone())),
            None => Err("smtp_url: production sends real mail; set EVENWIJS_SMTP_URL".to_owned()),
        }
    }

    /// Sends one mail. Never takes longer than about two minutes.
    ///
    /// # Errors
    /// See [`SendError`]. After a temporary error the mail may have arrived all the same, when the
    /// server took it and its answer got lost; the same `message_id` lets mail programs notice.
    pub async fn send(&self, mail: &Outgoing) -> Result<Reply, SendError> {
        let (envelope, bytes) = compose::compose(mail)?;
        match self {
            Self::Smtp(relay) => relay.send(&envelope, &bytes).await,
            Self::Folder(folder) => save(folder, &mail.message_id, &bytes).await,
        }
    }
}

/// Writes a mail to a file named by time and id, whole or not at all.
async fn save(folder: &Path, id: &str, bytes: &[u8]) -> Result<Reply, SendError> {
    let now = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%S%.3fZ");
    let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.@".contains(*c)).take(120).collect();
    let name = format!("{now}-{id}.eml");
    let unfinished = folder.join(format!(".{name}"));
    let written = async {
        tokio::fs::create_dir_all(folder).await?;
        tokio::fs::write(&unfinished, bytes).await?;
        tokio::fs::rename(&unfinished, folder.join(&name)).await
    };
    match written.await {
        Ok(()) => Ok(Reply(format!("250 saved as {name}"))),
        Err(error) => Err(SendError::Temporary(format!("cannot write to the mail folder: {error}"))),
    }
}

#[cfg(test)]
mod tests;
