//! Reads a pressed inline button. The customer's app shows a spinner until it is answered, so the
//! item asks for that call.

use super::Context;
use crate::{chat, follow_up, person};
use switchboard_plugin::{
    items::{Event, Item, Message},
    json,
    serde_json::Value,
    types::{PlatformChat, PlatformMessage, Text},
};

/// A pressed button. Telegram does not say when it was pressed.
pub fn pressed(context: &Context, query: &Value) -> Option<Vec<Item>> {
    let id = json::text(&query["id"])?;
    let dedup = format!("callback:{id}");
    let follow_up = Some(follow_up::answer_callback(&id));
    let shown_in = &query["message"];
    let payload = json::text(&query["data"]).filter(|_| !context.ignores(&shown_in["chat"]));
    let Some(payload) = payload else {
        let event = Event::other("callback_query", query);
        return Some(vec![Item { dedup, event, follow_up }]);
    };
    let sender = person::identity(&query["from"])?;
    let connection = json::text(&shown_in["business_connection_id"]);
    let chat = chat::of_message(shown_in, connection.as_deref())
        .unwrap_or_else(|| PlatformChat::new(&sender.id));
    let reference = PlatformMessage::new(&chat, &dedup);
    let event = Event::Message(Message {
        quoted: chat::reference(&chat, &shown_in["message_id"]),
        order: context.order(),
        text: title(shown_in, &payload).map(Text::plain),
        chosen: Some(payload),
        ..Message::new(reference, sender, context.received_at)
    });
    Some(vec![Item { dedup, event, follow_up }])
}

/// What stood on the button, so that the operator reads it too.
fn title(message: &Value, payload: &str) -> Option<String> {
    let rows = message["reply_markup"]["inline_keyboard"].as_array()?;
    let buttons = rows.iter().filter_map(Value::as_array).flatten();
    let pressed = |button: &&Value| button["callback_data"].as_str() == Some(payload);
    json::text(&buttons.into_iter().find(pressed)?["text"])
}
