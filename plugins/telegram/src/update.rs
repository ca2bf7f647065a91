//! Reads one update: which kind it is decides which file reads the rest. Nothing in an optional
//! field can spoil the whole; what has no meaning for a helpdesk becomes `other`.

mod business;
mod callback;
mod member;
mod message;
mod reaction;

use switchboard_plugin::{
    Host,
    inbound::Request,
    items::{Event, Item},
    serde_json::Value,
    types::Error,
};

/// The kinds of updates that this connector asks Telegram for.
pub const KINDS: [&str; 11] = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "callback_query",
    "my_chat_member",
];

/// What an update's readers are given beside their own part of it.
struct Context {
    update_id: i64,
    received_at: u64,
}

impl Context {
    /// An item that is recognised by the update; `index` tells several of one update apart.
    fn item(&self, index: usize, event: Event) -> Item {
        let dedup = match index {
            0 => format!("update:{}", self.update_id),
            _ => format!("update:{}:{index}", self.update_id),
        };
        Item::new(dedup, event)
    }

    /// The one item of an update that has no case of its own.
    fn other(&self, kind: &str, payload: &Value) -> Vec<Item> {
        vec![self.item(0, Event::other(kind, payload))]
    }

    fn order(&self) -> Option<String> {
        Some(self.update_id.to_string())
    }
}

/// Reads the body of a webhook request.
pub fn parse_request(_: &dyn Host, request: Request) -> Result<Vec<Item>, Error> {
    parse(&request.json()?, request.received_at)
}

/// Reads one update.
///
/// # Errors
/// It has no `update_id`, or a message in it has no chat or no number.
pub fn parse(update: &Value, received_at: u64) -> Result<Vec<Item>, Error> {
    let update_id = update["update_id"].as_i64().ok_or_else(|| {
        Error::invalid("telegram.update", "The update has no whole number in `update_id`.")
    })?;
    let context = Context { update_id, received_at };
    let payload = update
        .as_object()
        .and_then(|fields| fields.iter().find(|(name, _)| name.as_str() != "update_id"));
    let Some((kind, payload)) = payload else {
        return Ok(context.other("empty", update));
    };
    let items = match kind.as_str() {
        "message" | "channel_post" => message::new(&context, payload, None),
        "edited_message" | "edited_channel_post" => message::edited(&context, payload, None),
        "business_message" => business::new_message(&context, payload),
        "edited_business_message" => business::edited(&context, payload),
        "deleted_business_messages" => business::deleted(&context, payload),
        "business_connection" => business::connection(&context, payload),
        "message_reaction" => reaction::changed(&context, payload),
        "callback_query" => callback::pressed(&context, payload),
        "my_chat_member" => member::own_state(&context, payload),
        _ => Some(context.other(kind, payload)),
    };
    items.ok_or_else(|| {
        Error::invalid(
            "telegram.update",
            format!("The `{kind}` of update {update_id} lacks its chat, its sender or its number."),
        )
    })
}

/// Telegram's seconds as milliseconds; nothing for the 0 of a message that cannot be reached.
pub fn milliseconds(seconds: &Value) -> Option<u64> {
    seconds.as_u64().filter(|seconds| *seconds > 0).map(|seconds| seconds.saturating_mul(1_000))
}
