//! What is taken and what is not: every kind as it should be, and the ways in which a file is not what it says.

use std::io::{Cursor, Seek, SeekFrom, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    kind::{Kind, Unfit},
    views::size_words,
};
use crate::text::Lang;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\0IEND\xae\x42\x60\x82";
const JPG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9";
const ICS: &[u8] = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";

fn inspect(name: &str, bytes: &[u8]) -> Result<String, Unfit> {
    static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    let path = std::env::temp_dir().join(format!("ew-inspect-{}-{number}", std::process::id()));
    let mut file = std::fs::File::create_new(&path).unwrap();
    file.write_all(bytes).unwrap();
    let mut file = std::fs::File::open(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    match Kind::of_name(name) {
        Some(kind) => kind.inspect(&file).unwrap(),
        None => Err(Unfit::Extension),
    }
}

/// An archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn types(of: &str) -> Vec<u8> {
    format!("<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.{of}+xml\"/></Types>")
        .into_bytes()
}

fn docx() -> Vec<u8> {
    archive(&[("[Content_Types].xml", &types("wordprocessingml.document.main")), ("word/document.xml", b"<w/>")])
}

fn xlsx() -> Vec<u8> {
    archive(&[("[Content_Types].xml", &types("spreadsheetml.sheet.main")), ("xl/workbook.xml", b"<w/>")])
}

fn pptx() -> Vec<u8> {
    archive(&[("[Content_Types].xml", &types("presentationml.presentation.main")), ("ppt/presentation.xml", b"<p/>")])
}

fn odt() -> Vec<u8> {
    archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<o/>")])
}

#[test]
fn every_kind_is_taken_and_keeps_its_media_type() {
    let taken: [(&str, Vec<u8>, &str); 11] = [
        ("a.pdf", PDF.to_vec(), "application/pdf"),
        ("a.PNG", PNG.to_vec(), "image/png"),
        ("a.jpg", JPG.to_vec(), "image/jpeg"),
        ("a.JPEG", JPG.to_vec(), "image/jpeg"),
        ("a.ics", ICS.to_vec(), "text/calendar; charset=utf-8"),
        ("a.txt", "Notulen: één".as_bytes().to_vec(), "text/plain; charset=utf-8"),
        ("a.txt", b"Notulen: \xe9\xe9n".to_vec(), "text/plain; charset=windows-1252"),
        ("a.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.pptx", pptx(), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        ("a.odt", odt(), "application/vnd.oasis.opendocument.text"),
    ];
    for (name, bytes, media_type) in taken {
        assert_eq!(inspect(name, &bytes), Ok(media_type.to_owned()), "{name}");
    }
}

#[test]
fn a_name_that_is_not_in_the_list_is_refused() {
    for name in [
        "a.html",
        "a.htm",
        "a.svg",
        "a.xml",
        "a.exe",
        "a.js",
        "a.zip",
        "a.docm",
        "a.doc",
        "a.xlsm",
        "a.pdf.exe",
        "a",
        "a.",
        ".pdf ~",
        "pdf",
        "a.pdf\0.html",
        "a.mht",
        "a.rtf",
        "a.eml",
    ] {
        assert_eq!(inspect(name, PDF), Err(Unfit::Extension), "{name}");
    }
}

#[test]
fn no_kind_passes_for_another() {
    let all: [(&str, Vec<u8>); 8] = [
        ("pdf", PDF.to_vec()),
        ("png", PNG.to_vec()),
        ("jpg", JPG.to_vec()),
        ("ics", ICS.to_vec()),
        ("docx", docx()),
        ("xlsx", xlsx()),
        ("pptx", pptx()),
        ("odt", odt()),
    ];
    for (of, bytes) in &all {
        for kind in Kind::ALL.iter().filter(|kind| kind.extension() != *of) {
            let said = inspect(&format!("a.{}", kind.extension()), bytes);
            assert!(matches!(said, Err(Unfit::Content | Unfit::Characters)), "{of} as {kind:?}: {said:?}");
        }
    }
}

#[test]
fn a_file_that_is_two_things_at_once_is_refused() {
    let both = |first: &[u8], second: &[u8]| [first, second].concat();
    assert_eq!(inspect("a.pdf", &both(PDF, &docx())), Err(Unfit::Content), "a PDF that is an archive");
    assert_eq!(inspect("a.png", &both(PNG, &xlsx())), Err(Unfit::Content));
    assert_eq!(inspect("a.jpg", &both(JPG, &odt())), Err(Unfit::Content));
    assert_eq!(inspect("a.docx", &both(PDF, &docx())), Err(Unfit::Content), "an archive behind a PDF");
    assert_eq!(inspect("a.docx", &both(&docx(), b"<script>alert(1)</script>")), Err(Unfit::Content));
    assert_eq!(inspect("a.pdf", b"%PDF-1.7 cut off"), Err(Unfit::Content));
    assert_eq!(inspect("a.png", &PNG[..40]), Err(Unfit::Content));
    let two =
        archive(&[("[Content_Types].xml", &types("wordprocessingml.document.main")), ("xl/workbook.xml", b"<w/>")]);
    assert_eq!(inspect("a.docx", &two), Err(Unfit::Content), "says word, holds a sheet");
}

#[test]
fn a_text_is_nothing_but_text() {
    for bytes in [
        b"<html><script>alert(1)</script>".as_slice(),
        b"  \n<!doctype html>",
        b"<?xml version=\"1.0\"?>",
        b"<svg onload=alert(1)>",
        b"\xef\xbb\xbf<script>",
        b"#!/bin/sh",
        b"%!PS-Adobe",
        b"{\\rtf1",
        ICS,
    ] {
        assert_eq!(inspect("a.txt", bytes), Err(Unfit::Content), "{}", String::from_utf8_lossy(bytes));
    }
    for bytes in [b"a\0b".as_slice(), b"\xff\xfea\0b\0", b"a\x1b[31m", b"\x81\x8d"] {
        assert_eq!(inspect("a.txt", bytes), Err(Unfit::Characters));
    }
    assert_eq!(inspect("a.txt", b""), Err(Unfit::Empty));
    assert_eq!(inspect("a.ics", b"BEGIN:VCARD\r\nEND:VCARD"), Err(Unfit::Content));
}

#[test]
fn an_office_file_has_no_macros_no_lock_and_no_way_out() {
    let with = |name: &str, bytes: &[u8]| {
        let base = types("wordprocessingml.document.main");
        archive(&[("[Content_Types].xml", &base), ("word/document.xml", b"<w/>"), (name, bytes)])
    };
    assert_eq!(inspect("a.docx", &with("word/vbaProject.bin", b"x")), Err(Unfit::Macros));
    let types_of_macros = b"<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>";
    let macros = archive(&[("[Content_Types].xml", types_of_macros), ("word/document.xml", b"<w/>")]);
    assert_eq!(inspect("a.docx", &macros), Err(Unfit::Macros));
    let basic = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<o/>"),
        ("Basic/Standard/Module1.xml", b"x"),
    ]);
    assert_eq!(inspect("a.odt", &basic), Err(Unfit::Macros));
    for name in ["../x", "word/../../x", "/etc/passwd", "C:\\x", "word\\..\\x", "word/\u{7}"] {
        assert_eq!(inspect("a.docx", &with(name, b"x")), Err(Unfit::Content), "{name}");
    }
    let mut zip = ZipWriter::new(Cursor::new(docx()));
    zip.start_file("[Content_Types].xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(&types("wordprocessingml.document.main")).unwrap();
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    zip.add_symlink("word/link", "../../etc", SimpleFileOptions::default()).unwrap();
    let linked = zip.finish().unwrap().into_inner();
    assert_eq!(inspect("a.docx", &linked), Err(Unfit::Content));

    // The bit that says "encrypted" in both headers of the first part.
    let mut locked = docx();
    let central = locked.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[central + 8] |= 1;
    assert_eq!(inspect("a.docx", &locked), Err(Unfit::Locked));
}

