//! What a query reads of the contacts.

use crate::{
    batch::page,
    caller::{operator_with, read},
    noun::visible_one,
    query::chat_filter::AttributeCondition,
    types::contact::{Contact, ContactConnection},
};
use async_graphql::{Context, InputObject, Result};
use switchboard_desk::read::{self, ContactKey, PageRequest};
use switchboard_graphql::{errors::invalid, object, page::encode, plain::Plain, scalars::Id};
use switchboard_model::{self as model, ContactId, Permission};

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

/// The condition, if it is within its bounds.
fn attribute_of(
    attribute: Option<AttributeCondition>,
) -> Result<Option<model::AttributeCondition>> {
    let attribute: Option<model::AttributeCondition> = attribute.plain();
    if let Some(attribute) = &attribute {
        attribute.check().map_err(|error| invalid(format!("{error}.")))?;
    }
    Ok(attribute)
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
        let filter = filter.unwrap_or_default();
        let filter = read::ContactFilter {
            name_prefix: filter.name_prefix,
            email: filter.email,
            phone: filter.phone,
            role: filter.role,
            attribute: attribute_of(filter.attribute)?,
            is_blocked: filter.is_blocked,
            has_open_chat: filter.has_open_chat,
        };
        let (rows, keys) = read(ctx, move |reader| reader.contacts(&filter, &wanted)).await?;
        let cursor = |contact: &Contact| keys.get(&contact.0.contact_id).map(encode);
        Ok(ContactConnection::of(page(rows), |contact| cursor(contact).unwrap_or_default()))
    }
}
