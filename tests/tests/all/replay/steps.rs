//! What has to be there before a mutation has an effect.

use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::{Value, json};
use switchboard_model::{
    Clock as _, MessageId, Timestamp,
    connector::{InboundEvent, PlatformIdentity},
};
use switchboard_testkit::{
    graphql::Client,
    scene::{LATER, NEVER, Scene, customer, inbound, subscription},
};
use totp_rs::{Algorithm, Secret, TOTP};

pub fn to_other_team(scene: &Scene) -> Value {
    let (chat, team) = (scene.id("chat"), scene.id("otherTeam"));
    json!({ "chatId": chat, "teamId": team, "comment": "yours", "isForced": true })
}

/// The chat is Nora's, in her team.
pub async fn noras(scene: &Scene) {
    let back = json!({
        "chatId": scene.id("chat"), "operatorId": scene.id("operator"), "teamId": scene.id("team"),
    });
    scene.admin.change("chatAssign", back, "chat { id }").await;
}

/// Nora offers the chat to the admin.
pub async fn offered_to_admin(scene: &Scene) {
    noras(scene).await;
    let viewer = scene.admin.data("{ viewer { operator { id } } }", json!({})).await;
    let input = json!({
        "chatId": scene.id("chat"), "operatorId": viewer["viewer"]["operator"]["id"],
        "comment": "yours", "isForced": true,
    });
    scene.nora.change("chatForward", input, "chat { id }").await;
}

/// The chat is open, offered to nobody and not put aside.
pub async fn open(scene: &Scene) {
    let query = "query($id: ID!) { chat(id: $id) { status snoozedUntil forward { fromOperator { id } } } \
         viewer { operator { id } } }";
    let chat = scene.admin.data(query, json!({ "id": scene.id("chat") })).await;
    if chat["chat"]["status"] == "TRANSFERRED" {
        let input = json!({ "chatId": scene.id("chat") });
        let offered_by = &chat["chat"]["forward"]["fromOperator"];
        let is_own = *offered_by == chat["viewer"]["operator"];
        let sender = if is_own { &scene.admin } else { &scene.nora };
        sender.change("chatCancelForward", input, "clientMutationId").await;
    }
    if !chat["chat"]["snoozedUntil"].is_null() {
        let input = json!({ "chatId": scene.id("chat") });
        scene.admin.change("chatWake", input, "chat { id }").await;
    }
    if ["CLOSED", "ARCHIVED"].contains(&chat["chat"]["status"].as_str().unwrap_or_default()) {
        scene
            .admin
            .change("chatReopen", json!({ "chatId": scene.id("chat") }), "chat { id }")
            .await;
    }
}

/// A new customer of the platform, who has written; gives the contact.
pub async fn customer_of(scene: &Scene) -> String {
    let id = scene.app.app.desk.store().id::<MessageId>().0.to_string();
    let mut message = inbound("1", "hello");
    message.reference.chat.id.clone_from(&id);
    message.sender = PlatformIdentity { id: id.clone(), ..customer() };
    scene.takes(&id, InboundEvent::Message(message)).await;
    let query = "{ chats(order: CREATED, first: 1) { nodes { contact { id } } } }";
    let newest = scene.admin.data(query, json!({})).await["chats"]["nodes"][0].clone();
    newest["contact"]["id"].as_str().expect("an id").to_owned()
}

pub async fn close(scene: &Scene) {
    open(scene).await;
    let input = json!({ "chatId": scene.id("chat"), "closeReasonId": scene.id("reason") });
    scene.admin.change("chatClose", input, "chat { id }").await;
}

pub async fn pause(scene: &Scene) {
    let input = json!({ "channelId": scene.id("channel") });
    scene.admin.change("channelPause", input, "channel { id }").await;
}

pub async fn reply(scene: &Scene) -> Value {
    let input = json!({ "chatId": scene.id("chat"), "body": "words" });
    let made = scene.admin.change("messageReply", input, "message { id }").await;
    scene.app.settle().await;
    made["message"]["id"].clone()
}

pub async fn note(scene: &Scene) -> Value {
    let input = json!({ "chatId": scene.id("chat"), "body": "a thought" });
    scene.admin.change("noteCreate", input, "note { id }").await["note"]["id"].clone()
}

