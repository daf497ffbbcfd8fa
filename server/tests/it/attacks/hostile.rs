//! Every text into every field: it comes back as the text it is, or is refused with a message by the field. Nowhere does
//! it become an element, an attribute, a header, a property, a formula.
//!
//! Fields are found in the pages themselves, so that a new one takes part by itself; a route that no page's form leads to
//! fails by name. A round is a municipality of its own. What answers are made of is learnt from a round with harmless
//! texts. Each round fills a form whole, every field with another text, and the next time with the next ones.

mod doors;
mod files;
mod log;

use std::collections::{BTreeMap, BTreeSet};

use reqwest::{Method, multipart};

use self::log::Log;
use super::{
    forms::{self, Form, Kind},
    payloads, proving, readers,
};
use crate::{
    documents::PDF,
    permissions::{ROWS, Things, furnish},
    support::{Answer, Browser, TestApp, Town},
};

/// Rounds, and how often a form is sent in each. A short run tries six texts in every field of a form that can be sent
/// again; a long one is as many rounds as there are texts, so that each comes by in every field.
fn extent(texts: usize) -> (usize, usize) {
    if proving() { (texts, 2) } else { (1, 6) }
}

/// Texts without any meaning to a machine; one is kept otherwise than it is typed, and the last is too long for a line.
fn harmless() -> Vec<String> {
    let short = ["Gewone tekst", "Tweede tekst", "Op twee\rregels", "Vierde tekst"];
    short.map(ToOwned::to_owned).into_iter().chain([format!("lang {}", "x".repeat(20_000))]).collect()
}

/// Who fills in forms.
const PEOPLE: [&str; 7] = ["niemand", "greet", "cora", "wim", "ina", forms::BETWEEN[0], forms::BETWEEN[1]];

/// Fields that nobody sees again: passwords, codes, and what is only compared.
const UNSEEN: &[&str] = &[
    "/{gemeente}/aanmelden",
    "/{gemeente}/aanmelden/code",
    "/{gemeente}/aanmelden/instellen",
    "/{gemeente}/wachtwoord-vergeten",
    "/{gemeente}/account/{token}",
    "/{gemeente}/mijn/wachtwoord",
    "/{gemeente}/mijn/tweede-stap",
];

/// Routes that no form of such a municipality leads to: buttons without anything to type, the question for a password,
/// which stands in `doors.rs`, and what a mail gateway calls.
const NO_FORM: &[&str] = &[
    "/haken/antwoordpost",
    "/{gemeente}/instellingen/accounts/uitnodigingen",
    "/{gemeente}/mijn/adressen/verwijdering",
    "/{gemeente}/mijn/bezwaar/wissing",
    "/{gemeente}/mijn/bezwaar/intrekking",
    "/{gemeente}/mijn/bevestiging",
    "/{gemeente}/mijn/tweede-stap/herstelcodes",
    "/{gemeente}/mijn/tweede-stap/uitzetting",
    "/{gemeente}/mijn/agenda/{id}/beeindiging",
    "/{gemeente}/instellingen/agenda/reces/{id}/verwijdering",
    "/{gemeente}/instellingen/agenda/andere/{id}/verversing",
    "/{gemeente}/raad/mensen/{id}/anonimisering",
    "/{gemeente}/raad/functies/{id}/hervatting",
    "/{gemeente}/raad/fracties/{id}/verwijdering",
    "/{gemeente}/herinneringen/{golf}/hervatting",
    "/{gemeente}/antwoord/{token}/reeks",
    "/{gemeente}/bijeenkomsten/{id}/antwoord/reeks",
    "/{gemeente}/bijeenkomsten/{id}/uitnodigingen/{person}/herhaling",
    "/{gemeente}/bijeenkomsten/{id}/uitnodigingen/intrekking",
    "/{gemeente}/bijeenkomsten/{id}/gasten/{guest}/verwijdering",
    "/{gemeente}/documenten/{doc}/herstel",
    "/{gemeente}/kwartaalupdates/{id}/planning/intrekking",
    "/{gemeente}/informatiebalans/kwartalen/{kwartaal}/afsluiting",
    "/{gemeente}/informatiebalans/onderdelen/{item}/verzending",
    "/{gemeente}/informatiebalans/onderdelen/{item}/herinnering",
    "/{gemeente}/instellingen/post/pogingen",
    "/{gemeente}/instellingen/post/{id}/poging",
];

/// Ends what other forms need, so it comes last in a round.
fn ends(route: &str) -> bool {
    const LAST: &[&str] = &[
        "annulering",
        "verwijdering",
        "einde",
        "intrekking",
        "publicatie",
        "afsluiting",
        "presentie",
        "afsplitsing",
        "verplaatsen",
        "vervanging",
        "coalitie",
        "zittingsperiode",
        "anonimisering",
        "overname",
        "afhandeling",
    ];
    LAST.iter().any(|word| route.ends_with(word)) || route.ends_with("/vragen/{id}/antwoord")
}

