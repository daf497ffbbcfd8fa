//! Who gets what: every route against everybody, by HTTP. The expected statuses are written by hand; nothing here asks
//! the policy. A route of `routes.rs` without a row fails, and so does a row without a route.

use std::collections::BTreeSet;

use app::{
    accounts::{links, tokens},
    answers,
    balance::lookups,
    documents::commands::AddLink,
    gate,
    gatherings::commands::{self as planning, Filled, Invite, Plan, Stage},
    notes, questions, updates,
};
use domain::{
    gatherings::{Audience, Details, Kind, Openness},
    localtime::Quarter,
    policy::Facts,
    questions::Kind as QuestionKind,
    values::{HttpUrl, LongText, Title},
};
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use crate::support::{Browser, TestApp, Town};

/// The people of a row, in the order of its statuses; before them comes the stranger.
pub const PEOPLE: [&str; 8] = ["greet", "cora", "bram", "bea", "wim", "anna", "frits", "ina"];

include!("permissions/table.rs");

/// One thing of every kind in a municipality.
pub struct Things {
    pub gathering: Uuid,
    pub draft: Uuid,
    pub held: Uuid,
    pub document: Uuid,
    pub question: Uuid,
    pub answered: Uuid,
    pub update: Uuid,
    pub briefing: Uuid,
    pub item: Uuid,
    pub report: Uuid,
    pub reader: Uuid,
    pub faction: Uuid,
    pub term: Uuid,
    pub appointment: Uuid,
    pub preview: Uuid,
    pub calendar: Uuid,
    pub calendar_preview: Uuid,
    pub mail: Uuid,
    pub person: Uuid,
    pub look: Uuid,
    pub reply: Uuid,
    pub invitation_token: String,
    pub exit_token: String,
    pub reply_token: String,
    pub account_token: String,
}

impl Things {
    /// Ids of things that exist nowhere.
    pub fn nowhere() -> Self {
        let id = Uuid::now_v7;
        let token = || id().simple().to_string();
        Self {
            gathering: id(),
            draft: id(),
            held: id(),
            document: id(),
            question: id(),
            answered: id(),
            update: id(),
            briefing: id(),
            item: id(),
            report: id(),
            reader: id(),
            faction: id(),
            term: id(),
            appointment: id(),
            preview: id(),
            calendar: id(),
            calendar_preview: id(),
            mail: id(),
            person: id(),
            look: id(),
            reply: id(),
            invitation_token: token(),
            exit_token: token(),
            reply_token: token(),
            account_token: token(),
        }
    }
}

const ALL: Facts = Facts { own: true, released: true, invited: true, host: true, same_faction: true };

