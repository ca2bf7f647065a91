//! How each mutation is done once with effect, and what a platform tells.

use serde_json::{Value, json};
use switchboard_model::{
    Clock as _, MessageId, Timestamp,
    connector::{
        ContactChange, InboundEvent, InboundReaction, InboundReceipt, PlatformIdentity,
        ReceiptState, ReceiptTarget,
    },
};
use switchboard_testkit::{
    app::BEGIN,
    graphql::Client,
    scene::{FILE, PASSWORD, Scene, customer, inbound, reference},
};
use totp_rs::{Algorithm, Secret, TOTP};

/// A mutation's input.
pub struct Recipe {
    pub input: Value,
    /// Does a client's screen show the effect.
    pub is_seen: bool,
}

/// Prepares the server for a mutation; gives the input.
pub async fn recipe(scene: &Scene, mutation: &str) -> Recipe {
    let id = |word: &str| scene.id(word).to_owned();
    let chat = json!({ "chatId": id("chat") });
    let admin = &scene.admin;
    open(scene).await;
    let input = match mutation {
        "attachmentUploadBegin" => {
            return silent(
                json!({ "chatId": id("chat"), "name": "a.txt", "sizeBytes": FILE.len() }),
            );
        }
        "attachmentUploadFinish" => {
            let attachment = admin.upload_bytes(Some(&id("chat")), "b.txt", FILE).await;
            return silent(json!({ "attachmentId": attachment }));
        }
        "channelCreate" => json!({ "plugin": "web", "name": "Another site", "key": "another" }),
        "channelDelete" => {
            let input = json!({ "plugin": "web", "name": "Old site", "key": "old" });
            let made = admin.change("channelCreate", input, "channel { id }").await;
            json!({ "channelId": made["channel"]["id"] })
        }
        "channelConnect" => {
            pause(scene).await;
            json!({ "channelId": id("channel") })
        }
        "channelUpdate" => json!({ "channelId": id("channel"), "name": "Evening bot" }),
        "channelPause" => json!({ "channelId": id("channel") }),
        "channelResume" => {
            pause(scene).await;
            json!({ "channelId": id("channel") })
        }
        "chatAssign" => {
            json!({ "chatId": id("chat"), "operatorId": null, "teamId": id("otherTeam") })
        }
        "chatCancelForward" => {
            noras(scene).await;
            admin.change("chatForward", to_other_team(scene), "chat { id }").await;
            chat
        }
        "chatDeclineForward" => {
            offered_to_admin(scene).await;
            json!({ "chatId": id("chat"), "comment": "not now" })
        }
        "chatEscalate" => {
            noras(scene).await;
            json!({ "chatId": id("chat"), "teamId": id("otherTeam"), "comment": "beyond me" })
        }
        "chatForward" => {
            noras(scene).await;
            to_other_team(scene)
        }
        "chatSnooze" => chat,
        "chatTakeForward" => {
            offered_to_admin(scene).await;
            chat
        }
        "chatWake" => {
            admin.change("chatSnooze", chat.clone(), "chat { id }").await;
            chat
        }
        "chatClose" => json!({ "chatId": id("chat"), "closeReasonId": id("reason") }),
        "chatLabel" => json!({ "chatId": id("chat"), "labelId": label(scene, "Urgent").await }),
        "chatUnlabel" => {
            let marked = json!({ "chatId": id("chat"), "labelId": label(scene, "Late").await });
            admin.change("chatLabel", marked.clone(), "chat { id }").await;
            marked
        }
        "chatUpdate" => {
            json!({ "chatId": id("chat"), "subject": "An island", "priority": "HIGH" })
        }
        "chatJoin" => chat,
        "chatLeave" => {
            admin.change("chatJoin", chat.clone(), "chat { id }").await;
            chat
        }
        "chatMarkRead" => {
            admin.change("chatMarkUnread", chat.clone(), "chat { id }").await;
            chat
        }
        "chatMarkUnread" => {
            admin.change("chatMarkRead", chat.clone(), "chat { id }").await;
            chat
        }
        "chatOpen" => {
            close(scene).await;
            json!({ "identityId": id("identity"), "subject": "Once more" })
        }
        "chatReopen" => {
            close(scene).await;
            chat
        }
        "chatsBulk" => {
            json!({ "chatIds": [id("chat")], "act": { "priority": "URGENT" } })
        }
        "contactBlock" => json!({ "contactId": id("contact") }),
        "contactUnblock" => {
            let contact = json!({ "contactId": id("contact") });
            admin.change("contactBlock", contact.clone(), "contact { id }").await;
            contact
        }
        "contactDismissDuplicate" => {
            let (one, other) = (customer_of(scene).await, customer_of(scene).await);
            for contact in [&one, &other] {
                let input = json!({ "contactId": contact, "email": format!("{one}@example.org") });
                admin.change("contactUpdate", input, "contact { id }").await;
            }
            json!({ "contactId": one, "duplicateId": other })
        }
        "contactUndoUnite" => {
            let pulled = customer_of(scene).await;
            let input = json!({ "contactId": id("contact"), "pulledId": pulled });
            let selection = "contact { unites { uniteId } }";
            let made = admin.change("contactUnite", input, selection).await;
            json!({ "uniteId": made["contact"]["unites"][0]["uniteId"] })
        }
        "contactUnite" => {
            json!({ "contactId": id("contact"), "pulledId": customer_of(scene).await })
        }
        "contactEndSessions" => return silent(json!({ "contactId": id("contact") })),
        "contactUpdate" => {
            json!({ "contactId": id("contact"), "name": "Ana Maria", "attributes": { "plan": "gold" } })
        }
        "deliveryRetry" => {
            let delivery = scene.fails_to_reply().await;
            json!({ "deliveryId": delivery, "decision": "RESEND" })
        }
        "draftDelete" => {
            draft(scene, "words so far").await;
            json!({ "chatId": id("chat"), "kind": "REPLY" })
        }
        "draftSave" => {
            let mut written = draft(scene, "words so far").await;
            written["body"] = json!("words so far, and more");
            written["expectedVersion"] = json!(1);
            written
        }
        "exportBegin" => return silent(json!({ "format": "MESSAGES_CSV", "includesNotes": true })),
        "inboundRequestReplay" => json!({ "inboundRequestId": id("inboundRequest") }),
        "invitationCreate" => {
            json!({ "email": "ines@example.org", "teamIds": [id("team")] })
        }
        "invitationRevoke" => {
            let input = json!({ "email": "iris@example.org" });
            let made = "created { invitation { id } }";
            let made = admin.change("invitationCreate", input, made).await;
            json!({ "invitationId": made["created"]["invitation"]["id"] })
        }
        "messageEdit" => json!({ "messageId": reply(scene).await, "body": "better words" }),
        "messageReact" => json!({ "messageId": id("message"), "emoji": "👍" }),
        "messageReply" => {
            json!({ "chatId": id("chat"), "body": "an answer", "quotedMessageId": id("message") })
        }
        "messageDelete" => json!({ "messageId": reply(scene).await }),
        "noteCreate" => json!({ "chatId": id("chat"), "body": "a note" }),
        "noteDelete" => json!({ "noteId": note(scene).await }),
        "noteUpdate" => json!({ "noteId": note(scene).await, "body": "a better note" }),
        "operatorCreate" => {
            json!({ "name": "Olga", "email": "olga@example.org", "teamIds": [id("team")] })
        }
        "operatorBeginTotp" => json!({}),
        "operatorConfirmTotp" => json!({ "code": totp_of(scene, admin).await }),
        "operatorDisableTotp" => {
            let rita = operator(scene, "Rita").await;
            let (client, _) = scene.app.session_of("rita@example.org", admin, &rita).await;
            let code = json!({ "code": totp_of(scene, &client).await });
            client.change("operatorConfirmTotp", code, "recovery { codes }").await;
            json!({ "operatorId": rita })
        }
        "operatorChangePassword" => {
            let rita = operator(scene, "Rita").await;
            json!({ "operatorId": rita, "newPassword": format!("{PASSWORD} again") })
        }
        "operatorSetStatus" => json!({ "operatorId": id("operator"), "status": "AWAY" }),
        "operatorUpdate" => {
            json!({ "operatorId": id("operator"), "name": "Nora Jane", "teamIds": [id("team"), id("otherTeam")] })
        }
        "closeReasonCreate" => json!({ "name": "Lost" }),
        "closeReasonUpdate" => {
            json!({ "closeReasonId": id("reason"), "name": "Found", "isActive": false })
        }
        "labelCreate" => json!({ "name": "New" }),
        "labelUpdate" => {
            let label = label(scene, "Edited").await;
            json!({ "labelId": label, "name": "Better", "color": "RED", "isActive": false })
        }
        "labelDelete" => json!({ "labelId": label(scene, "Removed").await }),
        "replacementCreate" => json!({ "scope": "EVERYONE", "token": "brb", "text": "back soon" }),
        "replacementDelete" => json!({ "replacementId": replacement(scene, "omw").await }),
        "replacementUpdate" => {
            json!({ "replacementId": replacement(scene, "thx").await, "text": "thank you" })
        }
        "roleCreate" => json!({ "name": "Trainee", "permissions": ["CHAT_READ"] }),
        "roleUpdate" => {
            json!({ "roleId": role(scene, "Edited").await, "permissions": ["CHAT_READ", "CHAT_NOTE"] })
        }
        "roleDelete" => json!({ "roleId": role(scene, "Removed").await }),
        "searchRebuild" => return silent(json!({})),
        "sessionRevoke" => {
            let (_, session) = scene
                .app
                .session_of("rita@example.org", admin, &operator(scene, "Rita").await)
                .await;
            return silent(json!({ "sessionId": session }));
        }
        "settingUpdate" => json!({ "isTypingPreviewOn": !preview(scene).await }),
        "teamCreate" => json!({ "name": "Dusk", "operatorIds": [id("operator")] }),
        "teamUpdate" => json!({ "teamId": id("team"), "name": "Midnight", "operatorIds": [] }),
        "templateCreate" => text("EVERYONE", "hours"),
        "templateDelete" => json!({ "templateId": template(scene, "refund").await }),
        "templateUpdate" => {
            let texts = json!([{ "locale": "en", "body": "We are sorry.", "format": "PLAIN" }]);
            json!({ "templateId": template(scene, "sorry").await, "title": "Sorry", "texts": texts })
        }
        "tokenCreate" => return silent(json!({ "name": "robot", "permissions": ["CHAT_READ"] })),
        "tokenRevoke" => {
            let input = json!({ "name": "old robot", "permissions": ["CHAT_READ"] });
            let made = admin.change("tokenCreate", input, "created { token { id } }").await;
            return silent(json!({ "tokenId": made["created"]["token"]["id"] }));
        }
        "typingSet" => return silent(json!({ "chatId": id("chat"), "isTyping": true })),
        "viewCreate" => json!({
            "name": "New ones", "scope": "EVERYONE", "filter": { "status": ["NEW"] },
        }),
        "viewUpdate" => {
            let view = view(scene, "Late").await;
            json!({ "viewId": view, "name": "Later", "filter": { "not": { "isMine": true } } })
        }
        "viewDelete" => json!({ "viewId": view(scene, "Removed").await }),
        other => panic!("{other} has no recipe: say here how it is done once with effect"),
    };
    Recipe { input, is_seen: true }
}

