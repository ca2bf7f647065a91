//! Reads rows again and makes documents of them. A follower trusts ids, not payloads.

use crate::{
    chat_document::chat_documents,
    document::Document,
    visibility::{contact_terms, document_terms},
};
use std::collections::{BTreeSet, HashMap};
use switchboard_model::{
    ChannelId, ChatId, ContactId, IdentityId, MessageId, NoteId, OperatorId,
    chat::Chat,
    contact::Contact,
    message::Message,
    note::Note,
    search::{DocumentKey, DocumentKind},
};
use switchboard_store::{
    DatabaseConnection, StoreError, attachment, chat, contact, contact_address, identity, message,
    note,
    page::{batch, scan, united},
};

/// Ids of rows that changed.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// Messages.
    pub messages: BTreeSet<MessageId>,
    /// Notes.
    pub notes: BTreeSet<NoteId>,
    /// Contacts.
    pub contacts: BTreeSet<ContactId>,
    /// Chats themselves, without what is said in them.
    pub chats: BTreeSet<ChatId>,
}

impl Changed {
    /// How many rows changed.
    pub fn len(&self) -> usize {
        self.messages.len() + self.notes.len() + self.contacts.len() + self.chats.len()
    }

    /// The keys of all of them.
    pub fn keys(&self) -> Vec<DocumentKey> {
        let key = |kind| move |id: i64| DocumentKey { kind, id };
        let messages = self.messages.iter().map(|id| id.0).map(key(DocumentKind::Message));
        let notes = self.notes.iter().map(|id| id.0).map(key(DocumentKind::Note));
        let contacts = self.contacts.iter().map(|id| id.0).map(key(DocumentKind::Contact));
        let chats = self.chats.iter().map(|id| id.0).map(key(DocumentKind::Chat));
        messages.chain(notes).chain(contacts).chain(chats).collect()
    }
}

/// The documents of the rows that are still there.
pub fn documents(
    connection: &mut DatabaseConnection,
    changed: &Changed,
) -> Result<Vec<Document>, StoreError> {
    let messages: Vec<MessageId> = changed.messages.iter().copied().collect();
    let messages = message::by_ids(connection, &messages)?;
    let notes: Vec<NoteId> = changed.notes.iter().copied().collect();
    let notes = note::by_ids(connection, &notes)?;
    let contacts: Vec<ContactId> = changed.contacts.iter().copied().collect();
    let mut contacts = contact::by_ids(connection, &contacts)?;
    // One that was pulled into another is found as that one.
    contacts.retain(|contact| contact.united_into_id.is_none());

    let chat_ids = messages
        .iter()
        .map(|message| message.chat_id)
        .chain(notes.iter().filter_map(|note| note.chat_id))
        .chain(changed.chats.iter().copied());
    let chat_ids: BTreeSet<ChatId> = chat_ids.collect();
    let chat_ids: Vec<ChatId> = chat_ids.into_iter().collect();
    let chats = chat::by_ids(connection, &chat_ids)?;
    let chat_access = chat_access(connection, &chats)?;
    let message_ids: Vec<MessageId> = messages.iter().map(|message| message.message_id).collect();
    let mut names: HashMap<MessageId, Vec<String>> = HashMap::new();
    for file in attachment::of_messages(connection, &message_ids)? {
        if let Some(message_id) = file.message_id {
            names.entry(message_id).or_default().push(file.name);
        }
    }
    let contact_ids = contacts
        .iter()
        .map(|contact| contact.contact_id)
        .chain(notes.iter().filter(|note| note.chat_id.is_none()).map(|note| note.contact_id));
    let contact_access = contact_access(connection, contact_ids.collect())?;
    let standing: Vec<ContactId> = contacts.iter().map(|contact| contact.contact_id).collect();
    let mut names_of_contacts = names_of_contacts(connection, &standing)?;

    let themselves: Vec<&Chat> =
        chats.iter().filter(|chat| changed.chats.contains(&chat.chat_id)).collect();
    let mut documents = chat_documents(connection, &themselves, &chat_access)?;
    documents.reserve(messages.len() + notes.len() + contacts.len());
    for message in messages.into_iter().filter(|message| message.deleted_at.is_none()) {
        // What is left of a deleted chat is found by nobody.
        let Some(access) = chat_access.get(&message.chat_id).cloned() else { continue };
        let names = names.remove(&message.message_id).unwrap_or_default();
        documents.push(message_document(message, access, names));
    }
    for note in notes {
        let access = match note.chat_id {
            Some(chat_id) if !chat_access.contains_key(&chat_id) => continue,
            Some(chat_id) => chat_access.get(&chat_id),
            None => contact_access.get(&note.contact_id),
        };
        documents.push(note_document(note, access.cloned().unwrap_or_default()));
    }
    for contact in contacts {
        let access = contact_access.get(&contact.contact_id).cloned().unwrap_or_default();
        let names = names_of_contacts.remove(&contact.contact_id).unwrap_or_default();
        documents.push(contact_document(contact, access, names));
    }
    Ok(documents)
}

