//! The chats that a visitor reaches, to read: also who is blocked reads what was said to them.

use super::acting::visitor_of;
use super::profile::identity_of;
use crate::Result;
use switchboard_model::chat::Chat;
use switchboard_model::contact::Identity;
use switchboard_model::{Actor, ChatId, ContactId, IdentityId};
use switchboard_store::page::chats::{self, ChatKey};
use switchboard_store::page::{Page, PageRequest};
use switchboard_store::{DatabaseConnection, chat};

/// The visitor's chat in which something was said last; none before the first message.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor.
pub fn chat_of(connection: &mut DatabaseConnection, actor: &Actor) -> Result<Option<Chat>> {
    match address_of(connection, actor)? {
        Some((id, contact_id)) => Ok(chat::find_current_of_identity(connection, id, contact_id)?),
        None => Ok(None),
    }
}

/// Those of these chats that are the visitor's.
pub(crate) fn chats_among(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    ids: &[ChatId],
) -> Result<Vec<Chat>> {
    let Some(address) = address_of(connection, actor)? else { return Ok(Vec::new()) };
    let mut found = chat::by_ids(connection, ids)?;
    found.retain(|chat| is_at(chat, address));
    Ok(found)
}

/// A page of the visitor's chats, that in which something was said last first.
pub(crate) fn chats_of(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    page_request: &PageRequest<ChatKey>,
) -> Result<Page<Chat>> {
    match address_of(connection, actor)? {
        Some(address) => Ok(chats::of_identity(connection, address, page_request)?),
        None => Ok(Page::default()),
    }
}

/// The ids of the visitor's chats, that in which something was said last first, at most `limit`.
pub(crate) fn chat_ids_of(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    limit: i64,
) -> Result<Vec<ChatId>> {
    let Some(address) = address_of(connection, actor)? else { return Ok(Vec::new()) };
    let found = chat::standing_of_identity(connection, address, limit)?;
    Ok(found.into_iter().map(|(id, _)| id).collect())
}

/// An address, and whose it is.
pub(super) type Address = (IdentityId, ContactId);

/// The address that a row stands for.
pub(super) fn address(identity: &Identity) -> Address {
    (identity.identity_id, identity.contact_id)
}

/// Is this chat one of who has the address.
pub(super) fn is_at(chat: &Chat, address: Address) -> bool {
    (chat.identity_id, chat.contact_id) == address
}

fn address_of(connection: &mut DatabaseConnection, actor: &Actor) -> Result<Option<Address>> {
    let found = identity_of(connection, visitor_of(actor)?)?;
    Ok(found.map(|(identity, _)| address(&identity)))
}
