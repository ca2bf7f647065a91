//! A visitor deletes an own message: a tombstone stays on both sides.

use super::acting::{ActingVisitor, visitor_of};
use super::own_message::own_message;
use super::write_guard::Weight;
use crate::attachment::discard;
use crate::message::tombstone;
use crate::{CommandResult, Context, Desk};
use switchboard_model::MessageId;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::message::Message;
use switchboard_store::Lane;

/// Deletes the message, and its files with the commit. Deleting it twice is fine; also who has taken their consent
/// back may delete.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor, a blocked contact, and for what somebody else wrote, `NotFound` for a
/// message of another's chat, `Unsupported` for one that is too old, `Conflict` when the channel is not at work,
/// `TooMany` when the shares of the contact or the peer are used up.
pub async fn delete(
    desk: &Desk,
    context: &Context,
    message_id: MessageId,
) -> CommandResult<Message> {
    let contact_id = visitor_of(&context.actor)?.contact_id;
    desk.write_guard().begin(contact_id, context.peer(), Weight::of(None), desk.now())?;
    // A message's files never change once it is written, so they can be noted before.
    let files =
        desk.store().read(move |connection| discard::of_message(connection, message_id)).await?;
    let lane = Lane::Key(contact_id.0.cast_unsigned());
    let done = desk
        .command(context, lane, move |command| {
            let actor = command.actor();
            let visitor = ActingVisitor::now(command, actor)?;
            let (mut message, chat) = own_message(command, &visitor, message_id)?;
            if message.deleted_at.is_some() {
                return Ok(message);
            }
            tombstone(command, &mut message)?;
            let detail = EventDetail::default();
            command.event(EventKind::MessageDeleted, (&chat, &message), detail)?;
            Ok(message)
        })
        .await?;
    discard::release_after_commit(desk, files).await;
    Ok(done)
}
