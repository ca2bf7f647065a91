//! Rows of everything. The one that stands first in its list has all that a row can have.

mod rules;
mod told;

use crate::replay::steps::text;
use rules::rules;
use serde_json::{Value, json};
use switchboard_desk::{chat::join, limits::VISIT_PAGES_MAX};
use switchboard_model::{
    IdentityId, OperatorId, SessionId,
    chat_rating::ChatRating,
    connector::{InboundEvent, InboundReaction, PlatformIdentity, PlatformMessage},
    session::{Session, SessionOwner},
    visit::{DeviceKind, Visit, VisitPage},
};
use switchboard_store::{
    Lane, StoreError, Transaction, chat_rating, identity, message_reference, session, visit,
};
use switchboard_testkit::app::BEGIN;
use switchboard_testkit::scene::{FILE, LATER, Scene, customer, inbound};
use told::told;

/// As many of the last rows have all that a row can have.
const RICH: usize = 3;
/// As many of the first rows have a chat that is offered to somebody.
const OFFERED: usize = 3;
/// Between two rows: platforms take few messages a second, in ms.
const BETWEEN_MS: i64 = 2_000;
/// Permissions that reach the chat of every team.
const REACHES: [&str; 3] = ["CHAT_READ", "CHAT_READ_ALL", "CHAT_REPLY"];

/// Adds this many rows to every list. The names of a later series sort before those of earlier ones.
pub async fn fill(scene: &Scene, series: &str, count: usize) {
    let large = [scene.id("platformChat"), scene.id("chat")];
    let mut replies = Vec::new();
    for number in 0..count {
        let name = format!("{series} {:03}", 999 - number);
        let is_rich = number + RICH >= count;
        let team = app(scene, &name).await;
        let mut some = Vec::new();
        for chat in large {
            some.push((talk(scene, chat, is_rich || chat == large[0]).await, chat.to_owned()));
        }
        let group = group(scene, &name).await;
        if number < OFFERED {
            let to = if number.is_multiple_of(2) { "operatorId" } else { "teamId" };
            offers(scene, &group, to).await;
        }
        let label = made(scene, "labelCreate", json!({ "name": name }), "label").await;
        let chat = small_chat(scene, &name).await;
        mark(scene, &chat, &label).await;
        let kind = json!({ "key": name.replace(' ', "-"), "name": name });
        let kind = made(scene, "referenceKindCreate", kind, "referenceKind").await;
        // One chat has few labels and references, and one contact few others in it.
        if number == 0 {
            mark(scene, large[0], &label).await;
            for chat in large {
                rate(scene, chat).await;
                let of = json!({ "chatId": chat, "referenceKindId": kind, "externalId": "42" });
                made(scene, "chatSetReference", of, "chat").await;
            }
            unite(scene, large[0], &chat, &name).await;
        }
        some.push((talk(scene, &chat, is_rich).await, chat.clone()));
        for chat in [chat.as_str(), large[0]] {
            waits(scene, chat).await;
        }
        told(scene, &chat).await;
        scene.dead_request().await;
        visit(scene).await;
        scene.app.settle().await;
        settle_down(scene, &chat, &team).await;
        texts(scene, &name, &team, &chat).await;
        scene.app.clock.pass_ms(BETWEEN_MS);
        replies.extend(some.into_iter().filter(|_| is_rich));
    }
    offers(scene, large[0], "operatorId").await;
    offers(scene, large[1], "teamId").await;
    for (reply, chat) in &replies {
        improve(scene, reply, chat).await;
    }
    scene.app.settle().await;
}

/// This many further chats of the visitor, in which nothing was said since.
pub async fn begin_chats(scene: &Scene, series: &str, count: usize) {
    for number in 0..count {
        scene.begins_chat(&scene.visitor, &format!("{series}-{number}")).await;
        scene.app.clock.pass_ms(BETWEEN_MS);
    }
}

/// The visitor who has a chat was on two pages.
pub async fn visit(scene: &Scene) {
    let identity_id: IdentityId = scene.id("identity").parse().expect("an identity's id");
    let work = move |transaction: &mut Transaction<'_>| {
        let (now, at) = (transaction.now(), identity::get(transaction, identity_id)?);
        let (visit_id, url) = (transaction.id(), "https://shop.example.com/".to_owned());
        let row = Visit {
            visit_id,
            channel_id: at.channel_id,
            platform_id: at.platform_id,
            first_contact_id: at.first_contact_id,
            begun_at: now,
            seen_at: now,
            entry_url: url.clone(),
            referrer: None,
            url: url.clone(),
            title: None,
            page_count: 2,
            browser: None,
            os: None,
            device: DeviceKind::Other,
            locale: None,
            time_zone: None,
            ip: None,
            country: None,
            city: None,
            chat_id: None,
        };
        let page =
            |position| VisitPage { visit_id, position, url: url.clone(), title: None, at: now };
        visit::save(transaction, &row)?;
        visit::add_pages(transaction, &row, &[page(1), page(2)], VISIT_PAGES_MAX)?;
        Ok::<_, StoreError>(())
    };
    scene.app.app.desk.store().write(Lane::Any, work).await.expect("a visit");
}

