//! Slows down visitors who tell without end that they type: a share for each peer, and one for all strangers
//! of a channel, in bounded memory. Each signal goes to all nodes, so that strangers together take no more
//! than a part of what the nodes can tell each other.

use crate::Result;
use crate::limits::{
    TYPING_ENTRIES_MAX, TYPING_PEER_SIGNALS, TYPING_PEER_SIGNALS_PER_SECOND,
    TYPING_STRANGER_SIGNALS, TYPING_STRANGER_SIGNALS_PER_SECOND,
};
use switchboard_bounds::{Peer, Rate, TokenBuckets};
use switchboard_model::{ChannelId, Timestamp};

/// What is left of the shares.
pub(crate) struct TypingGuard {
    by_peer: TokenBuckets<Peer>,
    of_strangers: TokenBuckets<ChannelId>,
}

impl Default for TypingGuard {
    fn default() -> Self {
        let peer = Rate::per_second(TYPING_PEER_SIGNALS, TYPING_PEER_SIGNALS_PER_SECOND);
        let strangers =
            Rate::per_second(TYPING_STRANGER_SIGNALS, TYPING_STRANGER_SIGNALS_PER_SECOND);
        Self {
            by_peer: TokenBuckets::new(TYPING_ENTRIES_MAX, peer),
            of_strangers: TokenBuckets::new(TYPING_ENTRIES_MAX, strangers),
        }
    }
}

impl TypingGuard {
    /// Counts a signal of a peer, before anything is read for it.
    ///
    /// # Errors
    /// `TooMany` when the peer's share is used up.
    pub(super) fn begin(&self, peer: Option<Peer>, now: Timestamp) -> Result<()> {
        if let Some(peer) = peer {
            self.by_peer.take(&peer, 1, now.0)?;
        }
        Ok(())
    }

    /// Counts a signal of somebody of whom nobody knows anything.
    ///
    /// # Errors
    /// `TooMany` when the strangers of the channel have used up their share.
    pub(super) fn stranger(&self, id: ChannelId, now: Timestamp) -> Result<()> {
        self.of_strangers.take(&id, 1, now.0)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000);

    fn passed(tries: impl Iterator<Item = Result<()>>) -> u64 {
        u64::try_from(tries.take_while(Result::is_ok).count()).expect("a number")
    }

    #[test]
    fn a_peer_and_the_strangers_of_a_channel_have_their_shares() {
        let guard = TypingGuard::default();
        let peer = |address: &str| Some(Peer::of(address.parse().expect("an address")));
        let tries = (0..10_000).map(|_| guard.begin(peer("192.0.2.1"), NOW));
        assert_eq!(passed(tries), TYPING_PEER_SIGNALS);
        assert_eq!(guard.begin(peer("192.0.2.2"), NOW), Ok(()), "another peer");
        assert_eq!(guard.begin(peer("192.0.2.1"), NOW.plus_ms(1_000)), Ok(()), "later");
        let tries = (0..10_000).map(|_| guard.stranger(ChannelId(1), NOW));
        assert_eq!(passed(tries), TYPING_STRANGER_SIGNALS);
        assert_eq!(guard.stranger(ChannelId(2), NOW), Ok(()), "another channel");
    }
}
