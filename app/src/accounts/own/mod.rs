//! One's own account: details, language, password, devices, tokens.

/// Browsers as people name them.
pub mod device;
/// What the forms do.
pub mod forms;
/// The page.
pub mod pages;
mod views;
