//! Reads one update: which kind it is decides which file reads the rest. Nothing in an optional
//! field can spoil the whole; what has no meaning for a helpdesk becomes `other`.

mod business;
mod callback;
mod member;
mod message;
mod reaction;

use crate::chat;
use switchboard_plugin::{
    Host,
    inbound::Request,
    items::{Event, Item},
    json,
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

/// What becomes of what happens in groups, supergroups and channels: the channel's setting `groups`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Groups {
    /// Nothing of it is shown.
    Ignored,
    /// Each is one chat.
    Chats,
}

impl Groups {
    /// As the channel is set.
    pub fn of(host: &dyn Host) -> Self {
        if host.settings()["groups"] == "chat" { Self::Chats } else { Self::Ignored }
    }
}

/// What an update's readers are given beside their own part of it.
struct Context {
    update_id: i64,
    received_at: u64,
    groups: Groups,
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

    /// Whether nothing that happens in a chat is shown.
    fn ignores(&self, chat: &Value) -> bool {
        self.groups == Groups::Ignored && chat::is_shared(chat)
    }

    fn order(&self) -> Option<String> {
        Some(self.update_id.to_string())
    }
}

/// Reads the body of a webhook request.
pub fn parse_request(host: &dyn Host, request: Request) -> Result<Vec<Item>, Error> {
    parse(&request.json()?, request.received_at, Groups::of(host))
}

/// Reads one update.
///
/// # Errors
/// It has no `update_id`, or a message in it has no chat or no number.
pub fn parse(update: &Value, received_at: u64, groups: Groups) -> Result<Vec<Item>, Error> {
    let update_id = update["update_id"].as_i64().ok_or_else(|| {
        Error::invalid("telegram.update", "The update has no whole number in `update_id`.")
    })?;
    let context = Context { update_id, received_at, groups };
    let Some(kind) = kind(update) else {
        return Ok(context.other("empty", update));
    };
    let payload = &update[kind];
    let items = match kind {
        _ if context.ignores(&payload["chat"]) => Some(context.other("group", payload)),
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

/// What an update is about: a kind that is known, whatever else stands beside it.
fn kind(update: &Value) -> Option<&str> {
    let known = KINDS.into_iter().find(|kind| !update[*kind].is_null());
    known.or_else(|| {
        let mut fields = update.as_object()?.keys().map(String::as_str);
        fields.find(|name| *name != "update_id")
    })
}

/// The time of a message; nothing for the 0 of one that cannot be reached.
pub fn milliseconds(date: &Value) -> Option<u64> {
    json::unix_ms(date)
}
