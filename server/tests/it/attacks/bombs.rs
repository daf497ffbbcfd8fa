//! Small things that would become large, and files that are not what they say: one clear answer in Dutch, and nothing kept.

use std::{
    io::Write,
    time::{Duration, Instant},
};

use reqwest::{Method, multipart};

use super::readers;
use crate::{
    documents,
    permissions::furnish,
    support::{Answer, Browser, TestApp},
};

/// An archive with these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const TYPES: &[u8] = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>"#;

/// A workbook a thousand times as large as it looks.
fn bomb() -> Vec<u8> {
    let sheet = [b"<worksheet><sheetData>".to_vec(), vec![b' '; 32 * 1024 * 1024]].concat();
    archive(&[
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

async fn import(browser: &Browser, name: &str, bytes: Vec<u8>) -> (Answer, Duration) {
    let file = multipart::Part::bytes(bytes).file_name(name.to_owned());
    let form = multipart::Form::new().part("bestand", file);
    let start = Instant::now();
    let answer = browser.send(browser.request(Method::POST, "/raad/import").multipart(form)).await;
    (answer, start.elapsed())
}

#[tokio::test]
async fn a_list_that_is_a_bomb_is_refused_in_a_sentence() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let bomb = bomb();
    assert!(bomb.len() < 40 * 1024, "{} bytes", bomb.len());
    let many: Vec<(String, Vec<u8>)> = (0..2_100).map(|at| (format!("x{at}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    let entities = br#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "lolo"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><workbook>&b;</workbook>"#;
    let lists: Vec<(&str, &str, Vec<u8>)> = vec![
        ("a thousand times itself", "raad.xlsx", bomb),
        ("too many files", "raad.xlsx", archive(&many)),
        ("a way out", "raad.xlsx", archive(&[("[Content_Types].xml", TYPES), ("../../etc/cron.d/x", b"x")])),
        ("entities", "raad.xlsx", archive(&[("[Content_Types].xml", TYPES), ("xl/workbook.xml", entities)])),
        ("cut in half", "raad.xlsx", archive(&[("[Content_Types].xml", TYPES)])[..60].to_vec()),
        ("a million rows", "raad.csv", [b"naam;fractie;rol\n".to_vec(), b"a;b;c\n".repeat(300_000)].concat()),
        ("a page", "raad.csv", b"<!doctype html><script>vreemd()</script>".to_vec()),
        ("a program", "raad.csv", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00".to_vec()),
        ("a picture", "raad.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".to_vec()),
    ];
    for (what, name, bytes) in lists {
        let (answer, time) = import(&greet, name, bytes).await;
        assert_eq!(answer.code(), 422, "{what}: {}", answer.text);
        let said = answer.complaint();
        assert!(said.len() > 15, "{what}: {said:?}");
        assert!(readers::page(&answer.text, false).foreign.is_empty(), "{what}");
        assert!(time < Duration::from_secs(10), "{what} took {time:?}");
        assert_eq!(app.count("SELECT COUNT(*) FROM import_previews").await, 0, "{what} was kept");
    }
    // Wide, and never closed: taken or refused, in time, and as text.
    for bytes in [
        [b"naam;fractie;rol".to_vec(), b";".repeat(1_000_000), b"\na;b;raadslid\n".to_vec()].concat(),
        [b"naam;fractie;rol\n\"".to_vec(), b"a;b\n".repeat(200_000)].concat(),
        [b"naam;fractie;rol\n".to_vec(), b"\"\"\"\";".repeat(200_000)].concat(),
    ] {
        let (answer, time) = import(&greet, "raad.csv", bytes).await;
        assert!(matches!(answer.code(), 303 | 422), "{}", answer.code());
        assert!(time < Duration::from_secs(10), "{time:?}");
        if answer.code() == 303 {
            let start = Instant::now();
            let page = greet.get(&format!("/{}", answer.location())).await.is(200);
            assert!(page.text.len() < 2_000_000, "a page of {} bytes", page.text.len());
            assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
        }
    }
}

#[tokio::test]
async fn a_paper_that_lies_is_refused_in_a_sentence_and_leaves_nothing() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "woord").await;
    let greet = app.sign_in(&town, "greet").await;
    let before = app.count("SELECT COUNT(*) FROM documents").await;
    let page = b"<!doctype html><script>vreemd()</script>".to_vec();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"vreemd()\"/>".to_vec();
    let program = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00".to_vec();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for ending in ["pdf", "docx", "xlsx", "pptx", "odt", "png", "jpg"] {
        for content in [&page, &svg, &program] {
            files.push((format!("stuk.{ending}"), content.clone()));
        }
    }
    files.push(("stuk.docx".to_owned(), bomb()));
    files.push(("stuk.txt".to_owned(), program.clone()));
    files.push(("stuk.ics".to_owned(), page.clone()));
    for name in ["stuk.html", "stuk.svg", "stuk.exe", "stuk.pdf.exe", "stuk", ".pdf.svg", "stuk.pdf\u{0}.html"] {
        files.push((name.to_owned(), documents::PDF.to_vec()));
    }
    for (name, bytes) in files {
        let start = Instant::now();
        let answer = documents::upload(&greet, things.gathering, "", "", &name, &bytes).await;
        assert_eq!(answer.code(), 422, "{name}: {}", answer.text.chars().take(300).collect::<String>());
        let said = answer.complaint();
        assert!(said.len() > 15, "{name}: {said:?}");
        assert!(start.elapsed() < Duration::from_secs(10), "{name}: {:?}", start.elapsed());
    }
    assert_eq!(app.count("SELECT COUNT(*) FROM documents").await, before);
    let folder = app.state().settings.data_dir.join("documenten");
    let mut left = 0;
    for below in std::fs::read_dir(folder).into_iter().flatten() {
        left += std::fs::read_dir(below.unwrap().path()).unwrap().count();
    }
    assert_eq!(left, 0, "files nobody keeps");
}

#[tokio::test]
async fn markdown_that_is_a_bomb_is_a_page_in_no_time() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let cora = app.sign_in(&town, "cora").await;
    let size = 60_000;
    let fill = |text: &str| text.repeat(size / text.len());
    let references: String =
        (0..1_000).map(|at| format!("[a{at}]: /x{at}\n")).collect::<String>() + &fill("[a1]")[..20_000];
    let nested: String = (0..340).map(|depth| format!("{}- a\n", "  ".repeat(depth.min(80)))).collect();
    let texts = [
        fill(">"),
        fill("> "),
        fill("- "),
        fill("1. "),
        fill("["),
        fill("]("),
        fill("![a]("),
        fill("*a_"),
        fill("**a "),
        fill("`"),
        fill("<"),
        fill("a|"),
        fill("|-"),
        fill("~"),
        fill("\\"),
        fill("&#0;"),
        fill("[a]: /x\n"),
        fill("a@b.c "),
        fill("http://a.b "),
        fill("[x](<"),
        references,
        nested,
        format!("|{}\n|{}\n{}", fill("a|"), "-|".repeat(100), "|\n".repeat(100)),
    ];
    let mut slow = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let text: String = text.chars().take(size).collect();
        let title = format!("Bom {at}");
        let fields = [("soort", "technisch"), ("titel", title.as_str()), ("tekst", text.as_str())];
        let start = Instant::now();
        let answer = cora.post("/vragen", &fields).await;
        let taken = start.elapsed();
        assert!(matches!(answer.code(), 303 | 422), "{at}: {}", answer.code());
        if answer.code() == 303 {
            let start = Instant::now();
            let page = cora.get(&format!("/{}", answer.location())).await.is(200);
            let read = start.elapsed();
            assert!(page.text.len() < 30 * size, "{at}: {} bytes", page.text.len());
            // The comparison is with what the same text costs as plain words, in this very build.
            if taken.max(read) > Duration::from_secs(3) {
                slow.push(format!("{at} {:?}: {taken:?} to take, {read:?} to read", &text[..8.min(text.len())]));
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
    cora.get("/vragen").await.is(200);
}
