//! Strict readers of what the site gives out: pages, mails, calendars, sheets, JSON. Each answers with the texts in it,
//! with what it is made of, and with what should not be there.

use std::collections::BTreeSet;

use mail_parser::{MessageParser, MimeHeaders, PartType};
use scraper::{Html, Node, node::Element};

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Put back into a field of a form: all of it, and nothing else.
    Field,
    /// Shown as it was typed, with perhaps words of the page before it.
    Plain,
    /// Rendered, cut, or between other words: how, is for other tests.
    Rendered,
}

/// A text somewhere in an answer.
#[derive(Debug)]
pub struct Found {
    pub text: String,
    pub how: How,
}

/// What a reader made of an answer.
#[derive(Debug, Default)]
pub struct Reading {
    pub texts: Vec<Found>,
    /// Its elements and attributes, keys and headers, by name: an answer to a hostile text has none that an answer to a
    /// harmless one has not.
    pub shapes: BTreeSet<String>,
    pub foreign: Vec<String>,
}

impl Reading {
    fn found(&mut self, text: impl Into<String>, how: How) {
        self.texts.push(Found { text: text.into(), how });
    }
}

/// Addresses that run something.
fn runs(address: &str) -> bool {
    let plain: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let plain = plain.to_ascii_lowercase();
    plain.starts_with("javascript:") || plain.starts_with("vbscript:") || plain.starts_with("data:text/html")
}

