//! Stores a message that came in: from the customer, from a colleague who wrote in the platform's own
//! app, from a bot or from the platform itself.

use super::media::store_media;
use super::order::{comparable, position};
use super::{Intake, IntakeError, ItemOutcome};
use crate::chat::{StatusChange, is_staffed};
use crate::event::{self, Author, Subject};
use crate::limits::{MESSAGE_TEXT_MAX_BYTES, QUOTED_TEXT_MAX_CHARACTERS};
use crate::message::written;
use crate::text::{self, platform_id};
use serde_json::Value;
use switchboard_model::chat::Chat;
use switchboard_model::connector::{InboundAuthor, InboundMessage, PlatformMessage, TextFormat};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::message::Message;
use switchboard_model::status::ChatAct;
use switchboard_model::{AuthorKind, MessageId, Timestamp};
use switchboard_store::{chat, message, message_reference};

/// Longest payload of a pressed button that is kept, in characters.
const CHOSEN_MAX_CHARACTERS: usize = 1_000;

/// Which state of a message it is that came in place of the first one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edition {
    pub(super) at: Timestamp,
    pub(super) version: Option<u32>,
}

impl Intake<'_, '_> {
    /// Stores a message, once. `edition` is set where an edit came before its message: then this is
    /// its text, and the late original finds its name taken.
    pub(super) fn message(
        &mut self,
        told: &InboundMessage,
        edition: Option<Edition>,
    ) -> Result<ItemOutcome, IntakeError> {
        check_reference(&told.reference)?;
        match told.author {
            InboundAuthor::Contact => self.customer_message(told, edition),
            InboundAuthor::OperatorElsewhere => self.echo(told, edition),
            InboundAuthor::Bot => self.bystander_message(told, AuthorKind::Responder, edition),
            InboundAuthor::System => self.bystander_message(told, AuthorKind::System, edition),
        }
    }

    fn customer_message(
        &mut self,
        told: &InboundMessage,
        edition: Option<Edition>,
    ) -> Result<ItemOutcome, IntakeError> {
        let (identity, contact) = self.identity(&told.sender)?;
        if contact.is_blocked {
            return Ok(ItemOutcome::Blocked);
        }
        let place = &told.reference.chat;
        let current = self.current_chat(place)?;
        let Some(message_id) = self.claim_name(&told.reference)? else {
            return Ok(ItemOutcome::Duplicate);
        };
        let author = (AuthorKind::Contact, Some(contact.contact_id.0));
        let chat = self.chat_for_message(current, place, &identity, author)?;
        let act = Some(ChatAct::CustomerWrote);
        let outcome = self.store(chat, message_id, author, (told, edition), act)?;
        self.refresh((&identity, &contact), &told.sender, true)?;
        Ok(outcome)
    }

    /// What a bot or the platform writes belongs to a chat that is there, and waits for nobody.
    fn bystander_message(
        &mut self,
        told: &InboundMessage,
        kind: AuthorKind,
        edition: Option<Edition>,
    ) -> Result<ItemOutcome, IntakeError> {
        let Some(chat) = self.current_chat(&told.reference.chat)? else {
            return Ok(ItemOutcome::Ignored);
        };
        let Some(message_id) = self.claim_name(&told.reference)? else {
            return Ok(ItemOutcome::Duplicate);
        };
        self.store(chat, message_id, (kind, None), (told, edition), None)
    }

    /// Takes the message's name on the platform; none when it is taken, because it was stored before,
    /// and when the message was deleted before it came. The chat is locked already.
    pub(super) fn claim_name(
        &mut self,
        reference: &PlatformMessage,
    ) -> Result<Option<MessageId>, IntakeError> {
        if self.was_retracted(reference)? {
            return Ok(None);
        }
        let message_id = self.transaction.id();
        let channel_id = self.channel.channel_id;
        let is_new = message_reference::insert_or_ignore(
            self.transaction,
            channel_id,
            reference,
            message_id,
        )?;
        Ok(is_new.then_some(message_id))
    }

