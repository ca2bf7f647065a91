//! The server writes to a customer unasked: the message and its delivery are stored together, and nothing else of
//! the chat changes. A closed one stays closed, and nobody waits for anybody since.

use super::apply_message;
use super::capability::check_text;
use super::queue::queue;
use super::route::Route;
use crate::{Command, DeskError, Result};
use serde_json::json;
use switchboard_model::chat::Chat;
use switchboard_model::connector::Text;
use switchboard_model::contact::Identity;
use switchboard_model::delivery::DeliveryOperation;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::message::Message;
use switchboard_model::{AuthorKind, MessageId};
use switchboard_store::{chat, message};

/// Says it in a locked chat, to an address that the chat has.
///
/// # Errors
/// `Conflict` for another address and a channel that was deleted, `Invalid` for a text that the channel does not
/// take.
pub(crate) fn announce_in(
    command: &mut Command<'_>,
    mut chat: Chat,
    address: &Identity,
    text: &Text,
) -> Result<MessageId> {
    let route = Route::current(command, &chat, address)?
        .ok_or_else(|| DeskError::conflict("the chat does not have this address any more"))?;
    let capabilities = command.capabilities(&route.channel.plugin)?;
    let Text { body, format } = check_text(&capabilities, text, false)?;
    let now = command.now();
    let message_id: MessageId = command.id();
    let said = Message {
        message_id,
        chat_id: chat.chat_id,
        position: message_id.0,
        author_kind: AuthorKind::System,
        author_id: None,
        identity_id: route.named,
        client_mutation_id: None,
        body,
        format,
        quoted_message_id: None,
        quoted_text: None,
        extra: json!({}),
        platform_order: None,
        platform_at: None,
        edited_at: None,
        deleted_at: None,
        version: 1,
        created_at: now,
    };
    apply_message(&mut chat, &said, None, false, now)?;
    message::insert(command, &said)?;
    chat::update_after_message(command, &chat)?;
    queue(command, &route, &chat, message_id, DeliveryOperation::Send)?;
    command.event(EventKind::MessageCreated, (&chat, &said), EventDetail::default())?;
    Ok(message_id)
}
