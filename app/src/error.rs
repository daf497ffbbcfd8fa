//! What can go wrong, said once. Seven kinds are enough; the page or the JSON around them is made in `page` and `api`.

use sea_orm::DbErr;

use crate::form::FieldErrors;

/// Why a request could not be done.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Nobody is signed in: the reader goes to the sign-in page and comes back.
    #[error("sign in first")]
    SignIn,
    /// It is not there, or the reader may not know that it is. Both look the same.
    #[error("not found")]
    NotFound,
    /// The reader may know of it but not do this; the reason is a key of the catalogue.
    #[error("forbidden: {0:?}")]
    Forbidden(domain::policy::Denied),
    /// Somebody else changed it meanwhile; the key of the catalogue says what.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// What was typed cannot be used; every field with its error, keys of the catalogue.
    #[error("invalid: {0:?}")]
    Invalid(FieldErrors),
    /// Too often; try again after this many seconds.
    #[error("too many, wait {0} s")]
    TooMany(i64),
    /// Ours to mend. The cause is logged under a reference number and never shown.
    #[error("unexpected: {0}")]
    Unexpected(String),
    /// The database is away; reads and writes come back by themselves.
    #[error("database: {0}")]
    Database(DbErr),
    /// The disk is full: reading goes on, writing when there is room again.
    #[error("no room: {0}")]
    NoRoom(String),
}

impl From<DbErr> for AppError {
    fn from(error: DbErr) -> Self {
        match code_of(&error).as_deref() {
            // SQLITE_FULL; SQLITE_IOERR_SHMSIZE, the same said of the index of the log; disk_full of PostgreSQL.
            Some("13" | "4874" | "53100") => Self::NoRoom(error.to_string()),
            _ => Self::Database(error),
        }
    }
}

impl AppError {
    /// One field, one error.
    pub fn field(name: &'static str, key: &'static str) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(name, key);
        Self::Invalid(errors)
    }

    /// Wraps the failure of a library; its text goes to the log only.
    pub fn unexpected(cause: impl std::fmt::Display) -> Self {
        Self::Unexpected(cause.to_string())
    }

    /// Whether the database undid the work because another transaction was in the way (SQLSTATE 40001, 40P01;
    /// SQLITE_BUSY).
    pub fn is_lost_race(&self) -> bool {
        let Self::Database(error) = self else { return false };
        matches!(code_of(error).as_deref(), Some("40001" | "40P01" | "5" | "6" | "261" | "517"))
    }

    /// Whether a SQLite is there for reading only: its file, its disk or its connection.
    pub fn is_read_only(&self) -> bool {
        matches!(self, Self::Database(error) if says_read_only(error))
    }
}

/// Whether SQLite said that it is there for reading only: SQLITE_READONLY, with whatever it adds in its upper bytes.
fn says_read_only(error: &DbErr) -> bool {
    code_of(error).and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == 8)
}

/// What the engine calls it: SQLSTATE, or the extended code of SQLite.
fn code_of(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(error) | DbErr::Query(error) | DbErr::Conn(error)) = error else { return None };
    let sea_orm::RuntimeErr::SqlxError(error) = error else { return None };
    error.as_database_error().and_then(|error| error.code()).map(std::borrow::Cow::into_owned)
}

/// Whether the database refused a second row with the same key.
pub fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}
