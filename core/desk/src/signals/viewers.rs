//! Who has which chat open and who writes in it, as far as this node has heard. What is not told again
//! expires, so that a node or a window that is gone without a word is forgotten.

use super::{Ephemeral, Signal};
use crate::limits::{VIEWED_CHATS_MAX, VIEWERS_PER_CHAT_MAX};
use parking_lot::Mutex;
use std::collections::BTreeMap;
use switchboard_bounds::Keyed;
use switchboard_model::{AuthorKind, ChatId, OperatorId, Timestamp};

/// An operator who has a chat open or writes in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub operator_id: OperatorId,
    /// They write.
    pub is_writing: bool,
}

/// What somebody does in a chat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Viewing { window: u64 },
    Writing,
    Noting,
}

struct Entry {
    operator_id: OperatorId,
    doing: Doing,
    expires_at: Timestamp,
}

pub(super) struct Viewers(Mutex<Keyed<ChatId, Vec<Entry>>>);

impl Default for Viewers {
    fn default() -> Self {
        Self(Mutex::new(Keyed::new(VIEWED_CHATS_MAX)))
    }
}

impl Viewers {
    /// Keeps in mind what a signal tells about operators.
    pub(super) fn note(&self, signal: &Signal) {
        let (chat_id, operator_id, doing, is_on) = match signal.ephemeral {
            Ephemeral::Viewing { chat_id, operator_id, window, is_on } => {
                (chat_id, operator_id, Doing::Viewing { window }, is_on)
            }
            Ephemeral::Typing {
                chat_id,
                author_kind: AuthorKind::Operator,
                author_id: Some(id),
                is_on,
            } => (chat_id, OperatorId(id), Doing::Writing, is_on),
            Ephemeral::NoteTyping { chat_id, operator_id, is_on } => {
                (chat_id, operator_id, Doing::Noting, is_on)
            }
            Ephemeral::Typing { .. } | Ephemeral::Preview { .. } => return,
        };
        let mut chats = self.0.lock();
        let entries = chats.entry(chat_id, Vec::new);
        entries.retain(|entry| {
            let is_this = entry.operator_id == operator_id && entry.doing == doing;
            !is_this && entry.expires_at > signal.at
        });
        if is_on && entries.len() < VIEWERS_PER_CHAT_MAX {
            entries.push(Entry { operator_id, doing, expires_at: signal.expires_at });
        }
        if entries.is_empty() {
            chats.remove(&chat_id);
        }
    }

    /// Who has a chat open or writes in it, by their ids.
    pub(super) fn of(&self, chat_id: ChatId, now: Timestamp) -> Vec<Viewer> {
        let mut all = BTreeMap::new();
        let mut chats = self.0.lock();
        for entry in chats.get(&chat_id).into_iter().flatten() {
            if entry.expires_at > now {
                let is_writing = matches!(entry.doing, Doing::Writing | Doing::Noting);
                *all.entry(entry.operator_id).or_insert(false) |= is_writing;
            }
        }
        all.into_iter()
            .map(|(operator_id, is_writing)| Viewer { operator_id, is_writing })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAT: ChatId = ChatId(1);

    fn signal(ephemeral: Ephemeral, at: i64) -> Signal {
        let (at, expires_at) = (Timestamp(at), Timestamp(at + 100));
        Signal { ephemeral, is_own: true, at, expires_at }
    }

    fn views(operator: i64, window: u64, is_on: bool) -> Ephemeral {
        let operator_id = OperatorId(operator);
        Ephemeral::Viewing { chat_id: CHAT, operator_id, window, is_on }
    }

    fn writes(author_kind: AuthorKind, is_on: bool) -> Ephemeral {
        Ephemeral::Typing { chat_id: CHAT, author_kind, author_id: Some(2), is_on }
    }

    fn seen(viewers: &Viewers, now: i64) -> Vec<(i64, bool)> {
        let all = viewers.of(CHAT, Timestamp(now)).into_iter();
        all.map(|one| (one.operator_id.0, one.is_writing)).collect()
    }

    #[test]
    fn who_views_in_two_windows_is_there_until_both_are_closed() {
        let viewers = Viewers::default();
        for (window, is_on, expected) in [
            (1, true, vec![(7, false)]),
            (2, true, vec![(7, false)]),
            (1, false, vec![(7, false)]),
            (2, false, vec![]),
        ] {
            viewers.note(&signal(views(7, window, is_on), 0));
            assert_eq!(seen(&viewers, 1), expected);
        }
        assert!(!viewers.0.lock().contains(&CHAT), "nothing is left of it");
    }

    #[test]
    fn who_writes_is_there_and_customers_are_not() {
        let viewers = Viewers::default();
        viewers.note(&signal(views(3, 1, true), 0));
        viewers.note(&signal(writes(AuthorKind::Contact, true), 0));
        viewers.note(&signal(writes(AuthorKind::Operator, true), 0));
        assert_eq!(seen(&viewers, 1), [(2, true), (3, false)]);
        viewers.note(&signal(writes(AuthorKind::Operator, false), 2));
        assert_eq!(seen(&viewers, 3), [(3, false)]);
    }

    /// F106: whether it is a reply or a note.
    #[test]
    fn who_writes_a_note_is_there_until_they_stop() {
        let viewers = Viewers::default();
        let notes = |is_on| {
            let operator_id = OperatorId(2);
            Ephemeral::NoteTyping { chat_id: CHAT, operator_id, is_on }
        };
        viewers.note(&signal(notes(true), 0));
        viewers.note(&signal(writes(AuthorKind::Operator, true), 0));
        viewers.note(&signal(writes(AuthorKind::Operator, false), 1));
        assert_eq!(seen(&viewers, 2), [(2, true)], "the note goes on");
        viewers.note(&signal(notes(false), 3));
        assert!(seen(&viewers, 4).is_empty());
    }

    #[test]
    fn what_is_not_told_again_expires() {
        let viewers = Viewers::default();
        viewers.note(&signal(views(7, 1, true), 0));
        viewers.note(&signal(views(8, 1, true), 60));
        assert_eq!(seen(&viewers, 99), [(7, false), (8, false)]);
        assert_eq!(seen(&viewers, 100), [(8, false)], "gone without a word");
        viewers.note(&signal(views(8, 1, true), 120));
        assert_eq!(seen(&viewers, 200), [(8, false)], "told again");
    }

    #[test]
    fn windows_and_chats_without_end_are_not_kept() {
        let viewers = Viewers::default();
        for window in 0..10_000 {
            viewers.note(&signal(views(7, window, true), 0));
        }
        let count = viewers.0.lock().get(&CHAT).map(|entries| entries.len());
        assert_eq!(count, Some(VIEWERS_PER_CHAT_MAX));
        for chat in 0..50_000 {
            let chat_id = ChatId(chat);
            let operator_id = OperatorId(7);
            let viewing = Ephemeral::Viewing { chat_id, operator_id, window: 1, is_on: true };
            viewers.note(&signal(viewing, 0));
        }
        assert!(!viewers.0.lock().contains(&CHAT), "the oldest is forgotten");
    }
}