/// Makes them, by the rooms' own commands where there is one. Every text carries `canary`.
pub async fn furnish(app: &TestApp, town: &Town, canary: &str) -> Things {
    let (state, now) = (app.state(), app.now());
    let url = state.settings.base_url.clone();
    let (clerk, cora, wim) =
        (app.actor(town, "greet").await, app.actor(town, "cora").await, app.actor(town, "wim").await);
    let filled = |title: &str| Filled {
        details: Details {
            kind: Kind::InformalSession,
            legal_status: Kind::InformalSession.default_legal_status(),
            title: format!("{title} {canary}"),
            date: Some(jiff::civil::date(2026, 9, 15)),
            start: Some(jiff::civil::time(19, 30, 0, 0)),
            end: Some(jiff::civil::time(21, 0, 0, 0)),
            place: Some(format!("Raadzaal {canary}")),
            link: None,
            openness: Openness::Public,
            closed_reason: None,
            audience: Audience::everybody(),
            host: Some(town.person("wim")),
            capacity: None,
            agenda: format!("Agenda {canary}"),
        },
        summary: format!("Samenvatting {canary}"),
        ris_url: None,
    };
    let plan = |title: &str, stage| Plan { filled: filled(title), stage, key: String::new() };
    let plans = gate::authorize(&clerk, ALL).unwrap();
    let draft = planning::plan(&state.db, &plans, plan("Concept", Stage::Draft), now).await.unwrap();
    let gathering = planning::plan(&state.db, &plans, plan("Sessie", Stage::Ready), now).await.unwrap();
    let invites = gate::authorize(&clerk, ALL).unwrap();
    planning::invite(&state.db, &invites, gathering, Invite::default(), &url, now).await.unwrap();
    let mut past = filled("Gehouden");
    past.details.date = Some(jiff::civil::date(2026, 8, 20));
    let past = Plan { filled: past, stage: Stage::Held, key: String::new() };
    let held = planning::plan(&state.db, &plans, past, now).await.unwrap();
    let text = |text: &str| LongText::parse(&format!("{text} {canary}")).unwrap();
    let title = |text: &str| Title::parse(&format!("{text} {canary}")).unwrap();
    let link = AddLink {
        gathering,
        title: title("Link"),
        url: HttpUrl::parse("https://voorbeeld.example/stuk").unwrap(),
        key: String::new(),
    };
    let edits = gate::authorize(&clerk, ALL).unwrap();
    let document = app::documents::commands::add_link(&state.db, &edits, link, now).await.unwrap();
    let draft_notes = notes::commands::SaveDraft { gathering: held, text: text("Verslag"), version: 0 };
    let writes = gate::authorize(&clerk, ALL).unwrap();
    let saved = notes::commands::save_draft(&state.db, &writes, draft_notes, now).await.unwrap();
    let publish =
        notes::commands::Publish { gathering: held, version: saved.version, needed_at: None, key: String::new() };
    let publishes = gate::authorize(&clerk, ALL).unwrap();
    notes::commands::publish(&state.db, &publishes, publish, &url, now).await.unwrap();
    let mut asked = Vec::new();
    for word in ["Vraag", "Tweede vraag"] {
        let ask = questions::commands::Ask {
            kind: QuestionKind::Technical,
            title: title(word),
            body: text("Waarom"),
            gathering: None,
            key: String::new(),
        };
        let asks = gate::authorize(&cora, ALL).unwrap();
        let question = questions::commands::ask(&state.db, &asks, &url, ask, now).await.unwrap();
        let routes = gate::authorize(&clerk, ALL).unwrap();
        questions::commands::route(&state.db, &routes, &url, question, town.person("wim"), now).await.unwrap();
        asked.push(question);
    }
    let tenant = app.tenant(town).await;
    let version = questions::store::find(state.db.read(), &tenant, asked[1]).await.unwrap().version;
    let drafts = gate::authorize(&wim, ALL).unwrap();
    let version =
        questions::commands::save_draft_answer(&state.db, &drafts, asked[1], Some(text("Daarom")), version, now)
            .await
            .unwrap();
    let release =
        questions::commands::ReleaseAnswer { question: asked[1], version, needed_at: None, key: String::new() };
    let releases = gate::authorize(&wim, ALL).unwrap();
    questions::commands::release_answer(&state.db, &releases, &url, release, now).await.unwrap();
    let written = updates::commands::Written {
        quarter: Quarter::parse("2026-2").unwrap(),
        title: title("Update"),
        happened: Some(text("Gebeurd")),
        failed: Some(text("Mislukt")),
        ahead: Some(text("Vooruit")),
        figures: Vec::new(),
    };
    let new = updates::commands::NewUpdate { alderman: town.person("wim"), written, key: String::new() };
    let writes = gate::authorize(&wim, ALL).unwrap();
    let update = updates::commands::create(&state.db, &writes, new, now).await.unwrap();
    let version = updates::store::find(state.db.read(), &tenant, update).await.unwrap().version;
    let publish = updates::commands::Publish { update, version, needed_at: None, key: String::new() };
    let publishes = gate::authorize(&wim, ALL).unwrap();
    updates::commands::publish(&state.db, &publishes, &url, publish, now).await.unwrap();
    let log = app::briefings::commands::Log {
        title: title("Verteld"),
        body: text("Zo zit het"),
        factions: vec![town.coalition],
        people: Vec::new(),
        told_at: now,
        way: domain::briefings::Way::Mouth,
        teller: None,
        needed_at: None,
        share: false,
        key: String::new(),
    };
    let logs = gate::authorize(&wim, ALL).unwrap();
    let briefing = app::briefings::commands::log(&state.db, &logs, &url, &log, now).await.unwrap();
    let item = app::balance::ledger::items_of(state.db.read(), &tenant, gathering).await.unwrap()[0].id;
    let invitation = answers::store::replies(state.db.read(), &tenant, gathering).await.unwrap()[0].clone();
    let later = now + jiff::SignedDuration::from_hours(24);
    let answer_url = answers::links::answer_link(
        state.db.for_migrations(),
        &tenant,
        &url,
        invitation.invitation,
        invitation.person,
        later,
        now,
    )
    .await
    .unwrap();
    let account_token = links::make(
        state.db.for_migrations(),
        &tenant,
        town.person("oda"),
        links::Purpose::Invitation,
        jiff::SignedDuration::from_hours(24),
        now,
    )
    .await
    .unwrap();
    tokens::make(state.db.for_migrations(), &tenant, town.person("cora"), canary, now).await.unwrap();
    let mail = app.mails(town).await[0].id;
    let exit_token = way_out(app, town, mail).await;
    let browser = app.sign_in(town, "greet").await;
    let list = format!("naam;fractie;rol\nNieuw Lid;Lokaal {};raadslid\n", tenant.name());
    let file = reqwest::multipart::Part::bytes(list.into_bytes()).file_name(format!("{canary}.csv"));
    let form = reqwest::multipart::Form::new().part("bestand", file);
    let uploaded = browser.send(browser.request(Method::POST, "/raad/import").multipart(form)).await.is(303);
    let preview = uploaded.location().rsplit('/').next().unwrap().parse().unwrap();
    let (calendar, calendar_preview) = other_calendar(&browser, canary).await;
    let council = app::people::store::council(state.db.read(), &tenant).await.unwrap();
    let appointment = council.appointments.iter().find(|a| a.person == town.person("dirk")).unwrap().id;
    let (report, reader) = close_a_quarter(app, town, canary).await;
    let (reply, _) = held_reply(app, town, gathering, canary, 1).await;
    let (_, ask) = held_reply(app, town, gathering, canary, 2).await;
    let looks = gate::authorize(&clerk, ALL).unwrap();
    let reason = format!("Vroeg waarom het niet aankwam, {canary}");
    let look = lookups::begin(&state.db, &looks, town.person("dirk"), &reason, "", now).await.unwrap();
    Things {
        gathering,
        draft,
        held,
        document,
        question: asked[0],
        answered: asked[1],
        update,
        briefing,
        item,
        report,
        reader,
        faction: town.coalition,
        term: council.terms[0].id,
        appointment,
        preview,
        calendar,
        calendar_preview,
        mail,
        person: town.person("dirk"),
        look,
        reply,
        reply_token: ask,
        exit_token,
        invitation_token: answer_url.rsplit('/').next().unwrap().to_owned(),
        account_token,
    }
}

