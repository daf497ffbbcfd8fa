//! The pages of answers from calendars.
