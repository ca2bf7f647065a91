//! What can go wrong in the search.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
};
use switchboard_model::search::SearchFailure;
use switchboard_store::StoreError;
use tantivy::{
    TantivyError,
    directory::error::{LockError, OpenReadError},
};

/// An error of the search.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The query cannot be understood; the text says what to change.
    #[error("{0}")]
    Query(String),
    /// The page cursor is not one that the search gave.
    #[error("not a cursor of this search: pass one that the server gave, unchanged")]
    Cursor,
    /// The rows could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another process has the index open.
    #[error("another process uses the search index: one server alone runs on a data folder")]
    InUse,
    /// A file or folder cannot be used: permissions, a full disk.
    #[error("the search index cannot use {}: {error}; {}", .path.display(), remedy(.error))]
    File {
        /// Which one.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// Files are missing or hold something else: the index has to be made again.
    #[error("the search index is damaged: {0}; `switchboard search rebuild` makes it again")]
    Damaged(String),
    /// The index does not work for now.
    #[error("the search index: {0}; when it stays so, `switchboard search rebuild` makes it again")]
    Index(String),
}

impl SearchError {
    /// Of a file or folder.
    pub(crate) fn file(path: &Path, error: std::io::Error) -> Self {
        Self::File { path: path.to_owned(), error }
    }
}

fn remedy(error: &std::io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free space on its disk",
        _ => {
            "give the folder and all in it to the account that runs the server (`chown -R`), or \
             remove it: the index is made again"
        }
    }
}

impl From<TantivyError> for SearchError {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::InUse,
            TantivyError::DataCorruption(_)
            | TantivyError::SchemaError(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::DeserializeError(_)
            | TantivyError::OpenReadError(
                OpenReadError::FileDoesNotExist(_) | OpenReadError::IncompatibleIndex(_),
            ) => Self::Damaged(error.to_string()),
            other => Self::Index(other.to_string()),
        }
    }
}

impl From<SearchError> for SearchFailure {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Query(_) | SearchError::Cursor => Self::Invalid(error.to_string()),
            SearchError::Store(_)
            | SearchError::InUse
            | SearchError::File { .. }
            | SearchError::Damaged(_)
            | SearchError::Index(_) => Self::Unavailable(error.to_string()),
        }
    }
}
