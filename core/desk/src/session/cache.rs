//! Remembers for a moment who holds which secret, so that a busy session costs no query per call, and wakes
//! live connections when what they stand on may have changed.

use super::Authenticated;
use crate::limits::{SESSION_BELIEVED_MS, SESSION_ENTRIES_MAX, VISIT_GROUPS};
use std::sync::atomic::{AtomicU64, Ordering};
use switchboard_bounds::Recent;
use switchboard_model::{Actor, ContactId, Timestamp};
use tokio::sync::watch;

/// What had happened to sessions in this process at some time. What was read before it is another one is
/// not believed any more: of operators after a change of permissions, of visitors after one of a visit as
/// well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Generation {
    permissions: u64,
    visits: u64,
}

/// The answers, and what voids older ones.
pub(crate) struct SessionCache {
    known: Recent<String, (Generation, Authenticated)>,
    changes: watch::Sender<u64>,
    visit_changes: AtomicU64,
    /// A visitor's live connections look again only when a visit of their group changes: strangers come
    /// and go as often as they like.
    groups: Vec<watch::Sender<()>>,
}

impl Default for SessionCache {
    fn default() -> Self {
        Self {
            known: Recent::new(SESSION_ENTRIES_MAX, SESSION_BELIEVED_MS),
            changes: watch::Sender::new(0),
            visit_changes: AtomicU64::new(0),
            groups: (0..VISIT_GROUPS).map(|_| watch::Sender::new(())).collect(),
        }
    }
}

impl SessionCache {
    /// What has happened up to now. Take it before reading what is to be kept.
    pub(crate) fn generation(&self) -> Generation {
        Generation {
            permissions: *self.changes.borrow(),
            visits: self.visit_changes.load(Ordering::SeqCst),
        }
    }

    /// Counts a change of permissions: nobody is believed any more without asking the database.
    pub(crate) fn permissions_changed(&self) {
        self.changes.send_modify(|generation| *generation += 1);
    }

    /// Wakes those who hold live connections whenever permissions change.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Counts that visits of a contact have ended, or are another contact's now: no visitor is believed any
    /// more without asking the database.
    pub(crate) fn visits_changed(&self, contact_id: ContactId) {
        self.visit_changes.fetch_add(1, Ordering::SeqCst);
        if let Some(group) = self.group(contact_id) {
            group.send_replace(());
        }
    }

    /// Wakes a visitor who holds a live connection when a visit of theirs may have changed; none for others.
    pub(crate) fn visits(&self, actor: &Actor) -> Option<watch::Receiver<()>> {
        match actor {
            Actor::Visitor(visitor) => self.group(visitor.contact_id).map(watch::Sender::subscribe),
            Actor::Operator(_) | Actor::Rule(_) | Actor::System => None,
        }
    }

    fn group(&self, contact_id: ContactId) -> Option<&watch::Sender<()>> {
        // Ids that are made one after the other differ in a few bits.
        let mixed = contact_id.0.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        usize::try_from(mixed % VISIT_GROUPS).ok().and_then(|place| self.groups.get(place))
    }

    /// Who holds the secret with this hash, if that was found out a moment ago.
    pub(crate) fn find(&self, hash: &str, now: Timestamp) -> Option<Authenticated> {
        let current = self.generation();
        let (generation, authenticated) = self.known.find(hash, now.0)?;
        let is_running = authenticated.expires_at.is_none_or(|expires_at| expires_at > now);
        let is_current = match authenticated.actor {
            Actor::Visitor { .. } => generation == current,
            Actor::Operator(_) | Actor::Rule(_) | Actor::System => {
                generation.permissions == current.permissions
            }
        };
        (is_current && is_running).then_some(authenticated)
    }

    /// Remembers an answer that was read when this had happened.
    pub(crate) fn keep(
        &self,
        hash: String,
        authenticated: Authenticated,
        now: Timestamp,
        generation: Generation,
    ) {
        self.known.keep(hash, (generation, authenticated), now.0);
    }
}
