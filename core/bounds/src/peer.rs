//! Who counts as one at the other end of the network, for all that is counted or shared per peer.

use crate::Windows;
use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
};

/// One peer: an IPv4 address, or the first 64 bits of an IPv6 address, because one household has many
/// addresses behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Peer(IpAddr);

/// What one owner of networks may have at least: an IPv4 address, or the first 48 bits of an IPv6
/// address, with 65,536 peers in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Site(IpAddr);

impl Peer {
    /// The peer behind an address. An IPv4 address is one, also where it is written as IPv6.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        Self(first_bits(address.to_canonical(), 64))
    }

    /// The site that the peer is in.
    #[must_use]
    pub fn site(self) -> Site {
        Site(first_bits(self.0, 48))
    }

    /// Whether it is this machine itself.
    #[must_use]
    pub fn is_loopback(self) -> bool {
        // What is left of `::1` is `::`, which is no peer's.
        self.0.is_loopback() || self.0.is_unspecified()
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for Site {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

fn first_bits(address: IpAddr, count: u32) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            Ipv6Addr::from(u128::from(address) & (!0 << (u128::BITS - count))).into()
        }
    }
}

/// Counts per peer and per site: whoever has many networks gets more than one peer, and not as many
/// times more.
#[derive(Debug)]
pub struct PeerWindows {
    by_peer: Windows<Peer>,
    by_site: Windows<Site>,
}

impl PeerWindows {
    /// At most `limit` of a peer and `site_limit` of a site within `window_ms` after their first one;
    /// at most so many peers, and as many sites.
    #[must_use]
    pub fn new(most: usize, limit: u32, site_limit: u32, window_ms: i64) -> Self {
        Self {
            by_peer: Windows::new(most, limit, window_ms),
            by_site: Windows::new(most, site_limit, window_ms),
        }
    }

    /// Counts one of this peer.
    ///
    /// # Errors
    /// The milliseconds until the window is over, when peer or site have had their limit; nothing is
    /// counted.
    pub fn count(&self, peer: Peer, now_ms: i64) -> Result<(), u64> {
        self.by_site.count(peer.site(), now_ms)?;
        self.by_peer.count(peer, now_ms).inspect_err(|_| self.by_site.take_back(&peer.site()))
    }

    /// Takes back one that was counted.
    pub fn take_back(&self, peer: Peer) {
        self.by_peer.take_back(&peer);
        self.by_site.take_back(&peer.site());
    }

    /// How long the peer has to wait for its next one, in milliseconds; none when it need not.
    #[must_use]
    pub fn wait_ms(&self, peer: Peer, now_ms: i64) -> Option<u64> {
        let of_peer = self.by_peer.wait_ms(&peer, now_ms);
        of_peer.max(self.by_site.wait_ms(&peer.site(), now_ms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(address: &str) -> Peer {
        Peer::of(address.parse().expect("an address"))
    }

    #[test]
    fn one_household_is_one_peer_and_one_owner_one_site() {
        for (one, other, is_one_peer, is_one_site) in [
            ("192.0.2.1", "192.0.2.1", true, true),
            ("192.0.2.1", "::ffff:192.0.2.1", true, true),
            ("192.0.2.1", "192.0.2.2", false, false),
            ("2001:db8::1", "2001:db8:0:0:ffff::9", true, true),
            ("2001:db8::1", "2001:db8:0:1::1", false, true),
            ("2001:db8::1", "2001:db8:1::1", false, false),
        ] {
            let (one, other) = (peer(one), peer(other));
            assert_eq!(one == other, is_one_peer, "{one:?} {other:?}");
            assert_eq!(one.site() == other.site(), is_one_site, "{one:?} {other:?}");
        }
        assert_eq!(peer("2001:db8:0:1::1").site().to_string(), "2001:db8::");
    }

    #[test]
    fn this_machine_is_known_in_every_spelling() {
        assert!(
            ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]
                .iter()
                .all(|address| peer(address).is_loopback())
        );
        assert!(!["192.0.2.1", "2001:db8::1"].iter().any(|address| peer(address).is_loopback()));
    }

    #[test]
    fn many_networks_of_one_owner_have_a_limit_together() {
        let windows = PeerWindows::new(100, 2, 5, 1_000);
        let networks = (0..20).map(|one| peer(&format!("2001:db8:0:{one:x}::1")));
        assert_eq!(networks.filter(|one| windows.count(*one, 0).is_ok()).count(), 5);
        assert_eq!(windows.wait_ms(peer("2001:db8:0:ff::1"), 400), Some(600));
        let other = peer("2001:db8:1::1");
        assert_eq!((windows.count(other, 0), windows.wait_ms(other, 0)), (Ok(()), None));
        assert_eq!(windows.count(other, 0), Ok(()));
        assert_eq!(windows.count(other, 400), Err(600), "a peer has its own limit");
        windows.take_back(other);
        assert_eq!(windows.count(other, 400), Ok(()));
    }
}
