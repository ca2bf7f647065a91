//! Visitors with several chats.

use super::{Scene, text};
use crate::graphql::Client;
use serde_json::json;

impl Scene {
    /// Lets the visitors of Night's web chat begin further chats.
    pub async fn offers_new_chats(&self) {
        let settings = json!({ "is_new_chat_offered": true });
        let input = json!({ "channelId": self.id("webChannel"), "settings": settings });
        self.admin.change("channelUpdate", input, "channel { id }").await;
    }

    /// A visitor begins a further chat, which is closed at once; gives its id.
    pub async fn begins_chat(&self, visitor: &Client, key: &str) -> String {
        let said = json!({ "clientMutationId": key, "body": "something else", "isNewChat": true });
        let made = visitor.change("messageWrite", said, "message { chatId }").await;
        let chat_id = text(&made["message"]["chatId"]);
        let close = json!({ "chatId": chat_id, "closeReasonId": self.id("reason") });
        self.admin.change("chatClose", close, "chat { id }").await;
        chat_id
    }
}
