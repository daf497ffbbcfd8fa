//! The tables of the calendar.

/// Subscriptions to a calendar.
pub mod feed {
    use sea_orm::entity::prelude::*;

    /// One secret address from which somebody's calendar reads.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "calendar_feeds")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: Vec<u8>,
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub person_id: Uuid,
        pub faction_id: Option<Uuid>,
        pub name: String,
        pub prefixed: bool,
        pub reminder_minutes: Option<i64>,
        pub created_at: i64,
        pub last_fetched_at: Option<i64>,
        pub ended_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
