//! Random input and hostile texts into every route, every call and every field: no 500, no panic, nothing slow, and no
//! answer in which a text became an element, a header, a property or a formula.

use std::time::{Duration, Instant};

use reqwest::Method;

use super::{forms, payloads, proving, readers};
use crate::{
    permissions::{ROWS, furnish, is_call, path_of},
    support::{Answer, Browser, TestApp},
};

/// Longest time for an answer.
const SLOW: Duration = Duration::from_secs(1);

/// The same numbers every run (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.roll(most)).map(|_| u8::try_from(self.roll(256)).unwrap()).collect()
    }

    /// Bytes as they stand in an address or a form.
    fn encoded(&mut self, most: usize) -> String {
        self.bytes(most).iter().map(|byte| format!("%{byte:02X}")).collect()
    }
}

/// Names that some page reads from its address.
const ASKED: &[&str] = &[
    "zoek",
    "q",
    "pagina",
    "kwartaal",
    "van",
    "tot",
    "soort",
    "status",
    "wie",
    "fractie",
    "naar",
    "jaar",
    "periode",
    "bijeenkomst",
    "wethouder",
    "filter",
];

const HARD: &[&str] = &[
    "%00",
    "%FF%FE",
    "%ED%A0%80",
    "-1",
    "99999999999999999999",
    "%F0%9F%92%A9",
    "2026-99",
    "0000-00-00",
    "NaN",
    "'",
    "%25%30%30",
    "..%2F..%2Fetc%2Fpasswd",
];

/// An address with something odd in it: in place of an id, or behind the question mark.
fn address(dice: &mut Dice, path: &str, route: &str) -> String {
    let ids: Vec<usize> =
        route.split('/').enumerate().filter(|(_, part)| part.starts_with('{')).map(|(at, _)| at).collect();
    let mut parts: Vec<String> = path.split('/').map(ToOwned::to_owned).collect();
    if !ids.is_empty() && dice.roll(3) == 0 {
        let at = ids[dice.roll(ids.len())];
        parts[at] = match dice.roll(3) {
            0 => HARD[dice.roll(HARD.len())].to_owned(),
            1 => format!("x{}", dice.encoded(40)),
            _ => "x".repeat(dice.roll(3_000) + 1),
        };
    }
    let mut address = parts.join("/");
    for at in 0..dice.roll(4) {
        address.push(if at == 0 { '?' } else { '&' });
        let name = ASKED[dice.roll(ASKED.len())];
        let value = if dice.roll(2) == 0 { HARD[dice.roll(HARD.len())].to_owned() } else { dice.encoded(30) };
        address.push_str(&format!("{name}={value}"));
    }
    address
}

/// A body with something odd in it: kind and content.
fn body(dice: &mut Dice, route: &str, form: Option<&forms::Form>, all: &[String]) -> (String, Vec<u8>) {
    let urlencoded = "application/x-www-form-urlencoded".to_owned();
    let json = is_call(route) || route.starts_with("/api/");
    match dice.roll(6) {
        0 if json => ("application/json".to_owned(), dice.bytes(2_000)),
        1 if json => ("application/json".to_owned(), format!("{{\"order\":{}", "[".repeat(100_000)).into_bytes()),
        2 if json => {
            let text = serde_json::json!({ "order": { "slug": "winterbeek", "gathering": "\u{0}", "answer": all[3] },
                "titel": "\u{0}", "vraag": "\u{0}", "datum": "9999-99-99", "antwoord": "\u{0}", "soort": "\u{0}" });
            ("application/json".to_owned(), text.to_string().into_bytes())
        }
        _ if json => ("application/json".to_owned(), b"{\"order\":{\"slug\":1e999,\"gathering\":null}}".to_vec()),
        0 => (urlencoded, dice.bytes(2_000)),
        1 => ("multipart/form-data; boundary=x".to_owned(), {
            let mut body =
                b"--x\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"a.csv\"\r\n\r\n".to_vec();
            body.extend(dice.bytes(2_000));
            body.extend(b"\r\n--x--\r\n");
            body
        }),
        2 => (urlencoded, "a[b]=c&".repeat(5_000).into_bytes()),
        // A whole form, with something odd in one or all of its fields, hidden ones too.
        _ => {
            let mut text = String::new();
            let values = form.map(|form| form.sensible(7)).unwrap_or_default();
            let odd = dice.roll(values.len() + 1);
            let everything = dice.roll(3) == 0;
            for (at, (name, value)) in values.iter().enumerate() {
                text.push_str(&format!("{name}="));
                if at == odd || everything {
                    match dice.roll(3) {
                        0 => text.push_str(HARD[dice.roll(HARD.len())]),
                        1 => text.push_str(&dice.encoded(60)),
                        _ => all[dice.roll(all.len())].bytes().for_each(|byte| text.push_str(&format!("%{byte:02X}"))),
                    }
                } else {
                    value.bytes().for_each(|byte| text.push_str(&format!("%{byte:02X}")));
                }
                text.push('&');
            }
            (urlencoded, text.trim_end_matches('&').as_bytes().to_vec())
        }
    }
}

async fn timed(
    browser: &Browser,
    method: &Method,
    address: &str,
    body: Option<&(String, Vec<u8>)>,
) -> (Answer, Duration) {
    let mut request = browser.request(method.clone(), &format!("/{address}"));
    if let Some((kind, bytes)) = body {
        request = request.header("content-type", kind).body(bytes.clone());
    }
    let start = Instant::now();
    let answer = browser.send(request).await;
    (answer, start.elapsed())
}

#[tokio::test]
async fn random_input_makes_no_500_and_takes_no_second() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "woord").await;
    let people = ["greet", "cora", "wim", "ina"];
    let forms = forms::walk(&app, &town, &things, &people).await;
    let all = payloads::all();
    let mut dice = Dice(0x2026_0901_0800_5eed);
    let (mut wrong, mut sent) = (Vec::new(), 0);
    for _ in 0..if proving() { 30 } else { 1 } {
        for name in people {
            for (method, route, _) in ROWS {
                // Whoever is signed out by an earlier request would test nothing.
                let browser = app.sign_in(&town, name).await;
                let path = path_of(route, &things).replace("{gemeente}", &town.slug);
                let address = address(&mut dice, &path, route);
                let of_route: Vec<_> = forms.values().filter(|form| form.route == *route).collect();
                let form = (!of_route.is_empty()).then(|| of_route[dice.roll(of_route.len())]);
                let method: Method = method.parse().unwrap();
                let body = (method != Method::GET).then(|| body(&mut dice, route, form, &all));
                let (answer, mut time) = timed(&browser, &method, &address, body.as_ref()).await;
                sent += 1;
                if time > SLOW {
                    // Another test may have had the processor: twice is no accident.
                    time = time.min(timed(&browser, &method, &address, body.as_ref()).await.1);
                }
                for foreign in readers::any(&answer).foreign {
                    wrong.push(format!("{method} {address:.300} as {name} holds {foreign:.200}"));
                }
                if answer.code() >= 500 || time > SLOW {
                    let body = body.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
                    let body: String = body.chars().take(300).collect();
                    wrong.push(format!("{method} {address:.300} as {name}: {} in {time:?}; {body}", answer.code()));
                }
            }
        }
    }
    assert!(sent > 900, "{sent}");
    assert!(wrong.is_empty(), "{} of {sent}:\n{}", wrong.len(), wrong.join("\n"));
}
