//! What the pages say in words agrees with the figures beside it, and says what was counted.

use app::{
    balance::{
        figures::{Grouping, Reading},
        said::{self, Groups},
    },
    people,
    text::Lang,
};

use super::*;

/// What is said of reading where a side read `count` of `of`, with this difference.
fn said_of(groups: &Groups, rows: [(u64, u64); 2], gap: f64) -> String {
    let row = |side: &str, (count, of): (u64, u64)| serde_json::json!({ "side": side, "factions": [], "people": 12, "count": count, "of": of, "median_hours": null });
    let reading: Reading = serde_json::from_value(serde_json::json!({
        "stand": "shown", "hours": false, "items": 12, "left_out": 0, "groups": [], "flagged": [], "curves": [[], []],
        "sides": [row("coalitie", rows[0]), row("oppositie", rows[1])],
        "gap": { "value": gap, "interval": null, "method": null, "test": null, "p": 0.5, "p_factions": null },
        "head_start_hours": null, "head_start_p": null, "head_start_p_factions": null,
    }))
    .unwrap();
    said::reading(Lang::Nl, groups, &reading, false).remove(0)
}

/// The two numbers of "Op tijd gelezen: coalitie 82, oppositie 74 van elke 100 keer."
fn shares(sentence: &str) -> [f64; 2] {
    let (_, rest) = sentence.split_once("coalitie ").unwrap();
    let (first, rest) = rest.split_once(", oppositie ").unwrap();
    let (second, _) = rest.split_once(" van elke").unwrap();
    [first, second].map(|number| number.replace(',', ".").parse().unwrap_or(0.0))
}

#[tokio::test]
async fn two_shares_and_their_difference_never_contradict_each_other() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let book = people::store::book(app.state().db.read(), &app.tenant(&town).await).await.unwrap();
    let groups = Groups::of(Lang::Nl, &book, Grouping::Sides);
    // Rounding: the very counts of which a page said 82, 74 and 9.
    let rounded = said_of(&groups, [(282, 342), (159, 216)], 0.09);
    assert!(rounded.contains("coalitie 82,5, oppositie 73,6 van elke 100 keer. Dat"), "{rounded}");
    // Weighing: no decimal explains it.
    let weighted = said_of(&groups, [(82, 100), (74, 100)], 0.09);
    let words = "coalitie 82, oppositie 74 van elke 100 keer. Per onderwerp gerekend en dan pas afgerond: coalitie 9 van 100 meer.";
    assert!(weighted.contains(words), "{weighted}");
    assert!(
        said_of(&groups, [(82, 100), (74, 100)], 0.08).contains("coalitie 82, oppositie 74 van elke 100 keer. Dat")
    );
    assert!(said_of(&groups, [(82, 100), (74, 100)], 0.0).contains("afgerond: evenveel."));
    // Wherever nothing is said of it, the figures beside each other agree.
    let mut fine = 0;
    for count in 0..=48 {
        for other in 0..=36 {
            let gap = ((count as f64 / 48.0 - other as f64 / 36.0) * 100.0).round();
            let sentence = said_of(&groups, [(count, 48), (other, 36)], gap / 100.0);
            let [a, b] = shares(&sentence);
            let apart = (a - b - gap).abs();
            let most = if a.fract() == 0.0 && b.fract() == 0.0 { 0.0 } else { 0.5 + 1e-9 };
            assert!(apart <= most || sentence.contains("afgerond: "), "{sentence} {gap}");
            fine += usize::from(most > 0.0);
        }
    }
    assert!(fine > 100, "{fine}");
}

