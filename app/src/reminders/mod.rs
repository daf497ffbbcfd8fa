//! Reminders that go by themselves: to the silent, to those who come tomorrow, to who must answer a question, to the clerk
//! whose notes are late. Rules in `domain::reminders::waves`.

/// What changes a wave or the rules.
pub mod commands;
/// What the forms do.
pub mod forms;
/// What the rules form carries.
mod input;
mod mails;
/// The pages.
pub mod pages;
/// What the council wants of mail.
pub mod rules;
/// The worker's part.
pub mod send;
mod views;
/// Which waves there are, and who is in them.
pub mod waves;
