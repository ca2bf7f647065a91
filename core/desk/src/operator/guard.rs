//! Slows down those who guess passwords: wrong tries are counted per peer, fewer of them per peer
//! and address to sign in with, and per site above both, in bounded memory; only a few hashes are
//! computed at once. What strangers do counts against them alone: who knows the password comes in from
//! anywhere else.

use super::hashing::Hashing;
use super::password::Memory;
use crate::limits::{
    SIGN_IN_ENTRIES_MAX, SIGN_IN_TRIES_PER_EMAIL, SIGN_IN_TRIES_PER_PEER, SIGN_IN_TRIES_PER_SITE,
    SIGN_IN_WINDOW_MS,
};
use crate::{DeskError, Result};
use std::hash::{BuildHasher, RandomState};
use switchboard_bounds::{Peer, PeerWindows, Windows};
use switchboard_model::Timestamp;

/// Counts tries and holds back hashing. Pairs and peers are counted apart, so that made-up addresses
/// drive no peer's count out.
pub(crate) struct SignInGuard {
    /// By the hash of address and peer, because an address may be long.
    by_pair: Windows<u64>,
    by_peer: PeerWindows,
    hasher: RandomState,
    hashing: Hashing,
}

impl Default for SignInGuard {
    fn default() -> Self {
        let (most, window_ms) = (SIGN_IN_ENTRIES_MAX, SIGN_IN_WINDOW_MS);
        let (of_peer, of_site) = (SIGN_IN_TRIES_PER_PEER, SIGN_IN_TRIES_PER_SITE);
        Self {
            by_pair: Windows::new(most, SIGN_IN_TRIES_PER_EMAIL, window_ms),
            by_peer: PeerWindows::new(most, of_peer, of_site, window_ms),
            hasher: RandomState::new(),
            hashing: Hashing::default(),
        }
    }
}

/// A counted try. It stays counted unless it is forgiven.
pub(crate) struct Try {
    pair: u64,
    peer: Option<Peer>,
}

