//! Messages as cases write them, turned into the desk's.

use crate::rig::Rig;
use serde::{Deserialize, Deserializer, de::Error};
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
    #[serde(default = "plain", deserialize_with = "in_lower_case")]
    format: TextFormat,
    #[serde(default)]
    media: Vec<Medium>,
    quoted: Option<String>,
    #[serde(default)]
    extra: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Medium {
    blob: String,
    bytes: usize,
    #[serde(deserialize_with = "in_lower_case")]
    kind: MediaKind,
    mime: String,
    name: String,
}

fn plain() -> TextFormat {
    TextFormat::Plain
}

/// A word of the model, which cases write in lower case.
fn in_lower_case<'de, D: Deserializer<'de>, T: for<'a> Deserialize<'a>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let word = String::deserialize(deserializer)?.to_uppercase();
    T::deserialize(Value::String(word)).map_err(D::Error::custom)
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
            format: plain(),
            media: vec![],
            quoted: None,
            extra: None,
        }
    }

    /// The message, with its files put into the file store.
    pub(super) fn outbound(&self, rig: &Rig) -> Outbound {
        let chat = self.chat.platform();
        let quoted = self.quoted.clone();
        Outbound {
            text: self.text.clone().map(|body| Text { body, format: self.format }),
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
            kind: self.kind,
            mime: self.mime.clone(),
            name: self.name.clone(),
            size_bytes: self.bytes as u64,
        }
    }
}
