//! The table of messages.

use crate::schema::messages;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::connector::TextFormat;
use switchboard_model::message::Message;
use switchboard_model::{AuthorKind, ChatId, MessageId, Timestamp, id};

#[derive(Queryable)]
pub(crate) struct Row {
    message_id: i64,
    chat_id: i64,
    position: i64,
    author_kind: String,
    author_id: Option<i64>,
    body: String,
    format: String,
    quoted_message_id: Option<i64>,
    quoted_text: Option<String>,
    extra: String,
    platform_order: Option<String>,
    platform_at: Option<i64>,
    edited_at: Option<i64>,
    deleted_at: Option<i64>,
    version: i64,
    created_at: i64,
}

fn format_word(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Plain => "PLAIN",
        TextFormat::Markdown => "MARKDOWN",
        TextFormat::Html => "HTML",
    }
}

fn format_of(word: &str) -> Result<TextFormat, StoreError> {
    match word {
        "PLAIN" => Ok(TextFormat::Plain),
        "MARKDOWN" => Ok(TextFormat::Markdown),
        "HTML" => Ok(TextFormat::Html),
        other => Err(StoreError::Database(format!("{other:?} is no format of a text"))),
    }
}

impl TryFrom<Row> for Message {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            message_id: MessageId(row.message_id),
            chat_id: ChatId(row.chat_id),
            position: row.position,
            author_kind: row.author_kind.parse()?,
            author_id: row.author_id,
            body: row.body,
            format: format_of(&row.format)?,
            quoted_message_id: row.quoted_message_id.map(MessageId),
            quoted_text: row.quoted_text,
            extra: serde_json::from_str(&row.extra)?,
            platform_order: row.platform_order,
            platform_at: row.platform_at.map(Timestamp),
            edited_at: row.edited_at.map(Timestamp),
            deleted_at: row.deleted_at.map(Timestamp),
            version: row.version,
            created_at: Timestamp(row.created_at),
        })
    }
}

/// The message with this id.
pub fn get(connection: &mut DatabaseConnection, id: MessageId) -> Result<Message, StoreError> {
    let row: Row =
        messages::table.find(id.0).select(messages::all_columns).get_result(connection)?;
    row.try_into()
}

/// The messages with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[MessageId],
) -> Result<Vec<Message>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = messages::table
        .filter(messages::message_id.eq_any(ids))
        .select(messages::all_columns)
        .load(connection)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Adds a message.
pub fn insert(connection: &mut DatabaseConnection, message: &Message) -> Result<(), StoreError> {
    diesel::insert_into(messages::table)
        .values((
            messages::message_id.eq(message.message_id.0),
            messages::chat_id.eq(message.chat_id.0),
            messages::position.eq(message.position),
            messages::author_kind.eq(message.author_kind.as_str()),
            messages::author_id.eq(message.author_id),
            messages::body.eq(&message.body),
            messages::format.eq(format_word(message.format)),
            messages::quoted_message_id.eq(message.quoted_message_id.map(|id| id.0)),
            messages::quoted_text.eq(&message.quoted_text),
            messages::extra.eq(message.extra.to_string()),
            messages::platform_order.eq(&message.platform_order),
            messages::platform_at.eq(message.platform_at.map(|at| at.0)),
            messages::edited_at.eq(message.edited_at.map(|at| at.0)),
            messages::deleted_at.eq(message.deleted_at.map(|at| at.0)),
            messages::version.eq(message.version),
            messages::created_at.eq(message.created_at.0),
        ))
        .execute(connection)?;
    Ok(())
}

/// Writes all that can change about a message.
pub fn update(connection: &mut DatabaseConnection, message: &Message) -> Result<(), StoreError> {
    let count = diesel::update(messages::table.find(message.message_id.0))
        .set((
            messages::body.eq(&message.body),
            messages::format.eq(format_word(message.format)),
            messages::quoted_message_id.eq(message.quoted_message_id.map(|id| id.0)),
            messages::quoted_text.eq(&message.quoted_text),
            messages::extra.eq(message.extra.to_string()),
            messages::platform_at.eq(message.platform_at.map(|at| at.0)),
            messages::edited_at.eq(message.edited_at.map(|at| at.0)),
            messages::deleted_at.eq(message.deleted_at.map(|at| at.0)),
            messages::version.eq(message.version),
        ))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// The place of the author's first message that the platform orders after `platform_order`, among
/// those stored from `since` on; none when there is no such message.
pub fn first_after(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    author: (AuthorKind, i64),
    platform_order: &str,
    since: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let first: Option<i64> = messages::table
        .filter(messages::chat_id.eq(chat_id.0))
        .filter(messages::position.ge(id::lowest_at(since)))
        .filter(messages::author_kind.eq(author.0.as_str()))
        .filter(messages::author_id.eq(author.1))
        .filter(messages::platform_order.gt(platform_order))
        .order(messages::position)
        .select(messages::position)
        .first(connection)
        .optional()?;
    Ok(first)
}

/// Makes the place in front of `position` free and gives it. Messages of one millisecond stand without
/// a gap: those directly in front move down by one, which keeps the order of all.
pub fn free_place_before(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    position: i64,
) -> Result<i64, StoreError> {
    let place = position - 1;
    let mut lowest = position;
    loop {
        let taken: i64 = messages::table
            .filter(messages::chat_id.eq(chat_id.0))
            .filter(messages::position.eq(lowest - 1))
            .count()
            .get_result(connection)?;
        if taken == 0 {
            break;
        }
        lowest -= 1;
    }
    if lowest < position {
        diesel::update(messages::table)
            .filter(messages::chat_id.eq(chat_id.0))
            .filter(messages::position.between(lowest, place))
            .set(messages::position.eq(messages::position - 1))
            .execute(connection)?;
    }
    Ok(place)
}

/// The chat's message that stands last.
pub fn find_last(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
) -> Result<Option<Message>, StoreError> {
    let row: Option<Row> = messages::table
        .filter(messages::chat_id.eq(chat_id.0))
        .order((messages::position.desc(), messages::message_id.desc()))
        .select(messages::all_columns)
        .first(connection)
        .optional()?;
    row.map(TryInto::try_into).transpose()
}
