//! T11: fifty requests a second of a thousand people, mixed, at their moments whatever came before.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use reqwest::{Client, Method, redirect::Policy};
use tokio::time::Instant;

use crate::{
    is_short, judged, lasting, memory,
    people::{Crowd, Place},
    site::Node,
};

/// Between one request and the next.
const EVERY: Duration = Duration::from_millis(20);

struct Ask {
    method: Method,
    path: String,
    cookie: String,
    kind: &'static str,
    body: String,
    expected: u16,
}

/// Seven of ten open a page, two call what an island calls, one sends a form.
fn ask(crowd: &Crowd) -> Ask {
    let place = &crowd.places[rand::random_range(0..crowd.places.len())];
    let members: Vec<_> = place.people.iter().filter(|person| person.is_member).collect();
    let member = members[rand::random_range(0..members.len())];
    let gathering = place.gatherings[rand::random_range(0..place.gatherings.len())];
    let answer = ["ja", "nee", "misschien"][rand::random_range(0..3)];
    let (slug, cookie) = (&place.slug, member.cookie.clone());
    match rand::random_range(0..10) {
        0..7 => {
            let anybody = &place.people[rand::random_range(0..place.people.len())];
            page(place, anybody.cookie.clone(), &gathering.to_string())
        }
        7 | 8 => Ask {
            method: Method::POST,
            path: "/_fn/answer".to_owned(),
            cookie,
            kind: "application/json",
            body: format!(
                "{{\"order\":{{\"slug\":\"{slug}\",\"gathering\":\"{gathering}\",\"answer\":\"{answer}\"}}}}"
            ),
            expected: 200,
        },
        _ => Ask {
            method: Method::POST,
            path: format!("/{slug}/bijeenkomsten/{gathering}/antwoord"),
            cookie,
            kind: "application/x-www-form-urlencoded",
            body: format!("antwoord={answer}"),
            expected: 303,
        },
    }
}

fn page(place: &Place, cookie: String, gathering: &str) -> Ask {
    let slug = &place.slug;
    let path = match rand::random_range(0..10) {
        0..4 => format!("/{slug}"),
        4..6 => format!("/{slug}/bijeenkomsten"),
        6..8 => format!("/{slug}/bijeenkomsten/{gathering}"),
        8 => format!("/{slug}/agenda"),
        _ => format!("/{slug}/vragen"),
    };
    Ask { method: Method::GET, path, cookie, kind: "text/plain", body: String::new(), expected: 200 }
}

/// Whoever administers and nothing more has no list of gatherings; they are asked for nothing else.
fn is_fine(found: u16, ask: &Ask) -> bool {
    found == ask.expected || (ask.method == Method::GET && found == 403)
}

/// Keeps it up for ten minutes.
pub async fn hold(node: &Node, crowd: &Crowd) {
    let client = Client::builder().redirect(Policy::none()).timeout(Duration::from_secs(20)).build().unwrap();
    let (took, errors) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Vec::new())));
    let time = lasting(600, 60);
    let (began, mut number, mut tasks) = (Instant::now(), 0, Vec::new());
    let mut settled = 0.0;
    while began.elapsed() < time {
        let due = began + EVERY * number;
        tokio::time::sleep_until(due).await;
        number += 1;
        if settled == 0.0 && began.elapsed() > time / 6 {
            settled = memory(node);
        }
        let (ask, client, address) = (ask(crowd), client.clone(), node.address.clone());
        let (took, errors) = (took.clone(), errors.clone());
        tasks.push(tokio::spawn(async move {
            let request = client
                .request(ask.method.clone(), format!("{address}{}", ask.path))
                .header("cookie", &ask.cookie)
                .header("sec-fetch-site", "same-origin")
                .header("content-type", ask.kind)
                .body(ask.body.clone());
            let found = match request.send().await {
                Ok(answer) => {
                    let code = answer.status().as_u16();
                    answer.bytes().await.map_or(0, |_| code)
                }
                Err(_) => 0,
            };
            took.lock().unwrap().push(due.elapsed().as_secs_f64() * 1000.0);
            if !is_fine(found, &ask) {
                errors.lock().unwrap().push(format!("{} {}: {found}", ask.method, ask.path));
            }
        }));
        if tasks.len() > 1_000 {
            tasks.retain(|task| !task.is_finished());
        }
    }
    for task in tasks {
        task.await.unwrap();
    }
    let end = memory(node);
    let mut took: Vec<f64> = took.lock().unwrap().clone();
    took.sort_by(f64::total_cmp);
    let at = |part: f64| took[((took.len() - 1) as f64 * part) as usize];
    let (p50, p95, p99, worst) = (at(0.5), at(0.95), at(0.99), at(1.0));
    let errors: Vec<String> = errors.lock().unwrap().clone();
    for error in errors.iter().take(10) {
        println!("{error}");
    }
    let people: usize = crowd.places.iter().map(|place| place.people.len()).sum();
    let minutes = if is_short() { "one minute" } else { "ten minutes" };
    judged(
        &format!("T11: {people} people in {} municipalities, 50 requests a second, {minutes}", crowd.places.len()),
        "p95 300 ms, p99 800 ms, 0 errors",
        &format!(
            "p50 {p50:.0} ms, p95 {p95:.0} ms, p99 {p99:.0} ms, worst {worst:.0} ms, {} errors in {}",
            errors.len(),
            took.len()
        ),
        p95 < 300.0 && p99 < 800.0 && errors.is_empty(),
    );
    judged(
        "T11: memory after a sixth of it, and at its end",
        "flat (5% or 5 MB)",
        &format!("{settled:.0} MB, {end:.0} MB"),
        end <= (settled * 1.05).max(settled + 5.0),
    );
}
