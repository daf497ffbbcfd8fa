//! What is kept of a person: theirs to take along, gone when it has had its time, and without a name when they left.

/// What changes what is kept.
pub mod commands;
/// POST handlers.
pub mod forms;
/// GET handlers.
pub mod pages;
/// Deleting what has had its time.
pub mod retention;
/// Reading.
pub mod store;
mod views;
mod words;
