//! What changes a gathering: plan, schedule, change, cancel, invite, remind, withdraw. Each is one transaction with its entry in the
//! audit, its release in the ledger and its mails in the outbox. `now` is an argument: seeding calls them with the past.

mod cancel;
mod change;
mod host;
mod invite;
mod plan;
mod refusals;
mod remind;
/// Several of a series at once.
pub mod series;
mod withdraw;

pub use cancel::cancel;
pub use change::{Change, change};
pub use invite::{Invite, Wave, invite, may_send, wave};
pub use plan::{Plan, Stage, plan, schedule};
pub(super) use refusals::add_details;
pub use remind::{Reminders, remind, reminders};
pub use withdraw::{invite_again, outside, withdraw, withdraw_outside};

use domain::gatherings::{Audience, Details, When};
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ConnectionTrait};
use uuid::Uuid;

use super::{editions, entity::gathering, store::Gathering};
use crate::{
    balance::ledger::{self, ItemKind, Release},
    db::{millis, sql},
    documents,
    error::AppError,
    form::FieldErrors,
    people::store::CouncilBook,
    tenant::Tenant,
};

/// What somebody filled in about a gathering, checked text by text (see `input`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// What, when, where, for whom.
    pub details: Details,
    /// One line: what and for whom; may be empty.
    pub summary: String,
    /// Where it stands in the council information system.
    pub ris_url: Option<String>,
}

/// What went out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    /// Messages put into the outbox.
    pub mailed: usize,
    /// People who should have had one, but have no address.
    pub unreachable: usize,
    /// People who had a place and wait for one now; each has a mail about that by itself.
    pub put_back: usize,
}

/// Refuses factions, people and a host this municipality does not know.
fn check_references(book: &CouncilBook, details: &Details) -> Result<(), AppError> {
    let mut errors = FieldErrors::default();
    let known = |person: &Uuid| book.people.contains_key(person);
    if details.host.is_some_and(|host| !known(&host)) {
        errors.add("gastheer", "error-choice");
    }
    if !details.audience.people.iter().all(known) {
        errors.add("persoon", "error-choice");
    }
    let factions = &book.council.factions;
    if !details.audience.factions.iter().all(|id| factions.iter().any(|faction| faction.id == *id)) {
        errors.add("fractie", "error-choice");
    }
    errors.check()
}

/// The columns that hold what was filled in.
fn columns(filled: &Filled, when: When, zone_name: &str) -> Result<gathering::ActiveModel, AppError> {
    let Details { date: Some(date), start: Some(start), end: Some(end), .. } = &filled.details else {
        return Err(AppError::field("datum", "error-missing"));
    };
    let (details, text) = (&filled.details, |text: &Option<String>| text.clone().unwrap_or_default());
    Ok(gathering::ActiveModel {
        kind: Set(details.kind.code().to_owned()),
        title: Set(details.title.clone()),
        summary: Set(filled.summary.clone()),
        date: Set(date.to_string()),
        start_time: Set(domain::localtime::format_time(*start)),
        end_time: Set(domain::localtime::format_time(*end)),
        zone: Set(zone_name.to_owned()),
        starts_at: Set(millis(when.starts_at)),
        ends_at: Set(millis(when.ends_at)),
        place: Set(text(&details.place)),
        online_url: Set(details.link.clone()),
        ris_url: Set(filled.ris_url.clone()),
        legal_status: Set(details.legal_status.code().to_owned()),
        openness: Set(details.openness.code().to_owned()),
        openness_reason: Set(text(&details.closed_reason)),
        audience: Set(details.audience.kind.code().to_owned()),
        audience_reason: Set(text(&details.audience.reason)),
        agenda: Set(details.agenda.clone()),
        host_id: Set(details.host),
        capacity: Set(details.capacity.map(i64::from)),
        ..Default::default()
    })
}

/// Writes whom a narrower audience consists of, in place of what was there.
async fn write_audience(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    id: Uuid,
    audience: &Audience,
) -> Result<(), AppError> {
    let here = tenant.id();
    let clear = "DELETE FROM gathering_audience WHERE municipality_id = $1 AND gathering_id = $2";
    tx.execute_raw(sql(tx, clear, [here.into(), id.into()])).await?;
    let factions = audience.factions.iter().map(|faction| (Some(*faction), None));
    let people = audience.people.iter().map(|person| (None, Some(*person)));
    for (faction, person) in factions.chain(people) {
        let insert = "INSERT INTO gathering_audience (municipality_id, gathering_id, faction_id, person_id) \
                      VALUES ($1, $2, $3, $4)";
        tx.execute_raw(sql(tx, insert, [here.into(), id.into(), faction.into(), person.into()])).await?;
    }
    Ok(())
}

/// Releases the gathering itself, and the papers added to its draft: from now on they are known, and owed to the whole
/// council.
async fn announce(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: &Gathering,
    by: Uuid,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    documents::commands::release_with_gathering(tx, tenant, gathering.id, by, now).await?;
    release(tx, tenant, gathering, (ItemKind::Gathering, 1, None), by, now).await
}

async fn release(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    gathering: &Gathering,
    (kind, edition, needed_at): (ItemKind, i64, Option<Timestamp>),
    by: Uuid,
    now: Timestamp,
) -> Result<Uuid, AppError> {
    let path = gathering.path();
    let title = &gathering.details.title;
    let release = Release { kind, subject: gathering.id, edition, title, path: &path, needed_at, by };
    let item = ledger::release(tx, tenant, release, now).await?;
    if kind != ItemKind::Cancellation {
        editions::keep(tx, tenant, item, gathering.id).await?;
    }
    Ok(item)
}

/// The item of the gathering itself; none for a draft.
async fn item_of(tx: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Option<Uuid>, AppError> {
    let items = ledger::items_of(tx, tenant, id).await?;
    Ok(items.into_iter().find(|item| item.kind == ItemKind::Gathering.code()).map(|item| item.id))
}
