//! Closed quarters as they were kept: what was shown at the closing, and everything one needs to compute it again.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    balance::{
        extract::Extract,
        report::{AllFactions, Report},
    },
    localtime::Quarter,
};
use jiff::{Timestamp, civil::Date};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, TryIntoModel,
};
use uuid::Uuid;

use super::{
    entity::closed,
    extract::{self, Content, Frame, Which},
    figures::{Kept, Reading},
    measuring,
    periods::Part,
};
use crate::{db::moment, error::AppError, tenant::Tenant};

/// A closed report as it was kept.
#[derive(Debug, Clone)]
pub struct Closed {
    row: closed::Model,
}

impl Closed {
    /// A row that is about to be kept.
    pub(super) fn of(row: &closed::ActiveModel) -> Result<Self, AppError> {
        Ok(Self { row: row.clone().try_into_model()? })
    }

    /// Its id.
    pub fn id(&self) -> Uuid {
        self.row.id
    }

    /// Its quarter.
    pub fn quarter(&self) -> Option<Quarter> {
        Quarter::parse(&self.row.quarter)
    }

    /// Which part of the quarter.
    pub fn part(&self) -> i64 {
        self.row.part
    }

    /// First and last day.
    pub fn days(&self) -> Result<(Date, Date), AppError> {
        let day = |text: &str| text.parse().map_err(AppError::unexpected);
        Ok((day(&self.row.from_date)?, day(&self.row.to_date)?))
    }

    /// When it was closed.
    pub fn closed_at(&self) -> Timestamp {
        moment(self.row.closed_at)
    }

    /// By whom; nobody where the worker did.
    pub fn closed_by(&self) -> Option<Uuid> {
        self.row.closed_by
    }

    /// The moment it was computed for.
    pub fn computed_at(&self) -> Timestamp {
        moment(self.row.computed_at)
    }

    /// Seed of its draws.
    pub fn seed(&self) -> i64 {
        self.row.seed
    }

    /// The program that computed it.
    pub fn code_version(&self) -> &str {
        &self.row.code_version
    }

    /// SHA-256 of the extract without reading.
    pub fn telling_sha256(&self) -> &str {
        &self.row.telling_sha256
    }

    /// SHA-256 of the full extract. `None` where there is none: the council does not allow hours of reading.
    pub fn full_sha256(&self) -> Option<&str> {
        Some(self.row.full_sha256.as_str()).filter(|hash| !hash.is_empty())
    }

    /// The extract without reading, as it is downloaded.
    pub fn telling_json(&self) -> &str {
        &self.row.telling_extract
    }

    /// The report of the extract without reading, as it is downloaded.
    pub fn telling_report_json(&self) -> &str {
        &self.row.telling_report
    }

    /// The report of the full extract, where there is one.
    pub fn full_report_json(&self) -> Option<&str> {
        Some(self.row.full_report.as_str()).filter(|report| !report.is_empty())
    }

    /// Key of its pseudonyms.
    pub fn key(&self) -> &[u8] {
        &self.row.pseudonym_key
    }

    /// The extract without reading.
    pub fn telling_extract(&self) -> Result<Extract, AppError> {
        Extract::parse(self.row.telling_extract.as_bytes()).map_err(AppError::unexpected)
    }

    /// The reports of telling: of the sides, and of every faction.
    pub fn reports(&self) -> Result<(Report, AllFactions), AppError> {
        let all = serde_json::from_str(&self.row.factions_report).map_err(AppError::unexpected)?;
        Ok((self.report()?, all))
    }

    /// The report of telling.
    pub fn report(&self) -> Result<Report, AppError> {
        serde_json::from_str(&self.row.telling_report).map_err(AppError::unexpected)
    }

    /// The report of every faction against the rest, as it is downloaded.
    pub fn factions_report_json(&self) -> &str {
        &self.row.factions_report
    }

    /// What is shown of reading.
    pub fn reading(&self) -> Result<Kept, AppError> {
        serde_json::from_str(&self.row.reading).map_err(AppError::unexpected)
    }

    /// What is shown of the reading of one of its items: frozen with the rest, so that nothing can be found by looking
    /// before and after somebody objects, or an entry goes.
    pub fn reading_of(&self, item: Uuid) -> Result<Reading, AppError> {
        let mut kept: BTreeMap<Uuid, Reading> =
            serde_json::from_str(&self.row.item_readings).map_err(AppError::unexpected)?;
        Ok(match self.reading()?.reading {
            Reading::Off => Reading::Off,
            _ => kept.remove(&item).unwrap_or(Reading::TooFew),
        })
    }

    /// The items counted in it.
    pub fn items(&self) -> Result<Held, AppError> {
        let names = self.telling_extract()?.items.iter().map(|item| item.id.clone()).collect();
        Ok(Held { key: self.row.pseudonym_key.clone(), names })
    }

