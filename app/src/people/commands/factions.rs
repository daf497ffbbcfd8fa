//! Factions: new ones, their names, who is in them, on which side they stand.

use domain::{
    people::{Change, Faction, MoveError, Moves, OwnedCouncil, Reach, Side, SideSpell, Span},
    policy::act::EditCouncil,
    values::Title,
};
use jiff::{Timestamp, civil::Date};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{Done, held, store};
use crate::{
    audit,
    db::{Db, sql},
    error::AppError,
    form::{self, FieldErrors, Value},
    gate::Allowed,
    people::{
        changes::{self, Extras},
        store as read,
        words::refused,
    },
    transaction,
};

/// A new faction.
#[derive(Debug, Clone)]
pub struct NewFaction {
    /// Its name.
    pub name: Title,
    /// Local or national.
    pub reach: Reach,
    /// Its side from the start.
    pub side: Side,
    /// Its first day.
    pub from: Date,
}

/// A faction as it becomes.
#[derive(Debug, Clone)]
pub struct FactionEdit {
    /// Its name.
    pub name: Title,
    /// Local or national.
    pub reach: Reach,
    /// Its last day, if it stops.
    pub to: Option<Date>,
    /// The version the clerk saw.
    pub version: i64,
}

/// Some members go on as a faction of their own.
#[derive(Debug, Clone)]
pub struct Split {
    /// The faction they leave.
    pub faction: Uuid,
    /// Who.
    pub people: Vec<Uuid>,
    /// Name of the new one.
    pub name: Title,
    /// Its side from the start.
    pub side: Side,
    /// Its first day.
    pub from: Date,
}

/// Adds a faction without members. `Done::subject` is the faction. The same key twice is one faction.
pub async fn add_faction(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    new: &NewFaction,
    key: &str,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let id = Uuid::now_v7();
        if let Some(before) = form::claim(tx, allowed.actor(), key, id, now).await? {
            return Ok(Done::of(before));
        }
        let council = held(tx, tenant).await?;
        check_name(&council, new.name.as_str(), new.from)?;
        let span = Span::open(new.from);
        let faction = Faction { id, name: new.name.as_str().to_owned(), reach: new.reach, span };
        let mut moves = Moves { changes: vec![Change::AddFaction(faction)], warnings: Vec::new() };
        if new.side != Side::Unknown {
            let spell = SideSpell { id: Uuid::now_v7(), faction: id, side: new.side, span };
            moves.changes.push(Change::AddSpell(spell));
        }
        store(tx, allowed, &moves, &Extras::default(), "council.faction.add", ("faction", id), now).await
    })
}

/// Corrects the name or kind of a faction, or lets it end. A faction with people in it does not end.
/// `Conflict` when somebody else changed it.
pub async fn change_faction(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    id: Uuid,
    edit: &FactionEdit,
    now: Timestamp,
) -> Result<(), AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let council = held(tx, tenant).await?;
        let before = council.view().faction(id).ok_or(AppError::NotFound)?.clone();
        if edit.name.as_str() != before.name {
            let mut others = council.clone();
            others.factions.retain(|f| f.id != id);
            check_name(&others, edit.name.as_str(), before.span.from)?;
        }
        if let Some(to) = edit.to {
            if to < before.span.from {
                return Err(refused(MoveError::EndsBeforeStart, "tot"));
            }
            let stays = |a: &domain::people::Appointment| a.faction == Some(id) && a.span.to.is_none_or(|end| end > to);
            if council.appointments.iter().any(stays) {
                return Err(AppError::field("tot", "council-faction-has-people"));
            }
        }
        let text = "UPDATE factions SET name = $1, reach = $2, to_date = $3, version = version + 1 \
                    WHERE id = $4 AND municipality_id = $5 AND version = $6";
        let to = edit.to.map(|to| to.to_string());
        let values = [
            edit.name.as_str().into(),
            edit.reach.code().into(),
            to.into(),
            id.into(),
            tenant.id().into(),
            edit.version.into(),
        ];
        if tx.execute_raw(sql(tx, text, values)).await?.rows_affected() == 0 {
            return Err(AppError::Conflict("error-conflict"));
        }
        let who = Some(allowed.person());
        audit::note(tx, tenant, who, "council.faction.change", ("faction", Some(id)), "", now).await
    })
}