#[test]
fn an_archive_that_grows_too_much_is_refused() {
    let zeros = vec![0_u8; 8 * 1024 * 1024];
    let base = types("wordprocessingml.document.main");
    let bomb = archive(&[("[Content_Types].xml", &base), ("word/document.xml", &zeros)]);
    assert!(bomb.len() < 20_000);
    assert_eq!(inspect("a.docx", &bomb), Err(Unfit::Bomb), "more than a hundred times");

    let many: Vec<String> = (0..2_001).map(|n| format!("word/{n}.xml")).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", &base)];
    parts.extend(many.iter().map(|name| (name.as_str(), b"x".as_slice())));
    assert_eq!(inspect("a.docx", &archive(&parts)), Err(Unfit::Bomb), "too many parts");

    // Headers that lie about the length: the length counts, not what is said of it.
    let mut liar = archive(&[("[Content_Types].xml", &base), ("word/document.xml", &zeros)]);
    let second = liar.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    liar[second + 24..second + 28].copy_from_slice(&10_u32.to_le_bytes());
    assert!(inspect("a.docx", &liar).is_err());

    // Two names for the same bytes.
    let mut twice = docx();
    let central: Vec<usize> = (0..twice.len()).filter(|at| twice[*at..].starts_with(b"PK\x01\x02")).collect();
    let first = twice[central[0] + 42..central[0] + 46].to_vec();
    twice[central[1] + 42..central[1] + 46].copy_from_slice(&first);
    assert!(inspect("a.docx", &twice).is_err());
}

#[test]
fn sizes_are_said_as_people_say_them() {
    assert_eq!(size_words(Lang::Nl, 1), "1 kB");
    assert_eq!(size_words(Lang::Nl, 340_000), "340 kB");
    assert_eq!(size_words(Lang::Nl, 950_000), "1 MB");
    assert_eq!(size_words(Lang::Nl, 1_234_567), "1,2 MB");
    assert_eq!(size_words(Lang::En, 26_214_400), "26.2 MB");
}