/// A chat of a visitor whom the page has signed in, and who can be opened there.
pub async fn signed_chat(scene: &Scene) -> Value {
    let secret = "0123456789abcdef0123456789abcdef";
    let secrets = ["identity_secret", "open_as_secret"];
    let secrets = secrets.map(|name| json!({ "name": name, "value": secret }));
    let settings = json!({ "open_as_url": "https://shop.example.com/login#{token}" });
    let input =
        json!({ "channelId": scene.id("webChannel"), "settings": settings, "secrets": secrets });
    scene.admin.change("channelUpdate", input, "channel { id }").await;
    let claims = json!({ "sub": "42", "exp": scene.app.clock.now().0 / 1_000 + 600 });
    let key = EncodingKey::from_secret(secret.as_bytes());
    let identity = encode(&Header::default(), &claims, &key).expect("signed");
    let input = json!({ "channelKey": "night", "identity": identity });
    let nobody = scene.visitor.at("/visitor/graphql");
    let made = nobody.change("visitStart", input, "visit { secret }").await;
    let secret = made["visit"]["secret"].as_str().expect("a secret").to_owned();
    let visitor = scene.app.at("/visitor/graphql", Some(secret));
    let said = json!({ "clientMutationId": "signed", "body": "it is me" });
    visitor.change("messageWrite", said, "message { id }").await;
    let query = "{ myChat { id } }";
    visitor.data(query, json!({})).await["myChat"]["id"].clone()
}

/// The chat shows how to find an order.
pub fn example(scene: &Scene) -> Value {
    json!({ "chatId": scene.id("chat"), "title": "Lost order", "solution": "Ask the courier." })
}

/// The chat is about a payment.
pub fn reference(scene: &Scene, external_id: &str) -> Value {
    let (chat, kind) = (scene.id("chat"), scene.id("referenceKind"));
    json!({ "chatId": chat, "referenceKindId": kind, "externalId": external_id })
}

pub async fn role(scene: &Scene, name: &str) -> Value {
    let input = json!({ "name": name, "permissions": ["CHAT_READ"] });
    scene.admin.change("roleCreate", input, "role { id }").await["role"]["id"].clone()
}

pub async fn label(scene: &Scene, name: &str) -> Value {
    let input = json!({ "name": name });
    scene.admin.change("labelCreate", input, "label { id }").await["label"]["id"].clone()
}

/// Saves a draft of a reply, a while ago; gives what was saved.
pub async fn draft(scene: &Scene, body: &str) -> Value {
    let own = json!({ "chatId": scene.id("chat"), "kind": "REPLY" });
    scene.admin.attempt("draftDelete", own, "deletedId").await;
    let written = json!({
        "chatId": scene.id("chat"), "kind": "REPLY", "body": body, "format": "PLAIN",
        "device": "desk",
    });
    scene.admin.change("draftSave", written.clone(), "draft { id }").await;
    scene.app.clock.pass_ms(2_000);
    written
}

/// Nora mentions the admin in a chat of hers; gives what the admin is told.
pub async fn told_to_admin(scene: &Scene) -> Value {
    noras(scene).await;
    let viewer = scene.admin.data("{ viewer { operator { id } } }", json!({})).await;
    let id = viewer["viewer"]["operator"]["id"].as_str().expect("an id").to_owned();
    let note = json!({ "chatId": scene.id("chat"), "body": format!("@[{id}], what is this?") });
    scene.nora.change("noteCreate", note, "note { id }").await;
    scene.app.settle().await;
    let query = "{ viewer { notifications(first: 10) { nodes { id kind chatId } } } }";
    let told = scene.admin.data(query, json!({})).await;
    let rows = told["viewer"]["notifications"]["nodes"].as_array().cloned().expect("a page");
    let newest = rows.into_iter().find(|row| row["kind"] == "MENTIONED");
    newest.expect("the admin is told")
}

/// Such a browser of the admin; gives it.
pub async fn browser(scene: &Scene, name: &str) -> Value {
    let input = subscription(name);
    let made = scene.admin.change("pushSubscriptionCreate", input, "pushSubscription { id }").await;
    made["pushSubscription"]["id"].clone()
}

/// The admin says something that is sent in a year.
pub async fn pending_reply(scene: &Scene) -> Value {
    let input = json!({ "chatId": scene.id("chat"), "body": "for later", "releaseAt": LATER });
    let made = scene.admin.change("replySchedule", input, "pendingReply { id }").await;
    made["pendingReply"]["id"].clone()
}

/// A new template.
pub fn text(scope: &str, shortcut: &str) -> Value {
    let texts = json!([{ "locale": "en", "body": "Hello.", "format": "PLAIN" }]);
    json!({ "scope": scope, "shortcut": shortcut, "title": shortcut, "texts": texts })
}

pub async fn template(scene: &Scene, shortcut: &str) -> Value {
    let input = text("EVERYONE", shortcut);
    let made = scene.admin.change("templateCreate", input, "template { id }").await;
    made["template"]["id"].clone()
}

