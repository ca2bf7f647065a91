//! The list of contacts by name, and the contacts that an address or the beginning of a name finds:
//! only the visible ones, with a chat or without. And those with an address on certain channels, by their ids.

use super::{Page, PageRequest, statement::numbers, visibility};
use crate::{
    DatabaseConnection, Result, contact_address,
    schema::{contact_attributes, contacts},
};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use serde::{Deserialize, Serialize};
use switchboard_model::contact::AddressKind;
use switchboard_model::{AttributeCondition, ChannelId, ChatVisibility, ContactId, fold};

/// Where a contact stands in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContactKey {
    /// The name as it is compared: by its key, or folded where the beginning of the name is asked for.
    pub name: String,
    /// The id.
    pub contact_id: i64,
}

/// What a contact must be like. An absent field asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContactFilter {
    /// The beginning of the name that is shown, in any case and with any accents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_prefix: Option<String>,
    /// This email address, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// This phone number, in any spelling, with its country or without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The company's own kind of user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// This attribute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute: Option<AttributeCondition>,
    /// Blocked ones only, or the others only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_blocked: Option<bool>,
    /// Those with a visible chat that is open only, or the others only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_open_chat: Option<bool>,
}

/// Narrows a query of contacts to those that are like the filter.
macro_rules! narrowed {
    ($connection:ident, $query:expr, $visibility:ident, $filter:ident) => {{
        let mut query = $query;
        if let Some(prefix) = &$filter.name_prefix {
            let prefix = fold::name(prefix);
            query = query.filter(contacts::name_folded.lt(format!("{prefix}\u{10FFFF}")));
            query = query.filter(contacts::name_folded.ge(prefix));
        }
        for (kind, wanted) in
            [(AddressKind::Email, &$filter.email), (AddressKind::Phone, &$filter.phone)]
        {
            if let Some(wanted) = wanted {
                let ids = contact_address::contacts_with($connection, kind, wanted)?;
                query = query.filter(contacts::contact_id.eq_any(ids));
            }
        }
        if let Some(role) = &$filter.role {
            query = query.filter(contacts::role.eq(role.clone()));
        }
        if let Some(AttributeCondition { key, value }) = &$filter.attribute {
            let found = contact_attributes::table
                .filter(contact_attributes::key.eq(key.clone()))
                .filter(contact_attributes::value.eq(value.clone()))
                .select(contact_attributes::contact_id);
            query = query.filter(contacts::contact_id.eq_any(found));
        }
        if let Some(is_blocked) = $filter.is_blocked {
            query = query.filter(contacts::is_blocked.eq(is_blocked));
        }
        if let Some(has_open_chat) = $filter.has_open_chat {
            let open = visibility::open_chat_condition($visibility);
            let not = if has_open_chat { "" } else { "NOT " };
            query = query.filter(sql::<Bool>(&format!("{not}{open}")));
        }
        query
    }};
}

/// The page of a list that is ordered by this column of names.
macro_rules! in_order {
    ($connection:ident, $query:ident by $name:ident, $page_request:ident) => {{
        let mut query = $query;
        if let Some(key) = &$page_request.after {
            query = query.filter(contacts::$name.ge(key.name.clone())).filter(
                contacts::$name.gt(key.name.clone()).or(contacts::contact_id.gt(key.contact_id)),
            );
        }
        if let Some(key) = &$page_request.before {
            query = query.filter(contacts::$name.le(key.name.clone())).filter(
                contacts::$name.lt(key.name.clone()).or(contacts::contact_id.lt(key.contact_id)),
            );
        }
        query = if $page_request.is_from_end {
            query.order((contacts::$name.desc(), contacts::contact_id.desc()))
        } else {
            query.order((contacts::$name.asc(), contacts::contact_id.asc()))
        };
        query
            .limit($page_request.count.saturating_add(1))
            .select((contacts::$name, contacts::contact_id))
            .load($connection)?
    }};
}

/// A page of the visible contacts: in the order of names that the server's language has, or of folded names
/// where the beginning of one is asked for.
pub fn page(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    filter: &ContactFilter,
    page_request: &PageRequest<ContactKey>,
) -> Result<Page<ContactKey>> {
    let mut query = contacts::table.filter(contacts::united_into_id.is_null()).into_boxed();
    if let Some(visible) = visibility::contact_condition(visibility) {
        query = query.filter(sql::<Bool>(&visible));
    }
    let query = narrowed!(connection, query, visibility, filter);
    let rows: Vec<(String, i64)> = if filter.name_prefix.is_some() {
        in_order!(connection, query by name_folded, page_request)
    } else {
        in_order!(connection, query by name_key, page_request)
    };
    let keys = rows.into_iter().map(|(name, contact_id)| ContactKey { name, contact_id });
    Ok(Page::of(keys.collect(), page_request))
}

/// The contacts that are like this and have an address on one of these channels, by their ids, behind one of them
/// and at most `limit`.
pub fn on_channels(
    connection: &mut DatabaseConnection,
    filter: &ContactFilter,
    channel_ids: &[ChannelId],
    after: ContactId,
    limit: i64,
) -> Result<Vec<ContactId>> {
    let visibility = &ChatVisibility::everything();
    let has_address = format!(
        "EXISTS (SELECT 1 FROM identities WHERE identities.contact_id = contacts.contact_id \
         AND identities.channel_id IN ({}))",
        numbers(channel_ids.iter().map(|id| id.0))
    );
    let query = contacts::table
        .filter(contacts::united_into_id.is_null())
        .filter(contacts::contact_id.gt(after.0))
        .filter(sql::<Bool>(&has_address))
        .into_boxed();
    let query = narrowed!(connection, query, visibility, filter);
    let found: Vec<i64> = query
        .order(contacts::contact_id)
        .limit(limit)
        .select(contacts::contact_id)
        .load(connection)?;
    Ok(found.into_iter().map(ContactId).collect())
}

/// Which of these contacts have a visible chat that is open.
pub fn with_open_chat(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    contact_ids: &[ContactId],
) -> Result<Vec<ContactId>> {
    let open = visibility::open_chat_condition(visibility);
    Ok(contacts::table
        .select(contacts::contact_id)
        .filter(contacts::contact_id.eq_any(contact_ids))
        .filter(sql::<Bool>(&open))
        .load(connection)?)
}

/// Which of these contacts are visible.
pub fn visible(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    contact_ids: &[ContactId],
) -> Result<Vec<ContactId>> {
    let wanted = contact_ids.iter().map(|id| id.0);
    let mut query = contacts::table
        .select(contacts::contact_id)
        .filter(contacts::contact_id.eq_any(wanted))
        .filter(contacts::united_into_id.is_null())
        .into_boxed();
    if let Some(visible) = visibility::contact_condition(visibility) {
        query = query.filter(sql::<Bool>(&visible));
    }
    let ids: Vec<i64> = query.load(connection)?;
    Ok(ids.into_iter().map(ContactId).collect())
}
