//! Compares what the operators' GraphQL shows after a delivery with a recorded `expected.json`.

use super::bytes;
use serde_json::{Value, json};
use std::collections::HashMap;
use switchboard_testkit::{
    fixtures::{self, Recorded},
    shop::{HOOK, Shop, parameter},
};

/// The fields that the model keeps beside the text.
const EXTRA: [&str; 6] =
    ["links", "group_id", "command", "start_payload", "forwarded_from", "business_connection_id"];
/// The fields that describe an attachment.
const ATTACHMENT_EXTRA: [&str; 9] =
    ["width", "height", "duration_s", "emoji", "lat", "lon", "address", "phone", "original_type"];

/// A run of cases in one shop.
pub struct Comparison<'a> {
    /// The shop.
    pub shop: &'a Shop,
    /// The board's ids by the platform's ids of messages.
    known: HashMap<String, String>,
}

/// The fake holds every recorded file.
pub fn hold_files(shop: &Shop) {
    for case in fixtures::recorded("telegram") {
        for attachment in case.expected["events"][0]["attachments"].as_array().into_iter().flatten()
        {
            if let Some(id) = attachment["id"].as_str() {
                shop.fake.hold_file(id, &format!("files/{id}"), &content(attachment));
            }
        }
    }
}

fn content(attachment: &Value) -> Vec<u8> {
    let size = attachment["size"].as_u64().and_then(|size| usize::try_from(size).ok());
    let kind = attachment["type"].as_str().unwrap_or_default();
    bytes::file(kind, attachment["mime"].as_str().unwrap_or_default(), size.expect("a size"))
}

impl<'a> Comparison<'a> {
    /// Begins in a shop.
    pub fn new(shop: &'a Shop) -> Self {
        hold_files(shop);
        Self { shop, known: HashMap::new() }
    }

    /// Notes which message of the board has this id on the platform.
    pub fn know(&mut self, platform_id: &str, id: &str) {
        self.known.insert(platform_id.to_owned(), id.to_owned());
    }

    /// Posts a case, compares the result of it, and posts it again: nothing more may come of it.
    pub async fn deliver(&mut self, case: &Recorded) {
        let before = self.shop.counts().await;
        self.post(case).await;
        let after = self.shop.counts().await;
        self.events(case, before, after).await;
        let before = self.shop.counts().await;
        self.post(case).await;
        let after = self.shop.counts().await;
        assert_eq!(after[..3], before[..3], "{}: repeated, nothing changes", case.name);
    }

    /// Compares what a polled case left behind.
    pub async fn polled(&mut self, case: &Recorded) {
        let events = case.expected["events"].as_array().expect("a list");
        assert_eq!(self.shop.counts().await[..3], [2, 2, events.len()], "{}", case.name);
        let query = "{ chats(first: 5, order: CREATED) { nodes { contact { name identities { \
             platformId username locale } } messages(last: 5) { nodes { body platformAt } } } } }";
        let data = self.shop.board.data(query, json!({})).await;
        let chats = data["chats"]["nodes"].as_array().expect("chats");
        for event in events {
            let is_theirs = |chat: &&Value| {
                chat["contact"]["identities"][0]["platformId"] == event["sender"]["id"]
            };
            let chat = chats.iter().find(is_theirs).expect("the sender has a chat");
            let message = &chat["messages"]["nodes"][0];
            assert_eq!(message["body"], event["text"], "{}", case.name);
            assert_same_time(&message["platformAt"], &event["timestamp"], &case.name);
            assert_person(&chat["contact"], &event["sender"], &case.name);
        }
    }

    async fn post(&self, case: &Recorded) {
        let (status, body) = self.shop.app.post(HOOK, &case.headers(), case.body.clone()).await;
        let http = &case.expected["http"];
        match http["status_any_of"].as_array() {
            Some(any) => assert!(any.contains(&json!(status)), "{}: {status}", case.name),
            None => assert_eq!(json!(status), http["status"], "{}: {body}", case.name),
        }
        self.shop.rest().await;
    }