/// A calendar of another system, and a newer one that waits for a yes.
async fn other_calendar(browser: &Browser, canary: &str) -> (Uuid, Uuid) {
    let path = "/instellingen/agenda/andere";
    let read = async |day: &str| {
        let meeting =
            json!({ "description": format!("Raad {canary}"), "location": canary, "date": day, "time": "20:00" });
        let file = json!({ "meetings": [meeting, { "description": canary, "date": "?" }] }).to_string();
        let file = reqwest::multipart::Part::bytes(file.into_bytes()).file_name("agenda.json");
        let form = reqwest::multipart::Form::new().text("naam", format!("agenda {canary}")).part("bestand", file);
        let answer = browser.send(browser.request(Method::POST, path).multipart(form)).await.is(303);
        answer.location().rsplit('/').next().unwrap().to_owned()
    };
    browser.post(&format!("{path}/{}", read("17-09-2026").await), &[]).await.is(303);
    let list = browser.get(path).await.is(200);
    let id = list.text.split("/andere/").find_map(|rest| rest.split_once("/verwijdering")).unwrap().0;
    (id.parse().unwrap(), read("18-09-2026").await.parse().unwrap())
}

/// An answer of a calendar that waits for a person, and the token of its link.
async fn held_reply(app: &TestApp, town: &Town, gathering: Uuid, canary: &str, from_end: usize) -> (Uuid, String) {
    use app::{answers, db::millis, replies::entity::incoming, secret};
    use sea_orm::{ActiveValue::Set, EntityTrait};
    let (id, token) = (Uuid::now_v7(), secret::fresh());
    let tenant = app.tenant(town).await;
    let replies = answers::store::replies(app.state().db.read(), &tenant, gathering).await.unwrap();
    let row = incoming::ActiveModel {
        id: Set(id),
        municipality_id: Set(town.id),
        // Of somebody for whom no row answers: a later answer would settle what waits.
        invitation_id: Set(Some(replies[replies.len() - from_end].invitation)),
        outbox_id: Set(None),
        source: Set("lmtp".to_owned()),
        received_at: Set(millis(app.now())),
        digest: Set(id.as_bytes().to_vec()),
        message_id: Set(String::new()),
        sender: Set(format!("{canary}@elders.example")),
        proof: Set("niet-bewezen".to_owned()),
        answer: Set(Some("ja".to_owned())),
        remark: Set(canary.to_owned()),
        sequence: Set(Some(0)),
        stamped_at: Set(Some(millis(app.now()))),
        proposed_start: Set(None),
        proposed_end: Set(None),
        delegate: Set(None),
        standing: Set("wacht".to_owned()),
        reason: Set("niet-bewezen".to_owned()),
        answer_before: Set(None),
        note_before: Set(None),
        ask_hash: Set(Some(secret::hash(&token))),
        settled_at: Set(None),
        settled_by: Set(None),
    };
    incoming::Entity::insert(row).exec_without_returning(app.state().db.for_migrations()).await.unwrap();
    (id, token)
}

