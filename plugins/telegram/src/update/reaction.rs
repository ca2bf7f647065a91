//! Reads changed reactions. Telegram sends the old and the new list; the difference is what
//! happened.

use super::{Context, milliseconds};
use crate::{chat, person};
use switchboard_plugin::{
    items::{Event, Item, Reaction},
    json,
    serde_json::Value,
};

/// One item for every reaction that was set or removed.
pub fn changed(context: &Context, payload: &Value) -> Option<Vec<Item>> {
    let chat = chat::of_message(payload, None)?;
    let reference = chat::reference(&chat, &payload["message_id"])?;
    let by =
        person::identity(&payload["user"]).or_else(|| person::identity(&payload["actor_chat"]))?;
    let (old, new) = (emojis(&payload["old_reaction"]), emojis(&payload["new_reaction"]));
    let removed = old.iter().filter(|emoji| !new.contains(emoji)).map(|emoji| (emoji, true));
    let added = new.iter().filter(|emoji| !old.contains(emoji)).map(|emoji| (emoji, false));
    let items: Vec<_> = removed
        .chain(added)
        .map(|(emoji, is_removed)| {
            Event::Reaction(Reaction {
                reference: reference.clone(),
                by: by.clone(),
                emoji: Some(emoji.clone()),
                is_removed,
                at: milliseconds(&payload["date"]).unwrap_or(context.received_at),
            })
        })
        .enumerate()
        .map(|(index, event)| context.item(index, event))
        .collect();
    if items.is_empty() {
        return Some(context.other("message_reaction", payload));
    }
    Some(items)
}

/// Custom emojis have no character: they are named by their id. A paid reaction is a star.
fn emojis(reactions: &Value) -> Vec<String> {
    let reactions = reactions.as_array().map_or(&[][..], Vec::as_slice);
    let name = |reaction: &Value| match reaction["type"].as_str()? {
        "emoji" => json::text(&reaction["emoji"]),
        "custom_emoji" => Some(format!("custom:{}", json::text(&reaction["custom_emoji_id"])?)),
        "paid" => Some("⭐".to_owned()),
        _ => None,
    };
    reactions.iter().filter_map(name).collect()
}
