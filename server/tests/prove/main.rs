//! The program as it is, while somebody is unkind: killed, hung up on, cut off from its database and its mail server.
//! Each test has an installation of its own, as a process of its own, on SQLite or on PostgreSQL (`TEST_DATABASE_URL`).
//! `make test` runs the short form, `make prove` the long one.
#![allow(clippy::unwrap_used, clippy::expect_used, unreachable_pub)]

mod away;
mod backups;
mod clients;
mod hangups;
mod kills;
mod ledger;
mod load;
mod migrating;
mod post;
mod races;
mod rolling;
mod sink;
mod site;
#[path = "../it/support/town.rs"]
#[allow(dead_code)]
mod town;
