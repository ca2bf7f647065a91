//! What is indexed: messages, notes, contacts and chats, each under a key that replaces its older self.

use crate::fields::Fields;
use std::collections::BTreeSet;
use switchboard_model::{
    ChatId, Timestamp,
    search::{DocumentKey, DocumentKind},
};
use tantivy::TantivyDocument;

/// The number of a kind in the index.
pub fn number(kind: DocumentKind) -> i64 {
    match kind {
        DocumentKind::Message => 1,
        DocumentKind::Note => 2,
        DocumentKind::Contact => 3,
        DocumentKind::Chat => 4,
    }
}

/// The kind of a number in the index.
pub fn kind_of(wanted: i64) -> Option<DocumentKind> {
    DocumentKind::ALL.iter().copied().find(|kind| number(*kind) == wanted)
}

/// The word of a document in the index.
pub fn word(key: DocumentKey) -> String {
    format!("{}:{}", number(key.kind), key.id)
}

/// A row as it is indexed.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its key.
    pub key: DocumentKey,
    /// The chat it belongs to or is.
    pub chat_id: Option<ChatId>,
    /// Who may find it.
    pub access: Vec<String>,
    /// Who wrote it, as stored.
    pub from: Option<&'static str>,
    /// Words for `has:`.
    pub has: Vec<&'static str>,
    /// When it was written.
    pub at: Timestamp,
    /// The texts to search, with the numbers in them.
    pub texts: Vec<String>,
}

impl Document {
    /// The document for the index.
    pub fn into_index(self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(fields.key, word(self.key));
        document.add_i64(fields.kind, number(self.key.kind));
        document.add_i64(fields.id, self.key.id);
        document.add_i64(fields.chat, self.chat_id.map_or(0, |chat| chat.0));
        document.add_i64(fields.at, self.at.0);
        for term in &self.access {
            document.add_text(fields.access, term);
        }
        if let Some(from) = self.from {
            document.add_text(fields.from, from);
        }
        for has in &self.has {
            document.add_text(fields.has, has);
        }
        for text in &self.texts {
            document.add_text(fields.body, text);
        }
        let keys: BTreeSet<String> =
            self.texts.iter().flat_map(|text| switchboard_model::number::keys(text)).collect();
        for key in keys {
            document.add_text(fields.number, key);
        }
        document
    }
}
