//! Accounts: signing in and out, sessions, links in mail, tokens.

/// The tables.
pub mod entity;
/// Signed-in devices.
pub mod sessions;
/// Tokens for the API.
pub mod tokens;
