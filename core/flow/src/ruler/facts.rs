//! The picture that rules read, made of rows.

use super::event::Starting;
use std::collections::BTreeMap;
use std::sync::Arc;
use switchboard_desk::rule::picture::{Picture, PictureMessage};
use switchboard_model::chat::WaitingOn;
use switchboard_model::{AuthorKind, fold};
use switchboard_rules::{
    AttributeValue, ChannelFacts, ChatFacts, ContactFacts, DeskFacts, EventFacts, Facts,
    MessageFacts,
};

/// Everything that rules may read at this start.
pub(super) fn facts_of(seen: &Picture, starting: &Starting, desk: Arc<DeskFacts>) -> Facts {
    let is_closing = starting.facts.kind == "chat.closed";
    let reason = seen.close_reason.clone().filter(|_| is_closing);
    Facts {
        event: EventFacts { reason, ..starting.facts.clone() },
        chat: chat_of(seen),
        contact: contact_of(seen),
        message: seen.message.as_ref().map(|message| message_of(seen, message)),
        channel: ChannelFacts {
            key: seen.channel.key.clone(),
            kind: seen.channel_kind.clone(),
            name: seen.channel.name.clone(),
        },
        desk,
    }
}

fn count_of(seen: &Picture, kind: AuthorKind) -> i64 {
    seen.message_counts.get(&kind).copied().unwrap_or_default()
}

fn chat_of(seen: &Picture) -> ChatFacts {
    let chat = &seen.chat;
    let is_silent = chat.waiting_on == WaitingOn::Customer;
    ChatFacts {
        status: chat.status,
        waiting_on: chat.waiting_on,
        waiting_since: chat.waiting_since,
        priority: chat.priority,
        last_from: chat.last_author_kind.map_or("NOBODY", AuthorKind::as_str),
        team: seen.team.clone(),
        operator: seen.operator.clone(),
        language: chat.language.clone(),
        subject: chat.subject.clone(),
        close_reason: seen.close_reason.clone(),
        labels: seen.labels.clone(),
        participants: seen.participants.clone(),
        references: seen.references.clone(),
        rating: seen.rating,
        last_message_at: chat.last_message_id.map(|_| chat.last_message_at),
        closed_at: chat.closed_at,
        snoozed_until: chat.snoozed_until,
        answered_at: chat.waiting_since.filter(|_| is_silent),
        transferred_at: seen.offered_at,
        message_count: seen.message_counts.values().sum(),
        customer_message_count: count_of(seen, AuthorKind::Contact),
        operator_message_count: count_of(seen, AuthorKind::Operator),
        reopened_count: chat.round - 1,
        escalation_level: chat.escalation_level,
        said: seen.said.iter().cloned().collect(),
        ..ChatFacts::opened(chat.number, chat.created_at)
    }
}

fn contact_of(seen: &Picture) -> ContactFacts {
    let contact = &seen.contact;
    let (chat_count, open_chat_count) = seen.contact_chat_counts;
    ContactFacts {
        name: contact.name.clone(),
        role: contact.role.clone(),
        email: contact.email.clone(),
        phone: contact.phone.clone(),
        language: contact.locale.clone(),
        time_zone: contact.time_zone.clone(),
        country: None,
        attributes: attributes_of(&contact.attributes),
        channels: seen.contact_channels.clone(),
        chat_count,
        open_chat_count,
        possible_duplicate_count: seen.duplicate_count,
        first_seen_at: contact.created_at,
        is_blocked: contact.is_blocked,
    }
}

/// Attributes as rules compare them; what is neither a text, a number nor a truth is left out.
fn attributes_of(attributes: &serde_json::Value) -> BTreeMap<String, AttributeValue> {
    let value = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(AttributeValue::Text(text.clone())),
        serde_json::Value::Bool(flag) => Some(AttributeValue::Flag(*flag)),
        serde_json::Value::Number(number) => {
            number.to_string().parse().ok().map(AttributeValue::Number)
        }
        _ => None,
    };
    let all = attributes.as_object().into_iter().flatten();
    all.filter_map(|(key, given)| Some((key.clone(), value(given)?))).collect()
}

fn message_of(seen: &Picture, about: &PictureMessage) -> MessageFacts {
    let message = &about.message;
    let is_first =
        message.author_kind == AuthorKind::Contact && count_of(seen, AuthorKind::Contact) == 1;
    MessageFacts {
        folded: fold::words(&message.body),
        text: message.body.clone(),
        language: seen.chat.language.clone(),
        from: message.author_kind.as_str(),
        is_first,
        attachment_kinds: about.attachment_kinds.clone(),
        ..MessageFacts::default()
    }
}
