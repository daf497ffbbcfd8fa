//! The calendar: files and feeds that people take into a calendar of their own.

/// The calendar itself, in its views.
pub mod agenda;
/// Making and ending a subscription.
pub mod commands;
/// Writing iCalendar.
pub mod compose;
/// The tables.
pub mod entity;
/// The feeds themselves.
pub mod feeds;
/// Calendars of other systems.
pub mod foreign;
/// POST handlers of subscriptions.
pub mod forms;
/// Recess, school holidays, feast days.
pub mod free;
/// What is remembered of feeds.
pub mod kept;
/// How often a feed may be fetched.
pub mod often;
/// The page with one's subscriptions.
pub mod pages;
/// Invitations that a calendar answers.
pub mod scheduling;
/// What a feed is at this moment.
pub mod stand;
/// What stands in a feed.
pub mod store;
mod views;

/// What else is on a day, for whoever plans something.
mod around;

pub use around::Busy;
pub(crate) use around::{around, away_on, busy_on};
pub(crate) use views::public_link;
