//! Who sees what of the balance: objections, look-ups, and the one door through which reading entries go.

use sea_orm_migration::prelude::*;

use crate::in_dialect;

/// Names itself after its file.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let backend = manager.get_database_backend();
        db.execute_unprepared(&in_dialect(include_str!("sql/0002_measuring.sql"), backend)).await?;
        let triggers = match backend {
            sea_orm::DbBackend::Postgres => include_str!("sql/0002_measuring.postgres.sql"),
            _ => include_str!("sql/0002_measuring.sqlite.sql"),
        };
        db.execute_unprepared(triggers).await?;
        Ok(())
    }
}
