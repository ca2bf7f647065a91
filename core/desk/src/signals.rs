//! Typing and previews: told to whoever listens now, never stored. A slow listener loses
//! the oldest; each signal expires by itself, so that a lost "stopped" mends itself.

use crate::limits::{
    PREVIEW_MAX_CHARACTERS, SIGNAL_LIFE_MS, SIGNAL_QUEUE, SIGNAL_SOURCES_MAX, SIGNAL_THROTTLE_MS,
};
use std::sync::Arc;
use switchboard_bounds::Windows;
use switchboard_model::{AuthorKind, ChatId, Timestamp};
use tokio::sync::broadcast;

/// What is going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ephemeral {
    /// Somebody types in a chat, or stopped.
    Typing {
        chat_id: ChatId,
        author_kind: AuthorKind,
        /// The contact's or operator's id.
        author_id: Option<i64>,
        is_on: bool,
    },
    /// What the customer has typed and not sent: for operators alone.
    Preview {
        chat_id: ChatId,
        /// The text so far, as plain text.
        text: Arc<str>,
    },
}

/// What is going on, and how long that is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
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
}

/// The signals of this process. Cheap to clone.
#[derive(Clone)]
pub struct Signals {
    sender: broadcast::Sender<Signal>,
    throttle: Arc<Windows<Source>>,
}

impl Default for Signals {
    fn default() -> Self {
        let throttle = Windows::new(SIGNAL_SOURCES_MAX, 1, SIGNAL_THROTTLE_MS);
        Self { sender: broadcast::channel(SIGNAL_QUEUE).0, throttle: Arc::new(throttle) }
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
        };
        if self.throttle.count(source, now.0).is_err() {
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
        for chat in 0..=SIGNAL_QUEUE {
            let chat_id = ChatId(i64::try_from(chat).expect("small"));
            assert!(signals.tell(Ephemeral::Preview { chat_id, text: "x".into() }, Timestamp(0)));
        }
        let first = listener.next().await.expect("a signal").ephemeral;
        assert_eq!(first, Ephemeral::Preview { chat_id: ChatId(1), text: "x".into() });
    }

    #[test]
    fn a_flood_of_sources_silences_nobody_else() {
        let signals = Signals::default();
        for chat in 0..20_000 {
            signals
                .tell(Ephemeral::Preview { chat_id: ChatId(chat), text: "x".into() }, Timestamp(0));
        }
        assert!(signals.tell(preview("a"), Timestamp(0)), "old sources are forgotten");
    }

    #[test]
    fn a_long_preview_is_cut() {
        assert_eq!(cut("ä".repeat(2_000).into()).chars().count(), PREVIEW_MAX_CHARACTERS);
    }
}
