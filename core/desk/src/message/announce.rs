//! The server writes to a customer unasked: the message and its delivery are stored together, and nothing else of
//! the chat changes. A closed one stays closed, and nobody waits for anybody since.

use super::capability::check_text;
use super::queue::queue;
use super::route::Route;
use super::window::check_window;
use super::{apply_message, blank};
use crate::command::Author;
use crate::{Command, DeskError, Result};
use switchboard_model::chat::Chat;
use switchboard_model::connector::Text;
use switchboard_model::contact::Identity;
use switchboard_model::delivery::DeliveryOperation;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::message::Message;
use switchboard_model::{AuthorKind, MessageId, TemplateId};
use switchboard_store::{chat, message};

/// Says it in a locked chat, to an address that the chat has.
///
/// # Errors
/// `Conflict` for another address, a channel that was deleted and a customer who wrote too long ago for the platform,
/// `Invalid` for a text that the channel does not take.
pub(crate) fn announce_in(
    command: &mut Command<'_>,
    chat: Chat,
    address: &Identity,
    text: &Text,
) -> Result<MessageId> {
    let route = Route::current(command, &chat, address)?
        .ok_or_else(|| DeskError::conflict("the chat does not have this address any more"))?;
    say(command, chat, &route, text, ((AuthorKind::System, None), None))
}

/// Says what a template says in a locked chat, to its own address, as the actor, who is none of the operators.
///
/// # Errors
/// As [`announce_in`].
pub(crate) fn announce_home_in(
    command: &mut Command<'_>,
    chat: Chat,
    text: &Text,
    template_id: TemplateId,
) -> Result<MessageId> {
    let route = Route::home(command, &chat)?;
    let author = command.author();
    say(command, chat, &route, text, (author, Some(template_id)))
}

fn say(
    command: &mut Command<'_>,
    mut chat: Chat,
    route: &Route,
    text: &Text,
    (author, template_id): (Author, Option<TemplateId>),
) -> Result<MessageId> {
    let capabilities = command.capabilities(&route.channel.plugin)?;
    check_window(command, &capabilities, route.identity_id)?;
    let text = check_text(&capabilities, text, false)?;
    let now = command.now();
    let message_id: MessageId = command.id();
    let said = Message {
        identity_id: route.named,
        template_id,
        ..blank(command, &chat, message_id, author, text)
    };
    apply_message(&mut chat, &said, None, false, now)?;
    message::insert(command, &said)?;
    chat::update_after_message(command, &chat)?;
    queue(command, route, &chat, message_id, DeliveryOperation::Send)?;
    command.event_by(author, EventKind::MessageCreated, (&chat, &said), EventDetail::default())?;
    Ok(message_id)
}
