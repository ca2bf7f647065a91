//! What a visitor may follow: their own chats, and that somebody of the company types in one.

use crate::{
    access::{Visitor, visitor},
    chat::VisitorChat,
    cursor::EventCursor,
    types::{MessageBatch, VisitorMessage},
    typing::{self, VisitorTyping},
};
use async_graphql::{Context, Enum, Result, SimpleObject, Subscription};
use futures::{Stream, stream};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use switchboard_desk::read::{Reader, Related};
use switchboard_graphql::{
    Api,
    api::api,
    log_reader::{LogReader, Next},
    scalars::DateTime,
};
use switchboard_model::{
    AttachmentId, ChatId, MessageId,
    chat::Chat,
    event::{Event, EventKind, SubjectKind},
};

/// What happened in a chat of yours.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum VisitorEventKind {
    /// A message was written.
    MessageCreated,
    /// A message was edited, deleted, reacted to, or its files arrived.
    MessageChanged,
    /// The chat was opened, closed or rated, or somebody of the company came or went.
    ChatChanged,
    /// Somebody of the company has read what you wrote; told where the company shows that.
    ChatSeen,
}

/// Something that happened in a chat of yours. What it is about is as it is now.
#[derive(Clone, SimpleObject)]
pub struct VisitorEvent {
    /// Its place in the log: pass it as `after` to go on from here.
    cursor: EventCursor,
    /// When it happened.
    at: DateTime,
    /// What happened.
    kind: VisitorEventKind,
    /// The message; absent when it is about the chat.
    message: Option<VisitorMessage>,
    /// The chat.
    chat: VisitorChat,
}

/// Why a client must read its chats again.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum VisitorResetReason {
    /// The cursor is older than what is kept, or so much has happened since that it is not told one by one.
    CursorExpired,
    /// The database was restored from a backup since.
    EpochChanged,
    /// A chat was deleted: it may be one of yours.
    ChatDeleted,
}

/// Events in the order in which they happened.
#[derive(Clone, SimpleObject)]
pub struct VisitorEventBatch {
    /// The events.
    events: Vec<VisitorEvent>,
    /// The place after these events: pass it as `after` to go on from here.
    cursor: EventCursor,
    /// Set when something is missing: read your chats again. Absent otherwise.
    reset_reason: Option<VisitorResetReason>,
}

/// What a visitor may follow.
pub struct VisitorSubscription;

/// What a visitor may follow.
#[Subscription]
impl VisitorSubscription {
    /// Your chats: first what happened since `after`, then what happens. Each event once and in order,
    /// or an explicit reset.
    #[graphql(complexity = "child_complexity.saturating_add(20)")]
    async fn my_chat(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The last cursor that was seen; absent: from now on.")] after: Option<
            EventCursor,
        >,
    ) -> Result<impl Stream<Item = Result<VisitorEventBatch>> + use<>> {
        let visitor = visitor(ctx)?;
        let api = api(ctx)?.clone();
        let after = after.map(|cursor| cursor.open(&api, &visitor)).transpose()?;
        let contact_id = visitor.contact_id;
        let reader = LogReader::open_of_contact(Arc::clone(&api), contact_id, after).await?;
        let start = Follow { api, visitor, reader };
        Ok(stream::try_unfold(start, |mut follow| async move {
            Ok(follow.next().await?.map(|batch| (batch, follow)))
        }))
    }

    /// That somebody of the company types in a chat of yours, or stopped. Never stored.
    async fn typing(
        &self,
        ctx: &Context<'_>,
    ) -> Result<impl Stream<Item = Result<VisitorTyping>> + use<>> {
        Ok(typing::typing(api(ctx)?.clone(), visitor(ctx)?))
    }
}

struct Follow {
    api: Arc<Api>,
    visitor: Visitor,
    reader: LogReader,
}

impl Follow {
    async fn next(&mut self) -> Result<Option<VisitorEventBatch>> {
        loop {
            match self.reader.next().await? {
                None => return Ok(None),
                Some(Next::Reset { is_other_epoch, head }) => {
                    let reason = if is_other_epoch {
                        VisitorResetReason::EpochChanged
                    } else {
                        VisitorResetReason::CursorExpired
                    };
                    return Ok(Some(VisitorEventBatch {
                        events: Vec::new(),
                        cursor: self.sealed(head)?,
                        reset_reason: Some(reason),
                    }));
                }
                Some(Next::Live(events) | Next::Missed(events)) => {
                    if let Some(batch) = self.present(&events).await? {
                        return Ok(Some(batch));
                    }
                }
            }
        }
    }

    fn sealed(&self, place: switchboard_model::EventCursor) -> Result<EventCursor> {
        EventCursor::seal(&self.api, &self.visitor.context.actor, place)
    }

