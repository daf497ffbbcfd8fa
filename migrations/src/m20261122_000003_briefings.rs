//! What was told to a part of the council, and what was done about what a quarter showed.

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
        db.execute_unprepared(&in_dialect(include_str!("sql/0003_briefings.sql"), backend)).await?;
        let triggers = match backend {
            sea_orm::DbBackend::Postgres => include_str!("sql/0003_append_only.postgres.sql"),
            _ => include_str!("sql/0003_append_only.sqlite.sql"),
        };
        db.execute_unprepared(triggers).await?;
        Ok(())
    }
}
