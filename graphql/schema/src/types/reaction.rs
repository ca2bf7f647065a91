//! A reaction to a message.

use crate::types::author::Author;
use async_graphql::SimpleObject;
use switchboard_graphql::scalars::DateTime;

/// A reaction to a message.
#[derive(Clone, SimpleObject)]
pub struct Reaction {
    /// The emoji.
    pub(crate) emoji: String,
    /// Whose it is.
    pub(crate) author: Author,
    /// When it was given.
    pub(crate) created_at: DateTime,
}
