//! The tables of a period as files for a spreadsheet: CSV with semicolons, and OpenDocument (ISO/IEC 26300) with numbers
//! that are numbers. An OpenDocument sheet is three small XML files in a zip; what the crates for it bring along is a
//! hundred times that.

use std::io::{Cursor, Write as _};

use axum::{
    extract::{Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use domain::policy::{Facts, act};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    figures::Grouping,
    late,
    loaded::{self, Asked, Loaded},
    report_pages,
    said::{self, Groups},
    sheets::{self, Cell, For, Sheet},
};
use crate::{AppState, ctx::Ctx, error::AppError, people};

const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";
const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;
const CONTENT_HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:spreadsheet>"#;
const CONTENT_FOOT: &str = "</office:spreadsheet></office:body></office:document-content>";

/// What a file holds: its name without an ending, the sentences, the tables.
pub(super) struct Contents {
    /// Name without an ending.
    pub name: String,
    /// Title of the page.
    pub title: String,
    /// The sentences about telling and about reading.
    pub sentences: Vec<String>,
    /// The tables.
    pub sheets: Vec<Sheet>,
}

/// Puts the words and tables of a period together. `NotFound` where nothing was released.
pub(super) fn contents(ctx: &Ctx, loaded: &Loaded, reader: For) -> Result<Contents, AppError> {
    let telling = loaded.telling.as_ref().ok_or(AppError::NotFound)?;
    let groups = Groups::of(ctx.lang, &loaded.book, loaded.grouping);
    let mut sentences = said::telling(ctx.lang, &groups, telling, &loaded.book, false);
    let mut sheets = vec![sheets::telling(ctx, &groups, telling, &loaded.book, reader)];
    if loaded.grouping == Grouping::Sides && matches!(loaded.span, loaded::Span::Quarter(_)) {
        sentences.extend(said::reading(ctx.lang, &groups, &loaded.reading, false));
        sheets.extend(sheets::reading(ctx, &loaded.reading, &loaded.book));
    }
    sentences.extend(late::sentences(ctx, &loaded.late));
    let name = report_pages::name(ctx, loaded);
    let days = format!("{}-{}", loaded.part.from, loaded.part.to);
    Ok(Contents {
        name: format!("informatiebalans-{}-{days}", ctx.tenant.slug()),
        title: format!("{} · {}", ctx.tn("balance-title", &[("quarter", name.into())]), ctx.tenant.name()),
        sentences,
        sheets,
    })
}

/// The tables as CSV.
pub async fn csv(ctx: Ctx, State(app): State<AppState>, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Facts::default())?;
    let loaded = loaded::load(app.db.read(), &ctx.tenant, &asked, ctx.now).await?;
    let contents = contents(&ctx, &loaded, For::Spreadsheet)?;
    let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(vec![0xEF, 0xBB, 0xBF]);
    let mut write = |row: Vec<String>| writer.write_record(&row).map_err(AppError::unexpected);
    // Words are made harmless for a spreadsheet; a negative number stays a number.
    let plain = |cell: &Cell| match cell {
        Cell::Text(text) => people::export::harmless(text),
        other => other.words(&ctx),
    };
    write(vec![people::export::harmless(&contents.title)])?;
    for sentence in &contents.sentences {
        write(vec![people::export::harmless(sentence)])?;
    }
    for sheet in &contents.sheets {
        write(vec![String::new()])?;
        write(vec![sheet.title.clone()])?;
        write(sheet.head.clone())?;
        for row in &sheet.rows {
            write(row.iter().map(plain).collect())?;
        }
    }
    let bytes = writer.into_inner().map_err(AppError::unexpected)?;
    Ok(file("text/csv; charset=utf-8", &format!("{}.csv", contents.name), bytes))
}

/// The tables as an OpenDocument spreadsheet.
pub async fn ods(ctx: Ctx, State(app): State<AppState>, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    ctx.allow::<act::SeeBalance>(Facts::default())?;
    let loaded = loaded::load(app.db.read(), &ctx.tenant, &asked, ctx.now).await?;
    let contents = contents(&ctx, &loaded, For::Spreadsheet)?;
    let bytes = spreadsheet(&ctx, &contents).map_err(AppError::unexpected)?;
    Ok(file(ODS, &format!("{}.ods", contents.name), bytes))
}

pub(super) fn file(kind: &str, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}

fn spreadsheet(ctx: &Ctx, contents: &Contents) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The type comes first and uncompressed, so that a program sees what this is before it unpacks anything.
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("mimetype", plain)?;
    zip.write_all(ODS.as_bytes())?;
    zip.start_file("META-INF/manifest.xml", packed)?;
    zip.write_all(MANIFEST.as_bytes())?;
    zip.start_file("content.xml", packed)?;
    let mut xml = CONTENT_HEAD.to_owned();
    let words = |text: &str| vec![Cell::Text(text.to_owned())];
    let mut first = vec![words(&contents.title)];
    first.extend(contents.sentences.iter().map(|sentence| words(sentence)));
    table(ctx, &mut xml, &ctx.t("report-sheet-words"), &first);
    for sheet in &contents.sheets {
        let head = sheet.head.iter().map(|label| Cell::Text(label.clone())).collect();
        let rows: Vec<Vec<Cell>> = std::iter::once(head).chain(sheet.rows.iter().cloned()).collect();
        table(ctx, &mut xml, &sheet.title, &rows);
    }
    xml.push_str(CONTENT_FOOT);
    zip.write_all(xml.as_bytes())?;
    Ok(zip.finish()?.into_inner())
}

fn table(ctx: &Ctx, xml: &mut String, name: &str, rows: &[Vec<Cell>]) {
    xml.push_str(&format!("<table:table table:name=\"{}\">", escape(name)));
    for row in rows {
        xml.push_str("<table:table-row>");
        for cell in row {
            let number = match cell {
                Cell::Count(n) => Some(n.to_string()),
                Cell::Number(number, decimals) => Some(format!("{number:.decimals$}")),
                Cell::Chance(p) => Some(format!("{p:.6}")),
                _ => None,
            };
            let text = escape(&cell.words(ctx));
            match number {
                Some(value) => xml.push_str(&format!(
                    "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>{text}</text:p></table:table-cell>"
                )),
                None => xml.push_str(&format!(
                    "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
                )),
            }
        }
        xml.push_str("</table:table-row>");
    }
    xml.push_str("</table:table>");
}

/// Text in XML; what XML has no sign for is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            sign if sign.is_control() => {}
            '\u{FFFE}' | '\u{FFFF}' => {}
            sign => out.push(sign),
        }
    }
    out
}
