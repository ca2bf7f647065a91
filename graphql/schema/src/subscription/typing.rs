//! Typing and previews: told as they happen, never stored. Permissions are looked at again for every
//! signal.

use crate::{
    noun::visible,
    types::{
        author::{Author, Authors},
        chat::Chat,
    },
};
use async_graphql::{Result, SimpleObject};
use futures::{Stream, stream};
use std::sync::Arc;
use switchboard_desk::signals::{Ephemeral, Signal};
use switchboard_graphql::{Api, errors::coded, scalars::DateTime};
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

/// Who types in a chat.
pub async fn typing(
    api: Arc<Api>,
    reader: OperatorActor,
    chat_id: ChatId,
) -> Result<impl Stream<Item = Result<TypingState>> + use<>> {
    if visible::<Chat>(&api, &reader, [chat_id]).await?.is_empty() {
        return Err(coded("NOT_FOUND", "There is no such chat."));
    }
    let listener = api.desk.signals().listen();
    let start = (api, reader, listener);
    Ok(stream::try_unfold(start, move |(api, reader, mut listener)| async move {
        loop {
            let Some(signal) = listener.next().await else { return Ok(None) };
            let Some((kind, id, is_typing, preview)) = in_chat(&signal, chat_id) else { continue };
            let chats = visible::<Chat>(&api, &reader, [chat_id]).await?;
            let Some(chat) = chats.get(&chat_id) else { return Ok(None) };
            let id = id.or((kind == AuthorKind::Contact).then_some(chat.0.contact_id.0));
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
        Ephemeral::Typing { .. } | Ephemeral::Preview { .. } => None,
    }
}
