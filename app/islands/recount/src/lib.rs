//! The report of an extract, computed in the reader's own browser by the very code of the server. A wasm file of its own,
//! loaded on pages of the balance alone and only when the reader asks: `recount-boot.js` beside this crate.

use domain::balance::{extract::Extract, report};
use wasm_bindgen::prelude::wasm_bindgen;

/// The report of an extract as the server writes it.
///
/// # Errors
/// Why the extract is refused, in one line.
#[wasm_bindgen]
pub fn recount(extract: &str) -> Result<String, String> {
    let extract = Extract::parse(extract.as_bytes()).map_err(|fault| fault.to_string())?;
    serde_json::to_string(&report::report(&extract)).map_err(|error| error.to_string())
}

/// The report of every faction against the rest, as the server writes it.
///
/// # Errors
/// Why the extract is refused, in one line.
#[wasm_bindgen]
pub fn recount_factions(extract: &str) -> Result<String, String> {
    let extract = Extract::parse(extract.as_bytes()).map_err(|fault| fault.to_string())?;
    serde_json::to_string(&report::all_factions(&extract)).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_no_extract_is_refused_in_one_line() {
        for of in [super::recount, super::recount_factions] {
            assert!(of("{}").is_err_and(|line| !line.contains('\n')));
        }
    }
}
