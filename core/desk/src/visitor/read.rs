//! A visitor has seen the messages up to one.

use super::acting::{ActingVisitor, visitor_of};
use crate::ingest::{InboundProcessor, ProcessingError};
use crate::{CommandResult, Context, Desk, DeskError};
use switchboard_model::MessageId;
use switchboard_store::{Lane, chat, message};

/// Marks the operators' messages up to this one as read, in the chat in which it stands.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor or a blocked contact, `Conflict` when the channel is not at
/// work, `NotFound` for a message of another's chat.
pub async fn read(desk: &Desk, context: &Context, message_id: MessageId) -> CommandResult<()> {
    let contact_id = visitor_of(&context.actor)?.contact_id;
    desk.command(context, Lane::Key(contact_id.0.cast_unsigned()), move |command| {
        let actor = command.actor();
        let visitor = ActingVisitor::now(command, actor)?;
        let seen = message::get(command, message_id)?;
        let chat = chat::lock(command, seen.chat_id)?;
        if !visitor.has(&chat) || seen.identity_id.is_some() {
            return Err(DeskError::NotFound);
        }
        let mut processor = InboundProcessor::new(command, &visitor.channel);
        processor.read_up_to(&chat, seen.created_at).map_err(ProcessingError::into_desk)
    })
    .await
}
