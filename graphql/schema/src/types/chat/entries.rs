//! What stands in chats, as lists: messages around one of them, and messages, notes and what happened in one
//! order.

use super::{Relations, missing};
use crate::{
    batch::{BatchRow, batch, by_id},
    types::{
        message::{Message, MessageConnection},
        note::Note,
        timeline::{TimelineItem, items},
    },
};
use async_graphql::{Context, Enum, ID, Result, Union};
use std::collections::HashMap;
use switchboard_desk::read::{Entries, EntryKey, EntryKind, MessageKey, PageRequest, Related};
use switchboard_graphql::{
    api::api,
    connection,
    errors::invalid,
    page::{Page, encode},
};
use switchboard_model::{ChatId, MessageId, NoteId, chat};

/// What stands in a chat.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq, Hash)]
#[graphql(remote = "EntryKind")]
pub enum ChatEntryKind {
    /// Messages.
    Message,
    /// Notes.
    Note,
    /// What happened.
    Act,
}

/// Something that stands in a chat.
#[derive(Clone, Union)]
pub enum ChatEntry {
    /// A message.
    Message(Message),
    /// A note.
    Note(Note),
    /// Something that happened.
    TimelineItem(TimelineItem),
}

connection!(
    ChatEntryConnection,
    ChatEntryEdge,
    ChatEntry,
    "A page of what stands in a chat.",
    "Something that stands in a chat, in a list."
);

impl ChatEntry {
    fn key(&self) -> EntryKey {
        match self {
            Self::Message(message) => place_of(message),
            Self::Note(note) => key(EntryKind::Note, note.0.note_id.0),
            Self::TimelineItem(item) => key(EntryKind::Act, item.act_id.0),
        }
    }
}

fn place_of(message: &Message) -> EntryKey {
    let id = message.0.message_id.0;
    EntryKey { position: message.0.position, ..key(EntryKind::Message, id) }
}

fn key(kind: EntryKind, id: i64) -> EntryKey {
    EntryKey { position: id, kind: kind.rank(), id }
}

/// The kinds that are asked for, each once and in one order.
pub fn wanted(kinds: Option<Vec<ChatEntryKind>>) -> Vec<EntryKind> {
    let is_wanted = |kind: &EntryKind| {
        kinds.as_ref().is_none_or(|kinds| kinds.iter().any(|one| EntryKind::from(*one) == *kind))
    };
    EntryKind::ALL.into_iter().filter(is_wanted).collect()
}

/// Pages of each chat, with their rows.
pub async fn connections(
    ctx: &Context<'_>,
    read: Entries,
) -> Result<HashMap<ChatId, ChatEntryConnection>> {
    let Entries { pages, messages, notes, acts } = read;
    let (messages, notes) = (by_id::<Message>(messages), by_id::<Note>(notes));
    let acts = acts.iter().collect::<Vec<_>>();
    let acts: HashMap<i64, TimelineItem> =
        items(ctx, &acts).await?.into_iter().map(|item| (item.act_id.0, item)).collect();
    let entry = |key: &EntryKey| match key.kind {
        kind if kind == EntryKind::Message.rank() => {
            messages.get(&MessageId(key.id)).cloned().map(ChatEntry::Message)
        }
        kind if kind == EntryKind::Note.rank() => {
            notes.get(&NoteId(key.id)).cloned().map(ChatEntry::Note)
        }
        _ => acts.get(&key.id).cloned().map(ChatEntry::TimelineItem),
    };
    let connection = |(chat_id, page): (ChatId, Page<EntryKey>)| {
        let Page { items, has_previous, has_next } = page;
        let items = items.iter().filter_map(&entry).collect();
        let page = Page { items, has_previous, has_next };
        (chat_id, ChatEntryConnection::of(page, |entry| encode(&entry.key())))
    };
    Ok(pages.into_iter().map(connection).collect())
}

impl BatchRow<chat::Chat, Relations> {
    /// The messages around one of the chat.
    pub(super) async fn messages_around(
        &self,
        ctx: &Context<'_>,
        around: MessageId,
        page: &PageRequest<MessageKey>,
    ) -> Result<MessageConnection> {
        let count = count_around(page)?;
        let (position, message_id) = (self.message(ctx, around).await?.0.position, around.0);
        let (chat_id, place) = (self.chat_id, MessageKey { position, message_id });
        let read = move |related: &mut Related<'_>| related.messages_around(chat_id, place, count);
        let page = crate::batch::page(api(ctx)?.read_related(read).await?);
        Ok(MessageConnection::of(page, Message::cursor))
    }

    /// What stands around a message or a note of the chat.
    pub(super) async fn entries_around(
        &self,
        ctx: &Context<'_>,
        around: &ID,
        kinds: Vec<EntryKind>,
        page: &PageRequest<EntryKey>,
    ) -> Result<ChatEntryConnection> {
        let count = count_around(page)?;
        let place = match (around.parse::<MessageId>(), around.parse::<NoteId>()) {
            (Ok(id), _) => place_of(&self.message(ctx, id).await?),
            (_, Ok(id)) => self.note(ctx, id).await?,
            _ => return Err(not_here()),
        };
        let chat_id = self.chat_id;
        let read =
            move |related: &mut Related<'_>| related.entries_around(chat_id, &kinds, place, count);
        let read = api(ctx)?.read_related(read).await?;
        connections(ctx, read).await?.remove(&chat_id).ok_or_else(|| missing("page"))
    }

    /// A message of this chat, read once for all chats that are asked for what stands around it.
    async fn message(&self, ctx: &Context<'_>, id: MessageId) -> Result<Message> {
        let load = || async {
            let read = move |related: &mut Related<'_>| related.messages(&[id]);
            Ok(batch::<Message>(api(ctx)?.read_related(read).await?))
        };
        let found = self.relations().messages_around.get(id, load).await?;
        let own = found.iter().find(|message| message.0.chat_id == self.chat_id);
        own.cloned().ok_or_else(not_here)
    }

    async fn note(&self, ctx: &Context<'_>, id: NoteId) -> Result<EntryKey> {
        let load = || async {
            let read = move |related: &mut Related<'_>| related.notes(&[id]);
            Ok(batch::<Note>(api(ctx)?.read_related(read).await?))
        };
        let found = self.relations().notes_around.get(id, load).await?;
        let is_own = found.iter().any(|note| note.0.chat_id == Some(self.chat_id));
        if is_own { Ok(key(EntryKind::Note, id.0)) } else { Err(not_here()) }
    }
}

/// How many are wanted around something.
fn count_around<K>(page: &PageRequest<K>) -> Result<i64> {
    if page.after.is_some() || page.before.is_some() {
        return Err(invalid("Pass either \"around\" or a cursor, not both."));
    }
    Ok(page.count.max(1))
}

fn not_here() -> async_graphql::Error {
    invalid("\"around\" is not in this chat: pass the id of something that is.")
}
