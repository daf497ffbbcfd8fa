//! The rules of Evenwijs, pure: no database, no clock, no network, no async.
//!
//! One module per room. Time, identity and zone are arguments; refusals are small enums that a page puts into words.
//! Compiles for the server and for the browser, so that a reader can replay what the server computed.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod answers;
pub mod balance;
pub mod briefings;
pub mod calendar;
pub mod codes;
pub mod gatherings;
pub mod import;
pub mod localtime;
pub mod measuring;
pub mod news;
pub mod notes;
pub mod people;
pub mod policy;
pub mod post;
pub mod questions;
pub mod quiet;
pub mod reach;
pub mod reminders;
pub mod replies;
pub mod series;
pub mod space;
pub mod throttle;
pub mod updates;
pub mod values;
