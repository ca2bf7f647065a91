//! What is done with chats.

use super::{Recipe, missing, silent};
use crate::replay::steps::{
    close, customer_of, example, label, noras, offered_to_admin, reference, signed_chat,
    to_other_team,
};
use serde_json::json;
use switchboard_testkit::scene::Scene;

pub(super) async fn recipe(scene: &Scene, mutation: &str) -> Recipe {
    let id = |word: &str| scene.id(word).to_owned();
    let chat = json!({ "chatId": id("chat") });
    let admin = &scene.admin;
    let input = match mutation {
        "chatArchive" => {
            close(scene).await;
            chat
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
        "chatDelete" => {
            customer_of(scene).await;
            let query = "{ chats(order: CREATED, first: 1) { nodes { id number } } }";
            let newest = admin.data(query, json!({})).await["chats"]["nodes"][0].clone();
            json!({ "chatId": newest["id"], "number": newest["number"] })
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
        "chatClearExample" => {
            close(scene).await;
            admin.change("chatSetExample", example(scene), "chat { id }").await;
            chat
        }
        "chatSetExample" => {
            close(scene).await;
            example(scene)
        }
        "chatClearReference" => {
            let about = reference(scene, "41");
            admin.change("chatSetReference", about.clone(), "chat { id }").await;
            about
        }
        "chatSetReference" => reference(scene, "42"),
        "chatClose" => json!({ "chatId": id("chat"), "closeReasonId": id("reason") }),
        "chatLabel" => json!({ "chatId": id("chat"), "labelId": label(scene, "Urgent").await }),
        "chatUnlabel" => {
            let marked = json!({ "chatId": id("chat"), "labelId": label(scene, "Late").await });
            admin.change("chatLabel", marked.clone(), "chat { id }").await;
            marked
        }
        "chatUpdate" => {
            json!({
                "chatId": id("chat"), "subject": "An island", "language": "uk", "priority": "HIGH",
                "attributes": { "order": "4821" },
            })
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
        "chatOpenAs" => return silent(json!({ "chatId": signed_chat(scene).await })),
        "chatReopen" => {
            close(scene).await;
            chat
        }
        "chatsBulk" => {
            json!({ "chatIds": [id("chat")], "act": { "priority": "URGENT" } })
        }
        other => missing(other),
    };
    Recipe { input, is_seen: true }
}
