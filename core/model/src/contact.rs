//! A contact (a customer) with its identities (addresses on channels).

use crate::{ChannelId, ContactId, IdentityId, Timestamp};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;

/// A customer.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::contacts, primary_key(contact_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Contact {
    /// The id.
    pub contact_id: ContactId,
    /// The name to show.
    pub name: String,
    /// The email address.
    pub email: Option<String>,
    /// The phone number, E.164 where it could be read as one.
    pub phone: Option<String>,
    /// The company's own kind of user: "investor", "merchant" (F54).
    pub role: Option<String>,
    /// BCP 47.
    pub locale: Option<String>,
    /// IANA name.
    pub time_zone: Option<String>,
    /// The company's own attributes, as a JSON object.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub attributes: serde_json::Value,
    /// May not write any more.
    pub is_blocked: bool,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was first seen.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A contact's address on a channel.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::identities, primary_key(identity_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Identity {
    /// The id.
    pub identity_id: IdentityId,
    /// Whose it is.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub contact_id: ContactId,
    /// Where it is valid.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub channel_id: ChannelId,
    /// The platform's id.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub platform_id: String,
    /// The name on the platform.
    pub name: Option<String>,
    /// The handle on the platform.
    pub username: Option<String>,
    /// BCP 47.
    pub locale: Option<String>,
    /// Can it be written to: false after a block.
    pub is_reachable: bool,
    /// When it was first seen.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}
