//! What rules see of a chat: its rows as they are when the rules are asked.

use super::names::kind_of;
use crate::limits::RULE_NAMES_MAX;
use crate::{Desk, Result};
use std::collections::HashMap;
use switchboard_model::channel::Channel;
use switchboard_model::chat::{Chat, Participant};
use switchboard_model::chat_rating::ChatRating;
use switchboard_model::contact::Contact;
use switchboard_model::message::Message;
use switchboard_model::{
    AuthorKind, ChatId, ContactId, MessageId, OperatorId, TemplateId, Timestamp,
};
use switchboard_store::{
    DatabaseConnection, StoreError, attachment, channel, chat, chat_rating, chat_reference,
    close_reason, contact, duplicate, forward, identity, label, message, operator, participant,
    reference_kind, team, template,
};

/// A chat with all that rules may read of it, by the names that rules say.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The chat.
    pub chat: Chat,
    /// Its channel.
    pub channel: Channel,
    /// The channel's kind.
    pub channel_kind: String,
    /// Its customer.
    pub contact: Contact,
    /// The message that it is about.
    pub message: Option<PictureMessage>,
    /// The team's key.
    pub team: Option<String>,
    /// The operator's address.
    pub operator: Option<String>,
    /// Why it was closed.
    pub close_reason: Option<String>,
    /// Its labels.
    pub labels: Vec<String>,
    /// The addresses of who takes part.
    pub participants: Vec<String>,
    /// The kinds and ids of its references, the newest last.
    pub references: Vec<(String, String)>,
    /// What the customer said of its round.
    pub rating: Option<i64>,
    /// How many messages it has, by their authors.
    pub message_counts: HashMap<AuthorKind, i64>,
    /// When which template was said last.
    pub said: Vec<(String, Timestamp)>,
    /// Since when it is offered to somebody.
    pub offered_at: Option<Timestamp>,
    /// The keys of the channels that reach the customer.
    pub contact_channels: Vec<String>,
    /// The customer's chats, and those that are open.
    pub contact_chat_counts: (i64, i64),
    /// Contacts that may be the same person.
    pub duplicate_count: i64,
}

/// A message that rules look at.
#[derive(Clone, Debug)]
pub struct PictureMessage {
    /// It.
    pub message: Message,
    /// The kinds of its attachments.
    pub attachment_kinds: Vec<String>,
}

/// What rules see of a chat; none where it is gone.
///
/// # Errors
/// `Store`.
pub async fn picture(
    desk: &Desk,
    chat_id: ChatId,
    message_id: Option<MessageId>,
) -> Result<Option<Picture>> {
    let read = move |connection: &mut DatabaseConnection| of_chat(connection, chat_id, message_id);
    Ok(desk.store().read(read).await?)
}

/// The newest open chats of a contact, at most `limit`: what happens to the contact starts rules in each.
///
/// # Errors
/// `Store`.
pub async fn open_chats_of(desk: &Desk, id: ContactId, limit: i64) -> Result<Vec<ChatId>> {
    let read = move |connection: &mut DatabaseConnection| {
        chat::newest_open_of_contact(connection, id, limit)
    };
    Ok(desk.store().read(read).await?)
}

