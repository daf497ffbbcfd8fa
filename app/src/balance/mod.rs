//! The balance: what was released, to whom it was owed, and whether it reached every side as early.

/// Computing a closed report again.
pub mod again;
/// What was done about what a quarter showed.
pub mod answers;
/// Closed quarters as they were kept.
pub mod closed;
/// Closing a quarter.
pub mod closing;
/// Pressing "Gelezen", telling who was not told.
pub mod commands;
/// The quarterly report for the presidium.
pub mod digest;
/// Taking the full extract along, with a reason.
pub mod downloads;
/// The tables.
pub mod entity;
/// What is recorded and who sees it, said to the council.
pub mod explanation;
/// The tables as files.
pub mod exports;
/// From the ledger to what a report is computed from.
pub mod extract;
/// What a page shows of some items.
pub mod figures;
/// POST handlers.
pub mod forms;
/// What was logged after its quarter was closed.
pub mod late;
/// Writing the ledger: release, told, reached, confirmed, voided.
pub mod ledger;
/// The report as a letter.
pub mod letter;
/// A period with its figures.
pub mod loaded;
/// Looking at what is recorded about somebody else.
pub mod lookups;
/// What the council decided about measuring.
pub mod measuring;
/// Reports computed before.
pub mod memo;
/// When something must be known.
pub mod needed;
/// Objecting to being measured.
pub mod objections;
/// GET handlers.
pub mod pages;
/// Over which days the sides are compared.
pub mod periods;
/// Who may have the full extract.
pub mod readers;
/// Recording that somebody opened something.
pub mod reading;
/// What is recorded about one person: their own page, and the griffie's look with a reason.
pub mod record;
/// How one release went out: its spread, and who knew before.
pub mod release;
/// Before something must be known: who was not told or has not read it.
pub mod remind;
/// The pages and files of the report.
pub mod report_pages;
/// The report as HTML.
pub mod report_views;
/// What goes from the ledger, and when.
pub mod retention;
/// The report in sentences.
pub mod said;
/// Why the members are not as many as the seats.
pub mod seating;
/// The tables of the report.
pub mod sheets;
/// Reading the ledger.
pub mod store;
/// Why a period has parts.
pub mod turns;
/// Why somebody could not be told.
pub mod undelivered;
/// The pages as HTML.
pub mod views;
