//! What a query reads of the contacts.

use crate::{
    batch::page,
    caller::{operator_with, read},
    noun::visible_one,
    query::chat_filter::{AttributeCondition, Shown, without_nulls},
    types::contact::{Contact, ContactConnection},
};
use async_graphql::{Context, InputObject, InputType, Result};
use switchboard_desk::read::{self, ContactKey, PageRequest};
use switchboard_graphql::{
    errors::invalid,
    object,
    page::encode,
    plain::Plain,
    scalars::{Id, Json},
};
use switchboard_model::{ContactId, Permission};

/// What a contact must be like. Absent fields ask for nothing.
#[derive(Clone, Default, InputObject)]
pub struct ContactFilter {
    /// The beginning of the name, in any case and with any accents.
    name_prefix: Option<String>,
    /// This email address, in any case.
    email: Option<String>,
    /// This phone number, in any spelling, with its country or without.
    phone: Option<String>,
    /// The company's own kind of user.
    role: Option<String>,
    /// An attribute, of a kind that is to filter by.
    attribute: Option<AttributeCondition>,
    /// Blocked ones only, or the others only.
    is_blocked: Option<bool>,
    /// Those with an open chat that you may read only, or the others only.
    has_open_chat: Option<bool>,
}

impl Plain<read::ContactFilter> for ContactFilter {
    fn plain(self) -> read::ContactFilter {
        read::ContactFilter {
            name_prefix: self.name_prefix,
            email: self.email,
            phone: self.phone,
            role: self.role,
            attribute: self.attribute.plain(),
            is_blocked: self.is_blocked,
            has_open_chat: self.has_open_chat,
        }
    }
}

/// A filter as the API would be told it.
pub fn shown(filter: read::ContactFilter) -> Json {
    let shown = ContactFilter {
        name_prefix: filter.name_prefix,
        email: filter.email,
        phone: filter.phone,
        role: filter.role,
        attribute: filter.attribute.map(Shown::shown),
        is_blocked: filter.is_blocked,
        has_open_chat: filter.has_open_chat,
    };
    Json(without_nulls(shown.to_value()).into_json().unwrap_or_default())
}

#[derive(Default)]
pub struct ContactQuery;

/// The contacts.
#[object]
impl ContactQuery {
    /// A contact; absent when there is none that you may see.
    async fn contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: Id<ContactId>,
    ) -> Result<Option<Contact>> {
        operator_with(ctx, Permission::ContactRead)?;
        visible_one(ctx, id.0).await
    }

    /// The contacts that you may see, by name: those of chats that you may read, those with an address on a
    /// channel whose chats you may read, and those without an address.
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What they must be like.")] filter: Option<ContactFilter>,
        wanted: PageRequest<ContactKey>,
    ) -> Result<ContactConnection> {
        let filter: read::ContactFilter = filter.unwrap_or_default().plain();
        if let Some(attribute) = &filter.attribute {
            attribute.check().map_err(|error| invalid(format!("{error}.")))?;
        }
        let (rows, keys) = read(ctx, move |reader| reader.contacts(&filter, &wanted)).await?;
        let cursor = |contact: &Contact| keys.get(&contact.0.contact_id).map(encode);
        Ok(ContactConnection::of(page(rows), |contact| cursor(contact).unwrap_or_default()))
    }
}