/// Has an effect that no screen of lists and chats shows.
fn silent(input: Value) -> Recipe {
    Recipe { input, is_seen: false }
}

fn to_other_team(scene: &Scene) -> Value {
    let (chat, team) = (scene.id("chat"), scene.id("otherTeam"));
    json!({ "chatId": chat, "teamId": team, "comment": "yours", "isForced": true })
}

/// The chat is Nora's, in her team.
async fn noras(scene: &Scene) {
    let back = json!({
        "chatId": scene.id("chat"), "operatorId": scene.id("operator"), "teamId": scene.id("team"),
    });
    scene.admin.change("chatAssign", back, "chat { id }").await;
}

/// Nora offers the chat to the admin.
async fn offered_to_admin(scene: &Scene) {
    noras(scene).await;
    let viewer = scene.admin.data("{ viewer { operator { id } } }", json!({})).await;
    let input = json!({
        "chatId": scene.id("chat"), "operatorId": viewer["viewer"]["operator"]["id"],
        "comment": "yours", "isForced": true,
    });
    scene.nora.change("chatForward", input, "chat { id }").await;
}

/// The chat is open, offered to nobody and not put aside.
async fn open(scene: &Scene) {
    let query = "query($id: ID!) { chat(id: $id) { status snoozedUntil } }";
    let chat = scene.admin.data(query, json!({ "id": scene.id("chat") })).await;
    if chat["chat"]["status"] == "TRANSFERRED" {
        let input = json!({ "chatId": scene.id("chat") });
        scene.admin.change("chatCancelForward", input, "chat { id }").await;
    }
    if !chat["chat"]["snoozedUntil"].is_null() {
        let input = json!({ "chatId": scene.id("chat") });
        scene.admin.change("chatWake", input, "chat { id }").await;
    }
    if chat["chat"]["status"] == "CLOSED" {
        scene
            .admin
            .change("chatReopen", json!({ "chatId": scene.id("chat") }), "chat { id }")
            .await;
    }
}

