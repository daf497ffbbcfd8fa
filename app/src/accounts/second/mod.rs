//! The second factor: a code from an app besides the password (R08, R09), recovery codes for who lost the app (R11), and
//! browsers that were told to remember it.

mod codes;
/// What changes second factors.
pub mod commands;
/// Forms of one's own page and of signing in.
pub mod forms;
/// The mails of it.
mod mails;
/// Pages of one's own account and of signing in.
pub mod pages;
/// Between the password and the code.
pub mod steps;
/// Reading.
pub mod store;
mod views;

use domain::{people::Role, policy::RoleSet};
use uuid::Uuid;

use crate::tenant::Tenant;

/// Who cannot do without: they change things for others, or see what is not everybody's.
const REQUIRED: &[Role] = &[Role::Clerk, Role::Administrator, Role::Alderman, Role::Mayor];

/// Whether these roles need a second factor to be signed in at all.
pub fn is_required(roles: &RoleSet) -> bool {
    roles.any(REQUIRED)
}

/// What a secret in the vault belongs to.
fn purpose(what: &str, tenant: &Tenant, person: Uuid) -> Vec<u8> {
    [what.as_bytes(), tenant.id().as_bytes(), person.as_bytes()].concat()
}
