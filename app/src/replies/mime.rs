//! The parts of a mail, split here: the mail library follows messages within messages as deep as they go, and one
//! mail of a megabyte can go deep enough to end the process. Only headers and encodings are left to the library.

use mail_parser::{
    Header, HeaderValue, Message, MessageParser,
    decoders::{base64::base64_decode, charsets::map::charset_decoder, quoted_printable::quoted_printable_decode},
};

/// Parts within parts. Mail programs need four.
const DEEPEST: usize = 10;
/// Parts in one mail.
const MOST_PARTS: usize = 100;
/// Octets of a part that is read.
pub(super) const LARGEST: usize = 256 * 1024;

/// What is read of a mail.
pub(super) struct Parts {
    /// Its calendar part: the one for calendars, else the one attached.
    pub(super) calendar: Option<Part>,
    /// Its words.
    pub(super) words: Option<String>,
    /// What a mail server reports about a delivery, in a mail that is such a report (RFC 6522).
    pub(super) report: Option<String>,
}

/// One part.
pub(super) struct Part {
    pub(super) method: Option<String>,
    pub(super) text: String,
}

/// More parts, deeper or larger than a mail program makes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooMuch;

/// The headers of a mail.
pub(super) fn head(raw: &[u8]) -> Option<Message<'_>> {
    let (head, _) = split(raw);
    MessageParser::default().parse_headers(head)
}

/// The whole text of every header of this name, unfolded, from the top down.
pub(super) fn raw_headers(message: &Message<'_>, name: &str) -> Vec<String> {
    let of = |header: &Header<'_>| header.name.as_str().eq_ignore_ascii_case(name);
    message.headers().iter().filter(|header| of(header)).map(|header| raw_text(message, header)).collect()
}

/// The same, but only what our own mail servers can have written: each writes a `Received`, and what stands below one more
/// came in with the mail.
pub(super) fn own_headers(message: &Message<'_>, name: &str, servers: usize) -> Vec<String> {
    let is = |header: &Header<'_>, name: &str| header.name.as_str().eq_ignore_ascii_case(name);
    let mut hops = 0;
    let ours = message.headers().iter().take_while(|header| {
        hops += usize::from(is(header, "received"));
        hops <= servers
    });
    ours.filter(|header| is(header, name)).map(|header| raw_text(message, header)).collect()
}

fn raw_text(message: &Message<'_>, header: &Header<'_>) -> String {
    let (from, to) = (header.offset_start as usize, header.offset_end as usize);
    let bytes = message.raw_message.get(from..to).unwrap_or_default();
    String::from_utf8_lossy(bytes).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Goes through the parts of a mail.
pub(super) fn parts(raw: &[u8]) -> Result<Parts, TooMuch> {
    let mut found = Parts { calendar: None, words: None, report: None };
    let (mut attached, mut is_report) = (None, false);
    let (mut waiting, mut count) = (vec![(raw, 0)], 0);
    while let Some((part, depth)) = waiting.pop() {
        count += 1;
        if count > MOST_PARTS || depth > DEEPEST {
            return Err(TooMuch);
        }
        let (head, body) = split(part);
        let head = MessageParser::default().parse_headers(head);
        let kind = head.as_ref().and_then(kind_of);
        let name = kind.as_ref().map_or_else(|| "text/plain".to_owned(), |kind| kind.name.clone());
        if depth == 0 {
            is_report = name == "multipart/report" && kind.as_ref().is_some_and(|kind| kind.reports_delivery);
        }
        if name.starts_with("multipart/") {
            let Some(boundary) = kind.and_then(|kind| kind.boundary) else { continue };
            // The last goes onto the pile first, so that they come off in order.
            waiting.extend(divided(body, boundary.as_bytes())?.into_iter().rev().map(|part| (part, depth + 1)));
            continue;
        }
        let wanted = match name.as_str() {
            "text/calendar" => found.calendar.is_none(),
            "application/ics" => attached.is_none(),
            "text/plain" => found.words.is_none(),
            "message/delivery-status" => is_report && depth == 1 && found.report.is_none(),
            _ => false,
        };
        if !wanted {
            continue;
        }
        let text = decoded(head.as_ref(), kind.as_ref(), body);
        match (name.as_str(), text) {
            ("text/calendar" | "application/ics", None) => return Err(TooMuch),
            ("text/calendar", Some(text)) => {
                found.calendar = Some(Part { method: kind.and_then(|kind| kind.method), text });
            }
            ("application/ics", Some(text)) => {
                attached = Some(Part { method: kind.and_then(|kind| kind.method), text });
            }
            ("message/delivery-status", text) => found.report = text,
            (_, text) => found.words = text,
        }
    }
    found.calendar = found.calendar.or(attached);
    Ok(found)
}

struct Kind {
    name: String,
    boundary: Option<String>,
    method: Option<String>,
    charset: Option<String>,
    reports_delivery: bool,
}

fn kind_of(head: &Message<'_>) -> Option<Kind> {
    let header = head.headers().iter().find(|header| header.name.as_str().eq_ignore_ascii_case("content-type"))?;
    let HeaderValue::ContentType(kind) = &header.value else { return None };
    let attribute = |name: &str| kind.attribute(name).map(str::to_owned);
    Some(Kind {
        name: format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase(),
        boundary: attribute("boundary").filter(|boundary| (1..=200).contains(&boundary.len())),
        method: attribute("method"),
        charset: attribute("charset"),
        reports_delivery: kind.attribute("report-type").is_some_and(|of| of.eq_ignore_ascii_case("delivery-status")),
    })
}

/// Head and body of a mail or part.
fn split(part: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in part.split_inclusive(|byte| *byte == b'\n') {
        let end = at + line.len();
        if matches!(line, b"\r\n" | b"\n") {
            return (&part[..at], &part[end..]);
        }
        at = end;
    }
    (part, &[])
}

/// The parts between the lines of a boundary.
fn divided<'x>(body: &'x [u8], boundary: &[u8]) -> Result<Vec<&'x [u8]>, TooMuch> {
    let (mut parts, mut begin, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let here = at;
        at += line.len();
        let Some(rest) = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary)) else { continue };
        let rest = rest.trim_ascii_end();
        if !matches!(rest, b"" | b"--") {
            continue;
        }
        if let Some(begin) = begin.take() {
            parts.push(&body[begin..here]);
        }
        if parts.len() > MOST_PARTS {
            return Err(TooMuch);
        }
        if rest == b"--" {
            return Ok(parts);
        }
        begin = Some(at);
    }
    parts.extend(begin.map(|begin| &body[begin..]));
    Ok(parts)
}

