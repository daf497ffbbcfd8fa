//! Workbooks of Excel and its likes (XLSX).

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::decode::{MAX_COLUMNS, MAX_ROWS, Unreadable};

/// Files in the archive (R54).
const MAX_ENTRIES: usize = 2_000;
/// Bytes when unpacked. R54 allows 200 MiB; a list of people needs a hundredth.
const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// Times as large when unpacked (R54); small files are let through, they compress well.
const MAX_RATIO: u64 = 100;
const SMALL: u64 = 1024 * 1024;

/// The rows of the first sheet with any text, with their numbers. Cells are read one by one: a sheet that claims to be
/// as large as Excel allows takes no memory for its empty cells.
pub(super) fn rows(bytes: &[u8]) -> Result<Vec<(u32, Vec<String>)>, Unreadable> {
    inspect(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in sheets {
        let rows = sheet_rows(&mut book, &name)?;
        if !rows.is_empty() {
            return Ok(rows);
        }
    }
    Err(Unreadable::Empty)
}

fn sheet_rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<(u32, Vec<String>)>, Unreadable> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| Unreadable::Broken)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(cell) = reader.next_cell().map_err(|_| Unreadable::Broken)? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if text.trim().is_empty() || column >= MAX_COLUMNS {
            continue;
        }
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(place) = cells.get_mut(column) {
            *place = text;
        }
        if rows.len() > MAX_ROWS {
            return Err(Unreadable::TooManyRows);
        }
    }
    Ok(rows.into_iter().map(|(row, cells)| (row.saturating_add(1), cells)).collect())
}

/// A cell as people read it; dates as `YYYY-MM-DD`.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTimeIso(text) => text.clone(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Empty | DataRef::Error(_) => String::new(),
        other => Data::from(other.clone()).to_string(),
    }
}

/// Looks into the archive before anything is made of it: number of files, their names, and what they really unpack to.
fn inspect(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    if archive.len() > MAX_ENTRIES {
        return Err(Unreadable::Bomb);
    }
    let mut left = MAX_UNPACKED;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|_| Unreadable::Broken)?;
        if entry.enclosed_name().is_none() || entry.is_symlink() || entry.encrypted() {
            return Err(Unreadable::Bomb);
        }
        let most = entry.compressed_size().saturating_mul(MAX_RATIO).max(SMALL).min(left);
        let unpacked = std::io::copy(&mut (&mut entry).take(most + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|_| Unreadable::Broken)?;
        if unpacked > most {
            return Err(Unreadable::Bomb);
        }
        left -= unpacked;
    }
    Ok(())
}
