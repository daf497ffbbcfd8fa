//! The tables of notes.

/// The notes of a gathering, as they are being written.
pub mod note {
    use sea_orm::entity::prelude::*;

    /// One draft.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub gathering_id: Uuid,
        pub draft: String,
        pub edited_by: Uuid,
        pub edited_at: i64,
        pub version: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was published. Append-only.
pub mod version {
    use sea_orm::entity::prelude::*;

    /// One version.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "note_versions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub note_id: Uuid,
        pub number: i64,
        pub body: String,
        pub published_by: Uuid,
        pub published_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