/// The text of a part; `None` when it is too large or its encoding is broken.
fn decoded(head: Option<&Message<'_>>, kind: Option<&Kind>, body: &[u8]) -> Option<String> {
    let encoding = head.map(|head| raw_headers(head, "content-transfer-encoding").concat().to_ascii_lowercase());
    if body.len() > 2 * LARGEST {
        return None;
    }
    let bytes = match encoding.as_deref() {
        Some("base64") => base64_decode(body)?,
        Some("quoted-printable") => quoted_printable_decode(body)?,
        _ => body.to_vec(),
    };
    if bytes.len() > LARGEST {
        return None;
    }
    let charset = kind.and_then(|kind| kind.charset.as_deref()).unwrap_or("utf-8");
    Some(match charset_decoder(charset.as_bytes()) {
        Some(decode) if !charset.eq_ignore_ascii_case("utf-8") => decode(&bytes),
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALENDAR: &str = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";

    fn mail(body: &str) -> Vec<u8> {
        format!(
            "From: a@b.nl\r\nContent-Type: multipart/mixed; boundary=\"x y\"\r\n\r\nvooraf\r\n{body}\r\n--x y--\r\nna"
        )
        .into()
    }

    #[test]
    fn a_calendar_part_is_found_wherever_it_stands_and_before_what_is_attached() {
        let inner = "--x y\r\nContent-Type: application/ics\r\n\r\nattached\r\n--x y\r\nContent-Type: multipart/alternative; boundary=z\r\n\r\n\
            --z\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nik kom \u{e9}\r\n--z\r\n\
            Content-Type: TEXT/Calendar; METHOD=\"REPLY\"; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nQkVHSU4=\r\n--z--\r\n";
        let found = parts(&mail(inner)).unwrap();
        let calendar = found.calendar.unwrap();
        assert_eq!((calendar.text.as_str(), calendar.method.as_deref()), ("BEGIN", Some("REPLY")));
        assert!(found.words.unwrap().starts_with("ik kom"));
        let attached = format!("--x y\nContent-Type: application/ics\n\n{CALENDAR}");
        assert_eq!(parts(&mail(&attached)).unwrap().calendar.unwrap().text.trim(), CALENDAR.trim());
        let alone =
            format!("content-type: text/calendar\ncontent-transfer-encoding: quoted-printable\n\n{}", "A=C3=A9=\nB");
        assert_eq!(parts(alone.as_bytes()).unwrap().calendar.unwrap().text, "AéB");
    }

    #[test]
    fn depth_number_and_size_have_an_end() {
        let mut deep = "Content-Type: text/calendar\r\n\r\nBEGIN".to_owned();
        for n in 0..2_000 {
            deep = format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n{deep}\r\n--b{n}--\r\n");
        }
        assert_eq!(parts(deep.as_bytes()).err(), Some(TooMuch));
        let messages = "Content-Type: message/rfc822\r\n\r\n".repeat(30_000);
        assert!(parts(messages.as_bytes()).unwrap().calendar.is_none());
        assert_eq!(parts(&mail(&"--x y\r\n\r\n".repeat(5_000))).err(), Some(TooMuch));
        let large = format!("Content-Type: text/calendar\r\n\r\n{}", "x".repeat(LARGEST + 1));
        assert_eq!(parts(large.as_bytes()).err(), Some(TooMuch));
        for broken in [
            &b""[..],
            b"\r\n",
            b"Content-Type: multipart/mixed",
            b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n",
            b"\xff\xfe\r\n\r\n\xff",
        ] {
            assert!(parts(broken).is_ok(), "{broken:?}");
        }
    }
}
