//! The balance: what was released, to whom it was owed, and whether it reached every side as early.

/// Pressing "Gelezen", telling who was not told.
pub mod commands;
/// The tables.
pub mod entity;
/// POST handlers.
pub mod forms;
/// Writing the ledger: release, told, reached, confirmed, voided.
pub mod ledger;
/// GET handlers.
pub mod pages;
/// Recording that somebody opened something.
pub mod reading;
/// Reading the ledger.
pub mod store;
/// The pages as HTML.
pub mod views;
