//! Invitations, answers and presence: the four facts per person and gathering, kept apart.
//!
//! One answers on home, on the gathering's page, by the link in the mail, through somebody else, or by the API; all end
//! in `commands`, those for several dates of a series at once too. The clerk ticks who is there; `presence` keeps that, and the ledger once the list is complete.

/// Answering.
pub mod commands;
/// One answer for several dates of a series.
pub mod dates;
/// What islands call.
pub mod doors;
/// The tables.
pub mod entity;
/// What forms post to.
pub mod forms;
/// The link in an invitation.
pub mod links;
mod mails;
/// Pages.
pub mod pages;
mod panel;
/// Ticking who is there.
pub mod presence;
/// Who reads what was written beside an answer.
pub mod remarks;
/// Reading attendance.
pub mod roll;
/// Reading answers.
pub mod store;
mod views;
mod words;

pub use panel::{panel, unanswered, waiting};
