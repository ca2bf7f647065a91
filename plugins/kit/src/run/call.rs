//! The call of a connector that a case describes, and what the connector returned.

mod draft;

use super::delivery;
use crate::{folder::Folder, rig::Rig};
use anyhow::{Context, Result};
use draft::{Chat, Draft, Message};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use switchboard_model::{
    Clock,
    connector::{Attempt, Connector, ConnectorResult, Sent},
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
    Identify {},
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

/// The plain text that stands for any message.
pub(super) fn plain_text(chat: &str) -> Call {
    Call::Send { draft: Draft::text(chat, "Hello") }
}

impl Call {
    /// Makes the call, which is stopped after a time. What it returned is given as JSON: `sent`,
    /// `unique_id`, `cursor` and so on.
    pub(super) async fn make(
        &self,
        rig: &Rig,
        folder: &Folder,
        connector: &dyn Connector,
        attempt_ms: i64,
    ) -> Result<ConnectorResult<Value>> {
        let attempt = Attempt {
            key: "case".to_owned(),
            number: 1,
            deadline: rig.ports.clock.now().plus_ms(attempt_ms),
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
                let case = folder.case(deliver)?;
                let came = delivery::take(rig, folder, case, connector, &Map::new()).await?;
                let call = came.items.iter().find_map(|item| item.follow_up.as_ref());
                let call = call.with_context(|| format!("{deliver} asks for no follow-up"))?;
                connector.follow_up(call).await.map(done)
            }
            Self::Identify {} => connector.identify().await.map(
                |connected| json!({"unique_id": connected.unique_id, "title": connected.title}),
            ),
            Self::Connect { webhook_url } => {
                connector.connect(webhook_url.as_deref()).await.map(done)
            }
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
