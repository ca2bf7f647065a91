//! Stores a message that came in: from the customer, from a colleague who wrote in the platform's own
//! app, from a bot or from the platform itself.

use super::chat::Found;
use super::media::store_media;
use super::order::{comparable, position};
use super::{InboundProcessor, ItemOutcome, Processed};
use crate::chat::wake::by_customer;
use crate::chat::{is_staffed, return_to_operator, tell_reopened};
use crate::command::Author;
use crate::html;
use crate::limits::{CHOSEN_MAX_CHARACTERS, MESSAGE_TEXT_MAX_BYTES, QUOTED_TEXT_MAX_CHARACTERS};
use crate::message::{apply_message, blank};
use crate::text::{self, platform_id};
use serde_json::Value;
use switchboard_model::chat::Chat;
use switchboard_model::connector::{
    InboundAuthor, InboundMessage, PlatformMessage, Text, TextFormat,
};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::message::Message;
use switchboard_model::status::ChatTransition;
use switchboard_model::{AuthorKind, MessageId, Timestamp};
use switchboard_store::{chat, chat_route, message, message_reference};

/// Which state of a message it is that came in place of the first one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edition {
    pub(super) at: Timestamp,
    pub(super) version: Option<u32>,
}

impl InboundProcessor<'_, '_> {
    /// Stores a message, once. `edition` is set where an edit came before its message: then this is
    /// its text, and the late original finds its name taken.
    pub(super) fn message(
        &mut self,
        inbound: &InboundMessage,
        edition: Option<Edition>,
    ) -> Processed<ItemOutcome> {
        check_reference(&inbound.reference)?;
        match inbound.author {
            InboundAuthor::Contact => self.customer_message(inbound, edition),
            InboundAuthor::OperatorElsewhere => self.echo(inbound, edition),
            InboundAuthor::Bot => self.bystander_message(inbound, AuthorKind::Responder, edition),
            InboundAuthor::System => self.bystander_message(inbound, AuthorKind::System, edition),
        }
    }

    fn customer_message(
        &mut self,
        inbound: &InboundMessage,
        edition: Option<Edition>,
    ) -> Processed<ItemOutcome> {
        let sender = self.identity(&inbound.sender)?;
        if sender.contact.is_blocked {
            return Ok(ItemOutcome::Blocked);
        }
        let place = &inbound.reference.chat;
        let current = self.chat_of_sender(place, &sender)?;
        let Some(message_id) = self.claim_name(&inbound.reference)? else {
            return Ok(ItemOutcome::Duplicate);
        };
        let author = sender.author();
        let found = self.chat_for_message(current, place, &sender, author)?;
        let act = Some(ChatTransition::CustomerWrote);
        let outcome = self.store(found, message_id, author, (inbound, edition), act)?;
        self.refresh((&sender.identity, &sender.contact), &inbound.sender, true)?;
        Ok(outcome)
    }

    /// What a bot or the platform writes belongs to a chat that is there, and waits for nobody.
    fn bystander_message(
        &mut self,
        inbound: &InboundMessage,
        kind: AuthorKind,
        edition: Option<Edition>,
    ) -> Processed<ItemOutcome> {
        let Some(found) = self.current_chat(&inbound.reference.chat)? else {
            return Ok(ItemOutcome::Ignored);
        };
        let Some(message_id) = self.claim_name(&inbound.reference)? else {
            return Ok(ItemOutcome::Duplicate);
        };
        self.store(found, message_id, (kind, None), (inbound, edition), None)
    }

    /// Takes the message's name on the platform; none when it is taken, because it was stored before,
    /// and when the message was deleted before it came. The chat is locked already.
    pub(super) fn claim_name(
        &mut self,
        reference: &PlatformMessage,
    ) -> Processed<Option<MessageId>> {
        if self.was_deleted(reference)? {
            return Ok(None);
        }
        let message_id = self.command.id();
        let channel_id = self.channel.channel_id;
        let is_new =
            message_reference::insert_or_ignore(self.command, channel_id, reference, message_id)?;
        Ok(is_new.then_some(message_id))
    }

