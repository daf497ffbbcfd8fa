//! Calendars of other systems: a file or an address is read, shown, and kept beside our own entries. Nothing of it can be
//! changed here; it is there so that nobody plans over it. An address is asked again by itself.

/// What keeps and removes them.
pub mod commands;
/// What stands at an address.
pub mod fetch;
/// Pages and forms.
pub mod pages;
mod read;
/// Asking an address again.
pub mod refresh;
/// What stands in them.
pub mod store;
mod views;
