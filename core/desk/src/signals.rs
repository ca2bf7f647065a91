//! Typing, previews and presence: told to whoever listens now, never stored. A slow listener loses
//! the oldest; each signal expires by itself, so that a lost "stopped" mends itself.

use crate::limits::SIGNAL_SOURCES_MAX;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};
use switchboard_model::{AuthorKind, ChatId, OperatorId, Timestamp};
use tokio::sync::broadcast;

/// Signals that a slow listener may be behind.
const QUEUE_SIGNALS: usize = 1_024;
/// One signal of a kind per source in this time, in milliseconds.
const THROTTLE_MS: i64 = 1_000;
/// How long a signal is true, in milliseconds.
pub const SIGNAL_LIFE_MS: i64 = 8_000;
/// Longest preview, in characters; longer ones are cut.
pub const PREVIEW_MAX_CHARACTERS: usize = 1_000;

/// What is going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ephemeral {
    /// Somebody types in a chat, or stopped.
    Typing {
        /// The chat.
        chat_id: ChatId,
        /// Who.
        author_kind: AuthorKind,
        /// The contact's or operator's id.
        author_id: Option<i64>,
        /// Types, or stopped.
        is_on: bool,
    },
    /// What the customer has typed and not sent: for operators alone.
    Preview {
        /// The chat.
        chat_id: ChatId,
        /// The text so far, as plain text.
        text: Arc<str>,
    },
    /// An operator has the board open, or not any more.
    Presence {
        /// The operator.
        operator_id: OperatorId,
        /// Is there.
        is_online: bool,
    },
}

/// What is going on, and how long that is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// What is going on.
    pub ephemeral: Ephemeral,
    /// Since when.
    pub at: Timestamp,
    /// Until when, unless it is told again.
    pub expires_at: Timestamp,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Source {
    Typing(ChatId, AuthorKind, Option<i64>, bool),
    Preview(ChatId),
    Presence(OperatorId, bool),
}

/// The signals of this process. Cheap to clone.
#[derive(Clone)]
pub struct Signals {
    sender: broadcast::Sender<Signal>,
    last: Arc<Mutex<HashMap<Source, Timestamp>>>,
}

impl Default for Signals {
    fn default() -> Self {
        Self { sender: broadcast::channel(QUEUE_SIGNALS).0, last: Arc::default() }
    }
}

impl Signals {
    /// Tells a signal to all listeners; false when its source told the same less than a second ago.
    pub fn tell(&self, ephemeral: Ephemeral, now: Timestamp) -> bool {
        let source = match &ephemeral {
            Ephemeral::Typing { chat_id, author_kind, author_id, is_on } => {
                Source::Typing(*chat_id, *author_kind, *author_id, *is_on)
            }
            Ephemeral::Preview { chat_id, .. } => Source::Preview(*chat_id),
            Ephemeral::Presence { operator_id, is_online } => {
                Source::Presence(*operator_id, *is_online)
            }
        };
        if !self.may_tell(source, now) {
            return false;
        }
        let ephemeral = match ephemeral {
            Ephemeral::Preview { chat_id, text } => Ephemeral::Preview { chat_id, text: cut(text) },
            other => other,
        };
        let signal = Signal { ephemeral, at: now, expires_at: now.plus_ms(SIGNAL_LIFE_MS) };
        // Nobody listening is as good as told.
        let _ = self.sender.send(signal);
        true
    }

    /// Listens from now on.
    pub fn listen(&self) -> Listener {
        Listener { receiver: self.sender.subscribe() }
    }

    fn may_tell(&self, source: Source, now: Timestamp) -> bool {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.len() >= SIGNAL_SOURCES_MAX {
            last.retain(|_, at| now.since_ms(*at) < THROTTLE_MS);
            if last.len() >= SIGNAL_SOURCES_MAX {
                return false;
            }
        }
        match last.entry(source) {
            Entry::Occupied(entry) if now.since_ms(*entry.get()) < THROTTLE_MS => false,
            entry => {
                entry.insert_entry(now);
                true
            }
        }
    }
}

fn cut(text: Arc<str>) -> Arc<str> {
    match text.char_indices().nth(PREVIEW_MAX_CHARACTERS) {
        Some((end, _)) => text[..end].into(),
        None => text,
    }
}

/// Hears signals from the moment it was made.
pub struct Listener {
    receiver: broadcast::Receiver<Signal>,
}

impl Listener {
    /// The next signal; skips what was lost to slowness. None when the process stops.
    pub async fn next(&mut self) -> Option<Signal> {
        loop {
            match self.receiver.recv().await {
                Ok(signal) => return Some(signal),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview(text: &str) -> Ephemeral {
        Ephemeral::Preview { chat_id: ChatId(1), text: text.into() }
    }

    #[tokio::test]
    async fn one_source_is_heard_once_a_second() {
        let signals = Signals::default();
        let mut listener = signals.listen();
        assert!(signals.tell(preview("a"), Timestamp(0)));
        assert!(!signals.tell(preview("ab"), Timestamp(999)));
        assert!(signals.tell(preview("abc"), Timestamp(1_000)));
        let heard = [listener.next().await, listener.next().await];
        let texts: Vec<_> = heard.into_iter().flatten().map(|signal| signal.ephemeral).collect();
        assert_eq!(texts, [preview("a"), preview("abc")]);
    }

    #[tokio::test]
    async fn a_slow_listener_loses_the_oldest() {
        let signals = Signals::default();
        let mut listener = signals.listen();
        for chat in 0..=QUEUE_SIGNALS {
            let chat_id = ChatId(i64::try_from(chat).expect("small"));
            assert!(signals.tell(Ephemeral::Preview { chat_id, text: "x".into() }, Timestamp(0)));
        }
        let first = listener.next().await.expect("a signal").ephemeral;
        assert_eq!(first, Ephemeral::Preview { chat_id: ChatId(1), text: "x".into() });
    }

    #[test]
    fn the_memory_of_sources_is_bounded() {
        let signals = Signals::default();
        for chat in 0..20_000 {
            signals
                .tell(Ephemeral::Preview { chat_id: ChatId(chat), text: "x".into() }, Timestamp(0));
        }
        assert!(signals.last.lock().expect("not poisoned").len() <= SIGNAL_SOURCES_MAX);
        assert!(signals.tell(preview("later"), Timestamp(5_000)), "old sources are forgotten");
    }

    #[test]
    fn a_long_preview_is_cut() {
        assert_eq!(cut("ä".repeat(2_000).into()).chars().count(), PREVIEW_MAX_CHARACTERS);
    }
}
