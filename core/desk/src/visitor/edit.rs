//! A visitor changes the text of an own message; what it was is kept for the operators.

use super::acting::{ActingVisitor, visitor_of};
use super::own_message::own_message;
use super::share::Share;
use super::write::message_text;
use super::write_guard::Weight;
use crate::change::changed;
use crate::limits::MESSAGE_TEXT_MAX_BYTES;
use crate::message::revise;
use crate::{CommandResult, Context, Desk, DeskError, text};
use switchboard_model::MessageId;
use switchboard_model::event::EventKind;
use switchboard_model::message::Message;
use switchboard_store::Lane;

/// The new text.
#[derive(Clone, Debug)]
pub struct EditInput {
    /// The message.
    pub message_id: MessageId,
    /// The new text.
    pub body: String,
}

/// Changes the message and keeps the text before. The same text again changes nothing.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor, a blocked contact, one who has not agreed to be recorded where that
/// is asked, and for what somebody else wrote, `NotFound` for a message of another's chat, `Unsupported` for one that
/// is too old, `Conflict` when it is deleted and when the channel is not at work, `Invalid` for the text, `TooMany`
/// when the shares of the contact, the peer or the channel are used up.
pub async fn edit(desk: &Desk, context: &Context, input: EditInput) -> CommandResult<Message> {
    let contact_id = visitor_of(&context.actor)?.contact_id;
    let EditInput { message_id, body } = input;
    let Some(body) = message_text(&body)? else {
        return Err(DeskError::invalid("body", "write something, or delete the message"));
    };
    let body = text::bounded(&body, MESSAGE_TEXT_MAX_BYTES);
    let weight = Weight::of([body.as_str()]);
    let mut share = Share::begin(desk, context, contact_id, weight)?;
    desk.command(context, Lane::Key(contact_id.0.cast_unsigned()), move |command| {
        let actor = command.actor();
        let visitor = ActingVisitor::now(command, actor)?;
        visitor.check_agreed(command)?;
        let (mut message, chat) = own_message(command, &visitor, message_id)?;
        if message.deleted_at.is_some() {
            return Err(DeskError::conflict("this message is deleted"));
        }
        if message.body == body {
            return Ok(message);
        }
        share.take(command, &visitor)?;
        revise(command, &mut message, body.clone())?;
        command.event(EventKind::MessageEdited, (&chat, &message), changed(&["body"]))?;
        Ok(message)
    })
    .await
}