/// A new customer of the platform, who has written; gives the contact.
async fn customer_of(scene: &Scene) -> String {
    let id = scene.app.app.desk.store().id::<MessageId>().0.to_string();
    let mut message = inbound("1", "hello");
    message.reference.chat.id.clone_from(&id);
    message.sender = PlatformIdentity { id: id.clone(), ..customer() };
    scene.takes(&id, InboundEvent::Message(message)).await;
    let query = "{ chats(order: CREATED, first: 1) { nodes { contact { id } } } }";
    let newest = scene.admin.data(query, json!({})).await["chats"]["nodes"][0].clone();
    newest["contact"]["id"].as_str().expect("an id").to_owned()
}

async fn close(scene: &Scene) {
    open(scene).await;
    let input = json!({ "chatId": scene.id("chat"), "closeReasonId": scene.id("reason") });
    scene.admin.change("chatClose", input, "chat { id }").await;
}

async fn pause(scene: &Scene) {
    let input = json!({ "channelId": scene.id("channel") });
    scene.admin.change("channelPause", input, "channel { id }").await;
}

async fn reply(scene: &Scene) -> Value {
    let input = json!({ "chatId": scene.id("chat"), "body": "words" });
    let made = scene.admin.change("messageReply", input, "message { id }").await;
    scene.app.settle().await;
    made["message"]["id"].clone()
}

