//! Finds what a command line names: chats by their number or id, contacts by their id or by a chat of theirs.

use anyhow::{Context as _, Result};
use switchboard_desk::Desk;
use switchboard_model::{ChatId, ContactId};
use switchboard_store::{chat, page::chats};

/// The chat of a number or an id.
pub async fn chat_id(desk: &Desk, text: &str) -> Result<ChatId> {
    let Ok(number) = text.parse::<i64>() else { return Ok(text.parse::<ChatId>()?) };
    let found = desk.store().read(move |connection| chats::find_by_number(connection, number));
    found.await?.with_context(|| format!("there is no chat with the number {number}"))
}

/// The contact of an id, or of a chat's number or id.
pub async fn contact_id(desk: &Desk, text: &str) -> Result<ContactId> {
    if let Ok(id) = text.parse::<ContactId>() {
        return Ok(id);
    }
    let id = chat_id(desk, text).await?;
    Ok(desk.store().read(move |connection| chat::get(connection, id)).await?.contact_id)
}
