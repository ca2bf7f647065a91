//! A shop for whole flows: a server with a Telegram bot, an admin at its board, and customers who
//! write.

use crate::{
    app::TestApp,
    channels::{PUBLIC_URL, SECRET_HEADER},
    database::{OnDatabase, TestDatabase},
    fake_telegram::{Call, FakeTelegram},
    fixtures,
    graphql::Client,
};
use axum::body::Body;
use serde_json::{Value, json};
use switchboard_model::channel::Channel;

/// The path of the bot's hook.
pub const HOOK: &str = "/hooks/telegram";
/// Long enough for every rate bucket to be full again, in milliseconds.
const PAUSE_MS: i64 = 2_000;

/// What a test reads of a message.
pub const MESSAGE: &str = "id body version authorKind platformAt editedAt deletedAt extra quotedText \
    quoted { id } reactions { emoji } versions { body version } \
    attachments { id kind name contentType sizeBytes state error url extra } \
    delivery { id state errorCode errorMessage attemptCount operation }";

/// A server with a Telegram bot and an admin.
pub struct Shop {
    /// The server.
    pub app: TestApp,
    /// The platform.
    pub fake: FakeTelegram,
    /// The admin's client.
    pub board: Client,
    /// The bot's channel.
    pub channel: Channel,
    secret: String,
}

impl OnDatabase for Shop {
    async fn on(database: &TestDatabase) -> Self {
        Self::open(database).await
    }
}

impl Shop {
    /// Opens on a database; Telegram calls its hook.
    pub async fn open(database: &TestDatabase) -> Self {
        Self::open_with(database, Some(PUBLIC_URL)).await
    }

    /// Opens on a database, with or without an address that Telegram could call.
    pub async fn open_with(database: &TestDatabase, public_url: Option<&str>) -> Self {
        let secrets = fixtures::json("telegram", "secrets.json");
        let word = |name: &str| secrets[name].as_str().expect("a secret").to_owned();
        let fake = FakeTelegram::start(&word("bot_token")).await;
        let app = TestApp::open(database).await;
        let secret = word("webhook_secret_token");
        let channel = app.telegram_channel(&fake, &secret, public_url).await;
        let board = app.admin().await;
        Self { app, fake, board, channel, secret }
    }

    /// Posts a body to the hook with the right secret.
    pub async fn hook(&self, body: impl Into<Body>) -> (u16, String) {
        let headers = [(SECRET_HEADER.to_owned(), self.secret.clone())];
        self.app.post(HOOK, &headers, body).await
    }

    /// Lets time pass and brings everything to rest.
    pub async fn rest(&self) {
        self.app.clock.pass_ms(PAUSE_MS);
        self.app.settle().await;
    }

    /// A customer writes, and the server has taken it in; gives the chat's id.
    pub async fn customer_writes(&self, customer: i64, number: i64, text: &str) -> String {
        let (status, body) = self.hook(update(customer, number, text).to_string()).await;
        assert_eq!(status, 200, "{body}");
        self.rest().await;
        self.newest_chat().await["id"].as_str().expect("a chat").to_owned()
    }

    /// The operator replies; gives the message. It has not left yet.
    pub async fn replies(&self, chat_id: &str, input: Value) -> Value {
        let mut whole = json!({ "chatId": chat_id });
        whole
            .as_object_mut()
            .expect("an object")
            .extend(input.as_object().cloned().unwrap_or_default());
        let selection = format!("message {{ {MESSAGE} }}");
        self.board.change("messageReply", whole, &selection).await["message"].clone()
    }

    /// A message as it is now.
    pub async fn message(&self, id: &str) -> Value {
        let query =
            format!("query($id: ID!) {{ node(id: $id) {{ ... on Message {{ {MESSAGE} }} }} }}");
        self.board.data(&query, json!({ "id": id })).await["node"].clone()
    }

    /// The chat that was written in last, with its newest message.
    pub async fn newest_chat(&self) -> Value {
        let query = format!(
            "{{ chats(first: 1) {{ nodes {{ id status contact {{ id name phone locale isBlocked \
             identities {{ platformId name username locale isReachable }} }} \
             messages(last: 1) {{ nodes {{ {MESSAGE} }} }} }} }} }}"
        );
        self.board.data(&query, json!({})).await["chats"]["nodes"][0].clone()
    }

    /// All messages of a chat, oldest first.
    pub async fn messages(&self, chat_id: &str) -> Vec<Value> {
        let query = format!(
            "query($id: ID!) {{ chat(id: $id) {{ messages(first: 50) {{ nodes {{ {MESSAGE} }} }} }} }}"
        );
        let data = self.board.data(&query, json!({ "id": chat_id })).await;
        data["chat"]["messages"]["nodes"].as_array().expect("messages").clone()
    }

    /// How many contacts, chats, messages and inbound requests there are.
    pub async fn counts(&self) -> [usize; 4] {
        let query = "{ contacts(first: 100) { nodes { id } } inboundRequests(first: 100) { nodes { id } } \
             chats(first: 20) { nodes { messages(first: 100) { nodes { id } } } } }";
        let data = self.board.data(query, json!({})).await;
        let count = |value: &Value| value["nodes"].as_array().map_or(0, Vec::len);
        let chats = data["chats"]["nodes"].as_array().expect("chats");
        let messages = chats.iter().map(|chat| count(&chat["messages"])).sum();
        [count(&data["contacts"]), chats.len(), messages, count(&data["inboundRequests"])]
    }
}

/// An update with a text of a private chat; `number` tells it from others.
pub fn update(customer: i64, number: i64, text: &str) -> Value {
    json!({
        "update_id": 800_000 + number,
        "message": {
            "message_id": number, "date": 1_764_002_000 + number, "text": text,
            "from": { "id": customer, "is_bot": false, "first_name": format!("Customer {customer}") },
            "chat": { "id": customer, "type": "private", "first_name": format!("Customer {customer}") }
        }
    })
}

/// A parameter of a call, from JSON or from the text of a form.
pub fn parameter(call: &Call, name: &str) -> Value {
    match call.parameters.get(name) {
        Some(Value::String(text)) => {
            serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()))
        }
        Some(other) => other.clone(),
        None => Value::Null,
    }
}
