//! "Wat is over mij vastgelegd", the objection, and the griffie's look at somebody else's record with a reason.

/// Files to take along.
pub mod export;
/// POST handlers.
pub mod forms;
/// GET handlers.
pub mod pages;
/// Reading.
pub mod store;
mod views;
