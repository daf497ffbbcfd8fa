//! Settings of a municipality: the griffie as sender, usual place and time, days to answer, measuring; its mail.

/// What changes settings.
pub mod commands;
/// What the forms do.
pub mod forms;
mod input;
/// The settings, the decision on measuring, the mail.
pub mod pages;
/// The outbox as the clerk sees it.
pub mod post;
/// Reading.
pub mod store;
mod views;

pub use input::{Decision, DecisionInput, Settings, SettingsInput};
