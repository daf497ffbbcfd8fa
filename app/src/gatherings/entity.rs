//! The tables of gatherings.

/// A get-together.
pub mod gathering {
    use sea_orm::entity::prelude::*;

    /// One gathering.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "gatherings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub kind: String,
        pub title: String,
        pub summary: String,
        pub date: String,
        pub start_time: String,
        pub end_time: String,
        pub zone: String,
        pub starts_at: i64,
        pub ends_at: i64,
        pub place: String,
        pub online_url: Option<String>,
        pub ris_url: Option<String>,
        pub legal_status: String,
        pub openness: String,
        pub openness_reason: String,
        pub audience: String,
        pub audience_reason: String,
        pub agenda: String,
        pub host_id: Option<Uuid>,
        pub capacity: Option<i64>,
        pub planned_at: Option<i64>,
        pub invited_at: Option<i64>,
        pub cancelled_at: Option<i64>,
        pub cancel_reason: Option<String>,
        pub sequence: i64,
        pub created_by: Uuid,
        pub created_at: i64,
        pub changed_at: i64,
        pub version: i64,
        pub series_id: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
