//! An operator changes an own message; the customer's copy changes in place.

use super::capability::{check_change, check_text};
use super::copy::{CopyToChange, copy_to_change, queue_change};
use super::revise::revise;
use super::route::Route;
use crate::change::changed;
use crate::check::check_version;
use crate::{Command, DeskError, Result};
use switchboard_model::MessageId;
use switchboard_model::connector::Text;
use switchboard_model::delivery::DeliveryOperation;
use switchboard_model::event::EventKind;
use switchboard_model::message::Message;
use switchboard_store::attachment;

/// The new text.
#[derive(Clone, Debug)]
pub struct EditInput {
    pub message_id: MessageId,
    /// The new text, in the message's format.
    pub body: String,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(edit: edit_in(&EditInput) -> Message);

/// Changes the message and keeps the version before.
///
/// # Errors
/// `NotFound` for a message that is not visible, `Denied` without the permission, `Forbidden` for another's
/// message, `Stale`, `Conflict` when it is deleted or went to an address that is another contact's by now,
/// `Invalid` for the text, `Unsupported` where the channel cannot or it is too old.
pub fn edit_in(command: &mut Command<'_>, input: &EditInput) -> Result<Message> {
    let (mut message, chat) = command.message_for_edit(input.message_id)?;
    check_version(input.expected_version, message.version)?;
    if message.deleted_at.is_some() {
        return Err(DeskError::conflict("this message is deleted"));
    }
    let route = Route::of_edit(command, &chat, &message)?;
    let capabilities = command.capabilities(&route.channel.plugin)?;
    let files = attachment::of_message(command, message.message_id)?;
    let given = Text { body: input.body.clone(), format: message.format };
    let text = check_text(&capabilities, &given, !files.is_empty())?;
    if text.body == message.body {
        return Ok(message);
    }
    let copy = copy_to_change(command, &message)?;
    if let CopyToChange::Sent(sent) = &copy {
        check_change(capabilities.edit.as_ref(), "edited", sent, command.now())?;
    }
    revise(command, &mut message, text.body)?;
    if matches!(copy, CopyToChange::Sent(_)) {
        let operation = DeliveryOperation::Edit;
        queue_change(command, &route, &chat, message.message_id, operation)?;
    }
    let event = (EventKind::MessageEdited, "message.edit");
    command.record(event, (&*chat, &message), changed(&["body"]))?;
    Ok(message)
}
