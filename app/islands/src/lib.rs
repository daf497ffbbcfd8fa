//! The islands: small enhancements of pages that already work without them.
//!
//! An island renders the very forms of the page; in the browser it takes their clicks over and calls a server function
//! instead. Texts come in translated. Errors come back as fixed codes, which the page has put into words beforehand.

/// The answer to an invitation.
pub mod answer;
/// What islands ask of the server.
pub mod calls;

/// Wakes the islands of a page; the loader calls it once.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
