//! The tables, in order. A migration is frozen once released: it owns its SQL and never imports entities.

pub use sea_orm_migration::prelude::*;

mod m20261121_000001_house;
mod m20261122_000002_measuring;
mod m20261122_000003_briefings;
mod m20261122_000004_reports;
mod m20261122_000005_calendar;
mod m20261122_000006_audit_chain;
mod m20261122_000007_indexes;
mod m20261122_000008_free_days;
mod m20261122_000009_replies;
mod m20261122_000010_daily;
mod m20261122_000012_trust;
mod m20261122_000013_frozen;
mod m20261122_000014_bounces;
mod m20261122_000015_foreign_calendars;
mod m20261122_000016_growth;
mod m20261122_000018_mailbox;
mod m20261122_000021_withdrawals;
mod m20261122_000022_series;
mod m20261122_000023_gathering_editions;
mod m20261122_000024_document_checks;
mod m20261122_000026_feeds;
mod m20261122_000027_audit_heads;

/// Every migration, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_house::Migration),
            Box::new(m20261122_000002_measuring::Migration),
            Box::new(m20261122_000003_briefings::Migration),
            Box::new(m20261122_000004_reports::Migration),
            Box::new(m20261122_000005_calendar::Migration),
            Box::new(m20261122_000006_audit_chain::Migration),
            Box::new(m20261122_000007_indexes::Migration),
            Box::new(m20261122_000008_free_days::Migration),
            Box::new(m20261122_000009_replies::Migration),
            Box::new(m20261122_000010_daily::Migration),
            Box::new(m20261122_000012_trust::Migration),
            Box::new(m20261122_000013_frozen::Migration),
            Box::new(m20261122_000014_bounces::Migration),
            Box::new(m20261122_000015_foreign_calendars::Migration),
            Box::new(m20261122_000016_growth::Migration),
            Box::new(m20261122_000018_mailbox::Migration),
            Box::new(m20261122_000021_withdrawals::Migration),
            Box::new(m20261122_000022_series::Migration),
            Box::new(m20261122_000023_gathering_editions::Migration),
            Box::new(m20261122_000024_document_checks::Migration),
            Box::new(m20261122_000026_feeds::Migration),
            Box::new(m20261122_000027_audit_heads::Migration),
        ]
    }
}

/// Makes the tables of a migration, and then what only one of the engines has words for.
async fn apply(manager: &SchemaManager<'_>, tables: &str, sqlite: &str, postgres: &str) -> Result<(), DbErr> {
    let (db, backend) = (manager.get_connection(), manager.get_database_backend());
    let own = if backend == sea_orm::DbBackend::Postgres { postgres } else { sqlite };
    db.execute_unprepared(&in_dialect(tables, backend)).await?;
    if !own.is_empty() {
        db.execute_unprepared(own).await?;
    }
    Ok(())
}

/// Writes one SQL text in the words of the engine at hand.
fn in_dialect(sql: &str, backend: sea_orm::DbBackend) -> String {
    let words: &[(&str, &str)] = match backend {
        sea_orm::DbBackend::Postgres => &[(" BYTES", " BYTEA"), (") STRICT;", ");")],
        _ => &[(" UUID", " BLOB"), (" BIGINT", " INTEGER"), (" BOOLEAN", " INTEGER"), (" BYTES", " BLOB")],
    };
    words.iter().fold(sql.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_engine_reads_its_own_words() {
        let sql = "CREATE TABLE t (a UUID NOT NULL, b BIGINT, c BYTES) STRICT;";
        assert_eq!(
            in_dialect(sql, sea_orm::DbBackend::Postgres),
            "CREATE TABLE t (a UUID NOT NULL, b BIGINT, c BYTEA);"
        );
        assert_eq!(
            in_dialect(sql, sea_orm::DbBackend::Sqlite),
            "CREATE TABLE t (a BLOB NOT NULL, b INTEGER, c BLOB) STRICT;"
        );
    }
}
