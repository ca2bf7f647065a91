//! An event as one subscriber may see it, or nothing. Events of a chat need the chat in reach as it
//! is now; when an assignment or a leaving has moved it out of reach, only that much is told.

use crate::{
    api::{is_in_reach, reads_chats},
    feed_cache::FeedRows,
    types::event::{
        AttachmentEvent, ChannelEvent, ChatEvent, ContactEvent, DeliveryEvent, Event, InboxEvent,
        MessageEvent, NoteEvent, OperatorEvent, ReasonEvent, RoleEvent, SettingEvent, TeamEvent,
    },
};
use switchboard_model::{
    AttachmentId, ChannelId, ChatId, ContactId, DeliveryId, InboxId, MessageId, NoteId, OperatorId,
    ReasonId, Right, RoleId, TeamId,
    actor::OperatorActor,
    event::{self, EventKind, SubjectKind},
};

/// The event for this subscriber.
pub fn present(event: &event::Event, rows: &FeedRows, operator: &OperatorActor) -> Option<Event> {
    match event.event.chat_id {
        Some(chat_id) => of_chat(event, chat_id, rows, operator),
        None => of_house(event, rows, operator),
    }
}

fn of_chat(
    event: &event::Event,
    chat_id: ChatId,
    rows: &FeedRows,
    operator: &OperatorActor,
) -> Option<Event> {
    if !reads_chats(operator) {
        return None;
    }
    let chat = rows.chats.get(&chat_id);
    let is_own = event.event.detail.operator_id == Some(operator.operator_id.0);
    if !chat.is_some_and(|chat| is_in_reach(&operator.scope, &chat.row, &rows.participants)) {
        let may_have_left = match event.event.kind {
            EventKind::ChatAssigned => had_before(event, operator),
            EventKind::ChatLeft => is_own,
            _ => false,
        };
        return may_have_left.then(|| Event::Chat(ChatEvent::of(event, None)));
    }
    if event.event.kind == EventKind::ChatRead && !is_own {
        return None;
    }
    let id = event.event.subject_id;
    Some(match event.event.subject_kind {
        SubjectKind::Message => {
            Event::Message(MessageEvent::of(event, rows.messages.get(&MessageId(id)).cloned()))
        }
        SubjectKind::Delivery => {
            Event::Delivery(DeliveryEvent::of(event, rows.deliveries.get(&DeliveryId(id)).cloned()))
        }
        SubjectKind::Attachment => {
            let attachment = rows.attachments.get(&AttachmentId(id)).cloned();
            Event::Attachment(AttachmentEvent::of(event, attachment))
        }
        SubjectKind::Note => {
            Event::Note(NoteEvent::of(event, rows.notes.get(&NoteId(id)).cloned()))
        }
        _ => Event::Chat(ChatEvent::of(event, chat.cloned())),
    })
}

/// Did an assignment take the chat from this subscriber or one of their teams.
fn had_before(event: &event::Event, operator: &OperatorActor) -> bool {
    let detail = &event.event.detail;
    let teams = &operator.scope.team_ids;
    detail.operator_id_before == Some(operator.operator_id.0)
        || detail.team_id_before.is_some_and(|id| teams.contains(&TeamId(id)))
}

/// May the subscriber see this contact: with the right to, one with a chat in reach.
fn sees_contact(id: ContactId, rows: &FeedRows, operator: &OperatorActor) -> bool {
    let has_chat_in_reach = || {
        let chats = rows.chats.values().filter(|chat| chat.row.contact_id == id);
        chats.into_iter().any(|chat| is_in_reach(&operator.scope, &chat.row, &rows.participants))
    };
    operator.rights.contains(&Right::ContactRead) && (operator.scope.is_all || has_chat_in_reach())
}

fn of_house(event: &event::Event, rows: &FeedRows, operator: &OperatorActor) -> Option<Event> {
    let id = event.event.subject_id;
    let has = |right: Right| operator.rights.contains(&right);
    let sees = |id: Option<ContactId>| id.is_some_and(|id| sees_contact(id, rows, operator));
    Some(match event.event.subject_kind {
        SubjectKind::Note if reads_chats(operator) && sees(event.event.contact_id) => {
            Event::Note(NoteEvent::of(event, rows.notes.get(&NoteId(id)).cloned()))
        }
        SubjectKind::Contact if sees(Some(ContactId(id))) => {
            Event::Contact(ContactEvent::of(event, rows.contacts.get(&ContactId(id)).cloned()))
        }
        SubjectKind::Channel => {
            Event::Channel(ChannelEvent::of(event, rows.channels.get(&ChannelId(id)).cloned()))
        }
        SubjectKind::Inbox if has(Right::ChannelRead) => {
            Event::Inbox(InboxEvent::of(event, rows.inbox.get(&InboxId(id)).cloned()))
        }
        SubjectKind::Operator => {
            Event::Operator(OperatorEvent::of(event, rows.operators.get(&OperatorId(id)).cloned()))
        }
        SubjectKind::Role => {
            Event::Role(RoleEvent::of(event, rows.roles.get(&RoleId(id)).cloned()))
        }
        SubjectKind::Team => {
            Event::Team(TeamEvent::of(event, rows.teams.get(&TeamId(id)).cloned()))
        }
        SubjectKind::Reason => {
            Event::Reason(ReasonEvent::of(event, rows.reasons.get(&ReasonId(id)).cloned()))
        }
        SubjectKind::Setting if has(Right::SettingManage) => {
            let key = event.event.detail.changed.first().cloned();
            Event::Setting(SettingEvent::of(event, key))
        }
        _ => return None,
    })
}
