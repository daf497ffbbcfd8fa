//! The islands: small enhancements of pages that already work without them.
