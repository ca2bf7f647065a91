//! A visitor writes. The same path as any channel's message; the first one opens the chat.

mod check;
mod complete;

use super::may_write::{blocked, may_write};
use super::profile::{Profile, anonymous_id, ensure, identity_of, visitor};
use crate::channel::web::{Ask, WebSettings};
use crate::ingest::{InboundProcessor, ItemOutcome, ProcessingError};
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use complete::complete;
use switchboard_model::channel::Channel;
use switchboard_model::connector::{
    InboundAuthor, InboundEvent, InboundItem, InboundMessage, PlatformChat, PlatformIdentity,
    PlatformMessage, Text, TextFormat,
};
use switchboard_model::contact::{Contact, Identity};
use switchboard_model::message::Message;
use switchboard_model::{AttachmentId, ContactId, MessageId, Timestamp};
use switchboard_store::{
    Lane, StoreError, Transaction, channel, contact, message, message_reference,
};

/// What the visitor says.
#[derive(Clone, Debug)]
pub struct WriteInput {
    /// Made by the client, 1 to 64 of `a-z A-Z 0-9 - _`: the same key again is the same message.
    pub client_key: String,
    /// The text; none for attachments alone.
    pub text: Option<String>,
    /// Files that were uploaded before, in order.
    pub attachment_ids: Vec<AttachmentId>,
    /// The message that it answers.
    pub quoted_message_id: Option<MessageId>,
    /// The name, where it was asked.
    pub name: Option<String>,
    /// The email address, where it was asked.
    pub email: Option<String>,
}

/// Stores the message with its files and its quote, in one transaction: whole or not at all. The same
/// client key is the same message for ever; that it came with another text is found as long as the
/// context's key is kept.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor or a blocked contact, `Invalid` for the text, key, name,
/// email, files or quote, `Conflict` when the channel is not there for writing.
pub async fn write(desk: &Desk, context: &Context, input: WriteInput) -> CommandResult<Message> {
    let (contact_id, channel_id) = visitor(&context.actor)?;
    let input = check::input(input)?;
    desk.command(context, Lane::Key(contact_id.0.cast_unsigned()), move |command| {
        let channel = channel::get(command, channel_id)?;
        take(command, &channel, contact_id, &input)
    })
    .await
}

fn take(
    command: &mut Command<'_>,
    channel: &Channel,
    contact_id: ContactId,
    input: &WriteInput,
) -> Result<Message> {
    let known = identity_of(command, contact_id, channel.channel_id)?;
    let platform_id = known
        .as_ref()
        .map_or_else(|| anonymous_id(contact_id), |identity| identity.platform_id.clone());
    let place = PlatformChat { id: platform_id, thread: None };
    let reference = PlatformMessage { chat: place, id: input.client_key.clone(), part: None };
    if let Some(before) = stored(command, channel, &reference)? {
        return Ok(before);
    }
    let contact = arrive(command, channel, known, (contact_id, input))?;
    let actor = command.actor();
    check::belongings(command, actor, input)?;
    let item = item(reference.clone(), &contact, input, command.now());
    let mut processor = InboundProcessor::new(command, channel);
    match processor.take(&item).map_err(ProcessingError::into_desk)? {
        ItemOutcome::Stored { message_id, .. } => complete(command, message_id, input),
        // Another server stored it a moment ago.
        ItemOutcome::Duplicate => stored(command, channel, &reference)?
            .ok_or_else(|| DeskError::conflict("this message was deleted before it came")),
        ItemOutcome::Blocked => Err(blocked()),
        other => Err(DeskError::Internal(format!("a visitor's message became {other:?}"))),
    }
}

/// The message that was stored with this key before.
fn stored(
    transaction: &mut Transaction<'_>,
    channel: &Channel,
    reference: &PlatformMessage,
) -> Result<Option<Message>, StoreError> {
    match message_reference::find(transaction, channel.channel_id, reference)? {
        Some(id) => message::get(transaction, id).map(Some),
        None => Ok(None),
    }
}

/// Makes sure that the visitor may write and has a contact.
fn arrive(
    command: &mut Command<'_>,
    channel: &Channel,
    known: Option<Identity>,
    (contact_id, input): (ContactId, &WriteInput),
) -> Result<Contact> {
    let settings = WebSettings::read(&channel.settings)?;
    let before = match &known {
        Some(identity) => Some(contact::get(command, identity.contact_id)?),
        None => None,
    };
    may_write(channel, &settings, before.as_ref())?;
    let has_name = before.as_ref().is_some_and(|contact| !contact.name.is_empty());
    let has_email = before.as_ref().is_some_and(|contact| contact.email.is_some());
    if settings.ask_name == Ask::Required && !has_name && input.name.is_none() {
        return Err(DeskError::invalid("name", "tell your name with the first message"));
    }
    if settings.ask_email == Ask::Required && !has_email && input.email.is_none() {
        return Err(DeskError::invalid("email", "tell your email address with the first message"));
    }
    let platform_id =
        known.map_or_else(|| anonymous_id(contact_id), |identity| identity.platform_id);
    let profile =
        Profile { name: input.name.clone(), email: input.email.clone(), ..Profile::default() };
    ensure(command, channel.channel_id, &platform_id, contact_id, &profile)
}

fn item(
    reference: PlatformMessage,
    contact: &Contact,
    input: &WriteInput,
    now: Timestamp,
) -> InboundItem {
    let sender = PlatformIdentity {
        id: reference.chat.id.clone(),
        aliases: Vec::new(),
        name: Some(contact.name.clone()).filter(|name| !name.is_empty()),
        locale: None,
        avatar: None,
        extra: serde_json::json!({}),
    };
    let dedup = format!("write:{}:{}", contact.contact_id, input.client_key);
    let message = InboundMessage {
        reference,
        at: now,
        edited_at: None,
        order: None,
        author: InboundAuthor::Contact,
        sender,
        text: input.text.clone().map(|body| Text { body, format: TextFormat::Plain }),
        media: Vec::new(),
        quoted: None,
        chosen: None,
        echo_of: None,
        extra: serde_json::json!({}),
    };
    InboundItem { dedup, event: InboundEvent::Message(message), follow_up: None }
}
