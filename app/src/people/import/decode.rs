//! From bytes to a sheet of texts: which kind of file it is, by its content and not by its name alone (R53).

use domain::import::{Column, Sheet, SheetRow, Wrong, read};

use super::{MAX_FILE, text, workbook};
use crate::people::export::plain;

/// Rows looked through for the headers: lists often have a title above them.
const HEADER_ROWS: usize = 10;
/// Columns that are kept; whatever stands further to the right is no list of people.
pub(super) const MAX_COLUMNS: usize = 100;
/// Rows that are kept; the import itself refuses far fewer.
pub(super) const MAX_ROWS: usize = 10_000;

/// Why a file cannot be read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing in it.
    Empty,
    /// More than [`MAX_FILE`].
    TooLarge,
    /// Neither a CSV nor an XLSX file by its name.
    Name,
    /// Its content is not what its name says.
    Content,
    /// An old Excel file (.xls), or one with a password.
    OldExcel,
    /// A workbook that unpacks to far more than a list of people, or into places outside itself (R54).
    Bomb,
    /// A workbook with damage.
    Broken,
    /// More rows or columns than a list of people has.
    TooManyRows,
}

/// Reads a file as a sheet. `name` is the file's name, for its kind. CPU work: call it where blocking is allowed.
pub fn decode(bytes: &[u8], name: &str) -> Result<Sheet, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() > MAX_FILE {
        return Err(Unreadable::TooLarge);
    }
    let kind = infer::get(bytes).map(|kind| kind.mime_type());
    let rows = match (ending(name).as_str(), kind) {
        (_, Some("application/x-ole-storage" | "application/vnd.ms-excel" | "application/msword")) => {
            return Err(Unreadable::OldExcel);
        }
        ("xls", _) => return Err(Unreadable::OldExcel),
        ("xlsx", _) if bytes.starts_with(b"PK\x03\x04") => workbook::rows(bytes)?,
        ("xlsx", _) => return Err(Unreadable::Content),
        ("csv" | "txt", None) => text::rows(bytes)?,
        ("csv" | "txt", Some(kind)) if kind.starts_with("text/") && kind != "text/html" => text::rows(bytes)?,
        ("csv" | "txt", Some(_)) => return Err(Unreadable::Content),
        _ => return Err(Unreadable::Name),
    };
    sheet(rows)
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.trim().to_ascii_lowercase()).unwrap_or_default()
}

/// Puts the headers on top: the first of the first rows that names the columns the import needs, else the first with
/// any text.
fn sheet(rows: Vec<(u32, Vec<String>)>) -> Result<Sheet, Unreadable> {
    let mut rows: Vec<(u32, Vec<String>)> =
        rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty())).collect();
    if rows.is_empty() {
        return Err(Unreadable::Empty);
    }
    let found = rows.iter().take(HEADER_ROWS).position(|(_, cells)| names_columns(cells)).unwrap_or(0);
    let below = rows.split_off(found + 1);
    let headers = rows.pop().map(|(_, cells)| cells).unwrap_or_default();
    let rows = below
        .into_iter()
        .map(|(number, cells)| SheetRow { number, cells: cells.iter().map(|cell| plain(cell).to_owned()).collect() });
    Ok(Sheet { headers, rows: rows.collect() })
}

fn names_columns(cells: &[String]) -> bool {
    let reading = read(&Sheet { headers: cells.to_vec(), rows: Vec::new() });
    !reading.problems.iter().any(|problem| {
        problem.what == Wrong::ColumnMissing && matches!(problem.column, Some(Column::Name | Column::Faction))
    })
}

#[cfg(test)]
mod tests;
