//! Slows down those who start visits without end: starts are counted per peer and per channel, in
//! bounded memory.

use crate::DeskError;
use crate::limits::{
    VISITOR_START_ENTRIES_MAX, VISITOR_START_WINDOW_MS, VISITOR_STARTS_PER_CHANNEL,
    VISITOR_STARTS_PER_PEER,
};
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use switchboard_model::{ChannelId, Timestamp};

/// The bits of an IPv6 address that one household shares.
const NETWORK_V6: u128 = !0 << 64;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Channel(ChannelId),
    Peer(String),
}

impl Key {
    /// The peer's address; of IPv6 the network, because everybody has many addresses of it.
    fn peer(address: &str) -> Self {
        match address.parse::<IpAddr>() {
            Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_none() => {
                let network = u128::from(address) & NETWORK_V6;
                Self::Peer(Ipv6Addr::from(network).to_string())
            }
            _ => Self::Peer(address.to_owned()),
        }
    }

    fn limit(&self) -> u32 {
        match self {
            Self::Channel(_) => VISITOR_STARTS_PER_CHANNEL,
            Self::Peer(_) => VISITOR_STARTS_PER_PEER,
        }
    }
}

struct Starts {
    since: Timestamp,
    count: u32,
}

/// Counts the starts of visits.
#[derive(Default)]
pub(crate) struct StartGuard {
    starts: Mutex<HashMap<Key, Starts>>,
}

impl StartGuard {
    /// Counts a start before it is made. While the memory is full of fresh peers, others are counted
    /// by their channel alone.
    ///
    /// # Errors
    /// `TooMany` when the peer or the channel had too many.
    pub(crate) fn begin(
        &self,
        channel_id: ChannelId,
        peer: Option<&str>,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let mut starts = self.starts.lock().unwrap_or_else(PoisonError::into_inner);
        let keys = [Some(Key::Channel(channel_id)), peer.map(Key::peer)];
        if starts.len() + keys.len() > VISITOR_START_ENTRIES_MAX {
            starts.retain(|_, starts| now.since_ms(starts.since) < VISITOR_START_WINDOW_MS);
        }
        let is_full = starts.len() + keys.len() > VISITOR_START_ENTRIES_MAX;
        let counted: Vec<Key> = keys
            .into_iter()
            .flatten()
            .filter(|key| !is_full || matches!(key, Key::Channel(_)) || starts.contains_key(key))
            .collect();
        for key in &counted {
            let Some(known) = starts.get(key) else { continue };
            let left_ms = VISITOR_START_WINDOW_MS - now.since_ms(known.since);
            if known.count >= key.limit() && left_ms > 0 {
                let retry_after_ms = u64::try_from(left_ms).unwrap_or_default();
                return Err(DeskError::TooMany { retry_after_ms });
            }
        }
        for key in counted {
            let entry = starts.entry(key).or_insert(Starts { since: now, count: 0 });
            if now.since_ms(entry.since) >= VISITOR_START_WINDOW_MS {
                *entry = Starts { since: now, count: 0 };
            }
            entry.count += 1;
        }
        Ok(())
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
    fn the_memory_is_bounded_and_the_channel_still_counts() {
        let guard = StartGuard::default();
        let peers = (0..2 * VISITOR_START_ENTRIES_MAX).map(|one| format!("peer {one}"));
        let passed = peers.filter(|peer| guard.begin(SHOP, Some(peer), Timestamp(0)).is_ok());
        assert_eq!(passed.count(), VISITOR_STARTS_PER_CHANNEL as usize);
        let entries = guard.starts.lock().expect("not poisoned").len();
        assert!(entries <= VISITOR_START_ENTRIES_MAX, "{entries} entries");
    }
}
