//! File names: what a browser sent, made fit to keep, and said again when the file is downloaded (R55).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::kind::Kind;

/// Characters of a name before its extension.
const MAX_STEM: usize = 120;
/// What RFC 5987 lets stand in an extended value beside letters and digits.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The stem of a name as sent: no folders, no control characters, nothing that turns the direction of reading around,
/// nothing that a file system or a header trips over.
pub(super) fn stem(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let turns = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{061c}' | '\u{feff}');
    let fit: String = name
        .chars()
        .filter(|c| !turns(*c))
        .map(|c| match c {
            c if c.is_control() => ' ',
            '"' | '<' | '>' | ':' | '|' | '?' | '*' | ';' => '-',
            c => c,
        })
        .collect();
    let words = fit.split_whitespace().collect::<Vec<_>>().join(" ");
    let stem: String = words.trim_matches(['.', ' ', '-']).chars().take(MAX_STEM).collect();
    stem.trim_end().to_owned()
}

/// The name a file is kept under: its stem with the extension of its kind.
pub(super) fn kept(sent: &str, kind: Kind) -> String {
    let stem = stem(sent);
    let stem = if stem.is_empty() { "document" } else { &stem };
    format!("{stem}.{}", kind.extension())
}

/// The header that makes a browser save the file under its name (RFC 6266): plain letters for old programs, then the
/// name itself.
pub(super) fn attachment(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' { c } else { '_' })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(name, KEPT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_becomes_a_plain_one() {
        let kept = |sent: &str| kept(sent, Kind::Pdf);
        assert_eq!(kept("Begroting 2027.pdf"), "Begroting 2027.pdf");
        assert_eq!(kept("../../etc/passwd.pdf"), "passwd.pdf");
        assert_eq!(kept("C:\\Users\\greet\\Plan.PDF"), "Plan.pdf");
        assert_eq!(kept("a\"; filename=\"b.pdf"), "a-- filename=-b.pdf");
        assert_eq!(kept("a\r\nSet-Cookie: x.pdf"), "a Set-Cookie- x.pdf");
        assert_eq!(kept("rekening\u{202e}fdp.pdf"), "rekeningfdp.pdf");
        assert_eq!(kept(".pdf"), "document.pdf");
        assert_eq!(kept("...pdf"), "document.pdf");
        assert_eq!(kept(&format!("{}.pdf", "é".repeat(300))).chars().count(), 124);
    }

    #[test]
    fn the_header_holds_one_line_of_plain_letters_and_the_name_itself() {
        assert_eq!(
            attachment("Café \u{5e9} 100%.pdf"),
            "attachment; filename=\"Caf_ _ 100_.pdf\"; filename*=UTF-8''Caf%C3%A9%20%D7%A9%20100%25.pdf"
        );
        for name in ["a\"b", "a\r\nb", "a\\", "\u{202e}", "a;b='c'*"] {
            let header = attachment(name);
            assert!(header.is_ascii() && !header.contains(['\r', '\n', '\\']), "{header}");
            assert_eq!(header.matches('"').count(), 2, "{header}");
        }
    }
}
