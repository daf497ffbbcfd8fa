//! The balance: what was released, to whom it was owed, and whether it reached every side as early.

/// The tables.
pub mod entity;
/// Writing the ledger: release, told, reached, confirmed, voided.
pub mod ledger;
/// Recording that somebody opened something.
pub mod reading;