    /// Stores the message, and what it changes in its locked chat.
    pub(super) fn store(
        &mut self,
        mut chat: Chat,
        message_id: MessageId,
        author: Author,
        (told, edition): (&InboundMessage, Option<Edition>),
        act: Option<ChatAct>,
    ) -> Result<ItemOutcome, IntakeError> {
        let now = self.transaction.now();
        let mut message = self.new_message(&chat, message_id, author, told)?;
        if let Some(edition) = edition {
            message.edited_at = Some(edition.at);
            note_version(&mut message.extra, edition.version);
        }
        let is_staffed = is_staffed(self.transaction, &chat)?;
        let change = written(&mut chat, &message, act, is_staffed, now)?;
        if author.0 == AuthorKind::Contact {
            chat.inbound_count += 1;
        }
        if let Some(context @ Value::Object(_)) = told.extra.get("reply") {
            chat.reply_context = text::object(context.clone());
        }
        message::insert(self.transaction, &message)?;
        store_media(self.transaction, &message, &told.media)?;
        chat::update_after_message(self.transaction, &chat)?;
        self.tell(&chat, message_id, author, change)?;
        Ok(ItemOutcome::Stored { message_id, chat_id: chat.chat_id })
    }

    fn tell(
        &mut self,
        chat: &Chat,
        message_id: MessageId,
        author: Author,
        change: StatusChange,
    ) -> Result<(), IntakeError> {
        let detail = change.detail(EventDetail::default());
        if change.is_reopening() {
            let (kind, subject) = (EventKind::ChatReopened, Subject::chat(chat));
            event::append(self.transaction, author, kind, subject, detail.clone())?;
        }
        let (kind, subject) = (EventKind::MessageCreated, Subject::message(chat, message_id));
        event::append(self.transaction, author, kind, subject, detail)?;
        Ok(())
    }

    fn new_message(
        &mut self,
        chat: &Chat,
        message_id: MessageId,
        author: Author,
        told: &InboundMessage,
    ) -> Result<Message, IntakeError> {
        let order = told.order.as_deref().and_then(comparable);
        let chat_id = chat.chat_id;
        let position = position(self.transaction, chat_id, message_id, author, order.as_deref())?;
        let (quoted_message_id, quoted_text) = self.quoted(chat, told)?;
        let (body, format) = body_of(told);
        Ok(Message {
            message_id,
            chat_id,
            position,
            author_kind: author.0,
            author_id: author.1,
            body,
            format,
            quoted_message_id,
            quoted_text,
            extra: extra_of(told),
            platform_order: order,
            platform_at: Some(told.at),
            edited_at: told.edited_at,
            deleted_at: None,
            version: 1,
            created_at: self.transaction.now(),
        })
    }

    fn quoted(
        &mut self,
        chat: &Chat,
        told: &InboundMessage,
    ) -> Result<(Option<MessageId>, Option<String>), IntakeError> {
        let part = told.extra.get("quoted_text").and_then(Value::as_str);
        let part = part.map(|part| text::start(part, QUOTED_TEXT_MAX_CHARACTERS));
        let Some(reference) = &told.quoted else { return Ok((None, part)) };
        check_reference(reference)?;
        let channel_id = self.channel.channel_id;
        let found = message_reference::find_any_part(self.transaction, channel_id, reference)?;
        let Some(id) = found else { return Ok((None, part)) };
        let quoted = message::get(self.transaction, id)?;
        if quoted.chat_id != chat.chat_id {
            // Of an earlier chat of the same platform chat: its words are kept, the link is not.
            let words = text::start(&quoted.body, QUOTED_TEXT_MAX_CHARACTERS);
            return Ok((None, part.or(Some(words))));
        }
        Ok((Some(id), part))
    }
}

/// The text of a message, cleaned and bounded.
pub(super) fn body_of(told: &InboundMessage) -> (String, TextFormat) {
    match &told.text {
        Some(text) => (text::bounded(&text.body, MESSAGE_TEXT_MAX_BYTES), text.format),
        None => (String::new(), TextFormat::Plain),
    }
}

/// What the platform told beside the text, with what the button meant that the customer pressed.
fn extra_of(told: &InboundMessage) -> Value {
    let mut extra = text::object(told.extra.clone());
    if let (Some(payload), Value::Object(fields)) = (&told.chosen, &mut extra) {
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

pub(super) fn check_reference(reference: &PlatformMessage) -> Result<(), IntakeError> {
    platform_id("chat", &reference.chat.id)?;
    platform_id("message", &reference.id)?;
    if let Some(part) = &reference.part {
        platform_id("part", part)?;
    }
    Ok(())
}
