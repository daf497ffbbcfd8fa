//! Shared information ("gedeelde informatie"): what an alderman, the mayor or the griffie told a part of the council.
//!
//! Logging it makes an item in the ledger that is owed to the whole council, released at the moment it was first told,
//! with a `told` entry for each person who heard it: that is how a briefing nobody shared shows in the balance. Until it
//! is shared the item has no name of its own, and the text is for those who were told, the teller and the griffie. One
//! button gives the same text to everybody else. What was told never changes; who was told is taken back by an entry
//! that says why.

/// Logging, sharing, taking back.
pub mod commands;
/// The table.
pub mod entity;
/// POST handlers.
pub mod forms;
/// On home.
mod home;
/// What was typed.
pub mod input;
/// The messages.
mod mails;
/// GET handlers.
pub mod pages;
/// Reading.
pub mod store;
/// The pages as HTML.
mod views;

pub use home::on_home;
