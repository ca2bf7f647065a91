//! The list of contacts by name, and the contacts that an address or the beginning of a name finds.

use super::{Page, Slice};
use crate::{DatabaseConnection, StoreError, schema::contacts};
use diesel::prelude::*;
use switchboard_model::ContactId;

/// Where a contact stands in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContactKey {
    /// The name.
    pub name: String,
    /// The id.
    pub contact_id: i64,
}

/// What a contact must be like. An absent field asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactFilter {
    /// The beginning of the name, as it is written.
    pub name_prefix: Option<String>,
    /// Exactly this email address.
    pub email: Option<String>,
    /// Exactly this phone number.
    pub phone: Option<String>,
    /// The company's own kind of user.
    pub role: Option<String>,
    /// Blocked ones only, or the others only.
    pub is_blocked: Option<bool>,
}

/// A page of contacts, by name.
pub fn page(
    connection: &mut DatabaseConnection,
    filter: &ContactFilter,
    slice: &Slice<ContactKey>,
) -> Result<Page<ContactId>, StoreError> {
    let mut query = contacts::table.select(contacts::contact_id).into_boxed();
    if let Some(prefix) = &filter.name_prefix {
        query = query.filter(contacts::name.ge(prefix.clone()));
        query = query.filter(contacts::name.lt(format!("{prefix}\u{10FFFF}")));
    }
    if let Some(email) = &filter.email {
        query = query.filter(contacts::email.eq(email.clone()));
    }
    if let Some(phone) = &filter.phone {
        query = query.filter(contacts::phone.eq(phone.clone()));
    }
    if let Some(role) = &filter.role {
        query = query.filter(contacts::role.eq(role.clone()));
    }
    if let Some(is_blocked) = filter.is_blocked {
        query = query.filter(contacts::is_blocked.eq(is_blocked));
    }
    if let Some(key) = &slice.after {
        query = query.filter(contacts::name.ge(key.name.clone())).filter(
            contacts::name.gt(key.name.clone()).or(contacts::contact_id.gt(key.contact_id)),
        );
    }
    if let Some(key) = &slice.before {
        query = query.filter(contacts::name.le(key.name.clone())).filter(
            contacts::name.lt(key.name.clone()).or(contacts::contact_id.lt(key.contact_id)),
        );
    }
    query = if slice.is_from_end {
        query.order((contacts::name.desc(), contacts::contact_id.desc()))
    } else {
        query.order((contacts::name.asc(), contacts::contact_id.asc()))
    };
    let ids: Vec<i64> = query.limit(slice.count.saturating_add(1)).load(connection)?;
    Ok(Page::of(ids.into_iter().map(ContactId).collect(), slice))
}
