//! Reads how a chat treats the bot: a customer who blocks it cannot be written to.

use super::{Context, milliseconds};
use crate::{chat, person};
use switchboard_plugin::{
    items::{Event, Item, Reach},
    serde_json::Value,
};

/// The bot's own state in a chat changed. In a group it says nothing about a person.
pub fn own_state(context: &Context, payload: &Value) -> Option<Vec<Item>> {
    if payload["chat"]["type"] != "private" {
        return Some(context.other("my_chat_member", payload));
    }
    let status = payload["new_chat_member"]["status"].as_str()?;
    let reach = Reach {
        chat: chat::of_message(payload, None),
        identity: person::identity(&payload["from"])?,
        is_reachable: !matches!(status, "kicked" | "left"),
        at: milliseconds(&payload["date"]).unwrap_or(context.received_at),
    };
    Some(vec![context.item(0, Event::Reach(reach))])
}
