//! Writes a mail as bytes. Names and headers come from people, so they are cleaned first: the
//! library panics on a line break in a name (R60).

use std::panic::{AssertUnwindSafe, catch_unwind};

use email_encoding::headers::{rfc2047, writer::EmailWriter};
use lettre::address::Envelope;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::{Address, error::Error as LettreError};

use super::{Outgoing, SendError};

/// Longest name, subject or header value that is sent, in characters.
const MAX_LINE: usize = 500;

/// Envelope and bytes of a mail.
pub(super) fn compose(mail: &Outgoing) -> Result<(Envelope, Vec<u8>), SendError> {
    match catch_unwind(AssertUnwindSafe(|| build(mail))) {
        Ok(outcome) => outcome.map_err(SendError::Permanent),
        Err(_panic) => Err(SendError::Permanent("this mail cannot be written".to_owned())),
    }
}

fn build(mail: &Outgoing) -> Result<(Envelope, Vec<u8>), String> {
    let from = address("sender", &mail.from_address)?;
    let to = address("recipient", &mail.to_address)?;
    let mut builder = Message::builder()
        .message_id(Some(message_id(&mail.message_id)?))
        .from(Mailbox::new(name(&mail.from_name), from.clone()))
        .to(Mailbox::new(name(&mail.to_name), to.clone()))
        .raw_header(subject(&mail.subject)?);
    if let Some(reply_to) = &mail.reply_to {
        builder = builder.reply_to(Mailbox::new(None, address("reply address", reply_to)?));
    }
    for (header, value) in &mail.headers {
        builder = builder.raw_header(raw_header(header, value)?);
    }
    let body = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
    let kind = |text: &str| ContentType::parse(text).map_err(|error| error.to_string());
    let body = match (&mail.ics, &mail.method) {
        (None, _) => body,
        (Some((file, content)), None) => {
            let attachment =
                Attachment::new(file_name(file)).body(content.clone(), kind("text/calendar; charset=utf-8")?);
            MultiPart::mixed().multipart(body).singlepart(attachment)
        }
        // Calendars answer the part that stands last in the alternative and names the method (RFC 6047, 2.4); some
        // mail programs look only at what is attached, so that the same bytes go along once more.
        (Some((file, content)), Some(method)) => {
            if !matches!(method.as_str(), "REQUEST" | "CANCEL") {
                return Err(format!("'{}' is no method of an invitation", one_line(method)));
            }
            let kind_of_part = kind(&format!("text/calendar; charset=utf-8; method={method}"))?;
            let part = SinglePart::builder().header(kind_of_part).body(content.clone());
            let attachment = Attachment::new(file_name(file))
                .body(content.clone(), kind(&format!("application/ics; name=\"{}\"", file_name(file)))?);
            MultiPart::mixed().multipart(body.singlepart(part)).singlepart(attachment)
        }
    };
    let text = |error: LettreError| error.to_string();
    let message = builder.multipart(body).map_err(text)?;
    let bounces = match &mail.bounce_to {
        Some(bounce_to) => address("bounce", bounce_to)?,
        None => from,
    };
    let envelope = Envelope::new(Some(bounces), vec![to]).map_err(text)?;
    Ok((envelope, message.formatted()))
}

fn address(whose: &str, text: &str) -> Result<Address, String> {
    text.trim().parse().map_err(|_| format!("the {whose}'s e-mail address is not right: {}", one_line(text)))
}

/// A name to show, or none when nothing is left of it. Nobody is called like an encoded word (see [`subject`]).
fn name(text: &str) -> Option<String> {
    Some(one_line(text).replace(ENCODED_WORD, "=")).filter(|name| !name.is_empty())
}

/// How an encoded word begins (RFC 2047, 2).
const ENCODED_WORD: &str = "=?";

/// The subject. The library leaves ASCII as it is; what looks like an encoded word would then be decoded by who reads it, line
/// breaks and all, so that it is encoded itself.
fn subject(text: &str) -> Result<HeaderValue, String> {
    const NAME: HeaderName = HeaderName::new_from_ascii_str("Subject");
    let line = one_line(text);
    if !line.contains(ENCODED_WORD) {
        return Ok(HeaderValue::new(NAME, line));
    }
    let mut encoded = String::new();
    rfc2047::encode(&line, &mut EmailWriter::new(&mut encoded, "Subject: ".len(), 0, false))
        .map_err(|error| error.to_string())?;
    Ok(HeaderValue::dangerous_new_pre_encoded(NAME, line, encoded))
}

/// The text without control characters and without characters that turn the reading direction,
/// white space made single, not longer than [`MAX_LINE`].
fn one_line(text: &str) -> String {
    let hidden =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let spaced: String = text
        .chars()
        .filter(|c| !hidden(*c))
        .map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c })
        .collect();
    let single = spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    single.chars().take(MAX_LINE).collect()
}

fn message_id(text: &str) -> Result<String, String> {
    let id = text.trim().trim_start_matches('<').trim_end_matches('>');
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_@+=$".contains(c);
    if id.is_empty() || id.len() > 200 || !id.contains('@') || !id.chars().all(allowed) {
        return Err("the mail's own id is not right".to_owned());
    }
    Ok(format!("<{id}>"))
}

fn raw_header(name: &str, value: &str) -> Result<HeaderValue, String> {
    let wrong = || format!("'{}' is no name for a header", one_line(name));
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(wrong());
    }
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|_| wrong())?;
    Ok(HeaderValue::new(name, one_line(value)))
}

fn file_name(text: &str) -> String {
    one_line(text).replace(['"', '/', '\\'], "-")
}