/// Whether it is one of these words.
fn is_of(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

/// Elements and attributes that Markdown may become.
const PROSE: &str = "p br a strong em del code pre ul ol li blockquote h2 h3 h4 h5 h6 hr table thead tbody tr th td";
const PROSE_ATTRIBUTES: &str = "href title start align";

/// What no page has, whatever was typed.
fn is_forbidden(element: &Element, mail: bool) -> bool {
    let name = element.name();
    let elsewhere = |at: &str| element.attr(at).is_some_and(|to| !to.starts_with('/') || to.starts_with("//"));
    matches!(name, "iframe" | "object" | "embed" | "base" | "frame" | "math")
        || name == "script" && element.attr("src").is_none_or(|src| !src.starts_with("/assets/"))
        || name == "form" && element.attr("action").is_some() && elsewhere("action")
        || name == "style" && !mail
        || name == "meta" && element.attr("http-equiv").is_some() && !mail
}

/// Whether what is in it was written in Markdown.
fn is_prose(element: &Element) -> bool {
    element.attr("class").is_some_and(|classes| is_of(classes, "prose"))
}

/// A page, or the HTML of a mail.
pub fn page(html: &str, mail: bool) -> Reading {
    let document = Html::parse_document(html);
    let mut reading = Reading::default();
    // Each with the name of what it stands in, and whether that was written in Markdown.
    let mut left = vec![(document.tree.root(), "", false)];
    while let Some((node, parent, prose)) = left.pop() {
        let within = node.value().as_element();
        let inner = (within.map_or(parent, |element| element.name()), prose || within.is_some_and(is_prose));
        left.extend(node.children().map(|child| (child, inner.0, inner.1)));
        match node.value() {
            Node::Comment(comment) if comment.contains("vreemd") => {
                reading.foreign.push(format!("a comment: {}", &**comment));
            }
            Node::Text(text) => {
                if matches!(parent, "script" | "style") && text.contains("vreemd") {
                    reading.foreign.push(format!("in a {parent}: {}", &**text));
                }
                let how = if parent == "textarea" {
                    How::Field
                } else if prose || mail {
                    How::Rendered
                } else {
                    How::Plain
                };
                reading.found(&**text, how);
            }
            Node::Element(element) => {
                let name = element.name();
                if name.contains("vreemd") || prose && !is_of(PROSE, name) {
                    reading.foreign.push(format!("<{name}>"));
                }
                if is_forbidden(element, mail) {
                    reading.foreign.push(format!("<{name}> {:?}", element.attrs().collect::<Vec<_>>()));
                }
                if !prose {
                    reading.shapes.insert(format!("<{parent}><{name}>"));
                }
                for (attribute, value) in element.attrs() {
                    let leads = matches!(attribute, "href" | "src" | "action" | "formaction" | "srcset");
                    let foreign = attribute.contains("vreemd")
                        || attribute.starts_with("on")
                        || leads && runs(value)
                        || prose && !is_of(PROSE_ATTRIBUTES, attribute);
                    if foreign {
                        reading.foreign.push(format!("<{name} {attribute}={value:?}>"));
                    }
                    if !prose {
                        reading.shapes.insert(format!("<{name} {attribute}>"));
                    }
                    if attribute == "value" {
                        // Unseen, an address may hold it, in the letters of an address.
                        let how = if element.attr("type") == Some("hidden") { How::Rendered } else { How::Field };
                        reading.found(value, how);
                    }
                }
            }
            _ => {}
        }
    }
    reading
}

/// Names of headers that our mails have.
const HEADERS: &str = "from to reply-to subject date message-id mime-version content-type content-transfer-encoding \
    auto-submitted list-unsubscribe list-unsubscribe-post list-id precedence x-auto-response-suppress \
    sender";

/// A message as it goes over the wire.
pub fn mail(raw: &[u8]) -> Reading {
    let message = MessageParser::default().parse(raw).expect("a mail that can be parsed");
    let mut reading = Reading::default();
    let mut seen = std::collections::BTreeSet::new();
    for header in message.headers() {
        let name = header.name().to_ascii_lowercase();
        if !is_of(HEADERS, &name) || !seen.insert(name.clone()) {
            reading.foreign.push(format!("header {name}"));
        }
    }
    for addresses in [message.to(), message.from(), message.reply_to()].into_iter().flatten() {
        let one = addresses.iter().count() == 1;
        let ours = addresses.iter().all(|one| one.address().is_some_and(|it| !it.ends_with("evil.example")));
        if !one || !ours {
            reading.foreign.push(format!("addresses {addresses:?}"));
        }
    }
    reading.found(message.subject().unwrap_or_default(), How::Plain);
    for part in &message.parts {
        let kind = part.content_type().and_then(|kind| kind.subtype()).unwrap_or_default().to_ascii_lowercase();
        match &part.body {
            PartType::Html(html) => reading.foreign.extend(page(html, true).foreign),
            PartType::Text(text) if kind == "calendar" => {
                let calendar = calendar(text);
                reading.foreign.extend(calendar.foreign);
                reading.texts.extend(calendar.texts);
            }
            PartType::Text(text) => reading.found(text.as_ref(), How::Rendered),
            PartType::Binary(file) if kind == "ics" => {
                let calendar = calendar(std::str::from_utf8(file).expect("a calendar in letters"));
                reading.foreign.extend(calendar.foreign);
                reading.texts.extend(calendar.texts);
            }
            PartType::Binary(_) | PartType::InlineBinary(_) | PartType::Message(_) => {
                reading.foreign.push(format!("a part of {kind}"));
            }
            PartType::Multipart(_) => {}
        }
    }
    reading
}

/// Properties and parts that our calendars have.
const PROPERTIES: &str = "BEGIN END VERSION PRODID CALSCALE METHOD NAME X-WR-CALNAME X-WR-TIMEZONE X-WR-CALDESC \
    X-PUBLISHED-TTL REFRESH-INTERVAL COLOR TZID X-LIC-LOCATION TZOFFSETFROM TZOFFSETTO TZNAME DTSTART \
    DTEND RRULE RDATE UID DTSTAMP CREATED LAST-MODIFIED SEQUENCE SUMMARY DESCRIPTION LOCATION STATUS \
    TRANSP URL CLASS \
    CATEGORIES ORGANIZER ATTENDEE ACTION TRIGGER CONFERENCE";
const PARTS: &str = "VCALENDAR VEVENT VTIMEZONE STANDARD DAYLIGHT VALARM";

/// A calendar, by the letter of RFC 5545: line ends, line lengths, folding, escapes, parts that open and close.
pub fn calendar(raw: &str) -> Reading {
    let mut reading = Reading::default();
    if !raw.ends_with("\r\n") || raw.replace("\r\n", "").contains(['\r', '\n']) {
        reading.foreign.push("a line end that is none".to_owned());
    }
    if let Some(long) = raw.split("\r\n").find(|line| line.len() > 75) {
        reading.foreign.push(format!("a line of {} bytes", long.len()));
    }
    let mut open: Vec<String> = Vec::new();
    for line in raw.replace("\r\n ", "").split("\r\n").filter(|line| !line.is_empty()) {
        // A parameter between quotes may hold any sign but those (RFC 5545, 3.1).
        let mut quoted = false;
        let colon = line.bytes().position(|byte| {
            quoted ^= byte == b'"';
            byte == b':' && !quoted
        });
        let Some((head, value)) = colon.map(|at| (&line[..at], &line[at + 1..])) else {
            reading.foreign.push(format!("a line without a name: {line:?}"));
            continue;
        };
        let name = head.split(';').next().unwrap_or_default().to_owned();
        if !is_of(PROPERTIES, &name) || outside_quotes(head).contains("VREEMD") {
            reading.foreign.push(format!("property {head}"));
        }
        match name.as_str() {
            "BEGIN" => {
                if !is_of(PARTS, value) || value == "VEVENT" && open.len() != 1 {
                    reading.foreign.push(format!("part {value} in {open:?}"));
                }
                open.push(value.to_owned());
            }
            "END" if open.pop().as_deref() == Some(value) => {}
            "END" => reading.foreign.push(format!("end of {value}")),
            "SUMMARY" | "DESCRIPTION" | "LOCATION" | "X-WR-CALNAME" | "NAME" => {
                let how = if name == "DESCRIPTION" { How::Rendered } else { How::Plain };
                match unescaped(value) {
                    Some(text) => reading.found(text, how),
                    None => reading.foreign.push(format!("an escape that is none: {value:?}")),
                }
            }
            "ATTENDEE" | "ORGANIZER" if value.contains("evil.example") => {
                reading.foreign.push(format!("{name} {value}"));
            }
            _ => {}
        }
    }
    if !open.is_empty() {
        reading.foreign.push(format!("left open: {open:?}"));
    }
    reading
}

/// What is not between quotes.
fn outside_quotes(head: &str) -> String {
    head.split('"').step_by(2).collect()
}

fn unescaped(value: &str) -> Option<String> {
    let (mut text, mut letters) = (String::new(), value.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.push(match letters.next()? {
                'n' | 'N' => '\n',
                letter @ ('\\' | ';' | ',') => letter,
                _ => return None,
            }),
            ';' | ',' => return None,
            letter => text.push(letter),
        }
    }
    Some(text)
}

