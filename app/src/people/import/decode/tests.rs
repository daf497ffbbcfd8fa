//! Files as clerks have them, and files they should not have.

use std::io::Write;

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

fn cells(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

/// A workbook with these sheet cells, as XML.
fn workbook(sheet: &str) -> Vec<u8> {
    let parts = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#.to_owned(),
        ),
        (
            "_rels/.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Raad" sheetId="1" r:id="rId1"/></sheets></workbook>"#.to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#.to_owned(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>"#),
        ),
    ];
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    zip.finish().expect("a workbook").into_inner()
}

fn text_cell(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[test]
fn a_sheet_is_the_same_whatever_the_letters_and_the_marks() {
    let with_semicolons = "naam;fractie;vanaf\r\nAndré Çelik;Fryslân Één;1-2-2026\r\n";
    let with_commas = "naam,fractie,vanaf\n\"André Çelik\",\"Fryslân Één\",1-2-2026\n";
    let with_tabs = "naam\tfractie\tvanaf\nAndré Çelik\tFryslân Één\t1-2-2026\n";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(with_semicolons);
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(with_tabs.encode_utf16().flat_map(u16::to_le_bytes));
    let files: [Vec<u8>; 7] = [
        with_semicolons.into(),
        format!("\u{feff}{with_semicolons}").into(),
        with_commas.into(),
        with_tabs.into(),
        latin.into_owned(),
        utf16,
        format!("sep=;\r\n{with_semicolons}").into(),
    ];
    for file in files {
        let sheet = decode(&file, "raad.csv").expect("a sheet");
        assert_eq!(sheet.headers, ["naam", "fractie", "vanaf"]);
        assert_eq!(cells(&sheet), [["André Çelik", "Fryslân Één", "1-2-2026"]]);
    }
}

#[test]
fn rows_keep_the_number_they_have_in_the_file() {
    let sheet = decode(b"Raad van Winterbeek;;\n\nnaam;fractie\nA A;CDA\n\nB B;VVD\n", "raad.csv").expect("a sheet");
    assert_eq!(sheet.headers, ["naam", "fractie"]);
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [4, 6]);
}

#[test]
fn a_mark_against_formulas_is_taken_away_again() {
    let sheet = decode("naam;telefoon;fractie\nA A;'+31 6 1;'t Hart\n".as_bytes(), "raad.csv").expect("a sheet");
    assert_eq!(cells(&sheet), [["A A", "+31 6 1", "'t Hart"]]);
}

#[test]
fn a_workbook_is_read_with_its_dates() {
    let rows = format!(
        r#"<row r="1">{}{}{}</row><row r="3">{}{}<c r="C3"><v>46054</v></c></row>"#,
        text_cell("A1", "Naam"),
        text_cell("B1", "Fractie"),
        text_cell("C1", "Vanaf"),
        text_cell("A3", "André"),
        text_cell("B3", "CDA"),
    );
    let sheet = decode(&workbook(&rows), "raad.XLSX").expect("a sheet");
    assert_eq!(sheet.headers, ["Naam", "Fractie", "Vanaf"]);
    assert_eq!(cells(&sheet), [["André", "CDA", "46054"]]);
    assert_eq!(sheet.rows.first().map(|row| row.number), Some(3));
}

#[test]
fn a_sheet_that_claims_to_be_vast_takes_no_memory() {
    let rows = format!(
        r#"<row r="1">{}{}</row><row r="1048576">{}{}</row>"#,
        text_cell("A1", "naam"),
        text_cell("B1", "fractie"),
        text_cell("A1048576", "A A"),
        text_cell("XFD1048576", "x"),
    );
    let sheet = decode(&workbook(&rows), "raad.xlsx").expect("a sheet");
    assert_eq!(cells(&sheet), [["A A"]]);
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).expect("a part");
    for _ in 0..3 {
        zip.write_all(&vec![b' '; 1024 * 1024]).expect("spaces");
    }
    let bomb = zip.finish().expect("a bomb").into_inner();
    assert!(bomb.len() < MAX_FILE);
    assert_eq!(decode(&bomb, "raad.xlsx"), Err(Unreadable::Bomb));
}

#[test]
fn a_workbook_that_points_outside_itself_is_refused() {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("../outside.xml", SimpleFileOptions::default()).expect("a part");
    let slip = zip.finish().expect("an archive").into_inner();
    assert_eq!(decode(&slip, "raad.xlsx"), Err(Unreadable::Bomb));
}

#[test]
fn what_is_no_list_is_refused_with_the_reason() {
    let cases: [(&[u8], &str, Unreadable); 9] = [
        (b"", "raad.csv", Unreadable::Empty),
        (b"\n \n", "raad.csv", Unreadable::Empty),
        (b"naam;fractie\n", "raad.pdf", Unreadable::Name),
        (b"naam;fractie\n", "raad.xlsx", Unreadable::Content),
        (b"PK\x03\x04nothing", "raad.csv", Unreadable::Content),
        (b"PK\x03\x04nothing", "raad.xlsx", Unreadable::Broken),
        (b"%PDF-1.7 naam;fractie\n", "raad.csv", Unreadable::Content),
        (b"naam;fractie\nA\0B;CDA\n", "raad.csv", Unreadable::Content),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "raad.xls", Unreadable::OldExcel),
    ];
    for (bytes, name, why) in cases {
        assert_eq!(decode(bytes, name), Err(why), "{name}");
    }
    assert_eq!(decode(&vec![b'a'; MAX_FILE + 1], "raad.csv"), Err(Unreadable::TooLarge));
}
