//! The company's own kinds of users, such as merchants and investors (F54).

use crate::{ContactRoleId, Timestamp, chat::LabelColor};

/// A kind of user. A contact bears its key, which host pages and programs tell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::contact_roles, primary_key(contact_role_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct ContactRole {
    /// The id.
    pub contact_role_id: ContactRoleId,
    /// What contacts bear, unique.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub key: String,
    /// What operators read.
    pub name: String,
    /// The colour it is shown in.
    pub color: LabelColor,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
}
