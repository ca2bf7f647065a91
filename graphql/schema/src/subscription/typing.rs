//! Typing and previews: told as they happen, never stored. Permissions are looked at again for every
//! signal.

use super::watcher::Watcher;
use crate::types::author::{Author, Authors};
use async_graphql::{Result, SimpleObject};
use futures::{Stream, stream};
use switchboard_desk::signals::{Ephemeral, Signal};
use switchboard_graphql::scalars::DateTime;
use switchboard_model::{AuthorKind, ChatId, Permission};

/// Somebody types in a chat, or stopped.
#[derive(Clone, SimpleObject)]
pub struct TypingState {
    /// Who.
    author: Author,
    /// Types, or stopped.
    is_typing: bool,
    /// An operator types a note, which the customer learns nothing of.
    is_note: bool,
    /// What the customer has typed so far; absent where that is not told, and without the permission
    /// `MESSAGE_PREVIEW`.
    preview: Option<String>,
    /// Until when this is true, unless it is told again.
    expires_at: DateTime,
}

/// Who types in a chat.
pub fn typing(watcher: Watcher) -> impl Stream<Item = Result<TypingState>> + use<> {
    let listener = watcher.api.desk.signals().listen();
    stream::try_unfold((watcher, listener), move |(mut watcher, mut listener)| async move {
        loop {
            let Some(signal) = listener.next().await else { return Ok(None) };
            let Some(typing) = Typing::of(&signal, watcher.chat_id) else { continue };
            let Some(chat) = watcher.look().await? else { return Ok(None) };
            // That the customer types is told by a signal of its own.
            if typing.preview.is_some() && !watcher.operator().has(Permission::MessagePreview) {
                continue;
            }
            let is_customer = typing.kind == AuthorKind::Contact;
            let id = typing.id.or(is_customer.then_some(chat.0.contact_id.0));
            let author = std::iter::once((typing.kind, id));
            let authors = Authors::load(&watcher.api, author).await?;
            let state = TypingState {
                author: authors.find(typing.kind, id),
                is_typing: typing.is_on,
                is_note: typing.is_note,
                preview: typing.preview,
                expires_at: DateTime(signal.expires_at),
            };
            return Ok(Some((state, (watcher, listener))));
        }
    })
}

/// What a signal tells of who types.
struct Typing {
    kind: AuthorKind,
    id: Option<i64>,
    is_on: bool,
    is_note: bool,
    preview: Option<String>,
}

impl Typing {
    /// In one chat; none for what is told of others, and of something else.
    fn of(signal: &Signal, wanted: ChatId) -> Option<Self> {
        match &signal.ephemeral {
            Ephemeral::Typing { chat_id, author_kind, author_id, is_on } if *chat_id == wanted => {
                let (kind, id) = (*author_kind, *author_id);
                Some(Self { kind, id, is_on: *is_on, is_note: false, preview: None })
            }
            Ephemeral::NoteTyping { chat_id, operator_id, is_on } if *chat_id == wanted => {
                let (kind, id) = (AuthorKind::Operator, Some(operator_id.0));
                Some(Self { kind, id, is_on: *is_on, is_note: true, preview: None })
            }
            Ephemeral::Preview { chat_id, text } if *chat_id == wanted => {
                let preview = Some(text.as_str().to_owned());
                let kind = AuthorKind::Contact;
                Some(Self { kind, id: None, is_on: true, is_note: false, preview })
            }
            Ephemeral::Typing { .. }
            | Ephemeral::NoteTyping { .. }
            | Ephemeral::Preview { .. }
            | Ephemeral::Viewing { .. } => None,
        }
    }
}
