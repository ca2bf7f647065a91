//! Messages in the words of the expectations: written, edited, echoed, or a pressed button.

use super::{extra, media, sender, sender_ids, with_chat};
use serde_json::{Value, json};
use switchboard_model::connector::{InboundAuthor, InboundMessage};

/// A new message.
pub(super) fn written(message: &InboundMessage) -> Value {
    let is_echo = message.echo_of.is_some() || message.author == InboundAuthor::OperatorElsewhere;
    let kind = match (&message.chosen, is_echo) {
        (Some(_), _) => "action",
        (None, true) => "echo",
        (None, false) => "message",
    };
    fields(message, kind)
}

/// The new state of a message.
pub(super) fn edited(message: &InboundMessage) -> Value {
    let mut event = fields(message, "edit");
    event["target_id"] = message.reference.id.clone().into();
    event
}

fn fields(message: &InboundMessage, kind: &str) -> Value {
    let text = message.text.as_ref().map(|text| text.body.as_str());
    let mut event = Value::Object(extra(&message.extra));
    let phone = message.sender.aliases.iter().find(|(kind, _)| kind == "phone");
    let own = json!({
        "kind": kind,
        "message_id": message.reference.id,
        "timestamp": message.at.0,
        "edited_at": message.edited_at.map(|at| at.0),
        "sender": sender(&message.sender),
        "sender_ids": sender_ids(&message.sender),
        "sender_phone": phone.map(|(_, number)| number),
        "sender_phone_may_be": phone.map(|(_, number)| number),
        "text": text,
        "attachments": message.media.iter().map(media::attachment).collect::<Vec<_>>(),
        "quoted_id": message.quoted.as_ref().map(|quoted| &quoted.id),
        "own": message.echo_of.is_some(),
    });
    merge_into(&mut event, own);
    if let Some(payload) = &message.chosen {
        event["action"] = json!({"payload": payload, "title": text});
        event["target_id"] = event["quoted_id"].clone();
    }
    with_chat(&message.reference.chat, event)
}

fn merge_into(event: &mut Value, own: Value) {
    if let (Value::Object(event), Value::Object(own)) = (event, own) {
        event.extend(own);
    }
}
