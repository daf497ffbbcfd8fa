//! Ids of another municipality are as good as none (R28): the answer is the one for an id that exists nowhere, byte for
//! byte but for what differs between any two answers.

use std::collections::BTreeMap;

use reqwest::Method;
use uuid::Uuid;

use super::forms::{self, Form, Kind};
use crate::{
    permissions::{PUBLIC, ROWS, SILENT, Things, furnish, is_call, order, path_of},
    support::{Answer, Browser, TestApp},
};

/// Looks at what was sent, or at the day, before it looks for the thing: the answer is the same for any id.
const LOOKS_FIRST: [&str; 2] =
    ["/{gemeente}/raad/functies/{id}/hervatting", "/{gemeente}/bijeenkomsten/{id}/gasten/{guest}/verwijdering"];

const PEOPLE: [&str; 4] = ["greet", "cora", "wim", "ina"];

/// Without ids and nonces: every run of hexadecimal digits and hyphens of 32 or more.
fn masked(text: &str) -> String {
    let (mut out, mut run) = (String::with_capacity(text.len()), String::new());
    for letter in text.chars().chain(['\u{0}']) {
        if letter.is_ascii_hexdigit() || letter == '-' {
            run.push(letter);
            continue;
        }
        if run.len() >= 32 {
            out.push('#');
        } else {
            out.push_str(&run);
        }
        run.clear();
        out.push(letter);
    }
    out
}

/// What of an answer a stranger could learn from. What they asked for themselves may be in it.
fn told(answer: &Answer, asked: &str) -> (u16, String, String) {
    let masked = |text: &str| {
        let secrets = asked.split('/').filter(|part| part.len() >= 5);
        masked(&secrets.fold(text.to_owned(), |text, part| text.replace(part, "#")))
    };
    let headers: BTreeMap<_, _> = answer
        .headers
        .iter()
        .filter(|(name, _)| {
            !matches!(name.as_str(), "date" | "content-length" | "x-request-id" | "content-security-policy")
        })
        .map(|(name, value)| (name.to_string(), masked(&String::from_utf8_lossy(value.as_bytes()))))
        .collect();
    (answer.code(), format!("{headers:?}"), masked(&answer.text))
}

/// The path of a route with ids of `here`, and each of its ids alone, and all of them, from elsewhere.
fn variants(route: &str, slug: &str, here: &Things, elsewhere: &Things) -> Vec<String> {
    let own = path_of(route, here).replace("{gemeente}", slug);
    let other = path_of(route, elsewhere).replace("{gemeente}", slug);
    let (own, other): (Vec<&str>, Vec<&str>) = (own.split('/').collect(), other.split('/').collect());
    let differ: Vec<usize> = (0..own.len()).filter(|at| own[*at] != other[*at]).collect();
    let mut paths = vec![other.join("/")];
    if differ.len() > 1 {
        for at in differ {
            let mut mixed = own.clone();
            mixed[at] = other[at];
            paths.push(mixed.join("/"));
        }
    }
    paths
}

async fn ask(browser: &Browser, method: &str, path: &str, body: Option<&[(String, String)]>) -> Answer {
    let method: Method = method.parse().unwrap();
    let request = browser.request(method.clone(), &format!("/{path}"));
    let request = match (method == Method::GET, path.starts_with("/api/"), body) {
        (true, ..) => request,
        (_, true, _) => request.json(&serde_json::json!({ "antwoord": "ja" })),
        (.., Some(fields)) => request.form(fields),
        (.., None) => request.header("content-type", "application/x-www-form-urlencoded").body(""),
    };
    browser.send(request).await
}

/// Bodies that would be taken, were the id one's own: the forms as their pages fill them in.
fn filled(forms: &BTreeMap<String, Form>, route: &str) -> Option<Vec<(String, String)>> {
    let form =
        forms.values().filter(|form| form.route == route && !form.multipart).max_by_key(|form| form.fields.len());
    form.map(|form| form.sensible(1))
}

