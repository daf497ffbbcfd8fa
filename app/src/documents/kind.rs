//! What kinds of file are taken, and whether a file is the kind its name says (R53, R54).
//!
//! A name is a promise of what opens the file, so name and content must agree; what a browser could run (HTML, SVG) or
//! what carries macros is no kind at all.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
};

use super::zipped;

/// Bytes at the beginning that tell one kind from another.
const HEAD: usize = 8 * 1024;
/// Bytes at the end in which a PDF says that it ends.
const TAIL: u64 = 1024;

/// A kind of file that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Portable document.
    Pdf,
    /// Text of Word.
    Docx,
    /// Sheet of Excel.
    Xlsx,
    /// Slides of PowerPoint.
    Pptx,
    /// Text of LibreOffice.
    Odt,
    /// Plain text.
    Txt,
    /// Picture.
    Png,
    /// Photo.
    Jpg,
    /// Dates for a calendar.
    Ics,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// No file, or an empty one.
    Empty,
    /// Its name ends in something that is not in the list.
    Extension,
    /// The content is another kind than the name says, or damaged.
    Content,
    /// A text in a character set we cannot be sure of, or no text at all.
    Characters,
    /// It carries macros.
    Macros,
    /// It is locked with a password, so that nobody can see what is in it.
    Locked,
    /// Unpacked it would be far larger than it looks.
    Bomb,
}

impl Unfit {
    /// The key of the catalogue that says so.
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "documents-error-no-file",
            Self::Extension => "documents-error-extension",
            Self::Content => "documents-error-content",
            Self::Characters => "documents-error-characters",
            Self::Macros => "documents-error-macros",
            Self::Locked => "documents-error-locked",
            Self::Bomb => "documents-error-bomb",
        }
    }
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 9] =
        [Self::Pdf, Self::Docx, Self::Xlsx, Self::Pptx, Self::Odt, Self::Txt, Self::Png, Self::Jpg, Self::Ics];

    /// The end of a file name, in small letters.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Odt => "odt",
            Self::Txt => "txt",
            Self::Png => "png",
            Self::Jpg => "jpg",
            Self::Ics => "ics",
        }
    }

    /// The kind a file name promises.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.trim().rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        if extension == "jpeg" {
            return Some(Self::Jpg);
        }
        Self::ALL.into_iter().find(|kind| kind.extension() == extension)
    }

    /// The media type it is stored and sent with; for texts with the character set that was found.
    fn media_type(self, charset: &'static str) -> String {
        match self {
            Self::Pdf => "application/pdf".to_owned(),
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document".to_owned(),
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation".to_owned(),
            Self::Odt => "application/vnd.oasis.opendocument.text".to_owned(),
            Self::Txt => format!("text/plain; charset={charset}"),
            Self::Png => "image/png".to_owned(),
            Self::Jpg => "image/jpeg".to_owned(),
            Self::Ics => format!("text/calendar; charset={charset}"),
        }
    }

    /// Looks at the content. The media type when it is what the name promised, else why not; the outer error is the
    /// disk's.
    pub(super) fn inspect(self, mut file: &File) -> std::io::Result<Result<String, Unfit>> {
        let size = file.metadata()?.len();
        if size == 0 {
            return Ok(Err(Unfit::Empty));
        }
        let head = read_at(file, 0, HEAD)?;
        let found = infer::get(&head).map(|found| found.extension());
        let charset = match self {
            Self::Pdf | Self::Png | Self::Jpg => {
                let whole = match self {
                    Self::Pdf => holds(&read_at(file, size.saturating_sub(TAIL), HEAD)?, b"%%EOF"),
                    Self::Png => holds(&read_at(file, size.saturating_sub(TAIL), HEAD)?, b"IEND\xae\x42\x60\x82"),
                    _ => true,
                };
                if found != Some(self.extension()) || !whole || zipped::ends_as_archive(file, size)? {
                    return Ok(Err(Unfit::Content));
                }
                ""
            }
            Self::Docx | Self::Xlsx | Self::Pptx | Self::Odt => {
                if let Err(unfit) = zipped::inspect(self, file, size)? {
                    return Ok(Err(unfit));
                }
                ""
            }
            Self::Txt | Self::Ics => {
                let mut bytes = Vec::new();
                file.seek(SeekFrom::Start(0))?;
                file.read_to_end(&mut bytes)?;
                match charset(&bytes) {
                    Some(_) if self == Self::Txt && is_program(&bytes) => return Ok(Err(Unfit::Content)),
                    Some(_) if self == Self::Ics && !is_calendar(&bytes) => return Ok(Err(Unfit::Content)),
                    Some(charset) => charset,
                    None => return Ok(Err(Unfit::Characters)),
                }
            }
        };
        Ok(Ok(self.media_type(charset)))
    }
}

/// Up to `most` bytes from a place on.
pub(super) fn read_at(mut file: &File, from: u64, most: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(most);
    file.seek(SeekFrom::Start(from))?;
    file.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

/// UTF-8, or the Latin letters of Windows; `None` for what no text has: NUL and other control characters.
fn charset(bytes: &[u8]) -> Option<&'static str> {
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c) || *byte == 0x7f;
    if bytes.iter().any(control) {
        return None;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Some("utf-8");
    }
    // The five places that this character set leaves open.
    let open = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    (!bytes.iter().any(open)).then_some("windows-1252")
}

/// Text that a program takes for more than text: markup, a script, PostScript, a PDF of letters only.
fn is_program(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    [b"<".as_slice(), b"#!", b"%PDF", b"%!", b"{\\rtf", b"MIME-Version:", b"BEGIN:V"]
        .iter()
        .any(|mark| text.starts_with(mark))
}

fn is_calendar(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii().to_ascii_uppercase();
    text.starts_with(b"BEGIN:VCALENDAR") && text.ends_with(b"END:VCALENDAR")
}
