//! What a visitor may follow: their own chat, and that somebody of the company types in it.

use crate::{
    access::{Visitor, own_chat, visitor},
    cursor::EventCursor,
    types::{VisitorChat, VisitorMessage},
    typing::{self, VisitorTyping},
};
use async_graphql::{Context, Enum, Result, SimpleObject, Subscription};
use futures::{Stream, stream};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use switchboard_desk::read::Related;
use switchboard_graphql::{
    Api,
    api::api,
    log_reader::{LogReader, Next},
    scalars::DateTime,
};
use switchboard_model::{
    AttachmentId, MessageId,
    event::{Event, EventKind, SubjectKind},
};

/// What happened in your chat.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum VisitorEventKind {
    /// A message was written.
    MessageCreated,
    /// A message was edited, deleted, reacted to, or its files arrived.
    MessageChanged,
    /// The chat was opened, closed or rated, or somebody of the company came or went.
    ChatChanged,
}

/// Something that happened in your chat. What it is about is as it is now.
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

/// Why a client must read its chat again.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum VisitorResetReason {
    /// The cursor is older than what is kept, or so much has happened since that it is not told one by one.
    CursorExpired,
    /// The database was restored from a backup since.
    EpochChanged,
    /// A chat was deleted: it may be yours.
    ChatDeleted,
}

/// Events in the order in which they happened.
#[derive(Clone, SimpleObject)]
pub struct VisitorEventBatch {
    /// The events.
    events: Vec<VisitorEvent>,
    /// The place after these events: pass it as `after` to go on from here.
    cursor: EventCursor,
    /// Set when something is missing: read your chat again. Absent otherwise.
    reset_reason: Option<VisitorResetReason>,
}

/// What a visitor may follow.
pub struct VisitorSubscription;

/// What a visitor may follow.
#[Subscription]
impl VisitorSubscription {
    /// Your chat: first what happened since `after`, then what happens. Each event once and in order,
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

    /// That somebody of the company types in your chat, or stopped. Never stored.
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

    /// The part of a batch that is about the visitor's chat.
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
        if !events.iter().any(|event| of_contact(event) && kind(event).is_some()) {
            return Ok(None);
        }
        let Some(chat) = own_chat(&self.api, &self.visitor).await? else { return Ok(None) };
        let chat_id = chat.chat_id;
        let own: Vec<&Event> =
            events.iter().filter(|event| event.event.chat_id == Some(chat_id)).collect();
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
            Ok((message_of, related.visitor_messages(chat_id, &ids)?))
        };
        let (message_of_file, rows) = self.api.read_related(read).await?;
        let rows = Arc::new(rows);
        let message_of = |event: &Event| match event.event.subject_kind {
            SubjectKind::Message => Some(MessageId(event.event.subject_id)),
            SubjectKind::Attachment => {
                message_of_file.get(&AttachmentId(event.event.subject_id)).copied()
            }
            _ => None,
        };
        let chat = VisitorChat::of(chat);
        let mut told = Vec::new();
        for event in own {
            let Some(kind) = kind(event) else { continue };
            let message = message_of(event).and_then(|id| VisitorMessage::of(&rows, id));
            if message.is_none() && kind != VisitorEventKind::ChatChanged {
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

/// What a visitor is told of an event; nothing of what is the company's own.
fn kind(event: &Event) -> Option<VisitorEventKind> {
    match event.event.kind {
        EventKind::MessageCreated => Some(VisitorEventKind::MessageCreated),
        EventKind::MessageEdited
        | EventKind::MessageDeleted
        | EventKind::MessageReacted
        | EventKind::AttachmentChanged => Some(VisitorEventKind::MessageChanged),
        EventKind::ChatOpened
        | EventKind::ChatJoined
        | EventKind::ChatLeft
        | EventKind::ChatClosed
        | EventKind::ChatReopened
        | EventKind::ChatRated => Some(VisitorEventKind::ChatChanged),
        _ => None,
    }
}