fn of_chat(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    message_id: Option<MessageId>,
) -> Result<Option<Picture>, StoreError> {
    let Some(chat) = chat::find(connection, chat_id)? else { return Ok(None) };
    let message = match message_id {
        Some(id) => of_message(connection, id)?,
        None => None,
    };
    let channel = channel::get(connection, chat.channel_id)?;
    let contact = contact::root(connection, chat.contact_id)?;
    let contact_id = contact.contact_id;
    let rating = chat_rating::find(connection, chat_id, chat.round)?;
    let participants = participant::of_chat(connection, chat_id)?;
    let emails = emails(connection, &chat, &participants)?;
    let label_ids: Vec<_> =
        label::of_chats(connection, &[chat_id])?.into_iter().map(|(_, id)| id).collect();
    let offered = forward::offered(connection, &[chat_id])?.pop();
    let duplicates = duplicate::of_contacts(connection, &[contact_id], usize::from(u8::MAX))?.len();
    let find_email = |id: OperatorId| emails.get(&id).cloned();
    let present = participants.iter().filter(|one| one.left_at.is_none());
    Ok(Some(Picture {
        channel_kind: kind_of(&channel.plugin),
        message,
        team: match chat.team_id {
            Some(id) => Some(team::get(connection, id)?.key),
            None => None,
        },
        operator: chat.operator_id.and_then(find_email),
        close_reason: match chat.close_reason_id {
            Some(id) => close_reason::find(connection, id)?.map(|reason| reason.name),
            None => None,
        },
        labels: label::by_ids(connection, &label_ids)?.into_iter().map(|row| row.name).collect(),
        participants: present.filter_map(|one| find_email(one.operator_id)).collect(),
        references: references(connection, chat_id)?,
        rating: rating.map(|ChatRating { score, .. }| score),
        message_counts: message::counts_of_chat(connection, chat_id)?.into_iter().collect(),
        said: said(connection, chat_id)?,
        offered_at: offered.map(|offer| offer.offered_at),
        contact_channels: channels_of(connection, contact_id)?,
        contact_chat_counts: chat::counts_of_contact(connection, contact_id)?,
        duplicate_count: i64::try_from(duplicates).unwrap_or(i64::MAX),
        chat,
        channel,
        contact,
    }))
}

fn of_message(
    connection: &mut DatabaseConnection,
    id: MessageId,
) -> Result<Option<PictureMessage>, StoreError> {
    let Some(message) = message::by_ids(connection, &[id])?.pop() else { return Ok(None) };
    let files = attachment::of_message(connection, id)?;
    let attachment_kinds = files.iter().map(|file| file.kind.as_str().to_lowercase()).collect();
    Ok(Some(PictureMessage { message, attachment_kinds }))
}

/// The addresses of the operators of a chat.
fn emails(
    connection: &mut DatabaseConnection,
    chat: &Chat,
    participants: &[Participant],
) -> Result<HashMap<OperatorId, String>, StoreError> {
    let mut ids: Vec<OperatorId> = participants.iter().map(|one| one.operator_id).collect();
    ids.extend(chat.operator_id);
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = operator::by_ids(connection, &ids)?;
    Ok(rows.into_iter().map(|row| (row.operator_id, row.email)).collect())
}

fn references(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
) -> Result<Vec<(String, String)>, StoreError> {
    let mut rows = chat_reference::of_chats(connection, &[chat_id])?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    rows.sort_by_key(|row| row.set_at);
    let kinds = reference_kind::all(connection, RULE_NAMES_MAX)?;
    let key_of = |row: &switchboard_model::reference::ChatReference| {
        let kind = kinds.iter().find(|kind| kind.reference_kind_id == row.reference_kind_id);
        kind.map(|kind| (kind.key.clone(), row.external_id.clone()))
    };
    Ok(rows.iter().filter_map(key_of).collect())
}

/// When which template of everyone was said last.
fn said(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
) -> Result<Vec<(String, Timestamp)>, StoreError> {
    let said = message::templates_said(connection, chat_id)?;
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<TemplateId> = said.iter().map(|(id, _)| *id).collect();
    let rows = template::by_ids(connection, &ids)?;
    let shortcut = |id: TemplateId| {
        let row = rows.iter().find(|row| row.template_id == id);
        row.filter(|row| row.operator_id.is_none()).map(|row| row.shortcut.clone())
    };
    Ok(said.into_iter().filter_map(|(id, at)| Some((shortcut(id)?, at))).collect())
}

fn channels_of(
    connection: &mut DatabaseConnection,
    id: ContactId,
) -> Result<Vec<String>, StoreError> {
    let all = identity::of_contact(connection, id, RULE_NAMES_MAX)?;
    let mut ids: Vec<_> =
        all.into_iter().filter(|one| one.is_reachable).map(|one| one.channel_id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(channel::by_ids(connection, &ids)?.into_iter().map(|channel| channel.key).collect())
}
