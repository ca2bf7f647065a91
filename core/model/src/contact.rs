//! A contact (a customer) with its identities (addresses on channels).

use crate::{ChannelId, ContactId, IdentityId, Timestamp};

/// A customer.
#[derive(Clone, Debug, PartialEq)]
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
    pub attributes: serde_json::Value,
    /// May not write any more.
    pub is_blocked: bool,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was first seen.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A contact's address on a channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    /// The id.
    pub identity_id: IdentityId,
    /// Whose it is.
    pub contact_id: ContactId,
    /// Where it is valid.
    pub channel_id: ChannelId,
    /// The platform's id.
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
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}
