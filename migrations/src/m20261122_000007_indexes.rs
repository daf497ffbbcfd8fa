//! Indexes that a calendar's question needs, and on PostgreSQL triggers that keep append-only tables from being emptied.

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
        db.execute_unprepared(&in_dialect(include_str!("sql/0007_indexes.sql"), backend)).await?;
        if backend == sea_orm::DbBackend::Postgres {
            db.execute_unprepared(include_str!("sql/0007_never_emptied.postgres.sql")).await?;
        }
        Ok(())
    }
}
