//! Behaviour by HTTP, on a real database: SQLite, or PostgreSQL when `TEST_DATABASE_URL` says where.
#![allow(clippy::unwrap_used, clippy::expect_used, unreachable_pub)]

mod accounts;
mod acts;
mod agenda;
mod answers;
mod api;
mod attendance;
mod audit;
mod backup;
mod balance_report;
mod briefings;
mod canaries;
mod council;
mod demo;
mod documents;
mod feeds;
mod floor;
mod front;
mod gatherings;
mod imports;
mod ledger;
mod links;
mod measuring;
mod metrics;
mod notes;
mod permissions;
mod privacy;
mod questions;
mod recompute;
mod replies;
mod second;
mod seeding;
mod settings;
mod support;
mod updates;
mod worker;