    async fn events(&mut self, case: &Recorded, before: [usize; 4], after: [usize; 4]) {
        let events = case.expected["events"].as_array().expect("a list");
        let is_message =
            |event: &&Value| matches!(event["kind"].as_str(), Some("message" | "action"));
        let new = events.iter().filter(is_message).count();
        assert_eq!(after[2], before[2] + new, "{}: messages", case.name);
        if events.is_empty() {
            assert_eq!(after[..3], before[..3], "{}: nothing is shown", case.name);
        }
        let dead = usize::from(case.expected["dead_letter"] == true);
        assert_eq!(after[3], before[3] + dead, "{}: dead letters", case.name);
        if case.expected["verified"] == false {
            assert_eq!(after, before, "{}: nothing is stored of a forged request", case.name);
        }
        for event in events {
            match event["kind"].as_str().expect("a kind") {
                "message" => self.message(case, event).await,
                "action" => self.action(case, event).await,
                "edit" => self.edit(case, event).await,
                "reaction" => self.reaction(case, event).await,
                "contact" => self.reach(case, event).await,
                "delete" => self.delete(case, event).await,
                other => panic!("{}: the kind {other} is not compared here: add it", case.name),
            }
        }
    }

    async fn message(&mut self, case: &Recorded, event: &Value) {
        let name = &case.name;
        let chat = self.shop.newest_chat().await;
        let message = &chat["messages"]["nodes"][0];
        assert_eq!(message["authorKind"], "CONTACT", "{name}");
        assert_person(&chat["contact"], &event["sender"], name);
        assert_same_time(&message["platformAt"], &event["timestamp"], name);
        if event.get("text").is_some() {
            assert_eq!(message["body"], event["text"], "{name}");
        }
        for part in event["text_contains_all"].as_array().into_iter().flatten() {
            let body = message["body"].as_str().unwrap_or_default();
            assert!(body.contains(part.as_str().expect("a text")), "{name}: {part} in {body}");
        }
        for field in EXTRA {
            assert_eq!(message["extra"][field], event[field], "{name}: {field}");
        }
        assert_eq!(message["quotedText"], event["quoted_text"], "{name}");
        match event["quoted_id"].as_str() {
            Some(quoted) => assert_eq!(message["quoted"]["id"], self.known[quoted], "{name}"),
            None => assert_eq!(message["quoted"], Value::Null, "{name}"),
        }
        self.attachments(name, message, &event["attachments"]).await;
        let id = message["id"].as_str().expect("an id").to_owned();
        self.know(event["message_id"].as_str().expect("an id"), &id);
        self.quote_back(name, chat["id"].as_str().expect("a chat"), &id, event).await;
    }

    async fn attachments(&self, name: &str, message: &Value, expected: &Value) {
        let expected = expected.as_array().expect("a list");
        let shown = message["attachments"].as_array().expect("a list");
        assert_eq!(shown.len(), expected.len(), "{name}: attachments");
        for (shown, expected) in shown.iter().zip(expected) {
            let kind = match expected["type"].as_str().expect("a type") {
                "contact" => "CARD".to_owned(),
                other => other.to_uppercase(),
            };
            assert_eq!(shown["kind"], kind, "{name}");
            for field in ATTACHMENT_EXTRA {
                if let Some(value) = expected.get(field) {
                    assert_eq!(shown["extra"][field], *value, "{name}: {field}");
                }
            }
            if expected.get("id").is_some() {
                self.file(name, shown, expected).await;
            } else if let Some(value) = expected.get("name") {
                assert_eq!(shown["extra"]["name"], *value, "{name}");
            }
        }
    }

    async fn file(&self, name: &str, shown: &Value, expected: &Value) {
        assert_eq!(shown["state"], "STORED", "{name}: {shown}");
        for (field, value) in [("name", "name"), ("contentType", "mime"), ("sizeBytes", "size")] {
            if let Some(value) = expected.get(value) {
                assert_eq!(shown[field], *value, "{name}: {field}");
            }
        }
        let asked = self.shop.fake.calls("getFile");
        let is_asked = |call: &switchboard_testkit::fake_telegram::Call| {
            call.text("file_id") == expected["id"]
        };
        assert!(asked.iter().any(is_asked), "{name}: the recorded file was asked for");
        let path = shown["url"].as_str().expect("a link");
        let (status, bytes) = self.shop.app.send("GET", path, "").await;
        assert_eq!(status, 200, "{name}");
        assert!(bytes == content(expected), "{name}: the bytes are those of the platform");
    }

