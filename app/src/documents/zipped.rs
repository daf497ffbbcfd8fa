//! Office files are archives. Each is opened far enough to know what it is, that it is whole, and that unpacking it
//! does no harm (R54).

use std::{
    fs::File,
    io::{BufReader, Read},
};

use zip::{ZipArchive, read::ZipFile};

use super::kind::{Kind, Unfit, read_at};

/// Bytes of everything in it, unpacked.
const MAX_UNPACKED: u64 = 200 * 1024 * 1024;
/// Parts in it.
const MAX_ENTRIES: usize = 2_000;
/// How many times larger unpacked than packed.
const MAX_RATIO: u64 = 100;
/// Bytes of the part that says what the parts are.
const MAX_TYPES: u64 = 1024 * 1024;
/// Length of the record an archive ends with, when it has no comment.
const END: u64 = 22;
const END_MARK: &[u8] = b"PK\x05\x06";
const BEGIN_MARK: &[u8] = b"PK\x03\x04";

/// Whether a file of another kind ends as an archive does: then it is two files in one.
pub(super) fn ends_as_archive(file: &File, size: u64) -> std::io::Result<bool> {
    let from = size.saturating_sub(END + u64::from(u16::MAX));
    let tail = read_at(file, from, usize::try_from(size - from).unwrap_or(usize::MAX))?;
    let ends = |at: usize| {
        let rest = &tail[at..];
        rest.starts_with(END_MARK)
            && rest.len() >= 22
            && rest.len() == 22 + usize::from(u16::from_le_bytes([rest[20], rest[21]]))
    };
    Ok((0..tail.len()).any(ends))
}

/// Whether this archive is the kind of office file it should be.
pub(super) fn inspect(kind: Kind, file: &File, size: u64) -> std::io::Result<Result<(), Unfit>> {
    // The number of parts is known before the list of them is read.
    let end = read_at(file, size.saturating_sub(END), 22)?;
    let begin = read_at(file, 0, 4)?;
    if begin != BEGIN_MARK || end.len() < 22 || !end.starts_with(END_MARK) {
        return Ok(Err(Unfit::Content));
    }
    if usize::from(u16::from_le_bytes([end[10], end[11]])) > MAX_ENTRIES {
        return Ok(Err(Unfit::Bomb));
    }
    let Ok(archive) = ZipArchive::new(BufReader::new(file)) else { return Ok(Err(Unfit::Content)) };
    Ok(parts(kind, archive, size))
}

fn parts(kind: Kind, mut archive: ZipArchive<BufReader<&File>>, size: u64) -> Result<(), Unfit> {
    if archive.len() > MAX_ENTRIES || archive.has_overlapping_entries().map_err(|_| Unfit::Content)? {
        return Err(Unfit::Bomb);
    }
    if archive.offset() != 0 || archive.has_duplicate_names() {
        return Err(Unfit::Content);
    }
    let most = MAX_UNPACKED.min(size.saturating_mul(MAX_RATIO));
    let (mut unpacked, mut types, mut folder) = (0_u64, None, false);
    for at in 0..archive.len() {
        if archive.by_index_data(at).map_err(|_| Unfit::Content)?.encrypted() {
            return Err(Unfit::Locked);
        }
        let mut part = archive.by_index(at).map_err(|_| Unfit::Content)?;
        let name = part.name().map_err(|_| Unfit::Content)?.into_owned();
        if part.is_symlink() || !is_plain(&name) || part.enclosed_name().is_none() {
            return Err(Unfit::Content);
        }
        if is_macro(&name) {
            return Err(Unfit::Macros);
        }
        folder |= starts_in(kind, &name);
        if name == types_part(kind) {
            let text = head(&mut part)?;
            unpacked += text.len() as u64;
            types = Some(text);
        }
        unpacked += length(&mut part, most.saturating_sub(unpacked))?;
    }
    let types = types.ok_or(Unfit::Content)?;
    let holds = |mark: &str| types.windows(mark.len()).any(|window| window == mark.as_bytes());
    if holds("macroEnabled") {
        return Err(Unfit::Macros);
    }
    let said = match kind {
        Kind::Docx => holds("wordprocessingml.document.main+xml"),
        Kind::Xlsx => holds("spreadsheetml.sheet.main+xml"),
        Kind::Pptx => holds("presentationml.presentation.main+xml"),
        Kind::Odt => types.trim_ascii() == b"application/vnd.oasis.opendocument.text",
        _ => false,
    };
    if folder && said { Ok(()) } else { Err(Unfit::Content) }
}

/// The part that says what this archive is.
fn types_part(kind: Kind) -> &'static str {
    if kind == Kind::Odt { "mimetype" } else { "[Content_Types].xml" }
}

fn starts_in(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Docx => name.starts_with("word/"),
        Kind::Xlsx => name.starts_with("xl/"),
        Kind::Pptx => name.starts_with("ppt/"),
        _ => name == "content.xml",
    }
}

/// No way out of the folder it would be unpacked in, on any system.
fn is_plain(name: &str) -> bool {
    !name.starts_with('/')
        && !name.contains(['\\', ':', '\0'])
        && !name.chars().any(char::is_control)
        && !name.split('/').any(|step| step == ".." || step == ".")
}

fn is_macro(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with("vbaproject.bin") || name.starts_with("basic/") || name.starts_with("scripts/")
}

fn head<R: Read>(part: &mut ZipFile<'_, R>) -> Result<Vec<u8>, Unfit> {
    let mut bytes = Vec::new();
    part.take(MAX_TYPES).read_to_end(&mut bytes).map_err(|_| Unfit::Content)?;
    Ok(bytes)
}

/// Unpacks into nothing and counts, whatever the archive says of itself.
fn length<R: Read>(part: &mut ZipFile<'_, R>, most: u64) -> Result<u64, Unfit> {
    let length = std::io::copy(&mut part.take(most + 1), &mut std::io::sink()).map_err(|_| Unfit::Content)?;
    if length > most { Err(Unfit::Bomb) } else { Ok(length) }
}
