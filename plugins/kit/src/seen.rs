//! What a connector reported, in the words of the expectations.

mod media;
mod message;

use serde_json::{Map, Value, json};
use switchboard_model::connector::{
    ContactChange, InboundEvent, InboundItem, InboundReaction, InboundReceipt, PlatformChat,
    PlatformIdentity, PlatformMessage, ReceiptState, ReceiptTarget,
};

/// What the expectations call an account that can be written to.
const REACHABLE: [&str; 4] = ["unblocked", "subscribed", "allowed", "opened"];
/// What they call one that cannot.
const UNREACHABLE: [&str; 3] = ["blocked", "unsubscribed", "opted_out"];

/// The items of one delivery as events. Items that belong together, deleted messages
/// of a chat and one person's reactions to a message, are one event.
pub(crate) fn events(items: &[InboundItem]) -> Vec<Value> {
    let mut events: Vec<Value> = vec![];
    for item in items {
        let mut event = event(&item.event);
        event["dedupe_key"] = item.dedup.clone().into();
        match events.last_mut() {
            Some(last) if is_together(last, &event) => merge(last, &event),
            _ => events.push(event),
        }
    }
    events
}

fn event(event: &InboundEvent) -> Value {
    match event {
        InboundEvent::Message(message) => message::written(message),
        InboundEvent::Edited(message, _) => message::edited(message),
        InboundEvent::Retracted(reference, at) => with_chat(
            &reference.chat,
            json!({
                "kind": "delete", "timestamp": at.0,
                "target_id": reference.id, "target_ids": [reference.id],
            }),
        ),
        InboundEvent::Receipt(receipt) => self::receipt(receipt),
        InboundEvent::Reaction(reaction) => self::reaction(reaction),
        InboundEvent::Typing { chat, by, is_on } => {
            with_chat(chat, json!({"kind": "typing", "sender": {"id": by}, "on": is_on}))
        }
        InboundEvent::Profile(identity) => {
            json!({"kind": "contact", "changes": ["profile", "id_changed"], "sender": sender(identity)})
        }
        InboundEvent::Reach { chat, identity, change, at } => {
            let changes = match change {
                ContactChange::Reachable => json!(REACHABLE),
                ContactChange::Unreachable => json!(UNREACHABLE),
            };
            let conversation = chat.as_ref().map_or(identity.id.as_str(), |chat| chat.id.as_str());
            json!({
                "kind": "contact", "changes": changes, "conversation": conversation,
                "sender": sender(identity), "sender_ids": sender_ids(identity), "timestamp": at.0,
            })
        }
        InboundEvent::Account(kind, detail) => {
            json!({"kind": "channel", "change": kind, "detail": detail})
        }
        InboundEvent::Moved { from, to } => json!({
            "kind": "contact", "changes": ["moved", "id_changed"], "conversation": to,
            "old_id": from, "new_id": to,
        }),
        InboundEvent::Other(kind, _) => json!({"kind": "ignored", "reason": kind}),
    }
}

fn receipt(receipt: &InboundReceipt) -> Value {
    let status = match receipt.state {
        ReceiptState::Accepted => "sent",
        ReceiptState::Delivered => "delivered",
        ReceiptState::Read => "read",
        ReceiptState::Failed => "failed",
    };
    let error = receipt
        .error
        .as_ref()
        .map(|error| json!({"code": error.platform_code, "message": error.message}));
    let (chat, detail) = match &receipt.target {
        ReceiptTarget::One(PlatformMessage { chat, id, .. }) => {
            (chat, json!({"status": status, "message_ids": [id], "error": error}))
        }
        ReceiptTarget::UpTo(chat, at) => (chat, json!({"status": status, "watermark": at.0})),
    };
    with_chat(chat, json!({"kind": "receipt", "timestamp": receipt.at.0, "receipt": detail}))
}

fn reaction(reaction: &InboundReaction) -> Value {
    let emoji = json!([reaction.emoji.as_deref().unwrap_or("*")]);
    let (added, removed) =
        if reaction.is_removed { (json!([]), emoji) } else { (emoji, json!([])) };
    with_chat(
        &reaction.reference.chat,
        json!({
            "kind": "reaction", "target_id": reaction.reference.id, "timestamp": reaction.at.0,
            "sender": sender(&reaction.by), "sender_ids": sender_ids(&reaction.by),
            "reaction": {"added": added, "removed": removed},
        }),
    )
}

fn with_chat(chat: &PlatformChat, mut event: Value) -> Value {
    event["conversation"] = chat.id.clone().into();
    event["thread"] = chat.thread.clone().into();
    event
}

/// A person: the id, the name, the other ids by their kind, and what else is known.
fn sender(identity: &PlatformIdentity) -> Value {
    let mut sender = extra(&identity.extra);
    sender.insert("id".to_owned(), identity.id.clone().into());
    sender.insert("name".to_owned(), identity.name.clone().into());
    sender.insert("locale".to_owned(), identity.locale.clone().into());
    for (kind, value) in &identity.aliases {
        sender.insert(kind.clone(), value.clone().into());
    }
    Value::Object(sender)
}

fn sender_ids(identity: &PlatformIdentity) -> Value {
    let aliases = identity.aliases.iter().map(|(_, value)| value.as_str());
    std::iter::once(identity.id.as_str()).chain(aliases).collect()
}

fn extra(extra: &Value) -> Map<String, Value> {
    extra.as_object().cloned().unwrap_or_default()
}

fn is_together(last: &Value, next: &Value) -> bool {
    let is_same = |name: &str| last[name] == next[name];
    let is_mergeable = match next["kind"].as_str() {
        Some("delete") => true,
        Some("reaction") => is_same("target_id") && last["sender"]["id"] == next["sender"]["id"],
        Some("receipt") => is_same_receipt(last, next),
        _ => false,
    };
    is_mergeable && is_same("kind") && is_same("conversation") && is_same("thread")
}

fn is_same_receipt(last: &Value, next: &Value) -> bool {
    last["receipt"]["status"] == next["receipt"]["status"]
        && last["receipt"]["error"] == next["receipt"]["error"]
}

fn merge(last: &mut Value, next: &Value) {
    let lists: &[&str] = match next["kind"].as_str() {
        Some("delete") => &["/target_ids"],
        Some("reaction") => &["/reaction/added", "/reaction/removed"],
        _ => &["/receipt/message_ids"],
    };
    for list in lists {
        if let (Some(Value::Array(last)), Some(Value::Array(next))) =
            (last.pointer_mut(list), next.pointer(list))
        {
            last.extend(next.iter().cloned());
        }
    }
    if let Some(watermark) = next.pointer("/receipt/watermark").filter(|value| !value.is_null()) {
        last["receipt"]["watermark"] = watermark.clone();
    }
}

#[cfg(test)]
mod tests;
