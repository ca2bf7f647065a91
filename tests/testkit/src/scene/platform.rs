//! What the scene has of a platform: its channel with a chat, a delivery that failed and a request that is dead.

use super::{PRIVATE, Scene, text};
use crate::fake_telegram::Script;
use serde_json::json;
use switchboard_desk::{
    Context,
    inbound_request::{ClaimInput, FailInput, StoreInput, claim, fail, store},
    ingest::{IngestInput, Ingested, Source, ingest},
};
use switchboard_model::{
    TeamId, Timestamp,
    connector::{
        InboundAuthor, InboundEvent, InboundItem, InboundMessage, PlatformChat, PlatformIdentity,
        PlatformMessage, RawRequest, Text, TextFormat,
    },
};

impl Scene {
    /// The channel of a platform: with a chat, a delivery that failed and a request that is dead.
    pub(super) async fn furnish_platform(&mut self, night: TeamId) {
        let channel = self
            .app
            .telegram_channel(&self.fake, "a-secret-of-the-hook-made-at-random", None)
            .await;
        self.ids.insert("channel", channel.channel_id.to_string());
        let night = night.to_string();
        let input = json!({
            "channelId": self.id("channel"), "teamId": night, "memberTeamIds": [night],
        });
        self.admin.change("channelUpdate", input, "channel { id }").await;
        self.writes("1", &format!("{PRIVATE} calls")).await;
        let chats = "query($id: ID!) { chats(filter: { channelIds: [$id] }) { nodes { id lastMessage { id } contact { id } } } }";
        let found = self.admin.data(chats, json!({ "id": self.id("channel") })).await;
        self.keep("platformChat", &found["chats"]["nodes"][0]["id"]);
        self.keep("platformMessage", &found["chats"]["nodes"][0]["lastMessage"]["id"]);
        self.keep("platformContact", &found["chats"]["nodes"][0]["contact"]["id"]);
        let delivery = self.fails_to_reply().await;
        self.ids.insert("delivery", delivery);
        let request = self.dead_request().await;
        self.ids.insert("inboundRequest", request);
    }

    /// Nora answers on Telegram and is refused; gives the delivery.
    pub async fn fails_to_reply(&self) -> String {
        let refusal = json!({ "ok": false, "error_code": 400, "description": "Bad Request: message text is empty" });
        self.fake.script("sendMessage", Script::Answer(400, refusal));
        let input =
            json!({ "chatId": self.id("platformChat"), "body": format!("{PRIVATE} waits") });
        let made = self.nora.change("messageReply", input, "message { id delivery { id } }").await;
        self.app.settle().await;
        text(&made["message"]["delivery"]["id"])
    }

    /// The customer of the platform writes.
    pub async fn writes(&self, id: &str, body: &str) {
        let message = inbound(id, body);
        self.takes(&format!("message:{id}"), InboundEvent::Message(message)).await;
    }

    /// The platform tells something.
    pub async fn takes(&self, dedup: &str, event: InboundEvent) {
        let item = InboundItem { dedup: dedup.to_owned(), event, follow_up: None };
        let input = IngestInput {
            channel_id: self.channel_id(),
            source: Source::Direct,
            items: vec![item],
        };
        let taken = ingest(&self.app.app.desk, &Context::system(), input).await;
        assert!(matches!(taken, Ok(Ingested::Done { .. })), "{dedup} is taken");
    }

    /// An inbound request that nobody can read; gives its id.
    pub async fn dead_request(&self) -> String {
        let desk = &self.app.app.desk;
        let request = RawRequest {
            method: "POST".to_owned(),
            path: "/hooks/telegram".to_owned(),
            query: String::new(),
            headers: Vec::new(),
            body: PRIVATE.as_bytes().to_vec(),
            received_at: desk.store().clock().now(),
        };
        let input = StoreInput { channel_id: self.channel_id(), request };
        let inbound_request_id = store(desk, input).await.expect("stored");
        let worker_id = "the scene".to_owned();
        let input = ClaimInput { worker_id: worker_id.clone(), lease_ms: 1_000, limit: 10 };
        let claimed = claim(desk, input).await.expect("claimed");
        assert_eq!(claimed.len(), 1, "nothing else waits");
        let error = format!("{PRIVATE} is no JSON");
        let input = FailInput {
            inbound_request_id,
            worker_id,
            plugin_version: None,
            error,
            is_final: true,
        };
        fail(desk, input).await.expect("put aside");
        inbound_request_id.to_string()
    }
}

/// The customer of the platform.
pub fn customer() -> PlatformIdentity {
    PlatformIdentity {
        id: "700".to_owned(),
        aliases: Vec::new(),
        name: Some(format!("{PRIVATE} Second")),
        locale: None,
        avatar: None,
        extra: json!({}),
    }
}

/// A message as the platform names it.
pub fn reference(id: &str) -> PlatformMessage {
    let chat = PlatformChat { id: "700".to_owned(), thread: None };
    PlatformMessage { chat, id: id.to_owned(), part: None }
}

/// What the customer of the platform writes.
pub fn inbound(id: &str, body: &str) -> InboundMessage {
    InboundMessage {
        reference: reference(id),
        at: Timestamp(crate::app::BEGIN.0 - 1_000),
        edited_at: None,
        order: Some(id.to_owned()),
        author: InboundAuthor::Contact,
        sender: customer(),
        text: Some(Text { body: body.to_owned(), format: TextFormat::Plain }),
        media: Vec::new(),
        quoted: None,
        chosen: None,
        echo_of: None,
        extra: json!({}),
    }
}
