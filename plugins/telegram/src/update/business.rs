//! Reads what happens in the chats of a business account that the bot is connected to.

use super::{Context, message, milliseconds};
use crate::chat;
use switchboard_plugin::{
    items::{Event, Item},
    json,
    serde_json::Value,
};

/// A message to, or from, the business account.
pub fn new_message(context: &Context, payload: &Value) -> Option<Vec<Item>> {
    message::new(context, payload, Some(&json::text(&payload["business_connection_id"])?))
}

/// The new state of such a message.
pub fn edited(context: &Context, payload: &Value) -> Option<Vec<Item>> {
    message::edited(context, payload, Some(&json::text(&payload["business_connection_id"])?))
}

/// Deleted messages: the only deletions that Telegram ever tells a bot. They carry no time.
pub fn deleted(context: &Context, payload: &Value) -> Option<Vec<Item>> {
    let connection = json::text(&payload["business_connection_id"])?;
    let chat = chat::of_message(payload, Some(&connection))?;
    let numbers = payload["message_ids"].as_array()?;
    let references = numbers.iter().filter_map(|number| chat::reference(&chat, number));
    let event = |reference| Event::Retracted((reference, context.received_at));
    Some(references.enumerate().map(|(index, r)| context.item(index, event(r))).collect())
}

/// The bot was connected to a business account, or its permissions there changed.
pub fn connection(context: &Context, payload: &Value) -> Option<Vec<Item>> {
    let id = json::text(&payload["id"])?;
    let state = if payload["is_enabled"] == true { "enabled" } else { "disabled" };
    let since = milliseconds(&payload["date"]).unwrap_or(context.received_at);
    let detail = format!("{id} {state} {since}");
    Some(vec![context.item(0, Event::Account(("business_connection".to_owned(), detail)))])
}
