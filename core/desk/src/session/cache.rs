//! Remembers for a moment who holds which secret, so that a busy session costs no query per call.

use super::Authenticated;
use crate::limits::SESSION_ENTRIES_MAX;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use switchboard_model::Timestamp;
use tokio::sync::watch;

/// How long an answer is believed, in milliseconds: the longest that a change in another process
/// goes unseen.
const BELIEVED_MS: i64 = 1_000;

struct Known {
    authenticated: Authenticated,
    at: Timestamp,
    generation: u64,
}

/// The answers, and a count of the changes of rights in this process, which voids older answers.
pub(crate) struct SessionCache {
    known: Mutex<HashMap<String, Known>>,
    changes: watch::Sender<u64>,
}

impl Default for SessionCache {
    fn default() -> Self {
        Self { known: Mutex::default(), changes: watch::Sender::new(0) }
    }
}

impl SessionCache {
    /// How often rights have changed. Take it before reading what is to be kept.
    pub(crate) fn generation(&self) -> u64 {
        *self.changes.borrow()
    }

    /// Counts a change of rights: nobody is believed any more without asking the database.
    pub(crate) fn rights_changed(&self) {
        self.changes.send_modify(|generation| *generation += 1);
    }

    /// Wakes those who hold live connections whenever rights change.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Who holds the secret with this hash, if that was found out a moment ago.
    pub(crate) fn find(&self, hash: &str, now: Timestamp) -> Option<Authenticated> {
        let generation = self.generation();
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(hash)?;
        let is_fresh = known.generation == generation && now.since_ms(known.at) < BELIEVED_MS;
        let is_running = known.authenticated.expires_at.is_none_or(|expires_at| expires_at > now);
        (is_fresh && is_running).then(|| known.authenticated.clone())
    }

    /// Remembers an answer that was read when `generation` changes had happened.
    pub(crate) fn keep(
        &self,
        hash: String,
        authenticated: Authenticated,
        now: Timestamp,
        generation: u64,
    ) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= SESSION_ENTRIES_MAX {
            known.retain(|_, known| now.since_ms(known.at) < BELIEVED_MS);
        }
        if known.len() < SESSION_ENTRIES_MAX {
            known.insert(hash, Known { authenticated, at: now, generation });
        }
    }
}
