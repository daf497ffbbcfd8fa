//! News by mail: at once or in one daily mail, as the council and each person choose. Rules in `domain::news`.
//!
//! The daily mail of everybody is made in one transaction at one moment, of what was released up to then; each item in it
//! is `told` when the mail server takes the mail. Invitations, changes, cancellations and whatever is about one's own seat or
//! question never wait for it.

/// What a person decides.
pub mod commands;
/// Making the daily mails.
pub mod editions;
/// The way out of the daily mail, from the mail itself.
pub mod exits;
/// What the forms do.
pub mod forms;
mod items;
mod mails;
/// Who wants news how.
pub mod store;
mod views;

pub use store::Delivery;
pub(crate) use views::on_own_page;
