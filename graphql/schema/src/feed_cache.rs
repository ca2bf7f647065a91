//! The rows of a batch of events, read once for all subscribers: whoever gets the same batch shares
//! them. Rights are applied to what is shared, never to what is read.

use crate::{
    api::Api,
    family::{Family, by_id, unique},
    lazy::Once,
    limits::{FEED_BATCHES_KEPT, PAGE_MAX},
    subscription::Encodings,
    types::{
        attachment::Attachment, channel::Channel, chat::Chat, contact::Contact, delivery::Delivery,
        inbox::InboxDelivery, message::Message, note::Note, operator::Operator, reason::Reason,
        role::Role, team::Team,
    },
};
use async_graphql::Result;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};
use switchboard_model::{
    AttachmentId, ChannelId, ChatId, ContactId, DeliveryId, EventCursor, InboxId, MessageId,
    NoteId, OperatorId, ReasonId, RoleId, Scope, TeamId,
    chat::Participant,
    event::{Event, SubjectKind},
};
use switchboard_store::{
    DatabaseConnection, StoreError,
    page::{Slice, batch, chats},
};

/// What the events of a batch are about, as it is now.
#[derive(Default)]
pub struct FeedRows {
    pub chats: HashMap<ChatId, Chat>,
    pub participants: Vec<Participant>,
    pub messages: HashMap<MessageId, Message>,
    pub deliveries: HashMap<DeliveryId, Delivery>,
    pub attachments: HashMap<AttachmentId, Attachment>,
    pub notes: HashMap<NoteId, Note>,
    pub contacts: HashMap<ContactId, Contact>,
    pub channels: HashMap<ChannelId, Channel>,
    pub inbox: HashMap<InboxId, InboxDelivery>,
    pub operators: HashMap<OperatorId, Operator>,
    pub roles: HashMap<RoleId, Role>,
    pub teams: HashMap<TeamId, Team>,
    pub reasons: HashMap<ReasonId, Reason>,
}

/// A batch of events with its rows.
pub struct FeedBatch {
    pub events: Arc<Vec<Event>>,
    rows: Once<FeedRows>,
    encodings: Option<Encodings>,
}

impl FeedBatch {
    /// Of these events, for one subscriber.
    pub fn new(events: Arc<Vec<Event>>) -> Self {
        Self { events, rows: Once::default(), encodings: None }
    }

    fn shared(events: Arc<Vec<Event>>) -> Self {
        Self { events, rows: Once::default(), encodings: Some(Encodings::default()) }
    }

    /// What was made of it so far; none when only one subscriber has it.
    pub fn encodings(&self) -> Option<&Encodings> {
        self.encodings.as_ref()
    }

    /// The rows, read now if nobody has asked before.
    pub async fn rows(&self, api: &Api) -> Result<Arc<FeedRows>> {
        let events = Arc::clone(&self.events);
        self.rows.get(|| api.read(move |connection| read(connection, &events))).await
    }
}

/// One batch that is kept, by the places of its first and last event.
type Kept = (EventCursor, EventCursor, Arc<FeedBatch>);

/// The newest live batches.
#[derive(Default)]
pub struct FeedCache(Mutex<VecDeque<Kept>>);

/// Shares live batches. A trait, so that whoever holds an `Api` need not know all types of the schema.
pub trait SharedBatches: Send + Sync {
    /// The shared batch of these events, which came from the live log.
    fn shared(&self, events: &Arc<Vec<Event>>) -> Arc<FeedBatch>;
}

impl SharedBatches for FeedCache {
    fn shared(&self, events: &Arc<Vec<Event>>) -> Arc<FeedBatch> {
        let (Some(first), Some(last)) = (events.first(), events.last()) else {
            return Arc::new(FeedBatch::new(Arc::clone(events)));
        };
        let (first, last) = (first.cursor, last.cursor);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., batch)) = kept.iter().rev().find(|one| one.0 == first && one.1 == last) {
            return Arc::clone(batch);
        }
        let batch = Arc::new(FeedBatch::shared(Arc::clone(events)));
        if kept.len() >= FEED_BATCHES_KEPT {
            kept.pop_front();
        }
        kept.push_back((first, last, Arc::clone(&batch)));
        batch
    }
}

fn subjects<T: Family>(
    connection: &mut DatabaseConnection,
    events: &[Event],
    kind: SubjectKind,
    id: impl Fn(i64) -> T::Id,
) -> Result<HashMap<T::Id, T>, StoreError> {
    let of_kind = events.iter().filter(|event| event.event.subject_kind == kind);
    objects(connection, of_kind.map(|event| id(event.event.subject_id)))
}

fn objects<T: Family>(
    connection: &mut DatabaseConnection,
    ids: impl Iterator<Item = T::Id>,
) -> Result<HashMap<T::Id, T>, StoreError> {
    let ids = unique(ids);
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(by_id(T::siblings(T::rows(connection, &ids)?)))
}

fn read(connection: &mut DatabaseConnection, events: &[Event]) -> Result<FeedRows, StoreError> {
    let of_events = events.iter().filter_map(|event| event.event.chat_id);
    let chat_ids = unique(of_events.chain(chats_of_contacts(connection, events)?));
    let participants =
        if chat_ids.is_empty() { Vec::new() } else { batch::participants(connection, &chat_ids)? };
    Ok(FeedRows {
        chats: objects(connection, chat_ids.into_iter())?,
        participants,
        messages: subjects(connection, events, SubjectKind::Message, MessageId)?,
        deliveries: subjects(connection, events, SubjectKind::Delivery, DeliveryId)?,
        attachments: subjects(connection, events, SubjectKind::Attachment, AttachmentId)?,
        notes: subjects(connection, events, SubjectKind::Note, NoteId)?,
        contacts: subjects(connection, events, SubjectKind::Contact, ContactId)?,
        channels: subjects(connection, events, SubjectKind::Channel, ChannelId)?,
        inbox: subjects(connection, events, SubjectKind::Inbox, InboxId)?,
        operators: subjects(connection, events, SubjectKind::Operator, OperatorId)?,
        roles: subjects(connection, events, SubjectKind::Role, RoleId)?,
        teams: subjects(connection, events, SubjectKind::Team, TeamId)?,
        reasons: subjects(connection, events, SubjectKind::Reason, ReasonId)?,
    })
}

/// The newest chats of the contacts that events outside of chats are about: who reaches one of them
/// may see the contact.
fn chats_of_contacts(
    connection: &mut DatabaseConnection,
    events: &[Event],
) -> Result<Vec<ChatId>, StoreError> {
    let outside = events.iter().filter(|event| event.event.chat_id.is_none());
    let contacts = unique(outside.filter_map(|event| event.event.contact_id));
    let everything = Scope {
        is_all: true,
        operator_id: OperatorId(0),
        team_ids: Vec::new(),
        channel_ids: Vec::new(),
    };
    let slice = Slice::first(PAGE_MAX);
    let pages = chats::of_contacts(connection, &everything, &contacts, &slice)?;
    Ok(pages.into_values().flat_map(|page| page.items).map(ChatId).collect())
}
