//! Two bots side by side: Telegram's, and the shop's own, whose plugin an admin swaps. The good version
//! of the shop's plugin is Telegram's guest under another name, so what it reads is real.

use serde_json::{Value, json};
use std::{fs, path::Path};
use switchboard_host::{
    FILE_SUFFIX,
    testing::{with_manifest, with_schema, without_sections},
};
use switchboard_testkit::{
    app::{TestApp, plugins},
    channels::{BOT_TOKEN, BotChannel, HOOK_SECRET, PUBLIC_URL, SECRET_HEADER, TELEGRAM},
    database::{OnDatabase, TestDatabase},
    fake_telegram::FakeTelegram,
    graphql::Client,
    shop::update,
};
use tempfile::TempDir;

/// The shop's plugin.
pub const SHOP: &str = "org.example.shop";
/// Longer than every wait between two tries, in milliseconds.
const LONG_MS: i64 = 120_000;
/// More rounds than an inbound request has tries.
const ROUNDS: usize = 8;

/// The good version of the shop's plugin.
pub fn good() -> Vec<u8> {
    good_as(&manifest("2.0.0"))
}

/// The same, as another manifest describes it.
pub fn good_as(manifest: &str) -> Vec<u8> {
    let telegram = fs::read(plugins().join(format!("{TELEGRAM}{FILE_SUFFIX}"))).expect("the guest");
    shop_plugin(&without_sections(&telegram), manifest)
}

/// The manifest of a version of the shop's plugin: each may do what the good one may.
pub fn manifest(version: &str) -> String {
    let version = format!("version = \"{version}\"");
    let manifest = read("plugin.toml").replacen(TELEGRAM, SHOP, 1);
    manifest.replacen("version = \"1.0.0\"", &version, 1)
}

/// The same, but that the plugin itself tells what is authentic.
pub fn manifest_without_check(version: &str) -> String {
    let manifest = manifest(version);
    let check = manifest.lines().find(|line| line.starts_with("verify = ")).expect("a check");
    manifest.replacen(check, "verify = \"guest\"", 1)
}

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../plugins/telegram");
    fs::read_to_string(folder.join(name)).expect("a file of the Telegram plugin")
}

/// A component as the shop's plugin.
pub fn shop_plugin(component: &[u8], manifest: &str) -> Vec<u8> {
    with_schema(&with_manifest(component, manifest), &read("settings.schema.json"))
}

/// A folder of plugins: Telegram's, and the shop's good one.
pub fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let name = format!("{TELEGRAM}{FILE_SUFFIX}");
    fs::copy(plugins().join(&name), folder.path().join(&name)).expect("the guest is copied");
    put(folder.path(), &good());
    folder
}

/// Puts a version of the shop's plugin in the place of the one that is there.
pub fn put(folder: &Path, plugin: &[u8]) {
    fs::write(folder.join(format!("shop{FILE_SUFFIX}")), plugin).expect("the plugin is written");
}

/// The server with both bots.
pub struct Neighbours {
    /// The server.
    pub app: TestApp,
    /// The platform behind the shop.
    pub shop: FakeTelegram,
    /// The platform behind the Telegram channel.
    pub telegram: FakeTelegram,
    /// The shop's channel.
    pub channel_id: String,
    folder: TempDir,
    admin_secret: String,
    greetings: i64,
}

impl OnDatabase for Neighbours {
    /// Both bots connected, with the good version of the shop's plugin.
    async fn on(database: &TestDatabase) -> Self {
        let folder = folder();
        let app = TestApp::open_with(database, folder.path()).await;
        let shop = FakeTelegram::start(BOT_TOKEN).await;
        let telegram = FakeTelegram::start(BOT_TOKEN).await;
        app.telegram_channel(&telegram, HOOK_SECRET, Some(PUBLIC_URL)).await;
        let bot = BotChannel { plugin: SHOP, key: "shop", base_url: &shop.base_url() };
        let channel = app.bot_channel(bot, BOT_TOKEN, HOOK_SECRET, Some(PUBLIC_URL)).await;
        let admin = app.operator("Admin", "Admin", &[]).await;
        let admin_secret = app.token_of(&admin).await;
        let channel_id = channel.channel_id.to_string();
        Self { app, shop, telegram, channel_id, folder, admin_secret, greetings: 0 }
    }
}

impl Neighbours {
    /// An admin puts another version of the shop's plugin into the folder and restarts the server.
    pub async fn swap(self, plugin: &[u8]) -> Self {
        put(self.folder.path(), plugin);
        Self { app: self.app.restart().await, ..self }
    }

