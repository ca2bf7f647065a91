//! What colleagues see of each other: pictures, and how much each has to do.

use serde_json::{Value, json};
use switchboard_testkit::{
    database::both_databases, fixtures::PIXEL, graphql::Client, scene::Scene,
};

const OPERATORS: &str = "{ operators(first: 20) { nodes { id avatarUrl openChatCount } } }";

async fn of(scene: &Scene, client: &Client) -> Value {
    let told = client.data(OPERATORS, json!({})).await["operators"]["nodes"].clone();
    let operators = told.as_array().expect("a list");
    operators.iter().find(|one| one["id"] == scene.id("operator")).expect("Nora").clone()
}

#[both_databases]
async fn w7_a_picture_is_shown_to_colleagues_by_a_link(scene: Scene) {
    assert_eq!(of(&scene, &scene.guest).await["avatarUrl"], Value::Null);
    let input = json!({ "image": PIXEL });
    let set = scene.nora.change("operatorSetAvatar", input, "operator { avatarUrl }").await;
    let link = of(&scene, &scene.guest).await["avatarUrl"].clone();
    assert_eq!(link, set["operator"]["avatarUrl"]);
    let (status, bytes) =
        scene.guest.follow("GET", link.as_str().expect("a link"), Vec::new()).await;
    assert_eq!((status, &bytes[..3]), (200, &b"\xff\xd8\xff"[..]), "a JPEG");

    let refused =
        scene.nora.attempt("operatorSetAvatar", json!({ "image": "eA==" }), "eventCursor");
    let refused = refused.await["userErrors"][0].clone();
    assert_eq!(
        (&refused["code"], &refused["path"]),
        (&json!("INVALID"), &json!(["input", "image"]))
    );
}

#[both_databases]
async fn w7_who_assigns_chats_sees_how_many_each_has(scene: Scene) {
    let before = of(&scene, &scene.admin).await["openChatCount"].as_i64().expect("a count");
    let chat = scene.id("platformChat");
    let count = async || of(&scene, &scene.admin).await["openChatCount"].clone();
    let assign = async |operator: Value| {
        let input = json!({ "chatId": chat, "operatorId": operator });
        scene.admin.change("chatAssign", input, "chat { id }").await;
    };
    assign(json!(scene.id("operator"))).await;
    let with_it = count().await;
    assert!(with_it == before + 1 || with_it == before, "{with_it}");
    assign(Value::Null).await;
    assert_eq!(count().await, with_it.as_i64().expect("a count") - 1);
    assign(json!(scene.id("operator"))).await;
    assert_eq!(count().await, with_it);
    let input = json!({ "chatId": chat, "closeReasonId": scene.id("reason") });
    scene.admin.change("chatClose", input, "chat { id }").await;
    assert_eq!(count().await, with_it.as_i64().expect("a count") - 1, "closed");
    assert_eq!(of(&scene, &scene.guest).await["openChatCount"], Value::Null);
}
