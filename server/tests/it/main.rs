//! Behaviour by HTTP, on a real database: SQLite, or PostgreSQL when `TEST_DATABASE_URL` says where.
#![allow(clippy::unwrap_used, clippy::expect_used, unreachable_pub)]

mod backup;
mod answers;
mod attendance;
mod documents;
mod front;
mod ledger;
mod notes;
mod seeding;
mod support;
