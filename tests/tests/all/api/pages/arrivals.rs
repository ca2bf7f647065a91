//! What arrives while somebody pages: a row in every list, and some that change their places.

use crate::api::statements::visit;
use serde_json::{Value, json};
use switchboard_model::connector::{InboundEvent, PlatformIdentity};
use switchboard_testkit::scene::{Scene, customer, inbound};

/// The numbers of messages that the customer of the platform has not used.
const FREE: usize = 100;
/// Names between which those that are there fall.
const NAMES: [&str; 3] = ["Bea", "Zoe", "Ana"];
/// Names of one who is renamed, at both ends of the list.
const RENAMED: [&str; 2] = ["Aaron", "Zz Top"];
const PRIORITIES: [&str; 2] = ["URGENT", "LOW"];

/// One of everything, a second later.
pub async fn arrive(scene: &Scene, number: usize) {
    scene.app.clock.pass_ms(1_000);
    customers(scene, number).await;
    let change = async |name: &str, input: Value, object: &str| {
        scene.admin.change(name, input, &format!("{object} {{ id }}")).await;
    };
    for word in ["platformChat", "chat"] {
        let reply = json!({ "chatId": scene.id(word), "body": format!("answer {number}") });
        change("messageReply", reply, "message").await;
    }
    // The customer sees who comes and goes.
    let chat = json!({ "chatId": scene.id("chat") });
    change("chatLeave", chat.clone(), "chat").await;
    change("chatJoin", chat, "chat").await;
    for (name, place) in [("chatId", "platformChat"), ("contactId", "platformContact")] {
        let note = json!({ name: scene.id(place), "body": format!("note {number}") });
        change("noteCreate", note, "note").await;
    }
    let operator = json!({
        "name": format!("Colleague {number}"), "email": format!("colleague-{number}@example.org"),
    });
    change("operatorCreate", operator, "operator").await;
    scene.dead_request().await;
    visit(scene).await;
    scene.begins_chat(&scene.other_visitor, &format!("n-{number}")).await;
    // Those that change their places.
    let renamed = json!({ "contactId": scene.id("contact"), "name": RENAMED[number % 2] });
    change("contactUpdate", renamed, "contact").await;
    let urgent = json!({ "chatId": scene.id("platformChat"), "priority": PRIORITIES[number % 2] });
    change("chatUpdate", urgent, "chat").await;
    let waits = json!({ "clientMutationId": format!("v-{number}"), "body": "are you there" });
    scene.visitor.change("messageWrite", waits, "message { id }").await;
}

/// A new customer with a new chat, a message in the large chat, and another chat of its customer.
async fn customers(scene: &Scene, number: usize) {
    let mut message = inbound("1", "hello");
    message.reference.chat.id = format!("chat {number}");
    let name = format!("{} {number}", NAMES[number % NAMES.len()]);
    message.sender =
        PlatformIdentity { id: format!("id {number}"), name: Some(name), ..customer() };
    scene.takes(&format!("new {number}"), InboundEvent::Message(message)).await;
    let mut message = inbound("1", "hello all");
    message.reference.chat.id = format!("group {number}");
    scene.takes(&format!("group {number}"), InboundEvent::Message(message)).await;
    scene.writes(&(FREE + number).to_string(), "and more").await;
}
