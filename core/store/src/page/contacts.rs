//! The list of contacts by name, and the contacts that an address or the beginning of a name finds:
//! only those with a chat in reach.

use super::{Page, Slice, scope};
use crate::{DatabaseConnection, StoreError, schema::contacts};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use switchboard_model::{ContactId, Scope};

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

/// A page of the contacts with a chat in reach, by name.
pub fn page(
    connection: &mut DatabaseConnection,
    scope: &Scope,
    filter: &ContactFilter,
    slice: &Slice<ContactKey>,
) -> Result<Page<ContactId>, StoreError> {
    let mut query = contacts::table.select(contacts::contact_id).into_boxed();
    if let Some(reach) = scope::contact_condition(scope) {
        query = query.filter(sql::<Bool>(&reach));
    }
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

/// Which of these contacts have a chat in reach.
pub fn in_reach(
    connection: &mut DatabaseConnection,
    scope: &Scope,
    contact_ids: &[ContactId],
) -> Result<Vec<ContactId>, StoreError> {
    let wanted = contact_ids.iter().map(|id| id.0);
    let mut query = contacts::table
        .select(contacts::contact_id)
        .filter(contacts::contact_id.eq_any(wanted))
        .into_boxed();
    if let Some(reach) = scope::contact_condition(scope) {
        query = query.filter(sql::<Bool>(&reach));
    }
    let ids: Vec<i64> = query.load(connection)?;
    Ok(ids.into_iter().map(ContactId).collect())
}
