//! The tables of what comes in.

/// Mail that came in.
pub mod incoming {
    use sea_orm::entity::prelude::*;

    /// One mail about one invitation, or one of ours that came back.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incoming_mail")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub invitation_id: Option<Uuid>,
        pub outbox_id: Option<Uuid>,
        pub source: String,
        pub received_at: i64,
        pub digest: Vec<u8>,
        pub message_id: String,
        pub sender: String,
        pub proof: String,
        pub answer: Option<String>,
        pub remark: String,
        pub sequence: Option<i64>,
        pub stamped_at: Option<i64>,
        pub proposed_start: Option<i64>,
        pub proposed_end: Option<i64>,
        pub delegate: Option<String>,
        pub standing: String,
        pub reason: String,
        pub answer_before: Option<String>,
        pub note_before: Option<String>,
        pub ask_hash: Option<Vec<u8>>,
        pub settled_at: Option<i64>,
        pub settled_by: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Mails to ourselves.
pub mod trial {
    use sea_orm::entity::prelude::*;

    /// One that goes out and should come back.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mail_trials")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token: String,
        pub municipality_id: Uuid,
        pub outbox_occasion: String,
        pub started_by: Uuid,
        pub started_at: i64,
        pub returned_at: Option<i64>,
        pub proof: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
