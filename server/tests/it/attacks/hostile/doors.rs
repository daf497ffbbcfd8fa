//! The ways in that are no form of a page: the API, what islands call, names of files, lists from elsewhere, and the
//! question that carries a form along.

use std::collections::{BTreeMap, BTreeSet};

use app::accounts::tokens;
use domain::values::{PersonName, Title};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    super::{
        forms::{self, Kind},
        payloads,
        readers::{self, How},
    },
    log::{self, Log},
};
use crate::{
    accounts::give_password,
    documents::PDF,
    permissions::{Things, furnish},
    support::{Answer, Browser, TestApp, Town},
};

/// A call of the API that changes something, with its texts by name.
struct Call {
    method: Method,
    path: String,
    texts: Vec<String>,
}

/// Every call that takes a body, from the description that the API gives of itself.
async fn calls(browser: &Browser) -> Vec<Call> {
    let whole: Value = serde_json::from_str(&browser.get("//api/v1/openapi.json").await.is(200).text).unwrap();
    let mut calls = Vec::new();
    for (path, operations) in whole["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let Some(body) = operation["requestBody"]["content"]["application/json"].get("schema") else { continue };
            let name = body["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
            let is_text = |field: &Value| {
                let of = |kind: &Value| {
                    kind == "string" || kind.as_array().is_some_and(|kinds| kinds.contains(&json!("string")))
                };
                of(&field["type"]) || of(&field["items"]["type"])
            };
            let fields = whole["components"]["schemas"][name]["properties"].as_object().unwrap();
            let texts = fields.iter().filter(|(_, field)| is_text(field)).map(|(name, _)| name.clone()).collect();
            calls.push(Call { method: method.to_uppercase().parse().unwrap(), path: path.clone(), texts });
        }
    }
    calls
}

/// Who makes a call, and what a sensible program would send.
fn sensible(path: &str, town: &Town) -> (&'static str, Value) {
    match path {
        "/{gemeente}/bijeenkomsten" => (
            "greet",
            json!({
                "stand": "concept", "soort": "werkbezoek", "titel": "Werkbezoek", "datum": "2026-09-15", "begin": "19:30",
                "eind": "21:00", "plaats": "Kulturhus", "agenda": "Welkom", "samenvatting": "Kort",
                "openbaarheid": "besloten", "beslotenReden": "Persoonlijk", "wie": "fracties", "wieReden": "Om hen",
                "fracties": [town.coalition],
            }),
        ),
        "/{gemeente}/bijeenkomsten/{id}/antwoord" => ("cora", json!({ "antwoord": "ja", "opmerking": "Later" })),
        "/{gemeente}/vragen" => ("cora", json!({ "soort": "technisch", "titel": "Waarom", "tekst": "Daarom" })),
        "/{gemeente}/informatiebalans/verslagen/{report}/inzage" => ("greet", json!({ "reden": "Onderzoek" })),
        other => panic!("{other} needs something sensible to send"),
    }
}

/// A program that speaks for somebody.
struct Program<'a> {
    browser: &'a Browser,
    token: String,
}

impl Program<'_> {
    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let mut request = self.browser.request(method, &format!("/{path}")).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        self.browser.send(request).await
    }
}

async fn program<'a>(app: &TestApp, town: &Town, browser: &'a Browser, who: &str) -> Program<'a> {
    let tenant = app.tenant(town).await;
    app.give_factor(town, who).await;
    let db = app.state().db.for_migrations();
    let token = tokens::make(db, &tenant, town.person(who), "toets", app.now()).await.unwrap();
    Program { browser, token }
}

