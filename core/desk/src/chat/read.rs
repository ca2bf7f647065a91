//! Marks a chat as read by the operator who asks. Does not clear "unanswered".

use super::mark;
use crate::{Context, Desk, DeskError, Done, access};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_store::Lane;

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct ReadInput {
    /// The chat.
    pub chat_id: ChatId,
}

/// Marks all of the chat as read.
///
/// # Errors
/// `NotFound` for a chat out of reach.
pub async fn read(
    desk: &Desk,
    context: &Context,
    input: ReadInput,
) -> Result<Done<Chat>, DeskError> {
    let actor = context.actor.clone();
    desk.command(context, Lane::Chat(input.chat_id), move |transaction| {
        let chat = access::chat_for_read(transaction, &actor, input.chat_id)?.into_chat();
        mark(transaction, &actor, &chat, chat.inbound_count)?;
        Ok(chat)
    })
    .await
}
