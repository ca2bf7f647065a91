//! The table of chat_ratings: what customers say of the rounds of their chats.

use crate::schema::chat_ratings;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::ChatId;
use switchboard_model::chat_rating::ChatRating;

/// What was said of a round of a chat.
pub fn find(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    round: i64,
) -> Result<Option<ChatRating>> {
    Ok(ChatRating::query().find((chat_id, round)).get_result(connection).optional()?)
}

/// Stores what is said of a round, over what was said before.
pub fn upsert(connection: &mut DatabaseConnection, rating: &ChatRating) -> Result<()> {
    let insert = diesel::insert_into(chat_ratings::table).values(rating);
    dialect::upsert(connection, insert, "chat_id, round", &["score", "comment", "rated_at"])
}

/// What was said of these chats, of the newest round of each first.
pub fn of_chats(connection: &mut DatabaseConnection, ids: &[ChatId]) -> Result<Vec<ChatRating>> {
    Ok(ChatRating::query()
        .filter(chat_ratings::chat_id.eq_any(ids))
        .order((chat_ratings::chat_id, chat_ratings::round.desc()))
        .load(connection)?)
}
