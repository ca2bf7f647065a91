//! What is indexed: messages, notes and contacts, each under a key that replaces its older self.

use crate::{analysis, fields::Fields};
use switchboard_model::{ChatId, Timestamp};
use tantivy::TantivyDocument;

/// What a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentKind {
    /// A message.
    Message,
    /// A note.
    Note,
    /// A contact.
    Contact,
}

impl DocumentKind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[Self::Message, Self::Note, Self::Contact];

    /// The number in the index.
    pub fn number(self) -> i64 {
        match self {
            Self::Message => 1,
            Self::Note => 2,
            Self::Contact => 3,
        }
    }

    /// The kind of a number in the index.
    pub fn of_number(number: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.number() == number)
    }
}

/// The key of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentKey {
    /// What it is about.
    pub kind: DocumentKind,
    /// The row's id.
    pub id: i64,
}

impl DocumentKey {
    /// The word in the index.
    pub fn word(self) -> String {
        format!("{}:{}", self.kind.number(), self.id)
    }
}

/// A row as it is indexed.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its key.
    pub key: DocumentKey,
    /// The chat it belongs to.
    pub chat_id: Option<ChatId>,
    /// Who may find it.
    pub reach: Vec<String>,
    /// Who wrote it, as stored.
    pub from: Option<&'static str>,
    /// Words for `has:`.
    pub has: Vec<&'static str>,
    /// When it was written.
    pub at: Timestamp,
    /// The texts to search.
    pub texts: Vec<String>,
    /// Numbers to be found in any spelling.
    pub numbers: Vec<String>,
}

impl Document {
    /// The document for the index.
    pub fn into_index(self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(fields.key, self.key.word());
        document.add_i64(fields.kind, self.key.kind.number());
        document.add_i64(fields.id, self.key.id);
        document.add_i64(fields.chat, self.chat_id.map_or(0, |chat| chat.0));
        document.add_i64(fields.at, self.at.0);
        for word in &self.reach {
            document.add_text(fields.reach, word);
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
        for digits in self.numbers.iter().filter_map(|number| analysis::long_number(number)) {
            document.add_text(fields.number, digits);
        }
        document
    }
}
