//! Gatherings: planned, invited, held, cancelled.

/// The tables.
pub mod entity;
/// Reading.
pub mod store;
