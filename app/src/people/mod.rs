//! People and the council: who is what, in which faction, on which side, from when to when.

/// Storing what a move asks for.
pub mod changes;
/// The tables.
pub mod entity;
/// Invented people.
pub mod invented;
/// Invented councils.
pub mod seed;
/// Reading.
pub mod store;
