//! Adding, taking away, putting back.

use domain::{
    policy::act,
    values::{HttpUrl, Title},
};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{
    checks,
    entity::document,
    files::{About, Checked},
    store::{self, Document, Hold},
};
use crate::{
    answers, audit,
    balance::ledger::{self, ItemKind, Release},
    db::{Db, Tx, millis, moment, sql},
    error::AppError,
    form,
    gate::Allowed,
    gatherings,
    tenant::Tenant,
    transaction,
};

/// A paper to add.
#[derive(Debug)]
pub struct AddFile {
    /// With which gathering.
    pub gathering: Uuid,
    /// As lists show it; without one the name of the file.
    pub title: Option<Title>,
    /// The file.
    pub file: Checked,
    /// When it must be known; without a moment the begin of the gathering.
    pub needed_at: Option<Timestamp>,
    /// Whether it waits for the virus scanner before anybody sees it.
    pub held: bool,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

/// A link to add.
#[derive(Debug, Clone)]
pub struct AddLink {
    /// With which gathering.
    pub gathering: Uuid,
    /// As lists show it.
    pub title: Title,
    /// Where it leads.
    pub url: HttpUrl,
    /// Idempotency key of the form; empty for none.
    pub key: String,
}

/// Adds a paper. With a gathering that is planned it is released at once, as an item of its own; one that is held, when the
/// scanner has found nothing. The same form twice
/// adds one; the second file is thrown away. `quota`: bytes the municipality may keep in all; what does not fit is
/// refused, also when two come at the same moment.
pub async fn add_file(
    db: &Db,
    allowed: &Allowed<act::EditDocuments>,
    input: AddFile,
    quota: u64,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let stem = input.file.stem();
    let title = match input.title {
        Some(title) => title,
        None => Title::parse(&stem).map_err(|_| AppError::field("titel", "error-missing"))?,
    };
    let size = input.file.size();
    let kept = input.file.keep().await?;
    let added: Result<(Uuid, bool), AppError> = transaction!(db, |tx| {
        let id = Uuid::now_v7();
        if let Some(before) = form::claim(tx, allowed.actor(), &input.key, id, now).await? {
            return Ok((before, false));
        }
        // Who plans the gathering at this moment either releases this paper too, or was before.
        answers::store::hold(tx, allowed.tenant(), input.gathering).await?;
        store::hold_room(tx, allowed.tenant()).await?;
        if store::stored_bytes(tx, allowed.tenant()).await?.saturating_add(size) > quota {
            return Err(AppError::field("bestand", "documents-error-no-room"));
        }
        insert(
            tx,
            allowed,
            New {
                id,
                gathering: input.gathering,
                title: &title,
                what: NewWhat::File(kept.about(), (input.needed_at, input.held)),
            },
            now,
        )
        .await?;
        Ok((id, true))
    });
    match &added {
        Ok((_, true)) => kept.settle(),
        // Whether the row is there is not sure when the connection broke at the end: then the sweep decides.
        Err(AppError::Database(_)) => kept.settle(),
        Ok((_, false)) | Err(_) => drop(kept),
    }
    added.map(|(id, _)| id)
}

/// Adds a link. It is no item of its own: what it points to was released where it stands.
pub async fn add_link(
    db: &Db,
    allowed: &Allowed<act::EditDocuments>,
    input: AddLink,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    transaction!(db, |tx| {
        let id = Uuid::now_v7();
        if let Some(before) = form::claim(tx, allowed.actor(), &input.key, id, now).await? {
            return Ok(before);
        }
        insert(
            tx,
            allowed,
            New { id, gathering: input.gathering, title: &input.title, what: NewWhat::Link(&input.url) },
            now,
        )
        .await?;
        Ok(id)
    })
}

/// A row about to be made.
struct New<'a> {
    id: Uuid,
    gathering: Uuid,
    title: &'a Title,
    what: NewWhat<'a>,
}