/// A sheet: no cell may begin as a formula, except a plain number.
pub fn sheet(raw: &str) -> Reading {
    let mut reading = Reading::default();
    let raw = raw.trim_start_matches('\u{FEFF}');
    let mut rows =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(raw.as_bytes());
    for row in rows.records() {
        for cell in &row.expect("a sheet that can be read") {
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            if formula && cell.replace(',', ".").parse::<f64>().is_err() {
                reading.foreign.push(format!("a cell that is a formula: {cell:?}"));
            }
            // The mark against formulas is not what was typed.
            let text = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell);
            reading.found(text, How::Plain);
        }
    }
    reading
}

/// JSON: every string in it.
pub fn json(raw: &str) -> Reading {
    let mut reading = Reading::default();
    let mut left = vec![serde_json::from_str::<serde_json::Value>(raw).expect("JSON that can be read")];
    while let Some(value) = left.pop() {
        match value {
            serde_json::Value::String(text) => reading.found(text, How::Plain),
            serde_json::Value::Array(values) => left.extend(values),
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    if name.contains("vreemd") {
                        reading.foreign.push(format!("field {name}"));
                    }
                    // A pseudonym is another in every municipality.
                    let is_pseudonym = name.len() > 16 && name[1..].bytes().all(|byte| byte.is_ascii_hexdigit());
                    reading.shapes.insert(if is_pseudonym { "field #".to_owned() } else { format!("field {name}") });
                    left.push(value);
                }
            }
            _ => {}
        }
    }
    reading
}

/// Whatever this answer is.
pub fn any(answer: &crate::support::Answer) -> Reading {
    let kind = answer.headers.get("content-type").map_or("", |kind| kind.to_str().unwrap_or_default());
    let mut reading = match kind.split(';').next().unwrap_or_default() {
        "text/html" => page(&answer.text, false),
        "text/calendar" => calendar(&answer.text),
        "text/csv" => sheet(&answer.text),
        kind if kind.ends_with("json") => json(&answer.text),
        _ => Reading::default(),
    };
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase();
        if name.as_str().contains("vreemd") || name == "set-cookie" && value.starts_with("vreemd") {
            reading.foreign.push(format!("header {name}: {value}"));
        }
        let cookie = if name == "set-cookie" { value.split('=').next().unwrap_or_default() } else { "" };
        reading.shapes.insert(format!("header {name} {cookie}"));
    }
    reading
}

#[test]
fn the_readers_see_what_is_foreign() {
    for payload in
        super::payloads::all().iter().filter(|text| text.contains("<script vreemd") || text.contains("<vreemd"))
    {
        let text = payload.replace("&lt;vreemd", "");
        if text.contains("<vreemd") || text.contains("<script vreemd") {
            let html = format!("<title>{text}</title><p title=\"{text}\">x</p>{text}</p><p>{text}</p>");
            assert!(!page(&html, false).foreign.is_empty(), "{text:?} is not seen");
        }
    }
    for html in [
        "<p onclick=x>",
        "<a href=' JavaScript:x'>x</a>",
        "<base href=/>",
        "<form action=https://evil.example>",
        "<div class=prose><img src=x></div>",
        "<div class=prose><p id=x></div>",
    ] {
        assert!(!page(html, false).foreign.is_empty(), "{html}");
    }
    assert!(page("<p title='<script vreemd>'>&lt;script vreemd&gt;</p>", false).foreign.is_empty());
    let whole = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:a\\, b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    assert!(calendar(whole).foreign.is_empty());
    for broken in ["a\r\nX-VREEMD:1", "a, b", "a\\x", "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nX:1", "a\nb"] {
        assert!(!calendar(&whole.replace("a\\, b", broken)).foreign.is_empty(), "{broken:?}");
    }
    assert!(!sheet("naam;=1+1\r\n").foreign.is_empty() && sheet("-1,5;'=1+1;a\r\n").foreign.is_empty());
    assert!(!json("{\"a\":{\"vreemd\":1}}").foreign.is_empty());
    let mail_of = |header: &str| format!("From: a@b.example\r\nTo: c@d.example\r\n{header}Subject: x\r\n\r\nhallo\r\n");
    assert!(mail(mail_of("").as_bytes()).foreign.is_empty());
    for header in ["Bcc: vreemd@evil.example\r\n", "X-Vreemd: 1\r\n", "To: vreemd@evil.example\r\n"] {
        assert!(!mail(mail_of(header).as_bytes()).foreign.is_empty(), "{header}");
    }
}
