//! Gives a visitor's message its files and its quote, in the transaction that stores it.

use super::WriteInput;
use crate::limits::QUOTED_TEXT_MAX_CHARACTERS;
use crate::{Command, Result, attachment, text};
use switchboard_model::MessageId;
use switchboard_model::message::Message;
use switchboard_store::message;

/// The message with all that belongs to it.
pub(super) fn complete(
    command: &mut Command<'_>,
    message_id: MessageId,
    input: &WriteInput,
) -> Result<Message> {
    let mut stored = message::get(command, message_id)?;
    if let Some(id) = input.quoted_message_id {
        let quoted = message::get(command, id)?;
        // Of a chat that has ended meanwhile the words are kept, the link is not.
        stored.quoted_message_id = (quoted.chat_id == stored.chat_id).then_some(id);
        stored.quoted_text = Some(text::start(&quoted.body, QUOTED_TEXT_MAX_CHARACTERS));
        message::update(command, &stored)?;
    }
    attachment::bind(command, &input.attachment_ids, &stored)?;
    Ok(stored)
}
