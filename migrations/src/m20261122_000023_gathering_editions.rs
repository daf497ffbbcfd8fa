//! What the council was told of a gathering each time.

use sea_orm_migration::prelude::*;

use crate::apply;

/// Names itself after its file.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, include_str!("sql/0023_gathering_editions.sql"), "", "").await
    }
}
