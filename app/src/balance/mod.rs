//! The balance: what was released, to whom it was owed, and whether it reached every side as early.

/// What was done about what a quarter showed.
pub mod answers;
/// Pressing "Gelezen", telling who was not told.
pub mod commands;
/// The tables.
pub mod entity;
/// What is recorded and who sees it, said to the council.
pub mod explanation;
/// POST handlers.
pub mod forms;
/// Writing the ledger: release, told, reached, confirmed, voided.
pub mod ledger;
/// Looking at what is recorded about somebody else.
pub mod lookups;
/// What the council decided about measuring.
pub mod measuring;
/// Objecting to being measured.
pub mod objections;
/// When something must be known.
pub mod needed;
/// GET handlers.
pub mod pages;
/// Recording that somebody opened something.
pub mod reading;
/// What is recorded about one person: their own page, and the griffie's look with a reason.
pub mod record;
/// How one release went out: its spread, and who knew before.
pub mod release;
/// What goes from the ledger, and when.
pub mod retention;
/// Before something must be known: who was not told or has not read it.
pub mod remind;
/// Reading the ledger.
pub mod store;
/// The pages as HTML.
pub mod views;
