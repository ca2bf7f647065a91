//! The list of contacts by name, and the contacts that an address or the beginning of a name finds:
//! only those with a visible chat.

use super::{Page, PageRequest, visibility};
use crate::{DatabaseConnection, Result, schema::contacts};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use switchboard_model::{ChatVisibility, ContactId};

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

/// A page of the contacts with a visible chat, by name.
pub fn page(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    filter: &ContactFilter,
    page_request: &PageRequest<ContactKey>,
) -> Result<Page<ContactId>> {
    let mut query = contacts::table.select(contacts::contact_id).into_boxed();
    if let Some(visible) = visibility::contact_condition(visibility) {
        query = query.filter(sql::<Bool>(&visible));
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
    if let Some(key) = &page_request.after {
        query = query.filter(contacts::name.ge(key.name.clone())).filter(
            contacts::name.gt(key.name.clone()).or(contacts::contact_id.gt(key.contact_id)),
        );
    }
    if let Some(key) = &page_request.before {
        query = query.filter(contacts::name.le(key.name.clone())).filter(
            contacts::name.lt(key.name.clone()).or(contacts::contact_id.lt(key.contact_id)),
        );
    }
    query = if page_request.is_from_end {
        query.order((contacts::name.desc(), contacts::contact_id.desc()))
    } else {
        query.order((contacts::name.asc(), contacts::contact_id.asc()))
    };
    let ids: Vec<i64> = query.limit(page_request.count.saturating_add(1)).load(connection)?;
    Ok(Page::of(ids.into_iter().map(ContactId).collect(), page_request))
}

/// Which of these contacts have a visible chat.
pub fn visible(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    contact_ids: &[ContactId],
) -> Result<Vec<ContactId>> {
    let wanted = contact_ids.iter().map(|id| id.0);
    let mut query = contacts::table
        .select(contacts::contact_id)
        .filter(contacts::contact_id.eq_any(wanted))
        .into_boxed();
    if let Some(visible) = visibility::contact_condition(visibility) {
        query = query.filter(sql::<Bool>(&visible));
    }
    let ids: Vec<i64> = query.load(connection)?;
    Ok(ids.into_iter().map(ContactId).collect())
}
