//! Which deleted chats still have rows (`chat_rows`).

use crate::page::statement::{FoundId, numbers};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_query;
use switchboard_model::{ChatId, ContactId};

/// The chat that was deleted before all others of which something is left, without those of contacts that are
/// being erased: these go with their contact, once it is on record that it is erased.
pub fn next(connection: &mut DatabaseConnection) -> Result<Option<ChatId>> {
    first(
        connection,
        "NOT EXISTS (SELECT 1 FROM erasures WHERE erasures.contact_id = chats.contact_id)",
    )
}

/// The same of these contacts alone.
pub fn next_of_contacts(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
) -> Result<Option<ChatId>> {
    let ids = numbers(ids.iter().map(|id| id.0));
    first(connection, &format!("contact_id IN ({ids})"))
}

fn first(connection: &mut DatabaseConnection, condition: &str) -> Result<Option<ChatId>> {
    let text = format!(
        "SELECT chat_id AS id FROM chats WHERE deleted_at IS NOT NULL AND {condition} \
         ORDER BY deleted_at, chat_id LIMIT 1"
    );
    let found: Option<FoundId> = sql_query(text).get_result(connection).optional()?;
    Ok(found.map(|row| ChatId(row.id)))
}
