//! Pages for anybody: the front door, privacy, accessibility, contact.

/// The pages.
pub mod pages;
mod views;
