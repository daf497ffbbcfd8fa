//! The balance: what was released, to whom it was owed, and whether it reached every side as early.

/// Closing a quarter.
pub mod closing;
/// Pressing "Gelezen", telling who was not told.
pub mod commands;
/// The tables.
pub mod entity;
/// The tables as files.
pub mod exports;
/// From the ledger to what a report is computed from.
pub mod extract;
/// What a page shows of some items.
pub mod figures;
/// POST handlers.
pub mod forms;
/// Writing the ledger: release, told, reached, confirmed, voided.
pub mod ledger;
/// The report as a letter.
pub mod letter;
/// A period with its figures.
pub mod loaded;
/// GET handlers.
pub mod pages;
/// Over which days the sides are compared.
pub mod periods;
/// Who may have the full extract.
pub mod readers;
/// Recording that somebody opened something.
pub mod reading;
/// The pages and files of the report.
pub mod report_pages;
/// The report as HTML.
pub mod report_views;
/// The report in sentences.
pub mod said;
/// The tables of the report.
pub mod sheets;
/// Reading the ledger.
pub mod store;
/// The pages as HTML.
pub mod views;
