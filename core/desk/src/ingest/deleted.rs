//! A message was deleted on the platform: a tombstone stays. One that is deleted before it comes is
//! remembered, so that the late original is not stored.

use super::message::check_reference;
use super::{InboundProcessor, ItemOutcome, Processed};
use crate::message::tombstone;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use switchboard_model::connector::PlatformMessage;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_store::{StoreError, inbound_key, message, message_reference};

impl InboundProcessor<'_, '_> {
    /// Deletes the message. One that was deleted before changes nothing.
    pub(super) fn deleted(&mut self, reference: &PlatformMessage) -> Processed<ItemOutcome> {
        check_reference(reference)?;
        // The chat is locked before the message is looked for: one that another process is just
        // storing is seen then.
        let current = self.current_chat(&reference.chat)?;
        let channel_id = self.channel.channel_id;
        let found = message_reference::find_any_part(self.command, channel_id, reference)?;
        let Some(id) = found else {
            if let Some(found) = &current {
                self.wait_for_sends(&found.chat)?;
            }
            let (key, now) = (deletion_key(reference), self.command.now());
            inbound_key::insert_or_ignore(self.command, channel_id, &key, now)?;
            return Ok(ItemOutcome::Ignored);
        };
        let Some(chat) = self.chat_of_message(id)? else { return Ok(ItemOutcome::Ignored) };
        let mut message = message::get(self.command, id)?;
        if message.deleted_at.is_some() {
            return Ok(ItemOutcome::Ignored);
        }
        self.free_files(id)?;
        tombstone(self.command, &mut message)?;
        let author = (message.author_kind, message.author_id);
        let kind = EventKind::MessageDeleted;
        self.command.event_by(author, kind, (&chat, &message), EventDetail::default())?;
        Ok(ItemOutcome::Changed)
    }

    /// Was the message, or the whole that it is a part of, deleted before it came.
    pub(super) fn was_deleted(&mut self, reference: &PlatformMessage) -> Result<bool, StoreError> {
        let channel_id = self.channel.channel_id;
        let key = deletion_key(reference);
        if inbound_key::is_noted(self.command, channel_id, &key)? {
            return Ok(true);
        }
        if reference.part.is_none() {
            return Ok(false);
        }
        let whole = PlatformMessage { part: None, ..reference.clone() };
        inbound_key::is_noted(self.command, channel_id, &deletion_key(&whole))
    }
}

/// The key under which a deleted message is remembered: a hash, because its names may be longer than
/// keys are.
fn deletion_key(reference: &PlatformMessage) -> String {
    let mut hasher = Sha256::new();
    let thread = reference.chat.thread.as_deref().unwrap_or_default();
    let part = reference.part.as_deref().unwrap_or_default();
    for word in [&reference.chat.id, thread, &reference.id, part] {
        hasher.update(word.as_bytes());
        // No platform's id holds a NUL: the words cannot run into one another.
        hasher.update([0]);
    }
    format!("deleted:{}", URL_SAFE_NO_PAD.encode(hasher.finalize()))
}
