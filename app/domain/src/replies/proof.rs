//! Who sent a mail, as far as our own mail server proved it (RFC 8601, RFC 7489).

/// The sender of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// The owner of its domain stands behind this address, lower case.
    Proven(String),
    /// Anybody can have sent it.
    None,
}

impl Proof {
    /// Whether anything is proven.
    #[must_use]
    pub const fn is_proven(&self) -> bool {
        matches!(self, Self::Proven(_))
    }
}

/// Judges by the `Authentication-Results` headers, topmost first, of which only the first one that our own mail server
/// signed with its name counts: what stands below it may have been written by the sender. `from` are the addresses of
/// all `From` headers; a mail with two has none.
#[must_use]
pub fn prove(results: &[String], authserv_id: Option<&str>, from: &[String]) -> Proof {
    let ([from], Some(ours)) = (from, authserv_id) else { return Proof::None };
    let Some((_, domain)) = from.rsplit_once('@') else { return Proof::None };
    let first = results.iter().map(|text| parts(text)).find(|parts| {
        let id = parts.first().and_then(|part| part.split_whitespace().next()).unwrap_or_default();
        id.eq_ignore_ascii_case(ours)
    });
    let Some(parts) = first else { return Proof::None };
    let mut verdicts = parts[1..].iter().filter_map(|part| dmarc(part));
    match (verdicts.next(), verdicts.next()) {
        (Some((true, Some(of))), None) if of.eq_ignore_ascii_case(domain) => Proof::Proven(from.to_ascii_lowercase()),
        _ => Proof::None,
    }
}

/// Whether DMARC passed, and for which domain; `None` for the result of another method.
fn dmarc(part: &str) -> Option<(bool, Option<String>)> {
    let mut words = part.split_whitespace();
    let (method, result) = words.next()?.split_once('=')?;
    if !method.split('/').next()?.eq_ignore_ascii_case("dmarc") {
        return None;
    }
    let of = words.find_map(|word| {
        let (name, value) = word.split_once('=')?;
        name.eq_ignore_ascii_case("header.from").then(|| value.to_owned())
    });
    Some((result.eq_ignore_ascii_case("pass"), of))
}

/// The parts between semicolons, without comments. What stands in quotation marks or in a comment separates nothing.
fn parts(text: &str) -> Vec<String> {
    let (mut parts, mut quoted, mut comments, mut escaped) = (vec![String::new()], false, 0_u32, false);
    for letter in text.chars() {
        if escaped {
            escaped = false;
            if comments == 0 {
                push(&mut parts, '_');
            }
            continue;
        }
        match letter {
            '\\' if quoted || comments > 0 => escaped = true,
            '"' if comments == 0 => quoted = !quoted,
            '(' if !quoted => comments += 1,
            ')' if !quoted && comments > 0 => comments -= 1,
            _ if comments > 0 => {}
            ';' if !quoted => parts.push(String::new()),
            // Inside quotation marks nothing is a word of its own.
            letter if quoted && (letter.is_whitespace() || letter == '=') => push(&mut parts, '_'),
            letter => push(&mut parts, letter),
        }
    }
    parts
}

fn push(parts: &mut [String], letter: char) {
    if let Some(last) = parts.last_mut() {
        last.push(letter);
    }
}
