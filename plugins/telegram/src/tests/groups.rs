//! What happens where many people share a chat: ignored, unless the channel says otherwise.

use crate::{
    poll,
    update::{self, Groups},
};
use switchboard_plugin::{
    items::{Event, Item},
    serde_json::{Value, json},
    testing::{NOW_MS, ScriptedHost, webhook},
};

fn chat(kind: &str) -> Value {
    json!({"id": -1_001_234_567_890_i64, "type": kind, "title": "Neighbours"})
}

/// An anonymous admin writes as the group itself, behind an account that all of them share.
fn anonymous(kind: &str) -> Value {
    json!({
        "message_id": 2, "date": 3, "chat": chat(kind), "sender_chat": chat(kind), "text": "x",
        "from": {"id": 1_087_968_824, "is_bot": true, "first_name": "Group"},
    })
}

fn updates(kind: &str) -> Vec<(&'static str, Value)> {
    let message = json!({
        "message_id": 2, "date": 3, "chat": chat(kind), "from": {"id": 5, "first_name": "Ana"},
        "text": "x",
    });
    let reaction = |field: &str, by: Value| {
        let mut reaction = json!({
            "chat": chat(kind), "message_id": 2, "date": 3, "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        });
        reaction[field] = by;
        reaction
    };
    let post = json!({"message_id": 2, "date": 3, "chat": chat(kind), "text": "news"});
    let state = json!({
        "chat": chat(kind), "from": {"id": 5}, "date": 3, "new_chat_member": {"status": "member"},
    });
    vec![
        ("message", message.clone()),
        ("edited_message", message),
        ("message", anonymous(kind)),
        ("edited_message", anonymous(kind)),
        ("channel_post", post.clone()),
        ("edited_channel_post", post),
        ("message_reaction", reaction("user", json!({"id": 5}))),
        ("message_reaction", reaction("actor_chat", chat(kind))),
        ("my_chat_member", state),
    ]
}

fn parse(kind: &str, payload: &Value, groups: Groups) -> Vec<Item> {
    let mut update = json!({"update_id": 1});
    update[kind] = payload.clone();
    update::parse(&update, NOW_MS, groups).expect("a readable update")
}

#[test]
fn by_default_nothing_of_a_group_or_a_channel_is_shown() {
    for shared in ["group", "supergroup", "channel", "a kind to come"] {
        for (kind, payload) in updates(shared) {
            let items = parse(kind, &payload, Groups::Ignored);
            let [Item { event: Event::Other((told, _)), .. }] = items.as_slice() else {
                panic!("{shared}, {kind}: {items:?}")
            };
            assert_eq!(told, "group", "{shared}, {kind}");
        }
    }
}

#[test]
fn a_channel_that_takes_groups_makes_each_one_chat() {
    for (kind, payload) in updates("supergroup") {
        let items = parse(kind, &payload, Groups::Chats);
        let chat = match &items[0].event {
            Event::Message(message) => &message.reference.chat,
            Event::Edited(edit) => &edit.message.reference.chat,
            Event::Reaction(reaction) => &reaction.reference.chat,
            Event::Other((told, _)) if kind == "my_chat_member" => {
                assert_eq!(told, kind, "it says nothing about a person");
                continue;
            }
            other => panic!("{kind}: {other:?}"),
        };
        assert_eq!((chat.id.as_str(), &chat.thread), ("-1001234567890", &None), "{kind}");
    }
}

#[test]
fn a_group_that_becomes_a_supergroup_moves() {
    let ends = [
        json!({
            "message_id": 8, "date": 3, "chat": {"id": -4567, "type": "group"}, "from": {"id": 5},
            "migrate_to_chat_id": -1_001_234_567_890_i64,
        }),
        json!({
            "message_id": 1, "date": 3, "chat": chat("supergroup"), "from": {"id": 5},
            "migrate_from_chat_id": -4567,
        }),
    ];
    for end in ends {
        let items = parse("message", &end, Groups::Chats);
        let moved = ("-4567".to_owned(), "-1001234567890".to_owned());
        assert_eq!(items[0].event, Event::Moved(moved));
        let items = parse("message", &end, Groups::Ignored);
        assert!(matches!(items[0].event, Event::Other(_)), "{items:?}");
    }
}

#[test]
fn a_button_in_a_group_is_answered_and_not_shown() {
    let press = json!({
        "id": "77", "from": {"id": 5}, "data": "yes",
        "message": {"message_id": 2, "date": 3, "chat": chat("group")},
    });
    let ignored = &parse("callback_query", &press, Groups::Ignored)[0];
    assert!(matches!(ignored.event, Event::Other(_)), "{ignored:?}");
    assert!(ignored.follow_up.is_some(), "the app waits for an answer");
    let shown = &parse("callback_query", &press, Groups::Chats)[0];
    assert!(matches!(shown.event, Event::Message(_)), "{shown:?}");
}

#[test]
fn the_setting_counts_for_webhooks_and_for_polls() {
    let update = json!({"update_id": 1, "message": anonymous("group")});
    for (settings, is_shown) in [
        (json!({}), false),
        (json!({"groups": "ignore"}), false),
        (json!({"groups": "chat"}), true),
    ] {
        let host = ScriptedHost::new(NOW_MS, settings);
        let items = update::parse_request(&host, webhook(&update.to_string())).expect("readable");
        assert_eq!(matches!(items[0].event, Event::Message(_)), is_shown);
        let host = host.replies_json(200, &json!({"ok": true, "result": [update]}));
        let page = poll::poll(&host, None, 0).expect("a page");
        assert_eq!(matches!(page.items[0].event, Event::Message(_)), is_shown);
    }
}
