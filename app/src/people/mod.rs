//! People and the council: who is what, in which faction, on which side, from when to when.

/// Storing what a move asks for.
pub mod changes;
/// What changes the council.
pub mod commands;
/// The council on one day.
pub mod composition;
/// The tables.
pub mod entity;
/// The council as a file.
pub mod export;
/// Forms and what they post.
pub mod forms;
/// Lists from elsewhere.
pub mod import;
/// Invented people.
pub mod invented;
/// Pages.
pub mod pages;
/// Invented councils.
pub mod seed;
/// Reading.
pub mod store;
/// What pages look like.
pub mod views;
/// Refusals and warnings as texts.
pub mod words;