    /// The full extract, made again from the ledger as it stood at the closing. `None` when it no longer gives the same
    /// hash: entries about reading have gone since, or somebody objected; or when there never was one.
    pub async fn full_extract(&self, db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Option<Vec<u8>>, AppError> {
        let Some(hash) = self.full_sha256() else { return Ok(None) };
        let (from, to) = self.days()?;
        let part = Part { n: 1, from, to };
        let (start, end) = part.moments(tenant.zone());
        let (which, held) = (Which::Released(start, end), self.items()?);
        let mut items = Vec::new();
        for item in extract::listed(db, tenant, which).await? {
            // What was logged after the closing is in none of it.
            if held.holds(item.id)? {
                items.push(item);
            }
        }
        let facts = extract::read_of(db, tenant, (which, items), self.closed_at()).await?;
        let frame = Frame { from, to, computed_at: self.computed_at(), key: self.row.pseudonym_key.clone() };
        let json = facts.extract(tenant, &frame, Content::Full, None)?.to_json().map_err(AppError::unexpected)?;
        Ok((extract::sha256(&json) == hash).then_some(json))
    }
}

/// The items a closed report counts. What was logged after the closing is in none.
#[derive(Debug, Clone)]
pub struct Held {
    key: Vec<u8>,
    names: BTreeSet<String>,
}

impl Held {
    /// Whether it counts this item.
    pub fn holds(&self, item: Uuid) -> Result<bool, AppError> {
        Ok(self.names.contains(&extract::pseudonym(&self.key, 'i', item)?))
    }
}

/// The closed reports of a quarter, by part.
pub async fn of_quarter(db: &impl ConnectionTrait, tenant: &Tenant, quarter: Quarter) -> Result<Vec<Closed>, AppError> {
    let rows = closed::Entity::find()
        .filter(closed::Column::MunicipalityId.eq(tenant.id()))
        .filter(closed::Column::Quarter.eq(quarter.to_string()))
        .order_by_asc(closed::Column::Part)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| Closed { row }).collect())
}

/// What the trend needs of one closed report.
#[derive(Debug, Clone)]
pub struct Past {
    /// Its id.
    pub id: Uuid,
    /// Its quarter.
    pub quarter: Quarter,
    /// Which part of it.
    pub part: i64,
    /// Telling of the sides.
    pub report: Report,
    /// Telling of every faction.
    pub factions: AllFactions,
    /// Key of its pseudonyms.
    pub key: Vec<u8>,
    /// Reading.
    pub reading: Reading,
    /// Whether there was a full extract at its closing.
    pub has_full: bool,
}

/// The moment from which readings are still kept: the full extract of a quarter that began before it cannot be made again.
pub async fn readings_kept_from(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    now: Timestamp,
) -> Result<Timestamp, AppError> {
    Ok(measuring::load(db, tenant).await?.cutoff(now))
}

/// The newest closed reports, newest first; up to and with a quarter where one is given.
pub async fn newest(
    db: &impl ConnectionTrait,
    tenant: &Tenant,
    until: Option<Quarter>,
    most: u64,
) -> Result<Vec<Past>, AppError> {
    use closed::Column as C;
    let days =
        until.map_or_else(Condition::all, |quarter| Condition::all().add(C::FromDate.lte(quarter.to().to_string())));
    let rows = closed::Entity::find()
        .select_only()
        .columns([
            C::Id,
            C::Quarter,
            C::Part,
            C::TellingReport,
            C::FactionsReport,
            C::Reading,
            C::FullSha256,
            C::PseudonymKey,
        ])
        .filter(C::MunicipalityId.eq(tenant.id()))
        .filter(days)
        .order_by_desc(C::FromDate)
        .limit(most)
        .into_tuple::<(Uuid, String, i64, String, String, String, String, Vec<u8>)>()
        .all(db)
        .await?;
    rows.into_iter()
        .map(|(id, quarter, part, report, factions, reading, full, key)| {
            Ok(Past {
                id,
                quarter: Quarter::parse(&quarter).ok_or_else(|| AppError::unexpected("no quarter"))?,
                part,
                report: serde_json::from_str(&report).map_err(AppError::unexpected)?,
                factions: serde_json::from_str(&factions).map_err(AppError::unexpected)?,
                key,
                reading: serde_json::from_str::<Kept>(&reading).map_err(AppError::unexpected)?.reading,
                has_full: !full.is_empty(),
            })
        })
        .collect()
}

/// The newest quarter that is closed.
pub async fn newest_quarter(db: &impl ConnectionTrait, tenant: &Tenant) -> Result<Option<Quarter>, AppError> {
    let row = closed::Entity::find()
        .select_only()
        .column(closed::Column::Quarter)
        .filter(closed::Column::MunicipalityId.eq(tenant.id()))
        .order_by_desc(closed::Column::FromDate)
        .into_tuple::<String>()
        .one(db)
        .await?;
    Ok(row.as_deref().and_then(Quarter::parse))
}

/// One closed report.
pub async fn find(db: &impl ConnectionTrait, tenant: &Tenant, id: Uuid) -> Result<Closed, AppError> {
    let row = closed::Entity::find_by_id(id).filter(closed::Column::MunicipalityId.eq(tenant.id())).one(db).await?;
    row.map(|row| Closed { row }).ok_or(AppError::NotFound)
}
