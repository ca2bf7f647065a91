//! What both sides have said, as the customer sees it: it is made of the visitor's view of messages, which has
//! nothing of what operators write for each other.

use crate::read::{MessageKey, PageRequest, Related};
use crate::{Desk, Result};
use switchboard_model::message::Message;
use switchboard_model::{AuthorKind, ChatId, OperatorId, Timestamp};

/// One entry of a transcript.
pub(super) struct Entry {
    /// Its place among all: what has a lower one comes first.
    pub(super) position: i64,
    pub(super) at: Timestamp,
    pub(super) author: String,
    /// What the author is, beside a name.
    pub(super) role: Option<String>,
    pub(super) kind: EntryKind,
    pub(super) body: String,
    pub(super) quoted: Option<String>,
    /// The names of the files.
    pub(super) files: Vec<String>,
    pub(super) is_edited: bool,
    pub(super) is_deleted: bool,
}

/// Who an entry is for and by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// The customer's words.
    Theirs,
    /// The company's words to the customer.
    Ours,
    /// For operators alone.
    Inside,
}

/// Entries in their order.
pub(super) struct EntryPage {
    pub(super) entries: Vec<Entry>,
    /// Where the next page begins; none behind the last one.
    pub(super) next: Option<MessageKey>,
}

/// A page of what was said, oldest first.
pub(super) async fn page(
    desk: &Desk,
    chat_id: ChatId,
    contact: &str,
    wanted: PageRequest<MessageKey>,
) -> Result<EntryPage> {
    let contact = contact.to_owned();
    let read = move |related: &mut Related<'_>| -> Result<EntryPage> {
        let (page, mut seen) = related.visitor_message_page(chat_id, &wanted)?;
        let mut found = EntryPage { entries: Vec::with_capacity(page.items.len()), next: None };
        for id in page.items {
            let Some(message) = seen.messages.get(&id) else { continue };
            found.next =
                Some(MessageKey { position: message.position, message_id: message.message_id.0 });
            let operator_id = message.author_id.map(OperatorId);
            let operator = operator_id
                .filter(|_| message.author_kind == AuthorKind::Operator)
                .and_then(|id| seen.operators.get(&id));
            let (author, role) = match (message.author_kind, operator) {
                (AuthorKind::Contact, _) => (contact.clone(), None),
                (_, Some(operator)) => (operator.name.clone(), Some(operator.role.clone())),
                (_, None) => ("Automatic".to_owned(), None),
            };
            let mut entry = entry(message, author, role);
            let files = seen.attachments.remove(&id).unwrap_or_default();
            entry.files = files.iter().map(|file| file.name.clone()).collect();
            found.entries.push(entry);
        }
        found.next = found.next.filter(|_| page.has_next);
        Ok(found)
    };
    desk.read_related(read).await
}

fn entry(message: &Message, author: String, role: Option<String>) -> Entry {
    Entry {
        position: message.position,
        at: message.platform_at.unwrap_or(message.created_at),
        author,
        role,
        kind: match message.author_kind {
            AuthorKind::Contact => EntryKind::Theirs,
            _ => EntryKind::Ours,
        },
        body: message.body.clone(),
        quoted: message.quoted_text.clone(),
        files: Vec::new(),
        is_edited: message.edited_at.is_some(),
        is_deleted: message.deleted_at.is_some(),
    }
}
