//! The balance: what was released, to whom it was owed, and whether it reached every side as early.

/// Closing a quarter.
pub mod closing;
/// Pressing "Gelezen", telling who was not told.
pub mod commands;
/// The tables.
pub mod entity;
/// From the ledger to what a report is computed from.
pub mod extract;
/// What a page shows of some items.
pub mod figures;
/// POST handlers.
pub mod forms;
/// Writing the ledger: release, told, reached, confirmed, voided.
pub mod ledger;
/// GET handlers.
pub mod pages;
/// Over which days the sides are compared.
pub mod periods;
/// Recording that somebody opened something.
pub mod reading;
/// Reading the ledger.
pub mod store;
/// The pages as HTML.
pub mod views;
