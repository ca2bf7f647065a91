//! Who spoke when in the newest chats of a channel: as little of each message as says how long customers waited, and
//! no more messages of a chat than are asked for.

use crate::{DatabaseConnection, Result, schema::chats};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bool},
};
use switchboard_model::{ChannelId, ChatId, Timestamp};

/// One message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, QueryableByName)]
pub struct Turn {
    /// The chat.
    #[diesel(sql_type = BigInt)]
    pub chat_id: i64,
    /// When it was stored.
    #[diesel(sql_type = BigInt)]
    pub created_at: Timestamp,
    /// The customer wrote it.
    #[diesel(sql_type = Bool)]
    pub is_contact: bool,
    /// An operator wrote it.
    #[diesel(sql_type = Bool)]
    pub is_operator: bool,
}

/// The chats of a channel in which something was said since a time, the newest first, at most `limit`.
pub fn newest_chats(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<ChatId>> {
    Ok(chats::table
        .filter(chats::channel_id.eq(channel_id))
        .filter(chats::deleted_at.is_null())
        .filter(chats::last_message_at.ge(since))
        .order((chats::last_message_at.desc(), chats::chat_id.desc()))
        .limit(limit)
        .select(chats::chat_id)
        .load(connection)?)
}

/// The newest messages of each of these chats, at most `limit` of each; reads nothing where there are no chats.
pub fn of_chats(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
    limit: i64,
) -> Result<Vec<Turn>> {
    if chat_ids.is_empty() {
        return Ok(Vec::new());
    }
    let parts = chat_ids.iter().map(|id| {
        format!(
            "SELECT * FROM (SELECT chat_id, created_at, author_kind = 'CONTACT' AS is_contact, \
             author_kind = 'OPERATOR' AS is_operator FROM messages WHERE chat_id = {} \
             ORDER BY position DESC, message_id DESC LIMIT {limit}) AS list",
            id.0
        )
    });
    let text = parts.collect::<Vec<String>>().join(" UNION ALL ");
    Ok(sql_query(text).load(connection)?)
}
