//! Saving everything into one file, and back.
