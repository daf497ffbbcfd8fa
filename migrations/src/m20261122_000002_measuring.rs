//! Who sees what of the balance: objections, look-ups, and the one door through which reading entries go.

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
            include_str!("sql/0002_measuring.sql"),
            include_str!("sql/0002_measuring.sqlite.sql"),
            include_str!("sql/0002_measuring.postgres.sql"),
        )
        .await
    }
}
