//! The tables of invitations and presence.

/// Who was invited, and what they answered.
pub mod invitation {
    use sea_orm::entity::prelude::*;

    /// One invitation.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invitations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub gathering_id: Uuid,
        pub person_id: Uuid,
        pub invited_at: i64,
        pub withdrawn_at: Option<i64>,
        pub answer: Option<String>,
        pub note: String,
        pub answered_at: Option<i64>,
        pub answered_by: Option<Uuid>,
        pub answered_via: Option<String>,
        pub coming_since: Option<i64>,
        pub reminded_at: Option<i64>,
        pub version: i64,
        pub sequence_ahead: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who was there.
pub mod presence {
    use sea_orm::entity::prelude::*;

    /// One person or guest.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "presences")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub gathering_id: Uuid,
        pub person_id: Option<Uuid>,
        pub guest_name: Option<String>,
        pub state: String,
        pub substitute_for: Option<Uuid>,
        pub recorded_by: Uuid,
        pub recorded_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Attendance that was declared complete.
pub mod closing {
    use sea_orm::entity::prelude::*;

    /// One gathering's.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance_closings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub gathering_id: Uuid,
        pub municipality_id: Uuid,
        pub closed_by: Uuid,
        pub closed_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
