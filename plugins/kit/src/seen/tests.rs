//! Items that belong together are one event.

use super::events;
use serde_json::json;
use switchboard_model::{
    Timestamp,
    connector::{InboundEvent, InboundItem, PlatformChat, PlatformMessage},
};

fn deleted(chat: &str, id: &str) -> InboundItem {
    let chat = PlatformChat { id: chat.into(), thread: None };
    let reference = PlatformMessage { chat, id: id.into(), part: None };
    InboundItem {
        dedup: id.into(),
        event: InboundEvent::Retracted(reference, Timestamp(5)),
        follow_up: None,
    }
}

#[test]
fn deletions_of_a_chat_are_one_event() {
    let seen = events(&[deleted("1", "a"), deleted("1", "b"), deleted("2", "c")]);
    let targets: Vec<_> = seen.iter().map(|event| event["target_ids"].clone()).collect();
    assert_eq!(targets, [json!(["a", "b"]), json!(["c"])]);
    assert_eq!((&seen[0]["dedupe_key"], &seen[1]["conversation"]), (&json!("a"), &json!("2")));
}
