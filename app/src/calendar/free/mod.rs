//! Days on which the council would rather not meet: recess, school holidays, feast days.

/// What sets them.
pub mod commands;
/// The page of the settings.
pub mod pages;
/// Reading them.
pub mod store;
mod views;

pub(crate) use views::{about_schools, days_of, name_of};
