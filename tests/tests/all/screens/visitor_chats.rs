//! A visitor with several chats, and how far their messages have come.

use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, scene::Scene};

const LIST: &str = "{ widget(channelKey: \"night\") { isNewChatOffered } myChat { id } \
    myChats { nodes { id isOpen unreadCount lastMessageAt \
    messages(last: 1) { nodes { body chatId } } } } }";
const FEED: &str = "subscription($after: EventCursor) { myChat(after: $after) \
    { events { kind message { id } chat { id } } } }";

/// F47 for the customer.
#[both_databases]
async fn w13_a_visitor_lists_opens_and_begins_chats(scene: Scene) {
    let first = json!(scene.id("chat"));
    scene.offers_new_chats().await;
    scene.app.clock.pass_ms(1_000);
    let head = scene.app.head(&scene.visitor).await;
    let further = json!(scene.begins_chat(&scene.visitor, "further").await);
    let told = scene.visitor.data(LIST, json!({})).await;
    assert_eq!(told["widget"]["isNewChatOffered"], true);
    assert_eq!(told["myChat"]["id"], further, "something was said there last");
    let nodes = told["myChats"]["nodes"].as_array().expect("chats").clone();
    let ids: Vec<&Value> = nodes.iter().map(|chat| &chat["id"]).collect();
    assert_eq!(ids, [&further, &first]);
    assert_eq!((&nodes[0]["isOpen"], &nodes[1]["isOpen"]), (&json!(false), &json!(true)));
    let said = json!([{ "body": "something else", "chatId": further }]);
    assert_eq!(nodes[0]["messages"]["nodes"], said);
    assert_eq!(nodes[0]["unreadCount"], 0);
    assert!(nodes[1]["unreadCount"].as_i64() > Some(0), "nobody has read the answer there");

    let mut feed = scene.visitor.subscribe(FEED, json!({ "after": head })).await;
    let batch = feed.next(&scene.app).await["myChat"].clone();
    assert_eq!(batch["events"][0]["chat"]["id"], further, "{batch:#}");
    let to_first = json!({ "clientMutationId": "back", "body": "about that", "chatId": first });
    let written = scene.visitor.change("messageWrite", to_first, "message { chatId }").await;
    assert_eq!(written["message"]["chatId"], first);
    let one = "query($id: ID!) { myChat(id: $id) { id } }";
    let opened = scene.visitor.data(one, json!({ "id": first })).await;
    assert_eq!(opened["myChat"]["id"], first);
    let foreign = scene.other_visitor.data(one, json!({ "id": first })).await;
    assert_eq!(foreign["myChat"], Value::Null);

    let both = json!({ "input": { "clientMutationId": "both", "body": "x", "chatId": first,
        "isNewChat": true } });
    let write =
        "mutation($input: MessageWriteInput!) { messageWrite(input: $input) { clientMutationId } }";
    let refused = scene.visitor.send(write, both).await.body;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "INVALID", "{refused:#}");
}

#[both_databases]
async fn a_visitor_reads_so_many_messages_of_several_chats_at_once_and_no_more(scene: Scene) {
    scene.offers_new_chats().await;
    for key in ["second", "third"] {
        scene.begins_chat(&scene.visitor, key).await;
    }
    let list =
        "query($last: Int!) { myChats { nodes { messages(last: $last) { nodes { id } } } } }";
    let told = scene.visitor.data(list, json!({ "last": 66 })).await;
    assert_eq!(told["myChats"]["nodes"].as_array().map(Vec::len), Some(3));
    let refused = scene.visitor.send(list, json!({ "last": 67 })).await.body;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "INVALID", "{refused:#}");
}

/// F26 for the customer.
#[both_databases]
async fn w13_a_visitor_is_told_what_was_seen_where_the_channel_shows_it(scene: Scene) {
    let states = async || {
        let query = "{ myChat { messages(last: 2) { nodes { body state } } } }";
        let told = scene.visitor.data(query, json!({})).await;
        told["myChat"]["messages"]["nodes"].clone()
    };
    let says = async |body: &str| {
        scene.app.clock.pass_ms(1_000);
        let said = json!({ "clientMutationId": body, "body": body });
        scene.visitor.change("messageWrite", said, "message { id }").await;
    };
    let reads = async || {
        let chat = json!({ "chatId": scene.id("chat") });
        scene.nora.change("chatMarkRead", chat, "chat { id }").await;
    };
    says("one").await;
    reads().await;
    let of = |body: &str, state: Value| json!({ "body": body, "state": state });
    let answer = of("Zanzibar answers", Value::Null);
    assert_eq!(states().await, json!([answer, of("one", json!("SENT"))]), "it is not shown");

    let settings = json!({ "is_seen_shown": true });
    let input = json!({ "channelId": scene.id("webChannel"), "settings": settings });
    scene.admin.change("channelUpdate", input, "channel { id }").await;
    says("two").await;
    let (one, two) = (of("one", json!("SEEN")), of("two", json!("SENT")));
    assert_eq!(states().await, json!([one, two]));
    let head = scene.app.head(&scene.visitor).await;
    reads().await;
    let mut feed = scene.visitor.subscribe(FEED, json!({ "after": head })).await;
    let batch = feed.next(&scene.app).await["myChat"].clone();
    let seen = json!({ "kind": "CHAT_SEEN", "message": null, "chat": { "id": scene.id("chat") } });
    assert_eq!(batch["events"], json!([seen]));
    assert_eq!(states().await, json!([one, of("two", json!("SEEN"))]));
}
