//! What can go wrong in the store, and how the databases' own errors become that.

use diesel::result::{DatabaseErrorKind, Error};

/// What the store gives, or why not.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// An error of the store.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// No such row.
    #[error("not found")]
    NotFound,
    /// A unique, foreign-key or check constraint refused the row.
    #[error("the row conflicts with {0}")]
    Conflict(String),
    /// The database or its queue is overloaded: nothing was stored, try again.
    #[error("the database is busy: try again")]
    Busy,
    /// The database cannot be reached: nothing was stored.
    #[error("the database cannot be reached, nothing was stored: {0}")]
    Unavailable(String),
    /// The connection broke during the commit and the outcome could not be learned.
    #[error(
        "the connection to the database broke during the commit: \
         the change may be stored or not, look before trying again"
    )]
    InDoubt,
    /// The disk or the quota is full: nothing was stored. Whose disk it is, and how full, those who run the
    /// server learn from the log, `/readyz` and `doctor`, not from the answer.
    #[error("nothing can be stored now: try again later")]
    Full,
    /// Anything else that the database said.
    #[error("database: {0}")]
    Database(String),
}

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL names no database.
    #[error("the database URL is not usable: {0}")]
    Url(&'static str),
    /// A number of connections is out of bounds.
    #[error("{name} is {value}, it must be 1 to {limit}")]
    Count {
        /// The setting.
        name: &'static str,
        /// What it was.
        value: usize,
        /// The most it may be.
        limit: usize,
    },
    /// The database's file or server cannot be opened.
    #[error("the database cannot be opened: {0}")]
    Connect(String),
    /// A newer binary has migrated the database.
    #[error(
        "the database was made by a newer version (it has migration {version}, which this binary \
         does not know): start the newer binary, or restore a backup from before the update"
    )]
    Newer {
        /// The first unknown migration.
        version: String,
    },
    /// A migration failed; the database is as it was before it.
    #[error("a migration failed and was taken back: {0}")]
    Migration(String),
    /// All node numbers are taken.
    #[error("all {0} node numbers of this database are leased: stop a process, or wait 15 minutes")]
    Nodes(u16),
    /// The file to be written is there already.
    #[error("{0} exists already: name another file, or move it away")]
    Exists(String),
    /// The store could not be used while it was opened.
    #[error(transparent)]
    Store(#[from] StoreError),
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
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
                    Self::Unavailable(information.message().trim().to_owned())
                }
                _ => Self::from_message(information.message()),
            },
            other => Self::from_message(&other.to_string()),
        }
    }
}

/// Where a statement had to change one row, by its key: nothing changed means that it is not there.
pub(crate) fn one_changed(count: usize) -> Result<()> {
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// What SQLite and PostgreSQL say when there is no space.
pub(crate) fn tells_of_full_disk(message: &str) -> bool {
    message.contains("database or disk is full") || message.contains("No space left on device")
}

impl StoreError {
    fn from_message(message: &str) -> Self {
        let is = |part: &str| message.contains(part);
        if is("database is locked")
            || is("deadlock detected")
            || is("due to lock timeout")
            || is("too many clients")
        {
            Self::Busy
        } else if tells_of_full_disk(message) {
            Self::Full
        } else if is("server closed the connection") || is("terminating connection") {
            Self::Unavailable(message.trim().to_owned())
        } else {
            Self::Database(message.trim().to_owned())
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
