//! What of a contact and of a colleague is told to those who may read chats and no more.

use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, scene::Scene};

/// What of a contact needs the permission to see contacts.
const DETAILS: [&str; 7] =
    ["email", "phone", "role", "locale", "timeZone", "attributes", "identities"];
const QUERY: &str = "query($chat: ID!, $identity: ID!, $delivery: ID!) {
    chat(id: $chat) { contact { name isBlocked email phone role locale timeZone attributes
        identities { id } notes { nodes { id } } } }
    identity: node(id: $identity) { id }
    delivery: node(id: $delivery) { ... on Delivery { id identity { id } } }
    operators { nodes { name email role { name } } }
}";

/// F4, F53, F70.
#[both_databases]
async fn a_chat_shows_people_by_their_names_and_the_rest_by_permission(scene: Scene) {
    let role = json!({ "name": "Chats", "permissions": ["CHAT_READ"] });
    scene.admin.change("roleCreate", role, "role { id }").await;
    let night = scene.id("team").parse().expect("a team's id");
    let carl = scene.app.operator("Carl", "Chats", &[night]).await;
    let carl = scene.app.client_of(&carl).await;
    let variables = json!({
        "chat": scene.id("chat"), "identity": scene.id("identity"),
        "delivery": scene.id("delivery"),
    });
    let (told, of_reader, of_admin) = (
        carl.data(QUERY, variables.clone()).await,
        scene.reader.data(QUERY, variables.clone()).await,
        scene.admin.data(QUERY, variables).await,
    );
    let contact = &told["chat"]["contact"];
    assert!(contact["name"].is_string() && contact["isBlocked"] == false, "{told:#}");
    for detail in DETAILS {
        assert!(contact[detail].is_null(), "{detail}: {told:#}");
    }
    assert_eq!(contact["notes"]["nodes"], json!([]));
    assert!(told["identity"].is_null(), "{told:#}");
    assert!(told["delivery"]["id"].is_string() && told["delivery"]["identity"].is_null());

    let contact = &of_reader["chat"]["contact"];
    assert!(contact["attributes"].is_object(), "{of_reader:#}");
    assert_eq!(contact["identities"][0]["id"], json!(scene.id("identity")));
    assert_ne!(contact["notes"]["nodes"], json!([]));
    assert!(of_reader["delivery"]["identity"]["id"].is_string());

    let people = |told: &Value| told["operators"]["nodes"].as_array().cloned().expect("people");
    assert!(people(&told).len() > 4 && people(&told).iter().all(|one| one["name"].is_string()));
    for one in people(&told).iter().chain(&people(&of_reader)) {
        assert!(one["email"].is_null() && one["role"].is_null(), "{one}");
    }
    for one in people(&of_admin) {
        assert!(one["email"].is_string() && one["role"]["name"].is_string(), "{one}");
    }
}