/// A way out of the daily mail for olga.
async fn way_out(app: &TestApp, town: &Town, mail: Uuid) -> String {
    let (db, token) = (app.state().db.for_migrations(), app::secret::fresh());
    let text = "INSERT INTO news_exits (token_hash, municipality_id, person_id, outbox_id, url, created_at) \
                VALUES ($1, $2, $3, $4, NULL, $5)";
    let values = [
        app::secret::hash(&token).into(),
        town.id.into(),
        town.person("olga").into(),
        mail.into(),
        app.now().as_millisecond().into(),
    ];
    sea_orm::ConnectionTrait::execute_raw(db, app::db::sql(db, text, values)).await.unwrap();
    token
}

/// Something released in the quarter before, that quarter closed, and a member the council named for its full extract.
async fn close_a_quarter(app: &TestApp, town: &Town, canary: &str) -> (Uuid, Uuid) {
    let (state, tenant) = (app.state(), app.tenant(town).await);
    let released = app::balance::ledger::Release {
        kind: app::balance::ledger::ItemKind::Document,
        subject: Uuid::now_v7(),
        edition: 1,
        title: &format!("Stuk {canary}"),
        path: "/bijeenkomsten",
        needed_at: None,
        by: town.person("greet"),
    };
    let then = "2026-06-10T08:00:00Z".parse().unwrap();
    app::balance::ledger::release(state.db.for_migrations(), &tenant, released, then).await.unwrap();
    let closes = gate::authorize(&app.actor(town, "greet").await, ALL).unwrap();
    let quarter = Quarter::parse("2026-2").unwrap();
    app::balance::closing::close(&state.db, &closes, &state.settings.base_url, quarter, app.now()).await.unwrap();
    let report = app::balance::closing::of_quarter(state.db.read(), &tenant, quarter).await.unwrap()[0].id();
    let greet = app.sign_in(town, "greet").await;
    let olga = town.person("olga").to_string();
    let fields = [("wie", olga.as_str()), ("datum", "2026-08-20"), ("besluit", canary)];
    greet.post("/informatiebalans/uittreksel", &fields).await.is(303);
    let page = greet.get("/informatiebalans/uittreksel").await.is(200);
    let mark = "/informatiebalans/uittreksel/";
    let reader = page.text.split(mark).nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
    (report, reader)
}

