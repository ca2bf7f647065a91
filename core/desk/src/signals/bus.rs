//! The port to the other nodes of an installation, and how a signal looks on the way there.

use super::{Ephemeral, VisitChange};
use crate::limits::NOTICE_MAX_BYTES;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What carries signals to the other nodes. What it cannot take at once it loses, and nobody waits for it.
pub trait Bus: Send + Sync {
    /// Passes on what may lie on a disk for a while.
    fn pass(&self, notice: String);

    /// Passes on what must lie on none: what a customer has not sent, and where somebody is who has not agreed to
    /// be recorded. A bus that may write it to a disk leaves this as it is: then nobody on other nodes sees it.
    fn pass_unstored(&self, _notice: String) {}
}

#[derive(Serialize)]
struct Outgoing<'a> {
    node: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    signal: Option<&'a Ephemeral>,
    #[serde(skip_serializing_if = "Option::is_none")]
    visit: Option<&'a VisitChange>,
}

#[derive(Deserialize)]
struct Incoming {
    node: u64,
    signal: Option<Ephemeral>,
    visit: Option<VisitChange>,
}

/// What a node has told.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Heard {
    Signal(Ephemeral),
    Visit(Arc<VisitChange>),
}

/// Passes a signal of this node on.
pub(super) fn pass(bus: &dyn Bus, node: u64, signal: &Ephemeral) {
    // Numbers and texts are always JSON.
    let told = Outgoing { node, signal: Some(signal), visit: None };
    let Ok(notice) = serde_json::to_string(&told) else { return };
    match signal {
        Ephemeral::Preview { .. } => bus.pass_unstored(notice),
        Ephemeral::Typing { .. } | Ephemeral::NoteTyping { .. } | Ephemeral::Viewing { .. } => {
            bus.pass(notice)
        }
    }
}

/// Passes on how a visit is now. One that is never written lies on no disk on the way either.
pub(super) fn pass_visit(bus: &dyn Bus, node: u64, change: &VisitChange, is_kept: bool) {
    let told = Outgoing { node, signal: None, visit: Some(change) };
    let Ok(notice) = serde_json::to_string(&told) else { return };
    if is_kept { bus.pass(notice) } else { bus.pass_unstored(notice) }
}

/// The node that told a notice, and what; none for what this version does not understand.
pub(super) fn read(notice: &str) -> Option<(u64, Heard)> {
    if notice.len() > NOTICE_MAX_BYTES {
        return None;
    }
    let Incoming { node, signal, visit } = serde_json::from_str(notice).ok()?;
    let visit = || visit.map(|change| Heard::Visit(Arc::new(change)));
    Some((node, signal.map(Heard::Signal).or_else(visit)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::{NAME_MAX_CHARACTERS, PREVIEW_MAX_CHARACTERS};
    use crate::signals::visit_of;
    use parking_lot::Mutex;
    use switchboard_model::limits::PAGE_ADDRESS_MAX_BYTES;
    use switchboard_model::{AuthorKind, ChatId, OperatorId};
    use switchboard_store::limits::NOTICE_BYTES;

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
        fn pass_unstored(&self, notice: String) {
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
        assert_eq!(heard, all().map(|signal| (u64::MAX, Heard::Signal(signal))));
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

    /// F57, F63: the largest visit is not too large, and crosses a disk only where it may be written.
    #[test]
    fn a_visit_arrives_and_lies_on_no_disk_where_nobody_agreed_to_that() {
        let (address, name) =
            ("x".repeat(PAGE_ADDRESS_MAX_BYTES), "\u{1F600}".repeat(NAME_MAX_CHARACTERS));
        let mut visit = visit_of(7);
        for text in [&mut visit.entry_url, &mut visit.url] {
            text.clone_from(&address);
        }
        (visit.referrer, visit.title) = (Some(address), Some(name));
        let change = VisitChange { visit, is_over: true };
        let (written, carried) = (Written::default(), Carried::default());
        for is_kept in [true, false] {
            pass_visit(&written, 1, &change, is_kept);
            pass_visit(&carried, 1, &change, is_kept);
        }
        let (written, carried) = (written.0.into_inner(), carried.0.into_inner());
        assert_eq!((written.len(), carried.len()), (1, 2));
        let heard = Some((1, Heard::Visit(Arc::new(change))));
        assert!(carried.iter().all(|notice| read(notice) == heard));
        assert!(carried[0].len() <= NOTICE_BYTES, "{}", carried[0].len());
    }

    #[test]
    fn what_another_version_tells_is_passed_over() {
        for notice in
            ["", "{}", r#"{"node":1}"#, r#"{"node":1,"signal":{"Dancing":{"chat_id":1}}}"#]
        {
            assert_eq!(read(notice), None, "{notice}");
        }
        assert_eq!(read(&" ".repeat(NOTICE_MAX_BYTES + 1)), None);
    }
}