    /// Stores the message, and what it changes in its locked chat.
    pub(super) fn store(
        &mut self,
        Found { mut chat, route }: Found,
        message_id: MessageId,
        author: Author,
        (inbound, edition): (&InboundMessage, Option<Edition>),
        act: Option<ChatTransition>,
    ) -> Processed<ItemOutcome> {
        let now = self.command.now();
        let mut message = self.new_message(&chat, message_id, author, inbound)?;
        message.identity_id = route.as_ref().map(|route| route.identity_id);
        if let Some(edition) = edition {
            message.edited_at = Some(edition.at);
            note_version(&mut message.extra, edition.version);
        }
        let lost_by = match act {
            Some(_) => return_to_operator(self.command, &mut chat)?,
            None => None,
        };
        let is_woken =
            author.0 == AuthorKind::Contact && by_customer(self.command, &mut chat, author)?;
        let is_staffed = is_staffed(self.command, &chat)?;
        let change = apply_message(&mut chat, &message, act, is_staffed, now)?;
        if author.0 == AuthorKind::Contact {
            chat.inbound_count += 1;
        }
        if let Some(context @ Value::Object(_)) = inbound.extra.get("reply") {
            let context = text::object(context.clone());
            match &route {
                None => chat.reply_context = context,
                Some(route) => chat_route::set_reply_context(self.command, route, &context)?,
            }
        }
        message::insert(self.command, &message)?;
        store_media(self.command, &message, &inbound.media)?;
        if change.is_reopening() || is_woken {
            chat::update(self.command, &chat)?;
        } else {
            chat::update_after_message(self.command, &chat)?;
        }
        if change.is_reopening() {
            tell_reopened(self.command, author, &chat, (change, lost_by))?;
        }
        let detail = change.detail(EventDetail::default());
        self.command.event_by(author, EventKind::MessageCreated, (&chat, message_id), detail)?;
        Ok(ItemOutcome::Stored { message_id, chat_id: chat.chat_id })
    }

    fn new_message(
        &mut self,
        chat: &Chat,
        message_id: MessageId,
        author: Author,
        inbound: &InboundMessage,
    ) -> Processed<Message> {
        let order = inbound.order.as_deref().and_then(comparable);
        let position = position(self.command, chat, message_id, author, order.as_deref())?;
        let (quoted_message_id, quoted_text) = self.quoted(chat, inbound)?;
        let (body, format) = body_of(inbound);
        Ok(Message {
            position,
            quoted_message_id,
            quoted_text,
            extra: extra_of(inbound),
            platform_order: order,
            platform_at: Some(inbound.at),
            edited_at: inbound.edited_at,
            ..blank(self.command, chat, message_id, author, Text { body, format })
        })
    }

    fn quoted(
        &mut self,
        chat: &Chat,
        inbound: &InboundMessage,
    ) -> Processed<(Option<MessageId>, Option<String>)> {
        let part = inbound.extra.get("quoted_text").and_then(Value::as_str);
        let part = part.map(|part| text::start(part, QUOTED_TEXT_MAX_CHARACTERS));
        let Some(reference) = &inbound.quoted else { return Ok((None, part)) };
        check_reference(reference)?;
        let channel_id = self.channel.channel_id;
        let found = message_reference::find_any_part(self.command, channel_id, reference)?;
        let Some(id) = found else { return Ok((None, part)) };
        let quoted = message::get(self.command, id)?;
        if quoted.chat_id != chat.chat_id {
            if chat::find(self.command, quoted.chat_id)?.is_none() {
                // What was said in a chat that was deleted comes back by nobody's quote.
                return Ok((None, part));
            }
            // Of an earlier chat of the same platform chat: its words are kept, the link is not.
            let words = text::start(&quoted.body, QUOTED_TEXT_MAX_CHARACTERS);
            return Ok((None, part.or(Some(words))));
        }
        Ok((Some(id), part))
    }
}

/// The text of a message, cleaned and bounded.
pub(super) fn body_of(inbound: &InboundMessage) -> (String, TextFormat) {
    let Some(text) = &inbound.text else { return (String::new(), TextFormat::Plain) };
    let body = text::bounded(&text.body, MESSAGE_TEXT_MAX_BYTES);
    match text.format {
        TextFormat::Html => (html::sanitised(&body, MESSAGE_TEXT_MAX_BYTES), text.format),
        TextFormat::Plain | TextFormat::Markdown => (body, text.format),
    }
}

/// What the platform told beside the text, with what the button meant that the customer pressed.
pub(super) fn extra_of(inbound: &InboundMessage) -> Value {
    let mut extra = text::object(inbound.extra.clone());
    if let (Some(payload), Value::Object(fields)) = (&inbound.chosen, &mut extra) {
        let payload = text::start(payload, CHOSEN_MAX_CHARACTERS);
        fields.insert("chosen".to_owned(), payload.into());
    }
    extra
}

/// Keeps the platform's version of the text, which orders edits better than their times.
pub(super) fn note_version(extra: &mut Value, version: Option<u32>) {
    if let (Some(version), Value::Object(fields)) = (version, extra) {
        fields.insert("edit_version".to_owned(), version.into());
    }
}

pub(super) fn check_reference(reference: &PlatformMessage) -> Processed<()> {
    platform_id("chat", &reference.chat.id)?;
    platform_id("message", &reference.id)?;
    if let Some(part) = &reference.part {
        platform_id("part", part)?;
    }
    Ok(())
}
