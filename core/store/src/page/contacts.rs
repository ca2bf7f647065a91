//! The list of contacts by name, and the contacts that an address or the beginning of a name finds:
//! only the visible ones, with a chat or without.

use super::{Page, PageRequest, visibility};
use crate::{
    DatabaseConnection, Result, limits,
    schema::{contact_addresses, contacts},
};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use switchboard_model::contact::{AddressKind, Contact};
use switchboard_model::{ChatVisibility, ContactId, fold};

/// Where a contact stands in the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContactKey {
    /// The name as it is compared.
    pub name: String,
    /// The id.
    pub contact_id: i64,
}

impl ContactKey {
    /// The place of a contact.
    pub fn of(contact: &Contact) -> Self {
        Self { name: fold::name(&contact.display_name()), contact_id: contact.contact_id.0 }
    }
}

/// What a contact must be like. An absent field asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactFilter {
    /// The beginning of the name that is shown, in any case and with any accents.
    pub name_prefix: Option<String>,
    /// This email address, in any case.
    pub email: Option<String>,
    /// This phone number, in any spelling, with its country or without.
    pub phone: Option<String>,
    /// The company's own kind of user.
    pub role: Option<String>,
    /// Blocked ones only, or the others only.
    pub is_blocked: Option<bool>,
    /// Those with a visible chat that is open only, or the others only.
    pub has_open_chat: Option<bool>,
}

/// A page of the visible contacts, by name.
pub fn page(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    filter: &ContactFilter,
    page_request: &PageRequest<ContactKey>,
) -> Result<Page<ContactId>> {
    let mut query = contacts::table
        .select(contacts::contact_id)
        .filter(contacts::united_into_id.is_null())
        .into_boxed();
    if let Some(visible) = visibility::contact_condition(visibility) {
        query = query.filter(sql::<Bool>(&visible));
    }
    if let Some(prefix) = &filter.name_prefix {
        let prefix = fold::name(prefix);
        query = query.filter(contacts::name_folded.lt(format!("{prefix}\u{10FFFF}")));
        query = query.filter(contacts::name_folded.ge(prefix));
    }
    for (kind, wanted) in [(AddressKind::Email, &filter.email), (AddressKind::Phone, &filter.phone)]
    {
        if let Some(wanted) = wanted {
            let ids = ids_by_address(connection, kind, wanted)?;
            query = query.filter(contacts::contact_id.eq_any(ids));
        }
    }
    if let Some(role) = &filter.role {
        query = query.filter(contacts::role.eq(role.clone()));
    }
    if let Some(is_blocked) = filter.is_blocked {
        query = query.filter(contacts::is_blocked.eq(is_blocked));
    }
    if let Some(has_open_chat) = filter.has_open_chat {
        let open = visibility::open_chat_condition(visibility);
        let not = if has_open_chat { "" } else { "NOT " };
        query = query.filter(sql::<Bool>(&format!("{not}{open}")));
    }
    if let Some(key) = &page_request.after {
        query = query.filter(contacts::name_folded.ge(key.name.clone())).filter(
            contacts::name_folded.gt(key.name.clone()).or(contacts::contact_id.gt(key.contact_id)),
        );
    }
    if let Some(key) = &page_request.before {
        query = query.filter(contacts::name_folded.le(key.name.clone())).filter(
            contacts::name_folded.lt(key.name.clone()).or(contacts::contact_id.lt(key.contact_id)),
        );
    }
    query = if page_request.is_from_end {
        query.order((contacts::name_folded.desc(), contacts::contact_id.desc()))
    } else {
        query.order((contacts::name_folded.asc(), contacts::contact_id.asc()))
    };
    let ids: Vec<i64> = query.limit(page_request.count.saturating_add(1)).load(connection)?;
    Ok(Page::of(ids.into_iter().map(ContactId).collect(), page_request))
}

/// The contacts with this address, in any spelling: of those whose addresses are alike the same ones.
fn ids_by_address(
    connection: &mut DatabaseConnection,
    kind: AddressKind,
    wanted: &str,
) -> Result<Vec<i64>> {
    let alike: Vec<(i64, String)> = contact_addresses::table
        .filter(contact_addresses::kind.eq(kind))
        .filter(contact_addresses::normal.eq(kind.normal(wanted)))
        .order(contact_addresses::contact_id)
        .limit(limits::ADDRESSES_ALIKE)
        .select((contact_addresses::contact_id, contact_addresses::value))
        .load(connection)?;
    let same = alike.into_iter().filter(|(_, value)| kind.is_same(wanted, value));
    Ok(same.map(|(id, _)| id).collect())
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