/// The fields that a problem names.
fn named(answer: &Answer) -> BTreeSet<String> {
    let whole: Value = serde_json::from_str(&answer.text).unwrap();
    let errors = whole["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|error| error["location"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Sends one call with a text in every field, until it is taken, each time without what was refused.
async fn call(program: &Program<'_>, call: &Call, path: &str, body: Value, place: usize, log: &mut Log) {
    let texts = payloads::all();
    let mut body = body;
    let mut hostile = BTreeMap::new();
    let before = body.clone();
    for (at, name) in call.texts.iter().enumerate() {
        // Words of a list are tried one call at a time, so that what they decide stands in the other calls.
        if before[name].is_null() && place % call.texts.len() != at {
            continue;
        }
        let number = (place * 11 + at * 7) % texts.len();
        let (mark, text) = log.type_in(&format!("{} {name}", call.path), Kind::Line, (number, &texts[number]));
        body[name] = if matches!(name.as_str(), "fracties" | "personen") { json!([text]) } else { json!(text) };
        hostile.insert(name.clone(), mark);
    }
    for _ in 0..4 {
        let answer = program.send(call.method.clone(), path, Some(&body)).await;
        let here = format!("{} {} gets {}", call.method, call.path, answer.code());
        log.check(&here, &readers::any(&answer));
        match answer.code() {
            400 => {
                let named = named(&answer);
                let refused: Vec<&String> = named.iter().filter(|name| hostile.contains_key(*name)).collect();
                if refused.is_empty() {
                    return log.blame(format!("{here}: {named:?} is not what was typed in"));
                }
                for name in refused {
                    hostile.remove(name);
                    body[name] = before[name].clone();
                    if before[name].is_null() {
                        body.as_object_mut().unwrap().remove(name);
                    }
                }
            }
            // What is no id is the id of nothing.
            404 if hostile.contains_key("bijeenkomst") => {
                hostile.remove("bijeenkomst");
                body.as_object_mut().unwrap().remove("bijeenkomst");
            }
            200 | 201 | 409 => {
                hostile.values().for_each(|mark| log.took(*mark));
                let at = if answer.location().is_empty() {
                    path.replace("/antwoord", "")
                } else {
                    answer.location().to_owned()
                };
                if !path.ends_with("/inzage") {
                    let made = program.send(Method::GET, &at, None).await.is(200);
                    log.check(&format!("{at} after {}", call.path), &readers::any(&made));
                }
                return;
            }
            _ => return log.blame(format!("{here} for {}", log::start(&body.to_string()))),
        }
    }
    log.blame(format!("{} {} is never taken: {}", call.method, call.path, log::start(&body.to_string())));
}

#[tokio::test]
async fn every_text_of_a_call_of_the_api_comes_back_as_it_is_or_is_refused_by_name() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "woord").await;
    let stranger = app.stranger(&town);
    let calls = calls(&stranger).await;
    assert_eq!(
        calls.len(),
        crate::permissions::ROWS
            .iter()
            .filter(|(method, route, _)| { *method != "GET" && route.starts_with("/api/") })
            .count(),
        "a call is not described"
    );
    let mut log = Log::default();
    for one in &calls {
        let (who, body) = sensible(&one.path, &town);
        let program = program(&app, &town, &stranger, who).await;
        let route = format!("/api/v1{}", one.path);
        let path = crate::permissions::path_of(&route, &things).replace("{gemeente}", &town.slug);
        for place in 0..payloads::all().len() {
            call(&program, one, &path, body.clone(), place, &mut log).await;
        }
    }
    let wrong: Vec<_> = log.wrong.iter().take(40).collect();
    assert!(wrong.is_empty(), "{} things are wrong: {wrong:#?}", log.wrong.len());
    // A reason stands in the record of those it is about; people go for nothing where factions are chosen.
    let kept_elsewhere = |field: &str| field.ends_with(" reden") || field.ends_with(" personen");
    let lost: Vec<_> = log.lost().into_iter().filter(|(field, taken)| *taken > 0 && !kept_elsewhere(field)).collect();
    assert!(lost.is_empty(), "taken and never seen again: {lost:?}");
    assert!(log.pairs() > 500, "{}", log.pairs());
    // What islands call: words where an id or a code is expected.
    let greet = app.sign_in(&town, "greet").await;
    let mut wrong = Vec::new();
    for text in payloads::all() {
        for (route, name) in [
            ("answer", "slug"),
            ("answer", "gathering"),
            ("answer", "answer"),
            ("present", "person"),
            ("present", "stand"),
            ("present", "substitute"),
        ] {
            let order = order_with(route, name, &text, &town, &things);
            let request = greet.request(Method::POST, &format!("//_fn/{route}")).json(&order);
            let answer = greet.send(request).await;
            let foreign = readers::any(&answer).foreign;
            if !matches!(answer.code(), 400..500) || answer.text.contains("vreemd") || !foreign.is_empty() {
                wrong.push(format!(
                    "{route} {name} {}: {} {}",
                    log::start(&text),
                    answer.code(),
                    log::start(&answer.text)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn order_with(route: &str, name: &str, text: &str, town: &Town, things: &Things) -> Value {
    let mut order = match route {
        "answer" => json!({ "slug": town.slug, "gathering": things.gathering, "answer": "ja" }),
        _ => json!({ "slug": town.slug, "gathering": things.held,
            "marks": [{ "person": things.person, "stand": "aanwezig", "substitute": "" }] }),
    };
    match order.get_mut("marks").and_then(|marks| marks[0].get_mut(name)) {
        Some(place) => *place = json!(text),
        None => order[name] = json!(text),
    }
    json!({ "order": order })
}

/// Sends a file under a name, as browsers write names.
async fn upload(browser: &Browser, path: &str, name: &str, bytes: &[u8]) -> Answer {
    let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    let head = format!("--grens\r\nContent-Disposition: form-data; name=\"bestand\"; filename=\"{name}\"\r\n\r\n");
    let body = [head.as_bytes(), bytes, b"\r\n--grens--\r\n"].concat();
    let request = browser.request(Method::POST, path).header("content-type", "multipart/form-data; boundary=grens");
    browser.send(request.body(body)).await
}

#[tokio::test]
async fn the_name_of_a_file_adds_nothing_to_a_page_or_a_header() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "woord").await;
    let greet = app.sign_in(&town, "greet").await;
    let papers = format!("/bijeenkomsten/{}/documenten", things.gathering);
    let mut log = Log::default();
    for text in payloads::all() {
        for name in [format!("{text}.pdf"), format!("stuk.{text}")] {
            let answer = upload(&greet, &papers, &name, PDF).await;
            log.check(&format!("a file {} gets {}", log::start(&name), answer.code()), &readers::any(&answer));
            if !matches!(answer.code(), 303 | 422) {
                log.blame(format!("a file {} gets {}", log::start(&name), answer.code()));
            }
        }
    }
    let page = greet.get(&papers).await.is(200);
    log.check("the papers", &readers::any(&page));
    let mut opened = 0;
    for part in page.text.split("/documenten/").skip(1).filter(|part| part.get(36..37) == Some("\"")) {
        let answer = greet.get(&format!("/documenten/{}", &part[..36])).await;
        let Some(header) = answer.headers.get("content-disposition") else { continue };
        opened += 1;
        log.check("a paper", &readers::any(&answer));
        let header = header.to_str().expect("a header of plain letters");
        let name =
            header.strip_prefix("attachment; filename=\"").and_then(|rest| rest.split_once("\"; filename*=UTF-8''"));
        let fits = name.is_some_and(|(plain, coded)| {
            !plain.contains(['"', '\\']) && coded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b))
        });
        if !fits || answer.headers["content-type"] != "application/pdf" {
            log.blame(format!("a paper is given as {header}"));
        }
    }
    assert!(opened > 40, "{opened}");
    assert!(log.wrong.is_empty(), "{:#?}", log.wrong);
}

/// A cell as a sheet program writes it.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[tokio::test]
async fn a_list_with_hostile_cells_is_shown_and_taken_in_as_text() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let greet = app.sign_in(&town, "greet").await;
    let mut log = Log::default();
    let head = ["naam", "e-mail", "fractie", "rol", "vanaf", "tot", "telefoon", "coalitie", "lokaal/landelijk"];
    let usual =
        ["Nieuw Lid", "lid@winterbeek.example", "Lokaal Winterbeek", "raadslid", "1-9-2026", "", "", "ja", "lokaal"];
    // Every text in every column, and in the name of a column and of the file.
    for text in payloads::all().iter().filter(|text| text.len() < 2_000) {
        let mut list = format!("{};{}\n", head.join(";"), cell(text));
        for column in 0..head.len() {
            let mut cells: Vec<String> = usual.iter().map(|cell_text| cell(cell_text)).collect();
            cells[column] = cell(text);
            list.push_str(&format!("{};{}\n", cells.join(";"), cell(text)));
        }
        let answer = upload(&greet, "/raad/import", &format!("{text}.csv"), list.as_bytes()).await;
        log.check("a list", &readers::any(&answer));
        match answer.code() {
            303 => log.check("a preview", &readers::any(&greet.get(&format!("/{}", answer.location())).await.is(200))),
            422 => {}
            code => log.blame(format!("a list with {} gets {code}", log::start(text))),
        }
    }
    // What fits as a name is taken in, and stands in the council and its sheet.
    let mut list = "naam;fractie;rol;vanaf\n".to_owned();
    let mut names = Vec::new();
    for (at, text) in payloads::all().iter().enumerate() {
        let name = format!("{text} L{at}");
        if let (Ok(kept), Ok(_)) = (PersonName::parse(&name), Title::parse(text)) {
            list.push_str(&format!("{};{};raadslid;1-9-2026\n", cell(&name), cell(&format!("{text} F{at}"))));
            names.push(kept.into_string());
        }
    }
    assert!(names.len() > 30, "{}", names.len());
    let to = upload(&greet, "/raad/import", "raad.csv", list.as_bytes()).await.is(303).location().to_owned();
    let preview = greet.get(&format!("/{to}")).await.is(200);
    log.check("a preview", &readers::any(&preview));
    let fields = [("gezien", preview.input("gezien")), ("key", preview.input("key"))];
    let mut fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("ontbrekend", "blijft"));
    let path = to.trim_start_matches(&format!("/{}", town.slug));
    greet.post(path, &fields).await.is(303);
    let mut shown = String::new();
    for page in ["/raad", "/raad/samenstelling.csv", "/instellingen/accounts", "/instellingen/accounts/toegang.csv"] {
        let reading = readers::any(&greet.get(page).await.is(200));
        log.check(page, &reading);
        let texts = reading.texts.iter().filter(|found| found.how == How::Plain).map(|found| found.text.as_str());
        shown.push_str(&texts.collect::<Vec<_>>().join(" "));
    }
    let spaces = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = spaces(&shown);
    let missing: Vec<_> = names.iter().filter(|name| !shown.contains(&spaces(name))).collect();
    assert!(missing.is_empty(), "not in the council: {missing:#?}");
    assert!(log.wrong.is_empty(), "{:#?}", log.wrong);
}

