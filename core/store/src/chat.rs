//! The table of chats.

use crate::dialect::{Locked, direct, kept};
use crate::error::one_changed;
use crate::schema::chats;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::chat::{Chat, ChatStatus};
use switchboard_model::sql::Json;
use switchboard_model::{ChannelId, ChatId, ContactId, IdentityId, Timestamp};

queries!(Chat in chats by chat_id: ChatId copied { get, find, lock, by_ids, update });

/// The chat that new messages of a platform chat go to, its row locked until the end of the
/// transaction.
pub fn lock_current(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_chat: &str,
    platform_thread: Option<&str>,
) -> Result<Option<Chat>> {
    let found = direct!(connection => {
        let query = Chat::query()
            .filter(chats::channel_id.eq(channel_id))
            .filter(chats::platform_chat.eq(platform_chat))
            .filter(chats::is_current);
        match platform_thread {
            Some(thread) => {
                Locked(query.filter(chats::platform_thread.eq(thread))).get_result(connection)
            }
            None => Locked(query.filter(chats::platform_thread.is_null())).get_result(connection),
        }
    });
    Ok(found.optional()?)
}

/// The chat that new messages of a platform chat go to.
pub fn find_current(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_chat: &str,
    platform_thread: Option<&str>,
) -> Result<Option<Chat>> {
    let query = Chat::query()
        .filter(chats::channel_id.eq(channel_id))
        .filter(chats::platform_chat.eq(platform_chat))
        .filter(chats::is_current);
    let found = match platform_thread {
        Some(thread) => query.filter(chats::platform_thread.eq(thread)).get_result(connection),
        None => query.filter(chats::platform_thread.is_null()).get_result(connection),
    };
    Ok(found.optional()?)
}

/// The newest current chat of an identity.
pub fn find_current_of_identity(
    connection: &mut DatabaseConnection,
    identity_id: IdentityId,
    contact_id: ContactId,
) -> Result<Option<Chat>> {
    Ok(Chat::query()
        .filter(chats::contact_id.eq(contact_id))
        .filter(chats::identity_id.eq(identity_id))
        .filter(chats::is_current)
        .order((chats::last_message_at.desc(), chats::chat_id.desc()))
        .first(connection)
        .optional()?)
}

/// The chats of an identity, those in which something was said last first, at most `limit`: which they are, and
/// where each stands.
pub fn standing_of_identity(
    connection: &mut DatabaseConnection,
    (identity_id, contact_id): (IdentityId, ContactId),
    limit: i64,
) -> Result<Vec<(ChatId, ChatStatus)>> {
    Ok(chats::table
        .filter(chats::contact_id.eq(contact_id))
        .filter(chats::identity_id.eq(identity_id))
        .filter(chats::deleted_at.is_null())
        .order((chats::last_message_at.desc(), chats::chat_id.desc()))
        .limit(limit)
        .select((chats::chat_id, chats::status))
        .load(connection)?)
}

