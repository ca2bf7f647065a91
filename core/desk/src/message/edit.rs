//! An operator changes an own message; the customer's copy changes in place.

use super::capability::{check_change, check_text};
use super::copy::{CopyToChange, copy_to_change, queue_change};
use crate::admin::check_version;
use crate::event::{self, Subject, changed};
use crate::limits::MESSAGE_VERSIONS_MAX;
use crate::{Context, Desk, DeskError, Done, access, audit};
use switchboard_model::MessageId;
use switchboard_model::connector::Text;
use switchboard_model::delivery::DeliveryOperation;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::message::{Message, MessageVersion};
use switchboard_store::{Lane, attachment, channel, message, message_version};

/// The new text.
#[derive(Clone, Debug)]
pub struct EditInput {
    /// The message.
    pub message_id: MessageId,
    /// The new text, in the message's format.
    pub body: String,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Changes the message and keeps the version before.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right or for another's message,
/// `Stale`, `Conflict` when it is deleted, `Invalid` for the text, `Unsupported` where the channel cannot or it is too old.
pub async fn edit(
    desk: &Desk,
    context: &Context,
    input: EditInput,
) -> Result<Done<Message>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let (desk_of_work, audited) = (desk.clone(), context.clone());
    desk.command(context, Lane::Any, move |transaction| {
        let (mut message, chat) = access::message_for_edit(transaction, &actor, input.message_id)?;
        check_version(input.expected_version, message.version)?;
        if message.deleted_at.is_some() {
            return Err(DeskError::conflict("this message is deleted"));
        }
        let channel = channel::get(transaction, chat.channel_id)?;
        let capabilities = desk_of_work.capabilities(&channel.plugin)?;
        let files = attachment::of_message(transaction, message.message_id)?;
        let given = Text { body: input.body.clone(), format: message.format };
        let text = check_text(&capabilities, &given, !files.is_empty())?;
        if text.body == message.body {
            return Ok(message);
        }
        let change = copy_to_change(transaction, &message)?;
        if let CopyToChange::Sent(sent) = &change {
            let now = transaction.now();
            check_change(capabilities.edit.as_ref(), "edited", sent, now)?;
        }
        let now = transaction.now();
        if message.version <= MESSAGE_VERSIONS_MAX {
            let version = MessageVersion {
                message_id: message.message_id,
                version: message.version,
                body: std::mem::take(&mut message.body),
                replaced_at: now,
            };
            message_version::insert(transaction, &version)?;
        }
        message.body = text.body;
        message.edited_at = Some(now);
        message.version += 1;
        message::update(transaction, &message)?;
        if matches!(change, CopyToChange::Sent(_)) {
            let operation = DeliveryOperation::Edit;
            queue_change(transaction, &channel, &chat, message.message_id, operation)?;
        }
        let (kind, subject) =
            (EventKind::MessageEdited, Subject::message(&chat, message.message_id));
        event::append(transaction, author, kind, subject, changed(&["body"]))?;
        let subject = (SubjectKind::Message, message.message_id.0);
        audit::record(transaction, &audited, "message.edit", subject, None, None)?;
        Ok(message)
    })
    .await
}