#[tokio::test]
async fn a_form_that_waits_for_a_password_carries_its_texts_along_unharmed() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    give_password(&app, &town, "cora").await;
    let cora = app.sign_in(&town, "cora").await;
    app.pass(SignedDuration::from_mins(40));
    let texts = payloads::all();
    let mut log = Log::default();
    for payload in texts.iter().enumerate() {
        let (mark, text) = log.type_in("/{gemeente}/mijn/tokens naam", Kind::Hidden, (payload.0, payload.1));
        let answer = cora.post("/mijn/tokens", &[("naam", &text), ("key", "k")]).await.is(403);
        log.check("the question", &readers::any(&answer));
        let asked = forms::in_page(&answer.text, "/winterbeek/mijn/tokens", "cora");
        let asked = asked.iter().find(|form| form.fields.iter().any(|field| field.name == "bewijs"));
        let field = asked.and_then(|form| form.fields.iter().find(|field| field.name == "naam")).expect("the name");
        log.kept("the question", mark, &field.value);
        // Where it goes afterwards is asked in a page as well.
        let onward = [("naar", text.as_str()), ("bewijs", "")];
        let answer = cora.post("/mijn/bevestiging", &onward).await;
        assert!(matches!(answer.code(), 422 | 429), "{}", answer.code());
        log.check("the way on", &readers::any(&answer));
    }
    for text in texts.iter().take(3) {
        let answer = cora.post("/mijn/bevestiging", &[("naar", "/mijn/gegevens"), ("bewijs", text)]).await;
        assert!(matches!(answer.code(), 422 | 429), "{}", answer.code());
        log.check("a proof that is none", &readers::any(&answer));
    }
    assert!(log.wrong.is_empty(), "{:#?}", log.wrong);
}
