//! The table of what was told to some.

/// Something told.
pub mod briefing {
    use sea_orm::entity::prelude::*;

    /// One of them.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "briefings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub title: String,
        pub body: String,
        pub way: String,
        pub teller_id: Uuid,
        pub logged_by: Uuid,
        pub told_at: i64,
        pub logged_at: i64,
        pub shared_at: Option<i64>,
        pub shared_by: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