pub(super) async fn made(scene: &Scene, mutation: &str, input: Value, field: &str) -> String {
    let made = scene.admin.change(mutation, input, &format!("{field} {{ id }}")).await;
    made[field]["id"].as_str().expect("an id").to_owned()
}

/// Business hours, a team, an operator who takes part in the large chats, a role, a reason, a channel, a view, a
/// token and a session; gives the team.
async fn app(scene: &Scene, name: &str) -> String {
    let opening = json!({ "fromMinute": 540, "toMinute": 780 });
    let schedule = json!({
        "name": name, "timeZone": "Europe/Kyiv",
        "hours": [{ "weekday": "MONDAY", "fromMinute": 540, "toMinute": 1_080 }],
        "holidays": [{ "day": "2026-12-24", "name": name, "openings": [opening] }],
    });
    let schedule = made(scene, "scheduleCreate", schedule, "schedule").await;
    let team = made(scene, "teamCreate", json!({ "name": name }), "team").await;
    let more = json!({
        "teamId": team, "escalatesToTeamId": scene.id("otherTeam"), "scheduleId": schedule,
    });
    made(scene, "teamUpdate", more, "team").await;
    let role =
        made(scene, "roleCreate", json!({ "name": name, "permissions": REACHES }), "role").await;
    let invitation = json!({
        "email": format!("{}@example.com", name.replace(' ', "-")), "roleId": role, "teamIds": [team],
    });
    scene.admin.change("invitationCreate", invitation, "created { secret }").await;
    let operator = json!({
        "name": name, "email": format!("{}@example.org", name.replace(' ', "-")),
        "roleId": role, "teamIds": [team],
    });
    let operator = made(scene, "operatorCreate", operator, "operator").await;
    made(scene, "closeReasonCreate", json!({ "name": name }), "closeReason").await;
    let word = name.to_lowercase().replace(' ', "_");
    let address = json!({ "kind": "EMAIL", "value": format!("{word}@blocked.example") });
    made(scene, "blockedAddressCreate", address, "blockedAddress").await;
    let role = json!({ "key": word, "name": name });
    made(scene, "contactRoleCreate", role, "contactRole").await;
    let kind = json!({ "key": word, "name": name, "valueType": "TEXT" });
    made(scene, "attributeKindCreate", kind, "attributeKind").await;
    let channel = json!({
        "plugin": "web", "name": name, "key": name.replace(' ', "-"), "teamId": team,
        "memberTeamIds": [team], "memberOperatorIds": [operator],
    });
    let channel = made(scene, "channelCreate", channel, "channel").await;
    let keeps_to = json!({ "channelId": channel, "scheduleId": schedule });
    made(scene, "channelUpdate", keeps_to, "channel").await;
    let view = json!({ "name": name, "scope": "TEAM", "teamId": team, "filter": {} });
    made(scene, "viewCreate", view, "view").await;
    rules(scene, &word, name).await;
    let broadcast = json!({
        "name": name, "filter": {}, "templateId": scene.id("template"),
        "channelIds": [scene.id("webChannel")],
    });
    made(scene, "broadcastCreate", broadcast, "broadcast").await;
    let token = json!({ "name": name, "permissions": ["CHAT_READ"] });
    scene.admin.change("tokenCreate", token, "created { secret }").await;
    joins(scene, &operator).await;
    signs_in(scene, name).await;
    team
}

async fn mark(scene: &Scene, chat: &str, label: &str) {
    made(scene, "chatLabel", json!({ "chatId": chat, "labelId": label }), "chat").await;
}

/// What the customer said of the first round.
async fn rate(scene: &Scene, chat: &str) {
    let chat_id = chat.parse().expect("a chat's id");
    let store = scene.app.app.desk.store();
    let rated = store.write::<_, StoreError>(Lane::Any, move |transaction| {
        let rated_at = transaction.now();
        let rating = ChatRating { chat_id, round: 1, score: 4, comment: None, rated_at };
        chat_rating::upsert(transaction, &rating)
    });
    rated.await.expect("a rating");
}