enum NewWhat<'a> {
    /// With the moment by which it must be known, and whether it waits for the scanner.
    File(&'a About, (Option<Timestamp>, bool)),
    Link(&'a HttpUrl),
}

async fn insert(tx: &Tx, allowed: &Allowed<act::EditDocuments>, new: New<'_>, now: Timestamp) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    let gathering = gatherings::store::find(tx, tenant, new.gathering).await?;
    let (file, (needed_at, held), link) = match new.what {
        NewWhat::File(about, when) => (Some(about), when, None),
        NewWhat::Link(url) => (None, (None, false), Some(url)),
    };
    document::Entity::insert(document::ActiveModel {
        id: Set(new.id),
        municipality_id: Set(tenant.id()),
        gathering_id: Set(gathering.id),
        title: Set(new.title.as_str().to_owned()),
        url: Set(link.map(|url| url.as_str().to_owned())),
        file_name: Set(file.map(|about| about.file_name.clone())),
        media_type: Set(file.map(|about| about.media_type.clone())),
        size: Set(file.map(|about| about.size)),
        sha256: Set(file.map(|about| about.sha256.clone())),
        stored_as: Set(file.map(|about| about.stored_as.clone())),
        added_by: Set(allowed.person()),
        added_at: Set(millis(now)),
        removed_at: Set(None),
    })
    .exec_without_returning(tx)
    .await?;
    audit::note(tx, tenant, Some(allowed.person()), "document.add", ("document", Some(new.id)), "", now).await?;
    if held {
        return checks::wait(tx, tenant, new.id, needed_at, now).await;
    }
    if file.is_some() && gathering.planned_at.is_some() {
        let needed_at = needed_at.unwrap_or(moment(gathering.starts_at));
        release(tx, tenant, (new.id, new.title.as_str()), needed_at, allowed.person(), now).await?;
    }
    Ok(())
}

/// Releases the papers of a gathering that becomes known at this moment: those added while it was a draft. One that still
/// waits for the scanner is released after it. The transaction has the gathering in hand: it wrote its row.
pub async fn release_with_gathering(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: Uuid,
    by: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    let starts_at = moment(gatherings::store::find(tx, tenant, gathering).await?.starts_at);
    for paper in store::of_gathering(tx, tenant, gathering).await? {
        if matches!(paper.what, store::What::File { .. }) {
            release(tx, tenant, (paper.id, &paper.title), starts_at, by, now).await?;
        }
    }
    Ok(())
}

/// Releases a paper of a gathering that is known, unless it was.
pub(super) async fn release_once(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    paper: &Document,
    needed_at: Option<Timestamp>,
    by: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    let gathering = gatherings::store::find(tx, tenant, paper.gathering).await?;
    let is_file = matches!(paper.what, store::What::File { .. });
    if is_file && gathering.planned_at.is_some() && ledger::items_of(tx, tenant, paper.id).await?.is_empty() {
        let needed_at = needed_at.unwrap_or(moment(gathering.starts_at));
        release(tx, tenant, (paper.id, &paper.title), needed_at, by, now).await?;
    }
    Ok(())
}

async fn release(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    (id, title): (Uuid, &str),
    needed_at: Timestamp,
    by: Uuid,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let release = Release {
        kind: ItemKind::Document,
        subject: id,
        edition: 1,
        title,
        path: &format!("/documenten/{id}"),
        needed_at: (needed_at > now).then_some(needed_at),
        by,
    };
    ledger::release(tx, tenant, release, now).await
}

/// Takes a paper or link away; its row and its file stay, so that it can be put back. Doing it twice changes nothing.
pub async fn remove(
    db: &Db,
    allowed: &Allowed<act::EditDocuments>,
    id: Uuid,
    now: Timestamp,
) -> Result<Document, AppError> {
    mark(db, allowed, id, true, now).await
}

/// Puts back what was taken away. It is the same paper: nothing is released again. Only what was away when its gathering
/// became known is released now. What waits for the scanner goes on waiting; what it found something in is `NotFound`.
pub async fn restore(
    db: &Db,
    allowed: &Allowed<act::EditDocuments>,
    id: Uuid,
    now: Timestamp,
) -> Result<Document, AppError> {
    mark(db, allowed, id, false, now).await
}

async fn mark(
    db: &Db,
    allowed: &Allowed<act::EditDocuments>,
    id: Uuid,
    away: bool,
    now: Timestamp,
) -> Result<Document, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let found = store::in_hand(tx, tenant, id).await?;
        let hold = store::hold(tx, tenant, id).await?;
        if !away && hold == Hold::Infected {
            return Err(AppError::NotFound);
        }
        if found.removed != away {
            let removed_at = away.then(|| millis(now));
            let action = if away { "document.remove" } else { "document.restore" };
            tx.execute_raw(sql(
                tx,
                "UPDATE documents SET removed_at = $1 WHERE id = $2 AND municipality_id = $3",
                [removed_at.into(), id.into(), tenant.id().into()],
            ))
            .await?;
            audit::note(tx, tenant, Some(allowed.person()), action, ("document", Some(id)), "", now).await?;
            if !away && hold == Hold::None {
                release_once(tx, tenant, &found, None, allowed.person(), now).await?;
            }
        }
        Ok(found)
    })
}
