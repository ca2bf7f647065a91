//! What chats of others have of the addresses of contacts that are being erased, who were one with these others for
//! a while. It goes, and never loses its address alone: what names none was said at the chat's own, and its
//! customer would read it.

use crate::chat_rows::remove_messages;
use crate::dialect::lock_row;
use crate::page::statement::{FoundId, numbers};
use crate::schema::{identities, pending_replies as replies};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_query;
use switchboard_model::pending_reply::PendingReply;
use switchboard_model::{ChatId, ContactId, IdentityId, MessageId};

/// Messages that were removed from a chat of somebody else.
#[derive(Clone, Debug)]
pub struct SaidElsewhere {
    /// The chat.
    pub chat_id: ChatId,
    /// The messages.
    pub message_ids: Vec<MessageId>,
    /// The contents (SHA-256) that their files had: to be released after the commit.
    pub contents: Vec<String>,
}

/// The replies to these contacts' addresses that are not sent, at most `limit`, those of a chat together.
pub fn pending_replies(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
    limit: i64,
) -> Result<Vec<PendingReply>> {
    let addresses: Vec<IdentityId> = identities::table
        .filter(identities::contact_id.eq_any(ids))
        .select(identities::identity_id)
        .load(connection)?;
    Ok(PendingReply::query()
        .filter(replies::identity_id.eq_any(addresses))
        .order((replies::chat_id, replies::pending_reply_id))
        .limit(limit)
        .load(connection)?)
}

/// Removes messages that came from and went to these contacts' addresses, of one chat and at most `limit`; none
/// when nothing was left. The chat is locked meanwhile. Call it when their own chats are gone.
pub fn remove_said_elsewhere(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
    limit: i64,
) -> Result<Option<SaidElsewhere>> {
    let of_addresses = format!(
        "identity_id IN (SELECT identity_id FROM identities WHERE contact_id IN ({}))",
        numbers(ids.iter().map(|id| id.0))
    );
    let next = format!("SELECT chat_id AS id FROM messages WHERE {of_addresses} LIMIT 1");
    let next: Option<FoundId> = sql_query(next).get_result(connection).optional()?;
    let Some(FoundId { id: chat }) = next else { return Ok(None) };
    lock_row(connection, "chats", "chat_id", chat)?;
    let text = format!(
        "SELECT message_id AS id FROM messages WHERE chat_id = {chat} AND {of_addresses} \
         ORDER BY message_id LIMIT {limit}"
    );
    let rows: Vec<FoundId> = sql_query(text).load(connection)?;
    let messages: Vec<i64> = rows.into_iter().map(|row| row.id).collect();
    let quoted = format!(
        "chat_id = {chat} AND quoted_message_id IN ({})",
        numbers(messages.iter().copied())
    );
    for text in [
        format!("UPDATE messages SET quoted_message_id = NULL, quoted_text = NULL WHERE {quoted}"),
        format!("UPDATE drafts SET quoted_message_id = NULL WHERE {quoted}"),
    ] {
        sql_query(text).execute(connection)?;
    }
    let contents = remove_messages(connection, &messages)?;
    let last = format!(
        "UPDATE chats SET last_message_id = (SELECT message_id FROM messages \
         WHERE messages.chat_id = {chat} ORDER BY position DESC, message_id DESC LIMIT 1), \
         version = version + 1 WHERE chat_id = {chat}"
    );
    sql_query(last).execute(connection)?;
    let message_ids = messages.into_iter().map(MessageId).collect();
    Ok(Some(SaidElsewhere { chat_id: ChatId(chat), message_ids, contents }))
}
