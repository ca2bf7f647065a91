//! Who counts as one peer, for everything that is counted per peer.

use std::net::{IpAddr, Ipv6Addr};

/// The peer behind an address; of IPv6 the network, the first 64 bits, because one household has many
/// addresses of it.
pub(crate) fn network(address: &str) -> String {
    match address.parse().map(|address: IpAddr| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => Ipv6Addr::from(u128::from(address) & (!0 << 64)).to_string(),
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_household_is_one_peer() {
        for (address, peer) in [
            ("192.0.2.1", "192.0.2.1"),
            ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8::1", "2001:db8::"),
            ("2001:db8:0:0:ffff::9", "2001:db8::"),
            ("2001:db8:0:1::1", "2001:db8:0:1::"),
            ("a socket", "a socket"),
        ] {
            assert_eq!(network(address), peer, "{address}");
        }
    }
}
