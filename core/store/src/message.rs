//! The table of messages.

use crate::dialect::direct;
use crate::page::statement::numbers;
use crate::schema::messages;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use std::collections::HashMap;
use switchboard_model::message::Message;
use switchboard_model::{AuthorKind, ChatId, IdentityId, TemplateId, Timestamp, id};

queries!(Message in messages by message_id: MessageId copied {
    get, by_ids, insert, update,
});

/// The texts of the newest messages that have one, at most `limit`.
pub fn newest_texts(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<String>> {
    Ok(messages::table
        .filter(messages::body.ne(""))
        .order(messages::message_id.desc())
        .select(messages::body)
        .limit(limit)
        .load(connection)?)
}

/// The place of the author's first message that the platform orders after `platform_order`, among
/// those stored from `since` on; none when there is no such message.
pub fn first_after(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    author: (AuthorKind, i64),
    platform_order: &str,
    since: Timestamp,
) -> Result<Option<i64>> {
    let query = messages::table
        .filter(messages::chat_id.eq(chat_id))
        .filter(messages::position.ge(id::lowest_at(since)))
        .filter(messages::author_kind.eq(author.0))
        .filter(messages::author_id.eq(author.1))
        .filter(messages::platform_order.gt(platform_order))
        .order(messages::position)
        .select(messages::position);
    Ok(direct!(connection => query.first(connection)).optional()?)
}

/// How many messages of a chat each kind of author has written.
pub fn counts_of_chat(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
) -> Result<Vec<(AuthorKind, i64)>> {
    Ok(messages::table
        .filter(messages::chat_id.eq(chat_id))
        .group_by(messages::author_kind)
        .select((messages::author_kind, diesel::dsl::count_star()))
        .load(connection)?)
}

/// When each template was said last in a chat.
pub fn templates_said(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
) -> Result<Vec<(TemplateId, Timestamp)>> {
    let rows: Vec<(Option<TemplateId>, Option<Timestamp>)> = messages::table
        .filter(messages::chat_id.eq(chat_id))
        .filter(messages::template_id.is_not_null())
        .group_by(messages::template_id)
        .select((messages::template_id, diesel::dsl::max(messages::created_at)))
        .load(connection)?;
    Ok(rows.into_iter().filter_map(|(id, at)| Some((id?, at?))).collect())
}

/// How many messages rules have written in a chat since somebody else did.
pub fn count_of_rules(connection: &mut DatabaseConnection, chat_id: ChatId) -> Result<i64> {
    let others = messages::table
        .filter(messages::chat_id.eq(chat_id))
        .filter(messages::author_kind.ne(AuthorKind::Rule))
        .order(messages::position.desc())
        .select(messages::position);
    let last: Option<i64> = others.first(connection).optional()?;
    Ok(messages::table
        .filter(messages::chat_id.eq(chat_id))
        .filter(messages::position.gt(last.unwrap_or(i64::MIN)))
        .count()
        .get_result(connection)?)
}

/// When somebody last wrote by an address.
#[derive(QueryableByName)]
struct LastHeard {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = BigInt)]
    last_at: i64,
}

/// When the customers of these addresses last wrote by them, in whichever chat; those who have not since a time are
/// left out.
pub fn last_heard(
    connection: &mut DatabaseConnection,
    ids: &[IdentityId],
    since: Timestamp,
) -> Result<HashMap<IdentityId, Timestamp>> {
    let among = numbers(ids.iter().map(|id| id.0));
    let theirs = format!(
        "messages.author_kind = '{}' AND messages.position >= {}",
        AuthorKind::Contact.as_str(),
        id::lowest_at(since)
    );
    let text = format!(
        "SELECT chats.identity_id AS id, MAX(messages.created_at) AS last_at FROM chats \
         JOIN messages ON messages.chat_id = chats.chat_id AND messages.identity_id IS NULL \
         WHERE chats.identity_id IN ({among}) AND {theirs} GROUP BY chats.identity_id \
         UNION ALL \
         SELECT messages.identity_id AS id, MAX(messages.created_at) AS last_at FROM messages \
         WHERE messages.identity_id IN ({among}) AND {theirs} GROUP BY messages.identity_id"
    );
    let mut heard = HashMap::new();
    for row in sql_query(text).load::<LastHeard>(connection)? {
        let last_at = heard.entry(IdentityId(row.id)).or_insert(Timestamp(row.last_at));
        *last_at = (*last_at).max(Timestamp(row.last_at));
    }
    Ok(heard)
}

/// Makes the place in front of `position` free and gives it. Messages of one millisecond stand without
/// a gap: those directly in front move down by one, which keeps the order of all.
pub fn free_place_before(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    position: i64,
) -> Result<i64> {
    let place = position - 1;
    let mut lowest = position;
    loop {
        let taken: i64 = messages::table
            .filter(messages::chat_id.eq(chat_id))
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
            .filter(messages::chat_id.eq(chat_id))
            .filter(messages::position.between(lowest, place))
            .set(messages::position.eq(messages::position - 1))
            .execute(connection)?;
    }
    Ok(place)
}