    /// The platform's own ids are not shown; a reply that quotes the message names them.
    async fn quote_back(&self, name: &str, chat_id: &str, id: &str, event: &Value) {
        self.shop.replies(chat_id, json!({ "body": name, "quotedMessageId": id })).await;
        self.shop.rest().await;
        let sent = self.shop.fake.calls("sendMessage");
        let sent = sent.iter().find(|call| call.text("text") == name);
        let sent = sent.unwrap_or_else(|| panic!("{name}: the reply was sent"));
        assert_eq!(sent.text("chat_id"), event["conversation"], "{name}");
        let quoted = parameter(sent, "reply_parameters")["message_id"].to_string();
        assert_eq!(quoted, event["message_id"], "{name}");
        let connection = event["business_connection_id"].as_str().unwrap_or_default();
        assert_eq!(sent.text("business_connection_id"), connection, "{name}");
    }

    async fn action(&self, case: &Recorded, event: &Value) {
        let chat = self.shop.newest_chat().await;
        let message = &chat["messages"]["nodes"][0];
        assert_person(&chat["contact"], &event["sender"], &case.name);
        assert_eq!(message["extra"]["chosen"], event["action"]["payload"], "{}", case.name);
        let target = event["target_id"].as_str().expect("a target");
        assert_eq!(message["quoted"]["id"], self.known[target], "{}", case.name);
        let id = event["must_answer"].as_str().and_then(|call| call.rsplit(' ').next());
        let answered = self.shop.fake.calls("answerCallbackQuery");
        assert_eq!(answered[0].text("callback_query_id"), id.expect("an id"), "{}", case.name);
    }

    async fn edit(&self, case: &Recorded, event: &Value) {
        let id = &self.known[event["target_id"].as_str().expect("a target")];
        let message = self.shop.message(id).await;
        assert_eq!(message["body"], event["text"], "{}", case.name);
        assert_same_time(&message["editedAt"], &event["edited_at"], &case.name);
        assert_same_time(&message["platformAt"], &event["timestamp"], &case.name);
        assert_eq!(message["versions"].as_array().map(Vec::len), Some(1), "{}", case.name);
    }

    async fn reaction(&self, case: &Recorded, event: &Value) {
        let id = &self.known[event["target_id"].as_str().expect("a target")];
        let message = self.shop.message(id).await;
        let shown: Vec<&Value> = message["reactions"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| &one["emoji"])
            .collect();
        for added in event["reaction"]["added"].as_array().expect("a list") {
            assert!(shown.contains(&added), "{}: {added} in {shown:?}", case.name);
        }
        for removed in event["reaction"]["removed"].as_array().expect("a list") {
            assert!(!shown.contains(&removed), "{}: {removed} in {shown:?}", case.name);
        }
    }

    async fn reach(&self, case: &Recorded, event: &Value) {
        let query = "{ contacts(first: 10) { nodes { identities { platformId isReachable } } } }";
        let data = self.shop.board.data(query, json!({})).await;
        let contacts = data["contacts"]["nodes"].as_array().expect("contacts");
        let mut identities = contacts.iter().map(|contact| &contact["identities"][0]);
        let theirs = identities.find(|one| one["platformId"] == event["sender"]["id"]);
        let is_reachable = match event["change"].as_str() {
            Some("blocked") => false,
            Some("unblocked") => true,
            other => panic!("{}: the change {other:?} is not compared here: add it", case.name),
        };
        assert_eq!(theirs.expect("the contact")["isReachable"], is_reachable, "{}", case.name);
    }

    async fn delete(&self, case: &Recorded, event: &Value) {
        for target in event["target_ids"].as_array().expect("a list") {
            let message = self.shop.message(&self.known[target.as_str().expect("an id")]).await;
            assert!(message["deletedAt"].is_string(), "{}: {message}", case.name);
            assert_eq!(message["body"], "", "{}", case.name);
        }
    }
}

fn assert_person(contact: &Value, sender: &Value, name: &str) {
    let identities = contact["identities"].as_array().expect("identities");
    let theirs = identities.iter().find(|one| one["platformId"] == sender["id"]);
    let theirs = theirs.unwrap_or_else(|| panic!("{name}: {contact} has no {}", sender["id"]));
    assert_eq!(contact["name"], sender["name"], "{name}");
    assert_eq!(theirs["username"], sender["username"], "{name}");
    assert_eq!(theirs["locale"], sender["locale"], "{name}");
}

fn assert_same_time(shown: &Value, expected: &Value, name: &str) {
    let whole = |time: &Value| time.as_str().unwrap_or_default().replace(".000", "");
    assert_eq!(whole(shown), whole(expected), "{name}");
}