/// Takes a faction away that was a mistake, with what was recorded of its side. Refused with the reason when anything
/// hangs on it. `Done::subject` is the faction.
pub async fn remove_faction(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    id: Uuid,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let council = held(tx, tenant).await?;
        let name = council.view().faction(id).ok_or(AppError::NotFound)?.name.clone();
        if let Some(why) = read::why_kept(tx, tenant, &council, id).await? {
            return Err(AppError::field("verwijderen", why));
        }
        changes::record(tx, tenant, &[Change::RemoveFaction { id }], &Extras::default()).await?;
        let who = Some(allowed.person());
        audit::note(tx, tenant, who, "council.faction.remove", ("faction", Some(id)), &name, now).await?;
        Ok(Done::of(id))
    })
}

/// A faction's name is its own, however it is written; the refusal says which faction has it.
fn check_name(council: &OwnedCouncil, name: &str, from: Date) -> Result<(), AppError> {
    let Some(there) = council.view().faction_named(name, from) else { return Ok(()) };
    let mut errors = FieldErrors::default();
    let args = vec![("fractie", Value::Text(there.name.clone()))];
    errors.add_with("naam", "council-refused-name-taken-by", args);
    Err(AppError::Invalid(errors))
}

/// Moves somebody to another faction from a day on. `Done::subject` is the person.
pub async fn move_person(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    person: Uuid,
    faction: Uuid,
    date: Date,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let council = held(tx, tenant).await?;
        let moves = council.view().move_to_faction(person, faction, date, &mut Uuid::now_v7).map_err(|error| {
            let field = match error {
                MoveError::NotActive => "lid",
                MoveError::SameFaction | MoveError::UnknownFaction => "fractie",
                _ => "datum",
            };
            refused(error, field)
        })?;
        let done = store(tx, allowed, &moves, &Extras::default(), "council.move", ("person", person), now).await?;
        Ok(Done { undo: None, ..done })
    })
}

/// Splits a faction. `Done::subject` is the new one.
pub async fn split(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    split: &Split,
    key: &str,
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let wanted = Uuid::now_v7();
        if let Some(before) = form::claim(tx, allowed.actor(), key, wanted, now).await? {
            return Ok(Done::of(before));
        }
        let mut council = held(tx, tenant).await?;
        check_name(&council, split.name.as_str(), split.from)?;
        let mut first = Some(wanted);
        let mut ids = || first.take().unwrap_or_else(Uuid::now_v7);
        let mut moves = council
            .view()
            .split_faction(split.faction, &split.people, split.name.as_str(), split.from, &mut ids)
            .map_err(|error| refused(error, blame_split(error)))?;
        if split.side != Side::Unknown {
            council.apply_all(&moves.changes);
            let sides = council.view().set_sides(split.from, &[(wanted, split.side)], &mut Uuid::now_v7);
            moves.changes.extend(sides.map_err(|error| refused(error, "kant"))?.changes);
            moves.warnings.retain(|warning| *warning != domain::people::Warning::SideUnknown(wanted));
        }
        let mut extras = Extras::default();
        extras.split_from.insert(wanted, split.faction);
        store(tx, allowed, &moves, &extras, "council.split", ("faction", wanted), now).await
    })
}

fn blame_split(error: MoveError) -> &'static str {
    match error {
        MoveError::NameMissing | MoveError::NameTaken => "naam",
        MoveError::UnknownFaction => "fractie",
        MoveError::FactionNotThere | MoveError::OverlapsReplacement => "datum",
        _ => "leden",
    }
}

/// Sets the sides of factions from a day on; no side at all is how a coalition falls. `Done::subject` is the municipality.
pub async fn set_sides(
    db: &Db,
    allowed: &Allowed<EditCouncil>,
    date: Date,
    sides: &[(Uuid, Side)],
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    transaction!(db, |tx| {
        let council = held(tx, tenant).await?;
        let moves = council.view().set_sides(date, sides, &mut Uuid::now_v7).map_err(|e| refused(e, "datum"))?;
        let subject = ("municipality", tenant.id());
        store(tx, allowed, &moves, &Extras::default(), "council.sides", subject, now).await
    })
}