async fn note(scene: &Scene) -> Value {
    let input = json!({ "chatId": scene.id("chat"), "body": "a thought" });
    scene.admin.change("noteCreate", input, "note { id }").await["note"]["id"].clone()
}

async fn role(scene: &Scene, name: &str) -> Value {
    let input = json!({ "name": name, "permissions": ["CHAT_READ"] });
    scene.admin.change("roleCreate", input, "role { id }").await["role"]["id"].clone()
}

async fn label(scene: &Scene, name: &str) -> Value {
    let input = json!({ "name": name });
    scene.admin.change("labelCreate", input, "label { id }").await["label"]["id"].clone()
}

/// Saves a draft of a reply, a while ago; gives what was saved.
async fn draft(scene: &Scene, body: &str) -> Value {
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

/// A new template.
pub fn text(scope: &str, shortcut: &str) -> Value {
    let texts = json!([{ "locale": "en", "body": "Hello.", "format": "PLAIN" }]);
    json!({ "scope": scope, "shortcut": shortcut, "title": shortcut, "texts": texts })
}

async fn template(scene: &Scene, shortcut: &str) -> Value {
    let input = text("EVERYONE", shortcut);
    let made = scene.admin.change("templateCreate", input, "template { id }").await;
    made["template"]["id"].clone()
}

async fn replacement(scene: &Scene, token: &str) -> Value {
    let input = json!({ "scope": "EVERYONE", "token": token, "text": "words" });
    let made = scene.admin.change("replacementCreate", input, "replacement { id }").await;
    made["replacement"]["id"].clone()
}

async fn view(scene: &Scene, name: &str) -> Value {
    let input = json!({ "name": name, "scope": "EVERYONE", "filter": {} });
    scene.admin.change("viewCreate", input, "view { id }").await["view"]["id"].clone()
}

async fn operator(scene: &Scene, name: &str) -> String {
    let all = scene.admin.data("{ operators { nodes { id name } } }", json!({})).await;
    let all = all["operators"]["nodes"].as_array().expect("operators").clone();
    let found = all.iter().find(|one| one["name"] == name).expect("an operator");
    found["id"].as_str().expect("an id").to_owned()
}

/// Begins to set up an authenticator app, and gives its code.
pub async fn totp_of(scene: &Scene, client: &Client) -> String {
    let made = client.change("operatorBeginTotp", json!({}), "setup { secret }").await;
    let secret = made["setup"]["secret"].as_str().expect("a secret").to_owned();
    let secret = Secret::Encoded(secret).to_bytes().expect("base 32");
    let totp = TOTP::new(Algorithm::SHA1, 6, 1, 30, secret).expect("a secret of 160 bits");
    totp.generate(u64::try_from(scene.app.clock.now().0 / 1_000).expect("after 1970"))
}

async fn preview(scene: &Scene) -> bool {
    let settings = scene.admin.data("{ settings { isTypingPreviewOn } }", json!({})).await;
    settings["settings"]["isTypingPreviewOn"] == true
}

/// What a platform tells, in an order in which each has an effect.
pub const PLATFORM: [&str; 9] = [
    "message",
    "newCustomer",
    "edited",
    "reaction",
    "reactionRemoved",
    "deleted",
    "receipt",
    "profile",
    "unreachable",
];

/// The platform tells it.
pub async fn ingest(scene: &Scene, name: &str) {
    let now = Timestamp(BEGIN.0 + 1);
    let event = match name {
        "message" => InboundEvent::Message(inbound("20", "one more thing")),
        "newCustomer" => {
            let mut message = inbound("1", "hello from another");
            message.reference.chat.id = "800".to_owned();
            message.sender = PlatformIdentity {
                id: "800".to_owned(),
                name: Some("Eve".to_owned()),
                ..customer()
            };
            InboundEvent::Message(message)
        }
        "edited" => {
            let mut message = inbound("20", "one more important thing");
            message.edited_at = Some(now);
            InboundEvent::Edited(message, None)
        }
        "reaction" | "reactionRemoved" => InboundEvent::Reaction(InboundReaction {
            reference: reference("20"),
            by: customer(),
            emoji: Some("🎉".to_owned()),
            is_removed: name == "reactionRemoved",
            at: now,
        }),
        "deleted" => InboundEvent::Retracted(reference("20"), now),
        "receipt" => InboundEvent::Receipt(InboundReceipt {
            target: ReceiptTarget::UpTo(reference("1").chat, now),
            state: ReceiptState::Read,
            at: now,
            error: None,
        }),
        "profile" => {
            InboundEvent::Profile(PlatformIdentity { name: Some("Zoe".to_owned()), ..customer() })
        }
        "unreachable" => InboundEvent::Reach {
            identity: customer(),
            change: ContactChange::Unreachable,
            chat: None,
            at: now,
        },
        other => panic!("nobody tells {other}"),
    };
    scene.takes(name, event).await;
}