/// Forms by [`Form::key`]: those that are posted, and those that only ask.
struct Known {
    posted: BTreeMap<String, Form>,
    asking: BTreeMap<String, Form>,
}

/// A municipality in which everything has begun, with answers from calendars and with reading recorded, so that no form
/// is missing; and its pages, always in the same order.
async fn furnished() -> (TestApp, Town, Things, Vec<String>) {
    let app = TestApp::start_with(&[("EVENWIJS_RSVP_DOMAIN", "rsvp.evenwijs.example")]).await;
    let town = app.town("Winterbeek").await;
    crate::balance_report::measure(&app, &town).await;
    let things = furnish(&app, &town, "woord").await;
    let pages = forms::with_unfinished(&app, &town, &things).await;
    (app, town, things, pages)
}

async fn known_forms() -> Known {
    let (app, town, _, pages) = furnished().await;
    let mut known = Known { posted: BTreeMap::new(), asking: BTreeMap::new() };
    forms::walk_pages(&app, &town, pages, &PEOPLE, |at, page, who, answer| {
        for form in forms::in_page(&answer.text, page, who) {
            known.posted.entry(form.key()).or_insert(Form { at, ..form });
        }
        for form in forms::questions_in(&answer.text, page, who) {
            known.asking.entry(form.key()).or_insert(Form { at, ..form });
        }
    })
    .await;
    known
}

/// One round with these texts: every form some times, then everything is opened.
async fn round(number: usize, times: usize, known: &Known, texts: &[String]) -> Log {
    let mut log = Log::default();
    let (app, town, things, pages) = furnished().await;
    let mut posted: Vec<Form> = known.posted.values().filter(|form| form.has_typed()).cloned().collect();
    posted.sort_by_key(|form| (ends(form.route), form.at));
    for (at, form) in posted.iter_mut().enumerate() {
        form.page.clone_from(&pages[form.at]);
        let browser = forms::someone(&app, &town, form.who).await;
        for time in 0..times {
            attempt(&browser, form, at + number * (times + 1) + time, &mut log, texts).await;
        }
        if number == 0 {
            bytes(&browser, form, &mut log).await;
        }
    }
    for (at, form) in known.asking.values().enumerate() {
        let browser = forms::someone(&app, &town, form.who).await;
        for time in 0..times {
            ask(&browser, form, at + number * (times + 1) + time, &mut log, texts).await;
        }
    }
    sweep(&app, &town, &things, &mut log).await;
    log
}

/// Fills in a form that only asks: what was asked for stands in it again.
async fn ask(browser: &Browser, form: &Form, place: usize, log: &mut Log, texts: &[String]) {
    let mut query = Vec::new();
    let mut numbers = BTreeMap::new();
    for (at, field) in form.fields.iter().filter(|field| field.is_typed()).enumerate() {
        let number = (place * 11 + at * 7) % texts.len();
        let (mark, text) = log.type_in(&format!("{} {}", form.route, field.name), field.kind, (number, &texts[number]));
        query.push((field.name.clone(), text));
        numbers.insert(field.name.clone(), mark);
    }
    if query.is_empty() {
        return;
    }
    let answer = browser.send(browser.request(Method::GET, &format!("/{}", form.action)).query(&query)).await;
    let here = format!("{} as {} gets {}", form.key(), form.who, answer.code());
    // An address has an end: 20,000 letters are more than that.
    if !matches!(answer.code(), 200 | 414 | 431) {
        log.blame(format!("{here} for {}", log::start(&format!("{query:?}"))));
    }
    log.check(&here, &readers::any(&answer));
    for back in forms::questions_in(&answer.text, &form.action, form.who) {
        for field in back.fields.iter().filter(|field| back.key() == form.key() && field.kind != Kind::Shaped) {
            if let Some(number) = numbers.get(&field.name) {
                log.begun(&here, *number, &field.value);
            }
        }
    }
}

/// The place of a field: its name, and how many of that name come before it.
type Place = (String, usize);

/// The typed fields of a form, with their places.
fn typed(form: &Form) -> Vec<(Place, &forms::Field)> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut typed = Vec::new();
    for field in form.fields.iter().filter(|field| field.is_typed()) {
        let before = seen.entry(&field.name).or_default();
        typed.push(((field.name.clone(), *before), field));
        *before += 1;
    }
    typed
}

/// The value at a place, to change it.
fn at<'a>(values: &'a mut [(String, String)], (name, before): &Place) -> Option<&'a mut String> {
    values.iter_mut().filter(|(of, _)| of == name).nth(*before).map(|(_, value)| value)
}

