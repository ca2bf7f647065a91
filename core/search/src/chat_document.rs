//! What is indexed of chats themselves: number, title, the company's objects that they are about, and what they
//! are examples of. Where a chat stands is no part of it: that is asked of the chats as they are now.

use crate::document::Document;
use std::collections::HashMap;
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_model::search::{DocumentKey, DocumentKind};
use switchboard_store::{DatabaseConnection, StoreError, chat_example, chat_reference};

/// The documents of these chats, each with its access terms.
pub fn chat_documents(
    connection: &mut DatabaseConnection,
    chats: &[&Chat],
    access: &HashMap<ChatId, Vec<String>>,
) -> Result<Vec<Document>, StoreError> {
    if chats.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ChatId> = chats.iter().map(|chat| chat.chat_id).collect();
    let mut texts: HashMap<ChatId, Vec<String>> = HashMap::new();
    for reference in chat_reference::of_chats(connection, &ids)? {
        let of_chat = texts.entry(reference.chat_id).or_default();
        of_chat.push(reference.external_id);
        of_chat.extend(reference.title);
    }
    for example in chat_example::of_chats(connection, &ids)? {
        texts.entry(example.chat_id).or_default().extend([example.title, example.solution]);
    }
    let document = |chat: &&Chat| {
        let own = chat.subject.clone().into_iter().chain([chat.number.to_string()]);
        Document {
            key: DocumentKey { kind: DocumentKind::Chat, id: chat.chat_id.0 },
            chat_id: Some(chat.chat_id),
            access: access.get(&chat.chat_id).cloned().unwrap_or_default(),
            from: None,
            has: Vec::new(),
            at: chat.created_at,
            texts: own.chain(texts.remove(&chat.chat_id).unwrap_or_default()).collect(),
        }
    };
    Ok(chats.iter().map(document).collect())
}
