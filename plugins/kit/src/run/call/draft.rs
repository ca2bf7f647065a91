//! Messages as cases write them, turned into the desk's.

use crate::rig::Rig;
use serde::Deserialize;
use serde_json::{Value, json};
use switchboard_model::connector::{
    MediaKind, Outbound, OutboundMedia, PlatformChat, PlatformMessage, Text, TextFormat,
};

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(in crate::run) enum Chat {
    Id(String),
    Thread { id: String, thread: Option<String> },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::run) struct Message {
    chat: Chat,
    id: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::run) struct Draft {
    chat: Chat,
    text: Option<String>,
    #[serde(default)]
    format: Format,
    #[serde(default)]
    media: Vec<Medium>,
    quoted: Option<String>,
    #[serde(default)]
    extra: Option<Value>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Format {
    #[default]
    Plain,
    Markdown,
    Html,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Medium {
    blob: String,
    bytes: usize,
    kind: Kind,
    mime: String,
    name: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Image,
    Video,
    Audio,
    Voice,
    Sticker,
    File,
}

impl Chat {
    pub(super) fn platform(&self) -> PlatformChat {
        match self {
            Self::Id(id) => PlatformChat { id: id.clone(), thread: None },
            Self::Thread { id, thread } => PlatformChat { id: id.clone(), thread: thread.clone() },
        }
    }
}

impl Message {
    pub(super) fn reference(&self) -> PlatformMessage {
        PlatformMessage { chat: self.chat.platform(), id: self.id.clone(), part: None }
    }
}

impl Draft {
    /// A text and nothing else.
    pub(super) fn text(chat: &str, text: &str) -> Self {
        Self {
            chat: Chat::Id(chat.to_owned()),
            text: Some(text.to_owned()),
            format: Format::Plain,
            media: vec![],
            quoted: None,
            extra: None,
        }
    }

    /// The message, with its files put into the file store.
    pub(super) fn outbound(&self, rig: &Rig) -> Outbound {
        let format = match self.format {
            Format::Plain => TextFormat::Plain,
            Format::Markdown => TextFormat::Markdown,
            Format::Html => TextFormat::Html,
        };
        let chat = self.chat.platform();
        let quoted = self.quoted.clone();
        Outbound {
            text: self.text.clone().map(|body| Text { body, format }),
            media: self.media.iter().map(|medium| medium.outbound(rig)).collect(),
            quoted: quoted.map(|id| PlatformMessage { chat: chat.clone(), id, part: None }),
            extra: self.extra.clone().unwrap_or_else(|| json!({})),
            chat,
        }
    }
}

impl Medium {
    fn outbound(&self, rig: &Rig) -> OutboundMedia {
        rig.ports.blobs.put(&self.blob, vec![b'x'; self.bytes]);
        OutboundMedia {
            blob: self.blob.clone(),
            kind: match self.kind {
                Kind::Image => MediaKind::Image,
                Kind::Video => MediaKind::Video,
                Kind::Audio => MediaKind::Audio,
                Kind::Voice => MediaKind::Voice,
                Kind::Sticker => MediaKind::Sticker,
                Kind::File => MediaKind::File,
            },
            mime: self.mime.clone(),
            name: self.name.clone(),
            size_bytes: self.bytes as u64,
        }
    }
}
