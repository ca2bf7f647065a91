//! What the chats of a batch read once for all of them.

use super::{
    entries::ChatEntryConnection, example::ChatExample, forward::ChatForward, rating::ChatRating,
    reference::ChatReference,
};
use crate::{
    relation::{ToMany, ToOne},
    types::{
        channel::Channel, close_reason::CloseReason, contact::Contact, draft::Draft,
        identity::Identity, label::Label, message::Message, note::Note, operator::Operator,
        pending_reply::PendingReply, team::Team, timeline::EventConnection,
    },
};
use serde_json::{Map, Value};
use std::collections::HashMap;
use switchboard_desk::read::{EntryKey, EntryKind, MessageKey, Page, PageRequest};
use switchboard_graphql::lazy::{Memo, Once};
use switchboard_model::{
    ActId, ChatId, IdentityId, MessageId, NoteId, OperatorId, Timestamp, chat, chat_route, draft,
};

/// What the chats of a batch read once for all of them.
#[derive(Default)]
pub struct Relations {
    pub(super) contacts: ToOne<Contact>,
    pub(super) channels: ToOne<Channel>,
    pub(super) operators: ToOne<Operator>,
    pub(super) participant_operators: ToOne<Operator>,
    pub(super) teams: ToOne<Team>,
    pub(super) close_reasons: ToOne<CloseReason>,
    pub(super) participants: Once<Vec<chat::Participant>>,
    pub(super) forwards: Once<HashMap<ChatId, ChatForward>>,
    pub(super) labels: ToMany<ChatId, Label>,
    pub(super) routes: Once<Vec<chat_route::ChatRoute>>,
    pub(super) route_channels: ToOne<Channel>,
    pub(super) route_identities: ToOne<Identity>,
    pub(super) last_heard: Once<HashMap<IdentityId, Timestamp>>,
    pub(super) attributes: Once<HashMap<ChatId, Map<String, Value>>>,
    pub(super) examples: Once<HashMap<ChatId, ChatExample>>,
    pub(super) references: Once<HashMap<ChatId, Vec<ChatReference>>>,
    pub(super) ratings: Once<HashMap<ChatId, Vec<ChatRating>>>,
    pub(super) last_messages: ToOne<Message>,
    pub(super) read_counts: Memo<OperatorId, HashMap<ChatId, i64>>,
    pub(super) first_unread: Memo<OperatorId, HashMap<ChatId, Message>>,
    pub(super) drafts: Memo<(OperatorId, draft::DraftKind), HashMap<ChatId, Draft>>,
    pub(super) pending_replies: Memo<OperatorId, HashMap<ChatId, Vec<PendingReply>>>,
    pub(super) messages: Memo<PageRequest<MessageKey>, HashMap<ChatId, Page<Message>>>,
    pub(super) messages_around: Memo<MessageId, Vec<Message>>,
    pub(super) notes: Memo<PageRequest<NoteId>, HashMap<ChatId, Page<Note>>>,
    pub(super) notes_around: Memo<NoteId, Vec<Note>>,
    pub(super) entries:
        Memo<(PageRequest<EntryKey>, Vec<EntryKind>), HashMap<ChatId, ChatEntryConnection>>,
    pub(super) timelines: Memo<PageRequest<ActId>, HashMap<ChatId, EventConnection>>,
}
