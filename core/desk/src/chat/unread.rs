//! Marks a chat as unread for the operator who asks.

use super::mark;
use crate::{Context, Desk, DeskError, Done, access};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_store::Lane;

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct UnreadInput {
    /// The chat.
    pub chat_id: ChatId,
}

/// Marks the last customer message as unread.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Conflict` when the customer has written nothing.
pub async fn unread(
    desk: &Desk,
    context: &Context,
    input: UnreadInput,
) -> Result<Done<Chat>, DeskError> {
    let actor = context.actor.clone();
    desk.command(context, Lane::Chat(input.chat_id), move |transaction| {
        let chat = access::chat_for_read(transaction, &actor, input.chat_id)?.into_chat();
        if chat.inbound_count == 0 {
            return Err(DeskError::conflict("the customer has written nothing yet"));
        }
        mark(transaction, &actor, &chat, chat.inbound_count - 1)?;
        Ok(chat)
    })
    .await
}
