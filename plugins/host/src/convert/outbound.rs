//! What goes out to a platform, and what it answered.

use super::{
    ContractViolation, at, at_to_guest, bag, id,
    media::{kind_to_guest, reference_from_guest},
    optional_id, words,
};
use crate::{
    bindings::{
        exports::switchboard::plugin::{account, outbound as guest},
        switchboard::plugin::types,
    },
    limits,
};
use switchboard_model::connector::{
    Attempt, Connected, Outbound, OutboundMedia, PlatformChat, PlatformMessage, Sent, Text,
    TextFormat,
};

pub(crate) fn draft_to_guest(outbound: &Outbound) -> guest::Draft {
    guest::Draft {
        chat: chat_to_guest(&outbound.chat),
        text: outbound.text.as_ref().map(text_to_guest),
        media: outbound.media.iter().map(media_to_guest).collect(),
        quoted: outbound.quoted.as_ref().map(message_to_guest),
        extra: outbound.extra.to_string(),
    }
}

pub(crate) fn attempt_to_guest(attempt: &Attempt) -> guest::Attempt {
    guest::Attempt {
        key: attempt.key.clone(),
        number: attempt.number,
        deadline: at_to_guest(attempt.deadline),
        done: attempt.done.iter().map(message_to_guest).collect(),
    }
}

pub(crate) fn chat_to_guest(chat: &PlatformChat) -> types::PlatformChat {
    types::PlatformChat { id: chat.id.clone(), thread: chat.thread.clone() }
}

pub(crate) fn message_to_guest(message: &PlatformMessage) -> types::PlatformMessage {
    types::PlatformMessage {
        chat: chat_to_guest(&message.chat),
        id: message.id.clone(),
        part: message.part.clone(),
    }
}

fn text_to_guest(text: &Text) -> types::Text {
    types::Text {
        body: text.body.clone(),
        format: match text.format {
            TextFormat::Plain => types::TextFormat::Plain,
            TextFormat::Markdown => types::TextFormat::Markdown,
            TextFormat::Html => types::TextFormat::Html,
        },
    }
}

fn media_to_guest(media: &OutboundMedia) -> types::Media {
    types::Media {
        at: types::MediaAt::Blob(media.blob.clone()),
        kind: kind_to_guest(media.kind),
        mime: Some(media.mime.clone()),
        name: Some(media.name.clone()),
        size_bytes: Some(media.size_bytes),
        caption: None,
        extra: "{}".into(),
    }
}

pub(crate) fn sent_from_guest(sent: guest::Sent) -> Result<Sent, ContractViolation> {
    if sent.references.is_empty() || sent.references.len() > limits::MEDIA_MAX {
        return Err(format!("a sent message has 1 to {} references", limits::MEDIA_MAX));
    }
    Ok(Sent {
        references: sent
            .references
            .into_iter()
            .map(reference_from_guest)
            .collect::<Result<_, _>>()?,
        at: at("the time of sending", sent.at)?,
        echo: optional_id("an echo", sent.echo)?,
    })
}

pub(crate) fn connected_from_guest(
    connected: account::Connected,
) -> Result<Connected, ContractViolation> {
    Ok(Connected {
        unique_id: id("an account's id", connected.unique_id)?,
        title: words("an account's title", connected.title)?,
        extra: bag("an account's extra", &connected.extra)?,
    })
}
