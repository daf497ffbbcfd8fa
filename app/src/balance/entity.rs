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

/// The balance of a quarter as it was at its closing. Append-only.
pub mod closed {
    use sea_orm::entity::prelude::*;

    /// One quarter, or one part of it where the coalition changed.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "balance_reports")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub quarter: String,
        pub part: i64,
        pub from_date: String,
        pub to_date: String,
        pub computed_at: i64,
        pub closed_at: i64,
        pub closed_by: Option<Uuid>,
        pub seed: i64,
        pub code_version: String,
        pub pseudonym_key: Vec<u8>,
        pub items: i64,
        pub telling_extract: String,
        pub telling_sha256: String,
        pub telling_report: String,
        pub factions_report: String,
        pub full_sha256: String,
        pub full_report: String,
        pub reading: String,
        pub item_readings: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who may have the full extract besides the griffie.
pub mod extract_reader {
    use sea_orm::entity::prelude::*;

    /// One naming, by a dated decision of the council.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "extract_readers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub person_id: Uuid,
        pub decided_on: String,
        pub reference: String,
        pub recorded_by: Uuid,
        pub recorded_at: i64,
        pub ended_by: Option<Uuid>,
        pub ended_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who took along what holds reading times. Append-only.
pub mod download {
    use sea_orm::entity::prelude::*;

    /// One download, with its reason.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "extract_downloads")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub report_id: Uuid,
        pub file: String,
        pub downloaded_by: Uuid,
        pub reason: String,
        pub at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whom a download was about. Append-only.
pub mod download_person {
    use sea_orm::entity::prelude::*;

    /// One person of it.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "extract_download_people")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub download_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub municipality_id: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
