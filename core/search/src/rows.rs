//! Reads rows again and makes documents of them. A follower trusts ids, not payloads.

use crate::{Document, DocumentKey, DocumentKind, reach};
use std::collections::{BTreeSet, HashMap};
use switchboard_model::{
    ChatId, ContactId, IdentityId, MessageId, NoteId, OperatorId, chat::Chat, contact::Contact,
    message::Message, note::Note,
};
use switchboard_store::{
    DatabaseConnection, StoreError, attachment, chat, contact, identity, message, note, page::batch,
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
}

impl Changed {
    /// How many rows changed.
    pub fn len(&self) -> usize {
        self.messages.len() + self.notes.len() + self.contacts.len()
    }

    /// The keys of all of them.
    pub fn keys(&self) -> Vec<DocumentKey> {
        let key = |kind| move |id: i64| DocumentKey { kind, id };
        let messages = self.messages.iter().map(|id| id.0).map(key(DocumentKind::Message));
        let notes = self.notes.iter().map(|id| id.0).map(key(DocumentKind::Note));
        let contacts = self.contacts.iter().map(|id| id.0).map(key(DocumentKind::Contact));
        messages.chain(notes).chain(contacts).collect()
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
    let contacts = contact::by_ids(connection, &contacts)?;

    let chat_ids = messages
        .iter()
        .map(|message| message.chat_id)
        .chain(notes.iter().filter_map(|note| note.chat_id));
    let reaches = chat_reaches(connection, chat_ids.collect())?;
    let message_ids: Vec<MessageId> = messages.iter().map(|message| message.message_id).collect();
    let mut names: HashMap<MessageId, Vec<String>> = HashMap::new();
    for file in attachment::of_messages(connection, &message_ids)? {
        if let Some(message_id) = file.message_id {
            names.entry(message_id).or_default().push(file.name);
        }
    }
    let contact_ids: Vec<ContactId> = contacts
        .iter()
        .map(|contact| contact.contact_id)
        .chain(notes.iter().map(|note| note.contact_id))
        .collect();
    let contact_reaches = contact_reaches(connection, contact_ids)?;

    let mut documents = Vec::with_capacity(messages.len() + notes.len() + contacts.len());
    for message in messages.into_iter().filter(|message| message.deleted_at.is_none()) {
        let reach = reaches.get(&message.chat_id).cloned().unwrap_or_default();
        let names = names.remove(&message.message_id).unwrap_or_default();
        documents.push(message_document(message, reach, names));
    }
    for note in notes {
        let reach = match note.chat_id {
            Some(chat_id) => reaches.get(&chat_id),
            None => contact_reaches.get(&note.contact_id).map(|(words, _)| words),
        };
        documents.push(note_document(note, reach.cloned().unwrap_or_default()));
    }
    for contact in contacts {
        let (words, handles) =
            contact_reaches.get(&contact.contact_id).cloned().unwrap_or_default();
        documents.push(contact_document(contact, words, handles));
    }
    Ok(documents)
}

fn chat_reaches(
    connection: &mut DatabaseConnection,
    ids: BTreeSet<ChatId>,
) -> Result<HashMap<ChatId, Vec<String>>, StoreError> {
    let ids: Vec<ChatId> = ids.into_iter().collect();
    let chats: Vec<Chat> = chat::by_ids(connection, &ids)?;
    let mut present: HashMap<ChatId, Vec<OperatorId>> = HashMap::new();
    for participant in batch::participants(connection, &ids)? {
        present.entry(participant.chat_id).or_default().push(participant.operator_id);
    }
    Ok(chats
        .iter()
        .map(|chat| {
            let operators = present.remove(&chat.chat_id).unwrap_or_default();
            (chat.chat_id, reach::chat_words(chat, &operators))
        })
        .collect())
}

/// Words of reach and platform handles of each contact.
type ContactReaches = HashMap<ContactId, (Vec<String>, Vec<String>)>;

fn contact_reaches(
    connection: &mut DatabaseConnection,
    ids: Vec<ContactId>,
) -> Result<ContactReaches, StoreError> {
    let mut found = ContactReaches::new();
    let identities = batch::identity_ids(connection, &ids)?;
    let identities: Vec<IdentityId> = identities.into_iter().map(|(_, id)| id).collect();
    for identity in identity::by_ids(connection, &identities)? {
        let (words, handles) = found.entry(identity.contact_id).or_default();
        words.push(reach::channel_word(identity.channel_id));
        handles.extend(identity.username);
        handles.extend(identity.name);
    }
    for (words, handles) in found.values_mut() {
        words.sort();
        words.dedup();
        handles.sort();
        handles.dedup();
    }
    Ok(found)
}

fn message_document(message: Message, reach: Vec<String>, names: Vec<String>) -> Document {
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
        reach,
        from: Some(message.author_kind.as_str()),
        has,
        at: message.platform_at.unwrap_or(message.created_at),
        texts: std::iter::once(message.body).chain(names).collect(),
        numbers: Vec::new(),
    }
}

fn note_document(note: Note, reach: Vec<String>) -> Document {
    Document {
        key: DocumentKey { kind: DocumentKind::Note, id: note.note_id.0 },
        chat_id: note.chat_id,
        reach,
        from: Some(switchboard_model::AuthorKind::Operator.as_str()),
        has: Vec::new(),
        at: note.created_at,
        texts: vec![note.body],
        numbers: Vec::new(),
    }
}

fn contact_document(contact: Contact, reach: Vec<String>, handles: Vec<String>) -> Document {
    let numbers = contact.phone.iter().cloned().collect();
    let mut texts = vec![contact.name];
    texts.extend(contact.email);
    texts.extend(contact.phone);
    texts.extend(handles);
    Document {
        key: DocumentKey { kind: DocumentKind::Contact, id: contact.contact_id.0 },
        chat_id: None,
        reach,
        from: None,
        has: Vec::new(),
        at: contact.updated_at,
        texts,
        numbers,
    }
}
