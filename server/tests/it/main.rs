//! Behaviour by HTTP, on a real database: SQLite, or PostgreSQL when `TEST_DATABASE_URL` says where.
#![allow(clippy::unwrap_used, clippy::expect_used, unreachable_pub)]

mod accounts;
mod backup;
mod demo;
mod front;
mod ledger;
mod links;
mod settings;
mod support;
