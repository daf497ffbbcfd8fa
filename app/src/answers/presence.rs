//! Ticking who is there. Ticks are rows that come and go; the ledger is written once the clerk says the list is
//! complete, and follows every later correction by voiding and adding.

use domain::{
    answers::{AttendanceRefusal, Stand, may_close, may_record},
    policy::act,
    values::PersonName,
};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{roll, store};
use crate::{
    actor::Actor,
    audit,
    balance::ledger::{self, Entry, Exposure, ItemKind},
    db::{Db, Tx, millis, moment, sql},
    error::AppError,
    form,
    gate::Allowed,
    gatherings, people,
    tenant::Tenant,
    transaction,
};

/// Marks taken in one call; a council with committee members, college and guests is far smaller.
pub const MAX_MARKS: usize = 200;

/// How somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Who.
    pub person: Uuid,
    /// How; `None` is absent.
    pub stand: Option<Stand>,
    /// In whose place.
    pub substitute_for: Option<Uuid>,
}

/// Records how people were there; the last mark of a person counts. Somebody who is not of this municipality is
/// `NotFound`, and then nothing is recorded.
pub async fn record_presence(
    db: &Db,
    allowed: &Allowed<act::RecordAttendance>,
    gathering: Uuid,
    marks: &[Mark],
    now: Timestamp,
) -> Result<(), AppError> {
    if marks.len() > MAX_MARKS {
        return Err(AppError::field("stand", "error-too-long"));
    }
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    transaction!(db, |tx| {
        open(tx, tenant, gathering, now).await?;
        let book = people::store::book(tx, tenant).await?;
        for mark in marks {
            let known = [Some(mark.person), mark.substitute_for];
            if known.into_iter().flatten().any(|person| !book.people.contains_key(&person)) {
                return Err(AppError::NotFound);
            }
            if mark.substitute_for == Some(mark.person) {
                return Err(AppError::field("vervangt", "answers-substitute-self"));
            }
            write(tx, actor, gathering, mark, now).await?;
        }
        follow(tx, tenant, actor.person, gathering, now).await
    })
}

async fn write(tx: &Tx, actor: &Actor, gathering: Uuid, mark: &Mark, now: Timestamp) -> Result<(), AppError> {
    let tenant = &actor.tenant;
    let (word, detail) = match mark.stand {
        Some(stand) => {
            tx.execute_raw(sql(
                tx,
                "INSERT INTO presences \
                 (id, municipality_id, gathering_id, person_id, state, substitute_for, recorded_by, recorded_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
                 ON CONFLICT (gathering_id, person_id) DO UPDATE SET state = excluded.state, \
                 substitute_for = excluded.substitute_for, recorded_by = excluded.recorded_by, \
                 recorded_at = excluded.recorded_at",
                [
                    Uuid::now_v7().into(),
                    tenant.id().into(),
                    gathering.into(),
                    mark.person.into(),
                    stand.code().into(),
                    mark.substitute_for.into(),
                    actor.person.into(),
                    millis(now).into(),
                ],
            ))
            .await?;
            ("presence.mark", stand.code())
        }
        None => {
            tx.execute_raw(sql(
                tx,
                "DELETE FROM presences WHERE municipality_id = $1 AND gathering_id = $2 AND person_id = $3",
                [tenant.id().into(), gathering.into(), mark.person.into()],
            ))
            .await?;
            ("presence.unmark", "")
        }
    };
    let detail = format!("{detail} {gathering}");
    audit::note(tx, tenant, Some(actor.person), word, ("person", Some(mark.person)), detail.trim_start(), now).await
}

/// Writes down a guest by name. The same form twice is one guest.
pub async fn add_guest(
    db: &Db,
    allowed: &Allowed<act::RecordAttendance>,
    gathering: Uuid,
    name: &PersonName,
    key: &str,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    transaction!(db, |tx| {
        open(tx, tenant, gathering, now).await?;
        let id = Uuid::now_v7();
        if let Some(first) = form::claim(tx, actor, key, id, now).await? {
            return Ok(first);
        }
        tx.execute_raw(sql(
            tx,
            "INSERT INTO presences (id, municipality_id, gathering_id, guest_name, state, recorded_by, recorded_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            [
                id.into(),
                tenant.id().into(),
                gathering.into(),
                name.as_str().into(),
                Stand::Present.code().into(),
                actor.person.into(),
                millis(now).into(),
            ],
        ))
        .await?;
        audit::note(tx, tenant, Some(actor.person), "guest.add", ("gathering", Some(gathering)), "", now).await?;
        Ok(id)
    })
}

