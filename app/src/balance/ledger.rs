//! The ledger: the one door through which anything is released, told, reached, confirmed or voided.
//! Nothing else writes `items`, `item_audience` and `exposures`; only `retention` takes anything away.

use domain::people::Role;
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::{audience, exposure, item};
use crate::{
    db::{Db, millis, sql},
    error::AppError,
    people,
    tenant::Tenant,
};

domain::codes! {
    /// What was released.
    pub enum ItemKind {
        /// A gathering announced.
        Gathering = "bijeenkomst",
        /// A gathering moved.
        Change = "wijziging",
        /// A gathering cancelled.
        Cancellation = "annulering",
        /// Notes published.
        Notes = "verslag",
        /// A paper or link added.
        Document = "document",
        /// An answer to a question.
        Answer = "antwoord",
        /// A quarterly update.
        Update = "kwartaalupdate",
        /// Told to a part of the council, shared with the rest or not yet.
        Shared = "gedeeld",
    }
}

/// Something about to be released to everybody it is owed to.
#[derive(Debug, Clone)]
pub struct Release<'a> {
    /// What kind of thing.
    pub kind: ItemKind,
    /// Its own id in its own room.
    pub subject: Uuid,
    /// Which edition of it: a second version of notes is an item of its own.
    pub edition: i64,
    /// As lists show it.
    pub title: &'a str,
    /// Where it is read, below the municipality: `/bijeenkomsten/…`.
    pub path: &'a str,
    /// When it must be known, if there is such a moment.
    pub needed_at: Option<Timestamp>,
    /// Who released it.
    pub by: Uuid,
}

/// Releases: one item, one moment, and everybody it is owed to with their side as it is now. The audience is the whole
/// council, members and committee members, whoever was invited (`balance.md`, "audience").
pub async fn release(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    release: Release<'_>,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let id = Uuid::now_v7();
    item::Entity::insert(item::ActiveModel {
        id: Set(id),
        municipality_id: Set(tenant.id()),
        kind: Set(release.kind.code().to_owned()),
        subject_id: Set(release.subject),
        edition: Set(release.edition),
        title: Set(release.title.to_owned()),
        path: Set(release.path.to_owned()),
        released_at: Set(millis(now)),
        needed_at: Set(release.needed_at.map(millis)),
        released_by: Set(release.by),
    })
    .exec_without_returning(tx)
    .await?;

    let today = tenant.date(now);
    let council = people::store::council(tx, tenant).await?;
    let view = council.view();
    let places = view.places_on(today);
    let members: Vec<Uuid> = view.members_on(today).iter().map(|a| a.person).collect();
    let rows: Vec<_> = view
        .owed_to(today)
        .into_iter()
        .map(|person| {
            let (faction, side) = places.get(&person).copied().unwrap_or((None, domain::people::Side::Unknown));
            let role = if members.contains(&person) { Role::Member } else { Role::CommitteeMember };
            audience::ActiveModel {
                item_id: Set(id),
                person_id: Set(person),
                municipality_id: Set(tenant.id()),
                role: Set(role.code().to_owned()),
                faction_id: Set(faction),
                side: Set(side.code().to_owned()),
            }
        })
        .collect();
    if !rows.is_empty() {
        audience::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(id)
}

/// Gives an item the name it may have from now on: what was told to some has none of its own before all may know it.
pub async fn rename(tx: &impl ConnectionTrait, tenant: &Tenant, item: Uuid, title: &str) -> Result<(), AppError> {
    let text = "UPDATE items SET title = $1 WHERE municipality_id = $2 AND id = $3";
    tx.execute_raw(sql(tx, text, [title.into(), tenant.id().into(), item.into()])).await?;
    Ok(())
}

/// The channel of having been there.
pub const PRESENT: &str = "presentie";

/// How a person came to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exposure {
    /// Our mail server took the message (`design.md`: told).
    ToldByMail,
    /// Somebody told them: the teller's word, so never more than told.
    ToldByMouth,
    /// Their own calendar fetched it.
    ToldByFeed,
    /// Opened in the portal, signed in.
    Reached,
    /// Was there: reaches the gathering itself, never its notes.
    Present,
    /// Pressed "Gelezen".
    Confirmed,
}

