//! One's own account: details, language, password, devices, tokens.

mod device;
/// What the forms do.
pub mod forms;
/// The page.
pub mod pages;
mod views;
