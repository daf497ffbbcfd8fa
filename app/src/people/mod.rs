//! People and the council: who is what, in which faction, on which side, from when to when.

/// The tables.
pub mod entity;
/// Reading.
pub mod store;
