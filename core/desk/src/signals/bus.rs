//! The port to the other nodes of an installation, and how a signal looks on the way there.

use super::Ephemeral;
use crate::limits::NOTICE_MAX_BYTES;
use serde::{Deserialize, Serialize};

/// What carries signals to the other nodes. What it cannot take at once it loses, and nobody waits for it.
pub trait Bus: Send + Sync {
    /// Passes on what may lie on a disk for a while.
    fn pass(&self, notice: String);

    /// Passes on what a customer has not sent. A bus that may write it to a disk leaves this as it is: then
    /// nobody on other nodes sees it.
    fn pass_preview(&self, _notice: String) {}
}

#[derive(Serialize)]
struct Outgoing<'a> {
    node: u64,
    signal: &'a Ephemeral,
}

#[derive(Deserialize)]
struct Incoming {
    node: u64,
    signal: Ephemeral,
}

/// Passes a signal of this node on.
pub(super) fn pass(bus: &dyn Bus, node: u64, signal: &Ephemeral) {
    // Numbers and texts are always JSON.
    let Ok(notice) = serde_json::to_string(&Outgoing { node, signal }) else { return };
    match signal {
        Ephemeral::Preview { .. } => bus.pass_preview(notice),
        Ephemeral::Typing { .. } | Ephemeral::NoteTyping { .. } | Ephemeral::Viewing { .. } => {
            bus.pass(notice)
        }
    }
}

/// The node that told a notice, and its signal; none for what this version does not understand.
pub(super) fn read(notice: &str) -> Option<(u64, Ephemeral)> {
    if notice.len() > NOTICE_MAX_BYTES {
        return None;
    }
    let incoming: Incoming = serde_json::from_str(notice).ok()?;
    Some((incoming.node, incoming.signal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::PREVIEW_MAX_CHARACTERS;
    use parking_lot::Mutex;
    use switchboard_model::{AuthorKind, ChatId, OperatorId};

    /// One that may write to a disk.
    #[derive(Default)]
    struct Written(Mutex<Vec<String>>);

    impl Bus for Written {
        fn pass(&self, notice: String) {
            self.0.lock().push(notice);
        }
    }

    /// One that carries all.
    #[derive(Default)]
    struct Carried(Mutex<Vec<String>>);

    impl Bus for Carried {
        fn pass(&self, notice: String) {
            self.0.lock().push(notice);
        }
        fn pass_preview(&self, notice: String) {
            self.0.lock().push(notice);
        }
    }

    fn all() -> [Ephemeral; 3] {
        let chat_id = ChatId(1);
        let (author_kind, author_id) = (AuthorKind::Contact, Some(7));
        let control = "\u{1}".repeat(PREVIEW_MAX_CHARACTERS);
        [
            Ephemeral::Typing { chat_id, author_kind, author_id, is_on: true },
            Ephemeral::Viewing {
                chat_id,
                operator_id: OperatorId(2),
                window: u64::MAX,
                is_on: false,
            },
            Ephemeral::Preview { chat_id, text: control.into() },
        ]
    }

    #[test]
    fn every_signal_arrives_as_it_was_told_the_longest_preview_too() {
        let bus = Carried::default();
        for signal in &all() {
            pass(&bus, u64::MAX, signal);
        }
        let notices = bus.0.into_inner();
        let heard: Vec<_> = notices.iter().filter_map(|notice| read(notice)).collect();
        assert_eq!(heard, all().map(|signal| (u64::MAX, signal)));
    }

    #[test]
    fn a_bus_that_may_write_to_a_disk_has_no_previews() {
        let bus = Written::default();
        for signal in &all() {
            pass(&bus, 1, signal);
        }
        let notices = bus.0.into_inner();
        assert_eq!(notices.len(), 2);
        assert!(notices.iter().all(|notice| !notice.contains("Preview")), "{notices:?}");
    }

    #[test]
    fn what_another_version_tells_is_passed_over() {
        for notice in ["", "{}", r#"{"node":1,"signal":{"Dancing":{"chat_id":1}}}"#] {
            assert_eq!(read(notice), None, "{notice}");
        }
        assert_eq!(read(&" ".repeat(NOTICE_MAX_BYTES + 1)), None);
    }
}
