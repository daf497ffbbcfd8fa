//! Three pages beside bare handlers, and the list with little and with much in it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Instant,
};

use axum::{body::Body, http::Request};
use http_body_util::BodyExt as _;
use sea_orm::Statement;
use tower::ServiceExt as _;

use crate::{
    bare::{self, Bare, Plain},
    judged, lasting,
    people::{Crowd, GATHERINGS, Person, Place, store_more},
    site::{Site, close, figure},
    wire::{self, Wire},
};

/// Connections that ask at once.
const CONNECTIONS: usize = 16;

fn paths(place: &Place) -> [(&'static str, String); 3] {
    [
        ("the list, 25 of 200", format!("/{}/bijeenkomsten", place.slug)),
        ("a gathering", format!("/{}/bijeenkomsten/{}", place.slug, place.gatherings[0])),
        ("home", format!("/{}", place.slug)),
    ]
}

/// What the program asks of the database for each page, and how many bytes it answers.
async fn heard(site: &Site, person: &Person, paths: &[(&str, String)]) -> HashMap<String, Bare> {
    let mut node = server::build(&site.config, app::clock::Clock::System).await.unwrap();
    let heard: Arc<Mutex<Vec<Statement>>> = Arc::default();
    let into = heard.clone();
    node.state.db.listen(move |info| into.lock().unwrap().push(info.statement.clone()));
    let router = node.router();
    let mut pages = HashMap::new();
    for (_, path) in paths {
        heard.lock().unwrap().clear();
        let request = Request::get(path)
            .header("host", site.address.trim_start_matches("http://"))
            .header("cookie", &person.cookie)
            .body(Body::empty())
            .unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let bytes = answer.into_body().collect().await.unwrap().to_bytes().len();
        // That somebody was seen is written once a minute; it is no part of a page.
        let statements = std::mem::take(&mut *heard.lock().unwrap());
        let statements = statements.into_iter().filter(|one| one.sql.trim_start().starts_with("SELECT")).collect();
        pages.insert(path.clone(), Bare { statements, bytes });
    }
    node.state.readings.flush().await;
    close(&node.state.db).await;
    pages
}

/// Requests a second of the program and of the bare handlers, in turn.
pub async fn compare(site: &Site, crowd: &Crowd) {
    let (place, person) = crowd.first();
    let paths = paths(place);
    let pages = Arc::new(heard(site, person, &paths).await);
    let db = site.look().await;
    let by_sqlx = bare::serve_sqlx(db.read().get_sqlite_connection_pool().clone(), pages.clone()).await.to_string();
    let (file, written) = (site.config.data_dir.join("evenwijs.sqlite3"), site.folder.0.join("pages.json"));
    let (_plain, by_rusqlite) = Plain::serve(&file, &written, &pages);
    let program = site.address.trim_start_matches("http://").to_owned();
    for (name, path) in &paths {
        let lists = vec![vec![wire::get(&program, path, &person.cookie)]; CONNECTIONS];
        let (program, by_sqlx, by_rusqlite) = (program.clone(), by_sqlx.clone(), by_rusqlite.clone());
        let ask = move || {
            let mut sums = [0.0; 3];
            for _ in 0..3 {
                for (sum, address) in sums.iter_mut().zip([&program, &by_sqlx, &by_rusqlite]) {
                    *sum += wire::rate(address, &lists, 200, lasting(5, 1));
                }
            }
            sums.map(|sum| sum / 3.0)
        };
        let [own, sqlx, rusqlite] = tokio::task::spawn_blocking(ask).await.unwrap();
        let Bare { statements, bytes } = &pages[path];
        let about = format!("{} statements, {:.0} kB", statements.len(), *bytes as f64 / 1000.0);
        judged(
            &format!("Requests a second, {name}, beside bare axum and sqlx"),
            "1/3 (1/2 is the aim)",
            &format!("{:.2} ({own:.0} beside {sqlx:.0}; {about})", own / sqlx),
            own / sqlx >= 1.0 / 3.0,
        );
        let found = format!("{:.2} ({own:.0} beside {rusqlite:.0})", own / rusqlite);
        figure(&format!("Requests a second, {name}, beside bare axum and rusqlite"), "not judged", &found);
    }
    close(&db).await;
}

/// The middle time of the list, in milliseconds, the best of five tries.
fn list_time(address: &str, request: &[u8]) -> f64 {
    let mut wire = Wire::open(address);
    let tries = (0..5).map(|_| {
        let mut took: Vec<f64> = (0..200)
            .map(|_| {
                let began = Instant::now();
                assert_eq!(wire.ask(request).0, 200);
                began.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        took.sort_by(f64::total_cmp);
        took[took.len() / 2]
    });
    tries.fold(f64::INFINITY, f64::min)
}

/// The list with 200 gatherings and with 20,000.
pub async fn grow(site: &Site, crowd: &Crowd) {
    let (place, person) = crowd.first();
    let address = site.address.trim_start_matches("http://").to_owned();
    let request = wire::get(&address, &format!("/{}/bijeenkomsten", place.slug), &person.cookie);
    let few = list_time(&address, &request);
    let db = site.look().await;
    store_more(db.for_migrations(), place.id, GATHERINGS, 20_000).await;
    close(&db).await;
    let many = list_time(&address, &request);
    judged(
        "The list with 20,000 gatherings beside 200",
        "1.5 times",
        &format!("{:.2} times ({few:.2} ms and {many:.2} ms)", many / few),
        many / few <= 1.5,
    );
}
