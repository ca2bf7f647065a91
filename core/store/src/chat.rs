//! The table of chats.

use crate::dialect::{Followed, OrIgnore};
use crate::schema::{chats, participants};
use crate::{DatabaseConnection, StoreError, dialect};
use diesel::prelude::*;
use switchboard_model::actor::Scope;
use switchboard_model::chat::Chat;
use switchboard_model::{
    ChannelId, ChatId, ContactId, IdentityId, MessageId, OperatorId, ReasonId, TeamId, Timestamp,
};

#[derive(Queryable)]
pub(crate) struct Row {
    chat_id: i64,
    number: i64,
    channel_id: i64,
    contact_id: i64,
    identity_id: i64,
    platform_chat: String,
    platform_thread: Option<String>,
    _is_current: bool,
    reply_context: String,
    subject: Option<String>,
    status: String,
    waiting_on: String,
    waiting_since: Option<i64>,
    priority: String,
    operator_id: Option<i64>,
    team_id: Option<i64>,
    last_message_id: Option<i64>,
    last_message_at: i64,
    inbound_count: i64,
    reason_id: Option<i64>,
    closed_at: Option<i64>,
    version: i64,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<Row> for Chat {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            chat_id: ChatId(row.chat_id),
            number: row.number,
            channel_id: ChannelId(row.channel_id),
            contact_id: ContactId(row.contact_id),
            identity_id: IdentityId(row.identity_id),
            platform_chat: row.platform_chat,
            platform_thread: row.platform_thread,
            reply_context: serde_json::from_str(&row.reply_context)?,
            subject: row.subject,
            status: row.status.parse()?,
            waiting_on: row.waiting_on.parse()?,
            waiting_since: row.waiting_since.map(Timestamp),
            priority: row.priority.parse()?,
            operator_id: row.operator_id.map(OperatorId),
            team_id: row.team_id.map(TeamId),
            last_message_id: row.last_message_id.map(MessageId),
            last_message_at: Timestamp(row.last_message_at),
            inbound_count: row.inbound_count,
            reason_id: row.reason_id.map(ReasonId),
            closed_at: row.closed_at.map(Timestamp),
            version: row.version,
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
        })
    }
}

/// The chat with this id.
pub fn get(connection: &mut DatabaseConnection, id: ChatId) -> Result<Chat, StoreError> {
    let row: Row = chats::table.find(id.0).select(chats::all_columns).get_result(connection)?;
    row.try_into()
}

/// The chat with this id, its row locked until the end of the transaction.
pub fn lock(connection: &mut DatabaseConnection, id: ChatId) -> Result<Chat, StoreError> {
    let lock = dialect::for_update(connection);
    let row: Row = Followed(chats::table.find(id.0).select(chats::all_columns), lock)
        .get_result(connection)?;
    row.try_into()
}

/// The chats with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[ChatId],
) -> Result<Vec<Chat>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = chats::table
        .filter(chats::chat_id.eq_any(ids))
        .select(chats::all_columns)
        .load(connection)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The chat that new messages of a platform chat go to, its row locked until the end of the
/// transaction.
pub fn lock_current(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_chat: &str,
    platform_thread: Option<&str>,
) -> Result<Option<Chat>, StoreError> {
    let lock = dialect::for_update(connection);
    current(connection, channel_id, platform_chat, platform_thread, lock)
}

fn current(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_chat: &str,
    platform_thread: Option<&str>,
    lock: &'static str,
) -> Result<Option<Chat>, StoreError> {
    let query = chats::table
        .filter(chats::channel_id.eq(channel_id.0))
        .filter(chats::platform_chat.eq(platform_chat))
        .filter(chats::is_current)
        .select(chats::all_columns);
    let row: Option<Row> = match platform_thread {
        Some(thread) => Followed(query.filter(chats::platform_thread.eq(thread)), lock)
            .get_result(connection)
            .optional()?,
        None => Followed(query.filter(chats::platform_thread.is_null()), lock)
            .get_result(connection)
            .optional()?,
    };
    row.map(TryInto::try_into).transpose()
}

/// The chat that new messages of a platform chat go to.
pub fn find_current(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_chat: &str,
    platform_thread: Option<&str>,
) -> Result<Option<Chat>, StoreError> {
    current(connection, channel_id, platform_chat, platform_thread, "")
}

/// The newest current chat of an identity.
pub fn find_current_of_identity(
    connection: &mut DatabaseConnection,
    identity_id: IdentityId,
    contact_id: ContactId,
) -> Result<Option<Chat>, StoreError> {
    let row: Option<Row> = chats::table
        .filter(chats::contact_id.eq(contact_id.0))
        .filter(chats::identity_id.eq(identity_id.0))
        .filter(chats::is_current)
        .order((chats::last_message_at.desc(), chats::chat_id.desc()))
        .select(chats::all_columns)
        .first(connection)
        .optional()?;
    row.map(TryInto::try_into).transpose()
}

