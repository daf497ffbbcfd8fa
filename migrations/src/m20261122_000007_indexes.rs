//! Indexes that a calendar's question needs, and on PostgreSQL triggers that keep append-only tables from being emptied.

use sea_orm_migration::prelude::*;

use crate::apply;

/// Names itself after its file.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, include_str!("sql/0007_indexes.sql"), "", include_str!("sql/0007_never_emptied.postgres.sql"))
            .await
    }
}
