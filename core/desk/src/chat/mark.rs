//! Stores how far an operator has read a chat. Not audited: it changes nothing for anybody else.

use super::operator_detail;
use crate::event::{self, Subject};
use crate::{DeskError, admin};
use switchboard_model::Actor;
use switchboard_model::chat::{Chat, ChatRead};
use switchboard_model::event::EventKind;
use switchboard_store::{Transaction, chat_read};

/// The operator has read so many of the customer's messages. Nothing happens where that is known.
pub(crate) fn mark(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    chat: &Chat,
    read_count: i64,
) -> Result<(), DeskError> {
    let operator_id = admin::operator_actor(actor)?.operator_id;
    let known = chat_read::find(transaction, chat.chat_id, operator_id)?;
    if known.map_or(0, |read| read.read_count) == read_count {
        return Ok(());
    }
    let now = transaction.now();
    let read = ChatRead { chat_id: chat.chat_id, operator_id, read_count, updated_at: now };
    chat_read::upsert(transaction, &read)?;
    let subject = Subject::chat(chat);
    let detail = operator_detail(operator_id);
    event::append(transaction, actor.author(), EventKind::ChatRead, subject, detail)?;
    Ok(())
}
