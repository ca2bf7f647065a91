//! Who is at the other end: the peer's address, looking through as many proxies as are trusted.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Once,
};
use switchboard_bounds::Peer;
use tracing::warn;

/// The address as the listener saw it; put into each request's extensions.
#[derive(Clone, Copy, Debug)]
pub struct RemoteAddress(pub SocketAddr);

/// Has the log been told of proxies that are not trusted.
static TOLD_OF_PROXIES: Once = Once::new();

/// Who counts as one at the other end of a request.
pub fn of(parts: &http::request::Parts, trusted_proxies: usize) -> Option<Peer> {
    address(parts, trusted_proxies).map(Peer::of)
}

/// The address that a request came from. `X-Forwarded-For` is read from its end, one entry per
/// trusted proxy; what a stranger wrote in front of them counts for nothing. An IPv4 address is one,
/// also where it is written as IPv6.
pub fn address(parts: &http::request::Parts, trusted_proxies: usize) -> Option<IpAddr> {
    let direct = parts.extensions.get::<RemoteAddress>();
    let direct = direct.map(|remote| remote.0.ip().to_canonical());
    if trusted_proxies == 0 {
        if parts.headers.contains_key("x-forwarded-for") {
            TOLD_OF_PROXIES.call_once(|| {
                warn!(
                    "requests come through a proxy (X-Forwarded-For) and server.trusted_proxies is 0: \
                     all who come through it share one limit of sign-ins and visits; set it to the \
                     number of proxies in front"
                );
            });
        }
        return direct;
    }
    let forwarded: Vec<&str> = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let place = forwarded.len().checked_sub(trusted_proxies);
    place.and_then(|place| entry(forwarded.get(place)?)).or(direct)
}

/// An entry as proxies write it: an address, some in brackets, some with a port.
fn entry(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address =
        bare.parse::<IpAddr>().or_else(|_| text.parse::<SocketAddr>().map(|with| with.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(forwarded: &str) -> http::request::Parts {
        let remote = RemoteAddress("10.0.0.9:1".parse().expect("an address"));
        let request = http::Request::builder()
            .header("x-forwarded-for", forwarded)
            .extension(remote)
            .body(())
            .expect("a request");
        request.into_parts().0
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let parts = parts("6.6.6.6, 1.2.3.4");
        let text = |proxies| address(&parts, proxies).map(|address| address.to_string());
        assert_eq!(text(0).as_deref(), Some("10.0.0.9"));
        assert_eq!(text(1).as_deref(), Some("1.2.3.4"));
        assert_eq!(text(3).as_deref(), Some("10.0.0.9"));
    }

    #[test]
    fn an_entry_is_read_with_brackets_and_with_a_port() {
        for (written, read) in [
            ("1.2.3.4:56789", "1.2.3.4"),
            (" 1.2.3.4 ", "1.2.3.4"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("::ffff:1.2.3.4", "1.2.3.4"),
            ("[::ffff:1.2.3.4]:80", "1.2.3.4"),
            ("unknown", "10.0.0.9"),
            ("1.2.3.4:port", "10.0.0.9"),
            ("", "10.0.0.9"),
        ] {
            let address = address(&parts(written), 1).map(|address| address.to_string());
            assert_eq!(address.as_deref(), Some(read), "{written:?}");
        }
    }
}
