//! What is new to each person at a moment, and what the daily mail says about each thing.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{gatherings::Openness, notes::is_attendance};
use jiff::Timestamp;
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::{
    balance::ledger::ItemKind,
    db::{millis, sql},
    documents,
    error::AppError,
    gatherings::{self, mails::when_in_full},
    markdown,
    tenant::Tenant,
    text::Lang,
};

/// Characters of a summary: about two lines.
const SUMMARY: usize = 180;

/// One item that is new to one person.
#[derive(Debug, Clone, FromQueryResult)]
pub(super) struct New {
    pub(super) person_id: Uuid,
    pub(super) id: Uuid,
    pub(super) kind: String,
    pub(super) subject_id: Uuid,
    pub(super) edition: i64,
    pub(super) title: String,
    pub(super) path: String,
}

/// What is owed to people, was released after `from` up to `upto`, and no mail told them or will: neither one that was sent or
/// waits, nor somebody's word. A briefing counts from when it was shared; what is not shared is nobody's news.
pub(super) async fn new(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    from: Timestamp,
    upto: Timestamp,
) -> Result<Vec<New>, AppError> {
    let query = sql(
        db,
        &format!(
            "SELECT a.person_id, i.id, i.kind, i.subject_id, i.edition, i.title, i.path FROM items i \
         JOIN item_audience a ON a.municipality_id = i.municipality_id AND a.item_id = i.id \
         LEFT JOIN briefings b ON i.kind = 'gedeeld' AND b.municipality_id = i.municipality_id AND b.id = i.subject_id \
         WHERE i.municipality_id = $1 AND (i.kind <> 'gedeeld' OR b.shared_at IS NOT NULL) AND NOT {} \
         AND COALESCE(b.shared_at, i.released_at) > $2 AND COALESCE(b.shared_at, i.released_at) <= $3 \
         AND NOT EXISTS (SELECT 1 FROM exposures e WHERE e.item_id = i.id AND e.person_id = a.person_id \
         AND e.kind = 'told' AND e.channel IN ('mail', 'mond') \
         AND NOT EXISTS (SELECT 1 FROM exposures v WHERE v.voids_id = e.id)) \
         AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.municipality_id = i.municipality_id AND o.item_id = i.id \
         AND o.person_id = a.person_id) \
         AND NOT EXISTS (SELECT 1 FROM outbox_items oi JOIN outbox o ON o.id = oi.outbox_id \
         WHERE oi.municipality_id = i.municipality_id AND oi.item_id = i.id AND o.person_id = a.person_id) \
         ORDER BY a.person_id, COALESCE(b.shared_at, i.released_at), i.id",
            documents::store::taken_away("i.subject_id")
        ),
        [tenant.id().into(), millis(from).into(), millis(upto).into()],
    );
    let rows = db.query_all_raw(query).await?;
    Ok(rows.iter().map(|row| New::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// One thing to read: everything new about it in one line.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    /// "Verslag · document".
    pub(super) kinds: Vec<String>,
    pub(super) title: String,
    pub(super) path: String,
    /// In each language: two lines, or nothing.
    pub(super) summary: HashMap<Lang, String>,
    pub(super) items: Vec<Uuid>,
}

/// Puts the items of one person together by where they are read, in order of release.
pub(super) fn things(new: &[&New], about: &BTreeMap<Uuid, About>) -> Vec<Thing> {
    let mut things: Vec<Thing> = Vec::new();
    for one in new {
        let about = about.get(&one.id);
        let title = about.and_then(|about| about.title.clone()).unwrap_or_else(|| one.title.clone());
        let summary = about.map(|about| about.summary.clone()).unwrap_or_default();
        match things.iter_mut().find(|thing| thing.path == one.path) {
            Some(thing) => {
                if !thing.kinds.contains(&one.kind) {
                    thing.kinds.push(one.kind.clone());
                }
                thing.items.push(one.id);
                // The newest says how it is now.
                (thing.title, thing.summary) = (title, summary);
            }
            None => things.push(Thing {
                kinds: vec![one.kind.clone()],
                title,
                path: one.path.clone(),
                summary,
                items: vec![one.id],
            }),
        }
    }
    things
}

/// What the mail says about an item.
#[derive(Debug, Clone, Default)]
pub(super) struct About {
    /// Instead of its own title, where that may not leave the house.
    title: Option<String>,
    summary: HashMap<Lang, String>,
}

/// What the mail says about each of these items, in the order of their ids.
pub(super) async fn about(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    new: &[New],
    now: Timestamp,
) -> Result<BTreeMap<Uuid, About>, AppError> {
    let mut found = BTreeMap::new();
    let mut seen = HashSet::new();
    for one in new.iter().filter(|one| seen.insert(one.id)) {
        found.insert(one.id, about_one(db, tenant, one, now).await?);
    }
    Ok(found)
}

fn same(text: String) -> HashMap<Lang, String> {
    if text.is_empty() { HashMap::new() } else { Lang::ALL.map(|lang| (lang, text.clone())).into() }
}

async fn about_one(db: &impl ConnectionTrait, tenant: &Tenant, one: &New, now: Timestamp) -> Result<About, AppError> {
    let text = |query: &'static str| async move {
        let row = db.query_one_raw(sql(db, query, [tenant.id().into(), one.subject_id.into()])).await?;
        let text: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?;
        Ok::<_, AppError>(text.unwrap_or_default())
    };
    let plain = |text: &str| same(markdown::summary(text, SUMMARY, |_| false));
    let Some(kind) = ItemKind::parse(&one.kind) else { return Ok(About::default()) };
    Ok(match kind {
        ItemKind::Gathering | ItemKind::Change | ItemKind::Cancellation => {
            let row = gatherings::store::find(db, tenant, one.subject_id).await?;
            let gathering = gatherings::store::read(db, tenant, row).await?;
            let today = tenant.date(now);
            let line = |lang: Lang| {
                if gathering.life.cancelled_at.is_some() {
                    let day = [("day", lang.date(gathering.date, today).into())];
                    return lang.tn("news-mail-cancelled", &day);
                }
                let place = gathering.details.place.as_deref().map(|place| format!(" · {place}")).unwrap_or_default();
                format!("{}{place}", when_in_full(lang, &gathering))
            };
            About { title: None, summary: Lang::ALL.map(|lang| (lang, line(lang))).into() }
        }
        ItemKind::Notes => {
            let query = sql(
                db,
                "SELECT v.body, g.openness FROM note_versions v \
                 JOIN notes n ON n.municipality_id = v.municipality_id AND n.id = v.note_id \
                 JOIN gatherings g ON g.municipality_id = n.municipality_id AND g.id = n.gathering_id \
                 WHERE v.municipality_id = $1 AND v.note_id = $2 AND v.number = $3",
                [tenant.id().into(), one.subject_id.into(), one.edition.into()],
            );
            let Some(row) = db.query_one_raw(query).await? else { return Ok(About::default()) };
            let (body, openness): (String, String) = (row.try_get("", "body")?, row.try_get("", "openness")?);
            if openness == Openness::Closed.code() {
                return Ok(About::default());
            }
            About { title: None, summary: same(markdown::summary(&body, SUMMARY, is_attendance)) }
        }
        ItemKind::Document => {
            let query = sql(
                db,
                "SELECT g.title, g.openness FROM documents d \
                 JOIN gatherings g ON g.municipality_id = d.municipality_id AND g.id = d.gathering_id \
                 WHERE d.municipality_id = $1 AND d.id = $2",
                [tenant.id().into(), one.subject_id.into()],
            );
            let Some(row) = db.query_one_raw(query).await? else { return Ok(About::default()) };
            let (title, openness): (String, String) = (row.try_get("", "title")?, row.try_get("", "openness")?);
            if openness == Openness::Closed.code() {
                return Ok(About { title: Some(title), summary: HashMap::new() });
            }
            let line = |lang: Lang| lang.tn("news-mail-document", &[("title", title.as_str().into())]);
            About { title: None, summary: Lang::ALL.map(|lang| (lang, line(lang))).into() }
        }
        ItemKind::Answer => {
            let body =
                text("SELECT COALESCE(answer, '') FROM questions WHERE municipality_id = $1 AND id = $2").await?;
            About { title: None, summary: plain(&body) }
        }
        ItemKind::Update => {
            let body = text("SELECT happened FROM updates WHERE municipality_id = $1 AND id = $2").await?;
            About { title: None, summary: plain(&body) }
        }
        ItemKind::Shared => {
            let body = text("SELECT body FROM briefings WHERE municipality_id = $1 AND id = $2").await?;
            About { title: None, summary: plain(&body) }
        }
    })
}
