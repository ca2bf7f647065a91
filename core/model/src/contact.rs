//! A contact (a customer) with its identities (addresses on channels).

use crate::{
    BlockedAddressId, ChannelId, ContactId, IdentityId, OperatorId, Timestamp, UniteId, fold, phone,
};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;

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
    /// The name; empty where none is known. What is shown is the `display_name`.
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
    /// A host page has vouched for who this is; its words stand in the identity's `verified`.
    pub is_verified: bool,
    /// May not write any more.
    pub is_blocked: bool,
    /// The contact that this one was pulled into: it is hidden, and keeps what was known of it.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub united_into_id: Option<ContactId>,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was first seen.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Contact {
    /// The name to show: for somebody who told none a placeholder, `Visitor 4127`, which stays the same
    /// and is never stored as a name.
    pub fn display_name(&self) -> Cow<'_, str> {
        if self.name.is_empty() {
            Cow::Owned(placeholder(self.contact_id))
        } else {
            Cow::Borrowed(&self.name)
        }
    }
}

/// Ids that are made one after the other differ in a few bits; mixed, their numbers differ in all digits.
fn placeholder(id: ContactId) -> String {
    let mixed = id.0.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    format!("Visitor {}", 1_000 + mixed % 9_000)
}

/// What a host page vouched for by its signature. It is kept apart from the contact's own columns, which
/// visitors and operators fill as well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow),
    diesel(sql_type = crate::sql::JsonText)
)]
#[serde(default)]
pub struct VerifiedProfile {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The email address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The phone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The company's own kind of user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// IANA name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The company's own attributes; null stands for none.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Value>,
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
    /// The contact that it was first seen with, under whose id what it writes is stored. A unite leaves it.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub first_contact_id: ContactId,
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
    /// What the host page vouched for when it last signed this visitor in; none for whom nobody signed.
    pub verified: Option<VerifiedProfile>,
    /// Can it be written to: false after a block.
    pub is_reachable: bool,
    /// When it was first seen.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

text_enum! {
    /// What a contact can be reached at beside channels.
    AddressKind {
        /// An email address.
        Email = "EMAIL",
        /// A phone number.
        Phone = "PHONE",
    }
}

impl AddressKind {
    /// How an address is looked up: emails that are alike are the same, phone numbers that are alike may be
    /// ([`phone::is_same`]).
    pub fn normal(self, value: &str) -> String {
        match self {
            Self::Email => fold::email(value),
            Self::Phone => phone::ending(value),
        }
    }

    /// Are these two spellings of one address.
    pub fn is_same(self, one: &str, other: &str) -> bool {
        match self {
            Self::Email => fold::email(one) == fold::email(other),
            Self::Phone => phone::is_same(one, other),
        }
    }

    /// The contact's first address of this kind.
    pub fn of(self, contact: &Contact) -> Option<&str> {
        match self {
            Self::Email => contact.email.as_deref(),
            Self::Phone => contact.phone.as_deref(),
        }
    }
}

/// An email address or phone number of a contact. What was told of a contact itself is one of each kind;
/// those of contacts that were pulled into it come beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::contact_addresses),
    diesel(treat_none_as_default_value = false)
)]
pub struct ContactAddress {
    /// The contact of whom it was told.
    pub origin_id: ContactId,
    /// Email address or phone number.
    pub kind: AddressKind,
    /// Whose it is now.
    pub contact_id: ContactId,
    /// How it is looked up.
    pub normal: String,
    /// As it is shown.
    pub value: String,
}

/// An address whose owners may not write (F107).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::blocked_addresses),
    diesel(treat_none_as_default_value = false)
)]
pub struct BlockedAddress {
    /// The id.
    pub blocked_address_id: BlockedAddressId,
    /// Email address or phone number.
    pub kind: AddressKind,
    /// How it is looked up.
    pub normal: String,
    /// As it is shown.
    pub value: String,
    /// When it was blocked.
    pub created_at: Timestamp,
}

/// Two contacts that were united: one was pulled into the other.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::unites),
    diesel(treat_none_as_default_value = false)
)]
pub struct Unite {
    /// The id.
    pub unite_id: UniteId,
    /// The contact that stays.
    pub kept_id: ContactId,
    /// The contact that is hidden since.
    pub pulled_id: ContactId,
    /// What the kept one got of the pulled one where it had nothing: values by the names of columns.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub filled: serde_json::Value,
    /// Who united them.
    pub operator_id: OperatorId,
    /// When.
    pub created_at: Timestamp,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn contact(id: i64, name: &str) -> Contact {
        Contact {
            contact_id: ContactId(id),
            name: name.to_owned(),
            email: None,
            phone: None,
            role: None,
            locale: None,
            time_zone: None,
            attributes: serde_json::json!({}),
            is_verified: false,
            is_blocked: false,
            united_into_id: None,
            version: 1,
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
        }
    }

    #[test]
    fn who_has_no_name_is_shown_by_a_number_that_stays() {
        assert_eq!(contact(7, "Ana").display_name(), "Ana");
        let shown = contact(7, "").display_name().into_owned();
        assert_eq!(contact(7, "").display_name(), shown);
        let number = shown.strip_prefix("Visitor ").map(str::parse::<u32>);
        assert!(matches!(number, Some(Ok(1_000..=9_999))), "{shown}");
        let others: HashSet<String> = (1 << 40..(1 << 40) + 100)
            .map(|id| contact(id, "").display_name().into_owned())
            .collect();
        assert!(others.len() > 90, "only {} of a hundred differ", others.len());
    }
}
