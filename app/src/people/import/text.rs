//! Files of text: which letters, which mark between the cells.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::decode::{MAX_COLUMNS, MAX_ROWS, Unreadable};

/// The rows of a text file with their line in the file, counted from 1.
pub(super) fn rows(bytes: &[u8]) -> Result<Vec<(u32, Vec<String>)>, Unreadable> {
    let text = letters(bytes)?;
    let (text, lines_before, delimiter) = match separator_line(&text) {
        Some((delimiter, rest)) => (rest, 1, delimiter),
        None => (text.as_str(), 0, guess(&text)),
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut place = Place { text: text.as_bytes(), at: 0, line: lines_before + 1 };
    for record in reader.records() {
        let record = record.map_err(|_| Unreadable::Content)?;
        let line = place.line_of(record.position().map_or(0, csv::Position::byte));
        if rows.len() >= MAX_ROWS {
            return Err(Unreadable::TooManyRows);
        }
        let cells = record.iter().take(MAX_COLUMNS).map(str::to_owned).collect();
        rows.push((line, cells));
    }
    Ok(rows)
}

/// Where in a text a record begins. The reader tells where it stood before it passed over empty lines.
struct Place<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Place<'_> {
    /// The line of the first byte that is no line end, from this place on. Places only go up.
    fn line_of(&mut self, byte: u64) -> u32 {
        let from = usize::try_from(byte).unwrap_or(self.text.len());
        while let Some(byte) = self.text.get(self.at) {
            if self.at >= from && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line = self.line.saturating_add(u32::from(*byte == b'\n'));
            self.at += 1;
        }
        self.line
    }
}

/// UTF-8 with or without a mark, UTF-16 with one (Excel's "Unicode-tekst"), else the Latin letters of Windows. Text with
/// other control characters than tabs and line ends is no text.
fn letters(bytes: &[u8]) -> Result<String, Unreadable> {
    let encoding = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) if [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) => encoding,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    };
    let (text, _, broken) = encoding.decode(bytes);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if broken || text.chars().any(control) { Err(Unreadable::Content) } else { Ok(text.into_owned()) }
}

/// `sep=;` on a line of its own, as Excel writes and reads it.
fn separator_line(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    match first.trim_end().strip_prefix("sep=")?.as_bytes() {
        [delimiter @ (b';' | b',' | b'\t')] => Some((*delimiter, rest)),
        _ => None,
    }
}

/// The mark that occurs most in the first lines, outside quotes; a semicolon when nothing tells.
fn guess(text: &str) -> u8 {
    let mut counts = [(b';', 0_usize), (b',', 0), (b'\t', 0)];
    let mut quoted = false;
    let mut lines = 0;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => lines += 1,
            _ if quoted => {}
            other => {
                for (_, count) in counts.iter_mut().filter(|(mark, _)| *mark == other) {
                    *count += 1;
                }
            }
        }
        if lines >= 5 {
            break;
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    counts.iter().find(|(_, count)| *count == most).map_or(b';', |(mark, _)| *mark)
}
