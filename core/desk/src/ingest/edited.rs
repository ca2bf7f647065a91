//! A message's new state. Earlier texts are kept; an older state that comes late changes nothing.

use super::message::{Edition, body_of, check_reference, extra_of, note_version};
use super::{InboundProcessor, ItemOutcome, Processed};
use crate::change::changed;
use crate::command::Author;
use crate::message::keep_version;
use serde_json::Value;
use switchboard_model::chat::Chat;
use switchboard_model::connector::{InboundAuthor, InboundMessage};
use switchboard_model::event::EventKind;
use switchboard_model::message::Message;
use switchboard_model::{AuthorKind, Timestamp};
use switchboard_store::{message, message_reference};

impl InboundProcessor<'_, '_> {
    /// Changes the message; one that is not here yet is stored in its new state.
    pub(super) fn edited(
        &mut self,
        inbound: &InboundMessage,
        version: Option<u32>,
    ) -> Processed<ItemOutcome> {
        check_reference(&inbound.reference)?;
        let edition = Edition { at: inbound.edited_at.unwrap_or(inbound.at), version };
        let channel_id = self.channel.channel_id;
        let found = message_reference::find_any_part(self.command, channel_id, &inbound.reference)?;
        let Some(id) = found else { return self.message(inbound, Some(edition)) };
        let Some(chat) = self.chat_of_message(id)? else { return Ok(ItemOutcome::Ignored) };
        // Read again: it may have changed before the chat was locked.
        let before = message::get(self.command, id)?;
        let is_own = before.author_kind == AuthorKind::Operator && before.author_id.is_some();
        if is_own || before.deleted_at.is_some() || !is_newer(&before, edition) {
            return Ok(ItemOutcome::Ignored);
        }
        let names = self.replace(before, inbound, edition)?;
        if names.is_empty() {
            return Ok(ItemOutcome::Ignored);
        }
        let author = chat_author(inbound, &chat, self.command.author());
        self.command.event_by(author, EventKind::MessageEdited, (&chat, id), changed(&names))?;
        Ok(ItemOutcome::Changed)
    }

    fn replace(
        &mut self,
        before: Message,
        inbound: &InboundMessage,
        edition: Edition,
    ) -> Processed<Vec<&'static str>> {
        let (body, format) = body_of(inbound);
        let mut names = Vec::new();
        if body != before.body {
            names.push("body");
            keep_version(self.command, &before)?;
        }
        if format != before.format {
            names.push("format");
        }
        if self.replace_media(&before, &inbound.media)? {
            names.push("attachments");
        }
        let mut extra = extra_of(inbound);
        if is_other_extra(&before.extra, &extra) {
            names.push("extra");
        }
        if names.is_empty() {
            return Ok(names);
        }
        note_version(&mut extra, edition.version);
        let after = Message {
            body,
            format,
            extra,
            edited_at: Some(edition.at),
            version: before.version + 1,
            ..before
        };
        message::update(self.command, &after)?;
        Ok(names)
    }
}

/// Does what stands beside the text differ for a reader: links, names, the button. What is noted for the
/// server itself does not count.
fn is_other_extra(before: &Value, after: &Value) -> bool {
    let shown = |extra: &Value| {
        let mut shown = extra.clone();
        if let Value::Object(fields) = &mut shown {
            fields.retain(|name, _| !matches!(name.as_str(), "edit_version" | "reply"));
        }
        shown
    };
    shown(before) != shown(after)
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

fn chat_author(inbound: &InboundMessage, chat: &Chat, author: Author) -> Author {
    match inbound.author {
        InboundAuthor::Contact => (AuthorKind::Contact, Some(chat.contact_id.0)),
        _ => author,
    }
}
