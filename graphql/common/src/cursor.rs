//! Cursors of pages: the sort key and the id of an item, as an opaque word that knows its list.

use crate::limits::CURSOR_MAX_BYTES;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use switchboard_desk::read::{ChatKey, ContactKey, EntryKey, MessageKey};
use switchboard_model::name_order::NameKey;
use switchboard_model::{
    ActId, AuditId, ContactId, DeliveryId, InboundRequestId, NoteId, NotificationId, OperatorId,
    VisitId,
};

/// A sort key that travels as an opaque word.
pub trait Key: Sized {
    /// Its parts as JSON-able values.
    type Parts: Serialize + DeserializeOwned;
    /// Which list it belongs to: a key of another list is refused.
    const LIST: char;
    /// The parts of the key.
    fn parts(&self) -> Self::Parts;
    /// The key of these parts.
    fn from_parts(parts: Self::Parts) -> Self;
}

/// The word of a key.
pub fn encode<K: Key>(key: &K) -> String {
    let json = serde_json::to_string(&key.parts()).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(format!("{}{json}", K::LIST))
}

/// The key of a word; none for a word of another list.
pub fn decode<K: Key>(word: &str) -> Option<K> {
    if word.len() > CURSOR_MAX_BYTES {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(word).ok()?;
    let json = std::str::from_utf8(&bytes).ok()?.strip_prefix(K::LIST)?;
    serde_json::from_str(json).ok().map(K::from_parts)
}

impl Key for ChatKey {
    type Parts = (NameKey, i64, i64, i64);
    const LIST: char = 'c';
    fn parts(&self) -> Self::Parts {
        (self.name.clone(), self.priority, self.at, self.chat_id)
    }
    fn from_parts((name, priority, at, chat_id): Self::Parts) -> Self {
        Self { name, priority, at, chat_id }
    }
}

impl Key for MessageKey {
    type Parts = (i64, i64);
    const LIST: char = 'm';
    fn parts(&self) -> Self::Parts {
        (self.position, self.message_id)
    }
    fn from_parts((position, message_id): Self::Parts) -> Self {
        Self { position, message_id }
    }
}

impl Key for EntryKey {
    type Parts = (i64, i64, i64);
    const LIST: char = 'e';
    fn parts(&self) -> Self::Parts {
        (self.position, self.kind, self.id)
    }
    fn from_parts((position, kind, id): Self::Parts) -> Self {
        Self { position, kind, id }
    }
}

impl Key for ContactKey {
    type Parts = (String, i64);
    const LIST: char = 'p';
    fn parts(&self) -> Self::Parts {
        (self.name.clone(), self.contact_id)
    }
    fn from_parts((name, contact_id): Self::Parts) -> Self {
        Self { name, contact_id }
    }
}

macro_rules! key_by_id {
    ($($id:ident = $list:literal),+) => { $(
        impl Key for $id {
            type Parts = i64;
            const LIST: char = $list;
            fn parts(&self) -> i64 {
                self.0
            }
            fn from_parts(id: i64) -> Self {
                Self(id)
            }
        }
    )+ };
}
key_by_id!(
    NoteId = 'n',
    OperatorId = 'o',
    DeliveryId = 'd',
    InboundRequestId = 'i',
    AuditId = 'a',
    ActId = 't',
    ContactId = 'r',
    VisitId = 'v',
    NotificationId = 'u'
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_from_its_word() {
        let key = ContactKey { name: "Zoë \"Z\" 北".to_owned(), contact_id: 7 };
        assert_eq!(decode::<ContactKey>(&encode(&key)), Some(key));
    }

    #[test]
    fn a_key_with_a_name_that_is_none_is_refused() {
        let word = |name: &str| URL_SAFE_NO_PAD.encode(format!("c[{name:?},0,1,2]"));
        assert!(decode::<ChatKey>(&word("2a")).is_some());
        assert!(decode::<ChatKey>(&word("' OR 1 = 1 --")).is_none());
    }

    #[test]
    fn keys_of_other_lists_and_garbage_are_refused() {
        let word = encode(&MessageKey { position: 1, message_id: 2 });
        assert!(decode::<ContactKey>(&word).is_none());
        assert!(decode::<MessageKey>("nonsense").is_none());
        assert!(decode::<MessageKey>(&"A".repeat(CURSOR_MAX_BYTES + 1)).is_none());
    }
}
