//! Slows down those who send webhooks without end. What is genuine is counted per channel; what is
//! forged per peer and site, where it takes nothing from the channel.

use crate::limits::{FORGED_PER_PEER, FORGED_PER_SITE, FORGED_WINDOW_MS, RATE_KEYS, TOLD_EVERY_MS};
use switchboard_bounds::{Peer, PeerWindows, Rate, Tallies, TokenBuckets};
use switchboard_model::{ChannelId, Timestamp};

/// Counts webhooks.
pub struct HookGuard {
    genuine: TokenBuckets<ChannelId>,
    forged: PeerWindows,
    untold: Tallies<ChannelId>,
}

impl HookGuard {
    /// With so many genuine ones per second and channel.
    pub fn new(per_second: u32) -> Self {
        let per_second = u64::from(per_second);
        Self {
            genuine: TokenBuckets::new(RATE_KEYS, Rate::per_second(per_second, per_second)),
            forged: PeerWindows::new(RATE_KEYS, FORGED_PER_PEER, FORGED_PER_SITE, FORGED_WINDOW_MS),
            untold: Tallies::new(RATE_KEYS, TOLD_EVERY_MS),
        }
    }

    /// How long a peer has to wait before a body of its is read that nothing speaks for, in
    /// milliseconds; none when it need not.
    pub(super) fn wait_ms(&self, peer: Option<Peer>, now: Timestamp) -> Option<u64> {
        self.forged.wait_ms(peer?, now.0)
    }

    /// Counts a forged one. Returns how many there were of this channel, when it is time to tell.
    pub(super) fn forged(
        &self,
        channel_id: ChannelId,
        peer: Option<Peer>,
        now: Timestamp,
    ) -> Option<u64> {
        if let Some(peer) = peer {
            // Who has had the limit is not counted further.
            let _ = self.forged.count(peer, now.0);
        }
        self.untold.count(channel_id, now.0)
    }

    /// Counts a genuine one, unless the channel has too many.
    pub(super) fn is_within_rate(&self, channel_id: ChannelId, now: Timestamp) -> bool {
        self.genuine.take(&channel_id, 1, now.0).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: ChannelId = ChannelId(1);

    #[test]
    fn forged_ones_take_nothing_from_the_channel_and_little_of_the_log() {
        let guard = HookGuard::new(5);
        let forger = Some(Peer::of("192.0.2.1".parse().expect("an address")));
        let other = Some(Peer::of("192.0.2.2".parse().expect("an address")));
        let told: Vec<u64> =
            (0..1_000).filter_map(|_| guard.forged(SHOP, forger, Timestamp(0))).collect();
        assert_eq!(told, [1]);
        assert!(guard.wait_ms(forger, Timestamp(0)).is_some());
        assert_eq!(
            (guard.wait_ms(other, Timestamp(0)), guard.wait_ms(None, Timestamp(0))),
            (None, None)
        );
        let genuine = (0..10).filter(|_| guard.is_within_rate(SHOP, Timestamp(0)));
        assert_eq!(genuine.count(), 5);
        assert_eq!(guard.wait_ms(forger, Timestamp(FORGED_WINDOW_MS)), None);
        assert_eq!(guard.forged(SHOP, forger, Timestamp(TOLD_EVERY_MS)), Some(1_000));
    }
}
