//! A message's new state. Earlier texts are kept; an older state that comes late changes nothing.

use super::media::store_media;
use super::message::{Edition, body_of, check_reference, note_version};
use super::{Intake, IntakeError, ItemOutcome};
use crate::event::{self, Subject, changed};
use crate::limits::MESSAGE_VERSIONS_MAX;
use crate::message::remove_files;
use crate::text;
use serde_json::Value;
use switchboard_model::connector::{InboundMessage, Media, MediaAt};
use switchboard_model::event::EventKind;
use switchboard_model::message::{Message, MessageVersion};
use switchboard_model::{AuthorKind, Timestamp};
use switchboard_store::{attachment, chat, message, message_reference, message_version};

impl Intake<'_, '_> {
    /// Changes the message; one that is not here yet is stored in its new state.
    pub(super) fn edited(
        &mut self,
        told: &InboundMessage,
        version: Option<u32>,
    ) -> Result<ItemOutcome, IntakeError> {
        check_reference(&told.reference)?;
        let edition = Edition { at: told.edited_at.unwrap_or(told.at), version };
        let channel_id = self.channel.channel_id;
        let found =
            message_reference::find_any_part(self.transaction, channel_id, &told.reference)?;
        let Some(id) = found else { return self.message(told, Some(edition)) };
        let chat_id = message::get(self.transaction, id)?.chat_id;
        let chat = chat::lock(self.transaction, chat_id)?;
        // Read again: it may have changed before the chat was locked.
        let before = message::get(self.transaction, id)?;
        let is_own = before.author_kind == AuthorKind::Operator && before.author_id.is_some();
        if is_own || before.deleted_at.is_some() || !is_newer(&before, edition) {
            return Ok(ItemOutcome::Ignored);
        }
        let names = self.replace(before, told, edition)?;
        if names.is_empty() {
            return Ok(ItemOutcome::Ignored);
        }
        let author = chat_author(told, &chat, self.author);
        let (kind, subject) = (EventKind::MessageEdited, Subject::message(&chat, id));
        event::append(self.transaction, author, kind, subject, changed(&names))?;
        Ok(ItemOutcome::Changed)
    }

    fn replace(
        &mut self,
        before: Message,
        told: &InboundMessage,
        edition: Edition,
    ) -> Result<Vec<&'static str>, IntakeError> {
        let now = self.transaction.now();
        let (body, format) = body_of(told);
        let mut names = Vec::new();
        if body != before.body {
            names.push("body");
            if before.version <= MESSAGE_VERSIONS_MAX {
                let version = MessageVersion {
                    message_id: before.message_id,
                    version: before.version,
                    body: before.body.clone(),
                    replaced_at: now,
                };
                message_version::insert(self.transaction, &version)?;
            }
        }
        if self.is_other_media(&before, &told.media)? {
            names.push("attachments");
            self.free_files(before.message_id)?;
            remove_files(self.transaction, &before)?;
            store_media(self.transaction, &before, &told.media)?;
        }
        if names.is_empty() {
            return Ok(names);
        }
        let mut extra = text::object(told.extra.clone());
        note_version(&mut extra, edition.version);
        let after = Message {
            body,
            format,
            extra,
            edited_at: Some(edition.at),
            version: before.version + 1,
            ..before
        };
        message::update(self.transaction, &after)?;
        Ok(names)
    }

    fn is_other_media(&mut self, message: &Message, media: &[Media]) -> Result<bool, IntakeError> {
        let files = attachment::of_message(self.transaction, message.message_id)?;
        let known: Vec<&str> =
            files.iter().filter_map(|file| file.platform_token.as_deref()).collect();
        let told: Vec<&str> = media
            .iter()
            .filter_map(|medium| match &medium.at {
                MediaAt::Platform(token) | MediaAt::Blob(token) => Some(token.as_str()),
                MediaAt::Nowhere => None,
            })
            .collect();
        Ok(known != told)
    }
}

/// Is the edition newer than what is stored: by the platform's version, else by its clock. Two edits
/// of the same second count in the order in which they came.
fn is_newer(message: &Message, edition: Edition) -> bool {
    let known = message.extra.get("edit_version").and_then(Value::as_u64);
    match (known, edition.version) {
        (Some(known), Some(version)) => u64::from(version) > known,
        _ => edition.at >= message.edited_at.unwrap_or(Timestamp(i64::MIN)),
    }
}

fn chat_author(
    told: &InboundMessage,
    chat: &switchboard_model::chat::Chat,
    author: event::Author,
) -> event::Author {
    match told.author {
        switchboard_model::connector::InboundAuthor::Contact => {
            (AuthorKind::Contact, Some(chat.contact_id.0))
        }
        _ => author,
    }
}
