//! Import of the council: a file is decoded, compared with what is stored, shown, and carried out as one.

mod apply;
mod decode;
mod digest;
mod forms;
mod run;
mod store;
mod text;
mod views;
mod words;
mod workbook;

use domain::import::Missing;

pub use apply::{Applied, apply};
pub use decode::{Unreadable, decode};
pub use digest::digest;
pub use forms::{apply_form, preview_page, upload, upload_page};
pub use run::{ImportProblem, ImportReport, run};

/// Bytes in an uploaded file. The largest council with its whole history fits in a tenth of this.
pub const MAX_FILE: usize = 2 * 1024 * 1024;

/// The code of a choice in the address and the form.
fn missing_code(missing: Missing) -> &'static str {
    match missing {
        Missing::Keep => "blijft",
        Missing::End => "eindigt",
    }
}

fn parse_missing(code: &str) -> Missing {
    if code == "eindigt" { Missing::End } else { Missing::Keep }
}
