//! The table of chat_references: the company's objects that chats are about.

use crate::schema::chat_references;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::reference::ChatReference;
use switchboard_model::{ChatId, ReferenceKindId};

/// A chat's reference to this object, or none.
pub fn find(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    kind_id: ReferenceKindId,
    external_id: &str,
) -> Result<Option<ChatReference>> {
    let one = ChatReference::query().find((chat_id, kind_id, external_id));
    Ok(one.get_result(connection).optional()?)
}

/// How many references a chat has.
pub fn count_of(connection: &mut DatabaseConnection, chat_id: ChatId) -> Result<i64> {
    let of_chat = chat_references::table.filter(chat_references::chat_id.eq(chat_id));
    Ok(of_chat.count().get_result(connection)?)
}

/// Stores a reference, over what was said of the same object.
pub fn upsert(connection: &mut DatabaseConnection, reference: &ChatReference) -> Result<()> {
    let insert = diesel::insert_into(chat_references::table).values(reference);
    let changed = &["title", "author_kind", "author_id", "set_at"];
    dialect::upsert(connection, insert, "chat_id, reference_kind_id, external_id", changed)
}

/// Removes a reference. Answers whether it was there.
pub fn delete(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    kind_id: ReferenceKindId,
    external_id: &str,
) -> Result<bool> {
    let one = chat_references::table.find((chat_id, kind_id, external_id));
    Ok(diesel::delete(one).execute(connection)? == 1)
}

/// The references of these chats, those of a chat by kind and id.
pub fn of_chats(connection: &mut DatabaseConnection, ids: &[ChatId]) -> Result<Vec<ChatReference>> {
    Ok(ChatReference::query()
        .filter(chat_references::chat_id.eq_any(ids))
        .order((
            chat_references::chat_id,
            chat_references::reference_kind_id,
            chat_references::external_id,
        ))
        .load(connection)?)
}
