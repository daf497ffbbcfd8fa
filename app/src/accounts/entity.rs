//! The tables of accounts: sign-in, sessions, links, throttling, tokens.

/// Who may sign in.
pub mod account {
    use sea_orm::entity::prelude::*;

    /// One account; the person is the key.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "accounts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub municipality_id: Uuid,
        pub password_hash: Option<String>,
        pub disabled_at: Option<i64>,
        pub created_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A signed-in device.
pub mod session {
    use sea_orm::entity::prelude::*;

    /// One session; only the hash of its secret is kept.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id_hash: Vec<u8>,
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub person_id: Uuid,
        pub trusted: bool,
        pub device: String,
        pub created_at: i64,
        pub authenticated_at: i64,
        pub last_seen_at: i64,
        pub idle_until: i64,
        pub ends_at: i64,
        pub second_factor_at: Option<i64>,
        pub code_proven_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A link sent by mail.
pub mod link {
    use sea_orm::entity::prelude::*;

    /// One link; only the hash of its token is kept.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "links")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: Vec<u8>,
        pub municipality_id: Uuid,
        pub person_id: Uuid,
        pub purpose: String,
        pub subject_id: Option<Uuid>,
        pub created_at: i64,
        pub expires_at: i64,
        pub used_at: Option<i64>,
        pub revoked_at: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Failed sign-ins.
pub mod throttle {
    use sea_orm::entity::prelude::*;

    /// One key (municipality and address) and its failures.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "throttles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub failures: i64,
        pub last_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A token for the API.
pub mod api_token {
    use sea_orm::entity::prelude::*;

    /// One token; only its hash is kept.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: Vec<u8>,
        pub id: Uuid,
        pub municipality_id: Uuid,
        pub person_id: Uuid,
        pub name: String,
        pub created_at: i64,
        pub last_used_at: Option<i64>,
        pub revoked_at: Option<i64>,
        /// Made on the command line.
        pub by_operator: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
