//! What can go wrong in the search.

use switchboard_model::search::SearchFailure;
use switchboard_store::StoreError;

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
    #[error("another process uses the search index")]
    InUse,
    /// The index is damaged or its disk is full.
    #[error("the search index: {0}; `switchboard search rebuild` makes it again")]
    Index(String),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(..) => Self::InUse,
            other => Self::Index(other.to_string()),
        }
    }
}

impl From<std::io::Error> for SearchError {
    fn from(error: std::io::Error) -> Self {
        Self::Index(error.to_string())
    }
}

impl From<SearchError> for SearchFailure {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Query(_) | SearchError::Cursor => Self::Invalid(error.to_string()),
            SearchError::Store(_) | SearchError::InUse | SearchError::Index(_) => {
                Self::Unavailable(error.to_string())
            }
        }
    }
}
