//! Series of gatherings, and mails about several of them.

use sea_orm_migration::prelude::*;

use crate::apply;

/// Names itself after its file.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, include_str!("sql/0022_series.sql"), "", "").await
    }
}
