//! Writes the events of chats, messages and contacts: what they are about and whose they are.

use switchboard_model::actor::AuthorKind;
use switchboard_model::chat::Chat;
use switchboard_model::contact::Contact;
use switchboard_model::event::{EventDetail, EventKind, NewEvent, SubjectKind};
use switchboard_model::{
    ChannelId, ChatId, ContactId, DeliveryId, EventCursor, InboxId, MessageId, NoteId,
};
use switchboard_store::{StoreError, Transaction, log};

/// Who did it.
pub(crate) type Author = (AuthorKind, Option<i64>);

/// What an event is about, and to what it belongs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    kind: SubjectKind,
    id: i64,
    chat_id: Option<ChatId>,
    contact_id: Option<ContactId>,
    channel_id: Option<ChannelId>,
}

impl Subject {
    fn in_chat(kind: SubjectKind, id: i64, chat: &Chat) -> Self {
        Self {
            kind,
            id,
            chat_id: Some(chat.chat_id),
            contact_id: Some(chat.contact_id),
            channel_id: Some(chat.channel_id),
        }
    }

    pub(crate) fn chat(chat: &Chat) -> Self {
        Self::in_chat(SubjectKind::Chat, chat.chat_id.0, chat)
    }

    pub(crate) fn message(chat: &Chat, id: MessageId) -> Self {
        Self::in_chat(SubjectKind::Message, id.0, chat)
    }

    pub(crate) fn delivery(chat: &Chat, id: DeliveryId) -> Self {
        Self::in_chat(SubjectKind::Delivery, id.0, chat)
    }

    pub(crate) fn note(id: NoteId, chat: Option<&Chat>, contact_id: ContactId) -> Self {
        let of_contact = Self {
            kind: SubjectKind::Note,
            id: id.0,
            chat_id: None,
            contact_id: Some(contact_id),
            channel_id: None,
        };
        chat.map_or(of_contact, |chat| Self::in_chat(SubjectKind::Note, id.0, chat))
    }

    pub(crate) fn contact(contact: &Contact) -> Self {
        Self {
            kind: SubjectKind::Contact,
            id: contact.contact_id.0,
            chat_id: None,
            contact_id: Some(contact.contact_id),
            channel_id: None,
        }
    }

    pub(crate) fn inbox(id: InboxId, channel_id: ChannelId) -> Self {
        Self {
            kind: SubjectKind::Inbox,
            id: id.0,
            chat_id: None,
            contact_id: None,
            channel_id: Some(channel_id),
        }
    }
}

/// Appends an event.
pub(crate) fn append(
    transaction: &mut Transaction<'_>,
    author: Author,
    kind: EventKind,
    subject: Subject,
    detail: EventDetail,
) -> Result<EventCursor, StoreError> {
    let event = NewEvent {
        kind,
        author_kind: author.0,
        author_id: author.1,
        subject_kind: subject.kind,
        subject_id: subject.id,
        chat_id: subject.chat_id,
        contact_id: subject.contact_id,
        channel_id: subject.channel_id,
        detail,
    };
    log::append(transaction, &event)
}

/// The names of what changed.
pub(crate) fn changed(names: &[&str]) -> EventDetail {
    EventDetail {
        changed: names.iter().map(|name| (*name).to_owned()).collect(),
        ..EventDetail::default()
    }
}
