//! What can go wrong in the store.

use diesel::result::{DatabaseErrorKind, Error};

/// An error of the store.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No such row.
    #[error("not found")]
    NotFound,
    /// A unique, foreign-key or check constraint refused the row.
    #[error("the row conflicts with {0}")]
    Conflict(String),
    /// The database or its queue is overloaded: try again.
    #[error("the database is busy: try again")]
    Busy,
    /// The disk or the quota is full: nothing was stored.
    #[error("the disk of the database is full: free space, then try again")]
    Full,
    /// Anything else that the database said.
    #[error("database: {0}")]
    Database(String),
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            Error::DatabaseError(kind, information) => match kind {
                DatabaseErrorKind::UniqueViolation
                | DatabaseErrorKind::ForeignKeyViolation
                | DatabaseErrorKind::CheckViolation
                | DatabaseErrorKind::NotNullViolation => Self::Conflict(
                    information
                        .constraint_name()
                        .unwrap_or_else(|| information.message())
                        .to_owned(),
                ),
                DatabaseErrorKind::SerializationFailure => Self::Busy,
                _ => Self::from_message(information.message()),
            },
            other => Self::from_message(&other.to_string()),
        }
    }
}

impl StoreError {
    fn from_message(message: &str) -> Self {
        let is = |part: &str| message.contains(part);
        if is("database is locked") || is("deadlock detected") {
            Self::Busy
        } else if is("database or disk is full") || is("No space left on device") {
            Self::Full
        } else {
            Self::Database(message.to_owned())
        }
    }
}

impl From<switchboard_model::UnknownWord> for StoreError {
    fn from(error: switchboard_model::UnknownWord) -> Self {
        Self::Database(error.to_string())
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Database(format!("a stored JSON value is damaged: {error}"))
    }
}
