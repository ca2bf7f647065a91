//! What can go wrong with files.

use crate::DeskError;

/// What can go wrong with files.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// No such file.
    #[error("the file is not there")]
    NotFound,
    /// The sender skipped bytes.
    #[error("{here} bytes are here: go on from there")]
    Gap {
        /// Bytes that are here.
        here: u64,
    },
    /// More bytes than were allowed.
    #[error("the file has more than {max_bytes} bytes")]
    TooLarge {
        /// How many were allowed.
        max_bytes: u64,
    },
    /// Another request writes the same upload.
    #[error("another request sends this file at the moment: wait for it, then go on")]
    Busy,
    /// The bytes are not those that were checked.
    #[error("the file changed while it was stored: send it again")]
    Changed,
    /// The sender stopped in the middle.
    #[error("the sender stopped: {0}")]
    Sender(String),
    /// The disk is full.
    #[error("the file cannot be stored now: try again later")]
    Full,
    /// The disk or the object store.
    #[error("files: {0}")]
    Io(String),
}

impl From<std::io::Error> for FilesError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error.to_string()),
        }
    }
}

impl From<object_store::Error> for FilesError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            other if other.to_string().contains("No space left on device") => Self::Full,
            other => Self::Io(other.to_string()),
        }
    }
}

impl From<FilesError> for DeskError {
    fn from(error: FilesError) -> Self {
        let reason = error.to_string();
        match error {
            FilesError::NotFound => Self::NotFound,
            FilesError::Gap { .. } | FilesError::Busy | FilesError::Changed => {
                Self::Conflict { reason }
            }
            FilesError::TooLarge { .. } => Self::invalid("body", reason),
            FilesError::Sender(_) => Self::invalid("body", reason),
            FilesError::Full => Self::Full { reason },
            FilesError::Io(_) => Self::Internal(reason),
        }
    }
}
