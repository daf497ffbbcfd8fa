//! What is frozen with a quarter, who took the full extract along, when an update must be known, and where the presidium
//! reads its mail.

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
            include_str!("sql/0013_frozen.sql"),
            include_str!("sql/0013_append_only.sqlite.sql"),
            include_str!("sql/0013_append_only.postgres.sql"),
        )
        .await
    }
}
