//! Demo mode: one-click sign-in per role, and the mail that was written to a folder in development. Never in production.

/// One-click sign-in.
mod forms;
/// The mail folder.
mod post;

/// A past quarter of everything.
pub mod history;
/// Whom one can sign in as.
mod store;

/// What is talked about in it.
mod texts;
mod views;

pub use forms::sign_in;
pub use post::{file as mail, list as mails};
pub(crate) use store::is_offered;
pub use store::{DemoPerson, people};
pub(crate) use views::choose;
