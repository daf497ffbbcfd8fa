//! The tables of quarterly updates.

/// What an alderman tells the council each quarter.
pub mod update {
    use sea_orm::entity::prelude::*;

    /// One update.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "updates")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub alderman_id: Uuid,
        pub quarter: String,
        pub title: String,
        pub happened: String,
        pub failed: String,
        pub ahead: String,
        pub scheduled_for: Option<i64>,
        pub needed_at: Option<i64>,
        pub published_at: Option<i64>,
        pub published_by: Option<Uuid>,
        pub edited_at: i64,
        pub version: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A figure in an update.
pub mod figure {
    use sea_orm::entity::prelude::*;

    /// One figure.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "update_figures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub update_id: Uuid,
        pub position: i64,
        pub name: String,
        pub value: String,
        pub target: String,
        pub source: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
