//! What a signal tells.

use crate::limits::PREVIEW_MAX_CHARACTERS;
use serde::{Deserialize, Serialize};
use std::{fmt, sync::Arc};
use switchboard_model::{AuthorKind, ChatId, OperatorId, Timestamp};

/// What is going on. Nodes tell it each other: a kind that another version does not know is passed over
/// there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ephemeral {
    /// Somebody types in a chat, or stopped.
    Typing {
        chat_id: ChatId,
        author_kind: AuthorKind,
        /// The contact's or operator's id.
        author_id: Option<i64>,
        is_on: bool,
    },
    /// An operator types a note, or stopped: nothing for customers, whatever is done with the other.
    NoteTyping { chat_id: ChatId, operator_id: OperatorId, is_on: bool },
    /// An operator has a chat open, or closed it.
    Viewing {
        chat_id: ChatId,
        operator_id: OperatorId,
        /// Which of their windows: each closes for itself.
        window: u64,
        is_on: bool,
    },
    /// What the customer has typed and not sent: for operators alone.
    Preview {
        chat_id: ChatId,
        /// The text so far, as plain text.
        text: Unsent,
    },
}

/// What a customer has typed and not sent. It is printed by no `Debug`, so that it stands in no log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Unsent(Arc<str>);

impl Unsent {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Cut to what a preview may have.
impl From<String> for Unsent {
    fn from(text: String) -> Self {
        match text.char_indices().nth(PREVIEW_MAX_CHARACTERS) {
            Some((end, _)) => Self(text[..end].into()),
            None => Self(text.into()),
        }
    }
}

impl From<Unsent> for String {
    fn from(text: Unsent) -> Self {
        text.0.as_ref().to_owned()
    }
}

impl fmt::Debug for Unsent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Unsent(…)")
    }
}

/// What is going on, and how long that is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    pub ephemeral: Ephemeral,
    /// It was told on this node; one that was heard from another node has been acted on there.
    pub is_own: bool,
    /// Since when, by this node's clock.
    pub at: Timestamp,
    /// Until when, unless it is told again.
    pub expires_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_preview_is_cut_and_none_is_printed() {
        let text = Unsent::from("ä".repeat(2_000));
        assert_eq!(text.as_str().chars().count(), PREVIEW_MAX_CHARACTERS);
        let preview = Ephemeral::Preview { chat_id: ChatId(1), text };
        assert!(!format!("{preview:?}").contains('ä'));
    }
}