/// A template, a replacement and a macro of the team, and what the admin is writing in the chat.
async fn texts(scene: &Scene, name: &str, team: &str, chat: &str) {
    let word = name.replace(' ', "-");
    let mut template = text("TEAM", &word);
    template["teamId"] = json!(team);
    made(scene, "templateCreate", template, "template").await;
    let replacement = json!({ "scope": "TEAM", "teamId": team, "token": word, "text": name });
    made(scene, "replacementCreate", replacement, "replacement").await;
    let by_macro = json!({
        "scope": "TEAM", "teamId": team, "title": name,
        "acts": [{ "assign": { "teamId": team } }, { "isRead": true }],
    });
    made(scene, "macroCreate", by_macro, "macro").await;
    let draft = json!({
        "chatId": chat, "kind": "NOTE", "body": name, "format": "PLAIN", "device": "desk",
    });
    made(scene, "draftSave", draft, "draft").await;
}

/// The admin has said something that is sent later.
async fn waits(scene: &Scene, chat: &str) {
    let input = json!({ "chatId": chat, "body": "an answer for later", "releaseAt": LATER });
    made(scene, "replySchedule", input, "pendingReply").await;
}

/// The contact of one chat has another contact in it, and an address in common with that of another chat.
async fn unite(scene: &Scene, chat: &str, other: &str, name: &str) {
    let pulled = small_chat(scene, &format!("{name}x")).await;
    let kept = contact_of(scene, chat).await;
    let pulled = contact_of(scene, &pulled).await;
    made(scene, "contactUnite", json!({ "contactId": kept, "pulledId": pulled }), "contact").await;
    for contact in [kept, contact_of(scene, other).await] {
        let email = json!({ "contactId": contact, "email": "ana@example.org" });
        made(scene, "contactUpdate", email, "contact").await;
    }
}

async fn joins(scene: &Scene, operator: &str) {
    let desk = &scene.app.app.desk;
    let operator: OperatorId = operator.parse().expect("an operator's id");
    let context = scene.app.context_of(operator).await;
    for chat in ["platformChat", "chat"] {
        let chat_id = scene.id(chat).parse().expect("a chat's id");
        join::join(desk, &context, join::JoinInput { chat_id }).await.expect("joined");
    }
}

/// A session of the admin, who has no password here.
async fn signs_in(scene: &Scene, name: &str) {
    let viewer = scene.admin.data("{ viewer { operator { id } } }", json!({})).await;
    let id = viewer["viewer"]["operator"]["id"].as_str().expect("an id");
    let owner = SessionOwner::Operator(id.parse().expect("an operator's id"));
    let hash = name.to_owned();
    let insert = scene.app.app.desk.store().write::<_, StoreError>(Lane::Any, move |transaction| {
        let now = transaction.now();
        let session_id: SessionId = transaction.id();
        let expires_at = now.plus_ms(1_000_000_000);
        let row = Session {
            session_id,
            owner: owner.clone(),
            secret_generation: None,
            user_agent: None,
            remote_network: None,
            created_at: now,
            last_used_at: now,
            expires_at,
            revoked_at: None,
        };
        session::insert(transaction, &row, &hash)
    });
    insert.await.expect("a session");
}

/// A remark, and a reply with a quote and perhaps a file; gives the reply.
async fn talk(scene: &Scene, chat: &str, has_file: bool) -> String {
    remark(scene, chat).await;
    let query = "query($id: ID!) { chat(id: $id) { messages(first: 1) { nodes { id } } } }";
    let of = scene.admin.data(query, json!({ "id": chat })).await;
    let quoted = &of["chat"]["messages"]["nodes"][0]["id"];
    let files = if has_file {
        vec![scene.admin.upload(Some(chat), "file.txt", FILE).await]
    } else {
        Vec::new()
    };
    let input = json!({
        "chatId": chat, "body": "an answer", "attachmentIds": files, "quotedMessageId": quoted,
    });
    made(scene, "messageReply", input, "message").await
}

async fn remark(scene: &Scene, chat: &str) {
    let remark = format!("a remark for @[{}]", scene.id("operator"));
    made(scene, "noteCreate", json!({ "chatId": chat, "body": remark }), "note").await;
    let notice = json!({ "contactId": contact_of(scene, chat).await, "body": "a notice" });
    made(scene, "noteCreate", notice, "note").await;
}

