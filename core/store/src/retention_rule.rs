//! The table of retention rules, and what they mean.

use crate::page::statement::{FoundId, numbers};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_query;
use switchboard_model::retention::RetentionRule;
use switchboard_model::{ChatId, ContactId, Timestamp};

queries!(RetentionRule in retention_rules by retention_rule_id: RetentionRuleId copied {
    get, lock, by_ids, all, count, insert, update, delete,
});

/// The contacts of these chats.
pub fn contacts(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
) -> Result<Vec<ContactId>> {
    let text = format!(
        "SELECT DISTINCT contact_id AS id FROM chats WHERE chat_id IN ({})",
        numbers(chat_ids.iter().map(|id| id.0))
    );
    let rows: Vec<FoundId> = sql_query(text).load(connection)?;
    Ok(rows.into_iter().map(|row| ContactId(row.id)).collect())
}

/// The contacts of these chats all of whose chats are closed and had their last message before a time, without
/// those that are being erased.
pub fn silent_contacts(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
    before: Timestamp,
) -> Result<Vec<ContactId>> {
    let these = format!("chats.chat_id IN ({})", numbers(chat_ids.iter().map(|id| id.0)));
    silent(connection, &these, before)
}

/// Is this contact one of those still.
pub fn is_silent(
    connection: &mut DatabaseConnection,
    id: ContactId,
    before: Timestamp,
) -> Result<bool> {
    Ok(!silent(connection, &format!("chats.contact_id = {}", id.0), before)?.is_empty())
}

fn silent(
    connection: &mut DatabaseConnection,
    chats: &str,
    before: Timestamp,
) -> Result<Vec<ContactId>> {
    let text = format!(
        "SELECT DISTINCT chats.contact_id AS id FROM chats WHERE {chats} \
         AND NOT EXISTS (SELECT 1 FROM chats AS other WHERE other.contact_id = chats.contact_id \
         AND (other.last_message_at >= {} OR other.status NOT IN ('CLOSED', 'ARCHIVED'))) \
         AND NOT EXISTS (SELECT 1 FROM erasures WHERE erasures.contact_id = chats.contact_id) \
         ORDER BY 1",
        before.0
    );
    let rows: Vec<FoundId> = sql_query(text).load(connection)?;
    Ok(rows.into_iter().map(|row| ContactId(row.id)).collect())
}
