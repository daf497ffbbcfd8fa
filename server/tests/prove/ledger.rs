//! What the database holds, beside what the clients were told.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::QueryResult;
use uuid::Uuid;

use crate::{
    clients::Log,
    site::{self, Site, count, rows},
};

/// What was found wrong, counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Acknowledged, and not there.
    pub lost: usize,
    /// There twice.
    pub doubled: usize,
    /// There without what belongs to it.
    pub halves: usize,
    /// What the engine says of itself.
    pub broken: Vec<String>,
}

fn id(row: &QueryResult, column: &str) -> Uuid {
    row.try_get("", column).unwrap()
}

/// Compares the log of the clients with the database, and every row with those that came with it.
pub async fn compare(site: &Site, log: &Log) -> Findings {
    compare_at(site, &[], log).await
}

/// The same for an installation with other settings.
pub async fn compare_at(site: &Site, settings: &[(&'static str, String)], log: &Log) -> Findings {
    let db = site.look_with(settings).await;
    let mut findings = Findings::default();

    let mut titles: BTreeMap<String, Vec<Uuid>> = BTreeMap::new();
    for row in rows(&db, "SELECT id, title FROM questions").await {
        titles.entry(row.try_get("", "title").unwrap()).or_default().push(id(&row, "id"));
    }
    let all: BTreeSet<Uuid> = titles.values().flatten().copied().collect();
    for (key, id) in &log.questions {
        let found = titles.get(&format!("Vraag {key}"));
        findings.lost += usize::from(!found.is_some_and(|ids| ids.contains(id)));
    }
    findings.doubled += titles.values().filter(|ids| ids.len() > 1).count();

    // A question comes with its key, its entry in the log of deeds and a mail to the clerk.
    let keys = subjects(&db, "SELECT subject_id AS id FROM idempotency_keys").await;
    let deeds = subjects(&db, "SELECT subject_id AS id FROM audit WHERE action = 'question.ask'").await;
    let mails: Vec<String> =
        rows(&db, "SELECT occasion FROM outbox").await.iter().map(|row| row.try_get("", "occasion").unwrap()).collect();
    let mut mailed: BTreeMap<Uuid, usize> = BTreeMap::new();
    for occasion in mails.iter().filter_map(|occasion| occasion.strip_prefix("question-asked:")) {
        *mailed.entry(occasion.split(':').next().unwrap().parse().unwrap()).or_default() += 1;
    }
    let whole = |id: &Uuid| {
        let one = |list: &BTreeMap<Uuid, usize>| list.get(id) == Some(&1);
        one(&keys) && one(&deeds) && one(&mailed)
    };
    findings.halves += all.iter().filter(|id| !whole(id)).count();
    findings.halves += deeds.keys().chain(mailed.keys()).filter(|id| !all.contains(id)).count();

    // A gathering that was invited to comes with one item, its audience, an invitation and a mail for each.
    let council = count(&db, "SELECT COUNT(*) FROM appointments WHERE role IN ('raadslid', 'commissielid')").await;
    let council = usize::try_from(council).unwrap();
    let items = subjects(&db, "SELECT subject_id AS id FROM items WHERE kind = 'bijeenkomst'").await;
    let deeds = subjects(&db, "SELECT subject_id AS id FROM audit WHERE action = 'gathering.invite'").await;
    let audience = "SELECT i.subject_id AS id FROM item_audience a JOIN items i ON i.id = a.item_id";
    let audience = subjects(&db, audience).await;
    let invitations = subjects(&db, "SELECT gathering_id AS id FROM invitations").await;
    let letters = "SELECT i.subject_id AS id FROM outbox o JOIN items i ON i.id = o.item_id";
    let letters = subjects(&db, letters).await;
    let released = subjects(&db, "SELECT id FROM gatherings WHERE invited_at IS NOT NULL").await;
    findings.lost += log.invited.iter().filter(|id| !released.contains_key(id)).count();
    let of = |list: &BTreeMap<Uuid, usize>, id: &Uuid| list.get(id).copied().unwrap_or(0);
    for gathering in subjects(&db, "SELECT id FROM gatherings").await.keys() {
        let wanted = if released.contains_key(gathering) { [1, 1, council, council, council] } else { [0; 5] };
        let found = [&items, &deeds, &audience, &invitations, &letters].map(|list| of(list, gathering));
        if found != wanted {
            eprintln!("half: {found:?}, not {wanted:?}");
            findings.halves += 1;
        }
    }
    let titles = rows(&db, "SELECT title FROM gatherings GROUP BY title HAVING COUNT(*) > 1").await;
    findings.doubled += titles.len();

    // What the mail server took is told, and nothing else is.
    let told = count(&db, "SELECT COUNT(*) FROM exposures WHERE kind = 'told' AND channel = 'mail'").await;
    let left = "SELECT COUNT(*) FROM outbox WHERE sent_at IS NOT NULL AND item_id IS NOT NULL";
    findings.halves += usize::try_from((told - count(&db, left).await).abs()).unwrap();

    if db.engine() == sea_orm::DbBackend::Sqlite {
        for row in rows(&db, "PRAGMA integrity_check").await {
            let said: String = row.try_get_by_index(0).unwrap();
            findings.broken.extend((said != "ok").then_some(said));
        }
        let strays = rows(&db, "PRAGMA foreign_key_check").await.len();
        findings.broken.extend((strays > 0).then(|| format!("{strays} references to nothing")));
    }
    site::close(&db).await;
    let settings: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (whole, said) = site.run_with(&["audit", "verify"], &settings);
    findings.broken.extend((!whole).then_some(said));
    findings
}

/// How often each id occurs.
async fn subjects(db: &app::db::Db, text: &str) -> BTreeMap<Uuid, usize> {
    let mut found = BTreeMap::new();
    for row in rows(db, text).await {
        *found.entry(id(&row, "id")).or_default() += 1;
    }
    found
}
