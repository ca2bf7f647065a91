//! Slows down those who guess passwords: wrong tries are counted per address to sign in with and per
//! peer, in bounded memory, and only a few hashes are computed at once.

use crate::DeskError;
use crate::limits::SIGN_IN_ENTRIES_MAX;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use switchboard_model::Timestamp;
use tokio::sync::Semaphore;

/// Hashes computed at once: each takes 19 MiB and a core.
const HASHES_AT_ONCE: usize = 2;
/// Calls that may wait for a hash.
const HASHES_WAITING: usize = 64;
/// Wrong tries are forgotten after this time, in milliseconds.
const WINDOW_MS: i64 = 15 * 60 * 1000;
/// Wrong tries for one address to sign in with, per window.
const TRIES_PER_EMAIL: u32 = 10;
/// Wrong tries from one peer, per window.
const TRIES_PER_PEER: u32 = 50;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Email(String),
    Peer(String),
}

impl Key {
    fn limit(&self) -> u32 {
        match self {
            Self::Email(_) => TRIES_PER_EMAIL,
            Self::Peer(_) => TRIES_PER_PEER,
        }
    }
}

struct Tries {
    since: Timestamp,
    count: u32,
}

/// Counts tries and holds back hashing.
pub(crate) struct SignInGuard {
    tries: Mutex<HashMap<Key, Tries>>,
    hashing: Semaphore,
    waiting: Semaphore,
}

impl Default for SignInGuard {
    fn default() -> Self {
        Self {
            tries: Mutex::default(),
            hashing: Semaphore::new(HASHES_AT_ONCE),
            waiting: Semaphore::new(HASHES_WAITING),
        }
    }
}

/// A counted try. It stays counted unless it is forgiven.
pub(crate) struct Try {
    keys: Vec<Key>,
}

impl SignInGuard {
    /// Counts a try before it is made, so that many at once count like many in a row.
    ///
    /// # Errors
    /// `TooMany` when either had too many wrong ones.
    pub(crate) fn begin(
        &self,
        email: &str,
        peer: Option<&str>,
        now: Timestamp,
    ) -> Result<Try, DeskError> {
        let mut keys = vec![Key::Email(email.to_owned())];
        keys.extend(peer.map(|peer| Key::Peer(peer.to_owned())));
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() + keys.len() > SIGN_IN_ENTRIES_MAX {
            tries.retain(|_, tries| now.since_ms(tries.since) < WINDOW_MS);
        }
        let wait_ms = keys.iter().filter_map(|key| {
            let tries = tries.get(key)?;
            let age_ms = now.since_ms(tries.since);
            (tries.count >= key.limit() && age_ms < WINDOW_MS).then_some(WINDOW_MS - age_ms)
        });
        let wait_ms = match wait_ms.max() {
            // Full of fresh entries: somebody guesses from everywhere.
            None if tries.len() + keys.len() > SIGN_IN_ENTRIES_MAX => Some(WINDOW_MS),
            wait_ms => wait_ms,
        };
        if let Some(wait_ms) = wait_ms {
            let retry_after_ms = u64::try_from(wait_ms).unwrap_or_default();
            return Err(DeskError::TooMany { retry_after_ms });
        }
        for key in &keys {
            let entry = tries.entry(key.clone()).or_insert(Tries { since: now, count: 0 });
            if now.since_ms(entry.since) >= WINDOW_MS {
                *entry = Tries { since: now, count: 0 };
            }
            entry.count += 1;
        }
        Ok(Try { keys })
    }

    /// Takes a try back that was right; the address to sign in with starts anew.
    pub(crate) fn forgive(&self, right: Try) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        for key in right.keys {
            match &key {
                Key::Email(_) => {
                    tries.remove(&key);
                }
                Key::Peer(_) => {
                    if let Some(tries) = tries.get_mut(&key) {
                        tries.count = tries.count.saturating_sub(1);
                    }
                }
            }
        }
    }

    /// Runs a hash on the blocking pool when its turn comes.
    ///
    /// # Errors
    /// `TooMany` when too many wait already, and what the work says.
    pub(crate) async fn hash<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, DeskError> {
        let too_many = |_| DeskError::TooMany { retry_after_ms: 1_000 };
        let _place = self.waiting.try_acquire().map_err(too_many)?;
        let closed = |error: tokio::sync::AcquireError| DeskError::Internal(error.to_string());
        let _turn = self.hashing.acquire().await.map_err(closed)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| DeskError::Internal(format!("a hash was not finished: {error}")))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_wrong_try_waits_and_a_right_one_starts_anew() {
        let guard = SignInGuard::default();
        for _ in 0..TRIES_PER_EMAIL {
            assert!(guard.begin("ana@example.com", Some("::1"), Timestamp(0)).is_ok());
        }
        let refused = guard.begin("ana@example.com", Some("::2"), Timestamp(60_000));
        assert!(matches!(refused, Err(DeskError::TooMany { retry_after_ms: 840_000 })));
        let later = guard.begin("ana@example.com", Some("::1"), Timestamp(WINDOW_MS));
        guard.forgive(later.expect("the window is over"));
        assert!(guard.begin("ana@example.com", Some("::1"), Timestamp(WINDOW_MS)).is_ok());
    }

    #[test]
    fn one_peer_cannot_try_everybody() {
        let guard = SignInGuard::default();
        let refused = (0..=TRIES_PER_PEER).filter(|one| {
            guard.begin(&format!("{one}@example.com"), Some("::1"), Timestamp(0)).is_err()
        });
        assert_eq!(refused.count(), 1);
    }

    #[test]
    fn the_memory_is_bounded() {
        let guard = SignInGuard::default();
        for one in 0..2 * SIGN_IN_ENTRIES_MAX {
            let _ = guard.begin(&format!("{one}@example.com"), None, Timestamp(0));
        }
        assert!(guard.tries.lock().expect("not poisoned").len() <= SIGN_IN_ENTRIES_MAX);
    }
}
