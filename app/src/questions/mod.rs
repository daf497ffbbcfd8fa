//! Questions to the college: asked, routed, answered to all at once.

/// Asking, routing, writing and releasing the answer.
pub mod commands;
/// The tables.
pub mod entity;
/// POST handlers.
pub mod forms;
/// On home and with a gathering.
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

pub use home::{on_home, section};
