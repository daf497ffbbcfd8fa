//! Answers from calendars: the address in an invitation, what comes in on it, and what becomes of that.
//!
//! Every way in ends in `ingest`. It reads the mail by `read`, asks `domain::replies` what it is worth, and answers by the
//! same command as every other way, or keeps it for a person to look at.

/// The addresses that mail comes to.
pub mod address;
/// What came in, looked at by people.
pub mod commands;
/// The tables.
pub mod entity;
/// Of a mail without its envelope: for whom it is.
pub mod envelope;
/// What forms post to.
pub mod forms;
/// What a mail gateway calls.
pub mod hook;
/// Taking mail in.
pub mod ingest;
/// The mailbox that mail is fetched from.
pub mod mailbox;
mod mails;
mod mime;
/// Putting the reply address on what goes out.
pub mod outgoing;
/// Pages.
pub mod pages;
/// Reading a mail.
pub mod read;
/// Reading what came in.
pub mod store;
/// Proving the way out and back.
pub mod trial;
mod views;

pub use pages::on_home;
pub(crate) use pages::on_own_page;
