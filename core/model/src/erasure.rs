//! A contact that is being erased.

use crate::{ContactId, Timestamp};

/// A contact that is being erased, itself or with the one that it was pulled into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::erasures),
    diesel(treat_none_as_default_value = false)
)]
pub struct Erasure {
    /// The contact.
    pub contact_id: ContactId,
    /// The contact that is erased with all that were pulled into it.
    pub root_id: ContactId,
    /// Does it stand among the files, where a database that is older finds it.
    pub is_recorded: bool,
    /// When somebody ordered it.
    pub begun_at: Timestamp,
}
