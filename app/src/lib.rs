//! Evenwijs: the informal dialogue between council and college, and who was told what, when.
//!
//! Each room (`people`, `gatherings`, `notes`, `questions`, `updates`, `balance`, …) holds one feature: `pages` and
//! `forms` answer requests, `views` turn data into HTML, `store` reads, `commands` change, `entity` names the tables.
//! Rules are pure and live in the crate `domain`. `README.md` beside this crate says what goes where.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

use std::{path::PathBuf, sync::Arc};

use axum::Router;

/// Accounts, sessions, links, tokens.
pub mod accounts;
/// Who is asking.
pub mod actor;
/// Invitations, answers, presence.
pub mod answers;
/// The JSON API.
pub mod api;
/// What people did.
pub mod audit;
/// The balance and its ledger.
pub mod balance;
/// What was told to a part of the council.
pub mod briefings;
/// Calendar files.
pub mod calendar;
/// The one clock.
pub mod clock;
/// Counting.
pub mod count;
/// One request.
pub mod ctx;
/// The database.
pub mod db;
/// Demo mode.
pub mod demo;
/// Room on the disk.
pub mod disk;
/// Papers and links.
pub mod documents;
/// What can go wrong.
pub mod error;
/// Forms.
pub mod form;
/// Permission.
pub mod gate;
/// Get-togethers.
pub mod gatherings;
/// What needs me.
pub mod home;
/// Mail.
pub mod mail;
/// Markdown to HTML.
pub mod markdown;
/// News by mail.
pub mod news;
/// Notes of gatherings.
pub mod notes;
/// The page around everything.
pub mod page;
/// Forms with a file.
pub mod parts;
/// The council.
pub mod people;
/// What is kept of a person.
pub mod privacy;
/// Front door, privacy, accessibility, contact.
pub mod public;
/// Questions to the college.
pub mod questions;
/// Reminders.
pub mod reminders;
/// Answers from calendars.
pub mod replies;
mod resume;
/// Every URL.
pub mod routes;
/// Secrets that travel.
pub mod secret;
/// Settings of a municipality.
pub mod settings;
/// One municipality.
pub mod tenant;
/// Text for people.
pub mod text;
/// Components.
pub mod ui;
/// Quarterly updates.
pub mod updates;
/// What is sealed in the database.
pub mod vault;

/// Where the site's files are served, by their plain name: `url("main.css")`.
pub trait Site: Send + Sync {
    /// The address of a file, with its hash in the name.
    fn url(&self, name: &str) -> String;
}

/// What rooms need of the configuration.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How the outside world reaches this installation, without a slash at the end.
    pub base_url: String,
    /// Whether one-click sign-in is offered for demo municipalities.
    pub demo: bool,
    /// Where mail is written as files that everybody may look into: of a demo only, for links to accounts are in them.
    pub mail_dir: Option<PathBuf>,
    /// Where documents are kept.
    pub data_dir: PathBuf,
    /// Bytes of documents each municipality may keep.
    pub storage_quota: u64,
    /// The virus scanner that every paper goes past; none where there is none.
    pub scanner: Option<documents::scanner::Scanner>,
    /// Passwords that are known to others, from the operator.
    pub known_passwords: Option<accounts::known::KnownPasswords>,
    /// Servers that calendars may be read from although they are not on the open internet.
    pub import_allow: Vec<calendar::foreign::fetch::Origin>,
    /// How mail goes out and comes in.
    pub post: Post,
}

/// How mail goes out and comes in, as far as it has to be told.
#[derive(Debug, Clone, Default)]
pub struct Post {
    /// Address that mail comes from.
    pub from: String,
    /// The mail server that takes what goes out, by name.
    pub relay: Option<String>,
    /// The domain of reply addresses; without one no calendar can answer.
    pub domain: Option<String>,
    /// Where the mail server hands over what comes in.
    pub listen: Option<String>,
    /// The name under which the mail server says who sent a mail.
    pub authserv_id: Option<String>,
    /// How many mail servers of our own a mail passes, each of which writes a `Received`.
    pub servers: usize,
    /// The mailbox that mail is fetched from.
    pub mailbox: Option<Mailbox>,
    /// The secret of the mail gateway that calls us.
    pub gateway: Option<secret::Known>,
}

impl Post {
    /// Whether mail can come in at all.
    pub fn has_way_in(&self) -> bool {
        self.listen.is_some() || self.mailbox.is_some() || self.gateway.is_some()
    }
}

/// The mailbox that mail is fetched from, without what opens it.
#[derive(Debug, Clone)]
pub struct Mailbox {
    /// The mail server.
    pub host: String,
    /// The folder.
    pub folder: String,
    /// How often it is read, in seconds.
    pub every: i64,
}

/// Everything a handler can reach. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub db: db::Db,
    /// The clock.
    pub clock: clock::Clock,
    /// The site's files.
    pub site: Arc<dyn Site>,
    /// The configuration.
    pub settings: Arc<Settings>,
    /// Takes page views for the ledger.
    pub readings: balance::reading::Recorder,
    /// Seals what may not lie in clear in the database.
    pub vault: vault::Vault,
    /// The disk of the data folder.
    pub disk: disk::Disk,
    /// Signs where the logs end.
    pub heads: audit::export::Heads,
    /// Hashes passwords, a few at a time.
    pub hasher: accounts::passwords::Hasher,
    /// Remembers what feeds told.
    pub feeds: calendar::kept::Kept,
    /// Counts how often feeds are fetched.
    pub fetches: calendar::often::Fetches,
}

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppState").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// The site without the server's layers.
pub fn router(state: AppState) -> Router {
    routes::table()
        .into_router()
        .fallback(public::pages::elsewhere)
        .layer(axum::middleware::from_fn_with_state(state.clone(), accounts::proof::ask))
        .layer(axum::middleware::from_fn_with_state(state.clone(), page::dress))
        .layer(axum::middleware::from_fn(api::stamp))
        .with_state(state)
}