/// Fills in a form and sends it until it is taken, each time without what was refused.
async fn attempt(browser: &Browser, known: &Form, place: usize, log: &mut Log, texts: &[String]) {
    let page = browser.get(&format!("/{}", known.page)).await;
    log.check(&format!("{} as {}", known.page, known.who), &readers::any(&page));
    let found = forms::in_page(&page.text, &known.page, known.who);
    let Some(form) = found.into_iter().find(|form| form.key() == known.key()) else { return };
    let mut values = form.sensible(place);
    let mut hostile: BTreeMap<Place, usize> = BTreeMap::new();
    for (nth, (spot, field)) in typed(&form).into_iter().enumerate() {
        let number = (place * 11 + nth * 7) % texts.len();
        let name = format!("{} {}", form.route, field.plain_name());
        let (mark, text) = log.type_in(&name, field.kind, (number, &texts[number]));
        if let Some(value) = at(&mut values, &spot) {
            *value = text;
        }
        hostile.insert(spot, mark);
    }
    for again in 0..4 {
        let answer = send(browser, &form, &values).await;
        let here = format!("{} as {} gets {}", form.key(), form.who, answer.code());
        match answer.code() {
            422 => {
                log.check(&here, &readers::any(&answer));
                let back = forms::in_page(&answer.text, &form.action, form.who);
                let Some(back) = back.into_iter().find(|back| back.route == form.route && back.has_typed()) else {
                    return log.blame(format!("{here}: the form does not come back"));
                };
                // A password or a code of a moment is typed anew.
                for (spot, field) in typed(&back) {
                    let anew = field.kind == Kind::Password || field.name == "code";
                    if let Some(number) = hostile.get(&spot).filter(|_| !anew) {
                        log.kept(&here, *number, &field.value);
                    }
                }
                if !answer.text.contains("error-summary") {
                    log.blame(format!("{here}: nothing says what is wrong"));
                }
                if !mend(&back, &mut values, &mut hostile, again) {
                    return;
                }
            }
            200 | 303 => {
                hostile.values().for_each(|number| log.took(*number));
                log.check(&here, &readers::any(&answer));
                let to = answer.location();
                if to.starts_with('/') {
                    let next = browser.get(&format!("/{to}")).await;
                    log.check(&format!("{to} after {}", form.route), &readers::any(&next));
                }
                // Sent again it is an older version: both texts are shown.
                if form.fields.iter().any(|field| field.name == "version") {
                    let older = send(browser, &form, &values).await;
                    log.check(&format!("{} again gets {}", form.key(), older.code()), &readers::any(&older));
                }
                return;
            }
            403 | 404 | 409 | 429 => return log.check(&here, &readers::any(&answer)),
            _ => {
                return log.blame(format!("{here} for {:?}", values));
            }
        }
    }
}

/// Sends bytes that are no letters in every field: half of a pair, the beginning of a sign, a mark of another order.
async fn bytes(browser: &Browser, form: &Form, log: &mut Log) {
    let mut body = String::new();
    for (name, value) in form.sensible(1) {
        let typed = form.fields.iter().any(|field| field.name == name && field.is_typed());
        let value = if typed { "a%ED%A0%80b%C3%FF%FE".to_owned() } else { value.replace(' ', "+") };
        body.push_str(&format!("{name}={value}&"));
    }
    let kind = "application/x-www-form-urlencoded";
    let request = browser.request(Method::POST, &format!("/{}", form.action)).header("content-type", kind);
    let answer = browser.send(request.body(body.trim_end_matches('&').to_owned())).await;
    log.check(&format!("bytes in {}", form.key()), &readers::any(&answer));
    if answer.code() >= 500 {
        log.blame(format!("bytes in {}: {}", form.key(), answer.code()));
    }
}

/// Puts sensible values where the page says something is wrong; `false` where nothing can be mended.
fn mend(back: &Form, values: &mut Vec<(String, String)>, hostile: &mut BTreeMap<Place, usize>, again: usize) -> bool {
    let mut mended = false;
    for (spot, field) in typed(back).into_iter().filter(|(_, field)| field.wrong) {
        if hostile.remove(&spot).is_some() {
            let empty = forms::Field { value: String::new(), ..field.clone() };
            if let Some(value) = at(values, &spot) {
                *value = empty.sensible(1_000 + hostile.len() + again);
            }
            mended = true;
        }
    }
    for field in back.fields.iter().filter(|field| field.wrong && !field.is_typed()) {
        if let Some(option) = field.options.iter().rev().nth(again).filter(|option| !option.is_empty()) {
            values.retain(|(name, _)| *name != field.name);
            values.push((field.name.clone(), option.clone()));
            mended = true;
        }
    }
    mended
}

