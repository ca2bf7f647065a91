//! The table of labels, and which chats have them.

use crate::error::one_changed;
use crate::schema::{chat_labels, labels};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::chat::Label;
use switchboard_model::{ChatId, LabelId};

queries!(Label in labels by label_id: LabelId {
    get, find, lock, by_ids, all, count, insert,
    /// A taken name is a conflict.
    update,
});

/// Takes a label off all chats and removes it.
pub fn delete(connection: &mut DatabaseConnection, id: LabelId) -> Result<()> {
    diesel::delete(chat_labels::table.filter(chat_labels::label_id.eq(id))).execute(connection)?;
    one_changed(diesel::delete(labels::table.find(id)).execute(connection)?)
}

/// Which labels these chats have: pairs of chat and label, those of a chat in the order in which the
/// labels were made.
pub fn of_chats(
    connection: &mut DatabaseConnection,
    ids: &[ChatId],
) -> Result<Vec<(ChatId, LabelId)>> {
    Ok(chat_labels::table
        .filter(chat_labels::chat_id.eq_any(ids))
        .order((chat_labels::chat_id, chat_labels::label_id))
        .select((chat_labels::chat_id, chat_labels::label_id))
        .load(connection)?)
}

/// Puts a label on a chat. A label that is gone by now is a conflict.
pub fn put_on(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    label_id: LabelId,
) -> Result<()> {
    diesel::insert_into(chat_labels::table)
        .values((chat_labels::chat_id.eq(chat_id), chat_labels::label_id.eq(label_id)))
        .execute(connection)?;
    Ok(())
}

/// Takes a label off a chat. Answers whether it was on it.
pub fn take_off(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    label_id: LabelId,
) -> Result<bool> {
    let row = chat_labels::table.find((chat_id, label_id));
    Ok(diesel::delete(row).execute(connection)? == 1)
}
