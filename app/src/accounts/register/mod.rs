//! Who has an account: for the clerk and the administrator.

/// Reading.
pub mod store;
