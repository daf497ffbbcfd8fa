//! Who has an account: for the clerk and the administrator.

/// What the buttons do.
pub mod forms;
/// The list, and the preview of a wave of invitations.
pub mod pages;
/// Reading.
pub mod store;
mod views;
