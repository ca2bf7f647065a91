//! The table of message_references: what our messages are called on their platform.

use crate::dialect::OrIgnore;
use crate::schema::message_references;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::connector::{PlatformChat, PlatformMessage};
use switchboard_model::{ChannelId, MessageId};

/// The part under which the id that an echo will bear is kept; no platform's part begins so.
pub const ECHO_PART: &str = "@echo";

/// Our message of this name.
pub fn find(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    reference: &PlatformMessage,
) -> Result<Option<MessageId>, StoreError> {
    let part = reference.part.as_deref().unwrap_or_default();
    find_part(connection, channel_id, &reference.chat.id, &reference.id, part)
}

/// Our message whose echo bears this id.
pub fn find_echo(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_chat: &str,
    echo: &str,
) -> Result<Option<MessageId>, StoreError> {
    find_part(connection, channel_id, platform_chat, echo, ECHO_PART)
}

fn find_part(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_chat: &str,
    platform_id: &str,
    part: &str,
) -> Result<Option<MessageId>, StoreError> {
    let id: Option<i64> = message_references::table
        .find((channel_id.0, platform_chat, platform_id, part))
        .select(message_references::message_id)
        .first(connection)
        .optional()?;
    Ok(id.map(MessageId))
}

/// Our message of this name, whichever part of it is meant: replies and receipts often name the
/// whole.
pub fn find_any_part(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    reference: &PlatformMessage,
) -> Result<Option<MessageId>, StoreError> {
    if let Some(id) = find(connection, channel_id, reference)? {
        return Ok(Some(id));
    }
    let id: Option<i64> = message_references::table
        .filter(message_references::channel_id.eq(channel_id.0))
        .filter(message_references::platform_chat.eq(&reference.chat.id))
        .filter(message_references::platform_id.eq(&reference.id))
        .filter(message_references::part.ne(ECHO_PART))
        .order(message_references::part)
        .select(message_references::message_id)
        .first(connection)
        .optional()?;
    Ok(id.map(MessageId))
}

/// Gives the message this name; answers false, changing nothing, when the name is taken. May be
/// called before the message itself is inserted: the foreign key is checked at the commit.
pub fn insert_or_ignore(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    reference: &PlatformMessage,
    message_id: MessageId,
) -> Result<bool, StoreError> {
    let part = reference.part.as_deref().unwrap_or_default();
    insert_part(connection, channel_id, (&reference.chat.id, &reference.id, part), message_id)
}

/// Notes the id that the message's echo will bear.
pub fn insert_echo(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_chat: &str,
    echo: &str,
    message_id: MessageId,
) -> Result<bool, StoreError> {
    insert_part(connection, channel_id, (platform_chat, echo, ECHO_PART), message_id)
}

fn insert_part(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    (platform_chat, platform_id, part): (&str, &str, &str),
    message_id: MessageId,
) -> Result<bool, StoreError> {
    let count = OrIgnore(diesel::insert_into(message_references::table).values((
        message_references::channel_id.eq(channel_id.0),
        message_references::platform_chat.eq(platform_chat),
        message_references::platform_id.eq(platform_id),
        message_references::part.eq(part),
        message_references::message_id.eq(message_id.0),
    )))
    .execute(connection)?;
    Ok(count == 1)
}

/// What the message is called on its platform, part by part.
pub fn of_message(
    connection: &mut DatabaseConnection,
    message_id: MessageId,
) -> Result<Vec<PlatformMessage>, StoreError> {
    let rows: Vec<(String, String, String)> = message_references::table
        .filter(message_references::message_id.eq(message_id.0))
        .filter(message_references::part.ne(ECHO_PART))
        .order((message_references::part, message_references::platform_id))
        .select((
            message_references::platform_chat,
            message_references::platform_id,
            message_references::part,
        ))
        .load(connection)?;
    Ok(rows
        .into_iter()
        .map(|(platform_chat, id, part)| PlatformMessage {
            chat: PlatformChat { id: platform_chat, thread: None },
            id,
            part: Some(part).filter(|part| !part.is_empty()),
        })
        .collect())
}
