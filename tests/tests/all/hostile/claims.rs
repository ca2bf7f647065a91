//! A channel that names the ids, chats and messages of another: they are its own, whatever it says.

use super::neighbours::Neighbours;
use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, shop::update};

const CUSTOMER: i64 = 5_550_005_004;

fn claims(number: i64, kind: &str, event: Value) -> Value {
    json!({ "update_id": 900_000 + number, kind: event })
}

/// All of a channel's chats as the board shows them, with contacts and reactions.
async fn shown(neighbours: &Neighbours, key: &str) -> Vec<Value> {
    let query = "{ chats(first: 10) { nodes { id channel { key } contact { id name \
         identities { id platformId isReachable } } \
         messages(first: 10) { nodes { id body version deletedAt reactions { emoji } } } } } }";
    let data = neighbours.board().data(query, json!({})).await;
    let chats = data["chats"]["nodes"].as_array().expect("chats").iter();
    chats.filter(|chat| chat["channel"]["key"] == key).cloned().collect()
}

#[both_databases]
async fn the_same_ids_on_two_channels_are_two_of_everything(neighbours: Neighbours) {
    let theirs = update(CUSTOMER, 7, "to the Telegram bot");
    assert_eq!(neighbours.hook("telegram", &theirs).await.0, 200);
    neighbours.rest().await;
    let before = shown(&neighbours, "telegram").await;
    assert_eq!(before.len(), 1);

    // The same update by its numbers, then all that can be done to a message that is not there.
    let person = theirs["message"]["from"].clone();
    let chat = theirs["message"]["chat"].clone();
    let mut edited = update(CUSTOMER, 7, "forged")["message"].take();
    edited["edit_date"] = json!(1_764_009_000);
    let reaction = json!({
        "chat": chat, "message_id": 7, "user": person, "date": 1_764_009_001,
        "old_reaction": [], "new_reaction": [{ "type": "emoji", "emoji": "👎" }]
    });
    let blocked = json!({
        "chat": chat, "from": person, "date": 1_764_009_002,
        "old_chat_member": { "status": "member", "user": person },
        "new_chat_member": { "status": "kicked", "user": person }
    });
    for (number, (kind, event)) in (0..).zip([
        ("edited_message", edited),
        ("message_reaction", reaction),
        ("my_chat_member", blocked),
    ]) {
        neighbours.posts(&claims(number, kind, event)).await;
        neighbours.rest().await;
        assert_eq!(shown(&neighbours, "telegram").await, before, "{kind} reaches nobody else's");
    }
    neighbours.posts(&update(CUSTOMER, 7, "to the shop")).await;
    neighbours.rest().await;
    assert_eq!(shown(&neighbours, "telegram").await, before);
    let ours = shown(&neighbours, "shop").await;
    assert_eq!(ours.len(), 1, "a chat of its own");
    assert_ne!(ours[0]["contact"]["id"], before[0]["contact"]["id"], "a contact of its own");

    let own = ours[0]["id"].as_str().expect("a chat");
    neighbours.replies(own, "from the shop").await;
    neighbours.rest().await;
    assert_eq!(neighbours.shop.calls("sendMessage").len(), 1);
    assert_eq!(neighbours.telegram.calls("sendMessage").len(), 0, "the other's line is silent");
}