/// The access terms of each chat.
fn chat_access(
    connection: &mut DatabaseConnection,
    chats: &[Chat],
) -> Result<HashMap<ChatId, Vec<String>>, StoreError> {
    let ids: Vec<ChatId> = chats.iter().map(|chat| chat.chat_id).collect();
    let mut present: HashMap<ChatId, Vec<OperatorId>> = HashMap::new();
    for participant in batch::participants(connection, &ids)? {
        present.entry(participant.chat_id).or_default().push(participant.operator_id);
    }
    let access = |chat: &Chat| {
        let place = (chat.channel_id, chat.team_id, chat.operator_id);
        let operators = present.remove(&chat.chat_id).unwrap_or_default();
        (chat.chat_id, document_terms([place], operators))
    };
    Ok(chats.iter().map(access).collect())
}

/// The access terms of each contact.
fn contact_access(
    connection: &mut DatabaseConnection,
    ids: BTreeSet<ContactId>,
) -> Result<HashMap<ContactId, Vec<String>>, StoreError> {
    let ids: Vec<ContactId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut present: HashMap<ContactId, Vec<OperatorId>> = HashMap::new();
    for (contact_id, operator_id) in scan::participants_of_contacts(connection, &ids)? {
        present.entry(contact_id).or_default().push(operator_id);
    }
    let mut places: HashMap<ContactId, Vec<_>> = HashMap::new();
    for place in scan::places_of_contacts(connection, &ids)? {
        let of_contact = places.entry(place.contact_id).or_default();
        of_contact.push((place.channel_id, place.team_id, place.operator_id));
    }
    let access = |(contact_id, channels): (ContactId, Vec<ChannelId>)| {
        let operators = present.remove(&contact_id).unwrap_or_default();
        let of_chats = document_terms(places.remove(&contact_id).unwrap_or_default(), operators);
        (contact_id, contact_terms(of_chats, &channels))
    };
    Ok(batch::contact_channels(connection, &ids)?.into_iter().map(access).collect())
}

/// What each of these contacts is called beside its name: its handles on platforms, its addresses, and what
/// those are called that were pulled into it.
fn names_of_contacts(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
) -> Result<HashMap<ContactId, Vec<String>>, StoreError> {
    let mut found: HashMap<ContactId, Vec<String>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let identities = batch::identity_ids(connection, ids)?;
    let identities: Vec<IdentityId> = identities.into_iter().map(|(_, id)| id).collect();
    for identity in identity::by_ids(connection, &identities)? {
        let names = found.entry(identity.contact_id).or_default();
        names.extend(identity.username);
        names.extend(identity.name);
    }
    for address in contact_address::of_contacts(connection, ids)? {
        found.entry(address.contact_id).or_default().push(address.value);
    }
    let pulled = united::pulled(connection, ids)?;
    let hidden: Vec<ContactId> = pulled.iter().map(|(_, id)| *id).collect();
    let roots: HashMap<ContactId, ContactId> =
        pulled.into_iter().map(|(root, id)| (id, root)).collect();
    if !hidden.is_empty() {
        for contact in contact::by_ids(connection, &hidden)? {
            if let Some(root) = roots.get(&contact.contact_id) {
                found.entry(*root).or_default().push(contact.name);
            }
        }
    }
    for names in found.values_mut() {
        names.sort();
        names.dedup();
    }
    Ok(found)
}

fn message_document(message: Message, access: Vec<String>, names: Vec<String>) -> Document {
    let mut has = Vec::new();
    if !names.is_empty() {
        has.push("attachment");
    }
    if message.quoted_message_id.is_some() {
        has.push("quote");
    }
    Document {
        key: DocumentKey { kind: DocumentKind::Message, id: message.message_id.0 },
        chat_id: Some(message.chat_id),
        access,
        from: Some(message.author_kind.as_str()),
        has,
        at: message.platform_at.unwrap_or(message.created_at),
        texts: std::iter::once(message.body).chain(names).collect(),
    }
}

fn note_document(note: Note, access: Vec<String>) -> Document {
    Document {
        key: DocumentKey { kind: DocumentKind::Note, id: note.note_id.0 },
        chat_id: note.chat_id,
        access,
        from: Some(switchboard_model::AuthorKind::Operator.as_str()),
        has: Vec::new(),
        at: note.created_at,
        texts: vec![note.body],
    }
}

fn contact_document(contact: Contact, access: Vec<String>, names: Vec<String>) -> Document {
    let mut texts = vec![contact.name];
    texts.extend(names);
    Document {
        key: DocumentKey { kind: DocumentKind::Contact, id: contact.contact_id.0 },
        chat_id: None,
        access,
        from: None,
        has: Vec::new(),
        at: contact.updated_at,
        texts,
    }
}