/// A route with its ids filled in, below the municipality unless it has none.
pub fn path_of(route: &str, things: &Things) -> String {
    let id = |id: Uuid| id.to_string();
    let of_room = [
        ("/bijeenkomsten/{id}/planning", "/bijeenkomsten/{id}/planning", id(things.draft)),
        ("/bijeenkomsten/{id}/verslag", "/bijeenkomsten/{id}/verslag", id(things.held)),
        ("/bijeenkomsten/{id}", "/bijeenkomsten/{id}", id(things.gathering)),
        ("/vragen/{id}/antwoord", "/vragen/{id}/antwoord", id(things.question)),
        ("/vragen/{id}/doorzetting", "/vragen/{id}/doorzetting", id(things.question)),
        ("/vragen/{id}", "/vragen/{id}", id(things.answered)),
        ("/kwartaalupdates/{id}", "/kwartaalupdates/{id}", id(things.update)),
        ("/gedeelde-informatie/{id}", "/gedeelde-informatie/{id}", id(things.briefing)),
        ("/raad/fracties/{id}", "/raad/fracties/{id}", id(things.faction)),
        ("/raad/zittingsperiode/{id}", "/raad/zittingsperiode/{id}", id(things.term)),
        ("/raad/functies/{id}", "/raad/functies/{id}", id(things.appointment)),
        ("/raad/import/{id}", "/raad/import/{id}", id(things.preview)),
        ("/instellingen/post/{id}", "/instellingen/post/{id}", id(things.mail)),
        ("/agenda-antwoorden/{id}", "/agenda-antwoorden/{id}", id(things.reply)),
        ("/agenda/andere/{id}/ver", "/agenda/andere/{id}", id(things.calendar)),
        ("/agenda/andere/{id}", "/agenda/andere/{id}", id(things.calendar_preview)),
        ("/{id}", "/{id}", id(things.person)),
    ];
    let mut path = route.to_owned();
    for (mark, from, value) in of_room {
        if path.contains(mark) && path.contains("{id}") {
            path = path.replace(from, &from.replace("{id}", &value));
        }
    }
    path.replace("{item}", &id(things.item))
        .replace("{report}", &id(things.report))
        .replace("{reader}", &id(things.reader))
        .replace("{kwartaal}", "2026-2")
        .replace("{doc}", &id(things.document))
        .replace("{person}", &id(things.person))
        .replace("{guest}", &id(things.person))
        .replace("{inzage}", &id(things.look))
        .replace("{kwartaal}", "2026-3")
        .replace("{n}", "1")
        .replace("{file}", "bestaat-niet.eml")
        .replace("/antwoord/{token}", &format!("/antwoord/{}", things.invitation_token))
        .replace("/agenda-antwoord/{token}", &format!("/agenda-antwoord/{}", things.reply_token))
        .replace("/dagmail/{token}", &format!("/dagmail/{}", things.exit_token))
        .replace("{golf}", &format!("antwoord.{}.2026-09-15", things.gathering))
        .replace("/account/{token}", &format!("/account/{}", things.account_token))
}

pub async fn ask(browser: &Browser, method: &str, route: &str, slug: &str, things: &Things) -> crate::support::Answer {
    let path = format!("/{}", path_of(route, things).replace("{gemeente}", slug));
    let method: Method = method.parse().unwrap();
    let request = browser.request(method.clone(), &path);
    let request = match (method.as_str(), route.starts_with("/api/")) {
        ("GET", _) => request,
        (_, true) => request.json(&json!({})),
        _ if is_call(route) => request.header("content-type", "application/json").body(order(route, slug, things)),
        _ if route.ends_with("/documenten") || route.ends_with("/import") => {
            request.multipart(reqwest::multipart::Form::new().text("titel", ""))
        }
        _ => request.header("content-type", "application/x-www-form-urlencoded").body(""),
    };
    browser.send(request).await
}