impl SignInGuard {
    /// Counts a try before it is made, so that many at once count like many in a row. Tries without a
    /// known peer count together.
    ///
    /// # Errors
    /// `TooMany` when the peer had too many wrong ones, with this address or with all.
    pub(crate) fn begin(&self, email: &str, peer: Option<Peer>, now: Timestamp) -> Result<Try> {
        let too_many = |retry_after_ms| DeskError::TooMany { retry_after_ms };
        let pair = self.hasher.hash_one((email, peer));
        self.by_pair.count(pair, now.0).map_err(too_many)?;
        if let Some(peer) = peer {
            self.by_peer.count(peer, now.0).map_err(|retry_after_ms| {
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
            self.hashing.know(peer);
            self.by_peer.take_back(peer);
        }
    }

    /// Takes a try back that was neither right nor wrong.
    pub(crate) fn take_back(&self, attempt: &Try) {
        self.by_pair.take_back(&attempt.pair);
        if let Some(peer) = attempt.peer {
            self.by_peer.take_back(peer);
        }
    }

    /// Compares a password by its hash when the turn of the try's peer comes. A try that was not made
    /// does not count.
    ///
    /// # Errors
    /// `TooMany` when too many wait already, and what the work says.
    pub(crate) async fn check(
        &self,
        attempt: &Try,
        work: impl FnOnce(&mut Memory) -> Result<bool> + Send + 'static,
    ) -> Result<bool> {
        let checked = self.hashing.run(attempt.peer, work).await;
        if checked.is_err() {
            self.take_back(attempt);
        }
        checked
    }

    /// Makes a hash when the peer's turn comes.
    ///
    /// # Errors
    /// `TooMany` when too many wait already, and what the work says.
    pub(crate) async fn hash(
        &self,
        peer: Option<Peer>,
        work: impl FnOnce(&mut Memory) -> Result<String> + Send + 'static,
    ) -> Result<String> {
        self.hashing.run(peer, work).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(address: &str) -> Option<Peer> {
        Some(Peer::of(address.parse().expect("an address")))
    }

    #[test]
    fn the_eleventh_wrong_try_waits_and_a_right_one_starts_again() {
        let guard = SignInGuard::default();
        for _ in 0..SIGN_IN_TRIES_PER_EMAIL {
            assert!(guard.begin("ana@example.com", peer("2001:db8::1"), Timestamp(0)).is_ok());
        }
        let refused = guard.begin("ana@example.com", peer("2001:db8::1"), Timestamp(60_000));
        assert!(matches!(refused, Err(DeskError::TooMany { retry_after_ms: 840_000 })));
        let later =
            guard.begin("ana@example.com", peer("2001:db8::1"), Timestamp(SIGN_IN_WINDOW_MS));
        guard.forgive(later.expect("the window is over"));
        assert!(
            guard
                .begin("ana@example.com", peer("2001:db8::1"), Timestamp(SIGN_IN_WINDOW_MS))
                .is_ok()
        );
    }

    #[test]
    fn strangers_lock_nobody_out() {
        let guard = SignInGuard::default();
        for stranger in 0..100_u32 {
            for _ in 0..=SIGN_IN_TRIES_PER_EMAIL {
                let address = format!("198.51.100.{stranger}");
                let _ = guard.begin("ana@example.com", peer(&address), Timestamp(0));
            }
        }
        for owner in ["192.0.2.1", "2001:db8:1::1"] {
            assert!(guard.begin("ana@example.com", peer(owner), Timestamp(0)).is_ok(), "{owner}");
        }
    }

    #[test]
    fn the_addresses_of_one_network_count_as_one_peer() {
        let guard = SignInGuard::default();
        let tries = (0..4 * SIGN_IN_TRIES_PER_PEER).filter(|one| {
            let (email, address) = (format!("{one}@example.com"), format!("2001:db8::{one:x}"));
            guard.begin(&email, peer(&address), Timestamp(0)).is_ok()
        });
        assert_eq!(tries.count(), SIGN_IN_TRIES_PER_PEER as usize);
        assert!(guard.begin("ana@example.com", peer("2001:db8:0:1::1"), Timestamp(0)).is_ok());
    }

    #[test]
    fn one_peer_cannot_try_everybody() {
        let guard = SignInGuard::default();
        let refused = (0..=SIGN_IN_TRIES_PER_PEER).filter(|one| {
            guard.begin(&format!("{one}@example.com"), peer("2001:db8::1"), Timestamp(0)).is_err()
        });
        assert_eq!(refused.count(), 1);
    }

    #[test]
    fn a_refused_peer_leaves_the_owner_of_the_address_alone() {
        let guard = SignInGuard::default();
        for one in 0..SIGN_IN_TRIES_PER_PEER {
            guard
                .begin(&format!("{one}@example.com"), peer("2001:db8::1"), Timestamp(0))
                .expect("counted");
        }
        for _ in 0..2 * SIGN_IN_TRIES_PER_EMAIL {
            assert!(guard.begin("ana@example.com", peer("2001:db8::1"), Timestamp(0)).is_err());
        }
        assert!(guard.begin("ana@example.com", peer("192.0.2.1"), Timestamp(0)).is_ok());
    }

    #[test]
    fn a_flood_of_addresses_refuses_nobody_else() {
        let guard = SignInGuard::default();
        for one in 0..2 * SIGN_IN_ENTRIES_MAX {
            let _ = guard.begin(&format!("{one}@example.com"), None, Timestamp(0));
        }
        assert!(guard.begin("ana@example.com", peer("2001:db8::1"), Timestamp(0)).is_ok());
    }

    #[test]
    fn the_networks_of_one_owner_try_no_more_than_a_site_may() {
        let guard = SignInGuard::default();
        let tries = (0..4 * SIGN_IN_TRIES_PER_SITE).filter(|one| {
            let (email, address) = (format!("{one}@example.com"), format!("2001:db8:0:{one:x}::1"));
            guard.begin(&email, peer(&address), Timestamp(0)).is_ok()
        });
        assert_eq!(tries.count(), SIGN_IN_TRIES_PER_SITE as usize);
        assert!(guard.begin("ana@example.com", peer("2001:db8:1::1"), Timestamp(0)).is_ok());
    }

    #[tokio::test]
    async fn a_try_that_was_not_made_does_not_count() {
        let guard = SignInGuard::default();
        for _ in 0..2 * SIGN_IN_TRIES_PER_EMAIL {
            let attempt = guard.begin("ana@example.com", peer("192.0.2.1"), Timestamp(0));
            let attempt = attempt.expect("none was made yet");
            let refused = guard.check(&attempt, |_| Err(DeskError::TooMany { retry_after_ms: 1 }));
            assert!(refused.await.is_err());
        }
    }
}