    /// The admin's client, good until the next restart.
    pub fn board(&self) -> Client {
        let secret = Some(self.admin_secret.clone());
        self.app.at("/graphql", secret)
    }

    /// A platform posts to a hook; gives status and body.
    pub async fn hook(&self, key: &str, body: &Value) -> (u16, String) {
        let headers = [(SECRET_HEADER.to_owned(), HOOK_SECRET.to_owned())];
        self.app.post(&format!("/hooks/{key}"), &headers, body.to_string()).await
    }

    /// The shop's platform posts, and gets its usual answer.
    pub async fn posts(&self, body: &Value) {
        assert_eq!(
            self.hook("shop", body).await,
            (200, String::new()),
            "the platform's own answer"
        );
    }

    /// Lets so much time pass that everything that is tried again is through.
    pub async fn rest(&self) {
        for _ in 0..ROUNDS {
            self.app.settle().await;
            self.app.clock.pass_ms(LONG_MS);
        }
        self.app.settle().await;
    }

    /// A customer writes to the Telegram bot beside the shop and is answered.
    pub async fn neighbour_is_served(&mut self) {
        self.greetings += 1;
        let (question, answer) =
            (format!("hello {}", self.greetings), format!("hello to you {}", self.greetings));
        let (status, _) = self.hook("telegram", &update(70, self.greetings, &question)).await;
        assert_eq!(status, 200);
        self.app.settle().await;
        let chat = self.chat_with(&question).await.expect("the neighbour's message is there");
        self.replies(&chat, &answer).await;
        self.rest().await;
        let sent = self.telegram.calls("sendMessage");
        let count = sent.iter().filter(|call| call.text("text") == answer).count();
        assert_eq!(count, 1, "{answer} left once");
    }

    /// The operator replies; gives the message with its delivery.
    pub async fn replies(&self, chat_id: &str, body: &str) -> Value {
        let input = json!({ "chatId": chat_id, "body": body });
        let made = self.board().change("messageReply", input, "message { id }").await;
        made["message"].clone()
    }

    /// The delivery of a message.
    pub async fn delivery(&self, message: &Value) -> Value {
        let query = "query($id: ID!) { node(id: $id) { ... on Message { delivery { id state \
             errorCode errorMessage attemptCount operation } } } }";
        self.board().data(query, json!({ "id": message["id"] })).await["node"]["delivery"].clone()
    }

    /// The inbound requests that failed, oldest first.
    pub async fn failed(&self) -> Vec<Value> {
        let query = "{ inboundRequests(last: 100) { nodes { id state error attemptCount \
             pluginVersion channel { id } } } }";
        let data = self.board().data(query, json!({})).await;
        let mut nodes = data["inboundRequests"]["nodes"].as_array().expect("a list").clone();
        nodes.reverse();
        nodes
    }

    /// Tries all failed requests of the shop again, by one mutation; gives how many.
    pub async fn replay(&self) -> i64 {
        let input = json!({ "channelId": self.channel_id });
        let done = self.board().change("inboundRequestReplay", input, "count").await;
        self.rest().await;
        done["count"].as_i64().expect("a count")
    }

    /// The texts of each chat of a channel, chats and texts oldest first.
    pub async fn texts_of(&self, channel_key: &str) -> Vec<Vec<String>> {
        let query = "{ chats(first: 20) { nodes { channel { key } \
             messages(first: 100) { nodes { body } } } } }";
        let data = self.board().data(query, json!({})).await;
        let chats = data["chats"]["nodes"].as_array().expect("chats").iter().rev();
        let of_channel = chats.filter(|chat| chat["channel"]["key"] == channel_key);
        let texts = of_channel.map(|chat| {
            let messages = chat["messages"]["nodes"].as_array().expect("messages");
            messages.iter().filter_map(|one| one["body"].as_str().map(str::to_owned)).collect()
        });
        texts.collect()
    }

    /// The chat whose newest message has this text.
    pub async fn chat_with(&self, text: &str) -> Option<String> {
        let query = "{ chats(first: 20) { nodes { id lastMessage { body } } } }";
        let data = self.board().data(query, json!({})).await;
        let chats = data["chats"]["nodes"].as_array().expect("chats");
        let found = chats.iter().find(|chat| chat["lastMessage"]["body"] == text)?;
        found["id"].as_str().map(str::to_owned)
    }
}