impl Exposure {
    fn codes(self) -> (&'static str, &'static str) {
        match self {
            Self::ToldByMail => ("told", "mail"),
            Self::ToldByMouth => ("told", "mond"),
            Self::ToldByFeed => ("told", "agenda"),
            Self::Reached => ("reached", "portal"),
            Self::Present => ("reached", PRESENT),
            Self::Confirmed => ("confirmed", "portal"),
        }
    }
}

/// One entry about to be made.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Which item.
    pub item: Uuid,
    /// Who came to know.
    pub person: Uuid,
    /// How.
    pub exposure: Exposure,
    /// When it happened; recorded now.
    pub at: Timestamp,
    /// Who recorded it, when that is somebody else than the person.
    pub by: Option<Uuid>,
    /// What it rests on: the mail server's reply, or nothing.
    pub evidence: &'a str,
}

/// Adds an entry. A second reading or pressing of the same item by the same person changes nothing, and neither does
/// an entry about somebody the item is not owed to. Answers whether a row was added.
pub async fn add(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    entry: Entry<'_>,
    now: Timestamp,
) -> Result<bool, AppError> {
    let (kind, channel) = entry.exposure.codes();
    let done = tx
        .execute_raw(sql(
            tx,
            "INSERT INTO exposures \
             (id, municipality_id, item_id, person_id, kind, channel, at, recorded_by, recorded_at, evidence, voids_id) \
             SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, NULL \
             WHERE EXISTS (SELECT 1 FROM item_audience WHERE item_id = $3 AND person_id = $4 AND municipality_id = $2) \
             ON CONFLICT DO NOTHING",
            [
                Uuid::now_v7().into(),
                tenant.id().into(),
                entry.item.into(),
                entry.person.into(),
                kind.into(),
                channel.into(),
                millis(entry.at).into(),
                entry.by.into(),
                millis(now).into(),
                entry.evidence.into(),
            ],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Gatherings in one question to the database.
const MOST_AT_ONCE: usize = 200;

/// Notes that a person's calendar fetched these gatherings: one entry for each item about them that is owed to the
/// person, and once only. Nothing is written when there is nothing new, so a calendar may ask every hour.
pub async fn told_by_feed(
    db: &Db,
    tenant: &Tenant,
    person: Uuid,
    gatherings: &[Uuid],
    now: Timestamp,
) -> Result<usize, AppError> {
    let waiting = not_told_by_feed(db.read(), tenant, person, gatherings, now).await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    crate::transaction!(db, |tx| {
        let mut new = 0;
        // Again, as it is now: another device of the same person may have asked in the same moment.
        for item in not_told_by_feed(tx, tenant, person, gatherings, now).await? {
            let entry = Entry { item, person, exposure: Exposure::ToldByFeed, at: now, by: None, evidence: "" };
            new += usize::from(add(tx, tenant, entry, now).await?);
        }
        Ok(new)
    })
}

async fn not_told_by_feed(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    person: Uuid,
    gatherings: &[Uuid],
    now: Timestamp,
) -> Result<Vec<Uuid>, AppError> {
    let kinds =
        [ItemKind::Gathering, ItemKind::Change, ItemKind::Cancellation].map(|kind| format!("'{kind}'")).join(", ");
    let (told, agenda) = Exposure::ToldByFeed.codes();
    let mut found = Vec::new();
    for some in gatherings.chunks(MOST_AT_ONCE) {
        let marks: Vec<String> = (0..some.len()).map(|at| format!("${}", at + 4)).collect();
        let text = format!(
            "SELECT i.id FROM items i \
             JOIN item_audience a ON a.municipality_id = i.municipality_id AND a.item_id = i.id AND a.person_id = $2 \
             WHERE i.municipality_id = $1 AND i.subject_id IN ({}) AND i.kind IN ({kinds}) AND i.released_at <= $3 \
             AND NOT EXISTS (SELECT 1 FROM exposures e WHERE e.item_id = i.id AND e.person_id = $2 \
             AND e.kind = '{told}' AND e.channel = '{agenda}') ORDER BY i.id",
            marks.join(", ")
        );
        let values = [tenant.id().into(), person.into(), millis(now).into()];
        let values: Vec<sea_orm::Value> = values.into_iter().chain(some.iter().map(|id| (*id).into())).collect();
        for row in db.query_all_raw(sql(db, &text, values)).await? {
            found.push(row.try_get_by_index(0)?);
        }
    }
    Ok(found)
}

/// Voids an entry with a new one that says why. The old entry stays. What voids another is not voided itself.
pub async fn void(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    entry: Uuid,
    why: &str,
    by: Option<Uuid>,
    now: Timestamp,
) -> Result<(), AppError> {
    let old = exposure::Entity::find_by_id(entry)
        .filter(exposure::Column::MunicipalityId.eq(tenant.id()))
        .filter(exposure::Column::Kind.ne("void"))
        .one(tx)
        .await?
        .ok_or(AppError::NotFound)?;
    exposure::Entity::insert(exposure::ActiveModel {
        id: Set(Uuid::now_v7()),
        municipality_id: Set(tenant.id()),
        item_id: Set(old.item_id),
        person_id: Set(old.person_id),
        kind: Set("void".to_owned()),
        channel: Set("correctie".to_owned()),
        at: Set(millis(now)),
        recorded_by: Set(by),
        recorded_at: Set(millis(now)),
        evidence: Set(why.to_owned()),
        voids_id: Set(Some(entry)),
    })
    .exec_without_returning(tx)
    .await?;
    Ok(())
}

/// Voids what a mail that left at `sent` told somebody, because it came back. Other mails about the item still told it.
pub async fn void_mail(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    (item, person): (Uuid, Uuid),
    sent: Timestamp,
    why: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let told = standing(tx, tenant, item, Exposure::ToldByMail).await?;
    for (_, id) in told.into_iter().filter(|(of, _)| *of == person) {
        let entry = exposure::Entity::find_by_id(id)
            .filter(exposure::Column::MunicipalityId.eq(tenant.id()))
            .filter(exposure::Column::At.eq(millis(sent)))
            .one(tx)
            .await?;
        if let Some(entry) = entry {
            void(tx, tenant, entry.id, why, None, now).await?;
        }
    }
    Ok(())
}

/// The items released about one thing, newest first.
pub async fn items_of(db: &impl ConnectionTrait, tenant: &Tenant, subject: Uuid) -> Result<Vec<item::Model>, AppError> {
    use sea_orm::QueryOrder;
    Ok(item::Entity::find()
        .filter(item::Column::MunicipalityId.eq(tenant.id()))
        .filter(item::Column::SubjectId.eq(subject))
        .order_by_desc(item::Column::ReleasedAt)
        .order_by_desc(item::Column::Edition)
        .order_by_desc(item::Column::Id)
        .all(db)
        .await?)
}

/// The entries of one kind about an item that nobody voided: who, and which entry.
pub async fn standing(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    item: Uuid,
    exposure: Exposure,
) -> Result<Vec<(Uuid, Uuid)>, AppError> {
    let (kind, channel) = exposure.codes();
    let rows = db
        .query_all_raw(sql(
            db,
            "SELECT e.person_id, e.id FROM exposures e \
             WHERE e.municipality_id = $1 AND e.item_id = $2 AND e.kind = $3 AND e.channel = $4 \
             AND NOT EXISTS (SELECT 1 FROM exposures v WHERE v.municipality_id = $1 AND v.item_id = $2 AND v.voids_id = e.id)",
            [tenant.id().into(), item.into(), kind.into(), channel.into()],
        ))
        .await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}
