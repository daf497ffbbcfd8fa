//! One answer for several dates of a series: offered with an answer to one of them, given and taken back in one press.

/// What changes them.
pub mod commands;
/// What forms post to.
pub mod forms;
mod offer;
mod words;

pub(super) use offer::{offer, offer_by_link};