async fn send(browser: &Browser, form: &Form, values: &[(String, String)]) -> Answer {
    let request = browser.request(Method::POST, &format!("/{}", form.action));
    if !form.multipart {
        return browser.send(request.form(values)).await;
    }
    let mut parts = multipart::Form::new();
    for (name, value) in values {
        parts = parts.text(name.clone(), value.clone());
    }
    for field in form.fields.iter().filter(|field| field.kind == Kind::File) {
        let file = multipart::Part::bytes(PDF.to_vec()).file_name("stuk.pdf");
        parts = parts.part(field.name.clone(), file);
    }
    browser.send(request.multipart(parts)).await
}

/// Opens everything once as several people, sends the mail and reads it, and subscribes to the calendar.
async fn sweep(app: &TestApp, town: &Town, things: &Things, log: &mut Log) {
    let people: &[&str] = if proving() { &["greet", "cora", "wim", "ina"] } else { &["greet", "cora"] };
    for who in people.iter().copied() {
        let browser = app.sign_in(town, who).await;
        for page in forms::pages(town, things) {
            let answer = browser.get(&format!("/{page}")).await;
            if answer.code() >= 500 {
                log.blame(format!("{page} as {who}: {}", answer.code()));
            }
            log.check(&format!("{page} as {who}"), &readers::any(&answer));
        }
    }
    let cora = app.sign_in(town, "cora").await;
    let made = cora.post("/mijn/agenda", &[("voorvoegsel", "true"), ("herinnering", "60")]).await;
    if let Some(rest) = made.text.split("/agenda/").nth(1) {
        let feed = format!("/agenda/{}", rest.split(['"', '<']).next().unwrap_or_default());
        log.check("the feed of a member", &readers::any(&cora.get(&feed).await.is(200)));
    }
    log.check("the tables of the balance", &files::tables(&cora).await);
    app.deliver().await;
    let folder = app.state().settings.mail_dir.clone().unwrap();
    let mut mails = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        if file.extension().is_some_and(|end| end == "eml") {
            mails += 1;
            log.check("a mail", &readers::mail(&std::fs::read(&file).unwrap()));
        }
    }
    assert!(mails > 0, "no mail was sent");
    let parked = app.count("SELECT COUNT(*) FROM outbox WHERE parked_at IS NOT NULL").await;
    if parked > 0 {
        log.blame(format!("{parked} mails could not be written"));
    }
}

fn every_posted_route_is_reached(known: &Known) {
    let reached: BTreeSet<&str> = known.posted.values().map(|form| form.route).collect();
    let missing: Vec<_> = ROWS
        .iter()
        .filter(|(method, route, _)| *method == "POST" && !route.starts_with("/api/") && !route.starts_with("/_fn/"))
        .filter(|(_, route, _)| !reached.contains(route) && !NO_FORM.contains(route))
        .map(|(_, route, _)| *route)
        .collect();
    assert!(missing.is_empty(), "no form leads to {missing:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_field_takes_hostile_text_as_text_or_not_at_all() {
    let texts = payloads::all();
    let known = known_forms().await;
    every_posted_route_is_reached(&known);
    let (rounds, times) = extent(texts.len());
    let usual = round(0, times, &known, &harmless()).await;
    assert!(usual.wrong.is_empty(), "with harmless texts: {:#?}", usual.wrong);
    let mut log = Log::default();
    for number in 0..rounds {
        log.add(round(number, times, &known, &texts).await);
    }
    for (shape, place) in &log.shapes {
        if !usual.shapes.contains_key(shape) {
            log.wrong.insert(format!("{place}: {shape} is in no answer to harmless texts"));
        }
    }
    let fields = known.posted.values().chain(known.asking.values()).flat_map(|form| {
        let typed = form.fields.iter().filter(|field| field.is_typed());
        typed.map(|field| format!("{} {}", form.route, field.plain_name()))
    });
    let untried: Vec<_> = fields.filter(|field| !log.tried.contains_key(field)).collect();
    assert!(untried.is_empty(), "fields without an attempt: {untried:#?}");
    let tried: BTreeSet<usize> = log.tried.values().flatten().copied().collect();
    assert_eq!(tried.len(), texts.len(), "a text was in no field");
    assert!(log.tried.len() > 80 && log.pairs() > 400, "{} fields, {} pairs", log.tried.len(), log.pairs());
    let wrong: Vec<_> = log.wrong.iter().take(60).collect();
    assert!(wrong.is_empty(), "{} things are wrong: {wrong:#?}", log.wrong.len());
    let mut lost = log.lost();
    lost.retain(|field, _| !UNSEEN.iter().any(|route| field.starts_with(&format!("{route} "))));
    assert!(lost.is_empty(), "never seen again (field, times taken): {lost:#?}");
    println!("{} fields, {} pairs of field and text, {} answers read", log.tried.len(), log.pairs(), log.answers);
}
