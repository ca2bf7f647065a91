//! Stores how far an operator has read a chat. Not audited: it changes nothing for anybody else.

use super::operator_detail;
use crate::{Command, Result};
use switchboard_model::chat::{Chat, ChatRead};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_store::chat_read;

/// The operator has read so many of the customer's messages. Nothing happens where that is known.
pub(super) fn mark(command: &mut Command<'_>, chat: &Chat, read_count: i64) -> Result<()> {
    let operator_id = command.operator()?.operator_id;
    let known = chat_read::find(command, chat.chat_id, operator_id)?;
    if known.map_or(0, |read| read.read_count) == read_count {
        return Ok(());
    }
    let updated_at = command.now();
    let read = ChatRead { chat_id: chat.chat_id, operator_id, read_count, updated_at };
    chat_read::upsert(command, &read)?;
    let detail = EventDetail { read_count: Some(read_count), ..operator_detail(operator_id) };
    command.event(EventKind::ChatRead, chat, detail)?;
    Ok(())
}
