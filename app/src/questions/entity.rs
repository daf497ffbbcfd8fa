//! The table of questions.

/// A question to the college.
pub mod question {
    use sea_orm::entity::prelude::*;

    /// One question.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "questions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub kind: String,
        pub asker_id: Uuid,
        pub asker_faction_id: Option<Uuid>,
        pub gathering_id: Option<Uuid>,
        pub title: String,
        pub body: String,
        pub searchable: String,
        pub asked_at: i64,
        pub due_on: String,
        pub holder_id: Option<Uuid>,
        pub routed_at: Option<i64>,
        pub draft_answer: String,
        pub drafted_by: Option<Uuid>,
        pub answer: Option<String>,
        pub answered_by: Option<Uuid>,
        pub answered_at: Option<i64>,
        pub version: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
