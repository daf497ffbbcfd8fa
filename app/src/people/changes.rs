//! Stores what a move of `domain::people` asks for. The only place where terms, factions, sides and appointments are
//! written.

use std::collections::HashMap;

use domain::people::{Appointment, Change, Faction, SideSpell, Term};
use jiff::civil::Date;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::entity::{appointment, faction, side_spell, term};
use crate::{db::sql, error::AppError, tenant::Tenant};

/// What a change does not say itself: texts by the id of the row they belong to.
#[derive(Debug, Clone, Default)]
pub struct Extras {
    /// Names of new terms.
    pub term_names: HashMap<Uuid, String>,
    /// New factions that split off, and from which.
    pub split_from: HashMap<Uuid, Uuid>,
    /// Portfolios of new aldermen.
    pub portfolios: HashMap<Uuid, String>,
}

impl Extras {
    /// Notes the portfolio of the executive's appointments among these changes.
    pub fn portfolio_of_new(&mut self, changes: &[Change], portfolio: Option<&str>) {
        let Some(portfolio) = portfolio else { return };
        for change in changes {
            if let Change::AddAppointment(new) = change
                && new.role.is_executive()
            {
                self.portfolios.insert(new.id, portfolio.to_owned());
            }
        }
    }
}

/// Stores the changes in order. The caller's transaction makes them one.
pub async fn record(
    tx: &impl ConnectionTrait,
    tenant: &Tenant,
    changes: &[Change],
    extras: &Extras,
) -> Result<(), AppError> {
    let here = tenant.id();
    for change in changes {
        match change {
            Change::AddTerm(new) => {
                let name = extras.term_names.get(&new.id).cloned().unwrap_or_else(|| year(new.span.from));
                term::Entity::insert(term_row(here, new, name)).exec_without_returning(tx).await?;
            }
            Change::EndTerm { id, last_day } => end(tx, here, "terms", true, *id, *last_day).await?,
            Change::AddFaction(new) => {
                let split_from = extras.split_from.get(&new.id).copied();
                faction::Entity::insert(faction_row(here, new, split_from)).exec_without_returning(tx).await?;
            }
            Change::RemoveFaction { id } => {
                let text = "DELETE FROM side_spells WHERE faction_id = $1 AND municipality_id = $2";
                tx.execute_raw(sql(tx, text, [(*id).into(), here.into()])).await?;
                remove(tx, here, "factions", *id).await?;
            }
            Change::SetFactionStart { id, from } => start(tx, here, "factions", *id, *from).await?,
            Change::SetFactionReach { id, reach } => {
                let text =
                    "UPDATE factions SET reach = $1, version = version + 1 WHERE id = $2 AND municipality_id = $3";
                tx.execute_raw(sql(tx, text, [reach.code().into(), (*id).into(), here.into()])).await?;
            }
            Change::AddAppointment(new) => {
                let portfolio = extras.portfolios.get(&new.id).cloned();
                appointment::Entity::insert(appointment_row(here, new, portfolio)).exec_without_returning(tx).await?;
            }
            Change::SetAppointmentStart { id, from } => start(tx, here, "appointments", *id, *from).await?,
            Change::EndAppointment { id, last_day } => end(tx, here, "appointments", true, *id, *last_day).await?,
            Change::RemoveAppointment { id } => remove(tx, here, "appointments", *id).await?,
            Change::AddSpell(new) => {
                side_spell::Entity::insert(spell_row(here, new)).exec_without_returning(tx).await?;
            }
            Change::EndSpell { id, last_day } => end(tx, here, "side_spells", false, *id, *last_day).await?,
            Change::RemoveSpell { id } => remove(tx, here, "side_spells", *id).await?,
        }
    }
    Ok(())
}

/// The first year of a term: its name when nobody gave one.
pub fn year(from: Date) -> String {
    from.year().to_string()
}

fn term_row(here: Uuid, new: &Term, name: String) -> term::ActiveModel {
    term::ActiveModel {
        id: Set(new.id),
        municipality_id: Set(here),
        name: Set(name),
        seats: Set(i64::from(new.seats)),
        from_date: Set(new.span.from.to_string()),
        to_date: Set(new.span.to.map(|to| to.to_string())),
        version: Set(1),
    }
}

fn faction_row(here: Uuid, new: &Faction, split_from: Option<Uuid>) -> faction::ActiveModel {
    faction::ActiveModel {
        id: Set(new.id),
        municipality_id: Set(here),
        name: Set(new.name.clone()),
        reach: Set(new.reach.code().to_owned()),
        split_from: Set(split_from),
        from_date: Set(new.span.from.to_string()),
        to_date: Set(new.span.to.map(|to| to.to_string())),
        version: Set(1),
    }
}

fn appointment_row(here: Uuid, new: &Appointment, portfolio: Option<String>) -> appointment::ActiveModel {
    appointment::ActiveModel {
        id: Set(new.id),
        municipality_id: Set(here),
        person_id: Set(new.person),
        role: Set(new.role.code().to_owned()),
        faction_id: Set(new.faction),
        portfolio: Set(portfolio),
        from_date: Set(new.span.from.to_string()),
        to_date: Set(new.span.to.map(|to| to.to_string())),
        replaces_id: Set(new.replaces),
        reason: Set(new.reason.map(|reason| reason.code().to_owned())),
        version: Set(1),
    }
}

fn spell_row(here: Uuid, new: &SideSpell) -> side_spell::ActiveModel {
    side_spell::ActiveModel {
        id: Set(new.id),
        municipality_id: Set(here),
        faction_id: Set(new.faction),
        side: Set(new.side.code().to_owned()),
        from_date: Set(new.span.from.to_string()),
        to_date: Set(new.span.to.map(|to| to.to_string())),
    }
}

async fn end(
    tx: &impl ConnectionTrait,
    here: Uuid,
    table: &'static str,
    versioned: bool,
    id: Uuid,
    last_day: Date,
) -> Result<(), AppError> {
    let version = if versioned { ", version = version + 1" } else { "" };
    let text = format!("UPDATE {table} SET to_date = $1{version} WHERE id = $2 AND municipality_id = $3");
    tx.execute_raw(sql(tx, &text, [last_day.to_string().into(), id.into(), here.into()])).await?;
    Ok(())
}

async fn start(
    tx: &impl ConnectionTrait,
    here: Uuid,
    table: &'static str,
    id: Uuid,
    from: Date,
) -> Result<(), AppError> {
    let text =
        format!("UPDATE {table} SET from_date = $1, version = version + 1 WHERE id = $2 AND municipality_id = $3");
    tx.execute_raw(sql(tx, &text, [from.to_string().into(), id.into(), here.into()])).await?;
    Ok(())
}

async fn remove(tx: &impl ConnectionTrait, here: Uuid, table: &'static str, id: Uuid) -> Result<(), AppError> {
    let text = format!("DELETE FROM {table} WHERE id = $1 AND municipality_id = $2");
    tx.execute_raw(sql(tx, &text, [id.into(), here.into()])).await?;
    Ok(())
}
