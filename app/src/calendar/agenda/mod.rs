//! The calendar as pages: list, day, week, month and year. Everything one looks at is in the address.

/// The page.
pub mod pages;
mod query;
/// What stands in it.
pub mod store;
mod views;

pub(crate) use query::PATH;
