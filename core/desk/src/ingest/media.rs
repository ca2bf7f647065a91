//! Notes a message's media as attachments: those with bytes are fetched by a job, because their links
//! expire; the others are described.

use crate::limits::{FIELD_MAX_CHARACTERS, MEDIA_TOKEN_MAX_BYTES, MESSAGE_ATTACHMENTS_MAX};
use crate::text;
use serde_json::{Value, json};
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::connector::{Media, MediaAt, MediaKind};
use switchboard_model::message::Message;
use switchboard_store::{StoreError, Transaction, attachment};

/// Stores the media of a message, in order. More than a message may carry are left out.
pub(super) fn store_media(
    transaction: &mut Transaction<'_>,
    message: &Message,
    media: &[Media],
) -> Result<(), StoreError> {
    let count = usize::try_from(MESSAGE_ATTACHMENTS_MAX).unwrap_or(usize::MAX);
    for (place, medium) in (0..).zip(media.iter().take(count)) {
        let row = described(transaction, message, place, medium);
        attachment::insert(transaction, &row)?;
    }
    Ok(())
}

fn described(
    transaction: &mut Transaction<'_>,
    message: &Message,
    place: i32,
    medium: &Media,
) -> Attachment {
    let (state, error, token) = match &medium.at {
        MediaAt::Nowhere => (AttachmentState::Described, None, None),
        MediaAt::Platform(token) | MediaAt::Blob(token)
            if token.len() <= MEDIA_TOKEN_MAX_BYTES && !token.contains('\0') =>
        {
            (AttachmentState::Pending, None, Some(token.clone()))
        }
        MediaAt::Platform(_) | MediaAt::Blob(_) => {
            (AttachmentState::Failed, Some("the platform's token is unusable".to_owned()), None)
        }
    };
    let name = medium.name.as_deref().and_then(text::name);
    Attachment {
        attachment_id: transaction.id(),
        chat_id: message.chat_id,
        message_id: Some(message.message_id),
        place,
        kind: medium.kind,
        name: name.unwrap_or_else(|| fallback_name(medium.kind).to_owned()),
        mime: medium
            .mime
            .as_deref()
            .map_or_else(String::new, |mime| text::start(mime, FIELD_MAX_CHARACTERS)),
        size_bytes: medium.size_bytes.and_then(|size| i64::try_from(size).ok()).unwrap_or(0),
        sha256: None,
        state,
        error,
        platform_token: token,
        extra: extra(medium),
        author_kind: message.author_kind,
        author_id: message.author_id,
        created_at: message.created_at,
    }
}

fn extra(medium: &Media) -> Value {
    let mut extra = text::object(medium.extra.clone());
    if let (Some(caption), Value::Object(fields)) = (&medium.caption, &mut extra) {
        let caption = text::start(caption, crate::limits::QUOTED_TEXT_MAX_CHARACTERS);
        fields.insert("caption".to_owned(), json!(caption));
    }
    extra
}

fn fallback_name(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Image => "image",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Voice => "voice",
        MediaKind::Sticker => "sticker",
        MediaKind::Location => "location",
        MediaKind::Card => "contact",
        MediaKind::File => "file",
        MediaKind::Unsupported => "unsupported",
    }
}
