//! Slows down those who guess passwords: wrong tries are counted per address to sign in with and per
//! peer, in bounded memory, and only a few hashes are computed at once.

use crate::limits::{
    HASHES_AT_ONCE, HASHES_WAITING, SIGN_IN_ENTRIES_MAX, SIGN_IN_TRIES_PER_EMAIL,
    SIGN_IN_TRIES_PER_PEER, SIGN_IN_WINDOW_MS,
};
use crate::{DeskError, Result};
use switchboard_bounds::Windows;
use switchboard_model::Timestamp;
use tokio::sync::Semaphore;

/// Counts tries and holds back hashing. Addresses and peers are counted apart, so that made-up
/// addresses drive no peer's count out.
pub(crate) struct SignInGuard {
    by_email: Windows<String>,
    by_peer: Windows<String>,
    hashing: Semaphore,
    waiting: Semaphore,
}

impl Default for SignInGuard {
    fn default() -> Self {
        let windows = |limit| Windows::new(SIGN_IN_ENTRIES_MAX, limit, SIGN_IN_WINDOW_MS);
        Self {
            by_email: windows(SIGN_IN_TRIES_PER_EMAIL),
            by_peer: windows(SIGN_IN_TRIES_PER_PEER),
            hashing: Semaphore::new(HASHES_AT_ONCE),
            waiting: Semaphore::new(HASHES_WAITING),
        }
    }
}

/// A counted try. It stays counted unless it is forgiven.
pub(crate) struct Try {
    email: String,
    peer: Option<String>,
}

impl SignInGuard {
    /// Counts a try before it is made, so that many at once count like many in a row.
    ///
    /// # Errors
    /// `TooMany` when either had too many wrong ones.
    pub(crate) fn begin(&self, email: &str, peer: Option<&str>, now: Timestamp) -> Result<Try> {
        let too_many = |retry_after_ms| DeskError::TooMany { retry_after_ms };
        let (email, peer) = (email.to_owned(), peer.map(str::to_owned));
        self.by_email.count(email.clone(), now.0).map_err(too_many)?;
        if let Some(peer) = &peer {
            self.by_peer.count(peer.clone(), now.0).map_err(|retry_after_ms| {
                self.by_email.take_back(&email);
                too_many(retry_after_ms)
            })?;
        }
        Ok(Try { email, peer })
    }

    /// Takes a try back that was right; the address to sign in with starts again.
    pub(crate) fn forgive(&self, right: Try) {
        self.by_email.forget(&right.email);
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
        let refused = guard.begin("ana@example.com", Some("::2"), Timestamp(60_000));
        assert!(matches!(refused, Err(DeskError::TooMany { retry_after_ms: 840_000 })));
        let later = guard.begin("ana@example.com", Some("::1"), Timestamp(SIGN_IN_WINDOW_MS));
        guard.forgive(later.expect("the window is over"));
        assert!(guard.begin("ana@example.com", Some("::1"), Timestamp(SIGN_IN_WINDOW_MS)).is_ok());
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
        assert!(guard.begin("ana@example.com", Some("::2"), Timestamp(0)).is_ok());
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
