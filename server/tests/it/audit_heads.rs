//! Where the log ended is signed each day and kept in a file: whoever cuts off its end, or writes it anew, is found out.

use std::{collections::BTreeMap, path::PathBuf};

use app::audit::{export::keep_due, heads::Head};
use jiff::SignedDuration;
use server::{
    config::Config,
    operator::{self, AuditReport},
};

use crate::support::{TestApp, Town};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Some deeds, by form.
async fn deeds(app: &TestApp, town: &Town, times: usize) {
    let cora = app.sign_in(town, "cora").await;
    for _ in 0..times {
        cora.post("/mijn/agenda", &[]).await.is(200);
    }
}

fn file(app: &TestApp) -> PathBuf {
    app.config.data_dir.join("audit-heads.jsonl")
}

fn lines(app: &TestApp) -> Vec<Head> {
    let text = std::fs::read_to_string(file(app)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

async fn verify(app: &TestApp) -> AuditReport {
    operator::audit_verify(app.state(), None, None).await.unwrap()
}

/// Two days of deeds in two municipalities, signed each day.
async fn two_days() -> (TestApp, Town, Town) {
    let app = TestApp::start().await;
    let (town, other) = (app.town("Winterbeek").await, app.town("Zomerdal").await);
    for _ in 0..2 {
        deeds(&app, &town, 3).await;
        deeds(&app, &other, 1).await;
        app.deliver().await;
        app.pass(DAY);
    }
    (app, town, other)
}

/// Takes rows and seals of a municipality away from this number on, with the triggers out of the way.
async fn cut(app: &TestApp, town: &Town, from: i64) {
    let of = format!("municipality_id = (SELECT id FROM municipalities WHERE slug = '{}')", town.slug);
    let (off, on): (Vec<&str>, Vec<&str>) = match app.state().db.engine() {
        sea_orm::DbBackend::Postgres => (
            vec!["ALTER TABLE audit DISABLE TRIGGER ALL", "ALTER TABLE audit_seals DISABLE TRIGGER ALL"],
            vec!["ALTER TABLE audit ENABLE TRIGGER ALL", "ALTER TABLE audit_seals ENABLE TRIGGER ALL"],
        ),
        _ => (vec!["DROP TRIGGER audit_never_goes", "DROP TRIGGER audit_seals_never_go"], vec![]),
    };
    for text in off {
        app.execute(text).await;
    }
    let seals = format!("FROM audit_seals WHERE {of} AND number >= {from}");
    app.execute(&format!("CREATE TABLE gone AS SELECT audit_id {seals}")).await;
    app.execute(&format!("DELETE {seals}")).await;
    app.execute("DELETE FROM audit WHERE id IN (SELECT audit_id FROM gone)").await;
    app.execute("DROP TABLE gone").await;
    for text in on {
        app.execute(text).await;
    }
}

#[tokio::test]
async fn an_honest_file_passes_and_an_end_that_was_cut_off_is_named() {
    let (app, town, other) = two_days().await;
    let kept = lines(&app);
    assert_eq!(kept.len(), 4, "one a day of each: {kept:?}");
    deeds(&app, &town, 2).await;
    let honest = verify(&app).await;
    assert!(honest.whole && honest.text.contains("handtekeningen in orde: 4,"), "{}", honest.text);
    let last = kept.iter().rfind(|head| head.municipality == town.slug).unwrap();

    // Back to before what was signed last: a chain that is whole in itself.
    cut(&app, &town, last.number).await;
    let found = verify(&app).await;
    let walked = found.text.lines().find(|line| line.starts_with("winterbeek:")).unwrap();
    assert!(walked.contains("in orde"), "the chain alone shows nothing: {walked}");
    assert!(
        !found.whole && found.text.contains(&format!("winterbeek: regel {} was er op", last.number)),
        "{}",
        found.text
    );
    let alone = operator::audit_verify(app.state(), Some(&other.slug), None).await.unwrap();
    assert!(alone.whole, "{}", alone.text);

    // And grown again, with other deeds under the same numbers.
    deeds(&app, &town, 6).await;
    let found = verify(&app).await;
    assert!(
        !found.whole && found.text.contains(&format!("winterbeek: regel {} is anders", last.number)),
        "{}",
        found.text
    );
}

#[tokio::test]
async fn a_line_that_was_forged_or_made_by_another_key_is_named_and_a_file_that_is_gone_is_missed() {
    let (app, town, _) = two_days().await;
    let honest = std::fs::read_to_string(file(&app)).unwrap();
    let head = lines(&app).into_iter().find(|head| head.municipality == town.slug).unwrap();
    let lower = Head { number: head.number - 1, ..head.clone() };
    let other = TestApp::start().await;
    let elsewhere = other.state().heads.signer().sign(&head.municipality, head.number, &[7; 32], app.now()).unwrap();
    let nobody = app.state().heads.signer().sign("lentedorp", 4, &[7; 32], app.now()).unwrap();
    for (line, said) in [
        (lower.line().unwrap(), format!("winterbeek: de handtekening bij regel {} klopt niet", lower.number)),
        (elsewhere.line().unwrap(), format!("winterbeek: de handtekening bij regel {} klopt niet", head.number)),
        (nobody.line().unwrap(), "lentedorp: deze gemeente is weg".to_owned()),
        ("wat is dit".to_owned(), "regel 5 is onleesbaar".to_owned()),
    ] {
        std::fs::write(file(&app), format!("{honest}{line}\n")).unwrap();
        let found = verify(&app).await;
        assert!(!found.whole && found.text.contains(&said), "{said} is not in\n{}", found.text);
    }
    // Broken off by a full disk, or by somebody whom it gave away: said, and what comes after is read.
    std::fs::write(file(&app), format!("{}\n{honest}", &honest[..honest.find('\n').unwrap() - 1])).unwrap();
    let found = verify(&app).await;
    assert!(!found.whole && found.text.contains("regel 1 is afgebroken"), "{}", found.text);
    assert!(found.text.contains("handtekeningen in orde: 4,"), "{}", found.text);
    // Emptied, or without the lines of one: what was done more than a day ago should have been signed.
    for kept in [String::new(), honest.lines().filter(|line| line.contains("zomerdal")).collect::<Vec<_>>().join("\n")]
    {
        std::fs::write(file(&app), kept).unwrap();
        let found = verify(&app).await;
        assert!(!found.whole && found.text.contains("winterbeek: na regel 0 is sinds"), "{}", found.text);
    }
    std::fs::write(file(&app), &honest).unwrap();
    assert!(verify(&app).await.whole);
    let kept = app.config.data_dir.join("elders.jsonl");
    std::fs::rename(file(&app), &kept).unwrap();
    let found = verify(&app).await;
    assert!(!found.whole && found.text.contains("audit-heads.jsonl is weg"), "{}", found.text);
    assert!(operator::audit_verify(app.state(), None, Some(&kept)).await.unwrap().whole);
}

#[tokio::test]
async fn two_nodes_write_one_line_a_day_and_what_could_not_be_written_is_tried_again() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    deeds(&app, &town, 1).await;
    let (one, two) = (app.another_worker(), app.another_worker());
    for day in 1..=3 {
        let now = app.now();
        let (first, second) = tokio::join!(one.tick(now, false), two.tick(now, false));
        first.unwrap();
        second.unwrap();
        one.tick(now + SignedDuration::from_hours(2), false).await.unwrap();
        assert_eq!(lines(&app).len(), day);
        app.pass(DAY);
    }
    // A share that is away: a folder stands where the file should be.
    let (state, kept) = (app.state(), app.config.data_dir.join("elders.jsonl"));
    std::fs::rename(file(&app), &kept).unwrap();
    std::fs::create_dir(file(&app)).unwrap();
    for _ in 0..2 {
        let error = keep_due(&state.db, &state.heads, app.now()).await.unwrap_err().to_string();
        assert!(error.contains("audit-heads.jsonl"), "{error}");
    }
    std::fs::remove_dir(file(&app)).unwrap();
    std::fs::rename(&kept, file(&app)).unwrap();
    assert_eq!(keep_due(&state.db, &state.heads, app.now()).await.unwrap(), 1);
    assert_eq!(keep_due(&state.db, &state.heads, app.now()).await.unwrap(), 0);
    assert_eq!(lines(&app).len(), 4);
    // Moved: the next one begins at once, and does not wait for tomorrow.
    std::fs::rename(file(&app), &kept).unwrap();
    assert_eq!(keep_due(&state.db, &state.heads, app.now()).await.unwrap(), 1);
    assert_eq!(lines(&app).len(), 1);
    assert!(verify(&app).await.whole);
}

#[tokio::test]
async fn who_only_changes_the_database_cannot_keep_the_log_from_being_signed_unseen() {
    let (app, town, _) = two_days().await;
    app.execute("UPDATE audit_heads SET taken_until = 9000000000000000, written_at = 9000000000000000").await;
    deeds(&app, &town, 2).await;
    app.pass(DAY + DAY);
    app.deliver().await;
    let late = app::audit::export::late(app.state().db.read(), app.now()).await.unwrap();
    assert_eq!(late, 2);
    let found = verify(&app).await;
    assert!(!found.whole && found.text.contains("niets ondertekend"), "{}", found.text);
}

#[tokio::test]
async fn the_head_of_now_is_printed_and_holds() {
    let app = TestApp::start().await;
    let town = app.town("Winterbeek").await;
    app::tenant::found(&app.state().db, "Leegdam", "griffie@a.example", app.now()).await.unwrap();
    deeds(&app, &town, 2).await;
    let printed = operator::audit_head(app.state(), None, app.now()).await.unwrap();
    let head: Head = serde_json::from_str(printed.lines().find(|line| line.contains("winterbeek")).unwrap()).unwrap();
    assert!(app.state().heads.signer().signed(&head).unwrap());
    let file = app.config.data_dir.join("hand.jsonl");
    std::fs::write(&file, &printed).unwrap();
    assert!(operator::audit_verify(app.state(), None, Some(&file)).await.unwrap().whole);
}

/// The settings of this installation, in another folder.
async fn elsewhere(app: &TestApp, name: &str) -> Config {
    let folder = app.config.data_dir.join(name);
    let env = BTreeMap::from([
        ("EVENWIJS_DATA_DIR".to_owned(), folder.display().to_string()),
        ("EVENWIJS_DATABASE_URL".to_owned(), app.second_database(&folder).await),
    ]);
    Config::from_sources(&env, None).unwrap()
}

#[tokio::test]
async fn what_was_restored_is_signed_at_once_and_an_older_file_says_what_was_lost() {
    let (app, town, _) = two_days().await;
    let backup = app.config.data_dir.join("kopie.zip");
    server::backup::backup(&app.config, &app.state().db, &backup).await.unwrap();
    deeds(&app, &town, 2).await;
    app.deliver().await;
    assert_eq!(lines(&app).len(), 6);

    // On another machine nobody has the file: the log as it came back is where it begins.
    let there = elsewhere(&app, "elders").await;
    let restored = server::backup::restore(&there, &backup, None, app.now()).await.unwrap();
    assert_eq!(restored.signed.unwrap(), 2);
    let state = server::build(&there, app.clock.clone()).await.unwrap().state;
    let found = operator::audit_verify(&state, None, None).await.unwrap();
    assert!(found.whole && found.text.contains("handtekeningen in orde: 2,"), "{}", found.text);
    // Who brings the old file along reads that what was done after the backup is not there any more.
    let found = operator::audit_verify(&state, None, Some(&file(&app))).await.unwrap();
    assert!(!found.whole && found.text.contains("en is nu weg"), "{}", found.text);
    assert!(found.text.contains("handtekeningen in orde: 5,"), "{}", found.text);

    // A file that cannot be written keeps nothing from coming back.
    let mut there = elsewhere(&app, "weer-elders").await;
    there.audit_heads = app.config.data_dir.join("geen-schijf").join("heads.jsonl");
    let restored = server::backup::restore(&there, &backup, None, app.now()).await.unwrap();
    let error = restored.signed.unwrap_err().to_string();
    assert!(error.contains("geen-schijf") && restored.done.entries >= 2, "{error}");
}
