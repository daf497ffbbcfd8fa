//! The house as first built.

use sea_orm_migration::prelude::*;

use crate::apply;

/// Names itself after its file.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(
            manager,
            include_str!("sql/0001_house.sql"),
            include_str!("sql/0001_append_only.sqlite.sql"),
            include_str!("sql/0001_append_only.postgres.sql"),
        )
        .await
    }
}
