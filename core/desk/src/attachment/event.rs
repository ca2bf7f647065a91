//! Writes the event of an attachment: it belongs to its chat.

use crate::Context;
use switchboard_model::EventCursor;
use switchboard_model::attachment::Attachment;
use switchboard_model::event::{EventDetail, EventKind, NewEvent, SubjectKind};
use switchboard_store::{StoreError, Transaction, chat, log};

/// Writes that the attachment changed.
pub(super) fn changed(
    transaction: &mut Transaction<'_>,
    context: &Context,
    attachment: &Attachment,
) -> Result<EventCursor, StoreError> {
    let chat = chat::get(transaction, attachment.chat_id)?;
    let (author_kind, author_id) = context.actor.author();
    let event = NewEvent {
        kind: EventKind::AttachmentChanged,
        author_kind,
        author_id,
        subject_kind: SubjectKind::Attachment,
        subject_id: attachment.attachment_id.0,
        chat_id: Some(chat.chat_id),
        contact_id: Some(chat.contact_id),
        channel_id: Some(chat.channel_id),
        detail: EventDetail { changed: vec!["state".into()], ..EventDetail::default() },
    };
    log::append(transaction, &event)
}
