//! Slows down those who start visits without end: starts are counted per peer and per channel, in
//! bounded memory.

use crate::limits::{
    VISITOR_START_ENTRIES_MAX, VISITOR_START_WINDOW_MS, VISITOR_STARTS_PER_CHANNEL,
    VISITOR_STARTS_PER_PEER,
};
use crate::peer::network;
use crate::{DeskError, Result};
use switchboard_bounds::Windows;
use switchboard_model::{ChannelId, Timestamp};

/// Counts the starts of visits.
pub(crate) struct StartGuard {
    by_peer: Windows<String>,
    by_channel: Windows<ChannelId>,
}

impl Default for StartGuard {
    fn default() -> Self {
        let (most, window_ms) = (VISITOR_START_ENTRIES_MAX, VISITOR_START_WINDOW_MS);
        Self {
            by_peer: Windows::new(most, VISITOR_STARTS_PER_PEER, window_ms),
            by_channel: Windows::new(most, VISITOR_STARTS_PER_CHANNEL, window_ms),
        }
    }
}

impl StartGuard {
    /// Counts a start before it is made.
    ///
    /// # Errors
    /// `TooMany` when the peer or the channel had too many.
    pub(crate) fn begin(
        &self,
        channel_id: ChannelId,
        peer: Option<&str>,
        now: Timestamp,
    ) -> Result<()> {
        let too_many = |retry_after_ms| DeskError::TooMany { retry_after_ms };
        let peer = peer.map(network);
        if let Some(peer) = &peer {
            self.by_peer.count(peer.clone(), now.0).map_err(too_many)?;
        }
        self.by_channel.count(channel_id, now.0).map_err(|retry_after_ms| {
            if let Some(peer) = &peer {
                self.by_peer.take_back(peer);
            }
            too_many(retry_after_ms)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: ChannelId = ChannelId(1);

    fn starts(guard: &StartGuard, peer: &str, count: u32, at: i64) -> usize {
        let tries = (0..count).map(|_| guard.begin(SHOP, Some(peer), Timestamp(at)));
        tries.filter(Result::is_ok).count()
    }

    #[test]
    fn a_peer_waits_and_others_do_not() {
        let guard = StartGuard::default();
        let most = VISITOR_STARTS_PER_PEER as usize;
        assert_eq!(starts(&guard, "192.0.2.1", VISITOR_STARTS_PER_PEER + 5, 0), most);
        assert_eq!(starts(&guard, "192.0.2.2", 1, 0), 1);
        let refused = guard.begin(SHOP, Some("192.0.2.1"), Timestamp(1_000));
        let retry_after_ms = u64::try_from(VISITOR_START_WINDOW_MS - 1_000).expect("positive");
        assert_eq!(refused, Err(DeskError::TooMany { retry_after_ms }));
        assert_eq!(starts(&guard, "192.0.2.1", 1, VISITOR_START_WINDOW_MS), 1);
    }

    #[test]
    fn the_addresses_of_one_network_count_as_one_peer() {
        let guard = StartGuard::default();
        let tries = (0..VISITOR_STARTS_PER_PEER + 5).map(|one| format!("2001:db8::{one:x}"));
        let passed = tries.filter(|peer| guard.begin(SHOP, Some(peer), Timestamp(0)).is_ok());
        assert_eq!(passed.count(), VISITOR_STARTS_PER_PEER as usize);
        assert_eq!(starts(&guard, "2001:db8:0:1::1", 1, 0), 1);
    }

    #[test]
    fn a_flood_of_peers_is_counted_by_its_channel() {
        let guard = StartGuard::default();
        let peers = (0..2 * VISITOR_START_ENTRIES_MAX).map(|one| format!("peer {one}"));
        let passed = peers.filter(|peer| guard.begin(SHOP, Some(peer), Timestamp(0)).is_ok());
        assert_eq!(passed.count(), VISITOR_STARTS_PER_CHANNEL as usize);
        assert!(guard.begin(ChannelId(2), Some("a peer"), Timestamp(0)).is_ok());
    }
}
