//! For whom a mail is when its envelope is gone: as the mail server that took it in wrote it down, and only where that
//! says nothing, as the sender did.
//!
//! Nobody gains by what they write there: an address of ours is a secret of its own, and who knows one can as well send to
//! it. What a mail may do there is decided afterwards, as ever.

use mail_parser::Message;

use super::{address, mime};

/// Written by mail servers, one for each recipient, on top of what was there.
const DELIVERED: [&str; 6] =
    ["x-original-to", "delivered-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-forwarded-to"];
/// Written by the sender, for all recipients together.
const WRITTEN: [&str; 2] = ["to", "cc"];
/// Recipients of one mail, as many as in a conversation.
pub(super) const MOST: usize = 50;

/// What is left of an envelope.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Envelope {
    /// The addresses of ours that it is for.
    pub recipients: Vec<String>,
    /// Whether it named nobody to answer to: a report, or a program.
    pub null_sender: bool,
}

/// Finds the envelope in the headers.
pub fn find(raw: &[u8], domain: &str) -> Envelope {
    let Some(head) = mime::head(raw) else { return Envelope::default() };
    let delivered = DELIVERED.iter().map(|name| topmost(&head, name, domain)).find(|found| !found.is_empty());
    let recipients = delivered.unwrap_or_else(|| {
        let all = WRITTEN.iter().flat_map(|name| mime::raw_headers(&head, name));
        ours(all, domain)
    });
    // The server that delivers it writes this on top; what stands below came along.
    let null_sender = mime::raw_headers(&head, "return-path").first().is_some_and(|path| path == "<>");
    Envelope { recipients, null_sender }
}

/// The addresses of ours in the topmost header of this name that has any.
fn topmost(head: &Message<'_>, name: &str, domain: &str) -> Vec<String> {
    let headers = mime::raw_headers(head, name).into_iter();
    headers.map(|text| ours([text], domain)).find(|found| !found.is_empty()).unwrap_or_default()
}

fn ours(texts: impl IntoIterator<Item = String>, domain: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        // Whatever surrounds it: names, brackets, comments. Part of a longer address is no address of ours.
        let apart = |letter: char| !(letter.is_ascii_alphanumeric() || "@.-_+=!%/".contains(letter));
        for word in text.split(apart).filter(|word| address::parse(word, domain).is_some()) {
            let word = word.to_ascii_lowercase();
            if found.len() < MOST && !found.contains(&word) {
                found.push(word);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOMAIN: &str = "rsvp.evenwijs.example";

    fn token(letter: char) -> String {
        format!("r-{}@{DOMAIN}", String::from(letter).repeat(24))
    }

    fn found(head: &str) -> Vec<String> {
        find(format!("{head}Subject: Antwoord\r\n\r\nTo: {}\r\n", token('z')).as_bytes(), DOMAIN).recipients
    }

    #[test]
    fn the_mail_servers_word_goes_before_the_senders() {
        let (a, b, c) = (token('a'), token('b'), token('c'));
        let table = [
            // As Postfix writes it when an alias leads to the mailbox.
            (format!("X-Original-To: {a}\r\nDelivered-To: post@evenwijs.example\r\nTo: {b}\r\n"), vec![&a]),
            (format!("Delivered-To: {a}\r\nTo: {b}\r\nCc: {c}\r\n"), vec![&a]),
            // As Exim.
            (format!("Return-path: <x@y.nl>\r\nEnvelope-to: {a}, {b}\r\nTo: {c}\r\n"), vec![&a, &b]),
            // As Gmail, for mail that is passed on to it.
            (format!("Delivered-To: raad@gmail.com\r\nX-Forwarded-To: {a}\r\nTo: {b}\r\n"), vec![&a]),
            // The one on top is the mail server's; the other came along.
            (format!("Delivered-To: {a}\r\nReceived: x\r\nDelivered-To: {b}\r\n"), vec![&a]),
            (format!("Delivered-To: post@evenwijs.example\r\nDelivered-To: {b}\r\n"), vec![&b]),
            // Nobody wrote down for whom: then as the sender did.
            (
                format!("To: \"Griffie, Winterbeek\" <{a}>,\r\n\tiemand@elders.nl\r\nCc: ({c}) {b}\r\n"),
                vec![&a, &c, &b],
            ),
            (format!("To: <{}>\r\nTo: {a}\r\n", a.to_uppercase()), vec![&a]),
        ];
        for (head, wanted) in table {
            assert_eq!(found(&head).iter().collect::<Vec<_>>(), wanted, "{head}");
        }
    }

    #[test]
    fn what_only_looks_like_an_address_of_ours_is_none() {
        let a = token('a');
        for head in [
            String::new(),
            "To: post@evenwijs.example\r\n".to_owned(),
            format!("To: x{a}\r\n"),
            format!("To: {a}.boef.example\r\n"),
            format!("To: x+{a}\r\n"),
            format!("Subject: {a}\r\nBcc: {a}\r\nReply-To: {a}\r\nFrom: {a}\r\n"),
            format!("\r\nTo: {a}\r\n"),
        ] {
            assert_eq!(found(&head), Vec::<String>::new(), "{head}");
        }
    }

    #[test]
    fn one_mail_has_so_many_recipients_and_no_more() {
        let many: Vec<String> =
            (0..200_u8).map(|n| format!("r-{}{}@{DOMAIN}", char::from(b'a' + n % 26), letters(n))).collect();
        assert_eq!(found(&format!("To: {}\r\n", many.join(",\r\n "))).len(), MOST);
    }

    fn letters(n: u8) -> String {
        (0..23).map(|at| char::from(b'a' + ((n >> (at % 8)) & 1))).collect()
    }

    #[test]
    fn nobody_to_answer_to_is_what_the_topmost_path_says() {
        let null = |head: &str| find(head.as_bytes(), DOMAIN).null_sender;
        assert!(null("Return-Path: <>\r\nTo: x\r\n\r\n"));
        assert!(null("Delivered-To: x\r\nReceived: y\r\nReturn-Path:  <> \r\n\r\n"));
        assert!(!null("Return-Path: <a@b.nl>\r\nReturn-Path: <>\r\n\r\n"));
        assert!(!null("To: x\r\n\r\nReturn-Path: <>\r\n"));
    }
}
