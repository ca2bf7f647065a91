//! Notes a message's media as attachments: those with bytes are fetched by a job, because their links
//! expire; the others are described. An edit keeps the files that the new state still has.

use super::{InboundProcessor, Processed};
use crate::attachment::name;
use crate::limits::{FIELD_MAX_CHARACTERS, MEDIA_TOKEN_MAX_BYTES, MESSAGE_ATTACHMENTS_MAX};
use crate::message::is_removed;
use crate::text;
use serde_json::{Value, json};
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::connector::{Media, MediaAt};
use switchboard_model::message::Message;
use switchboard_store::{StoreError, Transaction, attachment};

/// Stores the media of a message, in order. More than a message may carry are left out.
pub(super) fn store_media(
    transaction: &mut Transaction<'_>,
    message: &Message,
    media: &[Media],
) -> Result<(), StoreError> {
    for (place, medium) in placed(media) {
        let row = described(transaction, message, place, medium);
        attachment::insert(transaction, &row)?;
    }
    Ok(())
}

/// The media that a message may carry, with their places.
fn placed(media: &[Media]) -> impl Iterator<Item = (i32, &Media)> {
    let count = usize::try_from(MESSAGE_ATTACHMENTS_MAX).unwrap_or(usize::MAX);
    (0..).zip(media.iter().take(count))
}

impl InboundProcessor<'_, '_> {
    /// Makes the files of a stored message those of its new state: what is still there stays, under
    /// whichever token the platform tells now; what is only described is changed in its place; the rest
    /// goes. Says whether a reader sees a difference.
    pub(super) fn replace_media(&mut self, message: &Message, media: &[Media]) -> Processed<bool> {
        let mut known = attachment::of_message(self.command, message.message_id)?;
        known.retain(|file| !is_removed(file));
        let mut is_changed = false;
        for (place, medium) in placed(media) {
            let told = described(self.command, message, place, medium);
            let Some(at) = known.iter().position(|file| is_same(file, &told)) else {
                attachment::insert(self.command, &told)?;
                is_changed = true;
                continue;
            };
            let before = known.remove(at);
            let mut after = Attachment {
                place,
                platform_token: told.platform_token.or_else(|| before.platform_token.clone()),
                extra: told.extra,
                ..before.clone()
            };
            // What was measured here is not lost where the platform tells no size.
            if let (Some(width), Some(height)) =
                (measured(&before, "width"), measured(&before, "height"))
            {
                after.note_size((width, height));
            }
            is_changed |= (after.place, &after.extra) != (before.place, &before.extra);
            if after != before {
                attachment::update(self.command, &after)?;
            }
        }
        is_changed |= !known.is_empty();
        for file in known {
            self.drop_file(file)?;
        }
        Ok(is_changed)
    }
}

/// A size of a file as it stands there.
fn measured(file: &Attachment, key: &str) -> Option<u32> {
    file.extra.get(key)?.as_u64()?.try_into().ok()
}

/// Is what the platform tells now a file that is here: by the platform's name for the content, which
/// stays while tokens change; where it has none by the token; without bytes by its kind, so that a place
/// that moves is the same place.
fn is_same(file: &Attachment, told: &Attachment) -> bool {
    let is_described = |one: &Attachment| one.state == AttachmentState::Described;
    match (unique_id(file), unique_id(told)) {
        (Some(known), Some(unique)) => known == unique,
        _ if is_described(told) => is_described(file) && file.kind == told.kind,
        _ => !is_described(file) && file.platform_token == told.platform_token,
    }
}

/// The platform's name for the content.
fn unique_id(file: &Attachment) -> Option<&str> {
    file.extra.get("unique_id").and_then(Value::as_str)
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
    Attachment {
        attachment_id: transaction.id(),
        chat_id: message.chat_id,
        message_id: Some(message.message_id),
        place,
        kind: medium.kind,
        name: name::told_or_made(medium.name.as_deref(), medium.kind),
        mime: medium
            .mime
            .as_deref()
            .map_or_else(String::new, |mime| text::start(mime, FIELD_MAX_CHARACTERS)),
        size_bytes: medium.size_bytes.and_then(|size| i64::try_from(size).ok()).unwrap_or(0),
        sha256: None,
        has_thumbnail: false,
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
