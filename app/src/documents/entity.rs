//! The table of papers and links.

/// A paper or link with a gathering.
pub mod document {
    use sea_orm::entity::prelude::*;

    /// One document.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "documents")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub gathering_id: Uuid,
        pub title: String,
        pub url: Option<String>,
        pub file_name: Option<String>,
        pub media_type: Option<String>,
        pub size: Option<i64>,
        pub sha256: Option<String>,
        pub stored_as: Option<String>,
        pub added_by: Uuid,
        pub added_at: i64,
        pub removed_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
