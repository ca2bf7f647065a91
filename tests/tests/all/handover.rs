//! Both sides see a chat being handed over: those it comes to, those it leaves, and the customer only who is
//! there.

use serde_json::{Value, json};
use switchboard_testkit::{
    database::both_databases,
    feed::Feed,
    scene::{PRIVATE, Scene},
};

const FEED: &str = "subscription($after: EventCursor) { events(after: $after, topics: [CHATS]) { \
    events { kind ... on ChatEvent { chat { status forward { operator { name } toTeam { name } \
    note { body kind } } } } } } }";

/// The next event of this kind in a feed.
async fn told(scene: &Scene, feed: &mut Feed, kind: &str) -> Value {
    loop {
        let batch = feed.next(&scene.app).await["events"].clone();
        let events = batch["events"].as_array().expect("events");
        if let Some(event) = events.iter().find(|event| event["kind"] == kind) {
            return event.clone();
        }
    }
}

/// F38.
#[both_databases]
async fn an_offered_chat_comes_to_the_other_team_and_leaves_it_when_declined(scene: Scene) {
    let chat = scene.id("chat");
    for one in [&scene.nora, &scene.dana] {
        one.change("operatorSetStatus", json!({ "status": "ONLINE" }), "operator { id }").await;
    }
    let head = scene.app.head(&scene.dana).await;
    let mut feed = scene.dana.subscribe(FEED, json!({ "after": head })).await;
    let comment = format!("{PRIVATE} is in a hurry");
    let offer = json!({ "chatId": chat, "teamId": scene.id("otherTeam"), "comment": comment });
    scene.nora.change("chatForward", offer, "clientMutationId").await;
    let event = told(&scene, &mut feed, "CHAT_FORWARDED").await;
    let expected = json!({
        "status": "TRANSFERRED",
        "forward": {
            "operator": { "name": "Nora" },
            "toTeam": { "name": "Day" },
            "note": { "body": comment, "kind": "FORWARD" },
        },
    });
    assert_eq!(event["chat"], expected);

    let no = json!({ "chatId": chat, "comment": "not ours" });
    scene.dana.change("chatDeclineForward", no, "clientMutationId").await;
    let event = told(&scene, &mut feed, "CHAT_FORWARD_SETTLED").await;
    assert_eq!(event["chat"], Value::Null, "it is theirs to see no more");
    let query = "query($id: ID!) { chat(id: $id) { status operator { name } forward { isStaying } \
        timeline(first: 2) { nodes { kind forwardState author { ... on Operator { name } } } } } }";
    let back = scene.nora.data(query, json!({ "id": chat })).await["chat"].clone();
    assert_eq!(back["operator"]["name"], "Nora");
    assert_eq!(back["forward"], Value::Null);
    let settled = &back["timeline"]["nodes"][0];
    assert_eq!(
        (&settled["kind"], &settled["forwardState"]),
        (&json!("CHAT_FORWARD_SETTLED"), &json!("DECLINED"))
    );
    assert_eq!(settled["author"]["name"], "Dana", "who declined stands in the history");
}

/// F12, F106.
#[both_databases]
async fn what_is_put_aside_is_found_by_its_filter(scene: Scene) {
    let chat = scene.id("chat");
    let query = "query($is: Boolean!) { chats(filter: { isSnoozed: $is }) { nodes { id } } }";
    let listed = async |is_snoozed: bool| {
        let found = scene.nora.data(query, json!({ "is": is_snoozed })).await;
        let nodes = found["chats"]["nodes"].as_array().expect("chats").clone();
        nodes.iter().any(|node| node["id"] == chat)
    };
    scene.nora.change("chatSnooze", json!({ "chatId": chat }), "chat { snoozedUntil }").await;
    assert!(listed(true).await && !listed(false).await);
    scene.nora.change("chatWake", json!({ "chatId": chat }), "chat { snoozedUntil }").await;
    assert!(!listed(true).await && listed(false).await);
}
