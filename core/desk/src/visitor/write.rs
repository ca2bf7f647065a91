//! A visitor writes. The same path as any channel's message; the first one opens the chat.

mod check;
mod complete;
mod target;

pub(super) use check::message_text;
pub use target::WhichChat;

use super::acting::{ActingVisitor, blocked, visitor_of};
use super::profile::Profile;
use super::share::Share;
use super::write_guard::Weight;
use crate::channel::web::Ask;
use crate::ingest::{InboundProcessor, ItemOutcome, ProcessingError};
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use complete::complete;
use switchboard_model::actor::VisitorActor;
use switchboard_model::connector::{
    InboundAuthor, InboundEvent, InboundItem, InboundMessage, PlatformIdentity, PlatformMessage,
    Text, TextFormat,
};
use switchboard_model::contact::Contact;
use switchboard_model::message::Message;
use switchboard_model::{AttachmentId, MessageId, Timestamp};
use switchboard_store::{Lane, StoreError, Transaction, chat, message, message_reference};
use target::Target;

/// What the visitor says.
#[derive(Clone, Debug)]
pub struct WriteInput {
    /// Made by the client, 1 to 64 of `a-z A-Z 0-9 - _`: the same key again is the same message.
    pub client_key: String,
    /// In which of their chats.
    pub chat: WhichChat,
    /// The text; none for attachments alone.
    pub text: Option<String>,
    /// Files that were uploaded before, in order.
    pub attachment_ids: Vec<AttachmentId>,
    /// The message that it answers.
    pub quoted_message_id: Option<MessageId>,
    /// The name, where it was asked; passed over where the host page has vouched for one.
    pub name: Option<String>,
    /// The email address, where it was asked; passed over where the host page has vouched for one.
    pub email: Option<String>,
}

/// Stores the message with its files and its quote, in one transaction: whole or not at all. The same
/// client key is the same message for ever; that it came with another text is found as long as the
/// context's key is kept.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor, a blocked contact and one who has not agreed to be recorded where
/// that is asked, `NotFound` for a chat that is not theirs, `Invalid` for the text, key, name,
/// email, files or quote, `Conflict` when the channel is not there for writing, for a chat that another one has
/// followed and for a new one where there is to be none, `TooMany` when the shares
/// of the contact, the peer or the channel are used up.
pub async fn write(desk: &Desk, context: &Context, input: WriteInput) -> CommandResult<Message> {
    let VisitorActor { channel_id, platform_id, contact_id } = visitor_of(&context.actor)?.clone();
    let input = check::input(input)?;
    let texts = [&input.text, &input.name, &input.email].into_iter().flatten();
    let weight = Weight::of(texts.map(String::as_str));
    let mut share = Share::begin(desk, context, contact_id, weight)?;
    let lane = Lane::Key(contact_id.0.cast_unsigned());
    let done = desk
        .command(context, lane, move |command| {
            let actor = command.actor();
            let visitor = ActingVisitor::now(command, actor)?;
            take(command, &visitor, &input, &mut share)
        })
        .await?;
    desk.visits().set_chat(&(channel_id, platform_id), done.value.chat_id);
    Ok(done)
}

fn take(
    command: &mut Command<'_>,
    visitor: &ActingVisitor,
    input: &WriteInput,
    share: &mut Share,
) -> Result<Message> {
    let channel = &visitor.channel;
    if let Some(before) = stored(command, visitor, input)? {
        return Ok(before);
    }
    visitor.check_agreed(command)?;
    let Target { place, chat_id } = Target::of(command, visitor, input)?;
    share.take(command, visitor)?;
    let contact = arrive(command, visitor, input)?;
    check::belongings(command, chat_id, input)?;
    let reference = PlatformMessage { chat: place, id: input.client_key.clone(), part: None };
    let item = item(reference, &contact, input, command.now());
    let mut processor = InboundProcessor::new(command, channel);
    match processor.take(&item).map_err(ProcessingError::into_desk)? {
        ItemOutcome::Stored { message_id, .. } => complete(command, message_id, input),
        // Another server stored it a moment ago.
        ItemOutcome::Duplicate => stored(command, visitor, input)?
            .ok_or_else(|| DeskError::conflict("this message was deleted before it came")),
        ItemOutcome::Blocked => Err(blocked()),
        other => Err(DeskError::Internal(format!("a visitor's message became {other:?}"))),
    }
}

/// The message that was stored with this key before, in whichever of the visitor's chats. One whose chat was deleted
/// comes back by no key.
fn stored(
    transaction: &mut Transaction<'_>,
    visitor: &ActingVisitor,
    input: &WriteInput,
) -> Result<Option<Message>, StoreError> {
    let (channel_id, id) = (visitor.channel.channel_id, input.client_key.clone());
    let reference = PlatformMessage { chat: visitor.place(), id, part: None };
    match message_reference::find_in_any_thread(transaction, channel_id, &reference)? {
        Some(id) => {
            let before = message::get(transaction, id)?;
            Ok(chat::find(transaction, before.chat_id)?.map(|_| before))
        }
        None => Ok(None),
    }
}

/// Makes sure that the visitor has a contact, with what has to be told.
fn arrive(
    command: &mut Command<'_>,
    visitor: &ActingVisitor,
    input: &WriteInput,
) -> Result<Contact> {
    let settings = &visitor.settings;
    let before = visitor.known.as_ref().map(|(_, contact)| contact);
    let has_name = before.is_some_and(|contact| !contact.name.is_empty());
    let has_email = before.is_some_and(|contact| contact.email.is_some());
    if settings.ask_name == Ask::Required && !has_name && input.name.is_none() {
        return Err(DeskError::invalid("name", "tell your name with the first message"));
    }
    if settings.ask_email == Ask::Required && !has_email && input.email.is_none() {
        return Err(DeskError::invalid("email", "tell your email address with the first message"));
    }
    let told = Profile::Unverified { name: input.name.clone(), email: input.email.clone() };
    visitor.ensure_contact(command, &told)
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
