//! Typing, previews and presence: told as they happen, never stored. Rights are looked at again for
//! every signal of a chat.

use crate::{
    api::Api,
    errors::coded,
    family::load,
    scalars::DateTime,
    types::{
        author::{Author, Authors},
        operator::Operator,
    },
    visible,
};
use async_graphql::{Result, SimpleObject};
use futures::{Stream, stream};
use std::sync::Arc;
use switchboard_desk::signals::{Ephemeral, Signal};
use switchboard_model::{AuthorKind, ChatId, actor::OperatorActor};

/// Somebody types in a chat, or stopped.
#[derive(Clone, SimpleObject)]
pub struct TypingState {
    /// Who.
    author: Author,
    /// Types, or stopped.
    is_typing: bool,
    /// What the customer has typed so far; absent where that is not told.
    preview: Option<String>,
    /// Until when this is true, unless it is told again.
    expires_at: DateTime,
}

/// An operator came or went.
#[derive(Clone, SimpleObject)]
pub struct PresenceChange {
    /// The operator.
    operator: Operator,
    /// Is there.
    is_online: bool,
    /// Until when this is true, unless it is told again.
    expires_at: DateTime,
}

/// Who types in a chat.
pub async fn typing(
    api: Arc<Api>,
    reader: OperatorActor,
    chat_id: ChatId,
) -> Result<impl Stream<Item = Result<TypingState>> + use<>> {
    if visible::chats(&api, &reader, vec![chat_id]).await?.is_empty() {
        return Err(coded("NOT_FOUND", "There is no such chat."));
    }
    let listener = api.desk.signals().listen();
    let start = (api, reader, listener);
    Ok(stream::try_unfold(start, move |(api, reader, mut listener)| async move {
        loop {
            let Some(signal) = listener.next().await else { return Ok(None) };
            let Some((kind, id, is_typing, preview)) = in_chat(&signal, chat_id) else { continue };
            let chats = visible::chats(&api, &reader, vec![chat_id]).await?;
            let Some(chat) = chats.get(&chat_id) else { return Ok(None) };
            let id = id.or((kind == AuthorKind::Contact).then_some(chat.row.contact_id.0));
            let authors = Authors::load(&api, std::iter::once((kind, id))).await?;
            let state = TypingState {
                author: authors.find(kind, id),
                is_typing,
                preview,
                expires_at: DateTime(signal.expires_at),
            };
            return Ok(Some((state, (api, reader, listener))));
        }
    }))
}

fn in_chat(
    signal: &Signal,
    wanted: ChatId,
) -> Option<(AuthorKind, Option<i64>, bool, Option<String>)> {
    match &signal.ephemeral {
        Ephemeral::Typing { chat_id, author_kind, author_id, is_on } if *chat_id == wanted => {
            Some((*author_kind, *author_id, *is_on, None))
        }
        Ephemeral::Preview { chat_id, text } if *chat_id == wanted => {
            Some((AuthorKind::Contact, None, true, Some(text.to_string())))
        }
        Ephemeral::Typing { .. } | Ephemeral::Preview { .. } | Ephemeral::Presence { .. } => None,
    }
}

/// Which operators come and go.
pub fn presence(api: Arc<Api>) -> impl Stream<Item = Result<PresenceChange>> + use<> {
    let listener = api.desk.signals().listen();
    stream::try_unfold((api, listener), |(api, mut listener)| async move {
        loop {
            let Some(signal) = listener.next().await else { return Ok(None) };
            let Ephemeral::Presence { operator_id, is_online } = signal.ephemeral else { continue };
            let found = load::<Operator>(&api, [operator_id]).await?.remove(&operator_id);
            let Some(operator) = found else { continue };
            let expires_at = DateTime(signal.expires_at);
            return Ok(Some((PresenceChange { operator, is_online, expires_at }, (api, listener))));
        }
    })
}
