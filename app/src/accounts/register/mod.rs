//! Who has an account: for the clerk and the administrator.

mod filter;
/// What the buttons do.
pub mod forms;
/// The list, and the preview of a wave of invitations.
pub mod pages;
/// The file of who may do what.
pub mod review;
/// Reading.
pub mod store;
mod views;