impl Things {
    /// The secrets of a link that answers an invitation, and of one into an account.
    pub fn tokens(&self) -> (&str, &str) {
        (&self.invitation_token, &self.account_token)
    }
}

/// Asks every route once, but for those that sign out.
pub async fn walk(browser: &Browser, town: &Town, things: &Things) {
    for (method, route, _) in
        ROWS.iter().filter(|(_, route, _)| !route.ends_with("/afmelden") && !route.ends_with("/afmelding"))
    {
        ask(browser, method, route, &town.slug, things).await;
    }
}

/// A server function: what islands call.
pub fn is_call(route: &str) -> bool {
    route.starts_with("/_fn/")
}

/// What an island would send, whole and well formed: the answer of the gate is then the only answer.
pub fn order(route: &str, slug: &str, things: &Things) -> String {
    let (gathering, person) = (things.gathering, things.person);
    let order = match route {
        "/_fn/answer" => json!({ "slug": slug, "gathering": gathering, "answer": "ja" }),
        "/_fn/present" => json!({
            "slug": slug,
            "gathering": things.held,
            "marks": [{ "person": person, "stand": "aanwezig", "substitute": "" }],
        }),
        other => panic!("{other} needs an order of its own"),
    };
    json!({ "order": order }).to_string()
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let table = app::routes::table();
    let routes: BTreeSet<(String, &str)> =
        table.entries().iter().map(|(method, path)| (method.to_string(), *path)).collect();
    let rows: BTreeSet<(String, &str)> = ROWS.iter().map(|(method, path, _)| ((*method).to_owned(), *path)).collect();
    let missing: Vec<_> = routes.difference(&rows).collect();
    assert!(missing.is_empty(), "routes without a row: {missing:?}");
    let surplus: Vec<_> = rows.difference(&routes).collect();
    assert!(surplus.is_empty(), "rows without a route: {surplus:?}");
    assert_eq!(rows.len(), ROWS.len(), "a route stands twice");
}

