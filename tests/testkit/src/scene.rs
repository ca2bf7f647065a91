//! A server with two teams that must not see each other's chats: Night has one of everything, Day has
//! nothing. Whatever of Night's is private carries one word, so that a leak is seen in any text.

mod further_chats;
mod platform;
mod rows;
mod rules;

pub use platform::{customer, inbound, reference};
pub use rows::{BROWSER_KEY, BROWSER_SECRET, subscription};

use crate::{
    app::TestApp,
    database::{OnDatabase, TestDatabase},
    fake_telegram::FakeTelegram,
    graphql::Client,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use switchboard_desk::{
    Context,
    operator::sign_in::{SignInInput, SignedIn, sign_in},
};
use switchboard_model::{ChannelId, TeamId};

/// The word that stands in everything private.
pub const PRIVATE: &str = "Zanzibar";
/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery";
/// The bytes of the file.
pub const FILE: &[u8] = b"Zanzibar is an island.\n";
/// A time that comes in none of the tests, and is near enough to be chosen.
pub const LATER: &str = "2026-11-20T00:00:00Z";
/// A rule that asks for nothing.
pub const NEVER: &str =
    "// Never.\n// @on chat.rated\nif chat.number < 0 { chat.set_priority(\"LOW\"); }\n";
/// Permissions that are enough to see Night's chats and contacts, and for nothing else.
const READS: [&str; 2] = ["CHAT_READ", "CONTACT_READ"];

/// The server.
pub struct Scene {
    /// The server itself.
    pub app: TestApp,
    /// The platform behind the Telegram channel.
    pub fake: FakeTelegram,
    /// May do everything.
    pub admin: Client,
    /// Of Night, with the role of those who answer.
    pub nora: Client,
    /// Of Night, with the permissions to read only.
    pub reader: Client,
    /// Of Night, without any right.
    pub guest: Client,
    /// Of Day, with the role of those who answer.
    pub dana: Client,
    /// The visitor who has Night's web chat.
    pub visitor: Client,
    /// A visitor of the same channel who has said nothing.
    pub other_visitor: Client,
    /// Global ids, by the word for what they name: `chat`, `message`, `ownMessage`, `note` …
    pub ids: BTreeMap<&'static str, String>,
}

/// The kinds of ids that only those who can reach the chat may learn.
pub const PRIVATE_IDS: [&str; 12] = [
    "chat",
    "platformChat",
    "message",
    "ownMessage",
    "platformMessage",
    "note",
    "contactNote",
    "contact",
    "identity",
    "attachment",
    "delivery",
    "inboundRequest",
];

impl OnDatabase for Scene {
    async fn on(database: &TestDatabase) -> Self {
        Self::open(database).await
    }
}

impl Scene {
    /// Sets it up on a database.
    pub async fn open(database: &TestDatabase) -> Self {
        let app = TestApp::open(database).await;
        let fake = FakeTelegram::start("100:secret").await;
        let admin = app.admin().await;
        let mut ids = BTreeMap::new();
        for (word, name) in [("team", "Night"), ("otherTeam", "Day")] {
            let made = admin.change("teamCreate", json!({ "name": name }), "team { id }").await;
            ids.insert(word, text(&made["team"]["id"]));
        }
        let night: TeamId = ids["team"].parse().expect("a team's id");
        let day: TeamId = ids["otherTeam"].parse().expect("a team's id");
        for (name, permissions) in [("Reads", READS.as_slice()), ("Nothing", &[])] {
            let input = json!({ "name": name, "permissions": permissions });
            let made = admin.change("roleCreate", input, "role { id }").await;
            ids.insert("role", text(&made["role"]["id"]));
        }
        let nora = app.operator("Nora", "Operator", &[night]).await;
        ids.insert("operator", nora.operator_id.to_string());
        let reader = app.operator("Rita", "Reads", &[night]).await;
        let guest = app.operator("Gus", "Nothing", &[night]).await;
        let dana = app.operator("Dana", "Operator", &[day]).await;
        let (nora_id, reader, dana) =
            (nora.operator_id, app.client_of(&reader).await, app.client_of(&dana).await);
        let password = json!({ "operatorId": nora_id.to_string(), "newPassword": PASSWORD });
        admin.change("operatorChangePassword", password, "operator { id }").await;
        let nora = app.client_of(&nora).await;

        let web = app.web_channel("night", Some(night)).await;
        ids.insert("webChannel", web.channel_id.to_string());
        let visitor = app.visitor("night").await;
        let other_visitor = app.visitor("night").await;
        let scene = Self {
            guest: app.session_of(&guest.email, &admin, &guest.operator_id.to_string()).await.0,
            app,
            fake,
            admin,
            nora,
            reader,
            dana,
            visitor,
            other_visitor,
            ids,
        };
        scene.furnish(night).await
    }

    /// The id of a word.
    pub fn id(&self, word: &str) -> &str {
        self.ids.get(word).unwrap_or_else(|| panic!("the scene has no {word}"))
    }

    /// The Telegram channel.
    pub fn channel_id(&self) -> ChannelId {
        self.id("channel").parse().expect("a channel's id")
    }

    async fn furnish(mut self, night: TeamId) -> Self {
        let input = json!({
            "clientMutationId": "first", "body": format!("{PRIVATE} asks"), "name": PRIVATE,
        });
        self.visitor.change("messageWrite", input, "message { id }").await;
        let chats =
            "{ chats { nodes { id contact { id identities { id } } messages { nodes { id } } } } }";
        let chat = self.nora.data(chats, json!({})).await["chats"]["nodes"][0].clone();
        self.keep("chat", &chat["id"]);
        self.keep("message", &chat["messages"]["nodes"][0]["id"]);
        self.keep("contact", &chat["contact"]["id"]);
        self.keep("identity", &chat["contact"]["identities"][0]["id"]);
        let chat_id = self.id("chat").to_owned();

        let attachment = self.nora.upload(Some(&chat_id), &format!("{PRIVATE}.txt"), FILE).await;
        let input = json!({
            "chatId": chat_id, "body": format!("{PRIVATE} answers"), "attachmentIds": [attachment],
        });
        let made = self.nora.change("messageReply", input, "message { id }").await;
        self.keep("ownMessage", &made["message"]["id"]);
        self.ids.insert("attachment", attachment);
        let on_chat = json!({ "chatId": chat_id, "body": format!("{PRIVATE} is a customer") });
        let made = self.nora.change("noteCreate", on_chat, "note { id }").await;
        self.keep("note", &made["note"]["id"]);
        let on_contact =
            json!({ "contactId": self.id("contact"), "body": format!("{PRIVATE} pays") });
        let made = self.nora.change("noteCreate", on_contact, "note { id }").await;
        self.keep("contactNote", &made["note"]["id"]);
        self.furnish_platform(night).await;
        let reasons = self.admin.data("{ closeReasons { id } }", json!({})).await;
        self.keep("reason", &reasons["closeReasons"][0]["id"]);
        let invitation = json!({ "email": "ivy@example.org" });
        let made = self
            .admin
            .change("invitationCreate", invitation, "created { invitation { id } }")
            .await;
        self.keep("invitation", &made["created"]["invitation"]["id"]);
        let label = json!({ "name": "Night's" });
        let made = self.admin.change("labelCreate", label, "label { id }").await;
        self.keep("label", &made["label"]["id"]);
        let kind = json!({ "key": "payment", "name": "Payment" });
        let made = self.admin.change("referenceKindCreate", kind, "referenceKind { id }").await;
        self.keep("referenceKind", &made["referenceKind"]["id"]);
        let address = json!({ "kind": "EMAIL", "value": "spam@example.org" });
        let made =
            self.admin.change("blockedAddressCreate", address, "blockedAddress { id }").await;
        self.keep("blockedAddress", &made["blockedAddress"]["id"]);
        // One more, which stays when that is taken off.
        let address = json!({ "kind": "EMAIL", "value": "worse@example.org" });
        self.admin.change("blockedAddressCreate", address, "blockedAddress { id }").await;
        let role = json!({ "key": "merchant", "name": "Merchants" });
        let made = self.admin.change("contactRoleCreate", role, "contactRole { id }").await;
        self.keep("contactRole", &made["contactRole"]["id"]);
        let kind =
            json!({ "key": "seats", "name": "Seats", "valueType": "NUMBER", "isFilterable": true });
        let made = self.admin.change("attributeKindCreate", kind, "attributeKind { id }").await;
        self.keep("attributeKind", &made["attributeKind"]["id"]);
        let kind = json!({
            "subject": "CHAT", "key": "order", "name": "Order", "valueType": "TEXT",
            "isFilterable": true,
        });
        self.admin.change("attributeKindCreate", kind, "attributeKind { id }").await;
        let texts = json!([{ "locale": "en", "body": "Hello {{ contact.first_name or 'there' }}.", "format": "PLAIN" }]);
        let template = json!({ "scope": "EVERYONE", "shortcut": "hello", "title": "Greeting", "texts": texts });
        let made = self.admin.change("templateCreate", template, "template { id }").await;
        self.keep("template", &made["template"]["id"]);
        let replacement =
            json!({ "scope": "EVERYONE", "token": "asap", "text": "as soon as we can" });
        let made = self.admin.change("replacementCreate", replacement, "replacement { id }").await;
        self.keep("replacement", &made["replacement"]["id"]);
        let seen = json!({ "scope": "EVERYONE", "title": "Seen", "acts": [{ "isRead": true }] });
        let made = self.admin.change("macroCreate", seen, "macro { id }").await;
        self.keep("macro", &made["macro"]["id"]);
        let view = json!({
            "name": "Night's chats", "scope": "TEAM", "teamId": self.id("team"), "filter": {},
        });
        let made = self.admin.change("viewCreate", view, "view { id }").await;
        self.keep("view", &made["view"]["id"]);
        let shared = json!({ "name": "All chats", "scope": "EVERYONE", "filter": {} });
        self.admin.change("viewCreate", shared, "view { id }").await;
        let rule = json!({
            "name": "After ten years", "filter": {}, "afterDays": 3_650, "act": "ERASE",
        });
        let made = self.admin.change("retentionRuleCreate", rule, "retentionRule { id }").await;
        self.keep("retentionRule", &made["retentionRule"]["id"]);
        let rule = json!({ "key": "90-never", "source": NEVER, "tests": "" });
        let made = self.admin.change("ruleSave", rule, "rule { id }").await;
        self.keep("rule", &made["rule"]["id"]);
        self.ran(self.id("rule"), self.id("chat")).await;
        let list = json!({ "key": "words", "words": "refund*" });
        let made = self.admin.change("ruleListSave", list, "ruleList { id }").await;
        self.keep("ruleList", &made["ruleList"]["id"]);
        let schedule = json!({
            "name": "By day", "timeZone": "Europe/Kyiv",
            "hours": [{ "weekday": "MONDAY", "fromMinute": 540, "toMinute": 1_080 }],
        });
        let made = self.admin.change("scheduleCreate", schedule, "schedule { id }").await;
        self.keep("schedule", &made["schedule"]["id"]);
        let broadcast = json!({
            "name": "Spring", "filter": {}, "templateId": self.id("template"),
            "channelIds": [self.id("webChannel")],
        });
        let made = self.admin.change("broadcastCreate", broadcast, "broadcast { id }").await;
        self.keep("broadcast", &made["broadcast"]["id"]);
        let token = json!({ "name": "report", "permissions": ["CHAT_READ"] });
        let made = self.admin.change("tokenCreate", token, "created { token { id } }").await;
        self.keep("token", &made["created"]["token"]["id"]);
        let pending = self.came_back().await;
        self.ids.insert("pendingReply", pending);
        self.tells_nora().await;
        let unite = self.united().await;
        self.ids.insert("unite", unite);
        let session = self.app.sign_in("nora@example.org").await;
        self.ids.insert("session", session.session.session_id.to_string());
        let page = json!({ "url": format!("https://shop.example.com/{PRIVATE}") });
        self.visitor.attempt_plainly("visitUpdate", page, "clientMutationId").await;
        self.app.app.flow.visits_once().await.expect("the visit is written");
        let visits = self.admin.data("{ visits { nodes { id } } }", json!({})).await;
        self.keep("visit", &visits["visits"]["nodes"][0]["id"]);
        self.app.settle().await;
        self
    }

    fn keep(&mut self, word: &'static str, id: &Value) {
        assert!(id.is_string(), "there is no {word}: {id}");
        self.ids.insert(word, text(id));
    }
}

impl TestApp {
    /// Signs an operator in with [`PASSWORD`].
    pub async fn sign_in(&self, email: &str) -> SignedIn {
        let input =
            SignInInput { email: email.to_owned(), password: PASSWORD.to_owned(), code: None };
        sign_in(&self.app.desk, &Context::system(), input).await.expect("signed in").value
    }

    /// Gives an operator a password and signs them in; gives their client and the session's id.
    pub async fn session_of(&self, email: &str, admin: &Client, id: &str) -> (Client, String) {
        let password = json!({ "operatorId": id, "newPassword": PASSWORD });
        admin.change("operatorChangePassword", password, "operator { id }").await;
        let signed_in = self.sign_in(email).await;
        let id = signed_in.session.session_id.to_string();
        (self.at("/graphql", Some(signed_in.secret)), id)
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