/// Takes a guest off the list. Answers their name, or `None` when somebody did so before.
pub async fn remove_guest(
    db: &Db,
    allowed: &Allowed<act::RecordAttendance>,
    gathering: Uuid,
    guest: Uuid,
    now: Timestamp,
) -> Result<Option<String>, AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    transaction!(db, |tx| {
        open(tx, tenant, gathering, now).await?;
        let removed = tx
            .query_one_raw(sql(
                tx,
                "DELETE FROM presences WHERE municipality_id = $1 AND gathering_id = $2 AND id = $3 \
                 AND guest_name IS NOT NULL RETURNING guest_name",
                [tenant.id().into(), gathering.into(), guest.into()],
            ))
            .await?;
        let Some(removed) = removed else { return Ok(None) };
        audit::note(tx, tenant, Some(actor.person), "guest.remove", ("gathering", Some(gathering)), "", now).await?;
        Ok(Some(removed.try_get_by_index(0)?))
    })
}

/// Declares the list complete: from now on presence counts in the ledger as having reached the gathering, at its
/// beginning. Doing it twice changes nothing.
pub async fn close_presence(
    db: &Db,
    allowed: &Allowed<act::RecordAttendance>,
    gathering: Uuid,
    now: Timestamp,
) -> Result<(), AppError> {
    let (tenant, actor) = (allowed.tenant(), allowed.actor());
    transaction!(db, |tx| {
        open(tx, tenant, gathering, now).await?;
        let row = gatherings::store::find(tx, tenant, gathering).await?;
        may_close(&store::life(&row), tenant.zone(), now).map_err(refused)?;
        let done = tx
            .execute_raw(sql(
                tx,
                "INSERT INTO attendance_closings (gathering_id, municipality_id, closed_by, closed_at) \
                 VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                [gathering.into(), tenant.id().into(), actor.person.into(), millis(now).into()],
            ))
            .await?;
        if done.rows_affected() == 1 {
            audit::note(tx, tenant, Some(actor.person), "presence.close", ("gathering", Some(gathering)), "", now)
                .await?;
        }
        follow(tx, tenant, actor.person, gathering, now).await
    })
}

/// Takes the gathering in hand and makes sure that ticking is of this day.
async fn open(tx: &Tx, tenant: &Tenant, gathering: Uuid, now: Timestamp) -> Result<(), AppError> {
    let row = store::hold(tx, tenant, gathering).await?;
    may_record(&store::life(&row), tenant.zone(), now).map_err(refused)
}

/// The key that says why nobody can be ticked.
pub fn refusal_key(refusal: AttendanceRefusal) -> &'static str {
    match refusal {
        AttendanceRefusal::NotPlanned => "answers-attendance-not-planned",
        AttendanceRefusal::Cancelled => "answers-attendance-cancelled",
        AttendanceRefusal::TooEarly => "answers-attendance-too-early",
    }
}

fn refused(refusal: AttendanceRefusal) -> AppError {
    AppError::field("stand", refusal_key(refusal))
}

/// Makes the ledger say what the completed list says: entries for whoever is on it, none standing for whoever is not.
/// The lock of the gathering sees to it that this is judged once at a time.
async fn follow(tx: &Tx, tenant: &Tenant, by: Uuid, gathering: Uuid, now: Timestamp) -> Result<(), AppError> {
    if roll::closed_at(tx, tenant, gathering).await?.is_none() {
        return Ok(());
    }
    let row = gatherings::store::find(tx, tenant, gathering).await?;
    let present = roll::present(tx, tenant, gathering).await?;
    let items = ledger::items_of(tx, tenant, gathering).await?;
    for item in items.into_iter().filter(|item| item.kind == ItemKind::Gathering.code()) {
        let standing = ledger::standing(tx, tenant, item.id, Exposure::Present).await?;
        for (_, entry) in standing.iter().filter(|(person, _)| !present.contains(person)) {
            ledger::void(tx, tenant, *entry, "presentie gecorrigeerd", Some(by), now).await?;
        }
        for person in present.iter().filter(|person| !standing.iter().any(|(known, _)| known == *person)) {
            let entry = Entry {
                item: item.id,
                person: *person,
                exposure: Exposure::Present,
                at: moment(row.starts_at),
                by: Some(by),
                evidence: "presentielijst",
            };
            ledger::add(tx, tenant, entry, now).await?;
        }
    }
    Ok(())
}
