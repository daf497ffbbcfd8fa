//! Accounts: signing in and out, sessions, links in mail, tokens, one's own page, and who has an account at all.

/// What changes accounts.
pub mod commands;
/// The tables.
pub mod entity;
/// Forms of signing in, out, and choosing a password.
pub mod forms;
/// Passwords that are guessed soon.
pub mod known;
/// Links in mail.
pub mod links;
/// The mails of this room.
mod mails;
/// One's own account.
pub mod own;
/// Pages of signing in and choosing a password.
pub mod pages;
/// Hashing.
pub mod passwords;
/// Asking again who is there.
pub mod proof;
/// Who has an account.
pub mod register;
/// A code besides the password.
pub mod second;
/// Signed-in devices.
pub mod sessions;
/// Signing in.
pub mod sign_in;
/// Reading.
pub mod store;
/// Trying too often.
pub mod throttles;
/// Tokens for the API.
pub mod tokens;
mod views;

pub(crate) use mails::SECRET_KINDS;

use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use crate::{
    error::AppError,
    tenant::{Tenant, is_inner},
};

/// The path in this municipality where somebody wanted to go, if it is one; anything else (another site, `//host`,
/// `/\host`, line breaks) is nothing (R50).
pub fn own_path<'p>(tenant: &Tenant, path: &'p str) -> Option<&'p str> {
    let rest = path.strip_prefix('/')?.strip_prefix(tenant.slug())?;
    let whole = rest.is_empty() || rest.starts_with(['/', '?']);
    (whole && is_inner(path)).then_some(rest)
}

/// Deletes sessions, links and counts that have ended; for the hourly broom. Answers how many rows went.
pub async fn sweep(tx: &impl ConnectionTrait, now: Timestamp) -> Result<u64, AppError> {
    Ok(sessions::sweep(tx, now).await?
        + links::sweep(tx, now).await?
        + throttles::sweep(tx, now).await?
        + second::steps::sweep(tx, now).await?)
}
