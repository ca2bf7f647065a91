//! An operator deletes an own message: a tombstone stays on both sides.

use super::capability::check_change;
use super::copy::{CopyToChange, copy_to_change, queue_change};
use super::route::Route;
use super::tombstone;
use crate::attachment::discard;
use crate::change::changed;
use crate::check::check_version;
use crate::{Change, Command, CommandResult, Context, Desk, Result};
use serde_json::json;
use switchboard_model::MessageId;
use switchboard_model::chat::Chat;
use switchboard_model::delivery::{Delivery, DeliveryOperation, DeliveryState};
use switchboard_model::event::EventKind;
use switchboard_model::message::Message;
use switchboard_store::{Lane, delivery};

/// Which message.
#[derive(Clone, Debug)]
pub struct DeleteInput {
    pub message_id: MessageId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Deletes the message, and its files with the commit.
///
/// # Errors
/// `NotFound` for a message that is not visible, `Denied` without the permission, `Forbidden` for another's
/// message, `Stale`, `Unsupported` where the channel cannot or it is too old.
pub async fn delete(desk: &Desk, context: &Context, input: DeleteInput) -> CommandResult<Message> {
    // A message's files never change once it is written, so they can be noted before.
    let message_id = input.message_id;
    let files =
        desk.store().read(move |connection| discard::of_message(connection, message_id)).await?;
    let work = move |command: &mut Command<'_>| delete_in(command, &input);
    let done = desk.command(context, Lane::Any, work).await?;
    discard::release_after_commit(desk, files).await;
    Ok(done)
}

/// Deletes the message inside a running command. The bytes of its files stay until they are released
/// or a sweep finds them.
pub fn delete_in(command: &mut Command<'_>, input: &DeleteInput) -> Result<Message> {
    let (mut message, chat) = command.message_for_edit(input.message_id)?;
    check_version(input.expected_version, message.version)?;
    if message.deleted_at.is_some() {
        return Ok(message);
    }
    match copy_to_change(command, &message)? {
        CopyToChange::Unsent(None) => {}
        CopyToChange::Unsent(Some(queued)) => cancel(command, &chat, queued)?,
        CopyToChange::Sent(sent) => {
            let route = Route::of_message(command, &chat, &message)?;
            let capabilities = command.capabilities(&route.channel.plugin)?;
            check_change(capabilities.retract.as_ref(), "deleted", &sent, command.now())?;
            let operation = DeliveryOperation::Delete;
            queue_change(command, &route, &chat, message.message_id, operation)?;
        }
    }
    let change = Change::deleted(json!({ "body": message.body }));
    tombstone(command, &mut message)?;
    let event = (EventKind::MessageDeleted, "message.delete");
    command.record(event, (&*chat, &message), change)?;
    Ok(message)
}

/// What was never sent is not sent any more.
fn cancel(command: &mut Command<'_>, chat: &Chat, queued: Delivery) -> Result<()> {
    let cancelled = Delivery {
        state: DeliveryState::Failed,
        error_code: Some("message.deleted".to_owned()),
        error_message: Some("the message was deleted before it was sent".to_owned()),
        updated_at: command.now(),
        ..queued
    };
    delivery::update(command, &cancelled)?;
    command.event(EventKind::DeliveryChanged, (chat, &cancelled), changed(&["state"]))?;
    Ok(())
}
