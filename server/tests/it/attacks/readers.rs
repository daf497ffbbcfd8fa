//! Strict readers of what the site gives out: pages, mails, calendars, sheets, JSON. Each answers with what
//! should not be there.

use mail_parser::MessageParser;
use scraper::{Html, Node};

/// What a reader found that should not be there.
#[derive(Debug, Default)]
pub struct Reading {
    pub foreign: Vec<String>,
}

/// Addresses that run something.
fn runs(address: &str) -> bool {
    let plain: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let plain = plain.to_ascii_lowercase();
    plain.starts_with("javascript:") || plain.starts_with("vbscript:") || plain.starts_with("data:text/html")
}

/// A page, or the HTML of a mail.
pub fn page(html: &str, mail: bool) -> Reading {
    let document = Html::parse_document(html);
    let mut reading = Reading::default();
    for node in document.tree.nodes() {
        match node.value() {
            Node::Comment(comment) if comment.contains("vreemd") => {
                reading.foreign.push(format!("a comment: {}", &**comment));
            }
            Node::Text(text) => {
                let above: Vec<&str> =
                    node.ancestors().filter_map(|up| up.value().as_element()).map(|up| up.name()).collect();
                if matches!(above.first(), Some(&"script" | &"style")) && text.contains("vreemd") {
                    reading.foreign.push(format!("in a {}: {}", above[0], &**text));
                }
            }
            Node::Element(element) => {
                let name = element.name();
                if name.contains("vreemd") {
                    reading.foreign.push(format!("<{name}>"));
                }
                let elsewhere =
                    |at: &str| element.attr(at).is_some_and(|to| !to.starts_with('/') || to.starts_with("//"));
                let forbidden = matches!(name, "iframe" | "object" | "embed" | "base" | "frame" | "math")
                    || name == "script" && element.attr("src").is_none_or(|src| !src.starts_with("/assets/"))
                    || name == "form" && element.attr("action").is_some() && elsewhere("action")
                    || name == "style" && !mail
                    || name == "meta" && element.attr("http-equiv").is_some() && !mail;
                if forbidden {
                    reading.foreign.push(format!("<{name}> {:?}", element.attrs().collect::<Vec<_>>()));
                }
                for (attribute, value) in element.attrs() {
                    if attribute.contains("vreemd") || attribute.starts_with("on") {
                        reading.foreign.push(format!("<{name} {attribute}={value:?}>"));
                    }
                    if matches!(attribute, "href" | "src" | "action" | "formaction" | "srcset") && runs(value) {
                        reading.foreign.push(format!("<{name} {attribute}={value:?}>"));
                    }
                }
            }
            _ => {}
        }
    }
    reading
}

/// Names of headers that our mails have.
const HEADERS: &[&str] = &[
    "from",
    "to",
    "reply-to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "auto-submitted",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "list-id",
    "precedence",
    "x-auto-response-suppress",
    "sender",
];

/// A message as it goes over the wire.
pub fn mail(raw: &[u8]) -> Reading {
    let message = MessageParser::default().parse(raw).expect("a mail that can be parsed");
    let mut reading = Reading::default();
    let mut seen = std::collections::BTreeSet::new();
    for header in message.headers() {
        let name = header.name().to_ascii_lowercase();
        if !HEADERS.contains(&name.as_str()) || !seen.insert(name.clone()) {
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
    for at in 0..message.html_body_count() {
        let html = message.body_html(at).unwrap_or_default();
        reading.foreign.extend(page(&html, true).foreign);
    }
    if message.attachment_count() > 1 {
        reading.foreign.push(format!("{} attachments", message.attachment_count()));
    }
    reading
}

/// Properties and parts that our calendars have.
const PROPERTIES: &[&str] = &[
    "BEGIN",
    "END",
    "VERSION",
    "PRODID",
    "CALSCALE",
    "METHOD",
    "NAME",
    "X-WR-CALNAME",
    "X-WR-TIMEZONE",
    "X-WR-CALDESC",
    "X-PUBLISHED-TTL",
    "REFRESH-INTERVAL",
    "COLOR",
    "TZID",
    "X-LIC-LOCATION",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "TZNAME",
    "DTSTART",
    "DTEND",
    "RRULE",
    "RDATE",
    "UID",
    "DTSTAMP",
    "CREATED",
    "LAST-MODIFIED",
    "SEQUENCE",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "STATUS",
    "TRANSP",
    "URL",
    "CLASS",
];
const MORE_PROPERTIES: &[&str] = &["CATEGORIES", "ORGANIZER", "ACTION", "TRIGGER", "CONFERENCE"];
const PARTS: &[&str] = &["VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VALARM"];

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
        let Some((head, value)) = line.split_once(':') else {
            reading.foreign.push(format!("a line without a name: {line:?}"));
            continue;
        };
        let name = head.split(';').next().unwrap_or_default().to_owned();
        if !PROPERTIES.contains(&name.as_str()) && !MORE_PROPERTIES.contains(&name.as_str()) || head.contains("VREEMD")
        {
            reading.foreign.push(format!("property {head}"));
        }
        match name.as_str() {
            "BEGIN" => {
                if !PARTS.contains(&value) || value == "VEVENT" && open.len() != 1 {
                    reading.foreign.push(format!("part {value} in {open:?}"));
                }
                open.push(value.to_owned());
            }
            "END" if open.pop().as_deref() == Some(value) => {}
            "END" => reading.foreign.push(format!("end of {value}")),
            "SUMMARY" | "DESCRIPTION" | "LOCATION" | "X-WR-CALNAME" | "NAME" if unescaped(value).is_none() => {
                reading.foreign.push(format!("an escape that is none: {value:?}"));
            }
            _ => {}
        }
    }
    if !open.is_empty() {
        reading.foreign.push(format!("left open: {open:?}"));
    }
    reading
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
        }
    }
    reading
}

/// JSON: every field in it.
pub fn json(raw: &str) -> Reading {
    let mut reading = Reading::default();
    let mut left = vec![serde_json::from_str::<serde_json::Value>(raw).expect("JSON that can be read")];
    while let Some(value) = left.pop() {
        match value {
            serde_json::Value::Array(values) => left.extend(values),
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    if name.contains("vreemd") {
                        reading.foreign.push(format!("field {name}"));
                    }
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
    for html in
        ["<p onclick=x>", "<a href=' JavaScript:x'>x</a>", "<base href=/>", "<form action=https://evil.example>"]
    {
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
