//! Answers saved, beside commits of plain SQLite that is as durable.

use crate::{
    bare::Plain,
    judged, lasting,
    people::Crowd,
    site::Site,
    wire::{self, post},
};

/// Members who answer at once.
const MEMBERS: usize = 16;

/// Both, in turn.
pub fn compare(site: &Site, crowd: &Crowd) {
    let (place, _) = crowd.first();
    let address = site.address.trim_start_matches("http://");
    let path = format!("/{}/bijeenkomsten/{}/antwoord", place.slug, place.gatherings[1]);
    let lists: Vec<Vec<Vec<u8>>> = place
        .people
        .iter()
        .filter(|person| person.is_member)
        .take(MEMBERS)
        .map(|person| {
            let say = |answer| {
                let body = format!("antwoord={answer}");
                post(address, &path, &person.cookie, "application/x-www-form-urlencoded", &body)
            };
            vec![say("ja"), say("nee")]
        })
        .collect();
    let (mut saved, mut commits) = (0.0, 0.0);
    for _ in 0..3 {
        commits += Plain::commits(&site.folder.0.join("plain.sqlite3"), lasting(4, 1).as_secs()) / 3.0;
        saved += wire::rate(address, &lists, 303, lasting(5, 1)) / 3.0;
    }
    judged(
        "Answers saved a second, beside commits of plain SQLite with FULL",
        "1/2",
        &format!("{:.2} ({saved:.0} beside {commits:.0})", saved / commits),
        saved / commits >= 0.5,
    );
}
