//! Which addresses plugins may reach. A name is checked after it is resolved, and the connection
//! goes to the checked address, so that a name cannot point elsewhere a moment later.

use crate::network::Reach;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// May a plugin connect to this address.
pub(crate) fn is_allowed(address: IpAddr, reach: Reach) -> bool {
    match canonical(address) {
        IpAddr::V4(address) => match reach {
            Reach::Public => is_public_v4(address),
            Reach::Private => is_public_v4(address) || is_private_v4(address),
        },
        IpAddr::V6(address) => match reach {
            Reach::Public => is_public_v6(address),
            Reach::Private => is_public_v6(address) || is_private_v6(address),
        },
    }
}

/// An IPv4 address in any of the clothes that IPv6 has for it.
fn canonical(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else { return address };
    if let Some(v4) = v6.to_ipv4_mapped() {
        return IpAddr::V4(v4);
    }
    let segments = v6.segments();
    let is_translated = segments[..6] == [0x64, 0xff9b, 0, 0, 0, 0];
    let is_compatible = segments[..6] == [0; 6] && segments[6] != 0;
    if is_translated || is_compatible {
        return IpAddr::V4(from_segments(segments[6], segments[7]));
    }
    if segments[0] == 0x2002 {
        return IpAddr::V4(from_segments(segments[1], segments[2]));
    }
    address
}

fn from_segments(high: u16, low: u16) -> Ipv4Addr {
    let [a, b] = high.to_be_bytes();
    let [c, d] = low.to_be_bytes();
    Ipv4Addr::new(a, b, c, d)
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(a == 0
        || a >= 224
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19)))
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    address.is_private() || address.is_loopback() || (a == 100 && (64..128).contains(&b))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let is_global_unicast = segments[0] & 0xe000 == 0x2000;
    let is_teredo_or_benchmark = segments[0] == 0x2001 && segments[1] < 0x200;
    let is_documentation = segments[..2] == [0x2001, 0xdb8] || segments[0] == 0x3fff;
    is_global_unicast && !is_teredo_or_benchmark && !is_documentation
}

/// The link-local addresses stay out: clouds keep their credentials there.
fn is_private_v6(address: Ipv6Addr) -> bool {
    let is_metadata = address.segments() == [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254];
    address.is_loopback() || (address.segments()[0] & 0xfe00 == 0xfc00 && !is_metadata)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(address: &str, reach: Reach) -> bool {
        is_allowed(address.parse().unwrap(), reach)
    }

    #[test]
    fn the_public_internet_may_be_reached() {
        for address in ["149.154.167.220", "2001:67c:4e8:f004::9", "1.1.1.1", "64:ff9b::101:101"] {
            assert!(allowed(address, Reach::Public), "{address}");
        }
    }

    #[test]
    fn inner_addresses_may_not_in_whatever_clothes() {
        for address in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "::7f00:1",
        ] {
            assert!(!allowed(address, Reach::Public), "{address}");
        }
    }

    #[test]
    fn a_named_private_host_may_be_private_but_never_link_local() {
        for address in ["127.0.0.1", "10.0.0.1", "::1", "fd12::1", "8.8.8.8"] {
            assert!(allowed(address, Reach::Private), "{address}");
        }
        for address in ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1", "::", "fd00:ec2::254"]
        {
            assert!(!allowed(address, Reach::Private), "{address}");
            assert!(!allowed(address, Reach::Public), "{address}");
        }
    }
}