async fn contact_of(scene: &Scene, chat: &str) -> String {
    let query = "query($id: ID!) { chat(id: $id) { contact { id } } }";
    let chat = scene.admin.data(query, json!({ "id": chat })).await["chat"].clone();
    chat["contact"]["id"].as_str().expect("an id").to_owned()
}

/// The customer of the large chat writes in yet another chat of the platform; gives it.
async fn group(scene: &Scene, name: &str) -> String {
    let mut message = inbound("1", "hello all");
    message.reference.chat.id = format!("-{}", platform_id(name));
    scene.takes(&format!("group {name}"), InboundEvent::Message(message)).await;
    newest_chat(scene).await
}

async fn newest_chat(scene: &Scene) -> String {
    let newest = "{ chats(order: CREATED, first: 1) { nodes { id } } }";
    let found = scene.admin.data(newest, json!({})).await;
    found["chats"]["nodes"][0]["id"].as_str().expect("an id").to_owned()
}

/// A new customer with a chat; gives the chat.
async fn small_chat(scene: &Scene, name: &str) -> String {
    let mut message = inbound("1", "hello");
    message.reference.chat.id = platform_id(name);
    message.sender = PlatformIdentity {
        id: message.reference.chat.id.clone(),
        name: Some(format!("Ana {name}")),
        ..customer()
    };
    scene.takes(name, InboundEvent::Message(message)).await;
    newest_chat(scene).await
}

/// Telegram's ids are whole numbers: the letter of the series and the number of the row.
fn platform_id(name: &str) -> String {
    let digits = name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_string());
    digits.collect()
}

/// Nora offers a chat to the admin, or to another team: once.
async fn offers(scene: &Scene, chat: &str, to: &str) {
    let query = "query($id: ID!) { chat(id: $id) { status } viewer { operator { id } } }";
    let found = scene.admin.data(query, json!({ "id": chat })).await;
    if found["chat"]["status"] == "TRANSFERRED" {
        return;
    }
    let receiver = match to {
        "teamId" => json!(scene.id("otherTeam")),
        _ => found["viewer"]["operator"]["id"].clone(),
    };
    // It is hers first: nobody is offered a chat that is theirs.
    let nora = scene.nora.data("{ viewer { operator { id } } }", json!({})).await;
    let assign = json!({ "chatId": chat, "operatorId": nora["viewer"]["operator"]["id"] });
    made(scene, "chatAssign", assign, "chat").await;
    let mut input = json!({ "chatId": chat, "comment": "yours", "isForced": true });
    input[to] = receiver;
    // Offered to a team that she is not in, it may be hers to see no more.
    scene.nora.change("chatForward", input, "clientMutationId").await;
}

/// Joined, assigned and closed with a reason.
async fn settle_down(scene: &Scene, chat: &str, team: &str) {
    made(scene, "chatJoin", json!({ "chatId": chat }), "chat").await;
    let attributes = json!({ "chatId": chat, "attributes": { "order": "4821" } });
    made(scene, "chatUpdate", attributes, "chat").await;
    let assign = json!({ "chatId": chat, "operatorId": scene.id("operator"), "teamId": team });
    made(scene, "chatAssign", assign, "chat").await;
    let close = json!({ "chatId": chat, "closeReasonId": scene.id("reason") });
    made(scene, "chatClose", close, "chat").await;
    let example = json!({ "chatId": chat, "title": "A question", "solution": "An answer." });
    made(scene, "chatSetExample", example, "chat").await;
}

/// Edits a reply that was sent; a reaction comes to it, on Telegram from the customer.
async fn improve(scene: &Scene, reply: &str, chat: &str) {
    let edit = json!({ "messageId": reply, "body": "answer" });
    made(scene, "messageEdit", edit, "message").await;
    if chat == scene.id("chat") {
        let react = json!({ "messageId": reply, "emoji": "👍" });
        made(scene, "messageReact", react, "message").await;
        return;
    }
    let message_id = reply.parse().expect("a message's id");
    let store = scene.app.app.desk.store();
    let names = store.read(move |connection| message_reference::of_message(connection, message_id));
    let reference = names.await.expect("names").into_iter().next().expect("it was sent");
    let by = PlatformIdentity { id: reference.chat.id.clone(), ..customer() };
    let dedup = format!("reaction {reply}");
    scene.takes(&dedup, InboundEvent::Reaction(reaction(reference, by))).await;
}

fn reaction(reference: PlatformMessage, by: PlatformIdentity) -> InboundReaction {
    let at = BEGIN;
    InboundReaction { reference, by, emoji: Some("👍".to_owned()), is_removed: false, at }
}
