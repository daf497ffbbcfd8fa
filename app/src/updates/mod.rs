//! Quarterly updates: what happened, what failed, what is next. Written, scheduled, published to all at one moment.

/// Writing, scheduling, publishing.
pub mod commands;
/// The tables.
pub mod entity;
/// POST handlers.
pub mod forms;
/// On home.
mod home;
/// What was typed.
pub mod input;
/// The messages.
pub mod mails;
/// GET handlers.
pub mod pages;
/// Reading.
pub mod store;
/// The pages as HTML.
pub mod views;
/// Words said in more than one place.
mod words;

pub use home::on_home;
