//! The table of message_references: what our messages are called on their platform.

use crate::dialect::direct;
use crate::schema::message_references;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::connector::{PlatformChat, PlatformMessage};
use switchboard_model::{ChannelId, MessageId};

/// The part under which the id that an echo will bear is kept; no platform's part begins so.
pub const ECHO_PART: &str = "@echo";
/// The thread of what stands in none.
const NO_THREAD: &str = "";

/// A name as its columns hold it.
struct Name<'a> {
    chat: &'a PlatformChat,
    id: &'a str,
    part: &'a str,
}

impl<'a> Name<'a> {
    fn of(reference: &'a PlatformMessage) -> Self {
        let part = reference.part.as_deref().unwrap_or_default();
        Self { chat: &reference.chat, id: &reference.id, part }
    }

    fn echo(chat: &'a PlatformChat, echo: &'a str) -> Self {
        Self { chat, id: echo, part: ECHO_PART }
    }

    fn thread(&self) -> &'a str {
        thread(self.chat)
    }
}

fn thread(chat: &PlatformChat) -> &str {
    chat.thread.as_deref().unwrap_or(NO_THREAD)
}

/// Our message of this name.
pub fn find(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    reference: &PlatformMessage,
) -> Result<Option<MessageId>> {
    find_name(connection, channel_id, &Name::of(reference))
}

/// Our message whose echo bears this id.
pub fn find_echo(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    chat: &PlatformChat,
    echo: &str,
) -> Result<Option<MessageId>> {
    find_name(connection, channel_id, &Name::echo(chat, echo))
}

fn find_name(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    name: &Name<'_>,
) -> Result<Option<MessageId>> {
    let query = message_references::table
        .find((channel_id, &name.chat.id, name.id, name.thread(), name.part))
        .select(message_references::message_id);
    Ok(direct!(connection => query.get_result(connection)).optional()?)
}

/// Our message of this name, whichever part of it is meant: replies and receipts often name the
/// whole.
pub fn find_any_part(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    reference: &PlatformMessage,
) -> Result<Option<MessageId>> {
    if let Some(id) = find(connection, channel_id, reference)? {
        return Ok(Some(id));
    }
    Ok(message_references::table
        .filter(message_references::channel_id.eq(channel_id))
        .filter(message_references::platform_chat.eq(&reference.chat.id))
        .filter(message_references::platform_thread.eq(thread(&reference.chat)))
        .filter(message_references::platform_id.eq(&reference.id))
        .filter(message_references::part.ne(ECHO_PART))
        .order(message_references::part)
        .select(message_references::message_id)
        .first(connection)
        .optional()?)
}

/// Our only message of this name in any thread of the chat, for what the platform tells without the
/// thread; none where two threads have one.
pub fn find_in_any_thread(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    reference: &PlatformMessage,
) -> Result<Option<MessageId>> {
    let ids: Vec<MessageId> = message_references::table
        .filter(message_references::channel_id.eq(channel_id))
        .filter(message_references::platform_chat.eq(&reference.chat.id))
        .filter(message_references::platform_id.eq(&reference.id))
        .filter(message_references::part.ne(ECHO_PART))
        .select(message_references::message_id)
        .distinct()
        .limit(2)
        .load(connection)?;
    Ok(match ids.as_slice() {
        [id] => Some(*id),
        _ => None,
    })
}

/// Gives the message this name; answers false, changing nothing, when the name is taken. May be
/// called before the message itself is inserted: the foreign key is checked at the commit.
pub fn insert_or_ignore(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    reference: &PlatformMessage,
    message_id: MessageId,
) -> Result<bool> {
    insert_name(connection, channel_id, &Name::of(reference), message_id)
}

/// Notes the id that the message's echo will bear.
pub fn insert_echo(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    chat: &PlatformChat,
    echo: &str,
    message_id: MessageId,
) -> Result<bool> {
    insert_name(connection, channel_id, &Name::echo(chat, echo), message_id)
}

fn insert_name(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    name: &Name<'_>,
    message_id: MessageId,
) -> Result<bool> {
    let insert = diesel::insert_into(message_references::table).values((
        message_references::channel_id.eq(channel_id),
        message_references::platform_chat.eq(&name.chat.id),
        message_references::platform_thread.eq(name.thread()),
        message_references::platform_id.eq(name.id),
        message_references::part.eq(name.part),
        message_references::message_id.eq(message_id),
    ));
    dialect::insert_or_ignore(connection, insert)
}

/// What the message is called on its platform, part by part.
pub fn of_message(
    connection: &mut DatabaseConnection,
    message_id: MessageId,
) -> Result<Vec<PlatformMessage>> {
    let names = of_messages(connection, &[message_id])?;
    Ok(names.into_iter().map(|(_, name)| name).collect())
}

/// What these messages are called on their platforms, those of a message part by part.
pub fn of_messages(
    connection: &mut DatabaseConnection,
    message_ids: &[MessageId],
) -> Result<Vec<(MessageId, PlatformMessage)>> {
    let rows: Vec<(MessageId, String, String, String, String)> = message_references::table
        .filter(message_references::message_id.eq_any(message_ids))
        .filter(message_references::part.ne(ECHO_PART))
        .order((message_references::part, message_references::platform_id))
        .select((
            message_references::message_id,
            message_references::platform_chat,
            message_references::platform_thread,
            message_references::platform_id,
            message_references::part,
        ))
        .load(connection)?;
    let name =
        |(message_id, chat, thread, id, part): (MessageId, String, String, String, String)| {
            let thread = Some(thread).filter(|thread| thread != NO_THREAD);
            let part = Some(part).filter(|part| !part.is_empty());
            (message_id, PlatformMessage { chat: PlatformChat { id: chat, thread }, id, part })
        };
    Ok(rows.into_iter().map(name).collect())
}