    /// Those of these chats that are the visitor's, and whether they are told that somebody has read there.
    async fn own_chats(&self, ids: Vec<ChatId>, events: &[Event]) -> Result<(Vec<Chat>, bool)> {
        let is_there = |event: &Event| event.event.chat_id.is_some_and(|id| ids.contains(&id));
        let mut read_there = events.iter().filter(|event| event.event.kind == EventKind::ChatRead);
        let is_read = read_there.any(is_there);
        let read = move |reader: &mut Reader<'_>| {
            let found = reader.visitor_chats_among(&ids)?;
            let shows_seen = match found.first().map(|chat| chat.channel_id) {
                Some(id) if is_read => reader.related().shows_seen(id)?,
                _ => false,
            };
            Ok((found, shows_seen))
        };
        self.api.read(self.visitor.context.actor.clone(), read).await
    }

    /// The part of a batch that is about the visitor's chats.
    async fn present(&self, events: &[Event]) -> Result<Option<VisitorEventBatch>> {
        let contact = Some(self.visitor.contact_id);
        let of_contact = |event: &Event| event.event.contact_id == contact;
        let is_deletion = |event: &&Event| event.event.kind == EventKind::ChatDeleted;
        let is_gone = events.iter().filter(is_deletion).any(of_contact);
        if let Some(last) = events.last().filter(|_| is_gone) {
            // Whose it was of the addresses of the contact, no row tells any more: reading again does.
            return Ok(Some(VisitorEventBatch {
                events: Vec::new(),
                cursor: self.sealed(last.cursor)?,
                reset_reason: Some(VisitorResetReason::ChatDeleted),
            }));
        }
        let told = events.iter().filter(|event| of_contact(event) && kind(event).is_some());
        let ids: BTreeSet<ChatId> = told.filter_map(|event| event.event.chat_id).collect();
        if ids.is_empty() {
            return Ok(None);
        }
        let (found, shows_seen) = self.own_chats(ids.into_iter().collect(), events).await?;
        let chat_ids: Vec<ChatId> = found.iter().map(|chat| chat.chat_id).collect();
        let chats: HashMap<ChatId, VisitorChat> =
            found.into_iter().map(|chat| (chat.chat_id, VisitorChat::of(chat))).collect();
        let is_told = |kind: VisitorEventKind| shows_seen || kind != VisitorEventKind::ChatSeen;
        let own: Vec<&Event> =
            events.iter().filter(|event| chat_of(&chats, event).is_some()).collect();
        let subjects = |kind: SubjectKind| {
            let of_kind = own.iter().filter(move |event| event.event.subject_kind == kind);
            of_kind.map(|event| event.event.subject_id)
        };
        let files: Vec<AttachmentId> = subjects(SubjectKind::Attachment).map(Into::into).collect();
        let mut ids: BTreeSet<MessageId> = subjects(SubjectKind::Message).map(Into::into).collect();
        let read = move |related: &mut Related<'_>| {
            let files = related.attachments(&files)?.into_iter();
            let message_of: HashMap<AttachmentId, MessageId> =
                files.filter_map(|file| Some((file.attachment_id, file.message_id?))).collect();
            ids.extend(message_of.values());
            let ids: Vec<MessageId> = ids.into_iter().collect();
            Ok((message_of, related.visitor_messages(&chat_ids, &ids)?))
        };
        let (message_of_file, rows) = self.api.read_related(read).await?;
        let rows = MessageBatch::of(rows);
        let message_of = |event: &Event| match event.event.subject_kind {
            SubjectKind::Message => Some(MessageId(event.event.subject_id)),
            SubjectKind::Attachment => {
                message_of_file.get(&AttachmentId(event.event.subject_id)).copied()
            }
            _ => None,
        };
        let mut told = Vec::new();
        for event in own {
            let kind = kind(event).filter(|kind| is_told(*kind));
            let (Some(kind), Some(chat)) = (kind, chat_of(&chats, event)) else { continue };
            let message = message_of(event).and_then(|id| VisitorMessage::of(&rows, id));
            let is_of_message =
                matches!(kind, VisitorEventKind::MessageCreated | VisitorEventKind::MessageChanged);
            if message.is_none() && is_of_message {
                continue;
            }
            let (cursor, at) = (self.sealed(event.cursor)?, DateTime(event.at));
            told.push(VisitorEvent { cursor, at, kind, message, chat: chat.clone() });
        }
        let Some(last) = events.last().filter(|_| !told.is_empty()) else { return Ok(None) };
        let cursor = self.sealed(last.cursor)?;
        Ok(Some(VisitorEventBatch { events: told, cursor, reset_reason: None }))
    }
}

/// The visitor's chat in which an event happened.
fn chat_of<'a>(chats: &'a HashMap<ChatId, VisitorChat>, event: &Event) -> Option<&'a VisitorChat> {
    chats.get(&event.event.chat_id?)
}

/// What a visitor is told of an event; nothing of what is the company's own.
fn kind(event: &Event) -> Option<VisitorEventKind> {
    match event.event.kind {
        EventKind::MessageCreated => Some(VisitorEventKind::MessageCreated),
        EventKind::MessageEdited
        | EventKind::MessageDeleted
        | EventKind::MessageReacted
        | EventKind::AttachmentChanged => Some(VisitorEventKind::MessageChanged),
        EventKind::ChatRead => Some(VisitorEventKind::ChatSeen),
        EventKind::ChatOpened
        | EventKind::ChatJoined
        | EventKind::ChatLeft
        | EventKind::ChatClosed
        | EventKind::ChatReopened
        | EventKind::ChatRated => Some(VisitorEventKind::ChatChanged),
        _ => None,
    }
}
