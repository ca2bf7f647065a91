//! The table of labels, and which chats have them.

use crate::error::one_changed;
use crate::page::statement::FoundId;
use crate::schema::{chat_labels, labels};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_query;
use switchboard_model::chat::Label;
use switchboard_model::{ChatId, LabelId};

queries!(Label in labels by label_id: LabelId {
    get, find, hold, lock, by_ids, all, count, insert,
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

/// The label that is being merged into another one since it was made first.
pub fn next_merged(connection: &mut DatabaseConnection) -> Result<Option<Label>> {
    Ok(Label::query()
        .filter(labels::merged_into_id.is_not_null())
        .order(labels::label_id)
        .first(connection)
        .optional()?)
}

/// Is a label being merged into this one.
pub fn is_merged_into(connection: &mut DatabaseConnection, id: LabelId) -> Result<bool> {
    let merged = labels::table.filter(labels::merged_into_id.eq(id));
    let count: i64 = merged.count().get_result(connection)?;
    Ok(count > 0)
}

/// The first chats with a label, also those that were deleted.
pub fn chats_with(
    connection: &mut DatabaseConnection,
    id: LabelId,
    limit: i64,
) -> Result<Vec<ChatId>> {
    Ok(chat_labels::table
        .filter(chat_labels::label_id.eq(id))
        .order(chat_labels::chat_id)
        .select(chat_labels::chat_id)
        .limit(limit)
        .load(connection)?)
}

/// What names labels in JSON of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedBy {
    /// The filters of views.
    Views,
    /// What macros do.
    Macros,
    /// The filters of retention rules.
    RetentionRules,
}

impl NamedBy {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::Views, Self::Macros, Self::RetentionRules];

    /// The table, its key, and the column with the JSON.
    fn place(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Views => ("views", "view_id", "filter"),
            Self::Macros => ("macros", "macro_id", "acts"),
            Self::RetentionRules => ("retention_rules", "retention_rule_id", "filter"),
        }
    }
}

/// The next rows behind one in which the number of a label stands, at most `limit`: it may be part of something
/// else.
pub fn named_by(
    connection: &mut DatabaseConnection,
    by: NamedBy,
    id: LabelId,
    (after, limit): (i64, i64),
) -> Result<Vec<i64>> {
    let (table, key, column) = by.place();
    let text = format!(
        "SELECT {key} AS id FROM {table} WHERE {key} > {after} AND {column} LIKE '%{}%' \
         ORDER BY {key} LIMIT {limit}",
        id.0
    );
    let rows: Vec<FoundId> = sql_query(text).load(connection)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