/// A macro that writes a greeting and does this.
pub async fn macro_of(scene: &Scene, act: Value) -> Value {
    let acts = json!([{ "templateId": scene.id("template") }, act]);
    let input = json!({ "scope": "EVERYONE", "title": "As usual", "acts": acts });
    scene.admin.change("macroCreate", input, "macro { id }").await["macro"]["id"].clone()
}

pub async fn replacement(scene: &Scene, token: &str) -> Value {
    let input = json!({ "scope": "EVERYONE", "token": token, "text": "words" });
    let made = scene.admin.change("replacementCreate", input, "replacement { id }").await;
    made["replacement"]["id"].clone()
}

pub async fn retention_rule(scene: &Scene) -> Value {
    let input = json!({ "name": "Later", "filter": {}, "afterDays": 3_650, "act": "ERASE" });
    let made = scene.admin.change("retentionRuleCreate", input, "retentionRule { id }").await;
    made["retentionRule"]["id"].clone()
}

/// A rule that asks for nothing, switched on or not.
pub async fn rule(scene: &Scene, key: &str, is_live: bool) -> Value {
    let input = json!({ "key": key, "source": NEVER, "tests": "" });
    let made = scene.admin.change("ruleSave", input, "rule { id }").await;
    let id = made["rule"]["id"].clone();
    if is_live {
        scene.admin.change("ruleEnable", json!({ "ruleId": id }), "rule { id }").await;
    }
    id
}

pub async fn rule_list(scene: &Scene, key: &str) -> Value {
    let input = json!({ "key": key, "words": "refund*" });
    let made = scene.admin.change("ruleListSave", input, "ruleList { id }").await;
    made["ruleList"]["id"].clone()
}

pub async fn schedule(scene: &Scene, name: &str) -> Value {
    let hours = json!([{ "weekday": "SUNDAY", "fromMinute": 0, "toMinute": 360 }]);
    let input = json!({ "name": name, "timeZone": "Europe/Kyiv", "hours": hours });
    scene.admin.change("scheduleCreate", input, "schedule { id }").await["schedule"]["id"].clone()
}

/// A broadcast for a time that does not come, with which this was done.
pub async fn broadcast(scene: &Scene, acts: &[&str]) -> Value {
    let input = json!({
        "name": "Autumn", "filter": {}, "templateId": scene.id("template"),
        "channelIds": [scene.id("webChannel")], "beginsAt": LATER,
    });
    let made = scene.admin.change("broadcastCreate", input, "broadcast { id }").await;
    let id = made["broadcast"]["id"].clone();
    for act in acts {
        scene.admin.change(act, json!({ "broadcastId": id }), "broadcast { id }").await;
    }
    id
}

pub async fn view(scene: &Scene, name: &str) -> Value {
    let input = json!({ "name": name, "scope": "EVERYONE", "filter": {} });
    scene.admin.change("viewCreate", input, "view { id }").await["view"]["id"].clone()
}

pub async fn operator(scene: &Scene, name: &str) -> String {
    let all = scene.admin.data("{ operators { nodes { id name } } }", json!({})).await;
    let all = all["operators"]["nodes"].as_array().expect("operators").clone();
    let found = all.iter().find(|one| one["name"] == name).expect("an operator");
    found["id"].as_str().expect("an id").to_owned()
}

/// Begins to set up an authenticator app, and gives its code.
pub async fn totp_of(scene: &Scene, client: &Client) -> String {
    let made = client.change("operatorBeginTotp", json!({}), "setup { secret }").await;
    code_of(made["setup"]["secret"].as_str().expect("a secret"), scene.app.clock.now())
}

/// What an authenticator app shows at this time.
pub fn code_of(secret: &str, now: Timestamp) -> String {
    let secret = Secret::Encoded(secret.to_owned()).to_bytes().expect("base 32");
    let totp = TOTP::new(Algorithm::SHA1, 6, 1, 30, secret).expect("a secret of 160 bits");
    totp.generate(u64::try_from(now.0 / 1_000).expect("after 1970"))
}

pub async fn preview(scene: &Scene) -> bool {
    let settings = scene.admin.data("{ settings { isTypingPreviewOn } }", json!({})).await;
    settings["settings"]["isTypingPreviewOn"] == true
}

/// A theme that the admin has not chosen.
pub async fn other_theme(scene: &Scene) -> &'static str {
    let query = "{ viewer { preferences { theme } } }";
    let told = scene.admin.data(query, json!({})).await;
    if told["viewer"]["preferences"]["theme"] == "DARK" { "LIGHT" } else { "DARK" }
}
