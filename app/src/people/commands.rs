//! What changes the council. Each verb reads the council inside its transaction, asks `domain::people` for the move, and
//! stores what it gives; a refusal comes back as an error by the field of the form that asked.

mod appointments;
mod factions;
mod people;
mod replacements;
mod terms;

use domain::people::{Change, Moves, OwnedCouncil, Warning};
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

pub use appointments::{Appointing, Correction, appoint, correct, end, remove, resume};
pub use factions::{
    FactionEdit, NewFaction, Split, add_faction, change_faction, move_person, remove_faction, set_sides, split,
};
pub(super) use people::revoke_links;
pub use people::{NewPerson, PersonEdit, add_person, change_person};
pub use replacements::{Replacement, Replacer, replace};
pub use terms::{NewTerm, TermEdit, begin_term, change_term, end_term};

use super::{
    changes::{self, Extras},
    store as read,
};
use crate::{
    audit,
    db::{Tx, sql},
    error::AppError,
    gate::Allowed,
    tenant::Tenant,
};
use domain::policy::act::EditCouncil;

/// What a change of the council left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What was made or changed.
    pub subject: Uuid,
    /// What the clerk should know.
    pub warnings: Vec<Warning>,
    /// The one appointment that was added, when taking it away again undoes everything.
    pub undo: Option<Uuid>,
}

impl Done {
    fn of(subject: Uuid) -> Self {
        Self { subject, warnings: Vec::new(), undo: None }
    }
}

/// Lets one change of a council wait for another, so that the rules see the council as it is.
pub(super) async fn hold(tx: &impl ConnectionTrait, tenant: &Tenant) -> Result<(), AppError> {
    let text = "UPDATE municipalities SET version = version WHERE id = $1";
    tx.execute_raw(sql(tx, text, [tenant.id().into()])).await?;
    Ok(())
}

/// The council, which nobody else changes until this transaction ends.
async fn held(tx: &impl ConnectionTrait, tenant: &Tenant) -> Result<OwnedCouncil, AppError> {
    hold(tx, tenant).await?;
    read::council(tx, tenant).await
}

/// Stores a move and notes who made it.
async fn store(
    tx: &Tx,
    allowed: &Allowed<EditCouncil>,
    moves: &Moves,
    extras: &Extras,
    action: &'static str,
    subject: (&'static str, Uuid),
    now: Timestamp,
) -> Result<Done, AppError> {
    let tenant = allowed.tenant();
    changes::record(tx, tenant, &moves.changes, extras).await?;
    let (kind, id) = subject;
    audit::note(tx, tenant, Some(allowed.person()), action, (kind, Some(id)), "", now).await?;
    let undo = match moves.changes.as_slice() {
        [Change::AddAppointment(added)] => Some(added.id),
        _ => None,
    };
    Ok(Done { subject: id, warnings: moves.warnings.clone(), undo })
}
