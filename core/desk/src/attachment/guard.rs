//! Slows down those who announce files without end: the bytes that one peer's visitors announce come back
//! with time, whoever they say they are, and those who find no room have it looked for once in a while.

use crate::Result;
use crate::limits::{
    UPLOAD_PEERS_MAX, UPLOAD_SPACE_WINDOW_MS, UPLOAD_TOKEN_BYTES, VISITOR_PEER_TOKENS,
    VISITOR_PEER_TOKENS_PER,
};
use switchboard_bounds::{Peer, Rate, TokenBuckets, Windows};
use switchboard_model::Timestamp;

/// Counts what visitors announce, and how often room is looked for.
pub(crate) struct UploadGuard {
    by_peer: TokenBuckets<Peer>,
    looks: Windows<()>,
}

impl Default for UploadGuard {
    fn default() -> Self {
        let rate = Rate::new(VISITOR_PEER_TOKENS, VISITOR_PEER_TOKENS, VISITOR_PEER_TOKENS_PER);
        Self {
            by_peer: TokenBuckets::new(UPLOAD_PEERS_MAX, rate),
            looks: Windows::new(1, 1, UPLOAD_SPACE_WINDOW_MS),
        }
    }
}

impl UploadGuard {
    /// Counts an upload before it is announced; the smallest one costs as well, and the largest passes
    /// while nothing else came.
    ///
    /// # Errors
    /// `TooMany` when the peer has announced too much.
    pub(super) fn count(&self, peer: Option<Peer>, size_bytes: u64, now: Timestamp) -> Result<()> {
        let Some(peer) = peer else { return Ok(()) };
        let cost = size_bytes.div_ceil(UPLOAD_TOKEN_BYTES).clamp(1, VISITOR_PEER_TOKENS);
        self.by_peer.take(&peer, cost, now.0)?;
        Ok(())
    }

    /// May room be looked for? One look finds what is over for everybody; a second one so soon after it
    /// would cost a write and a walk through the files, and find nothing.
    pub(super) fn may_look_for_space(&self, now: Timestamp) -> bool {
        self.looks.count((), now.0).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DeskError;

    fn peer(address: &str) -> Option<Peer> {
        Some(Peer::of(address.parse().expect("an address")))
    }

    #[test]
    fn a_peer_that_announces_without_end_waits_and_others_do_not() {
        let guard = UploadGuard::default();
        let most = VISITOR_PEER_TOKENS * UPLOAD_TOKEN_BYTES;
        let announced =
            |address: &str, at: i64| guard.count(peer(address), most / 16, Timestamp(at));
        let passed = (0..64).filter(|one| announced(&format!("2001:db8::{one:x}"), 0).is_ok());
        assert_eq!(passed.count(), 16, "one network is one peer");
        assert_eq!(announced("192.0.2.1", 0), Ok(()));
        let refused = announced("2001:db8::1", 0);
        let Err(DeskError::TooMany { retry_after_ms }) = refused else { panic!("{refused:?}") };
        let at = i64::try_from(retry_after_ms).expect("a time") + 1;
        assert_eq!(announced("2001:db8::1", at), Ok(()));
    }

    #[test]
    fn the_smallest_costs_and_the_largest_passes() {
        let guard = UploadGuard::default();
        let tiny = |_: &u64| guard.count(peer("192.0.2.1"), 1, Timestamp(0)).is_ok();
        assert_eq!((0..2 * VISITOR_PEER_TOKENS).filter(tiny).count() as u64, VISITOR_PEER_TOKENS);
        assert_eq!(guard.count(peer("192.0.2.2"), u64::MAX, Timestamp(0)), Ok(()));
    }
}
