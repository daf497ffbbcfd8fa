//! The tables of the council: people, terms, factions, sides, appointments.

/// Somebody the municipality knows, with or without an account.
pub mod person {
    use sea_orm::entity::prelude::*;

    /// One person.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "people")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub name: String,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub lang: String,
        pub version: i64,
        pub created_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A council term.
pub mod term {
    use sea_orm::entity::prelude::*;

    /// One term.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "terms")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub name: String,
        pub seats: i64,
        pub from_date: String,
        pub to_date: Option<String>,
        pub version: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A faction.
pub mod faction {
    use sea_orm::entity::prelude::*;

    /// One faction.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "factions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub name: String,
        pub reach: String,
        pub split_from: Option<Uuid>,
        pub from_date: String,
        pub to_date: Option<String>,
        pub version: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// On which side a faction stands, from when to when.
pub mod side_spell {
    use sea_orm::entity::prelude::*;

    /// One spell on one side.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "side_spells")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub faction_id: Uuid,
        pub side: String,
        pub from_date: String,
        pub to_date: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A role somebody holds, from when to when.
pub mod appointment {
    use sea_orm::entity::prelude::*;

    /// One appointment.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "appointments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub person_id: Uuid,
        pub role: String,
        pub faction_id: Option<Uuid>,
        pub portfolio: Option<String>,
        pub from_date: String,
        pub to_date: Option<String>,
        pub replaces_id: Option<Uuid>,
        pub reason: Option<String>,
        pub version: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Uploaded files that wait until the clerk has seen what they would change.
pub mod import_preview {
    use sea_orm::entity::prelude::*;

    /// One file, as typed.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_previews")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub file_name: String,
        pub rows_json: String,
        pub uploaded_by: Uuid,
        pub uploaded_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