#[tokio::test]
async fn where_members_are_more_than_seats_the_balance_says_who_was_replaced_and_who_came() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.execute("UPDATE terms SET seats = 7").await;
    let otto = app.sign_in(&town, "otto").await;
    let address = "/informatiebalans?kwartaal=2026-2";
    otto.get(address).await.is(200).hides("raadsleden op");
    release(&app, &town, "2026-04-15T08:00:00Z".parse().unwrap(), "Stuk").await;
    otto.get(address).await.is(200).shows("7 raadsleden").hides("zetels");
    let (bram, member) = (town.person("bram"), town.person("otto"));
    secrets::replaced(&app, &town, bram, member, ("2026-05-12", "2026-05-20")).await;
    for day in ["2026-05-05", "2026-05-15", "2026-05-25"] {
        release(&app, &town, format!("{day}T08:00:00Z").parse().unwrap(), "Stuk").await;
    }
    let words = "8 raadsleden op 7 zetels: Bram Burgerlid Winterbeek verving Otto Oppositie Winterbeek. \
                 Commissieleden tellen niet mee.";
    otto.get(address).await.is(200).shows(words);
    close(&app, &town).await;
    otto.get(address).await.is(200).shows("Afgesloten op").shows(words);
}

#[tokio::test]
async fn who_came_and_who_left_within_the_quarter_are_named_too() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app.execute("UPDATE terms SET seats = 6").await;
    for (name, change) in [("oda", "from_date = '2026-05-10'"), ("carel", "to_date = '2026-05-09'")] {
        let whose = format!("(SELECT id FROM people WHERE email = '{name}@winterbeek.example')");
        app.execute(&format!("UPDATE appointments SET {change} WHERE person_id = {whose}")).await;
    }
    for day in ["2026-05-05", "2026-05-15"] {
        release(&app, &town, format!("{day}T08:00:00Z").parse().unwrap(), "Stuk").await;
    }
    let page = app.sign_in(&town, "otto").await.get("/informatiebalans?kwartaal=2026-2").await.is(200);
    page.shows("7 raadsleden op 6 zetels: Oda Oppositie Winterbeek kwam erbij; Carel Coalitie Winterbeek vertrok.");
}

#[tokio::test]
async fn tables_for_people_say_earlier_and_tables_to_compute_with_keep_the_sign_and_p() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    may(&app, &town, 26).await;
    close(&app, &town).await;
    let otto = app.sign_in(&town, "otto").await;
    let page = otto.get("/informatiebalans").await.is(200).shows("Kans bij toeval").shows("eerder</td>");
    page.hides(">-2").hides(">p<").shows("Onderwerpen in dit kwartaal");
    let csv = otto.get("/informatiebalans/tabellen.csv").await.is(200).shows(";p\n").shows(";-2");
    csv.hides("eerder").hides("Kans bij toeval");
    let page = otto.get("/informatiebalans?groepen=ervaring").await.is(200);
    page.shows("Er valt niets te vergelijken: alle raadsleden begonnen in deze zittingsperiode.");
    let term = otto.get("/informatiebalans?kwartaal=2026-2").await.is(200).text;
    let term = term.split("zittingsperiode=").nth(1).unwrap().split(['"', '&']).next().unwrap().to_owned();
    let page = otto.get(&format!("/informatiebalans?zittingsperiode={term}")).await.is(200);
    page.shows("Onderwerpen in deze zittingsperiode").hides("Onderwerpen in dit kwartaal");
}

#[tokio::test]
async fn where_nearly_everything_was_told_that_is_said_first() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    // Eighteen items for four and for three people, of which one person missed one.
    may(&app, &town, 0).await;
    let first = "2026-06-01T08:00:00Z".parse::<Timestamp>().unwrap();
    for n in 0..6_i64 {
        let item = release(&app, &town, first + hours(n), &format!("Juni {n}")).await;
        for name in COALITION.iter().chain(&OPPOSITION).filter(|name| n > 0 || **name != "cora") {
            enter(&app, &town, item, name, Exposure::ToldByMail, first + hours(n + 1)).await;
        }
    }
    let page = app.sign_in(&town, "otto").await.get("/informatiebalans?kwartaal=2026-2").await.is(200);
    page.shows("Bijna alles is aan iedereen verteld. Nooit verteld: coalitie 1, oppositie 0 van elke 100 keer.");
}
