//! A file's way in: begun by GraphQL, its bytes by a signed link, finished by GraphQL.

use crate::{graphql::Client, remote::Remote};
use serde_json::{Value, json};

/// What is read of an upload that has begun, and of one that is finished.
const BEGUN: &str = "upload { url attachment { id } }";
const FINISHED: &str = "attachment { state }";

impl Client {
    /// A file that is stored and not sent yet, for a chat or for the visitor's own; gives the
    /// attachment's id.
    pub async fn upload(&self, chat_id: Option<&str>, name: &str, bytes: &[u8]) -> String {
        let id = self.upload_bytes(chat_id, name, bytes).await;
        let finished =
            self.change("attachmentUploadFinish", json!({ "attachmentId": id }), FINISHED).await;
        assert_eq!(finished["attachment"]["state"], "STORED");
        id
    }

    /// A file whose bytes have come and which is not finished; gives the attachment's id.
    pub async fn upload_bytes(&self, chat_id: Option<&str>, name: &str, bytes: &[u8]) -> String {
        let mut input = json!({ "name": name, "sizeBytes": bytes.len() });
        if let Some(chat_id) = chat_id {
            input["chatId"] = json!(chat_id);
        }
        let begun = self.change("attachmentUploadBegin", input, BEGUN).await;
        let (status, said) =
            self.follow("PUT", text(&begun["upload"]["url"]), bytes.to_vec()).await;
        assert_eq!(status, 200, "the bytes are taken: {}", String::from_utf8_lossy(&said));
        text(&begun["upload"]["attachment"]["id"]).to_owned()
    }
}

impl Remote {
    /// A visitor's file that is stored and not sent yet; gives the attachment's id.
    pub async fn upload(&self, name: &str, bytes: &[u8]) -> String {
        let input = json!({ "name": name, "sizeBytes": bytes.len() });
        let begun = self.change("attachmentUploadBegin", input, BEGUN).await;
        self.put(text(&begun["upload"]["url"]), bytes).await;
        let id = text(&begun["upload"]["attachment"]["id"]).to_owned();
        let finished =
            self.change("attachmentUploadFinish", json!({ "attachmentId": id }), FINISHED).await;
        assert_eq!(finished["attachment"]["state"], "STORED");
        id
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