#[tokio::test]
async fn everybody_gets_what_the_table_says_and_nothing_of_another_municipality() {
    let app = TestApp::start().await;
    let (here, there) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    let (mine, theirs) = (furnish(&app, &here, "thuiswoord").await, furnish(&app, &there, "kanariewoord").await);
    let mut wrong = Vec::new();
    for (method, route, expected) in ROWS {
        let expected: Vec<&str> = expected.split_whitespace().collect();
        let mut found = Vec::new();
        let stranger = app.stranger(&here);
        found.push(ask(&stranger, method, route, &here.slug, &mine).await.code().to_string());
        for name in PEOPLE {
            let browser = app.sign_in(&here, name).await;
            let answer = ask(&browser, method, route, &here.slug, &mine).await;
            assert!(!answer.text.contains("kanariewoord"), "{method} {route} shows {name} another municipality");
            found.push(answer.code().to_string());
        }
        if found != expected {
            wrong.push(format!("(\"{method}\", \"{route}\", \"{}\"), // not {}", found.join(" "), expected.join(" ")));
        }
        // Somebody disabled and somebody of another municipality are strangers here.
        for (town, name) in [(&here, "dirk"), (&there, "greet")] {
            let browser = if name == "dirk" { app.stranger(&here) } else { app.sign_in(town, name).await };
            let answer = ask(&browser, method, route, &here.slug, &mine).await;
            let known = route.contains("{gemeente}") || is_call(route);
            if known && answer.code().to_string() != found[0] && !PUBLIC.contains(route) {
                wrong.push(format!("{method} {route}: a stranger gets {}, {name} {}", found[0], answer.code()));
            }
        }
        // The ids of another municipality are as good as none.
        if (is_call(route) || route.contains("{gemeente}") && route.matches('{').count() > 1)
            && !PUBLIC.contains(route)
            && !SILENT.contains(route)
            // A quarter is nobody's.
            && !route.contains("{kwartaal}")
        {
            for name in ["greet", "cora", "wim", "ina"] {
                let browser = app.sign_in(&here, name).await;
                let answer = ask(&browser, method, route, &here.slug, &theirs).await;
                let code = answer.code();
                let own = &found[1 + PEOPLE.iter().position(|person| *person == name).unwrap()];
                let refused = matches!(code, 403 | 404) || (code == 422 && own == "422");
                if !refused {
                    wrong.push(format!("{method} {route}: {name} gets {code} with an id of Zomerdal"));
                }
                assert!(!answer.text.contains("kanariewoord"), "{method} {route} shows {name} another municipality");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_disabled_account_is_a_stranger_at_the_next_request() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let browser = app.sign_in(&town, "cora").await;
    browser.get("/bijeenkomsten").await.is(200);
    app.execute("UPDATE accounts SET disabled_at = 1").await;
    browser.get("/bijeenkomsten").await.is(303);
}

/// What somebody gets who is signed in and has no role today: suspended, or between two. Everything else is refused.
const WITHOUT_ROLE: &[(&str, &str, u16)] = &[
    ("GET", "/{gemeente}", 303),
    ("GET", "/{gemeente}/mijn", 200),
    ("GET", "/{gemeente}/mijn/vastgelegd", 200),
    ("GET", "/{gemeente}/mijn/gegevens", 200),
    ("GET", "/{gemeente}/mijn/gegevens.json", 200),
    ("GET", "/{gemeente}/mijn/vastgelegd.json", 200),
    ("GET", "/{gemeente}/mijn/vastgelegd.csv", 200),
    ("POST", "/{gemeente}/mijn/taal", 303),
    ("POST", "/{gemeente}/mijn/nieuws", 422),
    ("POST", "/{gemeente}/mijn/adressen/verwijdering", 303),
    ("GET", "/{gemeente}/dagmail/{token}/stoppen", 200),
    ("POST", "/{gemeente}/dagmail/{token}/stoppen", 200),
    ("POST", "/{gemeente}/mijn/wachtwoord", 422),
    ("POST", "/{gemeente}/mijn/bevestiging", 422),
    ("GET", "/{gemeente}/mijn/tweede-stap", 200),
    ("POST", "/{gemeente}/mijn/tweede-stap", 422),
    ("POST", "/{gemeente}/mijn/tweede-stap/herstelcodes", 404),
    ("POST", "/{gemeente}/mijn/tweede-stap/uitzetting", 303),
    ("POST", "/{gemeente}/mijn/sessies/{id}/afmelding", 303),
    ("POST", "/{gemeente}/mijn/tokens", 422),
    ("POST", "/{gemeente}/mijn/tokens/{id}/intrekking", 303),
    ("POST", "/{gemeente}/mijn/afmelding", 303),
    ("GET", "/{gemeente}/informatiebalans/uitleg", 200),
    ("GET", "/api/v1/{gemeente}/mijn/vastgelegd", 200),
];

#[tokio::test]
async fn without_a_role_one_keeps_the_own_account_and_record_and_is_refused_the_rest() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    let things = furnish(&app, &town, "thuiswoord").await;
    app.execute("UPDATE appointments SET to_date = '2026-08-31' WHERE role = 'fractiesecretaris'").await;
    let mut wrong = Vec::new();
    for (method, route, _) in ROWS {
        if PUBLIC.contains(route) || !(route.contains("{gemeente}") || is_call(route)) {
            continue;
        }
        let browser = app.sign_in(&town, "frits").await;
        let code = ask(&browser, method, route, &town.slug, &things).await.code();
        let expected = WITHOUT_ROLE.iter().find(|(m, r, _)| m == method && r == route).map(|row| row.2);
        let fits = expected.map_or(matches!(code, 403 | 404), |expected| code == expected);
        if !fits {
            wrong.push(format!("{method} {route}: {code}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