#[tokio::test]
async fn an_id_of_another_municipality_is_an_id_that_exists_nowhere() {
    let app = TestApp::start().await;
    let (here, there) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let (mine, theirs) = (furnish(&app, &here, "thuiswoord").await, furnish(&app, &there, "kanariewoord").await);
    let nowhere = Things::nowhere();
    let forms = forms::walk(&app, &here, &mine, &PEOPLE).await;
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for (method, route, _) in ROWS {
        let has_id = route.replace("{gemeente}", "").replace("{kwartaal}", "").replace("{n}", "").contains('{');
        if is_call(route) || !has_id || PUBLIC.contains(route) || route.starts_with("/demo/") {
            continue;
        }
        let body = filled(&forms, route);
        let theirs = variants(route, &here.slug, &mine, &theirs);
        let nowhere = variants(route, &here.slug, &mine, &nowhere);
        for name in PEOPLE {
            let browser = app.sign_in(&here, name).await;
            for (theirs, nowhere) in theirs.iter().zip(&nowhere) {
                let (a, b) = (
                    ask(&browser, method, theirs, body.as_deref()).await,
                    ask(&browser, method, nowhere, body.as_deref()).await,
                );
                compared += 1;
                if told(&a, theirs) != told(&b, nowhere) {
                    wrong.push(format!("{method} {route}: {name} gets {} for theirs, {} for none", a.code(), b.code()));
                }
                let known = match a.code() {
                    303 => SILENT.contains(route),
                    422 => LOOKS_FIRST.contains(route),
                    code => matches!(code, 403 | 404),
                };
                if !known {
                    wrong.push(format!("{method} {route}: {name} gets {} with an id of Zomerdal", a.code()));
                }
                if a.text.contains("kanariewoord") {
                    wrong.push(format!("{method} {route}: {name} reads Zomerdal"));
                }
            }
        }
    }
    for (_, route, _) in ROWS.iter().filter(|(_, route, _)| is_call(route)) {
        for name in PEOPLE {
            let browser = app.sign_in(&here, name).await;
            let mut answers = Vec::new();
            for things in [&theirs, &nowhere] {
                let request = browser.request(Method::POST, &format!("/{route}"));
                let request = request.header("content-type", "application/json");
                answers.push(browser.send(request.body(order(route, &here.slug, things))).await);
            }
            compared += 1;
            if told(&answers[0], "") != told(&answers[1], "") || !matches!(answers[0].code(), 403 | 404) {
                wrong.push(format!("{route}: {name} gets {} and {}", answers[0].code(), answers[1].code()));
            }
        }
    }
    assert!(compared > 300, "{compared}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Ids that stand in a form, and not in its address: a host, a faction, a gathering a question is about.
#[tokio::test]
async fn an_id_of_another_municipality_inside_a_form_is_an_id_that_exists_nowhere() {
    let app = TestApp::start().await;
    let (here, there) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let (mine, theirs) = (furnish(&app, &here, "thuiswoord").await, furnish(&app, &there, "kanariewoord").await);
    let (forms, others) =
        (forms::walk(&app, &here, &mine, &PEOPLE).await, forms::walk(&app, &there, &theirs, &PEOPLE).await);
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for (key, form) in &forms {
        let Some(other) = others.get(key).filter(|_| !form.multipart) else { continue };
        let browser = forms::someone(&app, &here, form.who).await;
        for field in form.fields.iter().filter(|field| field.name != "key") {
            let choices = other.fields.iter().filter(|other| other.name == field.name);
            let id = choices
                .flat_map(|other| other.options.iter().chain([&other.value]))
                .find(|value| value.len() == 36 && value.parse::<Uuid>().is_ok());
            let Some(id) = id.cloned() else { continue };
            let mut answers = Vec::new();
            for (at, value) in [id, Uuid::now_v7().to_string()].into_iter().enumerate() {
                let mut values = form.sensible(at);
                values.retain(|(name, _)| *name != field.name && name != "key");
                values.push((field.name.clone(), value));
                if form.fields.iter().any(|field| field.name == "key") {
                    values.push(("key".to_owned(), app::form::fresh_key()));
                }
                // The same words both times, so that only the id differs.
                for (name, value) in &mut values {
                    let typed = form.fields.iter().find(|field| field.name == *name).is_some_and(|it| it.is_typed());
                    if typed && form.fields.iter().any(|field| field.name == *name && field.kind == Kind::Line) {
                        *value = value.replace('1', "0");
                    }
                }
                answers.push(ask(&browser, "POST", &form.action, Some(&values)).await);
            }
            compared += 1;
            let (a, b) = (&answers[0], &answers[1]);
            if a.code() != b.code() || a.text.contains("kanariewoord") {
                wrong.push(format!("{key} {}: {} for theirs, {} for none", field.name, a.code(), b.code()));
            }
            if matches!(a.code(), 200 | 303) && field.kind != Kind::Hidden && field.kind != Kind::Tick {
                wrong.push(format!("{key} {}: took an id of Zomerdal ({})", field.name, a.location()));
            }
        }
    }
    assert!(compared > 15, "{compared}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
