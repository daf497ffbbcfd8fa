//! Front door, privacy, accessibility, contact: pages for anybody.
