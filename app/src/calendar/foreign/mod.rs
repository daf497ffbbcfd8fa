//! Calendars of other systems: a file is read, shown, and kept beside our own entries. Nothing of it can be changed here;
//! it is there so that nobody plans over it.

/// What keeps and removes them.
pub mod commands;
/// Pages and forms.
pub mod pages;
mod read;
/// What stands in them.
pub mod store;
mod views;
