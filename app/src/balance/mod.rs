//! The balance: what was released, to whom it was owed, and whether it reached every side as early.

/// What was done about what a quarter showed.
pub mod answers;
/// Pressing "Gelezen", telling who was not told.
pub mod commands;
/// The tables.
pub mod entity;
/// POST handlers.
pub mod forms;
/// Writing the ledger: release, told, reached, confirmed, voided.
pub mod ledger;
/// When something must be known.
pub mod needed;
/// GET handlers.
pub mod pages;
/// Recording that somebody opened something.
pub mod reading;
/// Before something must be known: who was not told or has not read it.
pub mod remind;
/// Reading the ledger.
pub mod store;
/// The pages as HTML.
pub mod views;
