//! What keeps a faction from being taken away.

use domain::people::OwnedCouncil;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{db::sql, error::AppError, tenant::Tenant};

/// What may hang on a faction, and what is said then. Closed reports count who an item was owed to, so that a faction
/// nothing was owed to is in none of them.
const HOLDS: [(&str, &str); 5] = [
    ("SELECT 1 FROM item_audience WHERE municipality_id = $1 AND faction_id = $2 LIMIT 1", "council-faction-kept-told"),
    (
        "SELECT 1 FROM gathering_audience WHERE municipality_id = $1 AND faction_id = $2 LIMIT 1",
        "council-faction-kept-gatherings",
    ),
    (
        "SELECT 1 FROM questions WHERE municipality_id = $1 AND asker_faction_id = $2 LIMIT 1",
        "council-faction-kept-questions",
    ),
    (
        "SELECT 1 FROM calendar_feeds WHERE municipality_id = $1 AND faction_id = $2 LIMIT 1",
        "council-faction-kept-calendars",
    ),
    ("SELECT 1 FROM factions WHERE municipality_id = $1 AND split_from = $2 LIMIT 1", "council-faction-kept-split"),
];

/// Why a faction cannot be taken away, as a key of the catalogue; nothing when it can.
pub async fn why_kept(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    council: &OwnedCouncil,
    faction: Uuid,
) -> Result<Option<&'static str>, AppError> {
    if council.appointments.iter().any(|held| held.faction == Some(faction)) {
        return Ok(Some("council-faction-kept-people"));
    }
    for (text, key) in HOLDS {
        if db.query_one_raw(sql(db, text, [tenant.id().into(), faction.into()])).await?.is_some() {
            return Ok(Some(key));
        }
    }
    Ok(None)
}