/// The chats that are closed since before a time, those that were closed first, at most `limit`; their rows
/// locked until the commit. The status stands in the text, so that the partial index serves.
pub fn lock_closed_before(
    connection: &mut DatabaseConnection,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<Chat>> {
    let closed = || diesel::dsl::sql::<diesel::sql_types::Bool>("status = 'CLOSED'");
    Ok(direct!(connection => Locked(
        Chat::query()
            .filter(closed())
            .filter(chats::closed_at.lt(before))
            .order((chats::closed_at, chats::chat_id))
            .limit(limit)
    )
    .load(connection))?)
}

/// The next chats of a contact behind one, by their ids, at most `limit`.
pub fn of_contact(
    connection: &mut DatabaseConnection,
    contact_id: ContactId,
    after: ChatId,
    limit: i64,
) -> Result<Vec<Chat>> {
    let query = Chat::query().filter(chats::contact_id.eq(contact_id));
    Ok(query
        .filter(chats::chat_id.gt(after))
        .order(chats::chat_id)
        .limit(limit)
        .load(connection)?)
}

/// The newest open chats of a contact, at most `limit`.
pub fn newest_open_of_contact(
    connection: &mut DatabaseConnection,
    contact_id: ContactId,
    limit: i64,
) -> Result<Vec<ChatId>> {
    Ok(chats::table
        .filter(chats::contact_id.eq(contact_id))
        .filter(chats::deleted_at.is_null())
        .filter(chats::status.eq_any(ChatStatus::OPEN))
        .order((chats::last_message_at.desc(), chats::chat_id.desc()))
        .select(chats::chat_id)
        .limit(limit)
        .load(connection)?)
}

/// How many chats a contact has, and how many of them are open.
pub fn counts_of_contact(
    connection: &mut DatabaseConnection,
    contact_id: ContactId,
) -> Result<(i64, i64)> {
    let by_status: Vec<(ChatStatus, i64)> = chats::table
        .filter(chats::contact_id.eq(contact_id))
        .filter(chats::deleted_at.is_null())
        .group_by(chats::status)
        .select((chats::status, diesel::dsl::count_star()))
        .load(connection)?;
    let all = by_status.iter().map(|(_, count)| count).sum();
    let open = by_status.iter().filter(|(status, _)| status.is_open());
    Ok((all, open.map(|(_, count)| count).sum()))
}

/// Adds a chat as the current one of its platform chat; answers false, adding nothing, when there
/// is a current one.
pub fn insert_or_ignore(connection: &mut DatabaseConnection, chat: &Chat) -> Result<bool> {
    let row = (chat.clone(), chats::is_current.eq(true));
    dialect::insert_or_ignore(connection, diesel::insert_into(chats::table).values(row))
}

/// New messages of the platform chat no longer go to this chat.
pub fn retire(connection: &mut DatabaseConnection, id: ChatId) -> Result<()> {
    diesel::update(chats::table.find(id)).set(chats::is_current.eq(false)).execute(connection)?;
    Ok(())
}

/// New messages of the platform chat go to this chat; the one before must be retired.
pub fn make_current(connection: &mut DatabaseConnection, id: ChatId) -> Result<()> {
    diesel::update(chats::table.find(id)).set(chats::is_current.eq(true)).execute(connection)?;
    Ok(())
}

/// Nobody finds the chat any more, and no messages go to it; its rows are removed later (`chat_rows`).
pub fn delete(connection: &mut DatabaseConnection, id: ChatId, at: Timestamp) -> Result<()> {
    let deleted = (chats::deleted_at.eq(at), chats::is_current.eq(false));
    one_changed(diesel::update(chats::table.find(id)).set(deleted).execute(connection)?)
}

/// Gives a chat the platform's new id of it; `is_current` says whether new messages there go to it.
pub fn move_to_platform_chat(
    connection: &mut DatabaseConnection,
    chat: &Chat,
    is_current: bool,
) -> Result<()> {
    let changed = (
        chats::platform_chat.eq(chat.platform_chat.as_str()),
        chats::is_current.eq(is_current),
        chats::version.eq(chat.version),
        chats::updated_at.eq(chat.updated_at),
    );
    let row = chats::table.find(chat.chat_id);
    one_changed(diesel::update(row).set(changed).execute(connection)?)
}

/// Writes what a message changes in an open chat; spares the indexes on columns that no message changes.
pub fn update_after_message(connection: &mut DatabaseConnection, chat: &Chat) -> Result<()> {
    let changed = (
        chats::reply_context.eq(Json::from(&chat.reply_context)),
        chats::status.eq(chat.status),
        chats::waiting_on.eq(chat.waiting_on),
        chats::waiting_since.eq(chat.waiting_since),
        chats::last_message_id.eq(chat.last_message_id),
        chats::last_author_kind.eq(chat.last_author_kind),
        chats::last_message_at.eq(chat.last_message_at),
        chats::inbound_count.eq(chat.inbound_count),
        chats::version.eq(chat.version),
        chats::updated_at.eq(chat.updated_at),
    );
    let row = chats::table.find(chat.chat_id);
    let update = diesel::update(row).set(changed);
    one_changed(direct!(connection => kept!(update).execute(connection))?)
}