/// Adds a chat as the current one of its platform chat; answers false, adding nothing, when there
/// is a current one.
pub fn insert_or_ignore(
    connection: &mut DatabaseConnection,
    chat: &Chat,
) -> Result<bool, StoreError> {
    let count = OrIgnore(diesel::insert_into(chats::table).values((
        chats::chat_id.eq(chat.chat_id.0),
        chats::number.eq(chat.number),
        chats::channel_id.eq(chat.channel_id.0),
        chats::contact_id.eq(chat.contact_id.0),
        chats::identity_id.eq(chat.identity_id.0),
        chats::platform_chat.eq(&chat.platform_chat),
        chats::platform_thread.eq(&chat.platform_thread),
        chats::is_current.eq(true),
        chats::reply_context.eq(chat.reply_context.to_string()),
        chats::subject.eq(&chat.subject),
        chats::status.eq(chat.status.as_str()),
        chats::waiting_on.eq(chat.waiting_on.as_str()),
        chats::waiting_since.eq(chat.waiting_since.map(|at| at.0)),
        chats::priority.eq(chat.priority.as_str()),
        chats::operator_id.eq(chat.operator_id.map(|id| id.0)),
        chats::team_id.eq(chat.team_id.map(|id| id.0)),
        chats::last_message_id.eq(chat.last_message_id.map(|id| id.0)),
        chats::last_message_at.eq(chat.last_message_at.0),
        chats::inbound_count.eq(chat.inbound_count),
        chats::reason_id.eq(chat.reason_id.map(|id| id.0)),
        chats::closed_at.eq(chat.closed_at.map(|at| at.0)),
        chats::version.eq(chat.version),
        chats::created_at.eq(chat.created_at.0),
        chats::updated_at.eq(chat.updated_at.0),
    )))
    .execute(connection)?;
    Ok(count == 1)
}

/// New messages of the platform chat no longer go to this chat.
pub fn retire(connection: &mut DatabaseConnection, id: ChatId) -> Result<(), StoreError> {
    diesel::update(chats::table.find(id.0)).set(chats::is_current.eq(false)).execute(connection)?;
    Ok(())
}

/// New messages of the platform chat go to this chat; the one before must be retired.
pub fn make_current(connection: &mut DatabaseConnection, id: ChatId) -> Result<(), StoreError> {
    diesel::update(chats::table.find(id.0)).set(chats::is_current.eq(true)).execute(connection)?;
    Ok(())
}

/// Writes all that can change about a chat.
pub fn update(connection: &mut DatabaseConnection, chat: &Chat) -> Result<(), StoreError> {
    let count = diesel::update(chats::table.find(chat.chat_id.0))
        .set((
            chats::identity_id.eq(chat.identity_id.0),
            chats::reply_context.eq(chat.reply_context.to_string()),
            chats::subject.eq(&chat.subject),
            chats::status.eq(chat.status.as_str()),
            chats::waiting_on.eq(chat.waiting_on.as_str()),
            chats::waiting_since.eq(chat.waiting_since.map(|at| at.0)),
            chats::priority.eq(chat.priority.as_str()),
            chats::operator_id.eq(chat.operator_id.map(|id| id.0)),
            chats::team_id.eq(chat.team_id.map(|id| id.0)),
            chats::last_message_id.eq(chat.last_message_id.map(|id| id.0)),
            chats::last_message_at.eq(chat.last_message_at.0),
            chats::inbound_count.eq(chat.inbound_count),
            chats::reason_id.eq(chat.reason_id.map(|id| id.0)),
            chats::closed_at.eq(chat.closed_at.map(|at| at.0)),
            chats::version.eq(chat.version),
            chats::updated_at.eq(chat.updated_at.0),
        ))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Writes what a message changes; spares the indexes on columns that no message changes.
pub fn update_after_message(
    connection: &mut DatabaseConnection,
    chat: &Chat,
) -> Result<(), StoreError> {
    let count = diesel::update(chats::table.find(chat.chat_id.0))
        .set((
            chats::reply_context.eq(chat.reply_context.to_string()),
            chats::status.eq(chat.status.as_str()),
            chats::waiting_on.eq(chat.waiting_on.as_str()),
            chats::waiting_since.eq(chat.waiting_since.map(|at| at.0)),
            chats::last_message_id.eq(chat.last_message_id.map(|id| id.0)),
            chats::last_message_at.eq(chat.last_message_at.0),
            chats::inbound_count.eq(chat.inbound_count),
            chats::reason_id.eq(chat.reason_id.map(|id| id.0)),
            chats::closed_at.eq(chat.closed_at.map(|at| at.0)),
            chats::version.eq(chat.version),
            chats::updated_at.eq(chat.updated_at.0),
        ))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Has the contact a chat that is in this scope.
pub fn is_contact_in_scope(
    connection: &mut DatabaseConnection,
    contact_id: ContactId,
    scope: &Scope,
) -> Result<bool, StoreError> {
    let team_ids: Vec<i64> = scope.team_ids.iter().map(|id| id.0).collect();
    let channel_ids: Vec<i64> = scope.channel_ids.iter().map(|id| id.0).collect();
    let found: Option<i64> = chats::table
        .left_join(
            participants::table.on(participants::chat_id
                .eq(chats::chat_id)
                .and(participants::operator_id.eq(scope.operator_id.0))
                .and(participants::left_at.is_null())),
        )
        .filter(chats::contact_id.eq(contact_id.0))
        .filter(
            chats::operator_id
                .eq(scope.operator_id.0)
                .or(chats::team_id.eq_any(team_ids))
                .or(chats::channel_id.eq_any(channel_ids))
                .or(participants::operator_id.nullable().is_not_null()),
        )
        .select(chats::chat_id)
        .first(connection)
        .optional()?;
    Ok(found.is_some())
}
