//! By which addresses a chat is talked in (F67), as operators see it; the customer sees each channel's own.

use serde_json::json;
use switchboard_testkit::{database::both_databases, scene::Scene};

const ROUTES: &str = "query($id: ID!) { chat(id: $id) { routes { identityId isHome isActive \
    channel { id } identity { id } } } }";

/// F67.
#[both_databases]
async fn a_reply_by_another_address_is_shown_in_its_chat_and_not_to_the_visitor(scene: Scene) {
    let (chat, there) = (scene.id("chat"), scene.id("platformChat"));
    let both = json!({ "contactId": scene.id("contact"), "pulledId": scene.id("platformContact") });
    scene.admin.change("contactUnite", both, "contact { id }").await;
    let routes = scene.admin.data(ROUTES, json!({ "id": there })).await["chat"]["routes"].clone();
    let address = routes[0]["identityId"].clone();
    let closing = json!({ "chatId": there, "closeReasonId": scene.id("reason") });
    scene.admin.change("chatClose", closing, "chat { id }").await;

    let input = json!({ "chatId": chat, "identityId": address, "body": "your code is 4711" });
    let selection = "message { chat { id } identity { id } delivery { channel { id } } }";
    let said = scene.admin.change("messageReply", input, selection).await["message"].clone();
    let channel = json!({ "id": scene.id("channel") });
    let expected = json!({
        "chat": { "id": chat }, "identity": { "id": address }, "delivery": { "channel": channel },
    });
    assert_eq!(said, expected);
    let route = |id: serde_json::Value, channel: &str, is_home: bool| {
        json!({
            "identityId": id, "isHome": is_home, "isActive": !is_home,
            "channel": { "id": scene.id(channel) }, "identity": { "id": id },
        })
    };
    let routes = scene.admin.data(ROUTES, json!({ "id": chat })).await["chat"]["routes"].clone();
    let expected =
        [route(json!(scene.id("identity")), "webChannel", true), route(address, "channel", false)];
    assert_eq!(routes, json!(expected));

    let seen = "{ myChat { messages(last: 50) { nodes { body } } } }";
    let seen = scene.visitor.data(seen, json!({})).await.to_string();
    assert!(seen.contains("answers") && !seen.contains("4711"), "{seen}");
}
