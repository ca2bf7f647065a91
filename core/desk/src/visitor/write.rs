//! A visitor writes. The same path as any channel's message; the first one opens the chat.

mod check;
mod settle;

use super::profile::{Profile, anonymous_id, ensure, identity_of, visitor};
use crate::channel::web::{Ask, WebSettings};
use crate::ingest::{IngestInput, Ingested, ItemOutcome, Source, ingest};
use crate::{Context, Desk, DeskError, Done};
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::connector::{
    InboundAuthor, InboundEvent, InboundItem, InboundMessage, PlatformChat, PlatformIdentity,
    PlatformMessage, Text, TextFormat,
};
use switchboard_model::contact::Contact;
use switchboard_model::message::Message;
use switchboard_model::{AttachmentId, ChannelId, ContactId, MessageId};
use switchboard_store::{Lane, Transaction, channel, contact};

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

/// Stores the message.
///
/// # Errors
/// `Denied` for an actor that is no visitor or a blocked contact, `Invalid` for the text, key, name,
/// email, files or quote, `Conflict` when the channel is not there for writing.
pub async fn write(
    desk: &Desk,
    context: &Context,
    input: WriteInput,
) -> Result<Done<Message>, DeskError> {
    let (contact_id, channel_id) = visitor(&context.actor)?;
    let input = check::input(input)?;
    let who = {
        let (context, input) = (context.clone(), input.clone());
        let lane = Lane::Key(contact_id.0.cast_unsigned());
        desk.store()
            .write(lane, move |transaction| {
                let who = arrive(transaction, &context, contact_id, channel_id, &input)?;
                check::belongings(transaction, &context.actor, &input)?;
                Ok::<_, DeskError>(who)
            })
            .await?
    };
    let item = item(&who, contact_id, &input, desk.store().clock().now());
    let source = Source::Direct;
    let ingested =
        ingest(desk, context, IngestInput { channel_id, source, items: vec![item] }).await?;
    let Ingested::Done { outcomes, .. } = ingested else {
        return Err(DeskError::Internal("the web chat has no echoes".into()));
    };
    match outcomes.as_slice() {
        [ItemOutcome::Stored { .. } | ItemOutcome::Duplicate] => {
            settle::settle(desk, context, who.platform_id, channel_id, input).await
        }
        [ItemOutcome::Blocked] => Err(DeskError::Denied),
        other => Err(DeskError::Internal(format!("a visitor's message became {other:?}"))),
    }
}

/// The visitor's address and name.
struct Who {
    platform_id: String,
    contact: Contact,
}

/// Makes sure that the visitor may write and has a contact.
fn arrive(
    transaction: &mut Transaction<'_>,
    context: &Context,
    contact_id: ContactId,
    channel_id: ChannelId,
    input: &WriteInput,
) -> Result<Who, DeskError> {
    let channel: Channel = channel::get(transaction, channel_id)?;
    if channel.state != ChannelState::Active {
        return Err(DeskError::conflict("this chat is closed for now: try again later"));
    }
    let settings = WebSettings::read(&channel.settings)?;
    let profile =
        Profile { name: input.name.clone(), email: input.email.clone(), ..Profile::default() };
    let known = identity_of(transaction, contact_id, channel_id)?;
    let platform_id = match &known {
        Some(identity) => identity.platform_id.clone(),
        None if settings.is_identity_required => return Err(DeskError::Denied),
        None => anonymous_id(contact_id),
    };
    let before = match &known {
        Some(identity) => Some(contact::get(transaction, identity.contact_id)?),
        None => None,
    };
    if before.as_ref().is_some_and(|contact| contact.is_blocked) {
        return Err(DeskError::Denied);
    }
    let has_name = before.as_ref().is_some_and(|contact| !contact.name.is_empty());
    let has_email = before.as_ref().is_some_and(|contact| contact.email.is_some());
    if settings.ask_name == Ask::Required && !has_name && input.name.is_none() {
        return Err(DeskError::invalid("name", "tell your name with the first message"));
    }
    if settings.ask_email == Ask::Required && !has_email && input.email.is_none() {
        return Err(DeskError::invalid("email", "tell your email address with the first message"));
    }
    let contact = ensure(transaction, context, channel_id, &platform_id, contact_id, &profile)?;
    Ok(Who { platform_id, contact })
}

fn item(
    who: &Who,
    contact_id: ContactId,
    input: &WriteInput,
    now: switchboard_model::Timestamp,
) -> InboundItem {
    let chat = PlatformChat { id: who.platform_id.clone(), thread: None };
    let name = Some(who.contact.name.clone()).filter(|name| !name.is_empty());
    let message = InboundMessage {
        reference: PlatformMessage { chat, id: input.client_key.clone(), part: None },
        at: now,
        edited_at: None,
        order: None,
        author: InboundAuthor::Contact,
        sender: PlatformIdentity {
            id: who.platform_id.clone(),
            aliases: Vec::new(),
            name,
            locale: None,
            avatar: None,
            extra: serde_json::json!({}),
        },
        text: input.text.clone().map(|body| Text { body, format: TextFormat::Plain }),
        media: Vec::new(),
        quoted: None,
        chosen: None,
        echo_of: None,
        extra: serde_json::json!({}),
    };
    InboundItem {
        dedup: format!("write:{contact_id}:{}", input.client_key),
        event: InboundEvent::Message(message),
        follow_up: None,
    }
}
