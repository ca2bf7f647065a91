//! Remembers for a moment who holds which secret, so that a busy session costs no query per call.

use super::Authenticated;
use crate::limits::{SESSION_BELIEVED_MS, SESSION_ENTRIES_MAX};
use switchboard_bounds::Recent;
use switchboard_model::Timestamp;
use tokio::sync::watch;

/// The answers, and a count of the changes of permissions in this process, which voids older answers.
pub(crate) struct SessionCache {
    known: Recent<String, (u64, Authenticated)>,
    changes: watch::Sender<u64>,
}

impl Default for SessionCache {
    fn default() -> Self {
        let known = Recent::new(SESSION_ENTRIES_MAX, SESSION_BELIEVED_MS);
        Self { known, changes: watch::Sender::new(0) }
    }
}

impl SessionCache {
    /// How often permissions have changed. Take it before reading what is to be kept.
    pub(crate) fn generation(&self) -> u64 {
        *self.changes.borrow()
    }

    /// Counts a change of permissions: nobody is believed any more without asking the database.
    pub(crate) fn permissions_changed(&self) {
        self.changes.send_modify(|generation| *generation += 1);
    }

    /// Wakes those who hold live connections whenever permissions change.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Who holds the secret with this hash, if that was found out a moment ago.
    pub(crate) fn find(&self, hash: &str, now: Timestamp) -> Option<Authenticated> {
        let current = self.generation();
        let (generation, authenticated) = self.known.find(hash, now.0)?;
        let is_running = authenticated.expires_at.is_none_or(|expires_at| expires_at > now);
        (generation == current && is_running).then_some(authenticated)
    }

    /// Remembers an answer that was read when `generation` changes had happened.
    pub(crate) fn keep(
        &self,
        hash: String,
        authenticated: Authenticated,
        now: Timestamp,
        generation: u64,
    ) {
        self.known.keep(hash, (generation, authenticated), now.0);
    }
}
