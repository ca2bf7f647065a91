//! Slows down those who guess passwords: wrong tries are counted per peer, and fewer of them per peer
//! and address to sign in with, in bounded memory; only a few hashes are computed at once. What
//! strangers do counts against them alone: who knows the password comes in from anywhere else.

use crate::limits::{
    HASHES_AT_ONCE, HASHES_WAITING, SIGN_IN_ENTRIES_MAX, SIGN_IN_TRIES_PER_EMAIL,
    SIGN_IN_TRIES_PER_PEER, SIGN_IN_WINDOW_MS,
};
use crate::peer::network;
use crate::{DeskError, Result};
use std::hash::{BuildHasher, RandomState};
use switchboard_bounds::Windows;
use switchboard_model::Timestamp;
use tokio::sync::Semaphore;

/// Counts tries and holds back hashing. Pairs and peers are counted apart, so that made-up addresses
/// drive no peer's count out.
pub(crate) struct SignInGuard {
    /// By the hash of address and peer, because an address may be long.
    by_pair: Windows<u64>,
    by_peer: Windows<String>,
    hasher: RandomState,
    hashing: Semaphore,
    waiting: Semaphore,
}

impl Default for SignInGuard {
    fn default() -> Self {
        Self {
            by_pair: Windows::new(SIGN_IN_ENTRIES_MAX, SIGN_IN_TRIES_PER_EMAIL, SIGN_IN_WINDOW_MS),
            by_peer: Windows::new(SIGN_IN_ENTRIES_MAX, SIGN_IN_TRIES_PER_PEER, SIGN_IN_WINDOW_MS),
            hasher: RandomState::new(),
            hashing: Semaphore::new(HASHES_AT_ONCE),
            waiting: Semaphore::new(HASHES_WAITING),
        }
    }
}

/// A counted try. It stays counted unless it is forgiven.
pub(crate) struct Try {
    pair: u64,
    peer: Option<String>,
}

impl SignInGuard {
    /// Counts a try before it is made, so that many at once count like many in a row. Tries without a
    /// known peer count together.
    ///
    /// # Errors
    /// `TooMany` when the peer had too many wrong ones, with this address or with all.
    pub(crate) fn begin(&self, email: &str, peer: Option<&str>, now: Timestamp) -> Result<Try> {
        let too_many = |retry_after_ms| DeskError::TooMany { retry_after_ms };
        let peer = peer.map(network);
        let pair = self.hasher.hash_one((email, &peer));
        self.by_pair.count(pair, now.0).map_err(too_many)?;
        if let Some(peer) = &peer {
            self.by_peer.count(peer.clone(), now.0).map_err(|retry_after_ms| {
                self.by_pair.take_back(&pair);
                too_many(retry_after_ms)
            })?;
        }
        Ok(Try { pair, peer })
    }

    /// Takes a try back that was right; the peer starts again with this address.
    pub(crate) fn forgive(&self, right: Try) {
        self.by_pair.forget(&right.pair);
        if let Some(peer) = right.peer {
            self.by_peer.take_back(&peer);
        }
    }

    /// Runs a hash on the blocking pool when its turn comes.
    ///
    /// # Errors
    /// `TooMany` when too many wait already, and what the work says.
    pub(crate) async fn hash<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
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
    fn the_eleventh_wrong_try_waits_and_a_right_one_starts_again() {
        let guard = SignInGuard::default();
        for _ in 0..SIGN_IN_TRIES_PER_EMAIL {
            assert!(guard.begin("ana@example.com", Some("::1"), Timestamp(0)).is_ok());
        }
        let refused = guard.begin("ana@example.com", Some("::1"), Timestamp(60_000));
        assert!(matches!(refused, Err(DeskError::TooMany { retry_after_ms: 840_000 })));
        let later = guard.begin("ana@example.com", Some("::1"), Timestamp(SIGN_IN_WINDOW_MS));
        guard.forgive(later.expect("the window is over"));
        assert!(guard.begin("ana@example.com", Some("::1"), Timestamp(SIGN_IN_WINDOW_MS)).is_ok());
    }

    #[test]
    fn strangers_lock_nobody_out() {
        let guard = SignInGuard::default();
        for stranger in 0..100_u32 {
            for _ in 0..=SIGN_IN_TRIES_PER_EMAIL {
                let peer = format!("198.51.100.{stranger}");
                let _ = guard.begin("ana@example.com", Some(&peer), Timestamp(0));
            }
        }
        for owner in ["192.0.2.1", "2001:db8::1"] {
            assert!(guard.begin("ana@example.com", Some(owner), Timestamp(0)).is_ok(), "{owner}");
        }
    }

    #[test]
    fn the_addresses_of_one_network_count_as_one_peer() {
        let guard = SignInGuard::default();
        let tries = (0..4 * SIGN_IN_TRIES_PER_PEER).filter(|one| {
            let (email, peer) = (format!("{one}@example.com"), format!("2001:db8::{one:x}"));
            guard.begin(&email, Some(&peer), Timestamp(0)).is_ok()
        });
        assert_eq!(tries.count(), SIGN_IN_TRIES_PER_PEER as usize);
        assert!(guard.begin("ana@example.com", Some("2001:db8:0:1::1"), Timestamp(0)).is_ok());
    }

    #[test]
    fn one_peer_cannot_try_everybody() {
        let guard = SignInGuard::default();
        let refused = (0..=SIGN_IN_TRIES_PER_PEER).filter(|one| {
            guard.begin(&format!("{one}@example.com"), Some("::1"), Timestamp(0)).is_err()
        });
        assert_eq!(refused.count(), 1);
    }

    #[test]
    fn a_refused_peer_leaves_the_owner_of_the_address_alone() {
        let guard = SignInGuard::default();
        for one in 0..SIGN_IN_TRIES_PER_PEER {
            guard.begin(&format!("{one}@example.com"), Some("::1"), Timestamp(0)).expect("counted");
        }
        for _ in 0..2 * SIGN_IN_TRIES_PER_EMAIL {
            assert!(guard.begin("ana@example.com", Some("::1"), Timestamp(0)).is_err());
        }
        assert!(guard.begin("ana@example.com", Some("192.0.2.1"), Timestamp(0)).is_ok());
    }

    #[test]
    fn a_flood_of_addresses_refuses_nobody_else() {
        let guard = SignInGuard::default();
        for one in 0..2 * SIGN_IN_ENTRIES_MAX {
            let _ = guard.begin(&format!("{one}@example.com"), None, Timestamp(0));
        }
        assert!(guard.begin("ana@example.com", Some("::1"), Timestamp(0)).is_ok());
    }
}
