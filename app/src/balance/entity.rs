//! The tables of the ledger.

/// Something the council is owed.
pub mod item {
    use sea_orm::entity::prelude::*;

    /// One released thing.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "items")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub kind: String,
        pub subject_id: Uuid,
        pub edition: i64,
        pub title: String,
        pub path: String,
        pub released_at: i64,
        pub needed_at: Option<i64>,
        pub released_by: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whom it is owed to.
pub mod audience {
    use sea_orm::entity::prelude::*;

    /// One person, as they stood at the release.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "item_audience")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub item_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub municipality_id: Uuid,
        pub role: String,
        pub faction_id: Option<Uuid>,
        pub side: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What is known of an item reaching a person. Append-only.
pub mod exposure {
    use sea_orm::entity::prelude::*;

    /// One entry.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "exposures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub item_id: Uuid,
        pub person_id: Uuid,
        pub kind: String,
        pub channel: String,
        pub at: i64,
        pub recorded_by: Option<Uuid>,
        pub recorded_at: i64,
        pub evidence: String,
        pub voids_id: Option<Uuid>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The council's decisions on measuring.
pub mod decision {
    use sea_orm::entity::prelude::*;

    /// One dated decision; the newest that holds counts. Append-only.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "measuring_decisions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub level: String,
        pub dpia_reference: String,
        pub decided_on: String,
        pub recorded_by: Option<Uuid>,
        pub recorded_at: i64,
        pub reading_days: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Objections to being measured.
pub mod objection {
    use sea_orm::entity::prelude::*;

    /// One objection; it runs until it is withdrawn.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "objections")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub person_id: Uuid,
        pub from_at: i64,
        pub made_at: i64,
        pub erased_at: Option<i64>,
        pub withdrawn_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who looked at another's record. Append-only.
pub mod lookup {
    use sea_orm::entity::prelude::*;

    /// One look, with its reason.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "lookups")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub person_id: Uuid,
        pub looked_by: Uuid,
        pub reason: String,
        pub at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was done about what a quarter showed. Append-only.
pub mod answer {
    use sea_orm::entity::prelude::*;

    /// One answer.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "balance_answers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub quarter: String,
        pub in_name_of: String,
        pub body: String,
        pub author_id: Uuid,
        pub written_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
