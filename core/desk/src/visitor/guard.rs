//! Slows down those who start visits without end: starts are counted per peer, site and channel, in
//! bounded memory. Where a channel has had its limit, those who started few still come in.

use crate::limits::{
    VISITOR_START_ENTRIES_MAX, VISITOR_START_WINDOW_MS, VISITOR_STARTS_PER_CHANNEL,
    VISITOR_STARTS_PER_PEER, VISITOR_STARTS_PER_SITE, VISITOR_STARTS_WHEN_CROWDED,
    VISITS_PER_CHANNEL, VISITS_PER_PEER, VISITS_PER_SITE, VISITS_WHEN_CROWDED,
};
use crate::{DeskError, Result};
use switchboard_bounds::{Peer, PeerWindows, Site, Windows};
use switchboard_model::{ChannelId, Timestamp};

/// Counts the starts of visits, or of sessions.
pub(crate) struct StartGuard {
    by_peer: PeerWindows,
    by_channel: Windows<ChannelId>,
    /// Starts on crowded channels.
    when_crowded: Windows<(ChannelId, Option<Site>)>,
}

impl Default for StartGuard {
    fn default() -> Self {
        Self::of(
            (VISITOR_STARTS_PER_PEER, VISITOR_STARTS_PER_SITE),
            (VISITOR_STARTS_PER_CHANNEL, VISITOR_STARTS_WHEN_CROWDED),
        )
    }
}

impl StartGuard {
    /// Of visits that are recorded, which leave more behind than a session that nobody uses.
    pub(crate) fn of_visits() -> Self {
        Self::of((VISITS_PER_PEER, VISITS_PER_SITE), (VISITS_PER_CHANNEL, VISITS_WHEN_CROWDED))
    }

    fn of((of_peer, of_site): (u32, u32), (of_channel, when_crowded): (u32, u32)) -> Self {
        let (most, window_ms) = (VISITOR_START_ENTRIES_MAX, VISITOR_START_WINDOW_MS);
        Self {
            by_peer: PeerWindows::new(most, of_peer, of_site, window_ms),
            by_channel: Windows::new(most, of_channel, window_ms),
            when_crowded: Windows::new(most, when_crowded, window_ms),
        }
    }

    /// Counts a start before it is made.
    ///
    /// # Errors
    /// `TooMany` when the peer or its site had too many, or the channel and then the site.
    pub(crate) fn begin(
        &self,
        channel_id: ChannelId,
        peer: Option<Peer>,
        now: Timestamp,
    ) -> Result<()> {
        let too_many = |retry_after_ms| DeskError::TooMany { retry_after_ms };
        if let Some(peer) = peer {
            self.by_peer.count(peer, now.0).map_err(too_many)?;
        }
        if self.by_channel.count(channel_id, now.0).is_ok() {
            return Ok(());
        }
        let site = peer.map(Peer::site);
        self.when_crowded.count((channel_id, site), now.0).map_err(|retry_after_ms| {
            if let Some(peer) = peer {
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

    fn starts(guard: &StartGuard, address: &str, count: u32, at: i64) -> usize {
        let peer = Some(Peer::of(address.parse().expect("an address")));
        let tries = (0..count).map(|_| guard.begin(SHOP, peer, Timestamp(at)));
        tries.filter(Result::is_ok).count()
    }

    #[test]
    fn a_peer_waits_and_others_do_not() {
        let guard = StartGuard::default();
        let most = VISITOR_STARTS_PER_PEER as usize;
        assert_eq!(starts(&guard, "192.0.2.1", VISITOR_STARTS_PER_PEER + 5, 0), most);
        assert_eq!(starts(&guard, "192.0.2.2", 1, 0), 1);
        let peer = Some(Peer::of("192.0.2.1".parse().expect("an address")));
        let refused = guard.begin(SHOP, peer, Timestamp(1_000));
        let retry_after_ms = u64::try_from(VISITOR_START_WINDOW_MS - 1_000).expect("positive");
        assert_eq!(refused, Err(DeskError::TooMany { retry_after_ms }));
        assert_eq!(starts(&guard, "192.0.2.1", 1, VISITOR_START_WINDOW_MS), 1);
    }

    #[test]
    fn the_addresses_of_one_network_count_as_one_peer_and_networks_of_one_owner_as_one_site() {
        let guard = StartGuard::default();
        let passed = (0..VISITOR_STARTS_PER_PEER + 5)
            .map(|one| starts(&guard, &format!("2001:db8::{one:x}"), 1, 0));
        assert_eq!(passed.sum::<usize>(), VISITOR_STARTS_PER_PEER as usize);
        assert_eq!(starts(&guard, "2001:db8:0:1::1", 1, 0), 1);
        let passed = (2..=128).map(|one| {
            starts(&guard, &format!("2001:db8:0:{one:x}::1"), VISITOR_STARTS_PER_PEER, 0)
        });
        let rest = VISITOR_STARTS_PER_SITE - VISITOR_STARTS_PER_PEER - 1;
        assert_eq!(passed.sum::<usize>(), rest as usize);
        assert_eq!(starts(&guard, "2001:db8:1::1", 1, 0), 1);
    }

    #[test]
    fn a_crowded_channel_is_open_to_those_who_started_few() {
        let guard = StartGuard::default();
        let crowd = VISITOR_STARTS_PER_CHANNEL / VISITOR_STARTS_PER_PEER;
        for one in 0..crowd {
            let address = format!("198.18.{}.{}", one / 256, one % 256);
            starts(&guard, &address, VISITOR_STARTS_PER_PEER, 0);
        }
        let most = VISITOR_STARTS_WHEN_CROWDED as usize;
        let flood: usize = (0..4)
            .map(|one| {
                starts(&guard, &format!("2001:db8:0:{one:x}::1"), VISITOR_STARTS_PER_PEER, 0)
            })
            .sum();
        assert_eq!(flood, most, "the networks of one owner");
        assert_eq!(starts(&guard, "192.0.2.1", 2, 0), 2, "a visitor who comes in between");
        assert!(guard.begin(ChannelId(2), None, Timestamp(0)).is_ok(), "another channel");
    }
}
