//! What a case asks of a connector, and what the connector reported.

use super::inbound;
use crate::{folder::Folder, limits::ATTEMPT_MS, rig::Rig};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use switchboard_model::{
    Clock,
    connector::{
        Attempt, Connector, ConnectorError, MediaKind, Outbound, OutboundMedia, PlatformChat,
        PlatformMessage, Sent, Text, TextFormat,
    },
};

/// A call of a connector, as cases write it under `call`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Call {
    Send {
        draft: Draft,
    },
    Edit {
        message: Message,
        draft: Draft,
    },
    Retract {
        message: Message,
    },
    Typing {
        chat: Chat,
        on: bool,
    },
    FollowUp {
        deliver: String,
    },
    Connect {
        webhook_url: Option<String>,
    },
    Disconnect {
        webhook_url: Option<String>,
    },
    FetchMedia {
        token: String,
    },
    Profile {
        id: String,
    },
    Poll {
        cursor: Option<String>,
        #[serde(default)]
        wait_ms: u32,
    },
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Chat {
    Id(String),
    Thread { id: String, thread: Option<String> },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Message {
    chat: Chat,
    id: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Draft {
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

/// The plain text that stands for any message.
pub(super) fn plain_text(chat: &str) -> Call {
    let draft = Draft {
        chat: Chat::Id(chat.to_owned()),
        text: Some("Hello".to_owned()),
        format: Format::Plain,
        media: vec![],
        quoted: None,
        extra: None,
    };
    Call::Send { draft }
}

impl Call {
    /// Makes the call. What it reported is told as JSON: `sent`, `unique_id`, `cursor` and so on.
    pub(super) async fn make(
        &self,
        rig: &Rig,
        folder: &Folder,
        connector: &dyn Connector,
    ) -> Result<Result<Value, ConnectorError>> {
        let attempt = Attempt {
            key: "case".to_owned(),
            number: 1,
            deadline: rig.house.clock.now().plus_ms(ATTEMPT_MS),
            done: vec![],
        };
        Ok(match self {
            Self::Send { draft } => connector.send(&draft.outbound(rig), &attempt).await.map(sent),
            Self::Edit { message, draft } => {
                let draft = draft.outbound(rig);
                connector.edit(&message.reference(), &draft, &attempt).await.map(sent)
            }
            Self::Retract { message } => {
                connector.retract(&message.reference(), &attempt).await.map(done)
            }
            Self::Typing { chat, on } => connector.typing(&chat.platform(), *on).await.map(done),
            Self::FollowUp { deliver } => {
                let items = inbound::items(folder, folder.case(deliver)?, connector).await?;
                let call = items.iter().find_map(|item| item.follow_up.as_ref());
                let call = call.with_context(|| format!("{deliver} asks for no follow-up"))?;
                connector.follow_up(call).await.map(done)
            }
            Self::Connect { webhook_url } => connector.connect(webhook_url.as_deref()).await.map(
                |connected| json!({"unique_id": connected.unique_id, "title": connected.title}),
            ),
            Self::Disconnect { webhook_url } => {
                connector.disconnect(webhook_url.as_deref()).await.map(done)
            }
            Self::FetchMedia { token } => connector
                .fetch_media(token)
                .await
                .map(|blob| json!({"blob_bytes": blob.size_bytes, "name": blob.name})),
            Self::Profile { id } => connector
                .profile(id)
                .await
                .map(|identity| json!({"identity": identity.id, "name": identity.name})),
            Self::Poll { cursor, wait_ms } => connector
                .poll(cursor.as_deref(), *wait_ms)
                .await
                .map(|page| json!({"cursor": page.cursor, "items": page.items.len()})),
        })
    }
}

fn sent(sent: Sent) -> Value {
    json!({"sent": sent.references.iter().map(|reference| &reference.id).collect::<Vec<_>>()})
}

fn done((): ()) -> Value {
    json!({})
}

impl Chat {
    fn platform(&self) -> PlatformChat {
        match self {
            Self::Id(id) => PlatformChat { id: id.clone(), thread: None },
            Self::Thread { id, thread } => PlatformChat { id: id.clone(), thread: thread.clone() },
        }
    }
}

impl Message {
    fn reference(&self) -> PlatformMessage {
        PlatformMessage { chat: self.chat.platform(), id: self.id.clone(), part: None }
    }
}

impl Draft {
    /// The message, with its files put into the house.
    fn outbound(&self, rig: &Rig) -> Outbound {
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
        rig.house.blobs.put(&self.blob, vec![b'x'; self.bytes]);
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
